/* Names on the staff side: as they are written, or staff are told that they are not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tests/kit/kit.h"
#include "tests/kit/views.h"
#include "ui/build.h"
#include "ui/lettering.h"

#define ABSENT  "佐\U000F0000藤"     /* a private code point: in no font */
#define SIMILAR "渡邉\U000E01EF太郎" /* a variant that no font has */
#define VARIANT "葛\U000E0100城 﨑"  /* a variant and a compatibility character that fonts have */

struct scene {
    struct lettering lettering;
    struct view_fixture fixture;
    struct node_tree tree;
};

static void build(struct scene *s, enum screen screen, const char *name, bool unmasked)
{
    view_fixture_fill(&s->fixture, screen);
    struct staff_view *v = &s->fixture.staff;
    v->unmasked = unmasked;
    (void)snprintf(v->item.application.user_party, sizeof v->item.application.user_party, "%s",
                   name);
    ui_build_staff(v, &s->tree);
    assert_false(s->tree.overflow);
}

static int find(const struct node_tree *t, const char *part)
{
    for (int i = 1; i < t->count; i++) {
        if (strstr(tree_text(t, t->node[i].text), part) != NULL) {
            return i;
        }
    }
    return 0;
}

static void a_character_in_no_font_is_flagged(void **state)
{
    struct scene *s = *state;
    static const enum screen screens[] = {SCREEN_S02, SCREEN_S03, SCREEN_S04};
    for (size_t i = 0; i < sizeof screens / sizeof screens[0]; i++) {
        build(s, screens[i], ABSENT, false);
        assert_true(find(&s->tree, "文字表示の確認") > 0);
        assert_int_equal(find(&s->tree, "U+F0000"), 0); /* masked: not even which */
        build(s, screens[i], ABSENT, true);
        assert_true(find(&s->tree, "U+F0000") > 0);
    }
}

static void what_is_drawn_for_it_names_it(void **state)
{
    struct scene *s = *state;
    build(s, SCREEN_S02, ABSENT, true);
    int node = find(&s->tree, ABSENT);
    assert_true(node > 0);
    const struct text_layout *set = lettering_set(&s->tree, node, s->tree.node[node].rect.w);
    assert_int_equal(set->coverage, COVERAGE_ABSENT);
    assert_non_null(strstr(set->line[0].text.p, "〓(U+F0000)"));
}

static void a_variant_in_no_font_is_called_similar(void **state)
{
    struct scene *s = *state;
    build(s, SCREEN_S02, SIMILAR, true);
    assert_true(find(&s->tree, "似た字形で表示しています") > 0);
    assert_int_equal(find(&s->tree, "文字表示の確認"), 0);
}

static void what_fonts_have_is_shown_as_written(void **state)
{
    struct scene *s = *state;
    build(s, SCREEN_S02, VARIANT, true);
    assert_int_equal(find(&s->tree, "似た字形"), 0);
    assert_int_equal(find(&s->tree, "文字表示"), 0);
    assert_true(find(&s->tree, VARIANT) > 0); /* byte for byte: nothing was normalised */
}

static void substitutes_stand_side_by_side(void **state)
{
    struct scene *s = *state;
    view_fixture_fill(&s->fixture, SCREEN_S03);
    struct application *a = &s->fixture.staff.item.application;
    a->substitution_count = 1;
    (void)strcpy(a->substitution[0].applied, "𠮷");
    (void)strcpy(a->substitution[0].printed, "吉");
    ui_build_staff(&s->fixture.staff, &s->tree);
    const struct node *applied = &s->tree.node[find(&s->tree, "𠮷")];
    const struct node *printed = &s->tree.node[find(&s->tree, "吉")];
    assert_int_equal(type_style(applied->type, false, s->tree.fit).px, 64);
    assert_int_equal(type_style(printed->type, false, s->tree.fit).px, 64);
    assert_int_equal(applied->rect.y, printed->rect.y);
    assert_true(printed->rect.x >= applied->rect.x + applied->rect.w);
}

static int open_scene(void **state)
{
    struct scene *s = calloc(1, sizeof *s);
    *state = s;
    if (s == NULL || failed(lettering_open(&s->lettering))) {
        return -1;
    }
    s->tree.lettering = &s->lettering;
    return 0;
}

static int close_scene(void **state)
{
    struct scene *s = *state;
    lettering_close(&s->lettering);
    free(s);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_character_in_no_font_is_flagged),
        cmocka_unit_test(what_is_drawn_for_it_names_it),
        cmocka_unit_test(a_variant_in_no_font_is_called_similar),
        cmocka_unit_test(what_fonts_have_is_shown_as_written),
        cmocka_unit_test(substitutes_stand_side_by_side),
    };
    return cmocka_run_group_tests_name("ui/names", tests, open_scene, close_scene);
}
