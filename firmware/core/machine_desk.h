/* The machines of the people at the counter, among themselves: the second half of core/machine.h,
 * which includes it.
 */
#ifndef CORE_MACHINE_DESK_H
#define CORE_MACHINE_DESK_H

#include "core/core.h"

struct step;

/* desk.c, pin.c: who sits at the counter, and who may do what. */
bool desk_admits(const struct step *s); /* the staff action at hand, by this person, now */
void desk_step(struct step *s);
uint64_t desk_deadline(const struct core *c);
bool desk_is_locked(const struct core *c);
bool desk_may(const struct core *c, enum staff_right right);
bool desk_may_open(const struct core *c, int screen);
void desk_sign(const struct core *c, char out[STAFF_ID_SIZE]); /* who acts */
void desk_ask_second(struct core *c, enum pin_purpose purpose);
void desk_forget_person(struct core *c); /* nobody is asked for any more */
void desk_note(struct step *s, int member, const char *detail);
void desk_log_in(struct step *s, int member);
void desk_enter(struct step *s);             /* one screen for both sides: staff want it */
void desk_turn_to_applicant(struct step *s); /* … the applicant gets it, the clerk is locked out */
void desk_sign_report(const struct core *c, char out[STAFF_ID_SIZE]); /* … or who sat here last */
void pin_step(struct step *s);        /* names, digits, the answer of the verifier */
void pin_choose_only(struct core *c); /* when there is but one who can be asked */
bool pin_person_fits(const struct core *c, int member);
void pin_restore(struct core *c);

/* exception.c, relief.c: what two people may do. */
bool exception_allowed(const struct core *c, const struct ticket *t, const struct item *item,
                       enum exception_kind kind);
void exception_choose(struct step *s);
const char *exception_why_not(const struct core *c, const struct ticket *t, const struct item *item,
                              enum exception_kind kind); /* static; "": it is allowed */
void exception_write(struct step *s); /* words under the reason, and on to the second person */
void exception_confirmed(struct step *s);
void relief_begin(struct step *s, struct ticket *t, struct item *item);
bool relief_reply(struct step *s); /* false: the reply belongs to no relief */
void relief_settled(struct step *s, struct item *item);

/* refused.c: what the backend does not take. */
void refused_step(struct step *s);
void refused_action(struct step *s);
void refused_noted(struct step *s); /* both names stand in desk.names */
/* That it was handed over here stands among the refused reports, and nobody has decided. */
bool refused_hand_over(const struct core *c, const char *application_id);
void refused_show(const struct core *c, struct desk_view *v);

/* search.c: people without a code. */
void search_step(struct step *s);
bool search_reply(struct step *s);
void search_clear(struct core *c);
void search_restore(struct core *c);

/* stock_desk.c: S16. stock_item.c: what is read back at a hand-over. */
void stock_desk_step(struct step *s);
void stock_desk_read(struct step *s, const char *text); /* a code came while S16 is open */
void stock_desk_closed(struct step *s);                 /* the stock is carried forward */
bool stock_is_kept(const struct core *c, enum stock_kind kind);
bool stock_is_counted(const struct core *c); /* every kind that is kept, and nothing moved since */
struct err stock_do(struct step *s, const struct stock_event *e); /* applied, and its row written */

/* shift.c: opening check, supplies, 日報 and its closing, settings of the day. */
int shift_setting(const struct core *c, enum day_setting setting); /* what counts today */
void shift_step(struct step *s);
void shift_closed_by(struct step *s); /* both names stand in desk.names */
void shift_printed(struct step *s);
void shift_exported(struct step *s); /* the day's file stands, or could not be written */

/* bench.c: the tests of S11. */
void bench_step(struct step *s);
void bench_printed(struct step *s);
uint64_t bench_deadline(const struct core *c);

/* face_test.c: A80, the applicant's screen touched through. */
bool face_test_runs(const struct core *c);
bool face_test_is_possible(const struct core *c); /* nobody else needs the applicant's screen */
void face_test_turn(struct step *s);              /* begins, or ends */
void face_test_forget(struct core *c);            /* S11 shows another page */
bool face_test_takes(struct step *s);             /* the applicant's action at hand is the test's */
void face_test_settle(struct step *s); /* late in each step: ends when it must give way */

/* view_ticket.c */
void view_ticket(const struct core *c, const struct ticket *t, struct staff_view *v);
void view_add_button(struct staff_view *v, enum action action, const char *label, bool primary);

/* view_desk.c */
void view_desk(const struct core *c, struct staff_view *v);

#endif
