#include "tests/kit/kit.h"

#include <string.h>

#include "base/rng.h"
#include "hal/escpos_status.h"
#include "hal/printer_condition.h"

enum { KINDS_MAX = 16 };

static int parse_all(const char *bytes, size_t n, struct escpos_message out[KINDS_MAX])
{
    struct escpos_parser p = {0};
    int count = 0;
    for (size_t i = 0; i < n; i++) {
        struct escpos_message m = escpos_parse(&p, (uint8_t)bytes[i]);
        if (m.kind != ESCPOS_NOTHING) {
            assert_true(count < KINDS_MAX);
            out[count++] = m;
        }
    }
    return count;
}

struct stream_row {
    const char *bytes;
    size_t n;
    int count;
    enum escpos_message_kind kind[4];
};

#define STREAM(text) text, sizeof(text) - 1

static void streams_are_taken_apart(void **state)
{
    (void)state;
    static const struct stream_row rows[] = {
        {STREAM("\x10\x00\x00\x0F"), 1, {ESCPOS_STATUS}},
        {STREAM("\x12"), 1, {ESCPOS_REALTIME}},
        {STREAM("\x0C"), 1, {ESCPOS_PAPER}},
        {STREAM("\x37\x22"
                "ab7!\0"),
         1,
         {ESCPOS_PROCESS_ID}},
        {STREAM("\x37\x25\0"), 1, {ESCPOS_CLEARED}},
        {STREAM("\x5F"
                "TM-T88V\0\x12"),
         2,
         {ESCPOS_OTHER_BLOCK, ESCPOS_REALTIME}},
        {STREAM("\x13\x11"), 2, {ESCPOS_XOFF, ESCPOS_XON}},
        {STREAM("\x18\x00\x13\x0C\x0F"), 2, {ESCPOS_XOFF, ESCPOS_STATUS}},
        {STREAM("\x10\x00\x12"), 1, {ESCPOS_REALTIME}}, /* status broken off by an answer */
        {STREAM("\x10\x00\x37\x25\0"), 1, {ESCPOS_CLEARED}},
        {STREAM("\xFF\x12"), 2, {ESCPOS_GARBAGE, ESCPOS_REALTIME}},
        {STREAM("\x37\x22"
                "ab\0"),
         1,
         {ESCPOS_OTHER_BLOCK}}, /* too short an id is no id */
        {STREAM("\x37\x22"
                "abcde\0"),
         1,
         {ESCPOS_OTHER_BLOCK}},
        {STREAM("\x37\0"), 1, {ESCPOS_OTHER_BLOCK}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct escpos_message got[KINDS_MAX];
        assert_int_equal(parse_all(rows[i].bytes, rows[i].n, got), rows[i].count);
        for (int k = 0; k < rows[i].count; k++) {
            assert_int_equal(got[k].kind, rows[i].kind[k]);
        }
    }
}

static void a_block_without_end_is_given_up(void **state)
{
    (void)state;
    struct escpos_parser p = {0};
    int garbage = 0;
    (void)escpos_parse(&p, 0x37);
    for (int i = 0; i < 80; i++) {
        garbage += escpos_parse(&p, 'x').kind == ESCPOS_GARBAGE ? 1 : 0;
    }
    assert_int_equal(garbage, 1);
    assert_int_equal(p.state, ESCPOS_AT_START);
}

struct bits_row {
    uint8_t status[4];
    unsigned conditions;
};

static void each_status_bit_is_its_condition(void **state)
{
    (void)state;
    static const struct bits_row rows[] = {
        {{0x10, 0, 0, 0x0F}, 0},
        {{0x18, 0, 0, 0x0F}, PRINTER_OFFLINE},
        {{0x38, 0, 0, 0x0F}, PRINTER_COVER_OPEN},
        {{0x18, 0x04, 0, 0}, PRINTER_JAM},
        {{0x18, 0x08, 0, 0}, PRINTER_CUTTER},
        {{0x18, 0x20, 0, 0}, PRINTER_FAILED},
        {{0x18, 0x40, 0, 0}, PRINTER_OVERHEAT},
        {{0x10, 0, 0x03, 0}, PRINTER_NEAR_END},
        {{0x18, 0, 0x0F, 0}, PRINTER_NEAR_END | PRINTER_OUT},
        {{0x18, 0, 0x03, 0}, PRINTER_NEAR_END | PRINTER_OFFLINE},
        {{0x58, 0x02, 0, 0}, 0}, /* somebody holds the feed button */
        {{0x14, 0, 0, 0}, 0},    /* the drawer's pin is nobody's business */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(escpos_status_conditions(rows[i].status, true), rows[i].conditions);
    }
    assert_int_equal(escpos_status_conditions(rows[7].status, false), 0);
}

static void a_real_time_answer_changes_only_its_own_bits(void **state)
{
    (void)state;
    unsigned before = PRINTER_OUT | PRINTER_COVER_OPEN;
    assert_int_equal(escpos_realtime_conditions(2, 0x12, true, before), PRINTER_OUT);
    assert_int_equal(escpos_realtime_conditions(4, 0x12, true, before), PRINTER_COVER_OPEN);
    assert_int_equal(escpos_realtime_conditions(4, 0x1E, true, 0), PRINTER_NEAR_END);
    assert_int_equal(escpos_realtime_conditions(4, 0x1E, false, 0), 0);
    assert_int_equal(escpos_realtime_conditions(3, 0x1A, true, before), before | PRINTER_CUTTER);
    assert_int_equal(escpos_realtime_conditions(1, 0x1A, true, 0), PRINTER_OFFLINE);
}

static void any_bytes_are_survived_and_left_behind(void **state)
{
    (void)state;
    struct escpos_parser p = {0};
    struct rng rng;
    rng_init(&rng, 3);
    for (int i = 0; i < 200000; i++) {
        (void)escpos_parse(&p, (uint8_t)rng_below(&rng, 256));
    }
    for (int i = 0; i < 100; i++) {
        (void)escpos_parse(&p, 0);
    }
    assert_int_equal(escpos_parse(&p, 0x12).kind, ESCPOS_REALTIME);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(streams_are_taken_apart),
        cmocka_unit_test(a_block_without_end_is_given_up),
        cmocka_unit_test(each_status_bit_is_its_condition),
        cmocka_unit_test(a_real_time_answer_changes_only_its_own_bits),
        cmocka_unit_test(any_bytes_are_survived_and_left_behind),
    };
    return cmocka_run_group_tests_name("hal/escpos_status", tests, NULL, NULL);
}
