/* The judge of a journal file: `uketori journal verify FILE`.
 *
 * Promises: shares no code with the writer but the hash (chain.h), and none with SQLite but the
 * system's file layer: it reads the file format by itself (sqlite.org/fileformat2.html), file and
 * log together, read-only, and leaves both as they are. Every row is looked at, none is sampled:
 * numbers follow each other, each hash fits, outbox rows and steps are the ones their event row
 * covers; all rows are replayed and every row of the tables of current state compared; every index
 * holds what its table gives, in order; every page has its form and belongs to one thing; the
 * schema text is one that this build knows. Rows are judged in segments by several threads; the
 * finding is the first one in the file all the same. A cut of the tail, or an older copy, shows
 * only against a head kept elsewhere: pass the one of the last heartbeat.
 *
 * Not judged: attempts and last result of QUEUED outbox rows, values of table `personal`
 * (each carries its own tag), unused bytes. Stricter than SQLite: a number stored wider than it
 * must be, or a header that only other settings would give, is damage. Time and memory grow with
 * the file: figures in README.md.
 *
 * Never call it inside the terminal's own process while the journal is open there (closing a second
 * descriptor would drop the locks of the first), nor on a file that is being written.
 */
#ifndef JOURNAL_VERIFY_H
#define JOURNAL_VERIFY_H

#include "base/err.h"
#include "journal/chain.h"

/* X(name, text) */
#define VERIFY_PROBLEM_LIST(X)                                                                     \
    X(NONE, "the journal is whole")                                                                \
    X(NOT_A_JOURNAL, "not a journal of a version this build knows")                                \
    X(DAMAGED, "the file's structure is damaged")                                                  \
    X(ROW_MISSING, "a row number is missing")                                                      \
    X(ROW_UNREADABLE, "a row is not in the required form")                                         \
    X(ROW_CHANGED, "a row's hash does not fit")                                                    \
    X(OUTBOX_CHANGED, "the outbox is not what its event rows cover")                               \
    X(STATE_DIFFERS, "the tables of current state do not follow from the rows")                    \
    X(TAIL_MISSING, "there are fewer rows than the known head says")                               \
    X(HEAD_DIFFERS, "the row at the known head is another one")

enum verify_problem {
#define X(name, text) VERIFY_##name,
    VERIFY_PROBLEM_LIST(X)
#undef X
        VERIFY_PROBLEM_COUNT,
};

const char *verify_problem_name(enum verify_problem p); /* "ROW_CHANGED" */
const char *verify_problem_text(enum verify_problem p);

struct verify_request {
    const char *path;
    const char *key_folder;              /* where chain.key is */
    const char *vfs_name;                /* NULL: real files */
    const struct journal_head *expected; /* NULL: none known */
    int threads;                         /* 0: as many as the machine runs at once */
};

struct verify_report {
    enum verify_problem problem;
    uint64_t row_no;          /* the first bad row, or the last good one for the file as a whole */
    struct journal_head head; /* as far as the chain holds */
    uint64_t outbox_rows;
    uint64_t state_rows;    /* of the tables of current state */
    uint64_t index_entries; /* of all indexes */
    uint64_t segments;      /* in which the rows were judged */
    int threads;            /* that took part */
};

/* Judges; a bad journal is a report, not an error. Errors: NOT_FOUND (no file, no key), READ_ONLY
 * (not allowed to read), IO, NO_MEMORY, TOO_LARGE (path). */
struct err journal_verify(const struct verify_request *request, struct verify_report *out_report);

#endif
