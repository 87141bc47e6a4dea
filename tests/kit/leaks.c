#include "tests/kit/leaks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/log.h"
#include "tests/kit/kit.h"

static const char PICKUP_CODE[] = "UK1:";

static struct {
    const struct personal_texts *personal;
    long lines;
} watch;

static void read_line(const char *line, size_t n)
{
    watch.lines++;
    const char *told = personal_texts_find(watch.personal, line, n);
    if (told == NULL && memmem(line, n, PICKUP_CODE, sizeof PICKUP_CODE - 1) != NULL) {
        told = "a pickup code";
    }
    if (told != NULL) {
        log_set_reader(NULL);
        fail_msg("the log carries %s: %.*s", told, (int)n, line);
    }
}

void leaks_watch_log(const struct personal_texts *p)
{
    watch.personal = p;
    watch.lines = 0;
    log_set_level(LOG_LEVEL_DEBUG);
    log_set_reader(read_line);
}

long leaks_end_log(void)
{
    log_set_reader(NULL);
    log_set_level(LOG_LEVEL_ERR);
    return watch.lines;
}

void leaks_look_in_file(const struct personal_texts *p, const char *path, bool may_be_missing)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL && may_be_missing) {
        return;
    }
    assert_non_null(f);
    assert_int_equal(fseek(f, 0, SEEK_END), 0);
    long size = ftell(f);
    assert_true(size >= 0);
    char *bytes = malloc((size_t)size + 1);
    assert_non_null(bytes);
    rewind(f);
    assert_int_equal(fread(bytes, 1, (size_t)size, f), size);
    (void)fclose(f);
    const char *told = personal_texts_find(p, bytes, (size_t)size);
    free(bytes);
    if (told != NULL) {
        fail_msg("%s carries %s", path, told);
    }
}

void leaks_look_in_backend(const struct personal_texts *p, sqlite3 *db)
{
    static const char sql[] = "SELECT 'exchange', coalesce(body, '') FROM exchange"
                              " UNION ALL SELECT 'path', path FROM exchange"
                              " UNION ALL SELECT 'conflict', body FROM conflict"
                              " UNION ALL SELECT 'heartbeat', coalesce(body, '') FROM heartbeat"
                              " UNION ALL SELECT 'hand-over', evidence FROM handover"
                              " UNION ALL SELECT 'reservation',"
                              " coalesce(evidence, '') || coalesce(reason, '') FROM reservation";
    sqlite3_stmt *q = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
    while (sqlite3_step(q) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(q, 1);
        const char *told = personal_texts_find(p, text, strlen(text));
        if (told != NULL) {
            fail_msg("the backend's %s carries %s", (const char *)sqlite3_column_text(q, 0), told);
        }
    }
    sqlite3_finalize(q);
}
