/* Bugs of the wire, the backend, the paper and the disk, planted from outside. `at` of a hook is
 * PLANTED_MEMORY bytes, zeroed for each seed. */
#include "tests/kit/planted.h"

#include <glob.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include "tests/kit/kit.h"
#include "tests/kit/wire_edit.h"

/* -- the wire ------------------------------------------------------------------------------------
 */

static void set_token_of_path(struct world_wire *wire)
{
    const char *from = strstr(wire->path, "/reservations/");
    char token[32];
    if (from != NULL) {
        from += strlen("/reservations/");
        snprintf(token, sizeof token, "%.*s", (int)strspn(from, "0123456789"), from);
        wire_set(wire->body, wire->body_cap, "token", token);
    }
}

/* The terminal takes any answer for the one it waits for: request, visit and token. */
static void answers_taken_unseen(void *at, struct world_wire *wire)
{
    (void)at;
    wire_set(wire->body, wire->body_cap, "request_id", wire->request_id);
    wire_set(wire->body, wire->body_cap, "visit_id", wire->visit_id);
    set_token_of_path(wire);
    const char *mark = strstr(wire->body, "\"application_id\":\"");
    if (mark != NULL && strstr(wire->path, "/begin") != NULL) {
        wire_set(wire->body, wire->body_cap, "application_id", (const char *)at);
    }
}

/* Who waits for the answer, by the only begin that is under way: kept by request_seen(). */
static void request_seen(void *at, struct world_wire *wire)
{
    char id[64];
    if (strstr(wire->path, "/begin") != NULL) {
        wire_get(wire->body, "application_id", id);
        memcpy(at, id, sizeof id);
    }
}

static void server_forgets_keys(void *at, sqlite3 *db, struct world_wire *wire)
{
    (void)at;
    (void)wire;
    sqlite3_exec(db, "DELETE FROM idempotency", NULL, NULL, NULL);
}

static void server_lets_begun_lapse(void *at, sqlite3 *db, struct world_wire *wire)
{
    (void)at;
    if (strcmp(wire->path, "/v1/reservations") == 0) {
        sqlite3_exec(db,
                     "UPDATE application SET phase = 0 WHERE phase = 2 AND EXISTS"
                     " (SELECT 1 FROM reservation AS r WHERE r.application_id ="
                     " application.application_id AND r.token = application.token AND"
                     " r.begun_at_ms + 30000 < (SELECT max(at_ms) FROM heartbeat))",
                     NULL, NULL, NULL);
    }
}

static void server_gives_one_token(void *at, sqlite3 *db, struct world_wire *wire)
{
    (void)at;
    if (strcmp(wire->path, "/v1/reservations") == 0) {
        sqlite3_exec(db,
                     "DELETE FROM reservation WHERE token = 1;"
                     "UPDATE application SET token = 0 WHERE phase = 0",
                     NULL, NULL, NULL);
    }
}

/* Two people are believed at once, however lately the other terminal was heard of. */
static void server_relieves_at_once(void *at, sqlite3 *db, struct world_wire *wire)
{
    (void)at;
    (void)wire;
    sqlite3_exec(db, "UPDATE heard SET at_ms = 0", NULL, NULL, NULL);
}

/* Whoever asks holds the reservation. */
static void server_ignores_the_holder(void *at, sqlite3 *db, struct world_wire *wire)
{
    (void)at;
    if (strcmp(wire->path, "/v1/reservations") == 0) {
        sqlite3_exec(db, "UPDATE application SET phase = 0 WHERE phase IN (1, 2)", NULL, NULL,
                     NULL);
    }
}

static int64_t current_token(sqlite3 *db, const char *application_id)
{
    sqlite3_stmt *s = NULL;
    int64_t token = 0;
    sqlite3_prepare_v2(db, "SELECT token FROM application WHERE application_id = ?", -1, &s, NULL);
    sqlite3_bind_text(s, 1, application_id, -1, SQLITE_STATIC);
    if (sqlite3_step(s) == SQLITE_ROW) {
        token = sqlite3_column_int64(s, 0);
    }
    sqlite3_finalize(s);
    return token;
}

/* An old token is as good as the new one: the answer says it was the one asked for. */
static void server_ignores_tokens(void *at, sqlite3 *db, struct world_wire *wire)
{
    char id[64];
    char *from = strstr(wire->path, "/reservations/");
    (void)at;
    wire_get(wire->body, "application_id", id);
    if (from == NULL) {
        return;
    }
    from += strlen("/reservations/");
    const char *rest = from + strspn(from, "0123456789");
    char op[32];
    snprintf(op, sizeof op, "%s", rest);
    if (strcmp(op, "/begin") == 0) { /* and what is begun may be begun again */
        sqlite3_exec(db, "UPDATE application SET phase = 1 WHERE phase = 2", NULL, NULL, NULL);
    }
    snprintf(from, wire->path_cap - (size_t)(from - wire->path), "%" PRId64 "%s",
             current_token(db, id), op);
}

