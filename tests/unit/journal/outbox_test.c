/* The queue to the backend: order per application, nobody waits for another, nothing is lost. */
#include "tests/kit/kit.h"

#include <stdio.h>
#include <string.h>
#include "journal/outbox.h"
#include "journal/verify.h"
#include "tests/kit/journal_script.h"

struct fixture {
    char folder[256];
    char path[300];
    struct journal *j;
};

static void reopen(struct fixture *f)
{
    journal_close(f->j);
    assert_ok(journal_open(f->path, f->folder, NULL, &f->j));
}

static void begin(struct fixture *f, const char *name)
{
    *f = (struct fixture){0};
    kit_folder(name, f->folder);
    snprintf(f->path, sizeof f->path, "%s/journal.db", f->folder);
    reopen(f);
}

static struct id key(uint8_t n)
{
    return (struct id){{0xee, n}};
}

static struct backend_request request(uint8_t n, const char *application_id)
{
    struct backend_request q = {
        .op = n % 2 ? EXCHANGE_DONE : EXCHANGE_ABORT,
        .request_id = {{0xdd, n}},
        .idempotency_key = key(n),
        .visit_id = {{1}},
        .token = UINT64_MAX - n,
        .happened_at_ms = -n,
    };
    snprintf(q.application_id, sizeof q.application_id, "%s", application_id);
    snprintf(q.evidence, sizeof q.evidence, "print=PRINTED n=%d", n);
    snprintf(q.staff_id, sizeof q.staff_id, "S-%d", n);
    snprintf(q.reason, sizeof q.reason, "%s", n % 2 ? "" : "NOT_TAKEN");
    return q;
}

static void put(struct fixture *f, uint8_t n, const char *application_id)
{
    struct journal_row row = {.kind = JOURNAL_REPORT, .visit_id = {{1}}, .request_id = key(n)};
    struct backend_request q = request(n, application_id);
    struct journal_batch batch = {.rows = &row, .count = 1, .puts = &q, .put_count = 1};
    assert_ok(journal_append(f->j, &batch));
}

static struct err settle(struct fixture *f, uint8_t n, enum outbox_state to)
{
    struct journal_row row = {.kind = JOURNAL_REPORTED, .visit_id = {{1}}, .request_id = key(n)};
    struct outbox_settle s = {key(n), to, EXCHANGE_RESULT_CONFLICT};
    struct journal_batch batch = {.rows = &row, .count = 1, .settles = &s, .settle_count = 1};
    return journal_append(f->j, &batch);
}

/* The numbers of the keys that may go now, as text: "13". */
static const char *ready(struct fixture *f, char out[16])
{
    struct outbox_row rows[8];
    int count = 0;
    assert_ok(journal_outbox_next(f->j, 0, rows, 8, &count));
    for (int i = 0; i < count; i++) {
        out[i] = (char)('0' + rows[i].request.idempotency_key.byte[1]);
    }
    out[count] = '\0';
    return out;
}

static void depth(struct fixture *f, uint32_t queued, uint32_t aside)
{
    struct outbox_depth d = journal_outbox_depth(f->j);
    assert_int_equal(d.queued, queued);
    assert_int_equal(d.aside, aside);
}

static enum verify_problem judged(const struct fixture *f)
{
    struct verify_report report;
    struct verify_request request = {.path = f->path, .key_folder = f->folder};
    assert_ok(journal_verify(&request, &report));
    return report.problem;
}

static void order_is_kept_per_application_and_only_there(void **state)
{
    (void)state;
    struct fixture f;
    char text[16];
    begin(&f, "outbox-order");
    assert_string_equal(ready(&f, text), "");
    put(&f, 1, "A");
    put(&f, 2, "A");
    put(&f, 3, "B");
    put(&f, 4, "A");
    assert_string_equal(ready(&f, text), "13");
    assert_ok(settle(&f, 3, OUTBOX_ACKED));
    assert_string_equal(ready(&f, text), "1");
    assert_ok(settle(&f, 1, OUTBOX_ACKED));
    assert_string_equal(ready(&f, text), "2");
    reopen(&f);
    assert_string_equal(ready(&f, text), "2");
    depth(&f, 2, 0);
    journal_close(f.j);
}

