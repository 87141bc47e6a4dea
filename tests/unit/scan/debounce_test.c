/* One read per arming, over written scripts of sightings. */
#include "tests/kit/kit.h"

#include "scan/debounce.h"

enum step { ARM, SEE, SILENT }; /* SEE must fire, SILENT must not */

struct row {
    enum step step;
    uint64_t code;
    uint64_t at_ms;
};

static void play(const struct row *rows, size_t n)
{
    struct debounce d;
    debounce_init(&d);
    for (size_t i = 0; i < n; i++) {
        switch (rows[i].step) {
        case ARM:
            debounce_arm(&d);
            break;
        case SEE:
        case SILENT:
            if (debounce_see(&d, rows[i].code, rows[i].at_ms) != (rows[i].step == SEE)) {
                fail_msg("row %zu", i);
            }
            break;
        }
    }
}

#define PLAY(...)                                                                                  \
    do {                                                                                           \
        static const struct row rows[] = {__VA_ARGS__};                                            \
        play(rows, sizeof(rows) / sizeof(rows[0]));                                                \
    } while (0)

static void fires_once_per_arming(void **state)
{
    (void)state;
    PLAY({SILENT, 1, 0}, {ARM, 0, 0}, {SEE, 1, 33}, {SILENT, 1, 66}, {SILENT, 2, 99});
}

static void a_held_code_stays_silent(void **state)
{
    (void)state;
    PLAY({ARM, 0, 0}, {SEE, 1, 0}, {ARM, 0, 0}, {SILENT, 1, 1000}, {SILENT, 1, 2400},
         {SILENT, 1, 3800}, {SILENT, 1, 5299});
}

static void a_code_that_left_fires_again(void **state)
{
    (void)state;
    PLAY({ARM, 0, 0}, {SEE, 1, 0}, {ARM, 0, 0}, {SILENT, 1, 1499}, {SILENT, 1, 2998},
         {SEE, 1, 4498});
    PLAY({ARM, 0, 0}, {SEE, 1, 0}, {SILENT, 1, 1600}, {ARM, 0, 0}, {SEE, 1, 1601});
}

static void another_code_fires(void **state)
{
    (void)state;
    PLAY({ARM, 0, 0}, {SEE, 1, 0}, {ARM, 0, 0}, {SILENT, 1, 30}, {SEE, 2, 60}, {ARM, 0, 0},
         {SILENT, 1, 90}, {SILENT, 2, 90}, {SEE, 0, 91});
}

static void memory_is_bounded(void **state)
{
    (void)state;
    struct debounce d;
    debounce_init(&d);
    for (uint64_t code = 1; code <= 100; code++) {
        debounce_arm(&d);
        assert_true(debounce_see(&d, code, code));
        assert_true(d.held_count <= DEBOUNCE_HELD_MAX);
    }
    debounce_arm(&d);
    assert_false(debounce_see(&d, 100, 101));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fires_once_per_arming),
        cmocka_unit_test(a_held_code_stays_silent),
        cmocka_unit_test(a_code_that_left_fires_again),
        cmocka_unit_test(another_code_fires),
        cmocka_unit_test(memory_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
