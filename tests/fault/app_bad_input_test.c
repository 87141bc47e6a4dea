/* Bad input to the whole terminal: payloads of codes, the backend's faults, TLS, and the journal's
 * disk. Each ends in a designed screen; a verdict is never wrong, nothing leaves a printer without
 * its row. */
#include "tests/kit/cairo_leak.h"
#include "tests/kit/kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/log.h"
#include "scan/engine.h"
#include "tests/kit/clerk.h"
#include "sim/crash_vfs.h"

#define MORNING_S INT64_C(1795483440)

enum { SOON_MS = 300, LOOKUP_OVER_MS = 25000, HUGE_BYTES = 10 << 20, FILE_MAX = 1 << 20 };

static const char *const VFS = "app-bad-input";

struct scene_of_crime {
    char folder[256], pki[300], journal[300];
    struct office *office;
    struct clerk clerk;
};

static struct scene_of_crime at;

static void open_office(const char *vfs, bool fresh)
{
    struct office_setup setup = clerk_setup(at.folder, at.pki);
    setup.fresh = fresh;
    setup.journal_vfs = vfs;
    assert_ok(office_open(at.office, &setup));
    clerk_init(&at.clerk, at.office, "ready");
    office_turn(at.office);
    clerk_look(&at.clerk);
}

static int open_fresh(void **state)
{
    (void)state;
    open_office(NULL, true);
    return 0;
}

static int close_office(void **state)
{
    (void)state;
    office_close(at.office);
    return 0;
}

static void wait_ms(uint64_t ms)
{
    clerk_wait(&at.clerk, office_now_ms(at.office) + ms, NULL, NULL);
    clerk_look(&at.clerk);
}

static void assert_screen(enum screen want, const char *about)
{
    if (at.clerk.applicant.screen != want) {
        fail_msg("%s: %s, want %s", about, screen_code(at.clerk.applicant.screen),
                 screen_code(want));
    }
}

static int lookups(void)
{
    return (int)office_sql(
        at.office, "SELECT count(*) FROM exchange WHERE path = '/v1/lookups' AND ?1 IS NULL", NULL);
}

static void to_waiting(void)
{
    app_action(at.office->app, ACTOR_APPLICANT, ACTION_FINISH, 0);
    for (int s = 0; s < 60 && at.clerk.applicant.screen != SCREEN_A00; s++) {
        wait_ms(1000);
    }
    assert_screen(SCREEN_A00, "back to waiting");
}

static void test_payloads_that_are_no_pickup_code(void **state)
{
    (void)state;
    static uint8_t full[SCAN_PAYLOAD_MAX];
    memset(full, 'A', sizeof full);
    static const struct {
        const char *about;
        const char *bytes;
        size_t n;
        enum screen screen;
    } rows[] = {
        {"empty", "", 0, SCREEN_A40},
        {"NUL", "\0", 1, SCREEN_A40},
        {"NUL within", "hello\0there", 11, SCREEN_A40},
        {"invalid UTF-8", "\xff\xfe\xc0\x80", 4, SCREEN_A40},
        {"CR and LF", "\r\n\r\n", 4, SCREEN_A40},
        {"text with CR LF", "hello\r\nUK1:", 11, SCREEN_A40},
        {"signed, empty", "UK1:", 4, SCREEN_A42},
        {"signed, no base45", "UK1:~~~~", 8, SCREEN_A42},
        {"signed, NUL", "UK1:AB\0CD", 9, SCREEN_A42},
        {"signed, line end", "UK1:ABCDEF\r\n", 12, SCREEN_A42},
        {"3 KB", (const char *)full, sizeof full, SCREEN_A40},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        app_code(at.office->app, (const uint8_t *)rows[i].bytes, rows[i].n);
        wait_ms(SOON_MS);
        assert_screen(rows[i].screen, rows[i].about);
        assert_int_equal(lookups(), 0); /* what cannot be ours is asked of nobody */
        to_waiting();
    }
}

/* Opaque codes are the backend's to know: whatever stands behind the prefix arrives there as it is,
 * or is refused here. */
