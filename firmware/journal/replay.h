/* Current state worked out from the rows alone, to be held against the tables. Private to verify.
 *
 * Promises: independent of the writer and of SQLite; rules of domain/journal_row.h. Entries of all
 * four tables share one form; what a table does not have stays zero. Entries are found by a 128-bit
 * digest of their key.
 */
#ifndef JOURNAL_REPLAY_H
#define JOURNAL_REPLAY_H

#include "base/err.h"
#include "domain/journal_row.h"

enum replay_table { REPLAY_VISIT, REPLAY_ITEM, REPLAY_JOB, REPLAY_INTENT, REPLAY_TABLES };

struct replay_key {
    enum replay_table table;
    struct id visit_id;
    struct id job_id;
    char application_id[APPLICATION_ID_SIZE];
    enum journal_group group;
};

struct replay_state {
    bool closed;
    bool has_outcome;
    enum journal_kind last_kind;
    enum journal_kind outcome_kind;
    int call_no;
    int64_t call_day;
    int64_t opened_wall_ms; /* intent: its wall time */
    int64_t closed_wall_ms;
    int64_t last_wall_ms;
    uint64_t first_row;
    uint64_t last_row; /* intent: its row */
    uint64_t token;
    struct id request_id;
    struct id job_id;
    struct id visit_id;                       /* job */
    char application_id[APPLICATION_ID_SIZE]; /* job */
    enum journal_group group;                 /* job */
    struct code_hash code;
    uint8_t outcome_digest[16]; /* of outcome_detail */
};

struct replay;

struct replay *replay_open(void); /* NULL: out of memory */
void replay_close(struct replay *r);

/* NO_MEMORY. */
struct err replay_row(struct replay *r, uint64_t row_no, const struct journal_row *row);

/* NULL when the rows give no such entry. Valid until the next replay_row(). */
const struct replay_state *replay_find(const struct replay *r, const struct replay_key *key);
uint64_t replay_count(const struct replay *r, enum replay_table table);

void replay_digest(const char *text, uint8_t out[16]);

#endif
