/* The model of a disk that the crash sweeps stand on must itself be right. */
#include "tests/kit/kit.h"

#include <sqlite3.h>
#include <string.h>
#include "sim/crash_vfs.h"

static int open_file(struct crash_disk *d, const char *name)
{
    int file = -1;
    assert_int_equal(crash_disk_open(d, name, true, &file), CRASH_OK);
    return file;
}

static void write_text(struct crash_disk *d, int file, size_t offset, const char *text)
{
    assert_int_equal(crash_disk_write(d, file, offset, text, strlen(text)), CRASH_OK);
}

static bool holds(struct crash_disk *d, int file, const char *text)
{
    char got[64] = "";
    size_t n = 0;
    assert_int_equal(crash_disk_read(d, file, 0, got, sizeof got - 1, &n), CRASH_OK);
    return n == strlen(text) && memcmp(got, text, n) == 0;
}

static bool exists(struct crash_disk *d, const char *name)
{
    bool there = false;
    assert_int_equal(crash_disk_exists(d, name, &there), CRASH_OK);
    return there;
}

static void what_was_synced_survives_every_cut(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct crash_disk d;
        crash_disk_init(&d, seed);
        int f = open_file(&d, "a");
        write_text(&d, f, 0, "kept");
        assert_int_equal(crash_disk_sync(&d, f), CRASH_OK);
        crash_disk_power_on(&d);
        assert_true(exists(&d, "a") && holds(&d, f, "kept"));
        crash_disk_deinit(&d);
    }
}

static void what_was_not_synced_is_old_new_or_torn(void **state)
{
    (void)state;
    int old = 0;
    int whole = 0;
    int gone = 0;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct crash_disk d;
        crash_disk_init(&d, seed);
        int f = open_file(&d, "a");
        write_text(&d, f, 0, "old");
        assert_int_equal(crash_disk_sync(&d, f), CRASH_OK);
        write_text(&d, f, 0, "new");
        int g = open_file(&d, "b");
        write_text(&d, g, 0, "new");
        assert_true(holds(&d, f, "new"));
        crash_disk_power_on(&d);
        old += holds(&d, f, "old");
        whole += holds(&d, f, "new");
        gone += !exists(&d, "b");
        crash_disk_deinit(&d);
    }
    assert_in_range(old, 60, 140);
    assert_in_range(whole, 60, 139);
    assert_in_range(gone, 60, 140);
}

static void later_writes_may_survive_earlier_ones(void **state)
{
    (void)state;
    int reordered = 0;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct crash_disk d;
        crash_disk_init(&d, seed);
        int f = open_file(&d, "a");
        write_text(&d, f, 0, "..");
        assert_int_equal(crash_disk_sync(&d, f), CRASH_OK);
        write_text(&d, f, 0, "1");
        write_text(&d, f, 1, "2");
        crash_disk_power_on(&d);
        reordered += holds(&d, f, ".2");
        crash_disk_deinit(&d);
    }
    assert_in_range(reordered, 20, 100);
}

static void a_removal_is_durable_when_the_folder_is(void **state)
{
    (void)state;
    int back = 0;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct crash_disk d;
        crash_disk_init(&d, seed);
        int f = open_file(&d, "a");
        write_text(&d, f, 0, "old");
        assert_int_equal(crash_disk_sync(&d, f), CRASH_OK);
        assert_int_equal(crash_disk_remove(&d, "a", seed % 2 == 0), CRASH_OK);
        assert_false(exists(&d, "a"));
        crash_disk_power_on(&d);
        assert_false(exists(&d, "a") && seed % 2 == 0);
        assert_true(!exists(&d, "a") || holds(&d, f, "old"));
        back += exists(&d, "a");
        crash_disk_deinit(&d);
    }
    assert_in_range(back, 20, 80);
}

static void a_file_made_again_never_mixes_with_the_removed_one(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 200; seed++) {
        struct crash_disk d;
        crash_disk_init(&d, seed);
        int f = open_file(&d, "a");
        write_text(&d, f, 0, "long old");
        assert_int_equal(crash_disk_sync(&d, f), CRASH_OK);
        assert_int_equal(crash_disk_remove(&d, "a", false), CRASH_OK);
        f = open_file(&d, "a");
        write_text(&d, f, 0, "x");
        if (seed % 2) {
            assert_int_equal(crash_disk_sync(&d, f), CRASH_OK);
        }
        crash_disk_power_on(&d);
        bool old = exists(&d, "a") && holds(&d, f, "long old");
        assert_true(seed % 2 ? holds(&d, f, "x") : old || d.file[f].live.n <= 1);
        crash_disk_deinit(&d);
    }
}

