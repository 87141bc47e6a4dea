#include "tests/kit/kit.h"

#include <string.h>

#include "base/rng.h"
#include "domain/stock.h"

static struct stock stock;

static const char *const applications[] = {"", "app-1", "app-2", "app-3", "app-4"};

static struct stock_event event(enum stock_act act, const char *first, const char *last, int n)
{
    struct stock_event e = {.act = act, .kind = STOCK_CERTIFICATE};
    assert_true(str_copy(e.application_id, sizeof e.application_id, str_of(applications[n])));
    assert_true(str_copy(e.first, sizeof e.first, str_of(first)));
    assert_true(str_copy(e.last, sizeof e.last, str_of(last)));
    return e;
}

static struct err apply(enum stock_act act, const char *first, const char *last, int n)
{
    struct stock_event e = event(act, first, last, n);
    return stock_apply(&stock, &e);
}

static int in(enum stock_place place)
{
    struct stock_figures f;
    stock_count(&stock, STOCK_CERTIFICATE, &f);
    return f.in[place];
}

static int load_ten(void **state)
{
    (void)state;
    stock_init(&stock);
    return failed(apply(STOCK_LOAD, "AB0095", "AB0104", 0)) ? -1 : 0;
}

static void a_sheet_goes_from_the_box_to_the_applicant(void **state)
{
    (void)state;
    char serial[STOCK_SERIAL_SIZE];
    struct stock_day_end end;
    assert_ok(stock_next(&stock, STOCK_CERTIFICATE, serial));
    assert_string_equal(serial, "AB0095");
    assert_ok(apply(STOCK_HOLD, serial, "", 1));
    assert_ok(stock_held(&stock, STOCK_CERTIFICATE, applications[1], serial));
    assert_string_equal(serial, "AB0095");
    stock_end_of_day(&stock, STOCK_CERTIFICATE, 9, &end);
    assert_false(end.adds_up); /* neither delivered nor destroyed */
    assert_int_equal(end.held, 1);
    assert_ok(apply(STOCK_ISSUE, "AB0095", "", 1));
    assert_fails(stock_held(&stock, STOCK_CERTIFICATE, applications[1], serial), NOT_FOUND);
    assert_ok(stock_next(&stock, STOCK_CERTIFICATE, serial));
    assert_string_equal(serial, "AB0096");
    stock_end_of_day(&stock, STOCK_CERTIFICATE, 9, &end);
    assert_true(end.adds_up);
    stock_end_of_day(&stock, STOCK_CERTIFICATE, 8, &end);
    assert_int_equal(end.missing, 1);
    assert_false(end.adds_up);
}

struct refusal {
    enum stock_act act;
    const char *first, *last;
    int item;
    enum err_code code;
};

