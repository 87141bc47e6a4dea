/* Opening, appending, closing: what survives, what is refused and what is left untouched. */
#include "tests/kit/kit.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "journal/journal.h"
#include "journal/outbox.h"
#include "journal/read.h"

struct place {
    char folder[256];
    char path[300];
};

static struct place place(const char *name)
{
    struct place p;
    kit_folder(name, p.folder);
    snprintf(p.path, sizeof p.path, "%s/journal.db", p.folder);
    return p;
}

static struct journal *open_ok(const struct place *p)
{
    struct journal *j = NULL;
    assert_ok(journal_open(p->path, p->folder, NULL, &j));
    assert_non_null(j);
    return j;
}

static struct id id_of(uint8_t n)
{
    return (struct id){{n, 1}};
}

static struct journal_row full_row(void)
{
    struct journal_row row = {
        .kind = JOURNAL_PRINT_OUTCOME,
        .wall_ms = -5,
        .at_ms = UINT64_MAX,
        .visit_id = id_of(1),
        .request_id = id_of(2),
        .job_id = id_of(3),
        .application_id = "AP-1",
        .token = UINT64_MAX - 1,
        .call_no = 17,
        .code = {{9, 8, 7}},
        .staff_id = "S-4",
        .detail = "print=PRINTED 証書",
    };
    return row;
}

/* The chain covers every field, and nothing of the padding. */
static bool same_row(const struct journal_row *a, const struct journal_row *b)
{
    const struct chain_key key = {{1}};
    const struct journal_head head = {0};
    const struct chain_hash none = {0};
    return chain_hash_equal(chain_next(&key, head, a, none), chain_next(&key, head, b, none));
}

static void rows_come_back_as_they_were_after_reopening(void **state)
{
    (void)state;
    struct place p = place("journal-roundtrip");
    struct journal *j = open_ok(&p);
    assert_int_equal(journal_head(j).row_count, 0);
    struct journal_row rows[2] = {full_row(), {.kind = JOURNAL_STARTED}};
    assert_ok(journal_append_rows(j, rows, 2));
    struct journal_head head = journal_head(j);
    assert_int_equal(head.row_count, 2);
    journal_close(j);

    j = open_ok(&p);
    struct journal_head again = journal_head(j);
    assert_int_equal(again.row_count, 2);
    assert_true(chain_hash_equal(again.hash, head.hash));
    struct journal_row got[4];
    int count = 0;
    assert_ok(journal_read(j, 1, got, 4, &count));
    assert_int_equal(count, 2);
    assert_true(same_row(&got[0], &rows[0]) && same_row(&got[1], &rows[1]));
    assert_false(same_row(&got[0], &rows[1]));
    assert_ok(journal_read_visit(j, id_of(1), got, 4, &count));
    assert_int_equal(count, 1);
    assert_ok(journal_read(j, 3, got, 4, &count));
    assert_int_equal(count, 0);
    journal_close(j);
}

static void a_batch_is_whole_or_absent(void **state)
{
    (void)state;
    struct place p = place("journal-whole");
    struct journal *j = open_ok(&p);
    struct journal_row row = {.kind = JOURNAL_REPORT, .visit_id = id_of(1)};
    struct backend_request put = {.op = EXCHANGE_DONE, .idempotency_key = id_of(5)};
    strcpy(put.application_id, "AP-1");
    struct journal_batch batch = {.rows = &row, .count = 1, .puts = &put, .put_count = 1};
    assert_ok(journal_append(j, &batch));
    struct journal_head head = journal_head(j);
    assert_fails(journal_append(j, &batch), REFUSED);
    struct outbox_settle unknown = {.idempotency_key = id_of(6), .state = OUTBOX_ACKED};
    struct journal_batch settle = {
        .rows = &row, .count = 1, .settles = &unknown, .settle_count = 1};
    assert_fails(journal_append(j, &settle), NOT_FOUND);
    assert_int_equal(journal_head(j).row_count, head.row_count);
    struct journal_row got[4];
    int count = 0;
    assert_ok(journal_read(j, 1, got, 4, &count));
    assert_int_equal(count, 1);
    assert_ok(journal_append_rows(j, &row, 1));
    journal_close(j);
}

static void a_second_connection_is_refused(void **state)
{
    (void)state;
    struct place p = place("journal-second");
    struct journal *j = open_ok(&p);
    struct journal *other = NULL;
    assert_fails(journal_open(p.path, p.folder, NULL, &other), LOCKED);
    assert_null(other);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        _exit(journal_open(p.path, p.folder, NULL, &other).code == ERR_LOCKED ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    struct journal_row row = {.kind = JOURNAL_STARTED};
    assert_ok(journal_append_rows(j, &row, 1));
    journal_close(j);
    journal_close(open_ok(&p));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_back_as_they_were_after_reopening),
        cmocka_unit_test(a_batch_is_whole_or_absent),
        cmocka_unit_test(a_second_connection_is_refused),
    };
    return cmocka_run_group_tests_name("journal/journal", tests, NULL, NULL);
}
