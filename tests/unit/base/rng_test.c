#include "base/rng.h"
#include "tests/kit/kit.h"

/* Computed apart from the C code, from the published definition of both generators. */
static void the_sequence_is_the_published_one(void **state)
{
    (void)state;
    static const struct {
        uint64_t seed;
        uint64_t want[6];
    } rows[] = {
        {0,
         {0x99EC5F36CB75F2B4U, 0xBF6E1F784956452AU, 0x1A5F849D4933E6E0U, 0x6AA594F1262D2D2CU,
          0xBBA5AD4A1F842E59U, 0xFFEF8375D9EBCACAU}},
        {2026,
         {0x92E011592E98AE15U, 0x489F37946D6D18D8U, 0xD0009E279D9CDEDAU, 0xE4C7DCA786D56702U,
          0xCFE18B79C1223ACAU, 0xC9EDB1A3F94F7148U}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct rng r;
        rng_init(&r, rows[i].seed);
        for (int k = 0; k < 6; k++) {
            assert_true(rng_next(&r) == rows[i].want[k]);
        }
    }
}

static void below_stays_below_and_reaches_every_value(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 1);
    int seen[6] = {0};
    for (int i = 0; i < 6000; i++) {
        uint32_t x = rng_below(&r, 6);
        assert_true(x < 6);
        seen[x]++;
    }
    for (int i = 0; i < 6; i++) {
        assert_in_range(seen[i], 850, 1150);
    }
    for (int i = 0; i < 100; i++) {
        assert_int_equal(rng_below(&r, 1), 0);
        assert_true(rng_below(&r, 0xFFFFFFFF) < 0xFFFFFFFF);
    }
}

static void unit_is_never_one(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 2);
    double sum = 0;
    for (int i = 0; i < 10000; i++) {
        double x = rng_unit(&r);
        assert_true(x >= 0 && x < 1);
        sum += x;
    }
    assert_true(sum > 4800 && sum < 5200);
}

static void other_seeds_give_other_sequences(void **state)
{
    (void)state;
    struct rng a;
    struct rng b;
    rng_init(&a, 1);
    rng_init(&b, 2);
    assert_false(rng_next(&a) == rng_next(&b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sequence_is_the_published_one),
        cmocka_unit_test(below_stays_below_and_reaches_every_value),
        cmocka_unit_test(unit_is_never_one),
        cmocka_unit_test(other_seeds_give_other_sequences),
    };
    return cmocka_run_group_tests_name("base/rng", tests, NULL, NULL);
}
