/* Personal data: opens only as the row it was stored as, and not at all once its day is forgotten.
 */
#include "tests/kit/kit.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "journal/load.h"
#include "journal/personal.h"
#include "journal/verify.h"
#include "tests/kit/journal_script.h"

#define DAY_MS INT64_C(86400000)
static const int64_t NOON_MS = INT64_C(1780023600000); /* 12:00 in Japan */
static const char SECRET[] = "軽自動車太郎 580 あ 1234";

struct fixture {
    char folder[256];
    char path[300];
    struct journal *j;
    struct personal_name name;
};

static void begin(struct fixture *f, const char *name)
{
    *f = (struct fixture){.name = {.visit_id = script_id(0, 1), .application_id = "AP-0000000"}};
    kit_folder(name, f->folder);
    snprintf(f->path, sizeof f->path, "%s/journal.db", f->folder);
    assert_ok(journal_open(f->path, f->folder, NULL, &f->j));
}

static struct err get(struct fixture *f)
{
    char out[64] = "";
    size_t n = 0;
    struct err e = journal_personal_get(f->j, &f->name, out, sizeof out, &n);
    assert_true(failed(e) || (n == sizeof SECRET && memcmp(out, SECRET, n) == 0));
    return e;
}

static void put(struct fixture *f, int64_t wall_ms)
{
    assert_ok(journal_personal_put(f->j, &f->name, wall_ms, SECRET, sizeof SECRET));
}

static bool file_holds(const char *path, const void *bytes, size_t n)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        return false;
    }
    uint8_t *all = malloc(1 << 20);
    assert_non_null(all);
    size_t got = fread(all, 1, 1 << 20, f);
    fclose(f);
    bool there = memmem(all, got, bytes, n) != NULL;
    free(all);
    return there;
}

static void a_value_opens_and_is_nowhere_in_the_clear(void **state)
{
    (void)state;
    struct fixture f;
    char path[340];
    struct stat st;
    begin(&f, "personal-clear");
    assert_fails(get(&f), NOT_FOUND);
    put(&f, NOON_MS);
    put(&f, NOON_MS);
    assert_ok(get(&f));
    snprintf(path, sizeof path, "%s-wal", f.path);
    assert_false(file_holds(path, SECRET, 12));
    assert_true(file_holds(path, "AP-0000000", 10));
    snprintf(path, sizeof path, "%s/day-%lld.key", f.folder, (long long)journal_day_of(NOON_MS));
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    char small[4];
    size_t n = 0;
    assert_fails(journal_personal_get(f.j, &f.name, small, sizeof small, &n), TOO_LARGE);
    journal_close(f.j);
}

