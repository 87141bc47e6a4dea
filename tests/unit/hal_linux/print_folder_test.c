/* Paper that is a folder: full, gone, written before, not yet taken. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "hal/linux/print_folder.h"
#include "tests/kit/kit.h"

enum { PATH_SIZE = 64 };

struct site {
    char path[PATH_SIZE], file[PATH_SIZE];
    struct print_folder folder;
    struct err answer; /* of the writer */
    int written;
};

static struct site site;

static struct err write_it(const void *what, const char *path)
{
    (void)what;
    site.written++;
    TRY(site.answer);
    FILE *file = fopen(path, "w");
    return file != NULL && fclose(file) == 0 ? OK : FAIL(IO);
}

static const struct print_folder_job job = {
    .name = "page", .evidence = PRINT_EVIDENCE_JOB_STATE, .write = write_it};

static struct printer_event outcome_of_a_job(struct site *s)
{
    struct printer_event e;
    assert_ok(print_folder_submit(&s->folder, &job));
    assert_true(printer_events_take(&s->folder.events, &e));
    assert_int_equal(e.kind, PRINTER_OUTCOME);
    return e;
}

static void a_file_that_stands_is_printed_once(void **state)
{
    struct site *s = *state;
    struct printer_event e = outcome_of_a_job(s);
    assert_int_equal(e.outcome, PRINT_OUTCOME_PRINTED);
    assert_int_equal(e.evidence, PRINT_EVIDENCE_JOB_STATE);
    assert_string_equal(e.evidence_text, "file page");
    e = outcome_of_a_job(s);
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    assert_string_equal(e.evidence_text, "not started: already there");
    assert_int_equal(s->written, 1);
}

static void one_outcome_waits_at_a_time(void **state)
{
    struct site *s = *state;
    assert_ok(print_folder_submit(&s->folder, &job));
    assert_fails(print_folder_submit(&s->folder, &job), BUSY);
    assert_int_equal(s->written, 1);
    assert_int_equal(print_folder_next_ms(&s->folder, 70), 70);
}

static void a_full_disk_is_paper_out_until_it_is_looked_at_again(void **state)
{
    struct site *s = *state;
    s->answer = FAIL(FULL);
    struct printer_event e = outcome_of_a_job(s);
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    assert_int_equal(e.conditions, PRINTER_OUT);
    e = outcome_of_a_job(s);
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    assert_int_equal(s->written, 1); /* it is not tried on a full disk */
    s->answer = OK;
    print_folder_step(&s->folder, print_folder_next_ms(&s->folder, 0));
    assert_int_equal(outcome_of_a_job(s).outcome, PRINT_OUTCOME_PRINTED);
}

static void a_folder_that_cannot_be_had_is_offline(void **state)
{
    (void)state;
    static struct print_folder none;
    char path[2 * PRINT_FOLDER_SIZE];
    struct printer_event e;
    assert_ok(print_folder_open(&none, "/nonexistent/prints"));
    print_folder_step(&none, 5);
    assert_true(printer_events_take(&none.events, &e));
    assert_int_equal(e.conditions, PRINTER_OFFLINE);
    assert_ok(print_folder_submit(&none, &job));
    assert_true(printer_events_take(&none.events, &e));
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    assert_string_equal(e.evidence_text, "not started: no folder");
    memset(path, 'a', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    assert_fails(print_folder_open(&none, path), TOO_LARGE);
}

static int setup(void **state)
{
    site = (struct site){.answer = OK};
    snprintf(site.path, sizeof site.path, "/tmp/uketori-prints-XXXXXX");
    if (mkdtemp(site.path) == NULL || failed(print_folder_open(&site.folder, site.path))) {
        return -1;
    }
    snprintf(site.file, sizeof site.file, "%.*s/page", PATH_SIZE - 8, site.path);
    *state = &site;
    return 0;
}

static int teardown(void **state)
{
    struct site *s = *state;
    (void)unlink(s->file);
    return rmdir(s->path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_that_stands_is_printed_once, setup, teardown),
        cmocka_unit_test_setup_teardown(one_outcome_waits_at_a_time, setup, teardown),
        cmocka_unit_test_setup_teardown(a_full_disk_is_paper_out_until_it_is_looked_at_again, setup,
                                        teardown),
        cmocka_unit_test(a_folder_that_cannot_be_had_is_offline),
    };
    return cmocka_run_group_tests_name("hal_linux/print_folder", tests, NULL, NULL);
}