/* AB0095 is held for item 1, AB0096 issued to 2, AB0097 spoiled, the rest left. */
static void what_is_wrong_changes_nothing(void **state)
{
    (void)state;
    static const struct refusal rows[] = {
        {STOCK_ISSUE, "AB0098", "", 1, ERR_REFUSED},   /* another sheet was read back */
        {STOCK_ISSUE, "AB0095", "", 3, ERR_REFUSED},   /* another item's */
        {STOCK_ISSUE, "AB0096", "", 2, ERR_REFUSED},   /* twice */
        {STOCK_ISSUE, "AB0097", "", 1, ERR_REFUSED},   /* destroyed */
        {STOCK_ISSUE, "AB95", "", 1, ERR_NOT_FOUND},   /* zeros are part of it */
        {STOCK_ISSUE, "AC0095", "", 1, ERR_NOT_FOUND}, /* another series */
        {STOCK_ISSUE, "https://x.invalid/", "", 1, ERR_INVALID},
        {STOCK_ISSUE, "AB0095", "", 0, ERR_INVALID},
        {STOCK_HOLD, "AB0095", "", 4, ERR_REFUSED},
        {STOCK_HOLD, "AB0098", "", 1, ERR_REFUSED}, /* holds one already */
        {STOCK_HOLD, "AB0096", "", 4, ERR_REFUSED},
        {STOCK_SPOIL, "AB0096", "", 0, ERR_REFUSED}, /* it is with the applicant */
        {STOCK_SPOIL, "AB0097", "", 0, ERR_REFUSED},
        {STOCK_SPOIL, "AB0105", "", 0, ERR_NOT_FOUND},
        {STOCK_RELEASE, "AB0098", "", 0, ERR_REFUSED},    /* blank already */
        {STOCK_RELEASE, "AB0096", "", 0, ERR_REFUSED},    /* it is with the applicant */
        {STOCK_LOAD, "AB0104", "AB0110", 0, ERR_REFUSED}, /* overlaps by one */
        {STOCK_LOAD, "AB0090", "AB0095", 0, ERR_REFUSED},
        {STOCK_LOAD, "AB0110", "AB0109", 0, ERR_INVALID},
        {STOCK_LOAD, "AB0110", "AC0120", 0, ERR_INVALID},
        {STOCK_LOAD, "AB0110", "AB120", 0, ERR_INVALID},
        {STOCK_LOAD, "AB1000", "AB2000", 0, ERR_TOO_LARGE},
        {STOCK_LOAD, "", "", 0, ERR_INVALID},
        {STOCK_LOAD, "1234567890123", "1234567890123", 0, ERR_INVALID},
    };
    assert_ok(apply(STOCK_HOLD, "AB0095", "", 1));
    assert_ok(apply(STOCK_HOLD, "AB0096", "", 2));
    assert_ok(apply(STOCK_ISSUE, "AB0096", "", 2));
    assert_ok(apply(STOCK_SPOIL, "AB0097", "", 0));
    static struct stock before;
    before = stock;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct refusal *r = &rows[i];
        struct err e = apply(r->act, r->first, r->last, r->item);
        if (e.code != r->code || memcmp(&before, &stock, sizeof stock) != 0) {
            fail_msg("row %zu: %s", i, err_name(e));
        }
    }
}

static void kinds_and_boxes_are_apart(void **state)
{
    (void)state;
    char serial[STOCK_SERIAL_SIZE];
    struct stock_event e = event(STOCK_LOAD, "AB0095", "AB0099", 0);
    enum stock_kind kind;
    enum stock_place place;
    e.kind = STOCK_STICKER;
    assert_fails(stock_apply(&stock, &e), REFUSED); /* a number is one thing */
    e = event(STOCK_LOAD, "KS0095", "KS0099", 0);
    e.kind = STOCK_STICKER;
    assert_ok(stock_apply(&stock, &e));
    assert_ok(stock_find(&stock, "KS0096", &kind, &place));
    assert_int_equal(kind, STOCK_STICKER);
    assert_fails(apply(STOCK_SPOIL, "KS0096", "", 0), NOT_FOUND); /* of the other kind */
    assert_int_equal(in(STOCK_LEFT), 10);
    assert_ok(apply(STOCK_LOAD, "AB0105", "AB0106", 0));
    for (int i = 0; i < 10; i++) {
        assert_ok(stock_next(&stock, STOCK_CERTIFICATE, serial));
        assert_ok(apply(STOCK_SPOIL, serial, "", 0));
    }
    assert_ok(stock_next(&stock, STOCK_CERTIFICATE, serial));
    assert_string_equal(serial, "AB0105");
    for (int i = stock.range_count; i < STOCK_RANGES_MAX; i++) {
        char box[STOCK_SERIAL_SIZE];
        struct strbuf b = strbuf_on(box, sizeof box);
        strbuf_format(&b, "Z%03d", i);
        assert_ok(apply(STOCK_LOAD, box, box, 0));
    }
    assert_ok(apply(STOCK_LOAD, "Y1", "Y2", 0)); /* the used-up box made room … */
    assert_fails(apply(STOCK_LOAD, "AB0100", "AB0101", 0), REFUSED); /* … and is remembered */
    assert_fails(apply(STOCK_LOAD, "X1", "X2", 0), FULL);
}

