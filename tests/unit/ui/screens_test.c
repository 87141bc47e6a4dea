/* Every screen, mode and length of text against tests/kit/screen_lints.h; and that each lint bites.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tests/kit/kit.h"
#include "tests/kit/screen_lints.h"
#include "tests/kit/screen_shots.h"
#include "tests/kit/staff_variants.h"
#include "ui/access.h"

enum { JSON_SIZE = 256 * 1024, COMBINATIONS = 16 };

static void report(const char *lint, const struct node_tree *t, int node, bool longest)
{
    char array[512];
    struct strbuf name = strbuf_on(array, sizeof array);
    ui_access_name(t, node, &name);
    const struct rect *r = &t->node[node].rect;
    print_error("%s: %s%s%s%s%s%s fit %d, node %d [%d %d %d %d] %s\n", lint, screen_code(t->screen),
                t->modes.large ? " large" : "", t->modes.contrast ? " contrast" : "",
                t->modes.low ? " low" : "", t->modes.easy ? " easy" : "", longest ? " longest" : "",
                (int)t->fit, node, r->x, r->y, r->w, r->h, array);
}

static int run_lints(struct shots *shots, bool longest)
{
    int faults = 0;
    for (int i = 0; i < screen_lint_count; i++) {
        int node = screen_lints[i].run(&shots->tree, &shots->fixture);
        if (node >= 0) {
            report(screen_lints[i].name, &shots->tree, node, longest);
            faults++;
        }
    }
    return faults;
}

/* Every way to be at the applicant's side, one bit a mode. */
static struct display_modes modes_of(int bits)
{
    return (struct display_modes){.large = (bits & 1) != 0,
                                  .contrast = (bits & 2) != 0,
                                  .low = (bits & 4) != 0,
                                  .easy = (bits & 8) != 0};
}

static int lint_modes(struct shots *shots, enum screen screen, bool longest)
{
    int faults = 0;
    int combinations = view_is_applicant(screen) ? COMBINATIONS : 1;
    for (int bits = 0; bits < combinations; bits++) {
        shots_build(shots, screen, modes_of(bits), longest);
        faults += run_lints(shots, longest);
    }
    return faults;
}

static void every_screen_in_every_mode_is_clean(void **state)
{
    struct shots *shots = *state;
    int faults = 0;
    for (int screen = 0; screen < SCREEN_COUNT; screen++) {
        faults += lint_modes(shots, (enum screen)screen, false);
    }
    assert_int_equal(faults, 0);
}

static void the_longest_texts_are_clean_too(void **state)
{
    struct shots *shots = *state;
    int faults = 0;
    for (int screen = 0; screen < SCREEN_COUNT; screen++) {
        faults += lint_modes(shots, (enum screen)screen, true);
    }
    assert_int_equal(faults, 0);
}

/* Alone, or with やさしい日本語, no mode may shrink type: large stays ×1.5 where it counts. */
static void one_mode_alone_keeps_its_type(void **state)
{
    struct shots *shots = *state;
    int faults = 0;
    for (int screen = 0; screen < SCREEN_S00; screen++) {
        for (int mode = 0; mode < 2 * SHOT_MODE_COUNT; mode++) {
            shots_build(shots, (enum screen)screen,
                        shot_modes((enum shot_mode)(mode / 2), mode % 2 == 1), false);
            if (shots->tree.fit >= FIT_SMALLER) {
                report("type is smaller", &shots->tree, 0, false);
                faults++;
            }
        }
        shots_build(shots, (enum screen)screen, shot_modes(SHOT_STANDARD, false), false);
        if (shots->tree.fit != FIT_DESIGNED) {
            report("not as designed", &shots->tree, 0, false);
            faults++;
        }
    }
    assert_int_equal(faults, 0);
}

static void every_variant_is_clean(void **state)
{
    struct shots *shots = *state;
    int faults = 0;
    for (int variant = 0; variant < VIEW_VARIANT_COUNT; variant++) {
        for (int bits = 0; bits < COMBINATIONS; bits++) {
            shots_build_variant(shots, (enum view_variant)variant, modes_of(bits));
            faults += run_lints(shots, false);
        }
    }
    assert_int_equal(faults, 0);
}

