/* A core on its own: events go in by short calls, the effects of the last step are looked up.
 *
 * Promises: no clock, no devices, no backend; time moves only by cf_wait and cf_at. Every step is
 * watched (tests/kit/core_watch.h): a broken promise of the hand-over fails the test that broke it.
 * Replies are bound to the last request of their kind; a test then bends what it wants to bend.
 */
#ifndef TESTS_CORE_FIXTURE_H
#define TESTS_CORE_FIXTURE_H

#include "core/core.h"
#include "tests/kit/core_watch.h"

struct core_fixture {
    struct config config;
    struct core *core;
    struct effects *fx;                           /* of the last step */
    struct backend_reply *reply;                  /* the next reply; cf_answer sends it */
    struct backend_request asked[EXCHANGE_COUNT]; /* last FX_SEND of each kind */
    struct print_order ordered;                   /* last FX_PRINT of a record sheet */
    struct print_order slip;                      /* last FX_PRINT of anything else */
    struct backend_request outbox;                /* last FX_OUTBOX */
    struct core_watch watch;
    struct staff_view *staff;
    struct applicant_view *applicant;
    uint64_t now_ms;
    int64_t wall_ms;
    uint64_t next_token;
    enum signal lamp;                         /* as the last FX_SIGNAL of all steps left it */
    int done_count, abort_count, sheet_count; /* over all steps */
};

/* 2026-11-24 (Tuesday) 10:00 in Japan: the office is open. */
extern const int64_t cf_open_wall_ms;

/* For cmocka: *state is the fixture, started, in the office "nerima". */
int cf_setup(void **state);
int cf_teardown(void **state);
void cf_reset(struct core_fixture *f); /* as new: unstarted, config kept */
void cf_start(struct core_fixture *f);

/* Applications. cf_app: READY here, tax confirmed, a certificate with the tag "UKI:<id>" and a
 * record sheet that is printed here. Ids "1", "2", …; static storage, changed by the caller. */
struct application *cf_app(int no);
struct application *cf_app_untagged(int no); /* no tag, nothing printed here */

/* Events, each one step. */
void cf_step(struct core_fixture *f, struct event *ev); /* fills in the time */
void cf_code(struct core_fixture *f, int no);           /* a signed single code, as number `no` */
void cf_code_as(struct core_fixture *f, int no, enum code_kind kind, enum pickup_check check);
void cf_applicant(struct core_fixture *f, enum action action, int argument);
void cf_staff(struct core_fixture *f, enum action action, int argument);
void cf_device(struct core_fixture *f, enum core_device device, enum device_health health);
void cf_link(struct core_fixture *f, bool up);
void cf_tag(struct core_fixture *f, const char *text);
void cf_sheet(struct core_fixture *f, enum print_outcome outcome);    /* of `ordered` */
void cf_slip(struct core_fixture *f, enum print_outcome outcome);     /* of `slip` */
void cf_settled(struct core_fixture *f, enum exchange_result result); /* of `outbox` */
void cf_event(struct core_fixture *f, enum event_kind kind); /* one without payload, TICK … */
void cf_restore(struct core_fixture *f, const struct restored_visit *visit, int count);
void cf_wait(struct core_fixture *f, uint64_t ms); /* ticks at every deadline on the way */

/* Replies. cf_bind fills f->reply for the last request of `op`; cf_answer posts it. */
struct backend_reply *cf_bind(struct core_fixture *f, enum exchange_op op,
                              enum exchange_result result);
void cf_answer(struct core_fixture *f);
void cf_reply(struct core_fixture *f, enum exchange_op op, enum exchange_result result);
void cf_found(struct core_fixture *f, const struct application *a); /* LOOKUP or STATE: this one */
void cf_found_many(struct core_fixture *f, int first, int count);   /* a firm's list */

/* What the last step wanted. NULL or 0: nothing of that kind. */
int cf_count(const struct core_fixture *f, enum effect_kind kind);
const struct journal_row *cf_row(const struct core_fixture *f, enum journal_kind kind);
const struct print_order *cf_print(const struct core_fixture *f, enum print_kind kind);
const struct backend_request *cf_sent(const struct core_fixture *f, enum exchange_op op);
const struct backend_request *cf_reported(const struct core_fixture *f, enum exchange_op op);
bool cf_heard(const struct core_fixture *f, enum tone tone);

/* What is shown; the views are made anew. */
enum screen cf_screen(struct core_fixture *f);
enum screen cf_staff_screen(struct core_fixture *f);
bool cf_button(struct core_fixture *f, enum action action); /* shown and enabled */

/* The ticket of a code number, its items. */
struct ticket *cf_ticket(struct core_fixture *f, int no);
struct item *cf_item(struct core_fixture *f, int no, int line);

/* Whole ways. cf_queue: code, answer, number. cf_call: selected and called, all checks done.
 * cf_drive: from an empty terminal to a called ticket with its one item in that state. */
void cf_queue(struct core_fixture *f, int no, const struct application *a);
void cf_call(struct core_fixture *f, int no);
void cf_drive(struct core_fixture *f, int no, enum item_state state);

/* A called ticket of an earlier run, its one item with that intent bare and its facts known. */
void cf_drive_restored(struct core_fixture *f, int no, enum journal_kind bare);

#endif
