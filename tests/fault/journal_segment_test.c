/* Rows are judged in segments, by several threads: nothing that is done across the border of two
 * may go unseen. No test knows where the borders are: each deed is done at every row of a stretch
 * that is longer than a segment. */
#include "tests/kit/kit.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "journal/verify.h"
#include "tests/kit/journal_site.h"

enum { VISITS = 100, THREADS = 3, SEGMENTS_MIN = 4, FROM = 300 };

struct lab {
    char folder[256];
    char good[300];
    char bad[300];
    struct journal_head head;
    char triggers[1024]; /* of the table */
    uint8_t *bytes;      /* of the good file */
    size_t size;
    uint64_t stretch; /* rows of more than a segment */
};

static struct verify_report judge(const struct lab *l, const char *path, int threads)
{
    struct verify_request request = {
        .path = path, .key_folder = l->folder, .expected = &l->head, .threads = threads};
    struct verify_report report;
    assert_ok(journal_verify(&request, &report));
    return report;
}

/* The file's bytes, and how its triggers were made. */
static void keep(struct lab *l)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    const char *list = "SELECT group_concat(sql, ';') FROM sqlite_schema WHERE type = 'trigger' "
                       "AND tbl_name = 'event'";
    assert_int_equal(sqlite3_open(l->good, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, list, -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    snprintf(l->triggers, sizeof l->triggers, "%s", (const char *)sqlite3_column_text(s, 0));
    sqlite3_finalize(s);
    sqlite3_close(db);
    FILE *file = fopen(l->good, "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    l->size = (size_t)ftell(file);
    rewind(file);
    l->bytes = malloc(l->size);
    assert_non_null(l->bytes);
    assert_int_equal(fread(l->bytes, 1, l->size, file), l->size);
    fclose(file);
}

static void begin(struct lab *l)
{
    struct journal_site s;
    *l = (struct lab){0};
    kit_folder("journal-segments", l->folder);
    assert_ok(journal_site_build(&s, l->folder, VISITS));
    l->head = journal_head(s.j);
    journal_close(s.j);
    snprintf(l->good, sizeof l->good, "%s", s.path);
    snprintf(l->bad, sizeof l->bad, "%s/bad.db", l->folder);
    keep(l);
    struct verify_report report = judge(l, l->good, THREADS);
    assert_int_equal(report.problem, VERIFY_NONE);
    assert_int_equal(report.threads, THREADS);
    assert_true(report.segments >= SEGMENTS_MIN);
    l->stretch = l->head.row_count / report.segments * 9 / 8;
    assert_true(FROM + l->stretch < l->head.row_count);
}

static void end(struct lab *l)
{
    free(l->bytes);
}

/* Runs every statement of `sql`; ?1 is `at`. */
static void run(sqlite3 *db, const char *sql, uint64_t at)
{
    while (*sql) {
        sqlite3_stmt *s = NULL;
        int rc = sqlite3_prepare_v2(db, sql, -1, &s, &sql);
        sqlite3_bind_int64(s, 1, (sqlite3_int64)at);
        rc = rc == SQLITE_OK && s ? sqlite3_step(s) : rc;
        if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW) {
            fail_msg("%s at %llu", sqlite3_errmsg(db), (unsigned long long)at);
        }
        sqlite3_finalize(s);
    }
}

static sqlite3 *copy(const struct lab *l)
{
    sqlite3 *db = NULL;
    FILE *file = fopen(l->bad, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(l->bytes, 1, l->size, file), l->size);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(sqlite3_open(l->bad, &db), SQLITE_OK);
    return db;
}

/* Does `sql` to a copy behind the triggers' back and has it judged. */
static struct verify_report judge_after(const struct lab *l, const char *sql, uint64_t at)
{
    sqlite3 *db = copy(l);
    run(db, "PRAGMA synchronous = OFF; BEGIN; DROP TRIGGER event_kept; DROP TRIGGER event_stays;",
        0);
    run(db, sql, at);
    run(db, l->triggers, 0);
    run(db, "COMMIT", 0);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return judge(l, l->bad, THREADS);
}

/* One deed at row ?1; which problem it is, found at that row. */
struct deed {
    const char *sql;
    enum verify_problem problem;
};

static void is_found_everywhere(const struct lab *l, const struct deed *deed)
{
    for (uint64_t at = FROM; at < FROM + l->stretch; at++) {
        struct verify_report report = judge_after(l, deed->sql, at);
        if (report.problem != deed->problem || report.row_no != at) {
            fail_msg("%s at %llu: %s at %llu", deed->sql, (unsigned long long)at,
                     verify_problem_name(report.problem), (unsigned long long)report.row_no);
        }
    }
}

static void deeds_across_any_border_are_found(void **state)
{
    (void)state;
    static const struct deed deeds[] = {
        /* two neighbours change places */
        {"UPDATE event SET row_no = 0 WHERE row_no = ?1;"
         "UPDATE event SET row_no = row_no - 1 WHERE row_no = ?1 + 1;"
         "UPDATE event SET row_no = ?1 + 1 WHERE row_no = 0",
         VERIFY_ROW_CHANGED},
        {"DELETE FROM event WHERE row_no = ?1", VERIFY_ROW_MISSING},
        /* and the next one takes its number, so that only the hash tells */
        {"DELETE FROM event WHERE row_no = ?1;"
         "UPDATE event SET row_no = ?1 WHERE row_no = ?1 + 1",
         VERIFY_ROW_CHANGED},
        {"UPDATE event SET hash = randomblob(32) WHERE row_no = ?1", VERIFY_ROW_CHANGED},
        {"UPDATE event SET wall_ms = wall_ms + 1 WHERE row_no = ?1", VERIFY_ROW_CHANGED},
    };
    struct lab l;
    begin(&l);
    assert_int_equal(judge_after(&l, "SELECT 1", 0).problem, VERIFY_NONE);
    for (size_t i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
        is_found_everywhere(&l, &deeds[i]);
    }
    end(&l);
}

/* However many threads, the finding is the first one in the file. */
static void the_first_finding_is_told(void **state)
{
    (void)state;
    struct lab l;
    begin(&l);
    judge_after(&l, "UPDATE event SET wall_ms = 0 WHERE row_no > ?1 AND row_no % 97 = 0", 500);
    for (int threads = 1; threads <= 2 * THREADS; threads++) {
        struct verify_report report = judge(&l, l.bad, threads);
        assert_int_equal(report.problem, VERIFY_ROW_CHANGED);
        assert_int_equal(report.row_no, 582);
        assert_int_equal(report.head.row_count, 581);
    }
    end(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deeds_across_any_border_are_found),
        cmocka_unit_test(the_first_finding_is_told),
    };
    return cmocka_run_group_tests_name("journal/segment", tests, NULL, NULL);
}