static void test_payloads_behind_the_prefix(void **state)
{
    (void)state;
    static char big[SCAN_PAYLOAD_MAX];
    memset(big, 'A', sizeof big);
    memcpy(big, SEED_OPAQUE_PREFIX, strlen(SEED_OPAQUE_PREFIX));
    static const struct {
        const char *about;
        const char *bytes;
        size_t n;
    } rows[] = {
        {"prefix alone", SEED_OPAQUE_PREFIX, sizeof SEED_OPAQUE_PREFIX - 1},
        {"NUL", SEED_OPAQUE_PREFIX "\0A", sizeof SEED_OPAQUE_PREFIX + 1},
        {"invalid UTF-8", SEED_OPAQUE_PREFIX "\xff\xfe", sizeof SEED_OPAQUE_PREFIX + 1},
        {"line end", SEED_OPAQUE_PREFIX "0000\r\n", sizeof SEED_OPAQUE_PREFIX + 5},
        {"quotes", SEED_OPAQUE_PREFIX "\"},{\"", sizeof SEED_OPAQUE_PREFIX + 4},
        {"3 KB", big, sizeof big},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        app_code(at.office->app, (const uint8_t *)rows[i].bytes, rows[i].n);
        wait_ms(SOON_MS);
        enum screen screen = at.clerk.applicant.screen;
        if (screen != SCREEN_A42 && screen != SCREEN_A40) {
            fail_msg("%s: %s", rows[i].about, screen_code(screen));
        }
        assert_int_equal(at.clerk.staff.dropped_replies, 0);
        to_waiting();
    }
    clerk_show(&at.clerk, "ready"); /* and the next person is served as ever */
    wait_ms(SOON_MS);
    assert_screen(SCREEN_A10, "after all that");
}

struct backend_row {
    enum backend_fault fault;
    int64_t value;
    enum screen screen; /* of a person whose code says ready */
};

/* Until the terminal has said something. */
static void wait_for_an_answer(void)
{
    for (int waited = 0; waited < LOOKUP_OVER_MS; waited += SOON_MS) {
        wait_ms(SOON_MS);
        enum screen screen = at.clerk.applicant.screen;
        if (screen != SCREEN_A00 && screen != SCREEN_A02) {
            return;
        }
    }
}

/* Shows the code of a ready application under the fault. */
static void show_under(const struct backend_row *row)
{
    char about[64];
    snprintf(about, sizeof about, "%s=%d", backend_fault_word(row->fault), (int)row->value);
    assert_ok(office_set_fault(at.office, row->fault, row->value));
    clerk_show(&at.clerk, "ready");
    wait_for_an_answer();
    assert_screen(row->screen, about);
    assert_int_equal(clerk_handovers(&at.clerk), 0);
    /* A verdict is the right one, or none: this person is never told another one's. */
    assert_true(row->screen == SCREEN_A10 || at.clerk.staff.item.known == false);
}

static void test_each_fault_of_the_backend_has_its_screen(void **state)
{
    (void)state;
    static const struct backend_row rows[] = {
        {BACKEND_FAULT_NOT_JSON, 1, SCREEN_A51},
        {BACKEND_FAULT_HALF, 1, SCREEN_A51},
        {BACKEND_FAULT_HUGE, HUGE_BYTES, SCREEN_A51},
        {BACKEND_FAULT_WRONG_IDS, 1, SCREEN_A51},
        {BACKEND_FAULT_SWAPPED, 1, SCREEN_A10}, /* the second try gets the first one's answer */
        {BACKEND_FAULT_STATUS, 301, SCREEN_A51},
        /* without the backend's own words nothing is refused */
        {BACKEND_FAULT_STATUS, 400, SCREEN_A51},
        {BACKEND_FAULT_STATUS, 404, SCREEN_A51},
        {BACKEND_FAULT_STATUS, 500, SCREEN_A51},
        {BACKEND_FAULT_STATUS, 503, SCREEN_A51},
        {BACKEND_FAULT_DOWN, 1, SCREEN_A51},
        {BACKEND_FAULT_LOSE_REPLY, 1, SCREEN_A10},
        {BACKEND_FAULT_CHUNKED, 1, SCREEN_A10},
        {BACKEND_FAULT_DRIP, 1, SCREEN_A10},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        open_office(NULL, true);
        uint32_t before = at.clerk.staff.dropped_replies;
        show_under(&rows[i]);
        bool foreign =
            rows[i].fault == BACKEND_FAULT_WRONG_IDS || rows[i].fault == BACKEND_FAULT_SWAPPED;
        if (foreign) { /* dropped and counted */
            assert_true(at.clerk.staff.dropped_replies > before);
        }
        office_close(at.office);
    }
}

