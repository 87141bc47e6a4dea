#include "ui/lettering.h"

#include <assert.h>
#include <string.h>
#include "ui/phrase.h"
#include "ui/text.h"

struct err lettering_open(struct lettering *out)
{
    return typeset_open(&out->typeset);
}

void lettering_close(struct lettering *l)
{
    typeset_close(l->typeset);
    l->typeset = NULL;
}

static enum text_align text_align_of(enum place place)
{
    return place == PLACE_CENTRE ? ALIGN_CENTER : place == PLACE_END ? ALIGN_END : ALIGN_START;
}

static struct text_style style_of(const struct node_tree *t, const struct node *n, int width_px)
{
    struct type_style type = type_style(n->type, t->modes.large, t->fit);
    const char *text = tree_text(t, n->text);
    bool ruby = !n->literal && strchr(text, '{') != NULL;
    int least = type.px * RUBY_LEADING_PERCENT / 100;
    return (struct text_style){
        .family = type.family,
        .align = text_align_of(n->across),
        .bold = type.bold,
        .markup = !n->literal,
        .size_px = type.px,
        .line_height_px = ruby && type.leading_px < least ? least : type.leading_px,
        .width_px = width_px,
        .colour = colour_rgb(n->ink, t->modes.contrast),
    };
}

bool lettering_breaks_at_marks(const struct text_layout *layout)
{
    for (int i = 0; i + 1 < layout->line_count; i++) {
        struct str line = layout->line[i].text;
        const char *end = line.p + line.n;
        bool fed = layout->line[i + 1].text.p > end;
        bool marked = line.n >= 3 && memcmp(end - 3, "\u200B", 3) == 0;
        bool space = line.n >= 1 && (end[-1] == ' ' || end[-1] == '\n');
        if (!fed && !marked && !space) {
            return false;
        }
    }
    return true;
}

/* NULL: one of the phrases is wider than the line. */
static const struct text_layout *set_in_phrases(struct typeset *typeset,
                                                const struct text_style *style,
                                                const struct strbuf *joined)
{
    if (joined->cut) {
        return NULL;
    }
    const struct text_layout *layout =
        typeset_layout(typeset, style, (struct str){joined->p, joined->n});
    bool fits = style->width_px == 0 || layout->widest_px <= style->width_px;
    return fits && lettering_breaks_at_marks(layout) ? layout : NULL;
}

/* A text without marks: one line as it is, several lines at the phrases that can be guessed. */
static const struct text_layout *set_unmarked(struct typeset *typeset,
                                              const struct text_style *style, struct str text)
{
    const struct text_layout *plain = typeset_layout(typeset, style, text);
    if (plain->line_count <= 1 || style->family != FAMILY_UI) {
        return plain;
    }
    char array[TYPESET_TEXT_MAX + 1];
    struct strbuf joined = strbuf_on(array, sizeof array);
    phrase_mark(&joined, text);
    const struct text_layout *layout = set_in_phrases(typeset, style, &joined);
    return layout != NULL ? layout : plain;
}

const struct text_layout *lettering_set(const struct node_tree *t, int i, int width_px)
{
    const struct node *n = &t->node[i];
    const char *text = tree_text(t, n->text);
    struct text_style style = style_of(t, n, width_px);
    struct typeset *typeset = t->lettering->typeset;
    bool spaced = t->modes.easy && strchr(text, ' ') != NULL;
    if (n->literal || (!spaced && strpbrk(text, "/*{") == NULL)) {
        return set_unmarked(typeset, &style, str_of(text));
    }
    char array[TYPESET_TEXT_MAX + 1];
    if (spaced || strchr(text, '/') != NULL) {
        struct strbuf joined = strbuf_on(array, sizeof array);
        text_for_typeset(&joined, text, true);
        const struct text_layout *layout = set_in_phrases(typeset, &style, &joined);
        if (layout != NULL) {
            return layout;
        }
    }
    struct strbuf plain = strbuf_on(array, sizeof array);
    text_for_typeset(&plain, text, false);
    return typeset_layout(typeset, &style, (struct str){plain.p, plain.n});
}

int lettering_slack(const struct node_tree *t, int i)
{
    const struct node *n = &t->node[i];
    bool ruby = !n->literal && strchr(tree_text(t, n->text), '{') != NULL;
    return ruby ? type_style(n->type, t->modes.large, t->fit).px / 2 : 0;
}
