/* The screens that need nothing: they open without fonts, their tables are fresh, every word,
 * number and code that they may have to show has its letters. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/fault.h"
#include "tests/kit/down_tables.h"
#include "tests/kit/kit.h"
#include "tests/kit/views.h"
#include "ui/access.h"
#include "ui/down.h"
#include "ui/query.h"
#include "ui/window.h"

static void compare_file(const char *path, const char *want)
{
    char *got = calloc(1, DOWN_GLYPHS_SIZE);
    FILE *file = fopen(path, "r");
    assert_true(got != NULL && file != NULL);
    assert_true(fread(got, 1, DOWN_GLYPHS_SIZE - 1, file) > 0);
    (void)fclose(file);
    if (strcmp(got, want) != 0) {
        fail_msg("%s is not what the fonts and widgets give now", path);
    }
    free(got);
}

static void the_tables_are_fresh(void **state)
{
    (void)state;
    struct lettering lettering;
    assert_ok(lettering_open(&lettering));
    struct node_tree *tree = calloc(1, sizeof *tree);
    char *screens = calloc(1, DOWN_SCREENS_SIZE);
    char *glyphs = calloc(1, DOWN_GLYPHS_SIZE);
    assert_true(tree != NULL && screens != NULL && glyphs != NULL);
    struct strbuf a = strbuf_on(screens, DOWN_SCREENS_SIZE);
    struct strbuf b = strbuf_on(glyphs, DOWN_GLYPHS_SIZE);
    down_tables(tree, &lettering, &a, &b);
    compare_file("ui/down_screens.def", screens);
    compare_file("ui/down_glyphs.def", glyphs);
    lettering_close(&lettering);
    free(tree);
    free(screens);
    free(glyphs);
}

static void check_tree(const struct node_tree *t)
{
    int status = 0;
    for (int i = 1; i < t->count; i++) {
        const struct node *n = &t->node[i];
        status += n->role == ROLE_STATUS;
        int width;
        if (n->text != 0) {
            assert_true(down_measure(n->type, tree_text(t, n->text), &width));
            assert_in_range(n->rect.x, 0, t->node[0].rect.w - width);
        }
    }
    assert_int_equal(status, 1);
}

static void every_view_has_its_down_screen(void **state)
{
    (void)state;
    struct view_fixture *f = calloc(1, sizeof *f);
    struct node_tree *t = calloc(1, sizeof *t);
    assert_true(f != NULL && t != NULL);
    for (int screen = 0; screen < SCREEN_S00; screen++) {
        view_fixture_fill_long(f, (enum screen)screen);
        for (int numbered = 0; numbered < 2; numbered++) {
            f->applicant.call_no[numbered ? 5 : 0] = '\0';
            down_build_applicant(&f->applicant, t);
            assert_true(t->screen >= SCREEN_A50 && t->screen <= SCREEN_A54);
            assert_true(t->screen != SCREEN_A53 || numbered == 0 || f->applicant.call_no[0] != 0);
            check_tree(t);
            assert_true(ui_tap_node(t, "CALL_STAFF") > 0);
        }
    }
    down_build_staff(NULL, t);
    check_tree(t);
    free(f);
    free(t);
}

static void numbers_and_codes_have_letters(void **state)
{
    (void)state;
    int width;
    for (char letter = 'A'; letter <= 'Z'; letter++) {
        char number[CALL_NO_TEXT_SIZE];
        (void)snprintf(number, sizeof number, "%c-%03d", letter, (letter - 'A') * 41);
        assert_true(down_measure(TYPE_NUMBER, number, &width));
        assert_in_range(width, 1, APPLICANT_WIDTH);
    }
    for (int i = 1; i < FAULT_COUNT; i++) {
        assert_true(down_measure(TYPE_NOTE, fault_row((enum fault)i)->code, &width));
    }
    assert_string_equal(fault_row(FAULT_FONTS_MISSING)->code, DOWN_SUPPORT_CODE);
    assert_false(down_measure(TYPE_NOTE, "鬱", &width)); /* what is not there is told */
}

static void it_opens_without_fonts_and_calls_staff(void **state)
{
    (void)state;
    static const struct config config;
    struct ui *ui = NULL;
    assert_ok(
        ui_open(&(struct ui_setup){.headless = true, .applicant = true, .down_only = true}, &ui));
    assert_true(ui_is_down(ui));
    struct applicant_view *view = calloc(1, sizeof *view);
    assert_non_null(view);
    view->screen = SCREEN_A00;
    view->config = &config;
    assert_true(ui_show(ui, view, NULL, NULL, 1000));
    assert_int_equal(ui_tree(ui, SIDE_APPLICANT)->screen, SCREEN_A50);
    assert_true(ui_tap(ui, SIDE_APPLICANT, "CALL_STAFF"));
    struct ui_event e;
    assert_int_equal(ui_take(ui, 2000, &e), UI_ACTION);
    assert_int_equal(e.action, ACTION_CALL_STAFF);
    (void)strcpy(view->call_no, "A-017");
    assert_true(ui_show(ui, view, NULL, NULL, 3000));
    assert_int_equal(ui_tree(ui, SIDE_APPLICANT)->screen, SCREEN_A53);
    view->wall_ms = 60000;
    assert_true(ui_show(ui, view, NULL, NULL, 4000)); /* the clock */
    free(view);
    ui_close(ui);
}

static void it_reads_like_any_screen(void **state)
{
    (void)state;
    struct view_fixture *f = calloc(1, sizeof *f);
    struct node_tree *t = calloc(1, sizeof *t);
    char *array = calloc(1, DOWN_SCREENS_SIZE);
    assert_true(f != NULL && t != NULL && array != NULL);
    view_fixture_fill(f, SCREEN_A53);
    down_build_applicant(&f->applicant, t);
    struct strbuf json = strbuf_on(array, DOWN_SCREENS_SIZE);
    ui_access_json(t, &json);
    assert_non_null(strstr(array, "A-017"));
    assert_non_null(strstr(array, "番号札を印刷できません"));
    free(f);
    free(t);
    free(array);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tables_are_fresh),
        cmocka_unit_test(every_view_has_its_down_screen),
        cmocka_unit_test(numbers_and_codes_have_letters),
        cmocka_unit_test(it_opens_without_fonts_and_calls_staff),
        cmocka_unit_test(it_reads_like_any_screen),
    };
    return cmocka_run_group_tests_name("ui/down", tests, NULL, NULL);
}
