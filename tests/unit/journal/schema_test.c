/* Steps from an older schema to today's: all in one go, or none. */
#include "tests/kit/kit.h"

#include "journal/store.h"

enum { STEPS = 3 };

static const char *const steps[STEPS] = {
    ("CREATE TABLE migration(version INTEGER PRIMARY KEY, name TEXT); CREATE TABLE event(a);"
     "INSERT INTO migration VALUES(1, 'first'); INSERT INTO event VALUES(7);"),
    "ALTER TABLE event ADD COLUMN b; INSERT INTO migration VALUES(2, 'second');",
    "UPDATE event SET b = a + 1; INSERT INTO migration VALUES(3, 'third');",
};

static sqlite3 *fresh(void)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    return db;
}

static int version_of(sqlite3 *db)
{
    int version = -1;
    assert_ok(schema_version(db, &version));
    return version;
}

static void every_older_version_comes_up_to_date(void **state)
{
    (void)state;
    for (int from = 0; from <= STEPS; from++) {
        sqlite3 *db = fresh();
        assert_int_equal(version_of(db), 0);
        assert_ok(schema_apply(db, &(struct schema_list){steps, from}));
        assert_int_equal(version_of(db), from);
        assert_ok(schema_apply(db, &(struct schema_list){steps, STEPS}));
        assert_int_equal(version_of(db), STEPS);
        sqlite3_stmt *s = NULL;
        assert_int_equal(sqlite3_prepare_v2(db, "SELECT b FROM event", -1, &s, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(s), SQLITE_ROW);
        assert_int_equal(sqlite3_column_int(s, 0), 8);
        sqlite3_finalize(s);
        sqlite3_close(db);
    }
}

static void a_step_that_fails_leaves_the_old_version(void **state)
{
    (void)state;
    const char *const broken[STEPS] = {steps[0], steps[1], "UPDATE nothing SET b = 1"};
    sqlite3 *db = fresh();
    assert_ok(schema_apply(db, &(struct schema_list){steps, 1}));
    assert_true(failed(schema_apply(db, &(struct schema_list){broken, STEPS})));
    assert_int_equal(version_of(db), 1);
    assert_ok(schema_apply(db, &(struct schema_list){steps, STEPS}));
    sqlite3_close(db);
}

static void a_newer_version_is_refused(void **state)
{
    (void)state;
    sqlite3 *db = fresh();
    assert_ok(schema_apply(db, &(struct schema_list){steps, STEPS}));
    assert_fails(schema_apply(db, &(struct schema_list){steps, STEPS - 1}), UNSUPPORTED);
    sqlite3_close(db);
}

static void a_foreign_file_is_not_taken_for_a_journal(void **state)
{
    (void)state;
    sqlite3 *db = fresh();
    int version = 0;
    assert_int_equal(sqlite3_exec(db, "CREATE TABLE t(a)", NULL, NULL, NULL), SQLITE_OK);
    assert_fails(schema_version(db, &version), CORRUPT);
    sqlite3_close(db);
}

static void the_released_list_makes_this_version(void **state)
{
    (void)state;
    sqlite3 *db = fresh();
    struct schema_list released = schema_released();
    assert_ok(schema_apply(db, &released));
    assert_int_equal(version_of(db), JOURNAL_SCHEMA_VERSION);
    sqlite3_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_older_version_comes_up_to_date),
        cmocka_unit_test(a_step_that_fails_leaves_the_old_version),
        cmocka_unit_test(a_newer_version_is_refused),
        cmocka_unit_test(a_foreign_file_is_not_taken_for_a_journal),
        cmocka_unit_test(the_released_list_makes_this_version),
    };
    return cmocka_run_group_tests_name("journal/schema", tests, NULL, NULL);
}
