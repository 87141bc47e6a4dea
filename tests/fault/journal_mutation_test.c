/* Seeded mutations of a journal file, by somebody who can write the file but has no key: all are
 * found by the verifier, and what it passes SQLite's own check passes too.
 * `journal_mutation_test COUNT [SEED]` makes that many and prints figures. */
#include "tests/kit/kit.h"

#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "journal/journal.h"
#include "journal/verify.h"
#include "sim/crash_vfs.h"
#include "tests/kit/journal_script.h"

enum { STEPS = 5 * SCRIPT_STEPS_A_VISIT + 13, OLDER_MAX = 8, MUTATIONS_IN_A_TEST = 500 };

static const char *const VFS = "crash-mutation";
static const char *const PATH = "journal.db";
static const char *const TABLES[] = {"event",       "event", "event", "event", "outbox",
                                     "outbox_step", "visit", "item",  "job",   "intent"};

/* X(name) */
#define MUTATION_LIST(X)                                                                           \
    X(FLIP_FIELD) X(FLIP_BIT) X(FLIP_LOG) X(DELETE) X(SWAP) X(CUT) X(REPLAY) X(INSERT)
enum mutation {
#define X(name) MUTATE_##name,
    MUTATION_LIST(X)
#undef X
        MUTATION_COUNT,
};

struct lab {
    char folder[256];
    struct crash_disk good;
    struct crash_disk cut; /* the same rows when the power went: many of them only in the log */
    struct crash_disk older[OLDER_MAX];
    struct crash_disk disk;
    struct crash_vfs *vfs;
    struct journal_head head;
    struct rng rng;
    uint8_t content[32]; /* digest of all that the verifier promises to judge */
    uint64_t found[MUTATION_COUNT];
    uint64_t harmless; /* bits of unused bytes */
    char what[600];    /* the last change by SQL, for the message */
};

static void keep(struct lab *l, struct crash_disk *to)
{
    crash_disk_deinit(to);
    crash_disk_copy(to, &l->disk, 1);
}

static void begin(struct lab *l, uint64_t seed)
{
    *l = (struct lab){0};
    kit_folder("journal-mutations", l->folder);
    rng_init(&l->rng, seed);
    crash_disk_init(&l->disk, 1);
    l->vfs = crash_vfs_open(&l->disk, VFS);
    for (uint64_t i = 0; i < STEPS; i++) {
        struct journal *j = NULL;
        assert_ok(journal_open(PATH, l->folder, VFS, &j));
        assert_ok(script_append(j, i));
        l->head = journal_head(j);
        if (i + 1 == STEPS) {
            keep(l, &l->cut);
        }
        journal_close(j);
        if (i + 1 < STEPS && i % (STEPS / OLDER_MAX + 1) == 0) {
            keep(l, &l->older[i / (STEPS / OLDER_MAX + 1)]);
        }
    }
    keep(l, &l->good);
}

static void end(struct lab *l)
{
    crash_vfs_close(l->vfs);
    crash_disk_deinit(&l->disk);
    crash_disk_deinit(&l->good);
    crash_disk_deinit(&l->cut);
    for (int i = 0; i < OLDER_MAX; i++) {
        crash_disk_deinit(&l->older[i]);
    }
}

static sqlite3 *open_plain(void)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open_v2(PATH, &db, SQLITE_OPEN_READWRITE, VFS), SQLITE_OK);
    sqlite3_exec(db, "PRAGMA locking_mode = EXCLUSIVE", NULL, NULL, NULL);
    return db;
}

static void run(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    }
}

static int64_t number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    int64_t out = sqlite3_step(s) == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_finalize(s);
    return out;
}

/* The triggers go for the deed and come back word for word. */
static void take_triggers(sqlite3 *db, char again[4096])
{
    sqlite3_stmt *s = NULL;
    char drop[2048] = "";
    const char *list = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'";
    again[0] = '\0';
    assert_int_equal(sqlite3_prepare_v2(db, list, -1, &s, NULL), SQLITE_OK);
    while (sqlite3_step(s) == SQLITE_ROW) {
        size_t d = strlen(drop);
        size_t a = strlen(again);
        snprintf(drop + d, sizeof drop - d, "DROP TRIGGER %s;",
                 (const char *)sqlite3_column_text(s, 0));
        snprintf(again + a, 4096 - a, "%s;", (const char *)sqlite3_column_text(s, 1));
    }
    sqlite3_finalize(s);
    run(db, drop);
}

