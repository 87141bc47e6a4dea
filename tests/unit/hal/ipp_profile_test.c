#include "tests/kit/kit.h"

#include "hal/ipp_profile.h"

static void a_model_is_found_by_its_beginning(void **state)
{
    (void)state;
    assert_true(ipp_profile_find("CUPS-PDF Printer")->wants_pdf);
    assert_true(ipp_profile_find("cups-pdf")->wants_pdf);
    assert_false(ipp_profile_find("Local Raw Printer")->counts_impressions);
}

static void others_are_taken_by_the_standard(void **state)
{
    (void)state;
    static const char *const models[] = {NULL, "", "Example Printer", "My CUPS-PDF", "CUPS"};
    for (size_t i = 0; i < sizeof models / sizeof models[0]; i++) {
        const struct ipp_profile *profile = ipp_profile_find(models[i]);
        assert_false(profile->wants_pdf);
        assert_true(profile->counts_impressions);
    }
}

static void only_the_last_row_matches_everything(void **state)
{
    (void)state;
    for (int i = 0; i < ipp_profile_count(); i++) {
        assert_int_equal(ipp_profile_at(i)->model[0] == '\0', i == ipp_profile_count() - 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_model_is_found_by_its_beginning),
        cmocka_unit_test(others_are_taken_by_the_standard),
        cmocka_unit_test(only_the_last_row_matches_everything),
    };
    return cmocka_run_group_tests_name("hal/ipp_profile", tests, NULL, NULL);
}
