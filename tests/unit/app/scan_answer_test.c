/* Answers of the decoder process: what is out of bounds anywhere is refused as a whole. */
#include "tests/kit/kit.h"

#include <math.h>
#include <string.h>
#include "app/scan_answer.h"

static struct scan_answer a_good_one(void)
{
    struct scan_answer a = {.result = {.code_count = 2, .finder_seen = true}};
    for (int i = 0; i < a.result.code_count; i++) {
        a.result.code[i] = (struct scan_code){
            .symbology = SCAN_QR, .length = 7, .version = 8, .ecc_level = 'M', .quality = 80};
    }
    a.result.code[1].symbology = SCAN_QR_PART;
    a.result.code[1].part_index = 2;
    a.result.code[1].part_count = 3;
    return a;
}

typedef void spoil_fn(struct scan_result *r);

static void count_below_zero(struct scan_result *r)
{
    r->code_count = -1;
}

static void count_too_high(struct scan_result *r)
{
    r->code_count = SCAN_CODES_MAX + 1;
}

static void hint_unknown(struct scan_result *r)
{
    r->hint = SCAN_HINT_COUNT;
}

static void carrier_unknown(struct scan_result *r)
{
    r->carrier = SCAN_CARRIER_COUNT;
}

static void truth_is_two(struct scan_result *r)
{
    memset(&r->finder_seen, 2, 1);
}

static void place_is_nowhere(struct scan_result *r)
{
    r->corner[3].y = NAN;
}

static void code_is_endless(struct scan_result *r)
{
    r->code[1].corner[0].x = INFINITY;
}

static void length_too_high(struct scan_result *r)
{
    r->code[0].length = SCAN_PAYLOAD_MAX + 1;
}

static void symbology_unknown(struct scan_result *r)
{
    r->code[0].symbology = (enum scan_symbology)(SCAN_BARCODE + 1);
}

static void version_too_high(struct scan_result *r)
{
    r->code[1].version = SCAN_VERSION_MAX + 1;
}

static void quality_too_high(struct scan_result *r)
{
    r->code[1].quality = 101;
}

static void part_beyond_the_last(struct scan_result *r)
{
    r->code[1].part_index = 3;
}

static void test_bounds(void **state)
{
    (void)state;
    static spoil_fn *const spoils[] = {count_below_zero, count_too_high,   hint_unknown,
                                       carrier_unknown,  truth_is_two,     place_is_nowhere,
                                       code_is_endless,  length_too_high,  symbology_unknown,
                                       version_too_high, quality_too_high, part_beyond_the_last};
    struct scan_answer a = a_good_one();
    assert_true(scan_answer_is_sane(&a));
    for (size_t i = 0; i < sizeof spoils / sizeof spoils[0]; i++) {
        a = a_good_one();
        spoils[i](&a.result);
        if (scan_answer_is_sane(&a)) {
            fail_msg("spoiled answer %zu was believed", i);
        }
    }
}

/* What is not counted is left from earlier frames and says nothing. */
static void test_only_what_is_counted_is_looked_at(void **state)
{
    (void)state;
    struct scan_answer a = a_good_one();
    a.result.code[2].length = UINT16_MAX;
    assert_true(scan_answer_is_sane(&a));
    a.result.code_count = 3;
    assert_false(scan_answer_is_sane(&a));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_only_what_is_counted_is_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