/* The fault ends, and the same person is told the truth. */
static void test_the_way_back_from_a_fault(void **state)
{
    (void)state;
    static const struct backend_row row = {BACKEND_FAULT_NOT_JSON, 1, SCREEN_A51};
    show_under(&row);
    assert_ok(office_set_fault(at.office, BACKEND_FAULT_NOT_JSON, 0));
    wait_ms(30000);
    to_waiting();
    clerk_show(&at.clerk, "ready");
    wait_ms(1000);
    assert_screen(SCREEN_A10, "the fault is over");
}

/* A peer that our private CA did not vouch for is nobody. */
static void test_tls_refused(void **state)
{
    (void)state;
    char other[320];
    struct pki wrong;
    snprintf(other, sizeof other, "%s/other-pki", at.folder);
    assert_ok(pki_open(other, MORNING_S - 30 * 86400, &wrong));
    office_power_cut(at.office);
    memcpy(at.office->config.ca_file, wrong.ca_file, strlen(wrong.ca_file) + 1);
    assert_ok(office_power_on(at.office));
    int before = lookups();
    wait_ms(SOON_MS);
    clerk_show(&at.clerk, "ready");
    wait_for_an_answer();
    assert_screen(SCREEN_A51, "wrong CA");
    assert_int_equal(lookups(), before);
}

static size_t read_file(const char *path, uint8_t *out)
{
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    size_t n = fread(out, 1, FILE_MAX, f);
    fclose(f);
    return n;
}

static void assert_out_of_service(const char *about)
{
    assert_screen(SCREEN_A50, about);
    assert_true(failed(app_journal_error(at.office->app)));
    assert_true(at.clerk.staff.alert_count > 0); /* staff are told */
    bool down = false;
    for (int i = 0; i < at.clerk.staff.device_count; i++) {
        down |= strcmp(at.clerk.staff.device[i].name, "記録") == 0 &&
                at.clerk.staff.device[i].level == DEVICE_DOWN;
    }
    assert_true(down);
    int slips = slip_printer_sim_count(at.office->slip_printer);
    int asked = lookups();
    clerk_show(&at.clerk, "ready"); /* nobody is served, nobody is asked about */
    wait_ms(5000);
    assert_screen(SCREEN_A50, about);
    assert_int_equal(slip_printer_sim_count(at.office->slip_printer), slips);
    assert_int_equal(lookups(), asked);
}

static void damage(const char *path, size_t at_byte, size_t count)
{
    FILE *f = fopen(path, "r+b");
    assert_non_null(f);
    assert_int_equal(fseek(f, (long)at_byte, SEEK_SET), 0);
    for (size_t i = 0; i < count; i++) {
        fputc(0xa5, f);
    }
    fclose(f);
}

static void test_a_damaged_journal_is_left_as_it_is(void **state)
{
    (void)state;
    static uint8_t before[FILE_MAX], after[FILE_MAX];
    static const struct {
        const char *about;
        size_t at, count;
    } rows[] = {{"its head", 0, 16}, {"its first page", 100, 200}, {"everything", 0, 8192}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        open_office(NULL, true);
        office_close(at.office);
        damage(at.journal, rows[i].at, rows[i].count);
        size_t n = read_file(at.journal, before);
        open_office(NULL, false);
        assert_out_of_service(rows[i].about);
        office_close(at.office);
        assert_int_equal(read_file(at.journal, after), n);
        assert_memory_equal(before, after, n);
    }
}

static void test_a_lost_key_is_not_made_anew(void **state)
{
    (void)state;
    char key[320], aside[320];
    snprintf(key, sizeof key, "%s/keys/chain.key", at.folder);
    snprintf(aside, sizeof aside, "%s/keys/chain.aside", at.folder);
    open_office(NULL, true);
    office_close(at.office);
    assert_int_equal(rename(key, aside), 0);
    open_office(NULL, false);
    assert_out_of_service("no key");
    office_close(at.office);
    assert_int_not_equal(access(key, F_OK), 0);
}