static const char *pick_table(struct lab *l)
{
    return TABLES[rng_below(&l->rng, sizeof TABLES / sizeof TABLES[0])];
}

/* Any row of a table, as a stepped statement over all its columns. */
static sqlite3_stmt *pick_row(struct lab *l, sqlite3 *db, const char *table)
{
    char sql[128];
    sqlite3_stmt *s = NULL;
    snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", table);
    uint32_t at = rng_below(&l->rng, (uint32_t)number(db, sql));
    snprintf(sql, sizeof sql, "SELECT * FROM %s LIMIT 1 OFFSET %u", table, at);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    return s;
}

/* An update of column `at` of exactly this row; the new value is parameter 99. */
static sqlite3_stmt *update_of(sqlite3 *db, const char *table, sqlite3_stmt *row, int at)
{
    char sql[640];
    sqlite3_stmt *u = NULL;
    int n = snprintf(sql, sizeof sql, "UPDATE %s SET %s = ?99 WHERE ", table,
                     sqlite3_column_name(row, at));
    for (int c = 0; c < sqlite3_column_count(row); c++) {
        n += snprintf(sql + n, sizeof sql - (size_t)n, "%s%s IS ?%d", c ? " AND " : "",
                      sqlite3_column_name(row, c), c + 1);
    }
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &u, NULL), SQLITE_OK);
    for (int c = 0; c < sqlite3_column_count(row); c++) {
        sqlite3_bind_value(u, c + 1, sqlite3_column_value(row, c));
    }
    return u;
}

/* Another number, another byte, or something where nothing was, of the type the column wants. */
static void bind_other(struct lab *l, sqlite3_stmt *u, sqlite3_stmt *row, int at)
{
    uint8_t bytes[512] = "0123456789abcdef";
    int size = sqlite3_column_bytes(row, at);
    const char *type = sqlite3_column_decltype(row, at);
    if (strcmp(type, "INTEGER") == 0) {
        int64_t old = sqlite3_column_int64(row, at);
        sqlite3_bind_int64(u, 99, old ^ (INT64_C(1) << rng_below(&l->rng, 63)));
        return;
    }
    if (size > 0) {
        memcpy(bytes, sqlite3_column_blob(row, at), (size_t)size);
        bytes[rng_below(&l->rng, (uint32_t)size)] ^= (uint8_t)(1u << rng_below(&l->rng, 7));
    } else {
        size = 16;
    }
    if (strcmp(type, "BLOB") == 0) {
        sqlite3_bind_blob(u, 99, bytes, size, SQLITE_TRANSIENT);
    } else {
        sqlite3_bind_text(u, 99, (const char *)bytes, size, SQLITE_TRANSIENT);
    }
}

/* Sets one field of one row. False when a UNIQUE key or NOT NULL stood in the way. */
static bool flip_field(struct lab *l, sqlite3 *db)
{
    const char *table = pick_table(l);
    sqlite3_stmt *row = pick_row(l, db, table);
    int at = 0;
    do {
        at = (int)rng_below(&l->rng, (uint32_t)sqlite3_column_count(row));
    } while (strcmp(sqlite3_column_name(row, at), "attempts") == 0);
    sqlite3_stmt *u = update_of(db, table, row, at);
    bind_other(l, u, row, at);
    sqlite3_finalize(row);
    bool changed = sqlite3_step(u) == SQLITE_DONE && sqlite3_changes(db) == 1;
    char *text = sqlite3_expanded_sql(u);
    snprintf(l->what, sizeof l->what, "%s", text ? text : "");
    sqlite3_free(text);
    sqlite3_finalize(u);
    return changed;
}

static const char *key_of(const char *table)
{
    if (strcmp(table, "event") == 0) {
        return "row_no";
    }
    if (strcmp(table, "outbox") == 0 || strcmp(table, "outbox_step") == 0) {
        return "no";
    }
    return strcmp(table, "job") == 0 ? "job_id" : "visit_id";
}

static void delete_row(struct lab *l, sqlite3 *db)
{
    const char *table = pick_table(l);
    char sql[256];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", table);
    uint32_t at = rng_below(&l->rng, (uint32_t)number(db, sql));
    const char *key = key_of(table);
    snprintf(sql, sizeof sql, "DELETE FROM %s WHERE %s = (SELECT %s FROM %s LIMIT 1 OFFSET %u)",
             table, key, key, table, at);
    run(db, sql);
}

