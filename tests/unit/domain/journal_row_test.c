#include "domain/journal_row.h"
#include "tests/kit/kit.h"

static void every_kind_comes_back_from_its_name(void **state)
{
    (void)state;
    for (int i = 0; i < JOURNAL_KIND_COUNT; i++) {
        enum journal_kind back = JOURNAL_KIND_COUNT;
        const char *name = journal_kind_name((enum journal_kind)i);
        assert_true(journal_kind_parse(str_of(name), &back));
        assert_int_equal(back, i);
        assert_true(journal_kind_label((enum journal_kind)i)[0] != '\0');
    }
}

static void another_name_is_refused(void **state)
{
    (void)state;
    static const struct str rows[] = {
        {"", 0},  {"hand_over", 9}, {"HAND_OVE", 8}, {"HAND_OVERS", 10}, {"HAND_OVER\0", 10},
        {"?", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum journal_kind out = JOURNAL_STAFF;
        assert_false(journal_kind_parse(rows[i], &out));
        assert_int_equal(out, JOURNAL_STAFF);
    }
}

/* Recovery rests on this: whatever opens can be closed, and whatever closes was opened. */
static void every_intent_has_an_outcome_and_the_reverse(void **state)
{
    (void)state;
    for (int i = 0; i < JOURNAL_KIND_COUNT; i++) {
        enum journal_phase phase = journal_kind_phase((enum journal_kind)i);
        if (phase == JOURNAL_NOTE) {
            continue;
        }
        enum journal_phase other = phase == JOURNAL_INTENT ? JOURNAL_OUTCOME : JOURNAL_INTENT;
        int partners = 0;
        for (int k = 0; k < JOURNAL_KIND_COUNT; k++) {
            partners += journal_kind_phase((enum journal_kind)k) == other &&
                        journal_kind_group((enum journal_kind)k) ==
                            journal_kind_group((enum journal_kind)i);
        }
        if (partners == 0) {
            fail_msg("%s stands alone", journal_kind_name((enum journal_kind)i));
        }
    }
}

static void the_hand_over_rows_are_what_they_say(void **state)
{
    (void)state;
    assert_string_equal(journal_kind_name(JOURNAL_HAND_OVER), "HAND_OVER");
    assert_string_equal(journal_kind_label(JOURNAL_HAND_OVER), "手渡し");
    assert_int_equal(journal_kind_phase(JOURNAL_HAND_OVER), JOURNAL_INTENT);
    assert_int_equal(journal_kind_phase(JOURNAL_HANDED_OVER), JOURNAL_OUTCOME);
    assert_int_equal(journal_kind_group(JOURNAL_NOT_HANDED_OVER), JOURNAL_GROUP_HAND_OVER);
    assert_int_equal(journal_kind_phase(JOURNAL_DECISION), JOURNAL_NOTE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_comes_back_from_its_name),
        cmocka_unit_test(another_name_is_refused),
        cmocka_unit_test(every_intent_has_an_outcome_and_the_reverse),
        cmocka_unit_test(the_hand_over_rows_are_what_they_say),
    };
    return cmocka_run_group_tests_name("domain/journal_row", tests, NULL, NULL);
}
