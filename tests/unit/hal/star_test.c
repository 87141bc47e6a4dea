#include "tests/kit/kit.h"

#include <string.h>

#include "base/rng.h"
#include "hal/printer_condition.h"
#include "hal/star.h"

enum { WIDTH = 576, ROW = WIDTH / 8, HEIGHT = 100 };

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
    star_language.status_back_on(fresh(&o));
    assert_memory_equal(o.bytes, "\x1B\x1E\x61\x01", 4);
    star_raster_on(fresh(&o));
    assert_memory_equal(o.bytes, "\x1B*rA\x1B*rP0\0\x1B*rE1\0", 16);
    star_raster_off(fresh(&o));
    assert_memory_equal(o.bytes, "\x1B*rB", 4);
    star_cut(fresh(&o));
    assert_memory_equal(o.bytes, "\x1B\x64\x03", 3);
    star_etb(fresh(&o));
    assert_int_equal(o.w.n, 1);
    assert_int_equal(o.bytes[0], 0x17);
}

/* Every row is one command, no row holds the pair, and only dots are added. */
static void rows_leave_defused(void **state)
{
    (void)state;
    static uint8_t bits[ROW * HEIGHT];
    struct bitmap page = {bits, WIDTH, HEIGHT, ROW};
    struct rng rng;
    struct output o;
    rng_init(&rng, 7);
    for (size_t i = 0; i < sizeof bits; i++) {
        bits[i] = rng_below(&rng, 3) == 0 ? 0x1B : rng_below(&rng, 2) == 0 ? 0x06 : 0x5A;
    }
    for (int y = 0, next; y < HEIGHT; y = next) {
        next = star_band(fresh(&o), &page, y, HEIGHT);
        assert_true(next > y && o.w.n == (size_t)((next - y) * (3 + ROW)));
        for (int k = y; k < next; k++) {
            const uint8_t *row = o.bytes + (size_t)(k - y) * (3 + ROW);
            assert_memory_equal(row, "b\x48\0", 3);
            for (int x = 0; x < ROW; x++) {
                uint8_t sent = row[3 + x], want = bits[k * ROW + x];
                assert_true(sent == want || (want == 0x1B && sent == 0x1F));
                assert_false(x + 1 < ROW && sent == 0x1B && row[4 + x] == 0x06);
            }
        }
    }
}

struct status_row {
    const char *bytes;
    unsigned conditions;
    int counter;
};

static void a_status_is_read_bit_by_bit(void **state)
{
    (void)state;
    static const struct status_row rows[] = {
        {"\x23\x06\x00\x00\x00\x00\x00\x00\x00", 0, 0},
        {"\x23\x06\x28\x00\x00\x00\x00\x00\x00", PRINTER_COVER_OPEN, 0},
        {"\x23\x06\x08\x00\x00\x00\x00\x00\x00", PRINTER_OFFLINE, 0},
        {"\x23\x06\x08\x08\x00\x00\x00\x02\x00", PRINTER_CUTTER, 1},
        {"\x23\x06\x08\x04\x00\x00\x00\x6E\x00", PRINTER_JAM, 31},
        {"\x23\x06\x08\x00\x00\x0C\x00\x20\x00", PRINTER_OUT | PRINTER_NEAR_END, 8},
        {"\x23\x06\x08\x60\x00\x00\x00\x00\x00", PRINTER_FAILED | PRINTER_OVERHEAT, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct escpos_parser p = {0};
        struct escpos_message m = {0};
        assert_int_equal(star_parse(&p, 0xFF).kind, ESCPOS_GARBAGE);
        for (int k = 0; k < 9; k++) {
            assert_int_equal(m.kind, ESCPOS_NOTHING);
            m = star_parse(&p, (uint8_t)rows[i].bytes[k]);
        }
        assert_int_equal(m.kind, ESCPOS_STATUS);
        assert_int_equal(star_conditions(m.bytes, true), rows[i].conditions);
        assert_int_equal(m.bytes[3], rows[i].counter);
        assert_int_equal(star_language.is_fence(&m, 1), rows[i].counter == 1);
    }
}

static void a_broken_status_is_left_behind(void **state)
{
    (void)state;
    struct escpos_parser p = {0};
    assert_int_equal(star_parse(&p, 0x23).kind, ESCPOS_NOTHING);
    assert_int_equal(star_parse(&p, 0x16).kind, ESCPOS_GARBAGE); /* bit 4 is always zero */
    static const uint8_t good[] = {0x23, 6, 0, 0, 0, 0, 0, 4, 0};
    struct escpos_message m = {0};
    for (size_t i = 0; i < sizeof good; i++) {
        m = star_parse(&p, good[i]);
    }
    assert_int_equal(m.kind, ESCPOS_STATUS);
    assert_int_equal(m.bytes[3], 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_command_has_the_bytes_of_the_manual),
        cmocka_unit_test(rows_leave_defused),
        cmocka_unit_test(a_status_is_read_bit_by_bit),
        cmocka_unit_test(a_broken_status_is_left_behind),
    };
    return cmocka_run_group_tests_name("hal/star", tests, NULL, NULL);
}
