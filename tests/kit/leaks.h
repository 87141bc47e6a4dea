/* Where personal data and pickup codes must not be: the log, files, what terminals send.
 *
 * Promises: looks for every name, address and chassis number of the fictitious office
 * (tests/kit/blind_parts.h); the first one found fails the running test and is told with its place.
 */
#ifndef TESTS_KIT_LEAKS_H
#define TESTS_KIT_LEAKS_H

#include "tests/kit/blind_parts.h"

#include <sqlite3.h>

/* From now on every line that is logged, of every level, is looked through and goes nowhere else;
 * a pickup code's payload counts as well. `p` is borrowed until leaks_end_log, which gives how many
 * lines there were. */
void leaks_watch_log(const struct personal_texts *p);
long leaks_end_log(void);

/* A whole file; it must be there unless `may_be_missing`. */
void leaks_look_in_file(const struct personal_texts *p, const char *path, bool may_be_missing);

/* What terminals sent to the reference backend: bodies of requests, of conflicts, of heartbeats,
 * evidence and reasons. What it answered may be personal. */
void leaks_look_in_backend(const struct personal_texts *p, sqlite3 *db);

#endif
