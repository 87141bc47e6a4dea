/* The clerk of a terminal: presses what the staff screen offers, looks into the tray, takes and
 * gives sheets, and is sometimes wrong about a print. */
#include <string.h>
#include "sim/world_work.h"

enum {
    ABSENT_MS = 45000, /* nobody came: the work is put aside */
    LOOK_MS = 6000,    /* so long a careful clerk waits before answering about a print */
    WRONG_ANSWER_PERCENT = 4,
    WRONG_TAG_PERCENT = 4,
    REPRINT_PERCENT = 8,
};

void world_clerk_forget(struct world_terminal *t)
{
    t->clerk = (struct world_clerk){.state = ITEM_STATE_COUNT, .seen_version = UINT64_MAX};
}

void world_press(struct world_terminal *t, enum actor actor, enum action action, int argument)
{
    struct world *w = t->world;
    const struct world_hooks *hooks = w->setup.hooks;
    if (hooks != NULL && hooks->press != NULL) {
        action = hooks->press(hooks->at, app_core(t->app), action);
    }
    if (action == ACTION_STAFF_HAND_OVER || action == ACTION_STAFF_HANDED) {
        world_delicate(w, t->no);
    }
    world_note(w, t->no, actor == ACTOR_STAFF ? "clerk" : "person", action_name(action), -1);
    app_action(t->app, actor, action, argument);
    t->due_ms = w->now_ms;
}

const struct staff_button *world_button(const struct work *k, enum action action)
{
    for (int i = 0; i < k->v->button_count; i++) {
        if (k->v->button[i].action == action && k->v->button[i].enabled) {
            return &k->v->button[i];
        }
    }
    return NULL;
}

static bool tells_to_tear(const char *words)
{
    return strstr(words, "破棄") != NULL;
}

/* With the visit, all that nobody got of it is torn; else what is of the item at hand. */
static void tear(const struct work *k, enum action action)
{
    if (action != ACTION_STAFF_CLOSE_VISIT) {
        world_sheets_destroy(k, action == ACTION_STAFF_SPOILED);
        return;
    }
    for (int i = 0; i < k->ticket->item_count; i++) {
        struct work other = *k;
        other.item = &k->ticket->item[i];
        other.case_no = world_case_of(k->w, other.item->application_id);
        world_sheets_destroy(&other, false);
    }
}

/* False: the screen does not offer it. Paper is torn only where the words say so. */
bool world_push(const struct work *k, enum action action)
{
    const struct staff_button *b = world_button(k, action);
    if (b == NULL) {
        return false;
    }
    if (k->item != NULL && tells_to_tear(b->label)) {
        tear(k, action);
    }
    world_press(k->t, ACTOR_STAFF, action, b->argument);
    return true;
}

static void abandon(const struct work *k)
{
    (void)world_push(k, ACTION_STAFF_ABORT);
}

static void choose_ticket(const struct work *k)
{
    const struct staff_view *v = k->v;
    int best = -1;
    for (int i = 0; i < v->queue_count; i++) {
        enum queue_mark mark = v->queue[i].mark;
        bool held = mark == MARK_HELD && !world_chance(&k->t->rng, 2);
        if (mark == MARK_DECISION) {
            best = i;
            break;
        }
        best = best < 0 && !held ? i : best;
    }
    if (best >= 0) {
        world_press(k->t, ACTOR_STAFF, ACTION_STAFF_SELECT, v->queue[best].argument);
    }
}

static void send_away(const struct work *k, bool for_good)
{
    if (k->person >= 0) {
        world_person_sent_away(k->w, k->person, for_good);
    }
}

static void check_line(const struct work *k, const struct check_line *line)
{
    if (line->is_receiver || k->w->person[k->person].has_papers) {
        world_press(k->t, ACTOR_STAFF,
                    line->offers_paper_kinds ? ACTION_STAFF_PAPER_TAX : ACTION_STAFF_CHECK,
                    line->argument);
        return;
    }
    if (world_push(k, ACTION_STAFF_HOLD)) {
        k->w->person[k->person].has_papers = true; /* fetches them */
        send_away(k, false);
    }
}

