/* The core's parts among themselves; nothing outside core/ includes this.
 *
 * A machine takes the step (state, event, effects) and never calls another machine's event handler:
 * it calls the named transitions below.
 */
#ifndef CORE_MACHINE_H
#define CORE_MACHINE_H

#include "core/core.h"
#include "domain/stock_row.h"

struct step {
    struct core *c;
    const struct event *ev;
    struct effects *fx;
};

/* emit.c: effects with their common fields filled from the step. */
struct journal_row *emit_row(struct step *s, enum journal_kind kind, struct id visit_id);
struct journal_row *emit_item_row(struct step *s, enum journal_kind kind, const struct ticket *t,
                                  const struct item *item);
void emit_detail(struct journal_row *row, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void emit_tone(struct step *s, enum tone tone);
void emit_signal(struct step *s, enum signal signal);
struct print_order *emit_print(struct step *s, enum print_kind kind, const struct ticket *t);
struct backend_request *emit_request(struct step *s, enum effect_kind kind, enum exchange_op op,
                                     struct id request_id);

/* visit.c: the applicant at the machine. */
void visit_step(struct step *s);
void visit_enter(struct step *s, enum visit_state state);
void visit_end(struct step *s, const char *why);
void visit_at_counter(struct step *s, int ticket); /* the called person shows the code */
uint64_t visit_deadline(const struct core *c);

/* verdict.c: from an answer to a screen, a number and a slip. */
void verdict_of_reply(struct step *s, const struct backend_reply *reply);
void verdict_offline(struct step *s);

/* tickets.c: the queue. */
int ticket_add(struct step *s, const struct visit *visit); /* NO_INDEX: the queue is full */
bool ticket_take_applications(struct step *s, int index, const struct backend_reply *reply);
void ticket_close(struct step *s, int index, const char *why);
int ticket_by_visit(const struct core *c, struct id visit_id);
int ticket_by_code(const struct core *c, struct code_hash code);
int ticket_by_application(const struct core *c, const char *application_id);
int ticket_by_call_no(const struct core *c, int call_no);
int ticket_order(const struct core *c, int order[TICKETS_MAX]); /* as the queue shows it */
bool ticket_is_moving(const struct ticket *t); /* … without those that lie matched on the counter */
bool ticket_in_flight(const struct ticket *t);  /* an item is between RESERVING and HANDING */
bool ticket_is_awaited(const struct ticket *t); /* called, and nobody has come to the window yet */
bool ticket_can_close(const struct ticket *t);  /* nothing physical or promised is unsettled */
int ticket_wait_minutes(const struct core *c, int *out_people); /* 待ち時間 of core/day.h */
struct papers_wanted ticket_wants(const struct core *c, const struct ticket *t);
void ticket_print_slip(struct step *s, int index, enum print_kind kind, enum hold_reason reason);

/* ticket_bar.c: why this ticket must not begin with an application; static; NULL: nothing of this
 * terminal's own stands against it. */
const char *ticket_bar(const struct core *c, const struct ticket *t, const char *application_id);

/* counter.c: what the clerk does with the queue. */
void counter_step(struct step *s);
struct ticket *counter_ticket(struct core *c); /* the selected one, NULL */
bool counter_owns_applicant_screen(const struct core *c);
bool counter_is_handing(const struct core *c); /* the selected one is changing hands */
void counter_select(struct step *s, int index);
void counter_rearm(struct step *s); /* the applicant screen is free again: codes count again */

/* checks.c: papers and identity. A check line's argument is item * LINES_PER_ITEM + line. */
enum { RECEIVER_LINE = ITEM_CHECKS_MAX, LINES_PER_ITEM = 16 };
void checks_make(const struct core *c, struct item *item);
bool checks_want_identity(const struct core *c, const struct application *a);
bool checks_done(const struct ticket *t, const struct item *item);
void checks_action(struct step *s);

/* view_applicant.c: when the picture changes by time alone. */
uint64_t view_deadline(const struct core *c);
enum screen view_screen(const struct core *c); /* the applicant's, as the state has it now */
bool view_is_calling(const struct core *c);    /* A60 stands there, or would */

/* voice.c: the last part of each step. */
void voice_step(struct step *s);
void voice_reset(struct step *s);             /* the next person */
void voice_call(struct step *s, int call_no); /* the room hears that number */

/* recover.c, recover_ask.c: after a restart. */
void recover_restore(struct step *s, const struct restored *restored);
void recover_ask_next(struct step *s); /* one STATE request at a time */
bool recover_reply(struct step *s);
void standstill_step(struct step *s, uint64_t last_ms); /* first; `last_ms`: of the step before */
uint64_t standstill_deadline(const struct core *c);

/* service.c: the terminal as a whole. */
void service_step(struct step *s);
void service_show_lamp(struct step *s); /* last of each step: told when it changes */
void service_alert(struct step *s, const char *text);
void service_alert_person(struct step *s, const char *text); /* somebody waits: before the others */
void service_alert_fault(struct step *s, enum fault fault);  /* state and cure of its row */
enum fault service_fault(const struct core *c, enum core_device device); /* as staff see it */
void service_drop_reply(struct step *s);
bool service_is_out(const struct core *c); /* nothing may be started: journal or planned stop */

#include "core/machine_desk.h" /* the people at the counter */
#include "core/machine_item.h" /* one application over the counter */

#endif