static void swap_rows(struct lab *l, sqlite3 *db)
{
    uint64_t rows = l->head.row_count;
    uint64_t a = 1 + rng_below(&l->rng, (uint32_t)rows);
    uint64_t b = 1 + rng_below(&l->rng, (uint32_t)rows);
    char sql[256];
    b = a == b ? a % rows + 1 : b;
    snprintf(sql, sizeof sql,
             "UPDATE event SET row_no = 0 WHERE row_no = %llu;"
             "UPDATE event SET row_no = %llu WHERE row_no = %llu;"
             "UPDATE event SET row_no = %llu WHERE row_no = 0",
             (unsigned long long)a, (unsigned long long)a, (unsigned long long)b,
             (unsigned long long)b);
    run(db, sql);
}

static void cut_tail(struct lab *l, sqlite3 *db)
{
    char sql[128];
    snprintf(sql, sizeof sql, "DELETE FROM event WHERE row_no > %llu",
             (unsigned long long)rng_below(&l->rng, (uint32_t)l->head.row_count));
    run(db, sql);
}

static void insert_row(struct lab *l, sqlite3 *db)
{
    char sql[256];
    snprintf(sql, sizeof sql,
             "INSERT INTO event SELECT %llu, kind, wall_ms, at_ms, visit_id, request_id, job_id,"
             " application_id, token, call_no, code, staff_id, detail, effects, randomblob(32)"
             " FROM event WHERE row_no = %u",
             (unsigned long long)l->head.row_count + 1,
             1 + rng_below(&l->rng, (uint32_t)l->head.row_count));
    run(db, sql);
}

