/* Opening, appending, closing: what survives, what is refused and what is left untouched. */
#include "tests/kit/kit.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "journal/journal.h"
#include "journal/outbox.h"
#include "journal/read.h"
#include "sim/crash_vfs.h"
#include "tests/kit/journal_script.h"

struct place {
    char folder[256];
    char path[300];
};

static struct place place(const char *name)
{
    struct place p;
    kit_folder(name, p.folder);
    snprintf(p.path, sizeof p.path, "%s/journal.db", p.folder);
    return p;
}

static struct journal *open_ok(const struct place *p)
{
    struct journal *j = NULL;
    assert_ok(journal_open(p->path, p->folder, NULL, &j));
    assert_non_null(j);
    return j;
}

static struct id id_of(uint8_t n)
{
    return (struct id){{n, 1}};
}

static struct journal_row full_row(void)
{
    struct journal_row row = {
        .kind = JOURNAL_PRINT_OUTCOME,
        .wall_ms = -5,
        .at_ms = UINT64_MAX,
        .visit_id = id_of(1),
        .request_id = id_of(2),
        .job_id = id_of(3),
        .application_id = "AP-1",
        .token = UINT64_MAX - 1,
        .call_no = 17,
        .code = {{9, 8, 7}},
        .staff_id = "S-4",
        .detail = "print=PRINTED 証書",
    };
    return row;
}

/* The chain covers every field, and nothing of the padding. */
static bool same_row(const struct journal_row *a, const struct journal_row *b)
{
    const struct chain_key key = {{1}};
    const struct journal_head head = {0};
    const struct chain_hash none = {0};
    return chain_hash_equal(chain_next(&key, head, a, none), chain_next(&key, head, b, none));
}

static void rows_come_back_as_they_were_after_reopening(void **state)
{
    (void)state;
    struct place p = place("journal-roundtrip");
    struct journal *j = open_ok(&p);
    assert_int_equal(journal_head(j).row_count, 0);
    struct journal_row rows[2] = {full_row(), {.kind = JOURNAL_STARTED}};
    assert_ok(script_append_rows(j, rows, 2));
    struct journal_head head = journal_head(j);
    assert_int_equal(head.row_count, 2);
    journal_close(j);

    j = open_ok(&p);
    struct journal_head again = journal_head(j);
    assert_int_equal(again.row_count, 2);
    assert_true(chain_hash_equal(again.hash, head.hash));
    struct journal_row got[4];
    int count = 0;
    assert_ok(journal_read(j, 1, got, 4, &count));
    assert_int_equal(count, 2);
    assert_true(same_row(&got[0], &rows[0]) && same_row(&got[1], &rows[1]));
    assert_false(same_row(&got[0], &rows[1]));
    assert_ok(journal_read_visit(j, id_of(1), got, 4, &count));
    assert_int_equal(count, 1);
    assert_ok(journal_read(j, 3, got, 4, &count));
    assert_int_equal(count, 0);
    journal_close(j);
}

static void a_batch_is_whole_or_absent(void **state)
{
    (void)state;
    struct place p = place("journal-whole");
    struct journal *j = open_ok(&p);
    struct journal_row row = {.kind = JOURNAL_REPORT, .visit_id = id_of(1)};
    struct backend_request put = {.op = EXCHANGE_DONE, .idempotency_key = id_of(5)};
    strcpy(put.application_id, "AP-1");
    struct journal_batch batch = {.rows = &row, .count = 1, .puts = &put, .put_count = 1};
    assert_ok(journal_append(j, &batch));
    struct journal_head head = journal_head(j);
    assert_fails(journal_append(j, &batch), REFUSED);
    struct outbox_settle unknown = {.idempotency_key = id_of(6), .state = OUTBOX_ACKED};
    struct journal_batch settle = {
        .rows = &row, .count = 1, .settles = &unknown, .settle_count = 1};
    assert_fails(journal_append(j, &settle), NOT_FOUND);
    assert_int_equal(journal_head(j).row_count, head.row_count);
    struct journal_row got[4];
    int count = 0;
    assert_ok(journal_read(j, 1, got, 4, &count));
    assert_int_equal(count, 1);
    assert_ok(script_append_rows(j, &row, 1));
    journal_close(j);
}

