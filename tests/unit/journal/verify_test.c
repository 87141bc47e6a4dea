/* The judge: every kind of damage by its name and row, and never a byte written. */
#include "tests/kit/kit.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "journal/outbox.h"
#include "journal/personal.h"
#include "journal/verify.h"
#include "tests/kit/journal_script.h"

enum { STEPS = 3 * SCRIPT_STEPS_A_VISIT + 14 /* the last visit hangs in a bare PRINT */ };

struct fixture {
    char folder[256];
    char path[300];
    struct journal_head head;
    struct journal_head early; /* as some heartbeat had it */
};

static struct journal *open_ok(const struct fixture *f)
{
    struct journal *j = NULL;
    assert_ok(journal_open(f->path, f->folder, NULL, &j));
    return j;
}

static void begin(struct fixture *f, const char *name)
{
    *f = (struct fixture){0};
    kit_folder(name, f->folder);
    snprintf(f->path, sizeof f->path, "%s/journal.db", f->folder);
    struct journal *j = open_ok(f);
    for (uint64_t i = 0; i < STEPS; i++) {
        assert_ok(script_append(j, i));
        f->early = i == 20 ? journal_head(j) : f->early;
    }
    struct personal_name name_ = {.visit_id = script_id(0, 1), .application_id = "A"};
    assert_ok(journal_personal_put(j, &name_, 0, "x", 1));
    f->head = journal_head(j);
    journal_close(j);
}

static struct verify_report judge(const struct fixture *f, const struct journal_head *expected)
{
    struct verify_request request = {f->path, f->folder, NULL, expected, 0};
    struct verify_report report;
    assert_ok(journal_verify(&request, &report));
    return report;
}

static void copy_file(const char *from, const char *to)
{
    FILE *in = fopen(from, "rb");
    FILE *out = fopen(to, "wb");
    assert_true(in && out);
    for (int c = getc(in); c != EOF; c = getc(in)) {
        putc(c, out);
    }
    fclose(in);
    assert_int_equal(fclose(out), 0);
}

