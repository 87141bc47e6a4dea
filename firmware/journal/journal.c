#include "journal/journal.h"
#include "journal/ground.h"
#include "journal/keys.h"
#include "journal/store.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/str.h"

enum {
    TAIL_CHECKED = 64,             /* rows whose hash is checked at every open */
    APPLICATION_MARK = 0x554b4a31, /* "UKJ1" in the SQLite header */
};

static struct err exec(sqlite3 *db, const char *sql)
{
    return store_err(db, sqlite3_exec(db, sql, NULL, NULL, NULL));
}

static struct err ask(sqlite3 *db, const char *sql, char *out, size_t size)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(db, sql, -1, &s, NULL);
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(s);
    }
    struct err e = rc == SQLITE_ROW ? OK : store_err(db, rc == SQLITE_DONE ? SQLITE_CORRUPT : rc);
    if (!failed(e)) {
        const unsigned char *text = sqlite3_column_text(s, 0); /* numbers are written out */
        e = !text                                             ? FAIL(NO_MEMORY)
            : str_copy(out, size, str_of((const char *)text)) ? OK
                                                              : FAIL(CORRUPT);
    }
    sqlite3_finalize(s);
    return e;
}

/* A pragma that answers with what it did must answer with what was meant. */
static struct err demand(sqlite3 *db, const char *pragma, const char *answer)
{
    char got[32];
    TRY(ask(db, pragma, got, sizeof got));
    return strcmp(got, answer) == 0 ? OK : FAIL(UNSUPPORTED);
}

/* A file that could not be opened is left as it was found. */
static void copy_log_on_close(sqlite3 *db, bool copies)
{
    int rc = sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, copies ? 0 : 1, NULL);
    assert(rc == SQLITE_OK);
    (void)rc;
}

static struct err configure(sqlite3 *db)
{
    copy_log_on_close(db, false);
    int rc = sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    rc |= sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    rc |= sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    rc |= sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    assert(rc == SQLITE_OK);
    (void)rc;
    sqlite3_extended_result_codes(db, 1);
    TRY(demand(db, "PRAGMA locking_mode = EXCLUSIVE", "exclusive"));
    return exec(db, "PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;"
                    "PRAGMA journal_size_limit = 16777216; PRAGMA cache_size = -16384;");
}

/* Before the first write: is this a file of ours, or nothing yet? */
static struct err recognise(sqlite3 *db, const struct ground *ground, bool born, int *out_version)
{
    char mark[16];
    char ours[16];
    TRY(schema_version(db, out_version));
    if (*out_version == 0) {
        return ground->exists && born ? FAIL(CORRUPT) : OK;
    }
    snprintf(ours, sizeof ours, "%d", APPLICATION_MARK);
    TRY(ask(db, "PRAGMA application_id", mark, sizeof mark));
    if (strcmp(mark, ours) != 0) {
        return FAIL(CORRUPT);
    }
    return *out_version > JOURNAL_SCHEMA_VERSION ? FAIL(UNSUPPORTED) : OK;
}

static struct err prepare(struct journal *j)
{
    static const char *const sql[STATEMENT_COUNT] = {
#define X(name, text) [STATEMENT_##name] = text,
        JOURNAL_STATEMENT_LIST(X)
#undef X
    };
    for (int i = 0; i < STATEMENT_COUNT; i++) {
        int rc = sqlite3_prepare_v3(j->db, sql[i], -1, SQLITE_PREPARE_PERSISTENT, &j->statement[i],
                                    NULL);
        if (rc == SQLITE_ERROR) {
            return FAIL(CORRUPT); /* a table or column of ours is not there */
        }
        if (rc != SQLITE_OK) {
            return store_err(j->db, rc);
        }
    }
    return OK;
}

static bool tail_row_fits(struct journal *j, sqlite3_stmt *s, bool first)
{
    struct journal_row row;
    struct chain_hash effects;
    struct chain_hash hash;
    uint64_t row_no = (uint64_t)sqlite3_column_int64(s, 12);
    if (!store_event(s, &row) || !store_blob(s, 13, effects.byte, CHAIN_BYTES) ||
        !store_blob(s, 14, hash.byte, CHAIN_BYTES)) {
        return false;
    }
    if (first && row_no > 1) {
        j->head = (struct journal_head){row_no, hash};
        return true;
    }
    struct chain_hash want = chain_next(&j->key, j->head, &row, effects);
    bool fits = row_no == j->head.row_count + 1 && chain_hash_equal(want, hash);
    j->head = (struct journal_head){row_no, hash};
    return fits;
}