/* A firm of forty takes everything at one tap: what goes over, which sheets, what is owed. */
static void the_largest_step_is_one_transaction(void **state)
{
    (void)state;
    struct place p = place("journal-largest");
    struct journal *j = open_ok(&p);
    struct journal_row *rows = calloc(JOURNAL_BATCH_MAX, sizeof *rows);
    struct backend_request *puts = calloc(JOURNAL_BATCH_MAX, sizeof *puts);
    assert_true(rows != NULL && puts != NULL);
    for (int i = 0; i < JOURNAL_BATCH_MAX; i++) {
        rows[i] = (struct journal_row){.kind = JOURNAL_REPORT, .visit_id = id_of(1)};
        puts[i].op = EXCHANGE_DONE;
        puts[i].idempotency_key = id_of(9);
        memcpy(&puts[i].idempotency_key, &(int){i + 1}, sizeof i);
        rows[i].request_id = puts[i].idempotency_key;
        snprintf(puts[i].application_id, sizeof puts[i].application_id, "AP-%d", i);
        memcpy(rows[i].application_id, puts[i].application_id, sizeof rows[i].application_id);
    }
    struct journal_batch batch = {
        .rows = rows, .count = JOURNAL_BATCH_MAX, .puts = puts, .put_count = JOURNAL_BATCH_MAX};
    assert_ok(journal_append(j, &batch));
    assert_int_equal(journal_head(j).row_count, JOURNAL_BATCH_MAX);
    assert_int_equal(journal_outbox_depth(j).queued, JOURNAL_BATCH_MAX);
    assert_fails(journal_append(j, &batch), REFUSED); /* the same keys again: none of them */
    assert_int_equal(journal_head(j).row_count, JOURNAL_BATCH_MAX);
    journal_close(j);
    free(rows);
    free(puts);
}