static void work_pending(const struct work *k)
{
    if (k->person < 0) {
        if (k->age_ms > ABSENT_MS) {
            (void)world_push(k, ACTION_STAFF_HOLD);
        }
        return;
    }
    for (int i = 0; i < k->v->check_count; i++) {
        if (k->v->check[i].state == CHECK_OPEN) {
            check_line(k, &k->v->check[i]);
            return;
        }
    }
    if (!world_push(k, ACTION_STAFF_ISSUE) && k->age_ms > 3 * ABSENT_MS &&
        world_push(k, ACTION_STAFF_HOLD)) {
        send_away(k, false);
    }
}

static void work_stalled(const struct work *k)
{
    if (world_chance(&k->t->rng, 75)) {
        (void)world_push(k, ACTION_STAFF_RETRY);
    } else {
        abandon(k);
    }
}

static bool printer_is_busy(const struct work *k)
{
    struct certificate_print job;
    return certificate_printer_sim_print(k->t->certificate_printer, k->t->jobs_seen, &job) &&
           !job.is_over;
}

static void answer_about_print(const struct work *k)
{
    static const enum action answers[] = {ACTION_STAFF_DID_NOT, ACTION_STAFF_CAME_OUT,
                                          ACTION_STAFF_SPOILED};
    bool careful = k->w->setup.quiet || !world_chance(&k->t->rng, WRONG_ANSWER_PERCENT);
    if (careful && (k->age_ms < LOOK_MS || printer_is_busy(k))) {
        return;
    }
    enum action answer = careful ? world_sheets_answer(k) : answers[rng_below(&k->t->rng, 3)];
    (void)world_push(k, answer);
}

static void work_print_failed(const struct work *k)
{
    if (k->person < 0 || k->age_ms > 2 * ABSENT_MS) {
        abandon(k);
    } else {
        (void)world_push(k, ACTION_STAFF_PRINT_AGAIN);
    }
}

static bool prints(const struct application *a)
{
    for (int i = 0; i < a->deliverable_count; i++) {
        if (a->deliverable[i].printed_here) {
            return true;
        }
    }
    return false;
}

static void scan_tag(const struct work *k)
{
    int from = k->case_no;
    if (!k->w->setup.quiet && world_chance(&k->t->rng, WRONG_TAG_PERCENT)) {
        from = (int)rng_below(&k->t->rng, (uint32_t)k->w->case_count);
    }
    const struct application *a = &k->w->cases[from].application;
    k->w->cases[k->case_no].picked = from;
    world_note(k->w, k->t->no, "clerk", "scans a tag", from);
    scanner_sim_scan(&k->t->scanner, str_of(a->deliverable[0].item_tag), k->w->now_ms);
    k->t->due_ms = k->w->now_ms;
}

static void work_matching(const struct work *k)
{
    const struct application *a = &k->w->cases[k->case_no].application;
    bool lacking = !world_sheets_take(k) && prints(a);
    if ((k->person < 0 && k->age_ms > ABSENT_MS) || (lacking && world_chance(&k->t->rng, 60))) {
        abandon(k);
    } else if (!world_push(k, ACTION_STAFF_MATCH_BY_EYE) && a->deliverable[0].item_tag[0] != '\0') {
        scan_tag(k);
    }
}

static void work_matched(const struct work *k)
{
    (void)world_sheets_take(k); /* a second sheet may have come out meanwhile */
    if (k->person >= 0) {
        (void)world_push(k, ACTION_STAFF_HAND_OVER);
    } else if (k->age_ms > ABSENT_MS) {
        abandon(k);
    }
}

static void for_each_handing(const struct work *k,
                             void (*act)(const struct work *k, const struct item *item))
{
    for (int i = 0; i < k->ticket->item_count; i++) {
        if (k->ticket->item[i].state == ITEM_HANDING) {
            act(k, &k->ticket->item[i]);
        }
    }
}

static void work_handing(const struct work *k)
{
    if (k->w->cases[k->case_no].given_at != k->t->no) {
        if (k->person < 0) {
            (void)world_push(k, ACTION_STAFF_NOT_HANDED);
        } else {
            for_each_handing(k, world_give);
        }
        return;
    }
    uint32_t draw = rng_below(&k->t->rng, 20);
    if (draw == 0 && !k->w->setup.quiet && k->person >= 0) {
        for_each_handing(k, world_give_back);
        (void)world_push(k, ACTION_STAFF_NOT_HANDED);
        return;
    }
    send_away(k, true);
    if (draw < 12) {
        world_press(k->t, ACTOR_APPLICANT, ACTION_RECEIVED, 0);
    } else {
        (void)world_push(k, ACTION_STAFF_HANDED);
    }
}