/* Changes the file behind the triggers' back and puts them in place again. */
static void spoil(const struct fixture *f, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    char drop[2048] = "";
    char again[4096] = "";
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    sqlite3_exec(db, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
    const char *list = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'";
    assert_int_equal(sqlite3_prepare_v2(db, list, -1, &s, NULL), SQLITE_OK);
    while (sqlite3_step(s) == SQLITE_ROW) {
        size_t d = strlen(drop);
        size_t a = strlen(again);
        snprintf(drop + d, sizeof drop - d, "DROP TRIGGER %s;",
                 (const char *)sqlite3_column_text(s, 0));
        snprintf(again + a, sizeof again - a, "%s;", (const char *)sqlite3_column_text(s, 1));
    }
    sqlite3_finalize(s);
    assert_int_equal(sqlite3_exec(db, drop, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, again, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Changes the schema by `sql`, makes the index anew by it and puts its text back from table `was`.
 */
static void spoil_index(const struct fixture *f, const char *index, const char *sql)
{
    sqlite3 *db = NULL;
    char again[512];
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    snprintf(again, sizeof again, "REINDEX %s", index);
    assert_int_equal(sqlite3_exec(db, again, NULL, NULL, NULL), SQLITE_OK);
    snprintf(again, sizeof again,
             "UPDATE sqlite_schema SET sql = (SELECT sql FROM was) WHERE name = '%s'", index);
    assert_int_equal(sqlite3_exec(db, again, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void a_whole_journal_is_whole_against_any_true_head(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "verify-whole");
    assert_int_equal(judge(&f, NULL).problem, VERIFY_NONE);
    assert_int_equal(judge(&f, &f.early).problem, VERIFY_NONE);
    struct verify_report report = judge(&f, &f.head);
    assert_int_equal(report.problem, VERIFY_NONE);
    assert_int_equal(report.head.row_count, f.head.row_count);
    assert_true(chain_hash_equal(report.head.hash, f.head.hash));
    assert_int_equal(report.outbox_rows, 3);
    spoil(&f, "SELECT 1");
    assert_int_equal(judge(&f, &f.head).problem, VERIFY_NONE);
}

static void a_head_tells_a_cut_tail_and_another_history(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "verify-head");
    struct journal_head more = {f.head.row_count + 1, f.head.hash};
    struct verify_report report = judge(&f, &more);
    assert_int_equal(report.problem, VERIFY_TAIL_MISSING);
    assert_int_equal(report.row_no, f.head.row_count);
    struct journal_head other = f.early;
    other.hash.byte[31] ^= 1;
    report = judge(&f, &other);
    assert_int_equal(report.problem, VERIFY_HEAD_DIFFERS);
    assert_int_equal(report.row_no, f.early.row_count);
}

static const struct {
    const char *sql;
    enum verify_problem problem;
    uint64_t row_no; /* 0: not looked at */
} damages[] = {
    {"UPDATE event SET detail = 'x' WHERE row_no = 5", VERIFY_ROW_CHANGED, 5},
    {"UPDATE event SET wall_ms = wall_ms + 1 WHERE row_no = 1", VERIFY_ROW_CHANGED, 1},
    {"UPDATE event SET hash = zeroblob(32) WHERE row_no = 7", VERIFY_ROW_CHANGED, 7},
    {"UPDATE event SET kind = 'NO_SUCH' WHERE row_no = 7", VERIFY_ROW_UNREADABLE, 7},
    {"UPDATE event SET kind = 'HELD' WHERE row_no = 7", VERIFY_ROW_CHANGED, 7},
    {"UPDATE event SET visit_id = x'00' WHERE row_no = 7", VERIFY_ROW_UNREADABLE, 7},
    {"UPDATE event SET visit_id = zeroblob(16) WHERE row_no = 7", VERIFY_ROW_UNREADABLE, 7},
    {"UPDATE event SET hash = x'00' WHERE row_no = 7", VERIFY_ROW_UNREADABLE, 7},
    {"UPDATE event SET staff_id = '' WHERE row_no = 7", VERIFY_ROW_UNREADABLE, 7},
    {"DELETE FROM event WHERE row_no = 9", VERIFY_ROW_MISSING, 9},
    {"DELETE FROM event WHERE row_no = 1", VERIFY_ROW_MISSING, 1},
    {"DELETE FROM event WHERE row_no > 70", VERIFY_STATE_DIFFERS, 70},
    {"UPDATE event SET row_no = -row_no WHERE row_no = 3", VERIFY_ROW_MISSING, 1},
    {"UPDATE event SET effects = hash WHERE row_no = 3", VERIFY_ROW_CHANGED, 3},
    {"UPDATE outbox SET evidence = 'x' WHERE no = 1", VERIFY_OUTBOX_CHANGED, 19},
    {"UPDATE outbox SET token = 6 WHERE no = 1", VERIFY_OUTBOX_CHANGED, 19},
    {"UPDATE outbox SET put_row = 17 WHERE no = 1", VERIFY_OUTBOX_CHANGED, 17},
    {"UPDATE outbox SET state = 'QUEUED' WHERE no = 1", VERIFY_OUTBOX_CHANGED, 0},
    {"UPDATE outbox SET last_result = 'OK' WHERE no = 3", VERIFY_OUTBOX_CHANGED, 0},
    {"UPDATE outbox SET no = 9 WHERE no = 3", VERIFY_OUTBOX_CHANGED, 0},
    {"DELETE FROM outbox_step; DELETE FROM outbox", VERIFY_OUTBOX_CHANGED, 19},
    {"UPDATE outbox_step SET no = 37 WHERE no = 3", VERIFY_OUTBOX_CHANGED, 0},
    {"DELETE FROM outbox_step WHERE no = 3", VERIFY_OUTBOX_CHANGED, 0},
    {"UPDATE outbox_step SET state = 'ASIDE' WHERE no = 1", VERIFY_OUTBOX_CHANGED, 20},
    {"UPDATE outbox_step SET outbox_no = 2 WHERE no = 1", VERIFY_OUTBOX_CHANGED, 20},
    {"INSERT INTO outbox_step VALUES(9, 9999, 1, 'ASIDE', 'OK')", VERIFY_OUTBOX_CHANGED, 0},
    {"UPDATE visit SET state = 'CLOSED'", VERIFY_STATE_DIFFERS, 0},
    {"UPDATE visit SET call_no = 8 WHERE call_no = 1", VERIFY_STATE_DIFFERS, 0},
    {"DELETE FROM visit WHERE call_no = 1", VERIFY_STATE_DIFFERS, 0},
    {"UPDATE item SET outcome_detail = 'x'", VERIFY_STATE_DIFFERS, 0},
    {"UPDATE item SET token = NULL", VERIFY_STATE_DIFFERS, 0},
    {"DELETE FROM item", VERIFY_STATE_DIFFERS, 0},
    {"UPDATE job SET outcome_kind = 'NOT_HANDED_OVER'", VERIFY_STATE_DIFFERS, 0},
    {"UPDATE job SET grp = 'NOTE'", VERIFY_STATE_DIFFERS, 0},
    {"DELETE FROM job WHERE grp = 'SLIP'", VERIFY_STATE_DIFFERS, 0},
    {"INSERT INTO intent VALUES(x'00', '', 'SLIP', x'', 1, NULL, 1)", VERIFY_STATE_DIFFERS, 0},
    {"UPDATE migration SET name = 'x'", VERIFY_NOT_A_JOURNAL, 0},
    {"DROP TABLE personal", VERIFY_NOT_A_JOURNAL, 0},
    {"CREATE TABLE extra(a)", VERIFY_NOT_A_JOURNAL, 0},
    {"PRAGMA application_id = 1", VERIFY_NOT_A_JOURNAL, 0},
    {"PRAGMA user_version = 1", VERIFY_NOT_A_JOURNAL, 0},
    {"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 5 WHERE name = 'event'",
     VERIFY_DAMAGED, 0},
    {"UPDATE outbox SET attempts = 7 WHERE no = 1", VERIFY_OUTBOX_CHANGED, 0},
    {"DELETE FROM personal", VERIFY_NONE, 0},
};

static void every_damage_has_its_name(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "verify-damage");
    char good[310];
    snprintf(good, sizeof good, "%s.good", f.path);
    copy_file(f.path, good);
    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        copy_file(good, f.path);
        spoil(&f, damages[i].sql);
        struct verify_report report = judge(&f, NULL);
        if (report.problem != damages[i].problem ||
            (damages[i].row_no && report.row_no != damages[i].row_no)) {
            fail_msg("%s: %s at %llu", damages[i].sql, verify_problem_name(report.problem),
                     (unsigned long long)report.row_no);
        }
        assert_true(verify_problem_text(report.problem)[0] != '\0');
    }
}

/* An index that holds less than its table, by the same schema text: nothing in the rows tells. */
static void every_index_must_hold_its_table(void **state)
{
    (void)state;
    static const struct {
        const char *index;
        const char *where; /* what is left in it */
        enum verify_problem problem;
    } rows[] = {
        {"event_by_visit", "row_no <> 0", VERIFY_NONE},
        {"event_by_visit", "row_no <> 5", VERIFY_DAMAGED},
        {"event_by_kind", "row_no <> 5", VERIFY_DAMAGED},
        {"visit_open", "first_row = 0", VERIFY_DAMAGED},
        {"visit_called", "call_no <> 2", VERIFY_DAMAGED},
        {"outbox_aside", "no = 0", VERIFY_DAMAGED},
        {"outbox_by_visit", "no = 0", VERIFY_DAMAGED},
        {"personal_by_day", "day <> 0", VERIFY_DAMAGED},
    };
    struct fixture f;
    begin(&f, "verify-index");
    char good[310];
    snprintf(good, sizeof good, "%s.good", f.path);
    copy_file(f.path, good);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char sql[640];
        copy_file(good, f.path);
        snprintf(sql, sizeof sql,
                 "PRAGMA writable_schema = ON; CREATE TEMP TABLE was AS SELECT sql FROM "
                 "sqlite_schema WHERE name = '%s';"
                 "UPDATE sqlite_schema SET sql = CASE instr(sql, ' WHERE ') WHEN 0 THEN sql || "
                 "' WHERE %s' ELSE sql || ' AND %s' END WHERE name = '%s';"
                 "PRAGMA schema_version = 1000",
                 rows[i].index, rows[i].where, rows[i].where, rows[i].index);
        spoil_index(&f, rows[i].index, sql);
        struct verify_report report = judge(&f, NULL);
        if (report.problem != rows[i].problem) {
            fail_msg("%s: %s", rows[i].index, verify_problem_name(report.problem));
        }
    }
}

static void put_big_endian(FILE *file, long at, uint32_t v)
{
    uint8_t bytes[4] = {(uint8_t)(v >> 24), (uint8_t)(v >> 16), (uint8_t)(v >> 8), (uint8_t)v};
    assert_int_equal(fseek(file, at, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, 4, file), 4);
}

/* Pages that belong to nothing, or to two things; a header that lies. */
static void every_page_belongs_to_one_thing(void **state)
{
    (void)state;
    enum { PAGE = 4096, HEADER_PAGES = 28, HEADER_FREE = 32, HEADER_FREE_COUNT = 36 };
    struct fixture f;
    begin(&f, "verify-pages");
    char good[310];
    struct stat there;
    snprintf(good, sizeof good, "%s.good", f.path);
    copy_file(f.path, good);
    assert_int_equal(stat(good, &there), 0);
    uint32_t pages = (uint32_t)(there.st_size / PAGE);
    const struct {
        long at;
        uint32_t value;
        long more; /* bytes appended */
    } rows[] = {
        {HEADER_PAGES, pages + 1, PAGE}, /* a page that nothing leads to */
        {HEADER_PAGES, pages + 1, 0},    /* a page that is not there */
        {HEADER_PAGES, pages - 1, 0},    /* a page less than is used */
        {HEADER_FREE, 2, 0},             /* a table's page among the free ones */
        {HEADER_FREE_COUNT, 1, 0},       /* free pages that are not there */
        {HEADER_FREE, pages + 7, 0},     /* far outside */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        copy_file(good, f.path);
        FILE *file = fopen(f.path, "r+b");
        assert_non_null(file);
        put_big_endian(file, rows[i].at, rows[i].value);
        assert_int_equal(fclose(file), 0);
        assert_int_equal(truncate(f.path, there.st_size + rows[i].more), 0);
        if (judge(&f, NULL).problem != VERIFY_DAMAGED) {
            fail_msg("case %zu", i);
        }
    }
}

static void bare_intents_belong_to_the_state(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "verify-bare");
    struct journal *j = open_ok(&f);
    assert_ok(script_append(j, STEPS));
    journal_close(j);
    assert_int_equal(judge(&f, NULL).problem, VERIFY_NONE);
    spoil(&f, "UPDATE intent SET wall_ms = 0");
    assert_int_equal(judge(&f, NULL).problem, VERIFY_STATE_DIFFERS);
    spoil(&f, "DELETE FROM intent");
    assert_int_equal(judge(&f, NULL).problem, VERIFY_STATE_DIFFERS);
}

static void without_its_key_nothing_fits(void **state)
{
    (void)state;
    struct fixture f;
    char other[256];
    begin(&f, "verify-key");
    struct verify_request request = {.path = f.path, .key_folder = "/nonexistent"};
    struct verify_report report = {0};
    assert_fails(journal_verify(&request, &report), NOT_FOUND);
    kit_folder("verify-key-other", other);
    char path[300];
    snprintf(path, sizeof path, "%s/journal.db", other);
    struct journal *j = NULL;
    assert_ok(journal_open(path, other, NULL, &j));
    journal_close(j);
    request.key_folder = other;
    assert_ok(journal_verify(&request, &report));
    assert_int_equal(report.problem, VERIFY_ROW_CHANGED);
    assert_int_equal(report.row_no, 1);
    request = (struct verify_request){.path = "/nonexistent/j.db", .key_folder = f.folder};
    assert_fails(journal_verify(&request, &report), NOT_FOUND);
}

static uint64_t digest_of(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint64_t h = 1469598103934665603u;
    for (int c = file ? getc(file) : EOF; c != EOF; c = getc(file)) {
        h = (h ^ (uint64_t)c) * 1099511628211u;
    }
    if (file) {
        fclose(file);
    }
    return h;
}

/* A power cut leaves file and log; the judge reads both and leaves both. */
static void a_log_is_read_along_and_left_alone(void **state)
{
    (void)state;
    struct fixture f;
    struct fixture copy = {0};
    char log[310];
    char log_copy[310];
    char key[310];
    char key_copy[310];
    begin(&f, "verify-log");
    struct journal *j = open_ok(&f);
    assert_ok(script_append(j, STEPS));
    f.head = journal_head(j);
    kit_folder("verify-log-copy", copy.folder);
    snprintf(copy.path, sizeof copy.path, "%s/journal.db", copy.folder);
    snprintf(log, sizeof log, "%s-wal", f.path);
    snprintf(log_copy, sizeof log_copy, "%s-wal", copy.path);
    snprintf(key, sizeof key, "%s/chain.key", f.folder);
    snprintf(key_copy, sizeof key_copy, "%s/chain.key", copy.folder);
    copy_file(f.path, copy.path);
    copy_file(log, log_copy);
    copy_file(key, key_copy);
    journal_close(j);
    assert_int_equal(chmod(copy.path, 0400), 0);
    uint64_t before[2] = {digest_of(copy.path), digest_of(log_copy)};
    struct verify_report report = judge(&copy, &f.head);
    assert_int_equal(report.problem, VERIFY_NONE);
    assert_int_equal(report.head.row_count, f.head.row_count);
    assert_true(before[0] == digest_of(copy.path) && before[1] == digest_of(log_copy));
    snprintf(log, sizeof log, "%s-shm", copy.path);
    assert_int_not_equal(access(log, F_OK), 0);
}

static void a_file_that_is_no_database_is_a_finding(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "verify-foreign");
    FILE *file = fopen(f.path, "wb");
    assert_non_null(file);
    fputs("nothing of the kind, and long enough to be looked at as a header of one hundred bytes "
          "or more, which it is not",
          file);
    fclose(file);
    assert_int_equal(judge(&f, NULL).problem, VERIFY_DAMAGED);
    assert_int_equal(truncate(f.path, 0), 0);
    assert_int_equal(judge(&f, NULL).problem, VERIFY_NOT_A_JOURNAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_journal_is_whole_against_any_true_head),
        cmocka_unit_test(a_head_tells_a_cut_tail_and_another_history),
        cmocka_unit_test(every_damage_has_its_name),
        cmocka_unit_test(every_index_must_hold_its_table),
        cmocka_unit_test(every_page_belongs_to_one_thing),
        cmocka_unit_test(bare_intents_belong_to_the_state),
        cmocka_unit_test(without_its_key_nothing_fits),
        cmocka_unit_test(a_log_is_read_along_and_left_alone),
        cmocka_unit_test(a_file_that_is_no_database_is_a_finding),
    };
    return cmocka_run_group_tests_name("journal/verify", tests, NULL, NULL);
}