static void a_second_connection_is_refused(void **state)
{
    (void)state;
    struct place p = place("journal-second");
    struct journal *j = open_ok(&p);
    struct journal *other = NULL;
    for (int i = 0; i < 50; i++) {
        assert_fails(journal_open(p.path, p.folder, NULL, &other), LOCKED);
        assert_null(other);
    }
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        _exit(journal_open(p.path, p.folder, NULL, &other).code == ERR_LOCKED ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    struct journal_row row = {.kind = JOURNAL_STARTED};
    assert_ok(script_append_rows(j, &row, 1));
    journal_close(j);
    journal_close(open_ok(&p));
}

static void one_sync_a_commit_and_no_shared_memory(void **state)
{
    (void)state;
    struct place p = place("journal-syncs");
    struct crash_disk disk;
    crash_disk_init(&disk, 1);
    struct crash_vfs *vfs = crash_vfs_open(&disk, "crash-syncs");
    struct journal *j = NULL;
    assert_ok(journal_open("journal.db", p.folder, "crash-syncs", &j));
    assert_ok(script_append(j, 0));
    uint64_t before = disk.syncs;
    for (uint64_t i = 1; i <= 60; i++) {
        assert_ok(script_append(j, i));
    }
    assert_int_equal(disk.syncs - before, 60);
    journal_close(j);
    for (int i = 0; i < CRASH_FILES_MAX; i++) {
        assert_null(strstr(disk.file[i].name, "-shm"));
    }
    crash_vfs_close(vfs);
    crash_disk_deinit(&disk);
}

struct image {
    uint8_t *byte;
    size_t n;
};

static struct image image_of(const char *path)
{
    struct image m = {0};
    FILE *f = fopen(path, "rb");
    if (!f) {
        return m;
    }
    m.byte = malloc(1 << 20);
    assert_non_null(m.byte);
    m.n = fread(m.byte, 1, 1 << 20, f);
    fclose(f);
    return m;
}

static void write_image(const char *path, const void *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
}

/* Fills a journal, closes it and lets `damage` spoil it. */
static struct place spoiled(const char *name, void (*damage)(const struct place *))
{
    struct place p = place(name);
    struct journal *j = open_ok(&p);
    for (uint64_t i = 0; i < 20; i++) {
        assert_ok(script_append(j, i));
    }
    journal_close(j);
    damage(&p);
    return p;
}

static void sql(const struct place *p, const char *text)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void no_longer_sqlite(const struct place *p)
{
    write_image(p->path, "not a database, but long enough to have been one, surely 0123456789", 64);
}

static void emptied(const struct place *p)
{
    write_image(p->path, "", 0);
}

static void emptied_with_its_log(const struct place *p)
{
    char log[310];
    snprintf(log, sizeof log, "%s-wal", p->path);
    write_image(p->path, "", 0);
    write_image(log, "frames", 6);
}

static void another_application(const struct place *p)
{
    unlink(p->path);
    sql(p, "CREATE TABLE customer(a)");
}

static void no_tables(const struct place *p)
{
    unlink(p->path);
    sql(p, "CREATE TABLE t(a); DROP TABLE t");
}

static void key_lost(const struct place *p)
{
    char key[310];
    snprintf(key, sizeof key, "%s/chain.key", p->folder);
    unlink(key);
}

static void key_of_another(const struct place *p)
{
    char key[310];
    snprintf(key, sizeof key, "%s/chain.key", p->folder);
    write_image(key, "0123456789abcdef0123456789abcdef", 32);
}

static void last_row_changed(const struct place *p)
{
    sql(p, "DROP TRIGGER event_kept; UPDATE event SET detail = 'x' WHERE row_no = 20");
}

static void column_missing(const struct place *p)
{
    sql(p, "ALTER TABLE intent DROP COLUMN wall_ms");
}

static void a_damaged_journal_is_refused_untouched_and_kept_aside(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        void (*damage)(const struct place *);
    } rows[] = {
        {"no_longer_sqlite", no_longer_sqlite},
        {"emptied", emptied},
        {"emptied_with_its_log", emptied_with_its_log},
        {"another_application", another_application},
        {"no_tables", no_tables},
        {"key_lost", key_lost},
        {"key_of_another", key_of_another},
        {"last_row_changed", last_row_changed},
        {"column_missing", column_missing},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct place p = spoiled("journal-spoiled", rows[i].damage);
        struct image before = image_of(p.path);
        struct journal *j = NULL;
        char aside[340];
        print_message("%s\n", rows[i].name);
        assert_fails(journal_open(p.path, p.folder, NULL, &j), CORRUPT);
        struct image after = image_of(p.path);
        assert_int_equal(before.n, after.n);
        assert_memory_equal(before.byte, after.byte, before.n);

        assert_ok(journal_keep_aside(p.path, 1780000000000));
        snprintf(aside, sizeof aside, "%s.aside-1780000000000", p.path);
        struct image kept = image_of(aside);
        assert_int_equal(before.n, kept.n);
        assert_fails(journal_keep_aside(p.path, 1780000000001), NOT_FOUND);
        j = open_ok(&p);
        assert_int_equal(journal_head(j).row_count, 0);
        journal_close(j);
        assert_fails(journal_keep_aside(p.path, 1780000000000), REFUSED);
        free(before.byte);
        free(after.byte);
        free(kept.byte);
    }
}

static void the_log_goes_aside_with_its_file(void **state)
{
    (void)state;
    struct place p = spoiled("journal-log-aside", emptied_with_its_log);
    char log[350];
    assert_ok(journal_keep_aside(p.path, 5));
    snprintf(log, sizeof log, "%s.aside-5-wal", p.path);
    assert_int_equal(access(log, F_OK), 0);
    snprintf(log, sizeof log, "%s-wal", p.path);
    assert_int_not_equal(access(log, F_OK), 0);
}

static void a_newer_schema_is_left_alone(void **state)
{
    (void)state;
    struct place p = place("journal-newer");
    journal_close(open_ok(&p));
    sql(&p, "INSERT INTO migration(version, name) VALUES(2, 'later')");
    struct journal *j = NULL;
    assert_fails(journal_open(p.path, p.folder, NULL, &j), UNSUPPORTED);
    sql(&p, "DELETE FROM migration WHERE version = 2");
    journal_close(open_ok(&p));
}