static void work_decision(const struct work *k)
{
    if (k->item->bare == JOURNAL_PRINT || k->item->bare == JOURNAL_PRINT_OUTCOME) {
        answer_about_print(k);
    } else if (k->item->bare == JOURNAL_HAND_OVER) {
        bool gave = k->w->cases[k->case_no].given_at == k->t->no;
        (void)world_push(k, gave ? ACTION_STAFF_HANDED : ACTION_STAFF_NOT_HANDED);
        if (gave) {
            send_away(k, true);
        }
    } else if (k->person < 0 && k->age_ms > ABSENT_MS) {
        abandon(k);
    } else if (k->v->item.known && world_chance(&k->t->rng, 80)) {
        (void)world_push(k, ACTION_STAFF_RETRY);
    }
}

static void work_conflict(const struct work *k)
{
    bool again = k->t->clerk.wants_again;
    k->t->clerk.wants_again = false;
    if (again || world_chance(&k->t->rng, 20)) {
        (void)world_push(k, ACTION_STAFF_RETRY);
    } else if (k->item->relief != RELIEF_NONE) {
        return; /* the answer comes by itself */
    } else if (k->item->conflict == EXCHANGE_RESULT_RESERVED_ELSEWHERE && k->person >= 0 &&
               k->w->has_staff && world_relief_begin(k)) {
        return;
    } else if (k->item->conflict == EXCHANGE_RESULT_RESERVED_ELSEWHERE && k->person >= 0 &&
               !k->w->has_staff && world_relieve(k->w, k->case_no)) {
        k->t->clerk.wants_again = true;
    } else if (k->age_ms > ABSENT_MS) {
        abandon(k);
    }
}

static bool has_more(const struct work *k)
{
    for (int i = 0; i < k->ticket->item_count; i++) {
        enum item_state state = k->ticket->item[i].state;
        if (state != ITEM_NOT_READY && state != ITEM_REPORTING && state != ITEM_REPORTED &&
            state != ITEM_ABORTED) {
            return true;
        }
    }
    return false;
}

static void finish(const struct work *k)
{
    if (has_more(k) && world_push(k, ACTION_STAFF_NEXT_ITEM)) {
        return;
    }
    if (world_push(k, ACTION_STAFF_CLOSE_VISIT)) {
        send_away(k, k->item->state == ITEM_REPORTING || k->item->state == ITEM_REPORTED);
    }
}

static void work_aborted(const struct work *k)
{
    if (tells_to_tear(k->v->message)) {
        world_sheets_destroy(k, false);
    }
    if (has_more(k) && world_push(k, ACTION_STAFF_NEXT_ITEM)) {
        return;
    }
    if (k->person >= 0 && world_chance(&k->t->rng, 60)) {
        (void)world_push(k, ACTION_STAFF_RETRY);
    } else {
        finish(k);
    }
}

static void work_item(const struct work *k)
{
    if (k->item->stalled) {
        work_stalled(k);
        return;
    }
    static void (*const acts[ITEM_STATE_COUNT])(const struct work *) = {
        [ITEM_NOT_READY] = finish,
        [ITEM_PENDING] = work_pending,
        [ITEM_PRINT_FAILED] = work_print_failed,
        [ITEM_PRINT_UNKNOWN] = answer_about_print,
        [ITEM_MATCHING] = work_matching,
        [ITEM_MATCHED] = work_matched,
        [ITEM_HANDING] = work_handing,
        [ITEM_REPORTING] = finish,
        [ITEM_REPORTED] = finish,
        [ITEM_ABORTED] = work_aborted,
        [ITEM_CONFLICT] = work_conflict,
        [ITEM_DECISION] = work_decision,
    };
    if (acts[k->item->state] != NULL) {
        acts[k->item->state](k);
    }
}