static void answer_names_token_asked_for(void *at, struct world_wire *wire)
{
    (void)at;
    set_token_of_path(wire);
}

static void server_records_twice(void *at, sqlite3 *db, struct world_wire *wire)
{
    char id[64];
    (void)at;
    if (strcmp(wire->path, "/v1/reservations") == 0) { /* what was given out is ready again */
        wire_get(wire->body, "application_id", id);
        sqlite3_exec(db, "UPDATE application SET status = 'READY', phase = 0 WHERE phase = 3", NULL,
                     NULL, NULL);
    }
}

/* The answer is out before its commit is on the disk: that comes with the next request. */
static void server_answers_before_it_commits(void *at, sqlite3 *db, struct world_wire *wire)
{
    (void)at;
    (void)wire;
    sqlite3_exec(db,
                 "PRAGMA synchronous = FULL; UPDATE heard SET at_ms = at_ms;"
                 "PRAGMA synchronous = NORMAL",
                 NULL, NULL, NULL);
}

/* Commits reach the disk with a checkpoint, so perhaps once an hour. */
static void server_syncs_now_and_then(void *at, sqlite3 *db, struct world_wire *wire)
{
    (void)at;
    (void)wire;
    sqlite3_exec(db, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
}

/* -- the page and the hand ------------------------------------------------------------------------
 */

static void page_of_the_one_before(void *at, char *text, size_t cap)
{
    char *before = at;
    char now[64];
    snprintf(now, sizeof now, "%s", text);
    if (before[0] != '\0') {
        snprintf(text, cap, "%s", before);
    }
    memcpy(before, now, sizeof now);
}

static void slip_of_the_one_before(void *at, const char *leftover, char *text, size_t cap)
{
    (void)leftover;
    page_of_the_one_before(at, text, cap);
}

/* What stood in the printer's buffer comes out first, under the next job. */
static void buffer_continued(void *at, const char *leftover, char *text, size_t cap)
{
    (void)at;
    if (leftover[0] != '\0') {
        snprintf(text, cap, "%s", leftover);
    }
}

char planted_key_folder[256];

/* Once a seed, as if a start had made its key again. */
static void chain_key_made_anew(void *at, struct world_wire *wire)
{
    char *done = at, pattern[300];
    glob_t folders;
    (void)wire;
    if (*done != 0) {
        return;
    }
    *done = 1;
    snprintf(pattern, sizeof pattern, "%s/*/*/chain.key", planted_key_folder);
    assert_int_equal(glob(pattern, 0, NULL, &folders), 0);
    for (size_t i = 0; i < folders.gl_pathc; i++) {
        FILE *f = fopen(folders.gl_pathv[i], "wb");
        assert_non_null(f);
        assert_int_equal(fwrite("another key, and nobody noticed.", 1, 32, f), 32);
        assert_int_equal(fclose(f), 0);
    }
    globfree(&folders);
}

const struct planted_bug planted_outside[] = {
    {"answers taken unseen", 400,
     .hooks = {.request = request_seen, .answer = answers_taken_unseen}},
    {"server forgets keys", 50, .hooks = {.backend = server_forgets_keys}},
    {"server lets what is begun lapse", 400, .hooks = {.backend = server_lets_begun_lapse}},
    {"server gives the same token again", 400, .hooks = {.backend = server_gives_one_token}},
    {"server relieves at once", 4000, .hooks = {.backend = server_relieves_at_once}},
    {"server ignores who holds", 400, .hooks = {.backend = server_ignores_the_holder}},
    {"server ignores tokens", 400,
     .hooks = {.backend = server_ignores_tokens, .answer = answer_names_token_asked_for}},
    {"server makes the issued ready again", 100, .hooks = {.backend = server_records_twice}},
    {"server answers before it commits", 50,
     .hooks = {.backend = server_answers_before_it_commits}},
    {"server syncs now and then", 20, .hooks = {.backend = server_syncs_now_and_then}},
    {"page of the one before", 20, .hooks = {.page = page_of_the_one_before}},
    {"sync skipped", 20, .lazy = ""},
    {"sync of the log skipped", 20, .lazy = "-wal"},
    {"chain key made anew", 20, .hooks = {.request = chain_key_made_anew}},
    {"page of another visit", 20, .hooks = {.slip = slip_of_the_one_before}},
    {"buffer of the last job continued", 400, .hooks = {.slip = buffer_continued}},
};
const int planted_outside_count = sizeof planted_outside / sizeof planted_outside[0];