static void through_sql(struct lab *l, enum mutation m)
{
    char again[4096];
    sqlite3 *db = open_plain();
    take_triggers(db, again);
    switch (m) {
    case MUTATE_DELETE:
        delete_row(l, db);
        break;
    case MUTATE_SWAP:
        swap_rows(l, db);
        break;
    case MUTATE_CUT:
        cut_tail(l, db);
        break;
    case MUTATE_INSERT:
        insert_row(l, db);
        break;
    default:
        while (!flip_field(l, db)) {
        }
        break;
    }
    run(db, again);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static struct crash_bytes *bytes_of(struct lab *l, const char *name)
{
    for (int i = 0; i < CRASH_FILES_MAX; i++) {
        if (strcmp(l->disk.file[i].name, name) == 0) {
            return &l->disk.file[i].live;
        }
    }
    fail_msg("no file %s", name);
    return NULL;
}

static void flip_bit(struct lab *l, struct crash_bytes *file)
{
    uint32_t at = rng_below(&l->rng, (uint32_t)file->n);
    uint32_t bit = rng_below(&l->rng, 8);
    file->p[at] ^= (uint8_t)(1u << bit);
    snprintf(l->what, sizeof l->what, "byte %u bit %u", at, bit);
}

static const struct crash_disk *disk_for(struct lab *l, enum mutation m)
{
    return m == MUTATE_REPLAY     ? &l->older[rng_below(&l->rng, OLDER_MAX)]
           : m == MUTATE_FLIP_LOG ? &l->cut
                                  : &l->good;
}

static void mutate(struct lab *l, enum mutation m)
{
    crash_disk_deinit(&l->disk);
    crash_disk_copy(&l->disk, disk_for(l, m), 1);
    struct crash_bytes *file = bytes_of(l, PATH);
    if (m == MUTATE_FLIP_BIT || m == MUTATE_FLIP_LOG) {
        flip_bit(l, m == MUTATE_FLIP_BIT ? file : bytes_of(l, "journal.db-wal"));
    } else if (m == MUTATE_CUT && rng_below(&l->rng, 2)) {
        file->n = rng_below(&l->rng, (uint32_t)file->n);
    } else if (m != MUTATE_REPLAY) {
        through_sql(l, m);
    }
}

/* What the verifier promises to judge, read by plain SQL. False when SQLite itself gives up. */
static bool content_of(uint8_t out[32])
{
    static const char *const queries[] = {
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2",
        "SELECT * FROM migration",
        "SELECT * FROM event ORDER BY row_no",
        ("SELECT no, put_row, op, idempotency_key, request_id, visit_id, application_id, token,"
         " evidence, staff_id, reason, happened_at_ms, state, last_result FROM outbox ORDER BY no"),
        "SELECT * FROM outbox_step ORDER BY no",
        "SELECT * FROM visit ORDER BY visit_id",
        "SELECT * FROM item ORDER BY visit_id, application_id",
        "SELECT * FROM job ORDER BY job_id",
        "SELECT * FROM intent ORDER BY visit_id, application_id, grp, job_id",
    };
    crypto_generichash_state h;
    sqlite3 *db = open_plain();
    bool whole = true;
    crypto_generichash_init(&h, NULL, 0, 32);
    for (size_t q = 0; q < sizeof queries / sizeof queries[0]; q++) {
        sqlite3_stmt *s = NULL;
        int rc = sqlite3_prepare_v2(db, queries[q], -1, &s, NULL);
        while (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW) {
            for (int c = 0; c < sqlite3_column_count(s); c++) {
                uint8_t type = (uint8_t)sqlite3_column_type(s, c);
                const uint8_t *p = sqlite3_column_blob(s, c);
                size_t n = (size_t)sqlite3_column_bytes(s, c);
                crypto_generichash_update(&h, &type, 1);
                crypto_generichash_update(&h, (const uint8_t *)&n, sizeof n);
                crypto_generichash_update(&h, p ? p : &type, p ? n : 0);
            }
            rc = SQLITE_OK;
        }
        whole = whole && rc == SQLITE_DONE;
        sqlite3_finalize(s);
    }
    crypto_generichash_final(&h, out, 32);
    sqlite3_close(db);
    return whole;
}

/* SQLite's own check of pages and indexes: the verifier reads them by itself. */
static bool passes_sqlite(void)
{
    sqlite3_stmt *s = NULL;
    sqlite3 *db = open_plain();
    bool ok = sqlite3_prepare_v2(db, "PRAGMA integrity_check(1)", -1, &s, NULL) == SQLITE_OK &&
              sqlite3_step(s) == SQLITE_ROW &&
              strcmp((const char *)sqlite3_column_text(s, 0), "ok") == 0;
    sqlite3_finalize(s);
    sqlite3_close(db);
    return ok;
}

static bool found(struct lab *l)
{
    struct verify_request request = {PATH, l->folder, VFS, &l->head, 0};
    struct verify_report report;
    assert_ok(journal_verify(&request, &report));
    return report.problem != VERIFY_NONE;
}

static void mutations(struct lab *l, uint64_t count)
{
    static const char *const names[] = {
#define X(name) #name,
        MUTATION_LIST(X)
#undef X
    };
    for (uint64_t i = 0; i < count;) {
        uint8_t content[32];
        enum mutation m = (enum mutation)(i % MUTATION_COUNT);
        mutate(l, m);
        if (!found(l)) {
            bool same =
                content_of(content) && memcmp(content, l->content, 32) == 0 && passes_sqlite();
            if ((m != MUTATE_FLIP_BIT && m != MUTATE_FLIP_LOG) || !same) {
                fail_msg("mutation %llu (%s) was not found: %s", (unsigned long long)i, names[m],
                         l->what);
            }
            l->harmless++;
            continue;
        }
        l->found[m]++;
        i++;
    }
    for (int m = 0; m < MUTATION_COUNT; m++) {
        print_message("%s=%llu ", names[m], (unsigned long long)l->found[m]);
    }
    print_message("missed=0 bits_of_unused_bytes=%llu\n", (unsigned long long)l->harmless);
}

static void every_mutation_is_found(void **state)
{
    (void)state;
    struct lab l;
    begin(&l, 1);
    assert_false(found(&l));
    assert_true(content_of(l.content));
    mutations(&l, MUTATIONS_IN_A_TEST);
    end(&l);
}

static int many(uint64_t count, uint64_t seed)
{
    struct lab l;
    begin(&l, seed);
    if (!content_of(l.content)) {
        return 1;
    }
    mutations(&l, count);
    end(&l);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_mutation_is_found),
    };
    if (argc > 1) {
        return many(strtoull(argv[1], NULL, 10), argc > 2 ? strtoull(argv[2], NULL, 10) : 1);
    }
    return cmocka_run_group_tests_name("journal/mutation", tests, NULL, NULL);
}