static void a_poison_row_stands_aside_and_may_come_back(void **state)
{
    (void)state;
    struct fixture f;
    char text[16];
    struct refused_report row;
    int count = 0;
    begin(&f, "outbox-aside");
    put(&f, 1, "A");
    put(&f, 2, "A");
    assert_ok(settle(&f, 1, OUTBOX_ASIDE));
    assert_string_equal(ready(&f, text), "2");
    depth(&f, 1, 1);
    assert_ok(journal_outbox_aside(f.j, &row, 1, &count));
    assert_int_equal(count, 1);
    assert_int_equal(row.result, EXCHANGE_RESULT_CONFLICT);
    assert_ok(settle(&f, 1, OUTBOX_QUEUED));
    assert_string_equal(ready(&f, text), "1");
    assert_ok(settle(&f, 1, OUTBOX_ACKED));
    depth(&f, 1, 0);
    journal_close(f.j);
}

/* What staff see of it, and that its last word is theirs. */
static void staff_end_what_was_refused(void **state)
{
    (void)state;
    struct fixture f;
    struct refused_report rows[2];
    int count = 0;
    begin(&f, "outbox-noted");
    struct journal_row told[] = {
        {.kind = JOURNAL_NUMBER, .visit_id = {{1}}, .call_no = 17, .wall_ms = 1},
        {.kind = JOURNAL_REPORT_REFUSED, .visit_id = {{1}}, .request_id = key(1), .wall_ms = 2},
        {.kind = JOURNAL_REPORT_REFUSED, .visit_id = {{1}}, .request_id = key(2), .wall_ms = 3},
        {.kind = JOURNAL_REPORT_REFUSED, .visit_id = {{1}}, .request_id = key(1), .wall_ms = 4},
    };
    put(&f, 1, "A");
    put(&f, 2, "B");
    assert_ok(script_append_rows(f.j, told, 4));
    assert_ok(settle(&f, 1, OUTBOX_ASIDE));
    assert_ok(journal_outbox_aside(f.j, rows, 2, &count));
    assert_int_equal(count, 1);
    assert_int_equal(rows[0].no, 1);
    assert_int_equal(rows[0].op, EXCHANGE_DONE);
    assert_int_equal(rows[0].call_no, 17);
    assert_int_equal(rows[0].times, 2);
    assert_int_equal(rows[0].refused_at_ms, 4);
    assert_int_equal(rows[0].happened_at_ms, -1);
    assert_string_equal(rows[0].application_id, "A");
    assert_true(id_equal(rows[0].visit_id, (struct id){{1}}));
    assert_ok(settle(&f, 1, OUTBOX_ACKED));
    assert_fails(settle(&f, 1, OUTBOX_QUEUED), REFUSED);
    assert_ok(journal_outbox_aside(f.j, rows, 2, &count));
    assert_int_equal(count, 0);
    depth(&f, 1, 0);
    journal_close(f.j);
    assert_int_equal(judged(&f), VERIFY_NONE);
}

static void a_row_comes_back_as_it_was_put(void **state)
{
    (void)state;
    struct fixture f;
    struct outbox_row row;
    begin(&f, "outbox-content");
    put(&f, 1, "A");
    put(&f, 2, "B");
    reopen(&f);
    for (uint8_t n = 1; n <= 2; n++) {
        struct backend_request want = request(n, n == 1 ? "A" : "B");
        const struct backend_request *got = &row.request;
        assert_ok(journal_outbox_find(f.j, key(n), &row));
        assert_int_equal(got->op, want.op);
        assert_true(id_equal(got->request_id, want.request_id));
        assert_true(id_equal(got->idempotency_key, want.idempotency_key));
        assert_true(id_equal(got->visit_id, want.visit_id));
        assert_true(got->token == want.token);
        assert_true(got->happened_at_ms == want.happened_at_ms);
        assert_string_equal(got->application_id, want.application_id);
        assert_string_equal(got->evidence, want.evidence);
        assert_string_equal(got->staff_id, want.staff_id);
        assert_string_equal(got->reason, want.reason);
        assert_false(row.tried);
    }
    journal_close(f.j);
}