static void test_a_folder_that_cannot_be_written(void **state)
{
    (void)state;
    if (geteuid() == 0) {
        print_message("skipped: root may write everywhere; the next test's disk refuses instead\n");
    }
    open_office(NULL, true);
    office_close(at.office);
    chmod(at.journal, 0400);
    chmod(at.folder, 0500);
    struct office_setup setup = clerk_setup(at.folder, at.pki);
    setup.fresh = false;
    struct err e = geteuid() == 0 ? FAIL(UNSUPPORTED) : office_open(at.office, &setup);
    chmod(at.folder, 0700);
    if (!failed(e)) { /* root, or a backend that needs no writing */
        office_turn(at.office);
        wait_ms(SOON_MS);
        assert_out_of_service("read-only");
        office_close(at.office);
    }
    chmod(at.journal, 0600);
}

/* Whatever the disk's n-th write of a whole pickup does, the people are told and nothing physical
 * happens without its row. */
static void check_after_a_full_disk(int slips_at_failure, int sheets_at_failure)
{
    assert_true(failed(app_journal_error(at.office->app)));
    wait_ms(5000);
    assert_true(at.clerk.staff.alert_count > 0);
    assert_screen(SCREEN_A50, "full disk");
    assert_true(slip_printer_sim_count(at.office->slip_printer) <= slips_at_failure);
    assert_true(certificate_printer_sim_count(at.office->certificate_printer) <= sheets_at_failure);
    assert_true(clerk_handovers(&at.clerk) == 0 || at.clerk.handed);
}

static bool has_failed(struct clerk *k, void *unused)
{
    (void)unused;
    return failed(app_journal_error(k->office->app)) || clerk_is_done(k, NULL);
}

/* False: the pickup was over before the n-th write. */
static bool fill_disk_at(struct crash_vfs *vfs, uint64_t n, bool sticky)
{
    struct crash_disk disk;
    crash_disk_init(&disk, n);
    crash_vfs_switch(vfs, &disk);
    open_office(VFS, true);
    at.clerk.name = "papers";
    crash_disk_fail_at(&disk, n, CRASH_FULL, sticky);
    assert_true(clerk_run(&at.clerk, has_failed, NULL));
    bool came = failed(app_journal_error(at.office->app));
    if (came) {
        crash_disk_fail_at(&disk, 0, CRASH_FULL, false); /* so that the rows can be counted */
        int slips = office_journal_count(at.office, JOURNAL_SLIP);
        int sheets = office_journal_count(at.office, JOURNAL_PRINT);
        if (sticky) {
            crash_disk_fail_at(&disk, 1, CRASH_FULL, true);
        }
        check_after_a_full_disk(slips, sheets);
    }
    office_close(at.office);
    crash_disk_deinit(&disk);
    return came;
}

static void test_the_disk_fills_up_at_any_write(void **state)
{
    (void)state;
    enum { STRIDE = 9, WRITES_MAX = 2000 };
    struct crash_disk none;
    crash_disk_init(&none, 1);
    struct crash_vfs *vfs = crash_vfs_open(&none, VFS);
    uint64_t n = 1;
    int failures = 0;
    while (n < WRITES_MAX && fill_disk_at(vfs, n, failures % 2 == 0)) {
        failures++;
        n += STRIDE;
    }
    assert_true(failures > 5 && n < WRITES_MAX);
    crash_vfs_close(vfs);
    crash_disk_deinit(&none);
}

int main(void)
{
#define WITH_OFFICE(test) cmocka_unit_test_setup_teardown(test, open_fresh, close_office)
    static const struct CMUnitTest tests[] = {
        WITH_OFFICE(test_payloads_that_are_no_pickup_code),
        WITH_OFFICE(test_payloads_behind_the_prefix),
        cmocka_unit_test(test_each_fault_of_the_backend_has_its_screen),
        WITH_OFFICE(test_the_way_back_from_a_fault),
        WITH_OFFICE(test_tls_refused),
        cmocka_unit_test(test_a_damaged_journal_is_left_as_it_is),
        cmocka_unit_test(test_a_lost_key_is_not_made_anew),
        cmocka_unit_test(test_a_folder_that_cannot_be_written),
        cmocka_unit_test(test_the_disk_fills_up_at_any_write),
    };
#undef WITH_OFFICE
    log_set_level(LOG_LEVEL_SILENT);
    kit_folder("app-bad-input", at.folder);
    snprintf(at.pki, sizeof at.pki, "%s/pki", at.folder);
    snprintf(at.journal, sizeof at.journal, "%s/journal.db", at.folder);
    at.office = calloc(1, sizeof *at.office);
    int result = at.office == NULL ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
    free(at.office);
    return result;
}
