/* Which pages the log beside a journal holds. Private to verify.
 *
 * Promises: believes a frame only as SQLite does: same salts, running checksum, and a commit at or
 * after it (sqlite.org/fileformat2.html, 4).
 */
#ifndef JOURNAL_VERIFY_LOG_H
#define JOURNAL_VERIFY_LOG_H

#include <sqlite3.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"

struct verify_frame {
    uint32_t page;
    uint32_t frame; /* from 0 */
};

struct verify_log {
    struct verify_frame *frame; /* by page, the newest of each */
    size_t count;
    uint32_t page_count; /* of the whole file at the last commit; 0: the log says nothing */
};

/* NO_MEMORY, IO, UNSUPPORTED: another version of the format. The caller frees out->frame. */
struct err verify_log_read(sqlite3_file *file, struct verify_log *out);

/* Where in the log the page lies; -1: it is not there. */
int64_t verify_log_find(const struct verify_log *log, uint32_t page);

#endif
