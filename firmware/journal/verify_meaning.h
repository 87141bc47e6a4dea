/* What each kind of row means, as the verifier knows it. Private to verify.
 *
 * Promises: a table of its own, written out once more: the writer's (domain/journal_row.h) is never
 * asked, so a mistake there shows as a table that does not agree with its rows. The two are held
 * against each other in tests/unit/journal/verify_meaning_test.c. A new kind needs its line here.
 */
#ifndef JOURNAL_VERIFY_MEANING_H
#define JOURNAL_VERIFY_MEANING_H

#include "domain/journal_row.h"

struct kind_meaning {
    const char *name; /* as it stands in the file */
    enum journal_phase phase;
    enum journal_group group;
};

const struct kind_meaning *kind_meaning(enum journal_kind kind);

#endif