static void a_moved_or_changed_value_does_not_open(void **state)
{
    (void)state;
    static const char *const changes[] = {
        "UPDATE personal SET application_id = 'AP-0000001'",
        "UPDATE personal SET visit_id = x'01000000000000000000000000000000'",
        "UPDATE personal SET sealed = zeroblob(length(sealed))",
        "UPDATE personal SET nonce = zeroblob(24)",
        "UPDATE personal SET nonce = x'00'",
    };
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        struct fixture f;
        sqlite3 *db = NULL;
        begin(&f, "personal-moved");
        put(&f, NOON_MS);
        journal_close(f.j);
        assert_int_equal(sqlite3_open(f.path, &db), SQLITE_OK);
        assert_int_equal(sqlite3_exec(db, changes[i], NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(db);
        assert_ok(journal_open(f.path, f.folder, NULL, &f.j));
        if (i == 0) {
            snprintf(f.name.application_id, sizeof f.name.application_id, "AP-0000001");
        }
        if (i == 1) {
            f.name.visit_id = (struct id){{1}};
        }
        assert_fails(get(&f), CORRUPT);
        journal_close(f.j);
    }
}

/* Runs the whole visit except its last `left` steps; its rows are of the script's day. */
static void visit(struct fixture *f, int left)
{
    for (int i = 0; i < SCRIPT_STEPS_A_VISIT - left; i++) {
        assert_ok(script_append(f->j, (uint64_t)i));
    }
}

static void only_settled_days_past_retention_are_forgotten(void **state)
{
    (void)state;
    static const struct {
        int left;
        int later_days;
        bool gone;
    } rows[] = {
        {0, 6, false},   {0, 7, false},   {0, 8, true},
        {0, 400, true},  {1, 400, false}, /* not closed */
        {2, 400, false},                  /* not acknowledged */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fixture f;
        int days = -1;
        begin(&f, "personal-forget");
        put(&f, NOON_MS);
        visit(&f, rows[i].left);
        assert_ok(journal_forget(f.j, NOON_MS + rows[i].later_days * DAY_MS, 7, &days));
        assert_int_equal(days, rows[i].gone);
        if (rows[i].gone) {
            assert_fails(get(&f), NOT_FOUND);
        } else {
            assert_ok(get(&f));
        }
        journal_close(f.j);
        struct verify_report report;
        struct verify_request request = {.path = f.path, .key_folder = f.folder};
        assert_ok(journal_verify(&request, &report));
        assert_int_equal(report.problem, VERIFY_NONE);
    }
}

static void note_row(struct fixture *f, int64_t wall_ms)
{
    struct journal_row row = {.kind = JOURNAL_STARTED, .wall_ms = wall_ms};
    assert_ok(script_append_rows(f->j, &row, 1));
}

/* A whole visit of another id, every row at that wall time. */
static void visit_at(struct fixture *f, int64_t wall_ms, bool acknowledged)
{
    struct personal_name *name = &f->name;
    struct journal_row rows[] = {
        {.kind = JOURNAL_VISIT_OPENED, .visit_id = name->visit_id, .wall_ms = wall_ms},
        {.kind = JOURNAL_VISIT_CLOSED, .visit_id = name->visit_id, .wall_ms = wall_ms},
    };
    struct backend_request put_request = {
        .op = EXCHANGE_DONE, .idempotency_key = name->visit_id, .visit_id = name->visit_id};
    struct outbox_settle ack = {name->visit_id, OUTBOX_ACKED, EXCHANGE_RESULT_OK};
    struct journal_batch batch = {.rows = rows,
                                  .count = 2,
                                  .puts = &put_request,
                                  .put_count = 1,
                                  .settles = &ack,
                                  .settle_count = acknowledged};
    put(f, wall_ms);
    assert_ok(journal_append(f->j, &batch));
}

/* The wall clock jumps, a visit happens, the clock jumps back: the day's key does not outlive the
 * retention, and no rows of the days around it are needed any longer than that. */
static void a_wall_clock_that_jumps_keeps_no_name_longer(void **state)
{
    (void)state;
    static const int64_t jumps_ms[] = {3653 * DAY_MS, -3653 * DAY_MS, 3 * DAY_MS};
    for (size_t i = 0; i < sizeof jumps_ms / sizeof jumps_ms[0]; i++) {
        struct fixture f;
        int days = -1;
        begin(&f, "personal-jump");
        note_row(&f, NOON_MS);
        visit_at(&f, NOON_MS + jumps_ms[i], true);
        note_row(&f, NOON_MS);
        for (int later = 0; later <= 7; later++) { /* the terminal goes on every day */
            note_row(&f, NOON_MS + later * DAY_MS);
            assert_ok(journal_forget(f.j, NOON_MS + later * DAY_MS, 7, &days));
            assert_int_equal(days, 0);
            assert_ok(get(&f));
        }
        int64_t slack_ms = jumps_ms[i] == 3 * DAY_MS ? 3 * DAY_MS : 0;
        assert_ok(journal_forget(f.j, NOON_MS + 8 * DAY_MS + slack_ms, 7, &days));
        assert_int_equal(days, 1);
        assert_fails(get(&f), NOT_FOUND);
        journal_close(f.j);
    }
}

static void a_report_owed_keeps_its_key_whatever_the_clock_says(void **state)
{
    (void)state;
    static const int64_t jumps_ms[] = {3653 * DAY_MS, -3653 * DAY_MS};
    for (size_t i = 0; i < sizeof jumps_ms / sizeof jumps_ms[0]; i++) {
        struct fixture f;
        int days = -1;
        begin(&f, "personal-jump-owed");
        visit_at(&f, NOON_MS + jumps_ms[i], false);
        note_row(&f, NOON_MS);
        note_row(&f, NOON_MS + 9 * DAY_MS);
        assert_ok(journal_forget(f.j, NOON_MS + 30 * DAY_MS, 7, &days));
        assert_int_equal(days, 0);
        assert_ok(get(&f));
        journal_close(f.j);
    }
}

/* The last row of a visit of today falls into the jump: its day is due as if it had not. */
static void a_visit_that_ends_within_the_jump_is_forgotten_with_its_day(void **state)
{
    (void)state;
    struct fixture f;
    int days = -1;
    begin(&f, "personal-jump-end");
    visit_at(&f, NOON_MS, true);
    struct journal_row late = {
        .kind = JOURNAL_REPORTED, .visit_id = f.name.visit_id, .wall_ms = NOON_MS + 3653 * DAY_MS};
    assert_ok(script_append_rows(f.j, &late, 1));
    note_row(&f, NOON_MS);
    assert_ok(journal_forget(f.j, NOON_MS + 8 * DAY_MS, 7, &days));
    assert_int_equal(days, 1);
    assert_fails(get(&f), NOT_FOUND);
    journal_close(f.j);
}

/* Read while the clock is wrong: what is of real days stays until it is right again. */
static void a_clock_far_behind_forgets_nothing_of_the_real_days(void **state)
{
    (void)state;
    struct fixture f;
    int days = -1;
    begin(&f, "personal-behind");
    visit_at(&f, NOON_MS, true);
    note_row(&f, NOON_MS - 3653 * DAY_MS);
    assert_ok(journal_forget(f.j, NOON_MS - 3653 * DAY_MS, 7, &days));
    assert_int_equal(days, 0);
    assert_ok(get(&f));
    journal_close(f.j);
}

static void a_key_without_rows_and_rows_without_a_key_go_too(void **state)
{
    (void)state;
    struct fixture f;
    char path[340];
    int days = -1;
    begin(&f, "personal-halves");
    visit(&f, 0);
    put(&f, NOON_MS);
    put(&f, NOON_MS + DAY_MS);
    assert_ok(get(&f));
    snprintf(path, sizeof path, "%s/day-%lld.key", f.folder,
             (long long)journal_day_of(NOON_MS + DAY_MS));
    assert_int_equal(remove(path), 0);
    assert_fails(get(&f), NOT_FOUND);
    assert_ok(journal_forget(f.j, NOON_MS + 30 * DAY_MS, 7, &days));
    assert_int_equal(days, 1);
    assert_ok(journal_forget(f.j, NOON_MS + 30 * DAY_MS, 7, &days));
    assert_int_equal(days, 0);
    journal_close(f.j);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_opens_and_is_nowhere_in_the_clear),
        cmocka_unit_test(a_moved_or_changed_value_does_not_open),
        cmocka_unit_test(only_settled_days_past_retention_are_forgotten),
        cmocka_unit_test(a_wall_clock_that_jumps_keeps_no_name_longer),
        cmocka_unit_test(a_report_owed_keeps_its_key_whatever_the_clock_says),
        cmocka_unit_test(a_visit_that_ends_within_the_jump_is_forgotten_with_its_day),
        cmocka_unit_test(a_clock_far_behind_forgets_nothing_of_the_real_days),
        cmocka_unit_test(a_key_without_rows_and_rows_without_a_key_go_too),
    };
    return cmocka_run_group_tests_name("journal/personal", tests, NULL, NULL);
}
