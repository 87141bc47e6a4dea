/* Bugs planted into the world, each of which the rules must find within so many seeds: the proof
 * that the world sees. None of them exists outside this program; the product's code is bent from
 * outside, by its own seams (the step, the wire, the disk, the page, the hand).
 *
 * PLANTED_SEEDS in the environment raises the bound for figures; PLANTED_ONLY names one bug. */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/log.h"
#include "core/machine.h"
#include "sim/world.h"
#include "tests/kit/kit.h"
#include "tests/kit/lazy_disk.h"
#include "tests/kit/wire_edit.h"

enum { TERMINALS = 3, FIRST_SEED = 1, SEEDS_MAX = 400 };

/* -- the step ------------------------------------------------------------------------------------
 */

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

/* -- the wire ------------------------------------------------------------------------------------
 */

static void set_token_of_path(struct world_wire *wire)
{
    const char *from = strstr(wire->path, "/reservations/");
    char token[32];
    if (from != NULL) {
        from += strlen("/reservations/");
        snprintf(token, sizeof token, "%.*s", (int)strspn(from, "0123456789"), from);
        wire_set(wire->body, wire->body_cap, "token", token);
    }
}

/* The terminal takes any answer for the one it waits for: request, visit and token. */
static void answers_taken_unseen(void *at, struct world_wire *wire)
{
    (void)at;
    wire_set(wire->body, wire->body_cap, "request_id", wire->request_id);
    wire_set(wire->body, wire->body_cap, "visit_id", wire->visit_id);
    set_token_of_path(wire);
    const char *mark = strstr(wire->body, "\"application_id\":\"");
    if (mark != NULL && strstr(wire->path, "/begin") != NULL) {
        wire_set(wire->body, wire->body_cap, "application_id", (const char *)at);
    }
}

/* Who waits for the answer, by the only begin that is under way: kept by request_seen(). */
static void request_seen(void *at, struct world_wire *wire)
{
    char id[64];
    if (strstr(wire->path, "/begin") != NULL) {
        wire_get(wire->body, "application_id", id);
        memcpy(at, id, sizeof id);
    }
}

static void server_forgets_keys(void *at, sqlite3 *db, struct world_wire *wire)
{
    (void)at;
    (void)wire;
    sqlite3_exec(db, "DELETE FROM idempotency", NULL, NULL, NULL);
}

static void server_lets_begun_lapse(void *at, sqlite3 *db, struct world_wire *wire)
{
    (void)at;
    if (strcmp(wire->path, "/v1/reservations") == 0) {
        sqlite3_exec(db,
                     "UPDATE application SET phase = 0 WHERE phase = 2 AND EXISTS"
                     " (SELECT 1 FROM reservation AS r WHERE r.application_id ="
                     " application.application_id AND r.token = application.token AND"
                     " r.begun_at_ms + 30000 < (SELECT max(at_ms) FROM heartbeat))",
                     NULL, NULL, NULL);
    }
}

static void server_gives_one_token(void *at, sqlite3 *db, struct world_wire *wire)
{
    (void)at;
    if (strcmp(wire->path, "/v1/reservations") == 0) {
        sqlite3_exec(db,
                     "DELETE FROM reservation WHERE token = 1;"
                     "UPDATE application SET token = 0 WHERE phase = 0",
                     NULL, NULL, NULL);
    }
}

/* Whoever asks holds the reservation. */
static void server_ignores_the_holder(void *at, sqlite3 *db, struct world_wire *wire)
{
    (void)at;
    if (strcmp(wire->path, "/v1/reservations") == 0) {
        sqlite3_exec(db, "UPDATE application SET phase = 0 WHERE phase IN (1, 2)", NULL, NULL,
                     NULL);
    }
}

static int64_t current_token(sqlite3 *db, const char *application_id)
{
    sqlite3_stmt *s = NULL;
    int64_t token = 0;
    sqlite3_prepare_v2(db, "SELECT token FROM application WHERE application_id = ?", -1, &s, NULL);
    sqlite3_bind_text(s, 1, application_id, -1, SQLITE_STATIC);
    if (sqlite3_step(s) == SQLITE_ROW) {
        token = sqlite3_column_int64(s, 0);
    }
    sqlite3_finalize(s);
    return token;
}

/* An old token is as good as the new one: the answer says it was the one asked for. */
static void server_ignores_tokens(void *at, sqlite3 *db, struct world_wire *wire)
{
    char id[64];
    char *from = strstr(wire->path, "/reservations/");
    (void)at;
    wire_get(wire->body, "application_id", id);
    if (from == NULL) {
        return;
    }
    from += strlen("/reservations/");
    const char *rest = from + strspn(from, "0123456789");
    char op[32];
    snprintf(op, sizeof op, "%s", rest);
    if (strcmp(op, "/begin") == 0) { /* and what is begun may be begun again */
        sqlite3_exec(db, "UPDATE application SET phase = 1 WHERE phase = 2", NULL, NULL, NULL);
    }
    snprintf(from, wire->path_cap - (size_t)(from - wire->path), "%" PRId64 "%s",
             current_token(db, id), op);
}

