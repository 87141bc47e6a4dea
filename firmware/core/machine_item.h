/* Between the files of the core: one application over the counter, and what belongs to it.
 *
 * Promises: nothing outside core includes this; included by machine.h alone.
 */
#ifndef CORE_MACHINE_ITEM_H
#define CORE_MACHINE_ITEM_H

#include "core/core.h"

struct step;

/* item.c, item_reply.c: one application over the counter. */
void item_step(struct step *s);
uint64_t item_deadline(const struct core *c);
bool item_reply(struct step *s); /* false: the reply belongs to no item */

/* item_ask.c: what is known of it, and the way to the counter. `again`: the request goes out once
 * more under the same ids; its intent already stands. */
const struct application *item_application(const struct core *c, const struct item *item);
bool item_is_sure(const struct core *c, const struct item *item);
bool item_printed_here(const struct core *c, const struct item *item);
void item_issue(struct step *s, struct ticket *t, struct item *item); /* if it may be */
void item_advance(struct step *s, struct ticket *t); /* a firm's next, when its papers are done */
void item_send_reserve(struct step *s, struct ticket *t, struct item *item, bool again);
void item_send_begin(struct step *s, struct ticket *t, struct item *item, bool again);
void item_begun(struct step *s, struct ticket *t, struct item *item);
void item_print(struct step *s, struct ticket *t, struct item *item);

/* item_match.c: its tag was read, or seen by a person: it is matched when its sheets are too. */
bool item_has_tag(const struct core *c, const struct item *item);
void item_take_code(struct step *s, struct ticket *t, struct item *item); /* of EV_TAG_READ */
void item_tag_seen(struct step *s, struct ticket *t, struct item *item, const char *by);
void item_match_if_whole(struct step *s, struct ticket *t, struct item *item);

/* item_end.c: into a hand or back. */
void item_hand_over(struct step *s, struct ticket *t); /* all that lie matched on the counter */
void item_handed(struct step *s, struct ticket *t, const char *by); /* all that are HANDING */
void item_take_back(struct step *s, struct ticket *t);              /* all that are HANDING */
void item_report(struct step *s, struct ticket *t, struct item *item, enum exchange_op op,
                 const char *reason);
/* Leaving the item as it is now: its sheets are to be torn, and the button says so. */
bool item_asks_for_tearing(const struct item *item);
void item_leave(struct step *s, struct ticket *t, struct item *item, const char *decision);
/* Nothing is under way any more, but a sheet that nobody got may still lie there: closing the visit
 * asks for its tearing. */
bool item_is_left(const struct item *item);
bool ticket_has_left(const struct ticket *t);
void item_leave_all(struct step *s, struct ticket *t); /* before its visit is closed */
void item_abort(struct step *s, struct ticket *t, struct item *item);
void item_start_over(struct step *s, struct item *item);

/* stock_item.c: numbered sheets of an item are read back before it can be handed over. */
bool item_wants_sheet(const struct core *c, const struct item *item, enum stock_kind kind);
/* Why a serial was not taken: a word of the journal, a sentence for staff. NULL: it was. */
struct sheet_refusal {
    const char *word, *sentence;
};
bool item_is_sheet_code(const struct core *c, const char *text); /* a serial, and sheets are kept */
const struct sheet_refusal *item_read_sheet(struct step *s, struct ticket *t, struct item *item,
                                            const char *text, const char *by);
bool item_has_sheets(const struct core *c, const struct item *item); /* all that it wants */
void item_sheets_changed(struct step *s); /* on S16: what was matched with them is not, any more */
void item_issue_sheets(struct step *s, const struct item *item);

/* decide.c: what a clerk answers when the machine cannot know. */
void decide_step(struct step *s, struct ticket *t, struct item *item);

#endif