static void every_staff_variant_is_clean(void **state)
{
    struct shots *shots = *state;
    int faults = 0;
    for (int i = 0; i < STAFF_VARIANT_COUNT; i++) {
        for (int longest = 0; longest < 2; longest++) {
            shots_build_staff_variant(shots, i, longest != 0);
            int found = run_lints(shots, longest != 0);
            if (found > 0) {
                print_error("… of %s\n", staff_variant_name(i));
            }
            faults += found;
        }
    }
    assert_int_equal(faults, 0);
}

/* An ordinary day needs no tighter setting: what a clerk reads all day is as it was drawn. */
static void staff_screens_are_as_designed(void **state)
{
    struct shots *shots = *state;
    int faults = 0;
    for (int i = 0; i < STAFF_VARIANT_COUNT + SCREEN_COUNT - SCREEN_S00; i++) {
        if (i < STAFF_VARIANT_COUNT) {
            shots_build_staff_variant(shots, i, false);
        } else {
            shots_build(shots, (enum screen)(SCREEN_S00 + i - STAFF_VARIANT_COUNT),
                        shot_modes(SHOT_STANDARD, false), false);
        }
        /* An alert takes its line from the rest; the fixture of S09 has two devices in need. */
        bool trouble = shots->tree.screen == SCREEN_S09 || shots->fixture.staff.alert_count > 0;
        if (shots->tree.fit > FIT_WORDS && !trouble) {
            report("not as designed", &shots->tree, 0, false);
            faults++;
        }
    }
    assert_int_equal(faults, 0);
}

static int node_with_text(const struct node_tree *t, const char *part)
{
    for (int i = 1; i < t->count; i++) {
        if (strstr(tree_text(t, t->node[i].text), part) != NULL) {
            return i;
        }
    }
    fail_msg("no text %s", part);
    return 0;
}

static struct node *button_of(struct node_tree *t)
{
    return &t->node[ui_tap_node(t, "NO_PAPER_NOW")];
}

static struct node *step_of(struct node_tree *t)
{
    return &t->node[node_with_text(t, "番号札を")];
}

static void spoil_overflow(struct node_tree *t)
{
    t->overflow = true;
}

static void spoil_inside(struct node_tree *t)
{
    button_of(t)->rect.x = -8;
}

static void spoil_text_places(struct node_tree *t)
{
    step_of(t)->rect = t->node[node_with_text(t, "いま持って")].rect;
}

static void spoil_control_places(struct node_tree *t)
{
    button_of(t)->rect = t->node[ui_tap_node(t, "VOICE")].rect;
}

static void spoil_size(struct node_tree *t)
{
    button_of(t)->rect.h = TARGET_MIN - 1;
}

static void spoil_reach(struct node_tree *t)
{
    button_of(t)->rect.y = REACH_TOP - 1;
}

static void spoil_actions(struct node_tree *t)
{
    for (int i = 1; i < t->count; i++) {
        if (t->node[i].action != ACTION_NONE) {
            t->node[i].action = ACTION_MORE_TIME;
        }
    }
}

static void spoil_help(struct node_tree *t)
{
    t->node[ui_tap_node(t, "CALL_STAFF")].enabled = false;
}

static void spoil_side(struct node_tree *t)
{
    button_of(t)->action = ACTION_STAFF_CALL;
}

static void spoil_name(struct node_tree *t)
{
    button_of(t)->name = 0;
}

static void spoil_picture(struct node_tree *t)
{
    step_of(t)->role = ROLE_IMAGE;
}

static void spoil_verdict(struct node_tree *t)
{
    for (int i = 1; i < t->count; i++) {
        t->node[i].role = t->node[i].role == ROLE_STATUS ? ROLE_TEXT : t->node[i].role;
    }
}

static void spoil_lines(struct node_tree *t)
{
    step_of(t)->rect.h = 12;
}

static void spoil_phrases(struct node_tree *t)
{
    step_of(t)->text =
        tree_keep(t, "番号札をとってくださいといっていますがこのぶんはながすぎてどこかで切れます");
}

static void spoil_coverage(struct node_tree *t)
{
    step_of(t)->text = tree_keep(t, "\U0001F600");
}

static void spoil_text_contrast(struct node_tree *t)
{
    step_of(t)->ink = COLOUR_LINE;
}

static void spoil_icon_contrast(struct node_tree *t)
{
    for (int i = 1; i < t->count; i++) {
        t->node[i].ink = t->node[i].icon == ICON_WARN_TRIANGLE ? COLOUR_ATTENTION : t->node[i].ink;
    }
}

static void spoil_privacy(struct node_tree *t)
{
    step_of(t)->text = tree_keep(t, "見本オートリース");
}

