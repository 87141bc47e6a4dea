/* Every fault on every applicant screen: what is shown is designed, says the catalogue's words, and
 * has a way on. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "core/fault.h"
#include "tests/kit/core_matrix.h"
#include "tests/kit/kit.h"
#include "tests/kit/views.h"
#include "ui/build.h"
#include "ui/lettering.h"
#include "ui/query.h"

enum { SETTLES_MS = 600000, COUNTER_SCREENS = 6, READING_SIZE = 128 };

struct scene {
    struct core_fixture *f;
    struct lettering lettering;
    struct node_tree tree;
    char drawn[SCREEN_S00][FAULT_COUNT][8]; /* support codes with which the screen was built */
};

/* A60 … A64 and A70 over a ticket that is called. */
static void drive_counter(struct core_fixture *f, int which)
{
    cf_reset(f);
    cf_start(f);
    if (which == COUNTER_SCREENS - 1) {
        cf_applicant(f, ACTION_CALL_STAFF, 0);
        return;
    }
    if (which >= 3) {
        cf_drive(f, 1, ITEM_HANDING);
        cf_applicant(f, which == 4 ? ACTION_RECEIVED : ACTION_NONE, 0);
        return;
    }
    struct application *a = cf_app(1);
    a->substitution_count = 1;
    (void)strcpy(a->substitution[0].applied, "𠮷");
    (void)strcpy(a->substitution[0].printed, "吉");
    cf_queue(f, 1, a);
    cf_call(f, 1);
    if (which == 1) {
        cf_staff(f, ACTION_STAFF_ASK_IDENTITY, 0);
    } else if (which == 2) {
        cf_staff(f, ACTION_STAFF_SHOW_SUBSTITUTION, 0);
    }
}

static void post_device(struct core_fixture *f, enum fault fault)
{
    struct event ev = {.kind = EV_DEVICE};
    ev.device.device = fault_row(fault)->device;
    ev.device.fault = fault;
    ev.device.health = fault_row(fault)->health;
    cf_step(f, &ev);
}

static void post_journal(struct core_fixture *f, enum fault fault)
{
    static const enum err_code codes[] = {ERR_IO, ERR_FULL, ERR_CORRUPT, ERR_READ_ONLY,
                                          ERR_UNSUPPORTED};
    static_assert(sizeof codes / sizeof codes[0] == FAULT_COUNT - FAULT_JOURNAL_WRITE);
    struct event ev = {.kind = EV_JOURNAL_FAILED};
    ev.journal_error.code = codes[fault - FAULT_JOURNAL_WRITE];
    cf_step(f, &ev);
}

static void post_stop(struct core_fixture *f, int64_t until_ms)
{
    struct backend_reply *r = cf_bind(f, EXCHANGE_NOTICES, EXCHANGE_RESULT_OK);
    r->notice_count = 1;
    r->notice[0].from_ms = 1;
    r->notice[0].until_ms = until_ms;
    cf_answer(f);
}

static void happen(struct core_fixture *f, enum fault fault)
{
    switch (fault) {
    case FAULT_SLIP_NOT_PRINTED:
        cf_slip(f, PRINT_OUTCOME_NOT_PRINTED);
        break;
    case FAULT_BACKEND_AWAY:
        cf_link(f, false);
        break;
    case FAULT_PLANNED_STOP:
        post_stop(f, f->wall_ms + 2 * SETTLES_MS);
        break;
    case FAULT_CODE_REFUSED:
        cf_code_as(f, 7, CODE_PICKUP_SINGLE, PICKUP_BAD_SIGNATURE);
        break;
    case FAULT_JOURNAL_WRITE:
    case FAULT_JOURNAL_FULL:
    case FAULT_JOURNAL_DAMAGED:
    case FAULT_JOURNAL_HELD:
    case FAULT_JOURNAL_NEWER:
        post_journal(f, fault);
        break;
    case FAULT_REPORT_FILE:
        cf_step(f, &(struct event){.kind = EV_DAY_EXPORTED});
        break;
    case FAULT_FONTS_MISSING:
    case FAULT_SETTINGS_UNREADABLE:
        break; /* no core runs then: the down screens, tests/unit/ui/down_test.c */
    default:
        post_device(f, fault);
        break;
    }
}

static bool is_over_for_good(enum fault fault)
{
    return fault >= FAULT_JOURNAL_WRITE;
}

static void mend(struct core_fixture *f, enum fault fault)
{
    if (fault == FAULT_PLANNED_STOP) {
        post_stop(f, f->wall_ms);
    } else if (fault == FAULT_BACKEND_AWAY) {
        cf_link(f, true);
    } else if (fault_row(fault)->device != FAULT_NO_DEVICE) {
        cf_device(f, fault_row(fault)->device, HEALTH_OK);
    }
}

/* Builds the tree once for each screen and support code. */
static void draw(struct scene *s)
{
    const struct applicant_view *v = s->f->applicant;
    int k = 0;
    while (k < FAULT_COUNT && s->drawn[v->screen][k][0] != '\0') {
        if (strcmp(s->drawn[v->screen][k] + 1, v->support_code) == 0) {
            return;
        }
        k++;
    }
    assert_in_range(k, 0, FAULT_COUNT - 1);
    s->drawn[v->screen][k][0] = '=';
    (void)strcpy(s->drawn[v->screen][k] + 1, v->support_code);
    ui_build_applicant(v, &s->tree);
    assert_false(s->tree.overflow);
    assert_int_equal(s->tree.screen, v->screen);
    assert_true(ui_tap_node(&s->tree, "CALL_STAFF") >= 0);
}

