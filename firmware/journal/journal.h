/* The terminal's memory: rows that survive a power cut at any instant, chained by a keyed hash.
 *
 * Promises: what journal_append() acknowledged is on the disk (SQLite WAL, synchronous=FULL, one
 * sync per commit) and still there after a power cut; what it refused is not half there. Events are
 * only ever appended; current state (visit, item, job, open intents) and the outbox are kept in the
 * same transaction. One connection, exclusive: a second one is refused, and no shared memory file
 * exists (reference: WAL-reset race of SQLite before 3.51.3). A damaged file is reported and left
 * as it is. The log is moved into the file every 1,000 pages. Never: personal data in an event, a
 * clock read, a retry by itself.
 *
 * All calls block on the disk (typically 0.2 .. 20 ms); none waits for a lock. One thread.
 *
 * Errors of every call: IO, FULL (disk full), READ_ONLY, CORRUPT, NO_MEMORY. After a failed append
 * the handle stays usable and its rows are not there. A restart may still find rows whose sync
 * failed: so treat a failed append of an intent as "do not do it", and expect it as a bare intent.
 *
 * More: outbox.h (what must reach the backend), load.h (restart), read.h (操作記録, 日報),
 * personal.h (encrypted, forgettable), verify.h (the judge).
 */
#ifndef JOURNAL_JOURNAL_H
#define JOURNAL_JOURNAL_H

#include "base/err.h"
#include "domain/exchange.h"
#include "domain/journal_row.h"
#include "journal/chain.h"

enum {
    JOURNAL_SCHEMA_VERSION = 1, /* newest that this build reads and writes */
    JOURNAL_BATCH_MAX = 640,    /* rows, puts and settles of one append, each */
    JOURNAL_PATH_SIZE = 256,
};

struct journal;

/* Opens the journal at `path`, or makes it when there is none. `key_folder` must exist; chain.key
 * (32 random bytes, mode 0600) is made there with a new journal. `vfs_name`: SQLite VFS, NULL for
 * the system's. Recovery of the last run's log happens here; the last rows of the chain are
 * checked (the whole of it: verify.h). The caller owns *out_journal and ends it with
 * journal_close().
 *
 * LOCKED: another process or connection has it. CORRUPT: damaged, not a journal, emptied, its key
 * is missing or another's; the file is untouched, see journal_keep_aside(). UNSUPPORTED: made by a
 * newer build. NOT_FOUND: a folder does not exist. TOO_LARGE: a path is too long. */
struct err journal_open(const char *path, const char *key_folder, const char *vfs_name,
                        struct journal **out_journal);

/* NULL is allowed. Moves the log into the file when it can; never loses a row when it cannot. */
void journal_close(struct journal *j);

/* Renames a closed journal (file and log) to "<path>.aside-<wall_ms>" so that a new one can be
 * made; staff and the head in the next heartbeat tell that it happened. NOT_FOUND: there is
 * nothing. REFUSED: that name is taken. */
struct err journal_keep_aside(const char *path, int64_t wall_ms);

/* One transaction. `count` is at least 1: every change has its row. */
struct journal_batch {
    const struct journal_row *rows;
    int count;
    const struct backend_request *puts; /* RESERVE BEGIN DONE ABORT, with idempotency_key */
    int put_count;
    const struct outbox_settle *settles;
    int settle_count;
};

/* Appends all of the batch or nothing. Row numbers follow each other from 1.
 * REFUSED: a put's idempotency_key was used before, or a settled row is already ACKED.
 * NOT_FOUND: nothing was put under a settled key. Details and ids must be terminated (asserted). */
struct err journal_append(struct journal *j, const struct journal_batch *batch);

/* Number of rows and hash of the last; no I/O. */
struct journal_head journal_head(const struct journal *j);

#endif
