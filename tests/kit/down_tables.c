#include "tests/kit/down_tables.h"

#include <stdlib.h>
#include <string.h>
#include "base/utf8.h"
#include "tests/kit/kit.h"
#include "ui/layout.h"
#include "ui/widgets.h"

#define NUMBER_SAMPLE "A-017"
#define CODE_SAMPLE   "K-00"
#define URGENT        "お急ぎの方は/窓口へ/お越しください"
#define CALLED        "番号が/呼ばれたら/窓口へ"

static const char *const type_names[] = {
#define X(name, px, large_px, leading, bold, family) #name,
    TYPE_LIST(X)
#undef X
};
static const char *const colour_names[] = {
#define X(name, standard, contrast) #name,
    COLOUR_LIST(X)
#undef X
};
static const char *const icon_names[] = {
#define X(name) #name,
    ICON_LIST(X)
#undef X
};

static const char *role_word(enum role role)
{
    return role == ROLE_STATUS    ? "STATUS"
           : role == ROLE_HEADING ? "HEADING"
           : role == ROLE_BUTTON  ? "BUTTON"
           : role == ROLE_TEXT    ? "TEXT"
                                  : "NONE";
}

struct maker {
    struct node_tree *t;
    struct down_glyphs glyphs;
    struct strbuf *out;
};

/* Bold inside a line would need a second type: the words stand without it. */
static const char *plain(struct node_tree *t, enum text id)
{
    char array[DOWN_LINE_SIZE];
    struct strbuf b = strbuf_on(array, sizeof array);
    for (const char *s = text_of(id, false); *s != '\0'; s++) {
        if (*s != '*') {
            strbuf_format(&b, "%c", *s);
        }
    }
    return tree_format(t, "%s", array);
}

static void quoted(struct strbuf *out, const char *text)
{
    for (const char *s = text; *s != '\0'; s++) {
        if (*s == '\n') {
            strbuf_text(out, "\\n");
        } else {
            strbuf_format(out, "%c", *s);
        }
    }
}

/* What stands on the line, without the marks that steer breaking. */
static void visible(struct str line, char out[DOWN_LINE_SIZE])
{
    struct strbuf b = strbuf_on(out, DOWN_LINE_SIZE);
    uint32_t code;
    while (utf8_next(&line, &code)) {
        char bytes[5] = {0};
        if (code != 0x200B && code != 0x2060 && code != '\n') {
            (void)utf8_put(code, bytes);
            strbuf_text(&b, bytes);
        }
    }
    for (size_t n = strlen(out); n > 0 && out[n - 1] == ' '; n--) {
        out[n - 1] = '\0';
    }
}

static void print_line(struct maker *m, const char *kind, const struct node *n, const char *text,
                       int x, int baseline)
{
    strbuf_format(m->out, "LINE(%s, %s, %s, %s, %s, %d, %d, \"", screen_code(m->t->screen), kind,
                  type_names[n->type], colour_names[n->ink], role_word(n->role), x, baseline);
    quoted(m->out, text);
    strbuf_text(m->out, "\")\n");
}

static void print_text(struct maker *m, int i)
{
    const struct node *n = &m->t->node[i];
    const struct text_layout *set = lettering_set(m->t, i, n->rect.w - 2 * n->pad_x);
    const char *whole = tree_text(m->t, n->text);
    int baseline = n->rect.y + n->pad_y + set->line[0].baseline_px;
    if (n->type == TYPE_CLOCK) {
        print_line(m, "CLOCK", n, "", n->rect.x + n->rect.w, baseline);
        return;
    }
    if (strcmp(whole, NUMBER_SAMPLE) == 0) {
        print_line(m, "NUMBER", n, "", n->rect.x + n->rect.w / 2, baseline);
        return;
    }
    for (int k = 0; k < set->line_count; k++) {
        char line[DOWN_LINE_SIZE];
        visible(set->line[k].text, line);
        char *code = strstr(line, CODE_SAMPLE);
        if (code != NULL) {
            *code = '\0';
        }
        down_glyphs_add(&m->glyphs, n->type, line);
        print_line(m, code != NULL ? "CODE" : "LINE", n, line,
                   n->rect.x + n->pad_x + set->line[k].x_px,
                   n->rect.y + n->pad_y + set->line[k].baseline_px);
    }
}

static void print_box(struct maker *m, const struct node *n)
{
    strbuf_format(m->out, "BOX(%s, %d, %d, %d, %d, %s, %s, %d, %d, %s, %d, %s, %s, %s, %s, \"",
                  screen_code(m->t->screen), n->rect.x, n->rect.y, n->rect.w, n->rect.h,
                  colour_names[n->fill], colour_names[n->stroke], n->stroke_px, n->radius,
                  icon_names[n->icon], n->icon_px, colour_names[n->ink], colour_names[n->sign],
                  role_word(n->role), action_name(n->action));
    quoted(m->out, tree_text(m->t, n->name));
    strbuf_text(m->out, "\")\n");
}

/* Modes need fonts: of the bar only 係員を呼ぶ stays. */
static bool is_left_out(const struct node_tree *t, int i)
{
    for (int at = i; at != 0; at = t->node[at].parent) {
        enum action a = t->node[at].action;
        if (a == ACTION_TEXT_LARGE || a == ACTION_CONTRAST || a == ACTION_REACH_LOW ||
            a == ACTION_VOICE) {
            return true;
        }
    }
    return false;
}

