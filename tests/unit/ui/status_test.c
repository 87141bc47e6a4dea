/* A verdict is said three times: by a shape, by a word and by a sound; and colour agrees with all
 * three. Driven through the core, so that the sound is the one that is really played. */
#include "tests/kit/core_matrix.h"
#include "tests/kit/core_scene.h"
#include "tests/kit/kit.h"
#include "ui/build.h"
#include "ui/query.h"

/* What a band's colour stands for. */
struct meaning {
    enum colour ground;
    unsigned icons; /* bits of enum icon */
    enum tone tone;
};

#define SHAPE(icon) (1U << ICON_##icon)

static const struct meaning meanings[] = {
    {COLOUR_READY, SHAPE(CHECK_CIRCLE) | SHAPE(BELL), TONE_READ_OK},
    {COLOUR_ATTENTION, SHAPE(WARN_TRIANGLE), TONE_NEEDS},
    {COLOUR_NEUTRAL, SHAPE(STOP_OCTAGON) | SHAPE(HOURGLASS) | SHAPE(INFO_SQUARE) | SHAPE(CARD),
     TONE_CANNOT},
};

static int word_of(const struct node_tree *t)
{
    for (int i = 1; i < t->count; i++) {
        if (t->node[i].role == ROLE_STATUS && tree_text(t, t->node[i].text)[0] != '\0') {
            return i;
        }
    }
    return 0;
}

/* The shape stands in the same box as the word. */
static enum icon shape_beside(const struct node_tree *t, int word)
{
    for (int i = t->node[t->node[word].parent].first; i != 0; i = t->node[i].next) {
        if (t->node[i].icon != ICON_NONE) {
            return t->node[i].icon;
        }
    }
    return ICON_NONE;
}

static const struct meaning *meaning_of(const struct node_tree *t, int word)
{
    for (int at = word; at != 0; at = t->node[at].parent) {
        for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
            if (t->node[at].fill == meanings[i].ground) {
                return &meanings[i];
            }
        }
    }
    return NULL;
}

static bool agrees(const struct node_tree *t)
{
    int word = word_of(t);
    const struct meaning *meaning = word == 0 ? NULL : meaning_of(t, word);
    return meaning != NULL && (meaning->icons >> shape_beside(t, word) & 1U) != 0;
}

static bool has_band(enum screen screen)
{
    return (screen >= SCREEN_A10 && screen <= SCREEN_A29) ||
           (screen >= SCREEN_A40 && screen <= SCREEN_A43);
}

static void every_verdict_has_shape_word_and_sound(void **state)
{
    struct core_scene *s = *state;
    int seen = 0;
    for (int from = 0; from < VISIT_STATE_COUNT; from++) {
        core_matrix_drive(s->f, (enum visit_state)from);
        enum screen screen = cf_screen(s->f);
        ui_build_applicant(s->f->applicant, &s->tree);
        if (!has_band(screen)) {
            continue;
        }
        seen++;
        if (!agrees(&s->tree)) {
            fail_msg("%s: shape, word and colour do not agree", screen_code(screen));
        }
        const struct meaning *meaning = meaning_of(&s->tree, word_of(&s->tree));
        /* A12 follows a tap of the applicant's own: no sound tells what they just chose. A43 asks
         * for something to be done, here and now. */
        enum tone tone = screen == SCREEN_A43 ? TONE_NEEDS : meaning->tone;
        if (screen != SCREEN_A12 && !cf_heard(s->f, tone)) {
            fail_msg("%s: is not heard", screen_code(screen));
        }
    }
    assert_in_range(seen, 14, VISIT_STATE_COUNT);
}

static void a_wrong_shape_is_found(void **state)
{
    struct core_scene *s = *state;
    core_matrix_drive(s->f, VISIT_READY);
    cf_screen(s->f);
    ui_build_applicant(s->f->applicant, &s->tree);
    assert_true(agrees(&s->tree));
    for (int i = 1; i < s->tree.count; i++) {
        struct node *n = &s->tree.node[i];
        n->icon = n->icon == ICON_CHECK_CIRCLE ? ICON_STOP_OCTAGON : n->icon;
    }
    assert_false(agrees(&s->tree));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_verdict_has_shape_word_and_sound),
        cmocka_unit_test(a_wrong_shape_is_found),
    };
    return cmocka_run_group_tests_name("ui/status", tests, core_scene_open, core_scene_close);
}
