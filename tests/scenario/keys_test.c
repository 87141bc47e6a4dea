/* Every way of an applicant by touch and by the five keys: the same screens, the same event log to
 * the byte. */
#include "tests/kit/blind_parts.h"
#include "tests/kit/cairo_leak.h"
#include "tests/kit/kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/log.h"
#include "sim/office.h"
#include "ui/query.h"

enum { PRESSES_MAX = 64, ACT_MS = 1500, PATH_MAX_BYTES = 272 };

/* `code` is shown, or `control` is pressed, or `wait_ms` go by; then the screen is `then`. */
struct act {
    const char *code, *control;
    uint64_t wait_ms;
    enum screen then;
};

static const struct act story[] = {
    {NULL, "EASY", 0, SCREEN_A00},          {"papers", NULL, 0, SCREEN_A11},
    {NULL, "NO_PAPER_NOW", 0, SCREEN_A12},  {NULL, "TEXT_LARGE", 0, SCREEN_A12},
    {NULL, "CALL_STAFF", 0, SCREEN_A70},    {NULL, NULL, 200000, SCREEN_A00},
    {"firm12", NULL, 0, SCREEN_A30},        {NULL, "CHOOSE_ITEMS", 0, SCREEN_A31},
    {NULL, "TOGGLE_ITEM:1", 0, SCREEN_A31}, {NULL, "LIST_PAGE:1", 0, SCREEN_A31},
    {NULL, "LIST_PAGE:0", 0, SCREEN_A31},   {NULL, "CHOSEN", 0, SCREEN_A30},
    {NULL, NULL, 61000, SCREEN_A30},        {NULL, "MORE_TIME", 0, SCREEN_A30},
    {NULL, NULL, 61000, SCREEN_A30},        {NULL, "FINISH", 0, SCREEN_A00},
    {NULL, "NO_CODE", 0, SCREEN_A73},       {NULL, "CONTRAST", 0, SCREEN_A73},
    {NULL, "REACH_LOW", 0, SCREEN_A73},     {NULL, "VOICE", 0, SCREEN_A73},
    {NULL, "FINISH", 0, SCREEN_A00},        {"under-review", NULL, 0, SCREEN_A20},
    {NULL, NULL, 60000, SCREEN_A00},
};

static bool is_wanted(const struct node_tree *t, int node, const char *control)
{
    return node >= 0 && node == ui_tap_node(t, control);
}

/* ▶ until the focus stands on it, then 決定. */
static void press_by_keys(struct office *o, const char *control)
{
    for (int i = 0; i < PRESSES_MAX; i++) {
        const struct node_tree *t = ui_tree(o->ui, SIDE_APPLICANT);
        if (is_wanted(t, ui_focus(o->ui, SIDE_APPLICANT), control)) {
            ui_key(o->ui, SIDE_APPLICANT, TOUCH_KEY_ENTER);
            return;
        }
        ui_key(o->ui, SIDE_APPLICANT, TOUCH_KEY_FORWARD);
    }
    fail_msg("no key leads to %s", control);
}

static void press(struct office *o, const char *control, bool keys)
{
    if (keys && strcmp(control, "CALL_STAFF") == 0) {
        ui_key(o->ui, SIDE_APPLICANT, TOUCH_KEY_STAFF);
    } else if (keys) {
        press_by_keys(o, control);
    } else if (!office_tap(o, SIDE_APPLICANT, control)) {
        fail_msg("no control %s on %s", control,
                 screen_code(ui_tree(o->ui, SIDE_APPLICANT)->screen));
    }
}

static void show_code(struct office *o, const char *name)
{
    struct seed_code code;
    if (failed(seed_data_code(name, o->pki.issuer_secret, o->clock.wall_zero_ms, &code))) {
        fail_msg("no code of %s", name);
    }
    app_code(o->app, code.bytes, code.length);
    o->next_ms = office_now_ms(o);
}

static uint64_t tell(const char *folder, const char *pki, bool keys)
{
    struct office *o = calloc(1, sizeof *o);
    assert_non_null(o);
    struct office_setup setup = {
        .folder = folder,
        .pki_folder = pki,
        .seed = 5,
        .fresh = true,
        .parts = blind_parts(),
        .ui = {.headless = true, .trees_only = true, .applicant = true, .staff = true}};
    assert_ok(office_open(o, &setup));
    office_advance(o, ACT_MS);
    for (size_t i = 0; i < sizeof story / sizeof story[0]; i++) {
        const struct act *act = &story[i];
        if (act->code != NULL) {
            show_code(o, act->code);
        } else if (act->control != NULL) {
            press(o, act->control, keys);
        }
        office_advance(o, office_now_ms(o) + ACT_MS + act->wait_ms);
        enum screen screen = ui_tree(o->ui, SIDE_APPLICANT)->screen;
        if (screen != act->then) {
            fail_msg("act %zu by %s: %s instead of %s", i, keys ? "keys" : "touch",
                     screen_code(screen), screen_code(act->then));
        }
    }
    uint64_t hash = office_log_hash(o);
    office_close(o);
    free(o);
    return hash;
}

static void keys_do_what_touch_does(void **state)
{
    (void)state;
    char folder[256];
    kit_folder("keys", folder);
    char pki[PATH_MAX_BYTES];
    (void)snprintf(pki, sizeof pki, "%s/pki", folder);
    uint64_t touch = tell(folder, pki, false);
    uint64_t keys = tell(folder, pki, true);
    assert_true(touch != 0);
    assert_true(touch == keys);
}

int main(void)
{
    log_set_level(LOG_LEVEL_SILENT);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_do_what_touch_does),
    };
    return cmocka_run_group_tests_name("scenario/keys", tests, NULL, NULL);
}
