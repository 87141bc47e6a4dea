#include "tests/kit/kit.h"

#include <string.h>

#include "base/rng.h"
#include "hal/escpos.h"

enum { WIDTH = 576, ROW = WIDTH / 8, HEIGHT = 200, PAGES = 200 };

struct output {
    uint8_t bytes[ESCPOS_CHUNK_SIZE];
    struct escpos_writer w;
};

static struct escpos_writer *fresh(struct output *o)
{
    o->w = (struct escpos_writer){o->bytes, 0, sizeof o->bytes};
    return &o->w;
}

static void each_command_has_the_bytes_of_the_manual(void **state)
{
    (void)state;
    struct output o;
    const uint8_t id[4] = {'a', 'b', 'c', 'd'};
    escpos_initialize(fresh(&o));
    assert_memory_equal(o.bytes, "\x1B\x40", 2);
    escpos_status_back_on(fresh(&o));
    assert_memory_equal(o.bytes, "\x1D\x61\xFF", 3);
    escpos_ask_status(fresh(&o), 4);
    assert_memory_equal(o.bytes, "\x10\x04\x04", 3);
    escpos_recover(fresh(&o));
    assert_memory_equal(o.bytes, "\x10\x05\x02", 3);
    escpos_clear(fresh(&o));
    assert_memory_equal(o.bytes, "\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", 10);
    escpos_ask_paper(fresh(&o));
    assert_memory_equal(o.bytes, "\x1D\x72\x01", 3);
    escpos_cut(fresh(&o));
    assert_memory_equal(o.bytes, "\x1D\x56\x42\x00", 4);
    escpos_fence(fresh(&o), id);
    assert_memory_equal(o.bytes,
                        "\x1D\x28\x48\x06\x00\x30\x30"
                        "abcd",
                        11);
    escpos_feed(fresh(&o), 200);
    assert_memory_equal(o.bytes, "\x1D\x76\x30\x00\x01\x00\xC8\x00\x00", 9);
    assert_int_equal(o.w.n, 208);
}

static bool is_pair(const uint8_t *b)
{
    return b[0] == 0x10 && (b[1] == 0x04 || b[1] == 0x05 || b[1] == 0x14);
}

/* Dots that are set on paper and not on the page; anything lost counts as many. */
static int added_dots(const uint8_t *page, const uint8_t *sent, size_t n)
{
    int added = 0;
    for (size_t i = 0; i < n; i++) {
        if (page[i] != sent[i]) {
            added += page[i] == 0x10 && sent[i] == 0x18 ? 1 : 1000000;
        }
    }
    return added;
}

/* Encodes the whole page, checks every band, and returns how many dots were added. */
static int encode_page(const struct bitmap *page)
{
    struct output o;
    int added = 0;
    for (int y = 0; y < page->height_px;) {
        int end = escpos_band(fresh(&o), page, y, page->height_px);
        size_t n = (size_t)(end - y) * ROW;
        assert_true(end > y && end - y <= ESCPOS_BAND_ROWS_MAX);
        assert_int_equal(o.w.n, 8 + n);
        assert_int_equal(o.bytes[6], end - y);
        for (size_t i = 8; i + 1 < o.w.n; i++) {
            assert_false(is_pair(o.bytes + i));
        }
        added += added_dots(page->bits + (size_t)y * ROW, o.bytes + 8, n);
        y = end;
    }
    return added;
}

static int pairs_within_rows(const struct bitmap *page)
{
    int pairs = 0;
    for (int y = 0; y < page->height_px; y++) {
        for (int x = 0; x + 1 < ROW; x++) {
            pairs += is_pair(page->bits + y * ROW + x) ? 1 : 0;
        }
    }
    return pairs;
}

static void no_payload_holds_a_real_time_command(void **state)
{
    (void)state;
    static uint8_t bits[ROW * HEIGHT];
    static const uint8_t risky[] = {0x10, 0x04, 0x05, 0x14, 0x00, 0x10};
    struct bitmap page = {bits, WIDTH, HEIGHT, ROW};
    struct rng rng;
    rng_init(&rng, 1);
    int total = 0;
    for (int n = 0; n < PAGES; n++) {
        for (size_t i = 0; i < sizeof bits; i++) {
            bits[i] = risky[rng_below(&rng, sizeof risky)];
        }
        int pairs = pairs_within_rows(&page);
        assert_int_equal(encode_page(&page), pairs);
        total += pairs;
    }
    assert_true(total > PAGES * 1000);
}

static void a_pair_across_two_rows_ends_the_band_and_costs_no_dot(void **state)
{
    (void)state;
    uint8_t bits[4 * ROW] = {0};
    struct bitmap page = {bits, WIDTH, 4, ROW};
    struct output o;
    bits[2 * ROW - 1] = 0x10;
    bits[2 * ROW] = 0x14;
    assert_int_equal(escpos_band(fresh(&o), &page, 0, 4), 2);
    assert_int_equal(o.bytes[8 + 2 * ROW - 1], 0x10);
    assert_int_equal(escpos_band(fresh(&o), &page, 2, 4), 4);
}

static void the_end_of_ink_is_found(void **state)
{
    (void)state;
    uint8_t bits[10 * ROW] = {0};
    struct bitmap page = {bits, WIDTH, 10, ROW};
    assert_int_equal(escpos_ink_end(&page), 0);
    bits[7 * ROW + 3] = 1;
    assert_int_equal(escpos_ink_end(&page), 8);
}

static void ids_are_printable_and_differ(void **state)
{
    (void)state;
    uint8_t a[4], b[4];
    static const uint32_t numbers[] = {0, 1, 93, 94, 78074895, 4294967295u};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        escpos_id(numbers[i], a);
        escpos_id(numbers[i] + 1, b);
        assert_memory_not_equal(a, b, 4);
        for (int k = 0; k < 4; k++) {
            assert_in_range(a[k], 0x20, 0x7E);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_command_has_the_bytes_of_the_manual),
        cmocka_unit_test(no_payload_holds_a_real_time_command),
        cmocka_unit_test(a_pair_across_two_rows_ends_the_band_and_costs_no_dot),
        cmocka_unit_test(the_end_of_ink_is_found),
        cmocka_unit_test(ids_are_printable_and_differ),
    };
    return cmocka_run_group_tests_name("hal/escpos", tests, NULL, NULL);
}
