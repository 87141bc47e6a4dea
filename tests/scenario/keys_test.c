/* Every way of an applicant, and a clerk's whole hand-over, by touch and by the five keys: the same
 * screens, the same event log to the byte. */
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

/* What happens: a code is shown, a control pressed on the applicant's side or the staff's, a tag
 * scanned, the slip printer runs out or is filled, or only `wait_ms` go by. */
enum act_kind { SHOW, PRESS, STAFF, SCAN, PAPER_OUT, PAPER_IN, WAIT };

struct act {
    enum act_kind kind;
    const char *what;
    uint64_t wait_ms;
    enum screen then; /* of the applicant */
};

static const struct act story[] = {
    {PRESS, "EASY", 0, SCREEN_A00},
    {SHOW, "papers", 0, SCREEN_A11},
    {PRESS, "NO_PAPER_NOW", 0, SCREEN_A12},
    {PRESS, "TEXT_LARGE", 0, SCREEN_A12},
    {PRESS, "CALL_STAFF", 0, SCREEN_A70},
    {WAIT, NULL, 200000, SCREEN_A00},
    {SHOW, "firm12", 0, SCREEN_A30},
    {PRESS, "CHOOSE_ITEMS", 0, SCREEN_A31},
    {PRESS, "TOGGLE_ITEM:1", 0, SCREEN_A31},
    {PRESS, "LIST_PAGE:1", 0, SCREEN_A31},
    {PRESS, "LIST_PAGE:0", 0, SCREEN_A31},
    {PRESS, "CHOSEN", 0, SCREEN_A30},
    {WAIT, NULL, 61000, SCREEN_A30},
    {PRESS, "MORE_TIME", 0, SCREEN_A30},
    {WAIT, NULL, 61000, SCREEN_A30},
    {PRESS, "FINISH", 0, SCREEN_A00},
    {PRESS, "NO_CODE", 0, SCREEN_A73},
    {PRESS, "CONTRAST", 0, SCREEN_A73},
    {PRESS, "REACH_LOW", 0, SCREEN_A73},
    {PRESS, "VOICE", 0, SCREEN_A73},
    {PRESS, "FINISH", 0, SCREEN_A00},
    {SHOW, "under-review", 0, SCREEN_A20},
    {WAIT, NULL, 60000, SCREEN_A00},
    {SHOW, "bad-signature", 0, SCREEN_A42},
    {PRESS, "CALL_STAFF", 0, SCREEN_A70},
    {STAFF, "STAFF_ACKNOWLEDGE", 200000, SCREEN_A00},
    {PAPER_OUT, NULL, 0, SCREEN_A00},
    {SHOW, "ready", 0, SCREEN_A53},
    {PRESS, "VOICE", 200000, SCREEN_A00},
    {PAPER_IN, NULL, 60000, SCREEN_A00},
    /* a hand-over with a name that has a substituted character */
    {SHOW, "kanji-substituted", 0, SCREEN_A10},
    {STAFF, "STAFF_SELECT:4", 0, SCREEN_A10},
    {STAFF, "STAFF_CALL", 0, SCREEN_A60},
    {SHOW, "kanji-substituted", 0, SCREEN_A60},
    {STAFF, "STAFF_SHOW_SUBSTITUTION", 0, SCREEN_A62},
    {PRESS, "VOICE", 0, SCREEN_A62},
    {STAFF, "STAFF_SHOW_SUBSTITUTION", 0, SCREEN_A62}, /* its second character */
    {STAFF, "STAFF_SHOW_SUBSTITUTION", 0, SCREEN_A60},
    {STAFF, "現在の自動車検査証を受け取る", 0, SCREEN_A60},
    {STAFF, "STAFF_ISSUE", 60000, SCREEN_A00},
    {SCAN, "kanji-substituted", 0, SCREEN_A00},
    {STAFF, "STAFF_HAND_OVER", 0, SCREEN_A63},
    {PRESS, "RECEIVED", 0, SCREEN_A64},
    {WAIT, NULL, 60000, SCREEN_A00},
};

static bool is_wanted(const struct node_tree *t, int node, const char *control)
{
    return node >= 0 && node == ui_tap_node(t, control);
}