static void print_screen(struct maker *m)
{
    layout_run(m->t);
    assert_false(m->t->overflow);
    for (int i = 1; i < m->t->count; i++) {
        const struct node *n = &m->t->node[i];
        if (is_left_out(m->t, i)) {
            continue;
        }
        if (n->text != 0) {
            print_text(m, i);
        } else if (n->fill != COLOUR_NONE || n->stroke != COLOUR_NONE || n->icon != ICON_NONE) {
            print_box(m, n);
        }
    }
}

static void applicant(struct maker *m, enum screen screen, struct verdict page)
{
    static const struct config none; /* no settings: no office, no window number */
    static struct applicant_view view;
    struct node_tree *t = m->t;
    view = (struct applicant_view){.screen = screen, .config = &none};
    (void)strcpy(view.support_code, CODE_SAMPLE);
    ui_verdict(t, &view, &page);
    print_screen(m);
}

static void begin(struct maker *m, enum side side, enum screen screen)
{
    m->t->side = side;
    m->t->modes = (struct display_modes){0};
    m->t->fit = FIT_DESIGNED;
    tree_begin(m->t, screen);
}

static void applicant_screens(struct maker *m)
{
    struct node_tree *t = m->t;
    begin(m, SIDE_APPLICANT, SCREEN_A50);
    applicant(m, SCREEN_A50,
              (struct verdict){.band = {.tone = TONE_NEUTRAL,
                                        .icon = ICON_INFO_SQUARE,
                                        .title = plain(t, TEXT_MAINTENANCE_TITLE),
                                        .lead = plain(t, TEXT_RESUMES_UNKNOWN)},
                               .step = {URGENT}});
    begin(m, SIDE_APPLICANT, SCREEN_A51);
    applicant(m, SCREEN_A51,
              (struct verdict){.band = {.tone = TONE_NEUTRAL,
                                        .icon = ICON_INFO_SQUARE,
                                        .title = plain(t, TEXT_OFFLINE_TITLE),
                                        .lead = plain(t, TEXT_OFFLINE_LEAD)},
                               .step = {URGENT}});
    begin(m, SIDE_APPLICANT, SCREEN_A53);
    applicant(
        m, SCREEN_A53,
        (struct verdict){.band = {.tone = TONE_ATTENTION,
                                  .icon = ICON_WARN_TRIANGLE,
                                  .title = plain(t, TEXT_SLIP_TITLE),
                                  .number = NUMBER_SAMPLE},
                         .step = {plain(t, TEXT_SLIP_STEP), CALLED, plain(t, TEXT_STEP_SHOW_AGAIN)},
                         .note = plain(t, TEXT_SLIP_NOTE)});
    begin(m, SIDE_APPLICANT, SCREEN_A54);
    applicant(
        m, SCREEN_A54,
        (struct verdict){.band = {.tone = TONE_NEUTRAL,
                                  .icon = ICON_INFO_SQUARE,
                                  .title = plain(t, TEXT_CAMERA_TITLE),
                                  .lead = plain(t, TEXT_CAMERA_LEAD)},
                         .step = {plain(t, TEXT_CAMERA_STEP_CALL), plain(t, TEXT_CAMERA_STEP_CODE)},
                         .action = {.label = plain(t, TEXT_CALL_STAFF),
                                    .action = ACTION_CALL_STAFF,
                                    .look = BUTTON_FILLED,
                                    .icon = ICON_PERSON}});
}

static void staff_screen(struct maker *m)
{
    struct node_tree *t = m->t;
    begin(m, SIDE_STAFF, SCREEN_S09);
    node_open(t, (struct node){.grow = 1,
                               .pad_x = SPACE_8,
                               .gap = SPACE_3,
                               .across = PLACE_CENTRE,
                               .along = PLACE_CENTRE});
    node_icon(t, ICON_WARN_TRIANGLE, 136, COLOUR_ATTENTION_MARK, COLOUR_ATTENTION_SIGN);
    int title = node_text(t, TYPE_TITLE, COLOUR_TEXT, "字の形を/読み込めません");
    t->node[title].role = ROLE_STATUS;
    node_text(t, TYPE_BODY, COLOUR_TEXT, "交付を/始めないでください。");
    node_text(t, TYPE_BODY, COLOUR_TEXT,
              "端末を/再起動し、/直らなければ/保守へ/連絡してください。");
    node_data(t, TYPE_NOTE, COLOUR_TEXT_SUB, "係員用 " CODE_SAMPLE);
    node_close(t);
    print_screen(m);
}

void down_tables(struct node_tree *tree, struct lettering *lettering, struct strbuf *out_screens,
                 struct strbuf *out_glyphs)
{
    struct maker *m = calloc(1, sizeof *m);
    assert_non_null(m);
    m->t = tree;
    m->out = out_screens;
    tree->lettering = lettering;
    strbuf_text(
        out_screens,
        "/* Made by tests/tools/down.c from the widgets; not written by hand. ui/down.c */\n");
    applicant_screens(m);
    staff_screen(m);
    down_glyphs_add(&m->glyphs, TYPE_NUMBER, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789");
    down_glyphs_add(&m->glyphs, TYPE_CLOCK, "0123456789:");
    down_glyphs_add(&m->glyphs, TYPE_NOTE, "K-0123456789");
    down_glyphs_print(&m->glyphs, lettering->typeset, out_glyphs);
    free(m);
}
