/* Journals of every released schema version (tests/journals/) open in this build and go on; one of
 * a newer version is refused, left as it is, and can be kept aside. `released_test --record` makes
 * the folder of this version. */
#include "tests/kit/kit.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "journal/load.h"
#include "journal/outbox.h"
#include "journal/personal.h"
#include "journal/verify.h"
#include "tests/kit/journal_script.h"

enum {
    STEPS = 4 * SCRIPT_STEPS_A_VISIT + 13, /* the last visit stands before its print's outcome */
    TIDY_EVERY = 10,                       /* what comes after the last is in the log only */
    QUEUED_VISIT = 7,
    FILE_MAX = 1 << 20,
};

static const int64_t NAME_WALL_MS = INT64_C(1780023600000);
static const char NAME[] = "軽自動車太郎";
static const struct personal_name named = {.visit_id = {{9}}, .application_id = "AP-0000009"};
static const char *const FILES[] = {"journal.db", "journal.db-wal", "chain.key", "journal.born",
                                    "day-20602.key"};

struct copy {
    char folder[256];
    char path[300];
};

static void released_folder(int version, char out[64])
{
    snprintf(out, 64, "tests/journals/v%d", version);
}

static size_t read_file(const char *folder, const char *name, uint8_t *out)
{
    char path[400];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "rb");
    if (!f) {
        fail_msg("%s is missing: made by released_test --record", path);
    }
    size_t n = fread(out, 1, FILE_MAX, f);
    fclose(f);
    assert_true(n < FILE_MAX);
    return n;
}

static void copy_files(const char *from, const char *to)
{
    uint8_t *bytes = malloc(FILE_MAX);
    assert_non_null(bytes);
    for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++) {
        char path[400];
        size_t n = read_file(from, FILES[i], bytes);
        snprintf(path, sizeof path, "%s/%s", to, FILES[i]);
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        assert_int_equal(fwrite(bytes, 1, n, f), n);
        assert_int_equal(fclose(f), 0);
    }
    free(bytes);
}

static struct copy copy_of(int version)
{
    struct copy c;
    char from[64];
    released_folder(version, from);
    kit_folder("journal-released", c.folder);
    snprintf(c.path, sizeof c.path, "%s/journal.db", c.folder);
    copy_files(from, c.folder);
    return c;
}

static struct err add_queued(struct journal *j)
{
    struct journal_row row = {.kind = JOURNAL_REPORT, .visit_id = script_id(QUEUED_VISIT, 1)};
    struct backend_request put = {.op = EXCHANGE_DONE, .token = 5};
    put.idempotency_key = put.request_id = script_id(QUEUED_VISIT, 7);
    put.visit_id = row.visit_id;
    snprintf(put.application_id, sizeof put.application_id, "AP-0000007");
    return journal_append(
        j, &(struct journal_batch){.rows = &row, .count = 1, .puts = &put, .put_count = 1});
}

static void write_story(struct journal *j)
{
    assert_ok(add_queued(j));
    assert_ok(journal_personal_put(j, &named, NAME_WALL_MS, NAME, sizeof NAME));
    for (uint64_t i = 0; i < STEPS; i++) {
        assert_ok(script_append(j, i));
        if (i % TIDY_EVERY == TIDY_EVERY - 1) {
            assert_ok(script_tidy(j));
        }
    }
}

static void verify_is(const struct copy *c, enum verify_problem want)
{
    struct verify_report report;
    struct verify_request request = {.path = c->path, .key_folder = c->folder};
    assert_ok(journal_verify(&request, &report));
    assert_string_equal(verify_problem_name(report.problem), verify_problem_name(want));
}

static void check_story(struct journal *j)
{
    static struct restored_visit visits[4];
    struct outbox_row row;
    char name[64] = "";
    size_t n = 0;
    int count = 0;
    int total = 0;
    assert_ok(journal_personal_get(j, &named, name, sizeof name, &n));
    assert_int_equal(n, sizeof NAME);
    assert_string_equal(name, NAME);
    assert_ok(journal_load_open(j, visits, 4, &count, &total));
    assert_int_equal(total, 2); /* the one before its print's outcome, and the queued report's */
    assert_ok(journal_outbox_next(j, 0, &row, 1, &count));
    assert_int_equal(count, 1);
    assert_string_equal(row.request.application_id, "AP-0000007");
    assert_int_equal(journal_outbox_depth(j).aside, 1);
}

static void every_released_journal_opens_and_goes_on(void **state)
{
    (void)state;
    for (int version = 1; version <= JOURNAL_SCHEMA_VERSION; version++) {
        struct copy c = copy_of(version);
        struct journal *j = NULL;
        verify_is(&c, VERIFY_NONE);
        assert_ok(journal_open(c.path, c.folder, NULL, &j));
        assert_int_equal(journal_head(j).row_count, 1 + 4 * 21 + 14);
        check_story(j);
        assert_ok(script_append(j, STEPS));
        journal_close(j);
        verify_is(&c, VERIFY_NONE);
    }
}

static uint64_t content(const struct copy *c)
{
    uint8_t *bytes = malloc(FILE_MAX);
    assert_non_null(bytes);
    uint64_t sum = 0;
    size_t n = read_file(c->folder, "journal.db", bytes);
    for (size_t i = 0; i < n; i++) {
        sum = (sum ^ bytes[i]) * 0x100000001b3u;
    }
    free(bytes);
    return sum;
}

static void a_newer_schema_is_refused_untouched_and_kept_aside(void **state)
{
    (void)state;
    struct copy c = copy_of(JOURNAL_SCHEMA_VERSION);
    struct journal *j = NULL;
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(c.path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "CREATE TABLE of_later(a) STRICT;"
                                  "INSERT INTO migration(version, name) VALUES(99, 'later')",
                                  NULL, NULL, NULL),
                     SQLITE_ERROR); /* STRICT wants a type: nothing happened yet */
    assert_int_equal(sqlite3_exec(db,
                                  "CREATE TABLE of_later(a INTEGER) STRICT;"
                                  "INSERT INTO migration(version, name) VALUES(99, 'later')",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(db);
    uint64_t before = content(&c);
    assert_fails(journal_open(c.path, c.folder, NULL, &j), UNSUPPORTED);
    assert_true(content(&c) == before);
    verify_is(&c, VERIFY_NOT_A_JOURNAL);
    assert_ok(journal_keep_aside(c.path, 5));
    char aside[340];
    snprintf(aside, sizeof aside, "%s.aside-5", c.path);
    assert_int_equal(access(aside, F_OK), 0);
    assert_fails(journal_keep_aside(c.path, 6), NOT_FOUND);
}

/* As it stands when the power goes: the log holds what the file does not. */
static int record(void)
{
    char folder[256];
    char path[300];
    char to[64];
    struct journal *j = NULL;
    kit_folder("journal-record", folder);
    snprintf(path, sizeof path, "%s/journal.db", folder);
    released_folder(JOURNAL_SCHEMA_VERSION, to);
    if (failed(journal_open(path, folder, NULL, &j)) || mkdir(to, 0755) != 0) {
        fprintf(stderr, "released_test: %s is there already, or cannot be made\n", to);
        return 1;
    }
    write_story(j);
    copy_files(folder, to);
    journal_close(j);
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_released_journal_opens_and_goes_on),
        cmocka_unit_test(a_newer_schema_is_refused_untouched_and_kept_aside),
    };
    if (argc > 1 && strcmp(argv[1], "--record") == 0) {
        return record();
    }
    return cmocka_run_group_tests_name("journal/released", tests, NULL, NULL);
}
