/* Current state worked out from the rows alone, to be held against the tables. Private to verify.
 *
 * Promises: independent of the writer and of SQLite; rules of journal/verify_meaning.h. Entries are
 * found by their whole key, of which only the place in memory comes from a hash. An intent that is
 * closed is forgotten. Some 450 bytes for each visit with one item and two jobs.
 */
#ifndef JOURNAL_REPLAY_H
#define JOURNAL_REPLAY_H

#include "base/err.h"
#include "domain/journal_row.h"
#include "journal/verify_index.h"

enum replay_table { REPLAY_VISIT, REPLAY_ITEM, REPLAY_JOB, REPLAY_INTENT, REPLAY_TABLES };

enum { REPLAY_DIGEST_BYTES = 16 };

/* The last outcome; its detail as a keyed digest (SipHash-2-4-128, libsodium). */
struct replay_outcome {
    bool any;
    enum journal_kind kind;
    uint8_t digest[REPLAY_DIGEST_BYTES];
};

/* Each begins with its key. */
struct replay_visit {
    struct id visit_id;
    struct code_hash code;
    int64_t opened_wall_ms;
    int64_t closed_wall_ms;
    int64_t last_wall_ms;
    int64_t call_day;
    uint64_t first_row;
    uint64_t last_row;
    int call_no;
    enum journal_kind last_kind;
    bool closed;
};

struct replay_item_key {
    struct id visit_id;
    char application_id[APPLICATION_ID_SIZE];
};

struct replay_item {
    struct replay_item_key key;
    uint64_t first_row;
    uint64_t last_row;
    uint64_t token;
    struct id request_id;
    struct id job_id;
    enum journal_kind last_kind;
    struct replay_outcome outcome;
};

struct replay_job {
    struct id job_id;
    struct id visit_id;
    char application_id[APPLICATION_ID_SIZE];
    uint64_t last_row;
    enum journal_group group;
    struct replay_outcome outcome;
};

struct replay_intent_key {
    struct id visit_id;
    struct id job_id;
    char application_id[APPLICATION_ID_SIZE];
    enum journal_group group;
};

struct replay_intent {
    struct replay_intent_key key;
    struct id request_id;
    uint64_t row_no;
    int64_t wall_ms;
};

struct replay;

/* NULL: out of memory. */
struct replay *replay_open(const struct index_key *key);
void replay_close(struct replay *r);

/* Says that `row` will come, after a row like `before` (NULL: none): what it needs may lie far off
 * in memory, and is fetched meanwhile. Changes nothing. */
void replay_expect(const struct replay *r, const struct journal_row *row,
                   const struct journal_row *before);

/* NO_MEMORY. */
struct err replay_row(struct replay *r, uint64_t row_no, const struct journal_row *row);

/* NULL when the rows give no such entry. Valid until the next replay_row(); several threads may
 * look at once. Unused bytes of a key are zero. */
const struct replay_visit *replay_visit(const struct replay *r, const struct id *visit_id);
const struct replay_item *replay_item(const struct replay *r, const struct replay_item_key *key);
const struct replay_job *replay_job(const struct replay *r, const struct id *job_id);
const struct replay_intent *replay_intent(const struct replay *r,
                                          const struct replay_intent_key *key);
/* Says that a table's row of that key will be looked for: twice, some rows before. Only of the
 * tables that grow: visit, item, job. */
void replay_expect_key(const struct replay *r, enum replay_table table, const void *key,
                       bool second);
uint64_t replay_count(const struct replay *r, enum replay_table table);

void replay_digest(const struct replay *r, const char *text, uint8_t out[REPLAY_DIGEST_BYTES]);

#endif
