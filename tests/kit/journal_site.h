/* A journal of many visits on a real file, for what must not grow with its age.
 *
 * Promises: the visits are those of journal_script.h with the very rows that the writer makes of
 * them, but many in one transaction and unsynced. The last JOURNAL_SITE_OPEN visits are not over;
 * refused reports stand aside only of the last JOURNAL_SITE_RECENT.
 */
#ifndef TESTS_KIT_JOURNAL_SITE_H
#define TESTS_KIT_JOURNAL_SITE_H

#include "journal/journal.h"

enum { JOURNAL_SITE_OPEN = 20, JOURNAL_SITE_RECENT = 120, JOURNAL_SITE_ROWS_MAX = 40 };

struct journal_site {
    const char *folder; /* of the keys too */
    char path[300];
    struct journal *j;
};

/* Makes it and opens it as the program does; the folder must exist and outlive it. */
struct err journal_site_build(struct journal_site *s, const char *folder, uint64_t visits);

/* All rows of a visit that is over and its report by key, as the staff side asks for them.
 * *out_rows: rows found. */
struct err journal_site_ask(struct journal_site *s, uint64_t visit, int *out_rows);

/* What a restart reads. *out_open: visits that are not over. */
struct err journal_site_load(struct journal_site *s, int *out_open);

#endif