static void a_missing_folder_and_a_long_path_are_refused(void **state)
{
    (void)state;
    struct place p = place("journal-nowhere");
    struct journal *j = NULL;
    char path[400];
    snprintf(path, sizeof path, "%s/none/journal.db", p.folder);
    assert_fails(journal_open(path, p.folder, NULL, &j), NOT_FOUND);
    snprintf(path, sizeof path, "%s/none", p.folder);
    assert_fails(journal_open(p.path, path, NULL, &j), NOT_FOUND);
    memset(path, 'x', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    assert_fails(journal_open(path, p.folder, NULL, &j), TOO_LARGE);
    assert_fails(journal_open(p.path, p.folder, "no-such-vfs", &j), NOT_FOUND);
    assert_fails(journal_keep_aside(path, 1), TOO_LARGE);
    journal_close(NULL);
}

static void a_write_protected_file_is_told_as_such(void **state)
{
    (void)state;
    struct place p = place("journal-read-only");
    journal_close(open_ok(&p));
    char *whole = realpath(p.path, NULL);
    assert_non_null(whole);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        /* Nothing is write-protected for root; and below a folder that is closed to others, nobody
         * else finds the file. */
        struct journal *j = NULL;
        bool ready = chmod(p.path, 0444) == 0 && chmod(p.folder, 0755) == 0 &&
                     (geteuid() != 0 || setuid(65534) == 0);
        struct err e = ready && access(whole, R_OK) == 0 ? journal_open(p.path, p.folder, NULL, &j)
                                                         : FAIL(READ_ONLY);
        _exit(e.code == ERR_READ_ONLY ? 0 : 1 + (int)e.code);
    }
    int status = 0;
    free(whole);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void rows_cannot_be_changed_or_removed_by_sql(void **state)
{
    (void)state;
    static const char *const attempts[] = {
        "UPDATE event SET detail = 'x'",        "DELETE FROM event",
        "UPDATE outbox SET evidence = 'x'",     "DELETE FROM outbox",
        "UPDATE outbox_step SET result = 'OK'", "DELETE FROM outbox_step",
    };
    struct place p = place("journal-append-only");
    struct journal *j = open_ok(&p);
    for (uint64_t i = 0; i < SCRIPT_STEPS_A_VISIT; i++) {
        assert_ok(script_append(j, i));
    }
    journal_close(j);
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(p.path, &db), SQLITE_OK);
    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++) {
        assert_int_equal(sqlite3_exec(db, attempts[i], NULL, NULL, NULL), SQLITE_CONSTRAINT);
    }
    assert_int_equal(sqlite3_exec(db, "UPDATE outbox SET attempts = 1", NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(db);
}

static void rows_are_counted_by_kind_and_time(void **state)
{
    (void)state;
    struct place p = place("journal-count");
    struct journal *j = open_ok(&p);
    struct journal_row row = {.kind = JOURNAL_STARTED};
    for (int64_t ms = -2; ms < 3; ms++) {
        row.wall_ms = ms;
        assert_ok(script_append_rows(j, &row, 1));
    }
    uint64_t count = 0;
    assert_ok(journal_count(j, JOURNAL_STARTED, -1, 2, &count));
    assert_int_equal(count, 3);
    assert_ok(journal_count(j, JOURNAL_STOPPED, -1, 2, &count));
    assert_int_equal(count, 0);
    uint64_t first = 9, last = 9;
    assert_ok(journal_kind_rows(j, JOURNAL_STARTED, &first, &last));
    assert_int_equal(first, 1); /* by row, whatever the clock said */
    assert_int_equal(last, 5);
    assert_ok(journal_kind_rows(j, JOURNAL_STOPPED, &first, &last));
    assert_int_equal(first + last, 0);
    journal_close(j);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_back_as_they_were_after_reopening),
        cmocka_unit_test(a_batch_is_whole_or_absent),
        cmocka_unit_test(the_largest_step_is_one_transaction),
        cmocka_unit_test(a_second_connection_is_refused),
        cmocka_unit_test(one_sync_a_commit_and_no_shared_memory),
        cmocka_unit_test(a_damaged_journal_is_refused_untouched_and_kept_aside),
        cmocka_unit_test(the_log_goes_aside_with_its_file),
        cmocka_unit_test(a_newer_schema_is_left_alone),
        cmocka_unit_test(a_missing_folder_and_a_long_path_are_refused),
        cmocka_unit_test(a_write_protected_file_is_told_as_such),
        cmocka_unit_test(rows_cannot_be_changed_or_removed_by_sql),
        cmocka_unit_test(rows_are_counted_by_kind_and_time),
    };
    return cmocka_run_group_tests_name("journal/journal", tests, NULL, NULL);
}
