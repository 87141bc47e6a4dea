#include "tests/kit/kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hal/linux/printer_address.h"

struct address_row {
    const char *address;
    const char *model;
    int width_dots;
    enum err_code want;
};

static void addresses_are_taken_whole_or_refused(void **state)
{
    (void)state;
    static const struct address_row rows[] = {
        {"file:build/test-data", "any", 576, ERR_OK},
        {"usb:/dev/usb/lp0", "tm-t88", 576, ERR_OK},
        {"serial:/dev/ttyS0", "tm-t88iii", 512, ERR_INVALID}, /* 180 dpi */
        {"serial:/dev/ttyS0:9600", "generic", 576, ERR_OK},
        {"serial:/dev/ttyS0:12345", "generic", 576, ERR_INVALID},
        {"serial:/dev/ttyS0:fast", "generic", 576, ERR_INVALID},
        {"tcp:127.0.0.1:9100", "tm-m30", 576, ERR_OK},
        {"tcp:[::1]:9100", "tm-m30", 576, ERR_OK},
        {"tcp:127.0.0.1", "tm-m30", 576, ERR_INVALID},
        {"tcp:127.0.0.1:0", "tm-m30", 576, ERR_INVALID},
        {"tcp:127.0.0.1:70000", "tm-m30", 576, ERR_INVALID},
        {"tcp:printer.example:9100", "tm-m30", 576,
         ERR_INVALID}, /* a name would have to be asked */
        {"bytes:build/test-data/bytes", "generic", 576, ERR_OK},
        {"usb:/dev/usb/lp0", "tm-t99", 576, ERR_NOT_FOUND},
        {"usb:/dev/usb/lp0", "tm-t88", 512, ERR_INVALID},
        {"ipp://localhost/", "tm-t88", 576, ERR_UNSUPPORTED},
        {"", "tm-t88", 576, ERR_UNSUPPORTED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct printer *p = NULL;
        struct slip_printer_address a = {rows[i].address, rows[i].model, rows[i].width_dots, 203,
                                         1};
        struct err e = slip_printer_open(&a, &p);
        if (e.code != rows[i].want) {
            fail_msg("%s: %s", rows[i].address, err_name(e));
        }
        printer_close(p);
    }
    struct certificate_printer *c = NULL;
    assert_fails(certificate_printer_address_open("lpd://x/", NULL, &c), UNSUPPORTED);
    assert_fails(certificate_printer_address_open("ipps://x/", "/dev/null", &c), INVALID);
}

static struct printer_event print_on(struct printer *p)
{
    static uint8_t bits[72 * 10];
    memset(bits, 0xFF, sizeof bits);
    struct printer_job job = {.job_id = {{1}}, .page = {bits, 576, 10, 72}};
    struct printer_event e = {.outcome = PRINT_OUTCOME_COUNT}, got;
    device_step(printer_device(p), 1000);
    assert_ok(printer_submit(p, &job));
    for (uint64_t now = 1000; now < 9000 && e.outcome == PRINT_OUTCOME_COUNT; now += 100) {
        device_step(printer_device(p), now);
        while (printer_take(p, &got)) {
            e = got.kind == PRINTER_OUTCOME ? got : e;
        }
    }
    return e;
}

static void bytes_in_a_file_prove_nothing(void **state)
{
    (void)state;
    char folder[256], address[300];
    struct stat info;
    struct printer *p = NULL;
    kit_folder("bytes", folder);
    (void)snprintf(address, sizeof address, "bytes:%s/out", folder);
    struct slip_printer_address a = {address, "tm-t88", 576, 203, 1};
    assert_ok(slip_printer_open(&a, &p));
    struct printer_event e = print_on(p);
    printer_close(p);
    assert_int_equal(e.outcome, PRINT_OUTCOME_UNKNOWN);
    assert_int_equal(e.evidence, PRINT_EVIDENCE_BYTES_ACCEPTED);
    assert_int_equal(stat(address + 6, &info), 0);
    assert_true(info.st_size > 72 * 10);
}

static void a_folder_prints_once_and_a_missing_one_is_offline(void **state)
{
    (void)state;
    char folder[256], address[300];
    struct printer *p = NULL;
    kit_folder("file-printer", folder);
    (void)snprintf(address, sizeof address, "file:%s", folder);
    struct slip_printer_address a = {address, "", 576, 203, 1};
    assert_ok(slip_printer_open(&a, &p));
    assert_int_equal(print_on(p).outcome, PRINT_OUTCOME_PRINTED);
    struct printer_event e = print_on(p); /* the same job id */
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    assert_string_equal(e.evidence_text, "not started: already there");
    printer_close(p);
    a.address = "file:/nonexistent/folder/of/slips";
    assert_ok(slip_printer_open(&a, &p));
    assert_int_equal(printer_conditions(p), PRINTER_OFFLINE);
    assert_int_equal(print_on(p).outcome, PRINT_OUTCOME_NOT_PRINTED);
    printer_close(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_taken_whole_or_refused),
        cmocka_unit_test(bytes_in_a_file_prove_nothing),
        cmocka_unit_test(a_folder_prints_once_and_a_missing_one_is_offline),
    };
    return cmocka_run_group_tests_name("hal_linux/printer_address", tests, NULL, NULL);
}
