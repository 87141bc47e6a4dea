/* The verifier's table of kinds against the writer's: written by hand twice, and the same. */
#include "journal/verify_meaning.h"

#include "tests/kit/kit.h"

static void both_tables_mean_the_same(void **state)
{
    (void)state;
    for (int i = 0; i < JOURNAL_KIND_COUNT; i++) {
        enum journal_kind kind = (enum journal_kind)i;
        const struct kind_meaning *own = kind_meaning(kind);
        assert_non_null(own->name); /* a kind without its line is found here */
        assert_string_equal(own->name, journal_kind_name(kind));
        assert_int_equal(own->phase, journal_kind_phase(kind));
        assert_int_equal(own->group, journal_kind_group(kind));
    }
}

/* A group stands in the file by the name of the kind that opens it: never by two. */
static void a_group_is_opened_by_one_kind(void **state)
{
    (void)state;
    int openers[JOURNAL_GROUP_REPORT + 1] = {0};
    for (int i = 0; i < JOURNAL_KIND_COUNT; i++) {
        const struct kind_meaning *own = kind_meaning((enum journal_kind)i);
        openers[own->group] += own->phase == JOURNAL_INTENT;
    }
    assert_int_equal(openers[JOURNAL_GROUP_TERMINAL] + openers[JOURNAL_GROUP_ITEM], 0);
    for (int group = 0; group <= JOURNAL_GROUP_REPORT; group++) {
        assert_in_range(openers[group], 0, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_tables_mean_the_same),
        cmocka_unit_test(a_group_is_opened_by_one_kind),
    };
    return cmocka_run_group_tests_name("journal/verify_meaning", tests, NULL, NULL);
}