static void work_without_items(const struct work *k)
{
    if (k->age_ms > ABSENT_MS / 2) { /* not to be asked now: the person shows the code once more */
        int person = -1;
        for (int i = 0; i < k->w->person_count; i++) {
            const struct world_person *p = &k->w->person[i];
            bool here = p->state == PERSON_AT_COUNTER && p->terminal == k->t->no;
            person = here ? i : person;
        }
        if (world_push(k, ACTION_STAFF_CLOSE_VISIT) && person >= 0) {
            world_person_sent_away(k->w, person, false);
        }
    }
}

static void look(struct work *k)
{
    struct world_clerk *clerk = &k->t->clerk;
    k->ticket = &k->core->ticket[k->core->counter.selected];
    k->item = k->ticket->item_count == 0 ? NULL : &k->ticket->item[k->ticket->current];
    k->case_no = k->item == NULL ? -1 : world_case_of(k->w, k->item->application_id);
    k->person = k->case_no < 0
                    ? -1
                    : world_person_at_counter(k->w, k->t->no, k->w->cases[k->case_no].group);
    enum item_state state = k->item == NULL ? ITEM_STATE_COUNT : k->item->state;
    if (!id_equal(clerk->visit_id, k->ticket->visit_id) || clerk->state != state ||
        clerk->item != k->ticket->current) {
        clerk->visit_id = k->ticket->visit_id;
        clerk->state = state;
        clerk->item = k->ticket->current;
        clerk->since_ms = k->w->now_ms;
    }
    k->age_ms = k->w->now_ms - clerk->since_ms;
}

/* False: there is nothing to do until the screen changes. */
static bool work(struct work *k)
{
    if (k->core->counter.selected == NO_INDEX || !k->v->has_ticket) {
        choose_ticket(k);
        return k->v->queue_count > 0;
    }
    look(k);
    if (!k->w->setup.quiet && world_button(k, ACTION_STAFF_CALL) != NULL &&
        world_chance(&k->t->rng, REPRINT_PERCENT)) {
        world_press(k->t, ACTOR_STAFF, ACTION_STAFF_REPRINT_SLIP, REPRINT_LOST);
    } else if (world_button(k, ACTION_STAFF_CALL) != NULL) {
        (void)world_push(k, ACTION_STAFF_CALL);
        world_person_called(k->w, k->t->no, k->v->call_no);
        k->t->clerk.state = ITEM_STATE_COUNT; /* the time for coming begins */
    } else if (k->item == NULL) {
        work_without_items(k);
    } else if (k->case_no >= 0) {
        work_item(k);
    }
    return true;
}

static void see_screen(struct world_terminal *t)
{
    uint64_t version = app_view_version(t->app);
    if (t->clerk.seen_version != version) {
        t->clerk.seen_version = version;
        core_staff_view(app_core(t->app), &t->view);
    }
}

static void act(struct world_terminal *t)
{
    struct world *w = t->world;
    world_terminal_look_at_tray(t);
    world_terminal_turn(t);
    if (!world_terminal_runs(t)) {
        return;
    }
    struct work k = {.w = w, .t = t, .core = app_core(t->app), .v = &t->view};
    if (k.core->journal_failed) {
        world_terminal_off(t, world_between(&t->rng, 3000, 20000), "staff switch off and on");
        return;
    }
    see_screen(t);
    enum desk_answer desk = world_desk_sign(t);
    if (desk != DESK_OPEN) {
        t->clerk.due_ms = desk == DESK_EMPTY ? WORLD_NEVER_MS : t->clerk.due_ms;
        return;
    }
    if (t->view.alert_count > 0 && world_chance(&t->rng, 20)) {
        world_press(t, ACTOR_STAFF, ACTION_STAFF_ACKNOWLEDGE, 0);
    } else if (!work(&k) && t->view.alert_count == 0) {
        t->clerk.due_ms = WORLD_NEVER_MS; /* until the screen changes */
    }
}

static void take_time(struct world_terminal *t)
{
    t->clerk.due_ms = t->world->now_ms + world_between(&t->rng, 700, 4000);
}

void world_clerk_look(struct world_terminal *t)
{
    if (t->clerk.due_ms <= t->world->now_ms) {
        take_time(t);
        act(t);
    } else if (t->clerk.due_ms == WORLD_NEVER_MS &&
               (t->app == NULL || app_view_version(t->app) != t->clerk.seen_version)) {
        take_time(t);
    }
}