static void words_are_those_of_the_catalogue(const struct applicant_view *v, enum fault fault)
{
    const struct fault_row *row = fault_row(fault);
    if (v->support_code[0] != '\0' && strcmp(v->support_code, row->code) == 0) {
        assert_int_equal(v->screen, is_over_for_good(fault) ? v->screen : row->screen);
    }
}

static bool is_in_clerks_hands(enum screen screen)
{
    return screen >= SCREEN_A61 && screen <= SCREEN_A63;
}

static void check(struct scene *s, enum fault fault)
{
    struct core_fixture *f = s->f;
    happen(f, fault);
    cf_screen(f);
    words_are_those_of_the_catalogue(f->applicant, fault);
    draw(s);
    cf_wait(f, SETTLES_MS);
    enum screen settled = cf_screen(f);
    draw(s);
    assert_true(settled == SCREEN_A00 || settled == SCREEN_A50 || settled == SCREEN_A52 ||
                settled == SCREEN_A54 || is_in_clerks_hands(settled));
    mend(f, fault);
    settled = cf_screen(f);
    assert_true(settled == SCREEN_A00 || settled == SCREEN_A52 || is_over_for_good(fault) ||
                is_in_clerks_hands(settled));
}

static void every_fault_on_every_screen(void **state)
{
    struct scene *s = *state;
    int cells = 0;
    for (int from = 0; from < VISIT_STATE_COUNT + COUNTER_SCREENS; from++) {
        for (int fault = 1; fault < FAULT_COUNT; fault++) {
            if (from < VISIT_STATE_COUNT) {
                core_matrix_drive(s->f, (enum visit_state)from);
            } else {
                drive_counter(s->f, from - VISIT_STATE_COUNT);
            }
            check(s, (enum fault)fault);
            cells++;
        }
    }
    print_message("cells=%d\n", cells);
}

static bool says(const struct node_tree *t, const char *text)
{
    for (int i = 1; i < t->count; i++) {
        if (strcmp(tree_text(t, t->node[i].text), text) == 0) {
            return true;
        }
    }
    return false;
}

static struct device_row *row_of(struct staff_view *v, enum core_device device)
{
    return (int)device < v->device_count ? &v->device[device] : NULL;
}

/* Whatever staff are doing: the screen stands, and the device panel says state and cure. */
static void every_fault_on_every_staff_screen(void **state)
{
    struct scene *s = *state;
    static struct view_fixture fixture;
    int cells = 0;
    for (int screen = SCREEN_S00; screen < SCREEN_COUNT; screen++) {
        for (int fault = 1; fault < FAULT_COUNT; fault++) {
            const struct fault_row *row = fault_row((enum fault)fault);
            view_fixture_fill(&fixture, (enum screen)screen);
            struct device_row *device = row_of(&fixture.staff, row->device);
            if (device != NULL) {
                device->level = row->health == HEALTH_DOWN ? DEVICE_DOWN : DEVICE_ATTENTION;
                (void)snprintf(device->state, sizeof device->state, "%s", row->staff);
                (void)snprintf(device->cure, sizeof device->cure, "%s", row->cure);
            }
            ui_build_staff(&fixture.staff, &s->tree);
            assert_false(s->tree.overflow);
            assert_true(screen != SCREEN_S09 || device == NULL || says(&s->tree, row->cure));
            cells++;
        }
    }
    print_message("cells=%d\n", cells);
}

static void counter_screens_are_what_they_should_be(void **state)
{
    struct scene *s = *state;
    static const enum screen want[COUNTER_SCREENS] = {SCREEN_A60, SCREEN_A61, SCREEN_A62,
                                                      SCREEN_A63, SCREEN_A64, SCREEN_A70};
    for (int i = 0; i < COUNTER_SCREENS; i++) {
        drive_counter(s->f, i);
        assert_int_equal(cf_screen(s->f), want[i]);
    }
}

/* The sentence of the catalogue is the title that the screen really has. */
static void sentences_are_the_titles(void **state)
{
    (void)state;
    static const struct {
        enum screen screen;
        enum text title;
    } titles[] = {{SCREEN_A42, TEXT_REFUSED_TITLE},
                  {SCREEN_A50, TEXT_MAINTENANCE_TITLE},
                  {SCREEN_A51, TEXT_OFFLINE_TITLE},
                  {SCREEN_A53, TEXT_SLIP_TITLE},
                  {SCREEN_A54, TEXT_CAMERA_TITLE}};
    for (int i = 1; i < FAULT_COUNT; i++) {
        const struct fault_row *row = fault_row((enum fault)i);
        size_t k = 0;
        while (k < sizeof titles / sizeof titles[0] && titles[k].screen != row->screen) {
            k++;
        }
        if (row->screen != FAULT_NO_SCREEN) {
            assert_true(k < sizeof titles / sizeof titles[0]);
            char array[READING_SIZE];
            struct strbuf reading = strbuf_on(array, sizeof array);
            text_reading(&reading, text_of(titles[k].title, false));
            assert_string_equal(array, row->applicant);
        }
    }
}

static int open_scene(void **state)
{
    struct scene *s = calloc(1, sizeof *s);
    void *f = NULL;
    if (s == NULL || cf_setup(&f) != 0 || failed(lettering_open(&s->lettering))) {
        return -1;
    }
    s->f = f;
    s->tree.lettering = &s->lettering;
    *state = s;
    return 0;
}

static int close_scene(void **state)
{
    struct scene *s = *state;
    void *f = s->f;
    lettering_close(&s->lettering);
    cf_teardown(&f);
    free(s);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counter_screens_are_what_they_should_be),
        cmocka_unit_test(every_fault_on_every_screen),
        cmocka_unit_test(every_fault_on_every_staff_screen),
        cmocka_unit_test(sentences_are_the_titles),
    };
    return cmocka_run_group_tests_name("ui/faults", tests, open_scene, close_scene);
}