/* What a person types, and what a box is said to hold. */
static void numbers_are_typed(void **state)
{
    (void)state;
    char serial[STOCK_SERIAL_SIZE];
    assert_ok(stock_by_digits(&stock, STOCK_CERTIFICATE, "0099", serial));
    assert_string_equal(serial, "AB0099");
    assert_fails(stock_by_digits(&stock, STOCK_CERTIFICATE, "99", serial), NOT_FOUND);
    assert_fails(stock_by_digits(&stock, STOCK_CERTIFICATE, "", serial), NOT_FOUND);
    assert_fails(stock_by_digits(&stock, STOCK_STICKER, "0099", serial), NOT_FOUND);
    assert_ok(apply(STOCK_LOAD, "CD0090", "CD0099", 0));
    assert_fails(stock_by_digits(&stock, STOCK_CERTIFICATE, "0099", serial), REFUSED);
    assert_ok(stock_last_of("AB0995", 5, serial));
    assert_string_equal(serial, "AB0999");
    assert_ok(stock_last_of("AB9995", 5, serial));
    assert_fails(stock_last_of("AB9995", 6, serial), INVALID); /* over its digits */
    assert_fails(stock_last_of("AB0001", 0, serial), INVALID);
    assert_fails(stock_last_of("AB0001", STOCK_RANGE_MAX + 1, serial), TOO_LARGE);
    assert_fails(stock_last_of("ab01", 1, serial), INVALID);
    assert_int_equal(stock_sheets("AB01", "AB10"), 10);
    assert_int_equal(stock_sheets("AB10", "AB01"), 0);
}

static void what_was_read_by_mistake_is_blank_again(void **state)
{
    (void)state;
    char serial[STOCK_SERIAL_SIZE];
    assert_ok(apply(STOCK_HOLD, "AB0100", "", 1));
    assert_ok(apply(STOCK_RELEASE, "AB0100", "", 0));
    assert_fails(stock_held(&stock, STOCK_CERTIFICATE, applications[1], serial), NOT_FOUND);
    assert_ok(apply(STOCK_HOLD, "AB0100", "", 2));
    assert_ok(apply(STOCK_SPOIL, "AB0100", "", 0));
    assert_ok(apply(STOCK_HOLD, "AB0101", "", 2)); /* a new sheet in its place */
}

/* It adds up after every change, whatever is tried. */
static void any_day_adds_up(void **state)
{
    (void)state;
    struct rng rng;
    int kept = 0;
    rng_init(&rng, 11);
    for (int i = 0; i < 2000; i++) {
        char serial[STOCK_SERIAL_SIZE];
        struct strbuf b = strbuf_on(serial, sizeof serial);
        strbuf_format(&b, "AB%04u", 93 + rng_below(&rng, 14));
        struct stock_event e = event((enum stock_act)rng_below(&rng, STOCK_ACT_COUNT), serial,
                                     serial, (int)rng_below(&rng, 5));
        kept += !failed(stock_apply(&stock, &e));
        struct stock_figures f;
        stock_count(&stock, STOCK_CERTIFICATE, &f);
        assert_int_equal(f.loaded, f.in[0] + f.in[1] + f.in[2] + f.in[3]);
        assert_int_equal(f.in[STOCK_HELD], stock.held_count);
    }
    assert_true(kept > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_sheet_goes_from_the_box_to_the_applicant, load_ten),
        cmocka_unit_test_setup(what_is_wrong_changes_nothing, load_ten),
        cmocka_unit_test_setup(kinds_and_boxes_are_apart, load_ten),
        cmocka_unit_test_setup(numbers_are_typed, load_ten),
        cmocka_unit_test_setup(what_was_read_by_mistake_is_blank_again, load_ten),
        cmocka_unit_test_setup(any_day_adds_up, load_ten),
    };
    return cmocka_run_group_tests_name("domain/stock", tests, NULL, NULL);
}
