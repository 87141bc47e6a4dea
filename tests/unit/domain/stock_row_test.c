#include "tests/kit/kit.h"

#include <string.h>

#include "base/rng.h"
#include "domain/stock_row.h"

static struct stock stock, again;

/* A random act among a few applications and serials of both kinds; its row when it was taken. */
static bool act(struct rng *rng, struct journal_row *row)
{
    struct stock_event e = {.act = (enum stock_act)rng_below(rng, STOCK_ACT_COUNT),
                            .kind = (enum stock_kind)rng_below(rng, STOCK_KIND_COUNT)};
    const char *series = e.kind == STOCK_CERTIFICATE ? "AB" : "KS";
    unsigned at = rng_below(rng, 900), count = 1 + rng_below(rng, 200);
    struct strbuf b = strbuf_on(e.first, sizeof e.first);
    strbuf_format(&b, "%s%05u", series, at);
    b = strbuf_on(e.last, sizeof e.last);
    strbuf_format(&b, "%s%05u", series, at + count);
    b = strbuf_on(e.application_id, sizeof e.application_id);
    strbuf_format(&b, "app-%u", rng_below(rng, 40));
    *row = (struct journal_row){.kind = JOURNAL_STOCK};
    if (failed(stock_apply(&stock, &e))) {
        return false;
    }
    stock_row_write(&e, row);
    return true;
}

static void same(const struct stock *a, const struct stock *b)
{
    assert_int_equal(a->range_count, b->range_count);
    for (int i = 0; i < a->range_count; i++) {
        assert_memory_equal(&a->range[i], &b->range[i], sizeof a->range[i]);
    }
    assert_int_equal(a->held_count, b->held_count);
    for (int i = 0; i < a->held_count; i++) {
        char serial[STOCK_SERIAL_SIZE];
        const struct stock_hold *h = &a->held[i];
        assert_ok(stock_held(b, h->kind, h->application_id, serial));
        assert_string_equal(serial, h->serial);
    }
}

static void rows_give_the_same_stock(void **state)
{
    (void)state;
    struct rng rng;
    int taken = 0;
    rng_init(&rng, 3);
    stock_init(&stock);
    stock_init(&again);
    for (int i = 0; i < 20000; i++) {
        struct journal_row row;
        if (act(&rng, &row)) {
            assert_ok(stock_row_fold(&again, &row));
            taken++;
        }
    }
    assert_true(taken > 500);
    same(&stock, &again);
}

/* Whatever stood before a carry, what follows it is enough. */
static void a_closing_carries_everything_forward(void **state)
{
    (void)state;
    struct rng rng;
    struct journal_row row;
    struct stock_carry at = {.step = 0};
    int rows = 0;
    rng_init(&rng, 4);
    stock_init(&stock);
    for (int i = 0; i < 20000; i++) {
        act(&rng, &row);
    }
    memset(&again, 0xA5, sizeof again);
    for (row = (struct journal_row){.kind = JOURNAL_STOCK}; stock_carry_next(&stock, &at, &row);
         row = (struct journal_row){.kind = JOURNAL_STOCK}) {
        assert_ok(stock_row_fold(&again, &row));
        rows++;
    }
    assert_true(rows > stock.range_count && rows <= STOCK_CARRY_ROWS_MAX);
    same(&stock, &again);
}

/* The longest serials and the fullest stock still fit the rows. */
static void the_largest_stock_fits(void **state)
{
    (void)state;
    struct stock_carry at = {.step = 0};
    struct journal_row row = {.kind = JOURNAL_STOCK};
    int rows = 0;
    stock_init(&stock);
    for (int i = 0; i < STOCK_RANGES_MAX; i++) {
        struct stock_event e = {.act = STOCK_LOAD};
        struct strbuf b = strbuf_on(e.first, sizeof e.first);
        strbuf_format(&b, "ABCDEFGHIJK%012d", i * STOCK_RANGE_MAX);
        b = strbuf_on(e.last, sizeof e.last);
        strbuf_format(&b, "ABCDEFGHIJK%012d", (i + 1) * STOCK_RANGE_MAX - 1);
        assert_ok(stock_apply(&stock, &e));
    }
    stock_init(&again);
    while (stock_carry_next(&stock, &at, &row)) {
        assert_true(strlen(row.detail) + 1 < sizeof row.detail); /* never cut */
        assert_ok(stock_row_fold(&again, &row));
        rows++;
    }
    assert_int_equal(rows, 1 + STOCK_RANGES_MAX * 7);
    same(&stock, &again);
}

static void what_does_not_fit_is_corrupt(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "act=hold kind=certificate first=AB0001", /* nothing is loaded */
        "act=load kind=paper first=AB0001 last=AB0002",
        "act=load kind=certificate first=AB0001",
        "act=load kind=certificate first=AB0000000000000000000000000001 last=AB2",
        "act=box kind=certificate first=AB0001 last=AB0002 at=5 places=LL",
        "act=box kind=certificate first=AB0001 last=AB0002 at=-1 places=LL",
        "act=box kind=certificate first=AB0001 last=AB0002 at=1 places=LL",
        "act=spent kind=sticker first=AB9 last=AB1",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct journal_row row = {.kind = JOURNAL_STOCK};
        stock_init(&stock);
        assert_true(str_copy(row.detail, sizeof row.detail, str_of(bad[i])));
        struct err e = stock_row_fold(&stock, &row);
        if (e.code != ERR_CORRUPT) {
            fail_msg("%s: %s", bad[i], err_name(e));
        }
    }
    struct journal_row count = {.kind = JOURNAL_STOCK};
    assert_true(str_copy(count.detail, sizeof count.detail,
                         STR("act=count kind=certificate counted=4 left=4 held=0")));
    assert_ok(stock_row_fold(&stock, &count));
    struct journal_row other = {.kind = JOURNAL_STAFF};
    assert_ok(stock_row_fold(&stock, &other));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_give_the_same_stock),
        cmocka_unit_test(a_closing_carries_everything_forward),
        cmocka_unit_test(the_largest_stock_fits),
        cmocka_unit_test(what_does_not_fit_is_corrupt),
    };
    return cmocka_run_group_tests_name("domain/stock_row", tests, NULL, NULL);
}
