/* Structured append: whole messages only, typed when incomplete. */
#include "tests/kit/kit.h"

#include <string.h>
#include "scan/parts.h"

static uint8_t parity_of(const char *text)
{
    uint8_t parity = 0;
    for (; *text != 0; text++) {
        parity ^= (uint8_t)*text;
    }
    return parity;
}

static struct part part_of(const char *text, uint8_t index, uint8_t count, uint8_t parity)
{
    return (struct part){(const uint8_t *)text, strlen(text), index, count, parity};
}

static void add(struct parts *p, struct part part, enum parts_state want)
{
    assert_ok(parts_add(p, &part));
    assert_int_equal(p->state, want);
}

static void collects_in_any_order(void **state)
{
    (void)state;
    struct parts p;
    parts_init(&p);
    assert_int_equal(p.state, PARTS_EMPTY);
    uint8_t parity = parity_of("one/two/three");
    add(&p, part_of("/three", 2, 3, parity), PARTS_INCOMPLETE);
    add(&p, part_of("one", 0, 3, parity), PARTS_INCOMPLETE);
    add(&p, part_of("one", 0, 3, parity), PARTS_INCOMPLETE);
    assert_int_equal(parts_seen_count(&p), 2);
    add(&p, part_of("/two", 1, 3, parity), PARTS_COMPLETE);
    uint8_t out[32];
    size_t n = 0;
    assert_false(parts_message(&p, out, 12, &n));
    assert_true(parts_message(&p, out, sizeof(out), &n));
    assert_int_equal(n, 13);
    assert_memory_equal(out, "one/two/three", 13);
}

static void another_series_starts_over(void **state)
{
    (void)state;
    struct parts p;
    parts_init(&p);
    add(&p, part_of("aa", 0, 2, 7), PARTS_INCOMPLETE);
    add(&p, part_of("bb", 1, 3, 7), PARTS_INCOMPLETE);
    assert_int_equal(parts_seen_count(&p), 1);
    uint8_t parity = parity_of("aabb");
    add(&p, part_of("bb", 1, 2, parity), PARTS_INCOMPLETE);
    add(&p, part_of("aa", 0, 2, parity), PARTS_COMPLETE);
    add(&p, part_of("cc", 0, 2, parity), PARTS_INCOMPLETE); /* contradicts part 0 */
}

static void mixed_messages_are_damaged(void **state)
{
    (void)state;
    struct parts p;
    parts_init(&p);
    add(&p, part_of("aa", 0, 2, 0x33), PARTS_INCOMPLETE);
    add(&p, part_of("bc", 1, 2, 0x33), PARTS_DAMAGED);
}

static void refuses_impossible_headers(void **state)
{
    (void)state;
    static uint8_t big[PARTS_BYTES_MAX + 1];
    struct parts p;
    parts_init(&p);
    struct part rows[] = {
        part_of("x", 0, 1, 0),
        part_of("x", 2, 2, 0),
        part_of("x", 16, 17, 0),
        {big, sizeof(big), 0, 2, 0},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_fails(parts_add(&p, &rows[i]), INVALID);
        assert_int_equal(p.state, PARTS_EMPTY);
    }
    for (uint8_t i = 0; i < 2; i++) {
        struct part full = {big, PARTS_BYTES_MAX, i, 4, 0};
        add(&p, full, PARTS_INCOMPLETE);
    }
    struct part last = {big, PARTS_BYTES_MAX, 2, 4, 0};
    assert_fails(parts_add(&p, &last), TOO_LARGE);
    assert_int_equal(parts_seen_count(&p), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(collects_in_any_order),
        cmocka_unit_test(another_series_starts_over),
        cmocka_unit_test(mixed_messages_are_damaged),
        cmocka_unit_test(refuses_impossible_headers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
