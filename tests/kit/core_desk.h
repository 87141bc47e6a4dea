/* People at the counter of a core on its own (tests/kit/core_fixture.h): a list of three, PINs that
 * are good or wrong by the test's word.
 */
#ifndef TESTS_CORE_DESK_H
#define TESTS_CORE_DESK_H

#include "tests/kit/core_fixture.h"

enum { CD_CLERK, CD_SUPERVISOR, CD_ENGINEER, CD_PEOPLE };

/* Gives the core its list (static storage): sato, suzuki, ito. The terminal is then locked. */
void cd_list(struct core_fixture *f);

/* Name, four digits, 決定. The order to verify is in f->fx, when there was one. */
void cd_type(struct core_fixture *f, int who);
void cd_answer(struct core_fixture *f, enum pin_result result); /* of the last order */

void cd_sign(struct core_fixture *f, int who); /* both, good */

/* Chooses the reason and writes its first phrase under it: now the second person is asked for. */
void cd_reason(struct core_fixture *f, int kind);

/* The last order of the step; NULL: none. */
const struct effect *cd_order(const struct core_fixture *f);

#endif
