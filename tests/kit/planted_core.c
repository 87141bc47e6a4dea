/* Bugs of the core and the app, planted by bending a step. */
#include "tests/kit/planted.h"

#include <string.h>
#include "core/machine.h"

static void drop_rows(struct effects *out, enum journal_kind kind)
{
    int kept = 0;
    for (int i = 0; i < out->count; i++) {
        bool drop = out->effect[i].kind == FX_JOURNAL && out->effect[i].row.kind == kind;
        if (!drop) {
            out->effect[kept++] = out->effect[i];
        }
    }
    out->count = kept;
}

#define DROPS(name, KIND)                                                                          \
    static void name(struct core *c, const struct event *ev, struct effects *out)                  \
    {                                                                                              \
        core_step(c, ev, out);                                                                     \
        drop_rows(out, JOURNAL_##KIND);                                                            \
    }
DROPS(no_print_row, PRINT)
DROPS(no_reserve_row, RESERVE)
DROPS(no_begin_row, BEGIN)
DROPS(no_hand_over_row, HAND_OVER)
DROPS(no_handed_row, HANDED_OVER)
DROPS(no_outcome_row, PRINT_OUTCOME)

/* The report is sent like a question, not put into the outbox. */
static void report_not_in_outbox(struct core *c, const struct event *ev, struct effects *out)
{
    core_step(c, ev, out);
    for (int i = 0; i < out->count; i++) {
        out->effect[i].kind = out->effect[i].kind == FX_OUTBOX ? FX_SEND : out->effect[i].kind;
    }
}

static void report_under_two_keys(struct core *c, const struct event *ev, struct effects *out)
{
    core_step(c, ev, out);
    for (int i = 0, count = out->count; i < count; i++) {
        if (out->effect[i].kind == FX_OUTBOX) {
            struct effect *again = effects_add(out, FX_OUTBOX);
            *again = out->effect[i];
            again->request.request_id = again->request.idempotency_key = id_make(&c->rng);
        }
    }
}

static void answer_never_settled(struct core *c, const struct event *ev, struct effects *out)
{
    core_step(c, ev, out);
    int kept = 0;
    for (int i = 0; i < out->count; i++) {
        if (out->effect[i].kind != FX_OUTBOX_SETTLE) {
            out->effect[kept++] = out->effect[i];
        }
    }
    out->count = kept;
}

static void key_made_anew_on_retry(struct core *c, const struct event *ev, struct effects *out)
{
    core_step(c, ev, out);
    bool retry = ev->kind == EV_ACTION && ev->action.action == ACTION_STAFF_RETRY;
    struct ticket *t = counter_ticket(c);
    for (int i = 0; retry && t != NULL && i < out->count; i++) {
        struct effect *e = &out->effect[i];
        if (e->kind == FX_SEND &&
            (e->request.op == EXCHANGE_RESERVE || e->request.op == EXCHANGE_BEGIN)) {
            e->request.request_id = e->request.idempotency_key = id_make(&c->rng);
            t->item[t->current].request_id = e->request.request_id;
        }
    }
}

typedef void item_act(struct step *s, struct ticket *t, struct item *item);

static void for_items(struct step *s, enum item_state state, item_act *act)
{
    for (int i = 0; i < TICKETS_MAX; i++) {
        struct ticket *t = &s->c->ticket[i];
        for (int k = 0; t->state != TICKET_FREE && k < t->item_count; k++) {
            if (t->item[k].state == state) {
                act(s, t, &t->item[k]);
            }
        }
    }
}

static void print_again_if_down(struct step *s, struct ticket *t, struct item *item)
{
    if (item_application(s->c, item) != NULL) {
        item_print(s, t, item);
    }
}

static void unknown_printed_again(struct core *c, const struct event *ev, struct effects *out)
{
    struct step s = {.c = c, .ev = ev, .fx = out};
    core_step(c, ev, out);
    if (ev->kind == EV_PRINT_OUTCOME) {
        for_items(&s, ITEM_PRINT_UNKNOWN, print_again_if_down);
    }
}

static void unknown_taken_for_nothing(struct core *c, const struct event *ev, struct effects *out)
{
    core_step(c, ev, out);
    struct ticket *t = counter_ticket(c);
    for (int i = 0; t != NULL && ev->kind == EV_PRINT_OUTCOME && i < t->item_count; i++) {
        struct item *item = &t->item[i];
        item->state = item->state == ITEM_PRINT_UNKNOWN ? ITEM_MATCHING : item->state;
    }
}

static void print_at_once(struct step *s, struct ticket *t, struct item *item)
{
    item->request_id = (struct id){0};
    item_begun(s, t, item);
}

/* The reservation is taken for the begin. */
static void begin_skipped(struct core *c, const struct event *ev, struct effects *out)
{
    struct step s = {.c = c, .ev = ev, .fx = out};
    core_step(c, ev, out);
    bool reserved = ev->kind == EV_REPLY && ev->reply->op == EXCHANGE_RESERVE &&
                    ev->reply->result == EXCHANGE_RESULT_OK;
    if (reserved) {
        out->count -= out->count > 0 && out->effect[out->count - 1].kind == FX_SEND;
        for_items(&s, ITEM_BEGINNING, print_at_once);
    }
}

/* Offline, the begin is taken for granted. */
static void no_answer_taken_for_yes(struct core *c, const struct event *ev, struct effects *out)
{
    struct step s = {.c = c, .ev = ev, .fx = out};
    core_step(c, ev, out);
    if (ev->kind == EV_REPLY && ev->reply->op == EXCHANGE_BEGIN &&
        ev->reply->result == EXCHANGE_RESULT_UNREACHABLE) {
        for_items(&s, ITEM_BEGINNING, print_at_once);
    }
}

static void papers_not_asked_for(struct core *c, const struct event *ev, struct effects *out)
{
    struct ticket *t = counter_ticket(c);
    for (int i = 0; t != NULL && i < t->item_count; i++) {
        t->item[i].check_count = 0;
    }
    core_step(c, ev, out);
}

static void tag_not_compared(struct core *c, const struct event *ev, struct effects *out)
{
    struct ticket *t = counter_ticket(c);
    struct event bent = *ev;
    const struct application *a =
        t == NULL || t->item_count == 0 ? NULL : item_application(c, &t->item[t->current]);
    if (ev->kind == EV_TAG_READ && a != NULL) {
        memcpy(bent.tag.text, a->deliverable[0].item_tag, sizeof bent.tag.text);
    }
    core_step(c, &bent, out);
}

static void match_not_asked_for(struct core *c, const struct event *ev, struct effects *out)
{
    struct ticket *t = counter_ticket(c);
    for (int i = 0; t != NULL && i < t->item_count; i++) {
        struct item *item = &t->item[i];
        item->state = item->state == ITEM_MATCHING ? ITEM_MATCHED : item->state;
    }
    core_step(c, ev, out);
}

static void failed_journal_ignored(struct core *c, const struct event *ev, struct effects *out)
{
    out->count = 0;
    if (ev->kind != EV_JOURNAL_FAILED) {
        core_step(c, ev, out);
    }
}

/* Ids come from the same numbers after every start. */
static void ids_repeat_after_start(struct core *c, const struct event *ev, struct effects *out)
{
    if (ev->kind == EV_STARTED) {
        rng_init(&c->rng, 4711);
    }
    core_step(c, ev, out);
}

static void take_token_for_good(struct step *s, struct ticket *t, struct item *item)
{
    (void)s;
    (void)t;
    item->unsure = false;
}

static void relieved_token_still_counts(struct core *c, const struct event *ev, struct effects *out)
{
    struct step s = {.c = c, .ev = ev, .fx = out};
    core_step(c, ev, out);
    if (ev->kind == EV_RESTORED) {
        for_items(&s, ITEM_DECISION, take_token_for_good);
    }
}

static void say_handed(struct step *s, struct ticket *t, struct item *item)
{
    if (item->bare == JOURNAL_HAND_OVER) {
        item->state = ITEM_HANDING;
        item_handed(s, t, "restart");
    }
}

static void restart_says_handed(struct core *c, const struct event *ev, struct effects *out)
{
    struct step s = {.c = c, .ev = ev, .fx = out};
    core_step(c, ev, out);
    if (ev->kind == EV_RESTORED) {
        for_items(&s, ITEM_DECISION, say_handed);
    }
}

static void say_not_handed(struct step *s, struct ticket *t, struct item *item)
{
    (void)s;
    (void)t;
    item->bare = item->bare == JOURNAL_HAND_OVER ? JOURNAL_MATCHED : item->bare;
}

static void restart_says_not_handed(struct core *c, const struct event *ev, struct effects *out)
{
    struct step s = {.c = c, .ev = ev, .fx = out};
    core_step(c, ev, out);
    if (ev->kind == EV_RESTORED) {
        for_items(&s, ITEM_DECISION, say_not_handed);
    }
}

static void drop_item(struct step *s, struct ticket *t, struct item *item)
{
    (void)s;
    (void)t;
    item->state = ITEM_ABORTED;
}

static void restart_drops_open_work(struct core *c, const struct event *ev, struct effects *out)
{
    struct step s = {.c = c, .ev = ev, .fx = out};
    core_step(c, ev, out);
    if (ev->kind == EV_RESTORED) {
        for_items(&s, ITEM_DECISION, drop_item);
    }
}

static void handed_at_the_button(struct core *c, const struct event *ev, struct effects *out)
{
    struct step s = {.c = c, .ev = ev, .fx = out};
    core_step(c, ev, out);
    struct ticket *t = counter_ticket(c);
    if (ev->kind == EV_ACTION && ev->action.action == ACTION_STAFF_HAND_OVER && t != NULL) {
        item_handed(&s, t, "button");
    }
}

static void name_in_detail(struct core *c, const struct event *ev, struct effects *out)
{
    core_step(c, ev, out);
    struct ticket *t = counter_ticket(c);
    for (int i = 0; t != NULL && i < out->count; i++) {
        struct effect *e = &out->effect[i];
        const struct application *a =
            t->item_count == 0 ? NULL : item_application(c, &t->item[t->current]);
        if (e->kind == FX_JOURNAL && e->row.kind == JOURNAL_MATCHED && a != NULL) {
            struct strbuf b = strbuf_on(e->row.detail, sizeof e->row.detail);
            strbuf_text(&b, a->chassis_no);
        }
    }
}

/* Timers go by the wall clock. */
static void timers_by_the_wall(struct core *c, const struct event *ev, struct effects *out)
{
    struct event bent = *ev;
    bent.at_ms = ev->wall_ms < 0 ? 0 : (uint64_t)ev->wall_ms;
    core_step(c, &bent, out);
    for (int i = 0; i < out->count; i++) {
        if (out->effect[i].kind == FX_JOURNAL) {
            out->effect[i].row.at_ms = ev->at_ms; /* only the timers are bent, not the record */
        }
    }
}

/* An answer from before the line went is taken for the page's. */
static void stale_echo_believed(struct core *c, const struct event *ev, struct effects *out)
{
    struct event bent = *ev;
    if (ev->kind == EV_PRINT_OUTCOME && ev->print.outcome == PRINT_OUTCOME_UNKNOWN) {
        bent.print.outcome = PRINT_OUTCOME_PRINTED;
        bent.print.evidence = PRINT_EVIDENCE_PROCESS_ID;
    }
    core_step(c, &bent, out);
}

static void lost_line_taken_for_nothing(struct core *c, const struct event *ev, struct effects *out)
{
    struct event bent = *ev;
    if (ev->kind == EV_PRINT_OUTCOME && ev->print.outcome == PRINT_OUTCOME_UNKNOWN) {
        bent.print.outcome = PRINT_OUTCOME_NOT_PRINTED;
    }
    core_step(c, &bent, out);
}

/* The second slip looks like the first. */
static void reprint_without_voiding(struct core *c, const struct event *ev, struct effects *out)
{
    core_step(c, ev, out);
    for (int i = 0; i < out->count; i++) {
        struct effect *e = &out->effect[i];
        if (e->kind == FX_PRINT && e->print.kind == PRINT_NUMBER_SLIP) {
            e->print.reprint_no = 0;
        }
        if (e->kind == FX_JOURNAL && e->row.kind == JOURNAL_SLIP &&
            strncmp(e->row.detail, "print=number", 12) == 0) {
            struct strbuf b = strbuf_on(e->row.detail, sizeof e->row.detail);
            strbuf_text(&b, "print=number reprint=0");
        }
    }
}

static void prints_counted_anew(struct core *c, const struct event *ev, struct effects *out)
{
    core_step(c, ev, out);
    for (int i = 0; ev->kind == EV_RESTORED && i < TICKETS_MAX; i++) {
        c->ticket[i].slip_no = 1;
    }
}

/* Whoever stood still goes on as if no time had passed. */
static void late_waker_goes_on(struct core *c, const struct event *ev, struct effects *out)
{
    c->now_ms = ev->at_ms > c->now_ms ? ev->at_ms : c->now_ms;
    core_step(c, ev, out);
}

static void mark_items(struct core *c, char from, char to)
{
    for (int i = 0; i < TICKETS_MAX; i++) {
        struct ticket *t = &c->ticket[i];
        for (int k = 0; t->state != TICKET_FREE && k < t->item_count; k++) {
            char *first = &t->item[k].application_id[0];
            *first = *first == from ? to : *first;
        }
    }
}

/* Neither the code nor its application is known again: its holder gets a second number. */
static void queue_not_looked_at(struct core *c, const struct event *ev, struct effects *out)
{
    struct event bent = *ev;
    if (ev->kind == EV_CODE_READ) {
        bent.code.hash.byte[0] ^= (uint8_t)(ev->at_ms % 251);
    }
    bool lookup = ev->kind == EV_REPLY && ev->reply->op == EXCHANGE_LOOKUP;
    if (lookup) {
        mark_items(c, 'W', '?');
    }
    core_step(c, &bent, out);
    mark_items(c, '?', 'W');
}

const struct planted_bug planted_core[] = {
    {"no journal row before print", 20, .step = no_print_row},
    {"no journal row before reserve", 20, .step = no_reserve_row},
    {"no journal row before begin", 20, .step = no_begin_row},
    {"no journal row before hand-over", 20, .step = no_hand_over_row},
    {"no journal row of the hand-over", 20, .step = no_handed_row},
    {"no journal row of the print's outcome", 20, .step = no_outcome_row},
    {"report not in the outbox", 20, .step = report_not_in_outbox},
    {"report under two keys", 20, .step = report_under_two_keys},
    {"settled reports stay in the outbox", 20, .step = answer_never_settled},
    {"key made anew on retry", 100, .step = key_made_anew_on_retry},
    {"UNKNOWN printed again by itself", 100, .step = unknown_printed_again},
    {"UNKNOWN taken for printed", 200, .step = unknown_taken_for_nothing},
    {"begin skipped", 20, .step = begin_skipped},
    {"no answer to begin taken for yes", 200, .step = no_answer_taken_for_yes},
    {"papers not asked for", 20, .step = papers_not_asked_for},
    {"tag not compared", 50, .step = tag_not_compared},
    {"matching skipped", 20, .step = match_not_asked_for},
    {"failed journal ignored", 100, .step = failed_journal_ignored},
    {"ids repeat after a start", 100, .step = ids_repeat_after_start},
    {"relieved token still counts", 800, .step = relieved_token_still_counts},
    {"restart says handed", 400, .step = restart_says_handed},
    {"restart says not handed", 400, .step = restart_says_not_handed},
    {"restart drops open work", 100, .step = restart_drops_open_work},
    {"handed over at the button", 100, .step = handed_at_the_button},
    {"name in a row's detail", 20, .step = name_in_detail},
    {"timers by the wall clock", 50, .step = timers_by_the_wall},
    {"stale echo believed", 100, .step = stale_echo_believed},
    {"lost line taken for not printed", 100, .step = lost_line_taken_for_nothing},
    {"reprint without voiding", 100, .step = reprint_without_voiding},
    {"queue not looked at", 100, .step = queue_not_looked_at},
    {"late waker goes on", 800, .step = late_waker_goes_on},
    {"prints counted anew after a start", 100, .step = prints_counted_anew},
};
const int planted_core_count = sizeof planted_core / sizeof planted_core[0];
