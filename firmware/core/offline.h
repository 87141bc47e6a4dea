/* The written policy for a backend that is away, asked from inside the core.
 *
 * Promises: with the line up every clause is allowed; away, those that the table allows. Never says
 * more than that: printers, papers and planned stops have their own conditions. Where each is
 * asked: GIVE_NUMBER at the verdict, CALL_AND_CHECK at a call and at each check, BEGIN where a
 * reservation is asked for, FINISH_BEGUN where a thing is compared and where it is handed over,
 * KEEP_REPORTS where a report would be made (渡す, a token given back), DECIDE at each answer of a
 * clerk, JUDGE at a code, SEARCH and TAKE_OVER at theirs. What lies in a hand already is never
 * asked about: that is recorded, whatever the policy.
 */
#ifndef CORE_OFFLINE_H
#define CORE_OFFLINE_H

#include "core/core.h"
#include "domain/offline_policy.h"

struct step;

bool offline_allows(const struct core *c, enum offline_clause clause);

/* True: not now, and staff are told why nothing happens. */
bool offline_refuses(struct step *s, enum offline_clause clause);

#endif
