#include "tests/kit/openapi_log.h"

#include <string.h>
#include "tests/kit/kit.h"

static void check_row(const struct openapi *o, const struct openapi_exchange *x)
{
    char message[SCHEMA_MESSAGE_SIZE];
    /* What was refused need not have been a good request. */
    bool fits = openapi_check_reply(o, x, message) &&
                (x->status != 200 || openapi_check_request(o, x, message));
    if (!fits) {
        fail_msg("%s %s, %d: %s", x->method, x->path, x->status, message);
    }
    bool has_code = x->body != NULL && strstr(x->body, "\"code\":") != NULL &&
                    strstr(x->body, "\"code\":\"\"") == NULL;
    if (has_code) {
        fail_msg("%s %s: a pickup code in the log", x->method, x->path);
    }
}

int openapi_check_log(const struct openapi *o, sqlite3 *db)
{
    static const char sql[] =
        "SELECT method, path, body, status, reply FROM exchange WHERE by_fault = 0";
    sqlite3_stmt *q = NULL;
    int count = 0;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
    for (; sqlite3_step(q) == SQLITE_ROW; count++) {
        struct openapi_exchange x = {.method = (const char *)sqlite3_column_text(q, 0),
                                     .path = (const char *)sqlite3_column_text(q, 1),
                                     .body = (const char *)sqlite3_column_text(q, 2),
                                     .status = sqlite3_column_int(q, 3),
                                     .reply = (const char *)sqlite3_column_text(q, 4)};
        check_row(o, &x);
    }
    sqlite3_finalize(q);
    return count;
}