static struct err load_head(struct journal *j)
{
    sqlite3_stmt *s = j->statement[STATEMENT_EVENTS];
    char count[24];
    int64_t last = 0;
    struct err end = OK;
    TRY(ask(j->db, "SELECT ifnull(max(row_no), 0) FROM event", count, sizeof count));
    if (!str_to_int64(str_of(count), &last) || last < 0) {
        return FAIL(CORRUPT);
    }
    sqlite3_bind_int64(s, 1, last > TAIL_CHECKED ? last - TAIL_CHECKED : 1);
    sqlite3_bind_int(s, 2, TAIL_CHECKED + 1);
    for (bool first = true; store_row(j, s, &end); first = false) {
        if (!tail_row_fits(j, s, first)) {
            end = FAIL(CORRUPT);
            break;
        }
    }
    sqlite3_reset(s);
    return end;
}

static struct err settle_in(struct journal *j, const struct ground *ground)
{
    bool born = keys_born(j->key_folder);
    int version = 0;
    if (ground->empty && (ground->log || (ground->exists && born))) {
        return FAIL(CORRUPT);
    }
    if (sqlite3_db_readonly(j->db, "main") == 1) {
        return FAIL(READ_ONLY);
    }
    TRY(configure(j->db));
    TRY(recognise(j->db, ground, born, &version));
    struct err e = keys_chain(j->key_folder, version == 0, &j->key);
    if (e.code == ERR_NOT_FOUND && version > 0) {
        return FAIL(CORRUPT);
    }
    TRY(e);
    TRY(demand(j->db, "PRAGMA journal_mode = WAL", "wal"));
    TRY(exec(j->db, "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000;"));
    if (version == 0) {
        char mark[48];
        snprintf(mark, sizeof mark, "PRAGMA application_id = %d", APPLICATION_MARK);
        TRY(exec(j->db, mark));
    }
    struct schema_list released = schema_released();
    TRY(schema_apply(j->db, &released));
    TRY(keys_mark_born(j->key_folder));
    copy_log_on_close(j->db, true); /* before the statements: changed later, it expires them all */
    e = prepare(j);
    e = failed(e) ? e : outbox_count(j, &j->depth);
    e = failed(e) ? e : load_head(j);
    if (failed(e)) {
        copy_log_on_close(j->db, false);
    }
    return e;
}

struct err journal_open(const char *path, const char *key_folder, const char *vfs_name,
                        struct journal **out_journal)
{
    struct ground ground;
    if (strlen(path) >= JOURNAL_PATH_SIZE || strlen(key_folder) >= JOURNAL_PATH_SIZE) {
        return FAIL(TOO_LARGE);
    }
    if (sodium_init() < 0) {
        return FAIL(IO);
    }
    TRY(ground_look(path, vfs_name, &ground));
    struct journal *j = calloc(1, sizeof *j);
    if (!j) {
        return FAIL(NO_MEMORY);
    }
    snprintf(j->key_folder, sizeof j->key_folder, "%s", key_folder);
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    int rc = sqlite3_open_v2(path, &j->db, flags, vfs_name);
    struct err e = rc == SQLITE_OK ? settle_in(j, &ground) : store_err(j->db, rc);
    if (failed(e)) {
        journal_close(j);
        return e;
    }
    ground_assert_no_shared_memory(&ground);
    *out_journal = j;
    return OK;
}

void journal_close(struct journal *j)
{
    if (!j) {
        return;
    }
    for (int i = 0; i < STATEMENT_COUNT; i++) {
        sqlite3_finalize(j->statement[i]);
    }
    int rc = sqlite3_close(j->db);
    assert(rc == SQLITE_OK);
    (void)rc;
    sodium_memzero(j, sizeof *j);
    free(j);
}

struct journal_head journal_head(const struct journal *j)
{
    return j->head;
}
