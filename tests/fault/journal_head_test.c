/* A journal whose tail is cut, or an older copy of it, is whole by itself; the head that the last
 * heartbeat left at the backend tells. With the commands that an engineer has. */
#include "tests/kit/cairo_leak.h"
#include "tests/kit/kit.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "app/command.h"
#include "base/log.h"
#include "tests/kit/trial.h"

enum { FILE_MAX = 1 << 22, TWO_HEARTBEATS_MS = 130000, HEAD_SIZE = 96 };

static void copy_file(const char *from, const char *to)
{
    FILE *in = fopen(from, "rb");
    FILE *out = fopen(to, "wb");
    uint8_t *bytes = malloc(FILE_MAX);
    assert_true(in && out && bytes);
    size_t n = fread(bytes, 1, FILE_MAX, in);
    assert_true(n < FILE_MAX);
    assert_int_equal(fwrite(bytes, 1, n, out), n);
    free(bytes);
    fclose(in);
    assert_int_equal(fclose(out), 0);
}

static void head_of_heartbeat(struct office *o, char out[HEAD_SIZE])
{
    sqlite3_stmt *q = NULL;
    const char *sql = "SELECT json_extract(body, '$.journal_row_count') || ':' ||"
                      " json_extract(body, '$.journal_head') FROM heartbeat";
    assert_int_equal(sqlite3_prepare_v2(backend_logic_db(o->backend), sql, -1, &q, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    assert_true(str_copy(out, HEAD_SIZE, str_of((const char *)sqlite3_column_text(q, 0))));
    sqlite3_finalize(q);
}

static int verify(char *file, char *keys, char *head)
{
    char word[] = "verify";
    char *words[] = {word, file, keys, head};
    return command_journal(head ? 4 : 3, words);
}

static void an_older_copy_is_told_by_the_head(void **state)
{
    (void)state;
    static struct office office;
    struct trial t;
    char path[400], keys[400], older[400], head[HEAD_SIZE];
    trial_begin(&t, "journal-head", &office);
    snprintf(path, sizeof path, "%s/journal.db", t.folder);
    snprintf(keys, sizeof keys, "%s/keys", t.folder);
    snprintf(older, sizeof older, "%s/older.db", t.folder);
    assert_ok(trial_open(&t, true));
    office_turn(&office);
    office_close(&office);
    copy_file(path, older);
    assert_ok(trial_open(&t, false));
    assert_true(clerk_run(&t.clerk, clerk_is_done, NULL));
    clerk_wait(&t.clerk, office_now_ms(&office) + TWO_HEARTBEATS_MS, NULL, NULL);
    head_of_heartbeat(&office, head);
    office_close(&office);

    assert_int_equal(verify(path, keys, NULL), EXIT_IN_ORDER);
    assert_int_equal(verify(path, keys, head), EXIT_IN_ORDER);
    assert_int_equal(verify(older, keys, NULL), EXIT_IN_ORDER);
    assert_int_equal(verify(older, keys, head), EXIT_NOT_IN_ORDER);
    head[strlen(head) - 1] = head[strlen(head) - 1] == '0' ? '1' : '0';
    assert_int_equal(verify(path, keys, head), EXIT_NOT_IN_ORDER);
}

static void what_is_no_head_is_not_taken_for_one(void **state)
{
    (void)state;
#define HASH_63 "00112233445566778899aabbccddeeff00112233445566778899aabbccddeef"
    static const char *const heads[] = {"",
                                        "5",
                                        ":",
                                        "5:",
                                        "5:00",
                                        "-1:" HASH_63 "f",
                                        "x:" HASH_63 "f",
                                        "5:" HASH_63 "fff",
                                        "5:" HASH_63 "g"};
    char file[] = "nowhere/journal.db";
    char keys[] = "nowhere";
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        char head[HEAD_SIZE];
        snprintf(head, sizeof head, "%s", heads[i]);
        assert_int_equal(verify(file, keys, head), EXIT_USAGE);
    }
    assert_int_equal(verify(file, keys, NULL), EXIT_NOT_IN_ORDER); /* well said, and not there */
}

static void an_unusable_journal_is_put_aside_by_hand(void **state)
{
    (void)state;
    char folder[256], path[300], word[] = "aside";
    kit_folder("journal-put-aside", folder);
    snprintf(path, sizeof path, "%s/journal.db", folder);
    char *words[] = {word, path};
    assert_int_equal(command_journal(2, words), EXIT_NOT_IN_ORDER); /* nothing there */
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(command_journal(2, words), EXIT_IN_ORDER);
    assert_int_not_equal(access(path, F_OK), 0);
    assert_int_equal(command_journal(1, words), EXIT_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_older_copy_is_told_by_the_head),
        cmocka_unit_test(what_is_no_head_is_not_taken_for_one),
        cmocka_unit_test(an_unusable_journal_is_put_aside_by_hand),
    };
    log_set_level(LOG_LEVEL_SILENT);
    return cmocka_run_group_tests_name("journal/head", tests, NULL, NULL);
}
