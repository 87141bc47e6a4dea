#include "tests/kit/clerk.h"

#include <string.h>
#include "tests/kit/kit.h"

struct office_setup clerk_setup(const char *folder, const char *pki_folder)
{
    return (struct office_setup){.folder = folder,
                                 .pki_folder = pki_folder,
                                 .seed = 1,
                                 .fresh = true,
                                 .worker_mode = WORKER_INLINE,
                                 .ui = {.headless = true}};
}

void clerk_init(struct clerk *k, struct office *office, const char *name)
{
    memset(k, 0, sizeof *k);
    k->office = office;
    k->name = name;
}

void clerk_look(struct clerk *k)
{
    app_views(k->office->app, &k->applicant, &k->staff);
}

int clerk_sheets(struct clerk *k)
{
    int whole = k->sheets_before - k->sheets_spoiled;
    for (int i = 0; i < certificate_printer_sim_count(k->office->certificate_printer); i++) {
        struct certificate_print print;
        whole += certificate_printer_sim_print(k->office->certificate_printer, i, &print) &&
                 print.sheets_out == print.sheets_ordered && !print.is_spoiled;
    }
    return whole;
}

int64_t clerk_handovers(struct clerk *k)
{
    return office_sql(k->office, "SELECT count(*) FROM handover WHERE ?1 IS NULL", NULL);
}

void clerk_show(struct clerk *k, const char *of)
{
    struct seed_code code;
    assert_ok(
        seed_data_code(of, k->office->pki.issuer_secret, k->office->clock.wall_zero_ms, &code));
    app_code(k->office->app, code.bytes, code.length);
    k->office->next_ms = office_now_ms(k->office);
}

static const struct staff_button *button(const struct clerk *k, enum action action)
{
    for (int i = 0; i < k->staff.button_count; i++) {
        if (k->staff.button[i].action == action && k->staff.button[i].enabled) {
            return &k->staff.button[i];
        }
    }
    return NULL;
}

void clerk_press(struct clerk *k, enum actor actor, enum action action, int argument)
{
    app_action(k->office->app, actor, action, argument);
    k->office->next_ms = office_now_ms(k->office);
}

static void press(struct clerk *k, enum action action, int argument)
{
    clerk_press(k, ACTOR_STAFF, action, argument);
}

static bool press_if(struct clerk *k, enum action action)
{
    const struct staff_button *b = button(k, action);
    if (b != NULL) {
        press(k, action, b->argument);
    }
    return b != NULL;
}

/* What is there, not what would be convenient. */
static bool decide(struct clerk *k)
{
    bool about_hand = button(k, ACTION_STAFF_HANDED) != NULL;
    bool about_print = button(k, ACTION_STAFF_CAME_OUT) != NULL;
    if (about_hand) {
        k->decisions++;
        return press_if(k, k->handed ? ACTION_STAFF_HANDED : ACTION_STAFF_NOT_HANDED);
    }
    if (about_print) {
        k->decisions++;
        return press_if(k, clerk_sheets(k) > 0 ? ACTION_STAFF_CAME_OUT : ACTION_STAFF_DID_NOT);
    }
    bool pressed = press_if(k, ACTION_STAFF_PRINT_AGAIN) || press_if(k, ACTION_STAFF_RETRY);
    k->decisions += pressed && k->staff.screen == SCREEN_S14;
    return pressed;
}

static bool tick_a_check(struct clerk *k)
{
    for (int i = 0; i < k->staff.check_count; i++) {
        const struct check_line *line = &k->staff.check[i];
        if (line->state == CHECK_OPEN) {
            press(k, line->offers_paper_kinds ? ACTION_STAFF_PAPER_TAX : ACTION_STAFF_CHECK,
                  line->argument);
            return true;
        }
    }
    return false;
}

static bool scan_tag(struct clerk *k)
{
    const struct application *a = &k->staff.item.application;
    for (int i = 0; k->staff.item.known && i < a->deliverable_count; i++) {
        if (a->deliverable[i].item_tag[0] != '\0') {
            scanner_sim_scan(&k->office->scanner, str_of(a->deliverable[i].item_tag),
                             office_now_ms(k->office));
            k->office->next_ms = office_now_ms(k->office);
            return true;
        }
    }
    return false;
}

static bool serve(struct clerk *k)
{
    switch (k->staff.screen) {
    case SCREEN_S14:
        return decide(k);
    case SCREEN_S04:
        return press_if(k, ACTION_STAFF_HAND_OVER) || press_if(k, ACTION_STAFF_MATCH_BY_EYE) ||
               (button(k, ACTION_STAFF_HANDED) != NULL ? decide(k) : scan_tag(k));
    case SCREEN_S03:
        return press_if(k, ACTION_STAFF_ISSUE) || press_if(k, ACTION_STAFF_CALL) || tick_a_check(k);
    default:
        return press_if(k, ACTION_STAFF_CALL) || decide(k) ||
               (!k->staff.has_ticket ? false : press_if(k, ACTION_STAFF_CLOSE_VISIT));
    }
}

static bool take_documents(struct clerk *k)
{
    if (k->applicant.screen != SCREEN_A63) {
        return false;
    }
    k->handed = true;
    clerk_press(k, ACTOR_APPLICANT, ACTION_RECEIVED, 0);
    return true;
}

bool clerk_act(struct clerk *k)
{
    clerk_look(k);
    bool acted = k->first != NULL && k->first(k, k->first_at);
    if (acted || take_documents(k) || serve(k)) {
        return true;
    }
    bool nobody = k->staff.queue_count == 0 && !k->staff.has_ticket;
    if (k->handed || !nobody || k->applicant.screen != SCREEN_A00) {
        return false;
    }
    clerk_show(k, k->name);
    return true;
}

static void watched_turn(struct clerk *k)
{
    if (k->around_turn != NULL) {
        k->around_turn(true);
    }
    office_turn(k->office);
    if (k->around_turn != NULL) {
        k->around_turn(false);
    }
}

bool clerk_wait(struct clerk *k, uint64_t until_ms, clerk_over_fn *is_over, void *at)
{
    struct office *office = k->office;
    for (;;) {
        watched_turn(k);
        if (is_over != NULL && is_over(k, at)) {
            return true;
        }
        uint64_t now = office_now_ms(office);
        if (now >= until_ms) {
            return false;
        }
        uint64_t next = office->next_ms <= now ? now + 1 : office->next_ms;
        clock_sim_advance_to(&office->clock, next < until_ms ? next : until_ms);
    }
}

bool clerk_run(struct clerk *k, clerk_over_fn *is_over, void *at)
{
    for (int step = 0; step < CLERK_STEPS_MAX; step++) {
        if (clerk_wait(k, office_now_ms(k->office) + CLERK_STEP_MS, is_over, at)) {
            return true;
        }
        clerk_act(k);
        if (is_over(k, at)) {
            return true;
        }
    }
    return false;
}

bool clerk_is_done(struct clerk *k, void *unused)
{
    (void)unused;
    if (!k->handed || clerk_handovers(k) != 1) {
        return false;
    }
    clerk_look(k);
    return k->staff.queue_count == 0 && !k->staff.has_ticket && k->staff.outbox_depth == 0;
}
