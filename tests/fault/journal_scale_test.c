/* A journal of many visits on a real file: whole, and everything in it is found. How long that
 * takes with a million of them: `make bench`. */
#include "tests/kit/kit.h"

#include "journal/verify.h"
#include "tests/kit/journal_site.h"

enum { VISITS = 200 };

static void many_visits_are_whole_and_found(void **state)
{
    (void)state;
    struct journal_site s;
    char folder[256];
    int open = 0;
    kit_folder("journal-scale", folder);
    assert_ok(journal_site_build(&s, folder, VISITS));
    for (uint64_t v = 0; v < VISITS - JOURNAL_SITE_OPEN; v++) {
        int rows = 0;
        assert_ok(journal_site_ask(&s, v, &rows));
        assert_in_range(rows, 20, 22);
    }
    assert_ok(journal_site_load(&s, &open));
    assert_int_equal(open, JOURNAL_SITE_OPEN);
    struct journal_head head = journal_head(s.j);
    journal_close(s.j);
    struct verify_report report;
    struct verify_request request = {s.path, folder, NULL, &head, 0};
    assert_ok(journal_verify(&request, &report));
    assert_int_equal(report.problem, VERIFY_NONE);
    head.hash.byte[0] ^= 1;
    assert_ok(journal_verify(&request, &report));
    assert_int_equal(report.problem, VERIFY_HEAD_DIFFERS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_visits_are_whole_and_found),
    };
    return cmocka_run_group_tests_name("journal/scale", tests, NULL, NULL);
}
