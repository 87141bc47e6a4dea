/* What keeps a terminal's devices from being opened, by the name of the setting. Only refusals: a
 * test that succeeds would arm the watchdog of the machine that it runs on. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "hal/linux/open.h"
#include "tests/kit/kit.h"

enum { PATH_SIZE = 64, FILES = 3 };

static char folder[PATH_SIZE], file[FILES][PATH_SIZE];

static struct hal_linux_settings good(void)
{
    return (struct hal_linux_settings){.camera_device = "/nonexistent/video",
                                       .camera_width_px = 1280,
                                       .camera_height_px = 720,
                                       .camera_hz = 30,
                                       .camera_mains_hz = 50,
                                       .camera_focus = -1,
                                       .camera_exposure = -1,
                                       .slip_printer = "tcp:192.0.2.1:9100",
                                       .slip_model = "generic",
                                       .slip_width_dots = 576,
                                       .slip_dpi = 203,
                                       .certificate_printer = "ipp://192.0.2.2/ipp/print",
                                       .scanner_device = "/nonexistent/tty",
                                       .lamp = {.chip = "/nonexistent/gpiochip"},
                                       .backend_url = "https://192.0.2.3",
                                       .ca_file = file[0],
                                       .cert_file = file[1],
                                       .key_file = file[2],
                                       .connect_ms = 100};
}

static void refused(const struct hal_linux_settings *s, enum err_code code, const char *message)
{
    struct hal hal;
    char got[HAL_LINUX_MESSAGE_SIZE];
    struct err e = hal_linux_open(s, &hal, got);
    assert_int_equal(e.code, code);
    assert_string_equal(got, message);
    assert_null(hal.clock);
    assert_null(hal.camera);
}

static void a_tls_file_that_cannot_be_read_is_named(void **state)
{
    (void)state;
    static const char *const messages[FILES] = {"backend.ca_file: does not exist",
                                                "backend.cert_file: does not exist",
                                                "backend.key_file: does not exist"};
    struct hal_linux_settings s = good();
    for (int i = 0; i < FILES; i++) {
        refused(&s, ERR_NOT_FOUND, messages[i]);
        FILE *made = fopen(file[i], "w");
        assert_non_null(made);
        assert_int_equal(fclose(made), 0);
    }
    s.backend_url = "http://192.0.2.3";
    refused(&s, ERR_INVALID, "backend: not in the required form");
}

static void an_address_that_makes_no_sense_is_named(void **state)
{
    (void)state;
    struct hal_linux_settings s = good();
    s.slip_printer = "lp0";
    refused(&s, ERR_UNSUPPORTED, "slip_printer.device: not supported by this device or build");
    s.slip_printer = "tcp:printer:9100";
    refused(&s, ERR_INVALID, "slip_printer.device: not in the required form");
    s = good();
    s.certificate_printer = "usb:/dev/usb/lp0";
    refused(&s, ERR_UNSUPPORTED,
            "certificate_printer.device: not supported by this device or build");
}

static int setup(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/uketori-open-XXXXXX");
    if (mkdtemp(folder) == NULL) {
        return -1;
    }
    for (int i = 0; i < FILES; i++) {
        snprintf(file[i], sizeof file[i], "%.*s/%d.pem", PATH_SIZE - 24, folder, i);
    }
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    for (int i = 0; i < FILES; i++) {
        (void)unlink(file[i]);
    }
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tls_file_that_cannot_be_read_is_named),
        cmocka_unit_test(an_address_that_makes_no_sense_is_named),
    };
    return cmocka_run_group_tests_name("hal_linux/open", tests, setup, teardown);
}