static void answer_names_token_asked_for(void *at, struct world_wire *wire)
{
    (void)at;
    set_token_of_path(wire);
}

static void server_records_twice(void *at, sqlite3 *db, struct world_wire *wire)
{
    char id[64];
    (void)at;
    if (strcmp(wire->path, "/v1/reservations") == 0) { /* what was given out is ready again */
        wire_get(wire->body, "application_id", id);
        sqlite3_exec(db, "UPDATE application SET status = 'READY', phase = 0 WHERE phase = 3", NULL,
                     NULL, NULL);
    }
}

/* -- the page and the hand ------------------------------------------------------------------------
 */

static void page_of_the_one_before(void *at, char *text, size_t cap)
{
    char *before = at;
    char now[64];
    snprintf(now, sizeof now, "%s", text);
    if (before[0] != '\0') {
        snprintf(text, cap, "%s", before);
    }
    memcpy(before, now, sizeof now);
}

/* -- the table -----------------------------------------------------------------------------------
 */

struct planted_bug {
    const char *name;
    int seeds; /* must be found within so many */
    void (*step)(struct core *c, const struct event *ev, struct effects *out);
    struct world_hooks hooks;
    const char *lazy; /* files whose sync is skipped: "" all, "-wal" the log */
};

static const struct planted_bug bugs[] = {
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
    {"answers taken unseen", 400,
     .hooks = {.request = request_seen, .answer = answers_taken_unseen}},
    {"server forgets keys", 50, .hooks = {.backend = server_forgets_keys}},
    {"server lets what is begun lapse", 400, .hooks = {.backend = server_lets_begun_lapse}},
    {"server gives the same token again", 400, .hooks = {.backend = server_gives_one_token}},
    {"server ignores who holds", 400, .hooks = {.backend = server_ignores_the_holder}},
    {"server ignores tokens", 400,
     .hooks = {.backend = server_ignores_tokens, .answer = answer_names_token_asked_for}},
    {"server makes the issued ready again", 100, .hooks = {.backend = server_records_twice}},
    {"page of the one before", 20, .hooks = {.page = page_of_the_one_before}},
    {"sync skipped", 20, .lazy = ""},
    {"sync of the log skipped", 20, .lazy = "-wal"},
};
enum { BUGS = sizeof bugs / sizeof bugs[0] };
static_assert(BUGS >= 25, "a world that is only shown a few bugs proves little");

/* Runs seeds until a rule speaks. 0: none did. */
static uint64_t find(const struct planted_bug *bug, int seeds, struct world_report *out)
{
    char folder[256], memory[64] = "";
    struct app_parts parts = {.step = bug->step};
    struct world_hooks hooks = bug->hooks;
    struct lazy_disk *lazy = calloc(TERMINALS, sizeof *lazy);
    kit_folder("planted-keys", folder);
    hooks.at = memory;
    hooks.parts = bug->step == NULL ? NULL : &parts;
    hooks.vfs = bug->lazy == NULL ? NULL : "lazy-";
    struct world_setup setup = {.terminals = TERMINALS, .key_folder = folder, .hooks = &hooks};
    struct world *world = NULL;
    assert_non_null(lazy);
    assert_ok(world_open(&setup, &world));
    for (int i = 0; bug->lazy != NULL && i < TERMINALS; i++) {
        lazy_disk_lay_over(&lazy[i], i, bug->lazy[0] == '\0' ? NULL : bug->lazy);
    }
    uint64_t found = 0;
    for (uint64_t seed = FIRST_SEED; found == 0 && seed < FIRST_SEED + (uint64_t)seeds; seed++) {
        memset(memory, 0, sizeof memory);
        assert_ok(world_run(world, seed, out));
        found = out->violations > 0 ? seed : 0;
    }
    world_close(world);
    for (int i = 0; bug->lazy != NULL && i < TERMINALS; i++) {
        sqlite3_vfs_unregister(&lazy[i].vfs);
    }
    free(lazy);
    return found;
}

static void each_bug_is_found(void **state)
{
    (void)state;
    const char *more = getenv("PLANTED_SEEDS"), *only = getenv("PLANTED_ONLY");
    int missed = 0;
    for (int i = 0; i < BUGS; i++) {
        struct world_report report = {0};
        if (only != NULL && strcmp(only, bugs[i].name) != 0) {
            continue;
        }
        uint64_t found = find(&bugs[i], more == NULL ? bugs[i].seeds : atoi(more), &report);
        printf("| %-38s | %6" PRIu64 " | %6d | %s |\n", bugs[i].name, found, bugs[i].seeds,
               found == 0 ? "NOT FOUND" : report.rule);
        missed += found == 0;
    }
    assert_int_equal(missed, 0);
}

/* The same world without a bug is silent, so it is the bug that was found. */
static void no_bug_no_finding(void **state)
{
    (void)state;
    struct planted_bug none = {.name = "none"};
    struct world_report report = {0};
    assert_int_equal(find(&none, 20, &report), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_bug_no_finding),
        cmocka_unit_test(each_bug_is_found),
    };
    log_set_level(LOG_LEVEL_SILENT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