static void what_was_never_put_or_is_over_is_refused(void **state)
{
    (void)state;
    struct fixture f;
    struct outbox_row row;
    begin(&f, "outbox-refused");
    assert_fails(settle(&f, 9, OUTBOX_ACKED), NOT_FOUND);
    assert_fails(journal_outbox_find(f.j, key(9), &row), NOT_FOUND);
    put(&f, 1, "A");
    assert_ok(settle(&f, 1, OUTBOX_ACKED));
    uint64_t rows = journal_head(f.j).row_count;
    assert_fails(settle(&f, 1, OUTBOX_ACKED), REFUSED);
    assert_fails(settle(&f, 1, OUTBOX_QUEUED), REFUSED);
    assert_int_equal(journal_head(f.j).row_count, rows);
    journal_close(f.j);
}

static int useless(struct fixture *f, uint8_t n)
{
    struct outbox_row row;
    assert_ok(journal_outbox_find(f->j, key(n), &row));
    return row.useless;
}

/* A terminal that restarts between two tries counts on; whoever says "again" begins anew. */
static void the_count_of_useless_tries_outlives_a_restart(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f, "outbox-useless");
    put(&f, 1, "A");
    put(&f, 2, "B");
    put(&f, 3, "C");
    struct outbox_useless counts[] = {{key(1), 4}, {key(2), 11}, {key(9), 5}};
    assert_ok(journal_outbox_note_useless(f.j, counts, 3)); /* 9 was never put: nothing */
    uint64_t rows = journal_head(f.j).row_count;
    reopen(&f);
    assert_int_equal(journal_head(f.j).row_count, rows);
    assert_int_equal(useless(&f, 1), 4);
    assert_int_equal(useless(&f, 2), 11);
    assert_int_equal(useless(&f, 3), 0);
    journal_close(f.j);
    assert_int_equal(judged(&f), VERIFY_NONE);
    assert_ok(journal_open(f.path, f.folder, NULL, &f.j));
    assert_ok(settle(&f, 2, OUTBOX_ASIDE));
    assert_int_equal(useless(&f, 2), 0);
    assert_ok(journal_outbox_note_useless(f.j, &counts[1], 1)); /* too late: it stands aside */
    assert_int_equal(useless(&f, 2), 0);
    assert_ok(settle(&f, 2, OUTBOX_QUEUED));
    assert_int_equal(useless(&f, 2), 0);
    journal_close(f.j);
    assert_int_equal(judged(&f), VERIFY_NONE);
}

static void pages_go_on_after_a_number(void **state)
{
    (void)state;
    struct fixture f;
    struct outbox_row row;
    int count = 0;
    begin(&f, "outbox-pages");
    put(&f, 1, "A");
    put(&f, 2, "B");
    uint64_t after = 0;
    for (uint8_t n = 1; n <= 2; n++) {
        assert_ok(journal_outbox_next(f.j, after, &row, 1, &count));
        assert_int_equal(count, 1);
        assert_true(id_equal(row.request.idempotency_key, key(n)));
        after = row.no;
    }
    assert_ok(journal_outbox_next(f.j, after, &row, 1, &count));
    assert_int_equal(count, 0);
    journal_close(f.j);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_is_kept_per_application_and_only_there),
        cmocka_unit_test(a_poison_row_stands_aside_and_may_come_back),
        cmocka_unit_test(staff_end_what_was_refused),
        cmocka_unit_test(a_row_comes_back_as_it_was_put),
        cmocka_unit_test(what_was_never_put_or_is_over_is_refused),
        cmocka_unit_test(the_count_of_useless_tries_outlives_a_restart),
        cmocka_unit_test(pages_go_on_after_a_number),
    };
    return cmocka_run_group_tests_name("journal/outbox", tests, NULL, NULL);
}