/* ▶ until the focus stands on it, then 決定. */
static void press_by_keys(struct office *o, enum side side, const char *control)
{
    for (int i = 0; i < PRESSES_MAX; i++) {
        const struct node_tree *t = ui_tree(o->ui, side);
        if (is_wanted(t, ui_focus(o->ui, side), control)) {
            ui_key(o->ui, side, TOUCH_KEY_ENTER);
            return;
        }
        ui_key(o->ui, side, TOUCH_KEY_FORWARD);
    }
    fail_msg("no key leads to %s", control);
}

static void press(struct office *o, enum side side, const char *control, bool keys)
{
    if (keys && side == SIDE_APPLICANT && strcmp(control, "CALL_STAFF") == 0) {
        ui_key(o->ui, side, TOUCH_KEY_STAFF);
    } else if (keys) {
        press_by_keys(o, side, control);
    } else if (!office_tap(o, side, control)) {
        fail_msg("no control %s on %s", control, screen_code(ui_tree(o->ui, side)->screen));
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

static void scan_tag(struct office *o, const char *name)
{
    static struct application a;
    assert_ok(seed_data_application(name, o->clock.wall_zero_ms, &a));
    scanner_sim_scan(&o->scanner, str_of(a.deliverable[0].item_tag), office_now_ms(o));
}

static void carry_out(struct office *o, const struct act *act, bool keys)
{
    switch (act->kind) {
    case SHOW:
        show_code(o, act->what);
        break;
    case PRESS:
        press(o, SIDE_APPLICANT, act->what, keys);
        break;
    case STAFF:
        press(o, SIDE_STAFF, act->what, keys);
        break;
    case SCAN:
        scan_tag(o, act->what);
        break;
    case PAPER_OUT:
    case PAPER_IN:
        slip_printer_sim_fault(o->slip_printer, SLIP_FAULT_OUT, act->kind == PAPER_OUT,
                               office_now_ms(o));
        break;
    case WAIT:
        break;
    }
}

static struct office *open_counter(const char *folder, const char *pki)
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
    return o;
}

static void act_out(struct office *o, const struct act *acts, size_t count, bool keys)
{
    for (size_t i = 0; i < count; i++) {
        const struct act *act = &acts[i];
        carry_out(o, act, keys);
        office_advance(o, office_now_ms(o) + ACT_MS + act->wait_ms);
        enum screen screen = ui_tree(o->ui, SIDE_APPLICANT)->screen;
        if (screen != act->then) {
            fail_msg("act %zu by %s: %s instead of %s, staff %s", i, keys ? "keys" : "touch",
                     screen_code(screen), screen_code(act->then),
                     screen_code(ui_tree(o->ui, SIDE_STAFF)->screen));
        }
    }
}

static uint64_t tell(const char *folder, const char *pki, bool keys)
{
    struct office *o = open_counter(folder, pki);
    act_out(o, story, sizeof story / sizeof story[0], keys);
    assert_int_equal(certificate_printer_sim_count(o->certificate_printer), 1);
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

/* The papers are not checked: no key comes to the button, as no finger can press it. */
static void no_key_leads_to_what_is_not_open(void **state)
{
    (void)state;
    static const struct act acts[] = {{SHOW, "ready", 0, SCREEN_A10},
                                      {STAFF, "STAFF_CALL", 0, SCREEN_A60}};
    char folder[256];
    kit_folder("keys", folder);
    struct office *o = open_counter(folder, NULL);
    act_out(o, acts, sizeof acts / sizeof acts[0], true);
    assert_false(office_tap(o, SIDE_STAFF, "STAFF_ISSUE"));
    for (int i = 0; i < PRESSES_MAX; i++) {
        ui_key(o->ui, SIDE_STAFF, TOUCH_KEY_FORWARD);
        const struct node_tree *t = ui_tree(o->ui, SIDE_STAFF);
        int focus = ui_focus(o->ui, SIDE_STAFF);
        assert_true(focus > 0 && t->node[focus].action != ACTION_STAFF_ISSUE);
    }
    assert_int_equal(certificate_printer_sim_count(o->certificate_printer), 0);
    office_close(o);
    free(o);
}

int main(void)
{
    log_set_level(LOG_LEVEL_SILENT);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_do_what_touch_does),
        cmocka_unit_test(no_key_leads_to_what_is_not_open),
    };
    return cmocka_run_group_tests_name("scenario/keys", tests, NULL, NULL);
}