static void power_goes_with_the_named_change(void **state)
{
    (void)state;
    struct crash_disk d;
    crash_disk_init(&d, 1);
    int f = open_file(&d, "a");
    crash_disk_cut_at(&d, 3);
    write_text(&d, f, 0, "one");
    assert_int_equal(crash_disk_sync(&d, f), CRASH_OK);
    assert_int_equal(crash_disk_write(&d, f, 3, "two", 3), CRASH_IO);
    size_t size = 0;
    assert_int_equal(crash_disk_size(&d, f, &size), CRASH_IO);
    assert_int_equal(crash_disk_sync(&d, f), CRASH_IO);
    crash_disk_power_on(&d);
    assert_int_equal(crash_disk_size(&d, f, &size), CRASH_OK);
    assert_true(size >= 3);
    crash_disk_deinit(&d);
}

static void faults_come_once_or_stay(void **state)
{
    (void)state;
    struct crash_disk d;
    crash_disk_init(&d, 1);
    int f = open_file(&d, "a");
    crash_disk_fail_at(&d, 2, CRASH_FULL, false);
    write_text(&d, f, 0, "ab");
    assert_int_equal(crash_disk_write(&d, f, 2, "cd", 2), CRASH_FULL);
    assert_true(holds(&d, f, "abc"));
    crash_disk_fail_at(&d, 1, CRASH_IO, true);
    assert_int_equal(crash_disk_sync(&d, f), CRASH_IO);
    assert_int_equal(crash_disk_sync(&d, f), CRASH_IO);
    crash_disk_fail_at(&d, 0, CRASH_OK, false);
    assert_int_equal(crash_disk_sync(&d, f), CRASH_OK);
    assert_int_equal(d.syncs, 1);
    crash_disk_deinit(&d);
}

static void a_copy_is_independent(void **state)
{
    (void)state;
    struct crash_disk a;
    static struct crash_disk b; /* zeroed, as a copy wants it */
    crash_disk_init(&a, 1);
    int f = open_file(&a, "a");
    write_text(&a, f, 0, "same");
    crash_disk_copy(&b, &a, 1);
    write_text(&a, f, 0, "diff");
    assert_true(holds(&b, f, "same"));
    assert_int_equal(crash_disk_sync(&b, f), CRASH_OK);
    crash_disk_power_on(&b);
    assert_true(holds(&b, f, "same"));
    crash_disk_deinit(&a);
    crash_disk_deinit(&b);
}

static void sqlite_works_on_it_and_refuses_a_second_handle(void **state)
{
    (void)state;
    struct crash_disk d;
    crash_disk_init(&d, 1);
    struct crash_vfs *v = crash_vfs_open(&d, "crash-unit");
    sqlite3 *db = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    assert_int_equal(sqlite3_open_v2("x.db", &db, flags, "crash-unit"), SQLITE_OK);
    const char *sql = "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL;"
                      "CREATE TABLE t(a); INSERT INTO t VALUES(1);";
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3 *other = NULL;
    assert_int_equal(sqlite3_open_v2("x.db", &other, flags, "crash-unit"), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "SELECT * FROM t", NULL, NULL, NULL), SQLITE_BUSY);
    sqlite3_close(other);
    sqlite3_close(db);
    assert_false(exists(&d, "x.db-wal"));
    assert_false(exists(&d, "x.db-shm"));
    crash_vfs_close(v);
    crash_disk_deinit(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_synced_survives_every_cut),
        cmocka_unit_test(what_was_not_synced_is_old_new_or_torn),
        cmocka_unit_test(later_writes_may_survive_earlier_ones),
        cmocka_unit_test(a_removal_is_durable_when_the_folder_is),
        cmocka_unit_test(a_file_made_again_never_mixes_with_the_removed_one),
        cmocka_unit_test(power_goes_with_the_named_change),
        cmocka_unit_test(faults_come_once_or_stay),
        cmocka_unit_test(a_copy_is_independent),
        cmocka_unit_test(sqlite_works_on_it_and_refuses_a_second_handle),
    };
    return cmocka_run_group_tests_name("sim/crash_disk", tests, NULL, NULL);
}