static const struct {
    const char *lint;
    void (*spoil)(struct node_tree *t);
} spoilers[] = {
    {"nothing_overflows", spoil_overflow},
    {"every_node_is_inside_its_parent", spoil_inside},
    {"texts_do_not_overlap", spoil_text_places},
    {"controls_do_not_overlap", spoil_control_places},
    {"targets_are_large", spoil_size},
    {"controls_are_in_reach", spoil_reach},
    {"actions_are_few", spoil_actions},
    {"help_is_there", spoil_help},
    {"controls_belong_to_the_side", spoil_side},
    {"controls_have_names", spoil_name},
    {"pictures_have_names", spoil_picture},
    {"verdicts_are_said", spoil_verdict},
    {"lines_break_well", spoil_lines},
    {"phrases_stay_whole", spoil_phrases},
    {"characters_are_covered", spoil_coverage},
    {"texts_have_contrast", spoil_text_contrast},
    {"icons_have_contrast", spoil_icon_contrast},
    {"nothing_personal", spoil_privacy},
};

static lint_fn *lint_named(const char *name)
{
    for (int i = 0; i < screen_lint_count; i++) {
        if (strcmp(screen_lints[i].name, name) == 0) {
            return screen_lints[i].run;
        }
    }
    fail_msg("no lint %s", name);
    return NULL;
}

static void each_lint_finds_what_is_wrong(void **state)
{
    struct shots *shots = *state;
    int bite = sizeof spoilers / sizeof spoilers[0];
    for (int i = 0; i < bite; i++) {
        lint_fn *run = lint_named(spoilers[i].lint);
        shots_build(shots, SCREEN_A11, shot_modes(SHOT_STANDARD, false), false);
        assert_int_equal(run(&shots->tree, &shots->fixture), -1);
        spoilers[i].spoil(&shots->tree);
        if (run(&shots->tree, &shots->fixture) < 0) {
            fail_msg("%s sees nothing", spoilers[i].lint);
        }
    }
    /* the one of the staff side */
    shots_build(shots, SCREEN_S01, shot_modes(SHOT_STANDARD, false), false);
    lint_fn *readable = lint_named("staff_texts_are_readable");
    assert_int_equal(readable(&shots->tree, &shots->fixture), -1);
    shots->tree.fit = FIT_SMALLEST;
    shots->tree.node[node_with_text(&shots->tree, "A-017")].type = TYPE_NOTE;
    assert_true(readable(&shots->tree, &shots->fixture) > 0);
    assert_int_equal(bite + 1, screen_lint_count);
}

static void the_access_tree_is_complete(void **state)
{
    struct shots *shots = *state;
    char *array = malloc(JSON_SIZE);
    assert_non_null(array);
    struct strbuf json = strbuf_on(array, JSON_SIZE);
    shots_build(shots, SCREEN_A11, shot_modes(SHOT_STANDARD, true), false);
    ui_access_json(&shots->tree, &json);
    assert_false(json.cut);
    assert_non_null(strstr(array, "\"screen\":\"A11\""));
    assert_non_null(strstr(array, "\"action\":\"NO_PAPER_NOW\""));
    assert_non_null(strstr(array, "\"name\":\"税金を はらった 紙を"));
    assert_non_null(strstr(array, "\"reading\":\"ぜいきんを はらった かみを"));
    assert_null(strstr(array, "税金ぜいきん")); /* never both */
    assert_non_null(strstr(array, "\"mm\":["));
    assert_non_null(strstr(array, "\"focus\":1"));
    free(array);
}

static int open_shots(void **state)
{
    struct shots *shots = calloc(1, sizeof *shots);
    *state = shots;
    return shots == NULL || failed(shots_open(shots)) ? -1 : 0;
}

static int close_shots(void **state)
{
    struct shots *shots = *state;
    shots_close(shots);
    free(shots);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_screen_in_every_mode_is_clean),
        cmocka_unit_test(the_longest_texts_are_clean_too),
        cmocka_unit_test(one_mode_alone_keeps_its_type),
        cmocka_unit_test(every_variant_is_clean),
        cmocka_unit_test(every_staff_variant_is_clean),
        cmocka_unit_test(staff_screens_are_as_designed),
        cmocka_unit_test(each_lint_finds_what_is_wrong),
        cmocka_unit_test(the_access_tree_is_complete),
    };
    return cmocka_run_group_tests_name("ui/screens", tests, open_shots, close_shots);
}
