#include "tests/kit/kit.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hal/linux/scanner_tty.h"

struct rig {
    int far; /* the scanner's end of a pseudo terminal */
    struct scanner *scanner;
    uint64_t now_ms;
};

static void rig_open(struct rig *r)
{
    r->far = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(r->far >= 0);
    assert_int_equal(grantpt(r->far), 0);
    assert_int_equal(unlockpt(r->far), 0);
    assert_ok(scanner_tty_open(ptsname(r->far), 9600, &r->scanner));
    r->now_ms = 1000;
    device_step(scanner_device(r->scanner), r->now_ms);
}

static void rig_close(struct rig *r)
{
    scanner_close(r->scanner);
    (void)close(r->far);
}

static void type(struct rig *r, const char *bytes, size_t n)
{
    assert_int_equal(write(r->far, bytes, n), n);
    struct pollfd fds[DEVICE_FDS_MAX];
    int count = device_poll_fds(scanner_device(r->scanner), fds, DEVICE_FDS_MAX);
    assert_int_equal(count, 1);
    assert_int_equal(poll(fds, 1, 2000), 1);
    device_step(scanner_device(r->scanner), ++r->now_ms);
}

static void a_code_ends_with_its_return(void **state)
{
    (void)state;
    struct rig r;
    struct scanner_event e;
    rig_open(&r);
    type(&r, "ABC", 3);
    assert_false(scanner_take(r.scanner, &e));
    type(&r,
         "\x01"
         "Z\r\nNEXT\r",
         9);
    assert_true(scanner_take(r.scanner, &e));
    assert_int_equal(e.kind, SCANNER_TEXT);
    assert_int_equal(e.length, 5);
    assert_memory_equal(e.text, "ABC\x01Z", 5);
    assert_true(scanner_take(r.scanner, &e));
    assert_memory_equal(e.text, "NEXT", 4);
    assert_false(scanner_take(r.scanner, &e));
    rig_close(&r);
}

static void a_code_without_return_ends_with_silence(void **state)
{
    (void)state;
    struct rig r;
    struct scanner_event e;
    rig_open(&r);
    type(&r, "7", 1);
    assert_int_equal(device_next_ms(scanner_device(r.scanner), r.now_ms), r.now_ms + 200);
    device_step(scanner_device(r.scanner), r.now_ms + 199);
    assert_false(scanner_take(r.scanner, &e));
    device_step(scanner_device(r.scanner), r.now_ms + 200);
    assert_true(scanner_take(r.scanner, &e));
    assert_int_equal(e.length, 1);
    rig_close(&r);
}

static void a_code_above_the_limit_is_dropped_and_reported(void **state)
{
    (void)state;
    struct rig r;
    struct scanner_event e;
    char line[SCANNER_TEXT_MAX + 2];
    rig_open(&r);
    memset(line, 'x', sizeof line);
    line[SCANNER_TEXT_MAX + 1] = '\r';
    type(&r, line, sizeof line);
    for (int i = 0; i < 100 && !scanner_take(r.scanner, &e); i++) {
        (void)poll(NULL, 0, 1);
        device_step(scanner_device(r.scanner), r.now_ms);
    }
    assert_int_equal(e.kind, SCANNER_TOO_LONG);
    type(&r, line + 1, sizeof line - 1);
    for (int i = 0; i < 100 && !scanner_take(r.scanner, &e); i++) {
        (void)poll(NULL, 0, 1);
        device_step(scanner_device(r.scanner), r.now_ms);
    }
    assert_int_equal(e.kind, SCANNER_TEXT);
    assert_int_equal(e.length, SCANNER_TEXT_MAX);
    rig_close(&r);
}

static void an_unplugged_scanner_is_lost_once_and_retried(void **state)
{
    (void)state;
    struct rig r;
    struct scanner_event e;
    rig_open(&r);
    (void)close(r.far);
    device_step(scanner_device(r.scanner), 2000);
    assert_true(scanner_take(r.scanner, &e));
    assert_int_equal(e.kind, SCANNER_LOST);
    assert_int_equal(device_next_ms(scanner_device(r.scanner), 2000), 2500);
    device_step(scanner_device(r.scanner), 2500);
    assert_false(scanner_take(r.scanner, &e));
    assert_int_equal(device_next_ms(scanner_device(r.scanner), 2500), 3500);
    scanner_close(r.scanner);
}

static void odd_speeds_are_refused(void **state)
{
    (void)state;
    struct scanner *s = NULL;
    assert_fails(scanner_tty_open("/dev/ttyS0", 12345, &s), INVALID);
    assert_null(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_ends_with_its_return),
        cmocka_unit_test(a_code_without_return_ends_with_silence),
        cmocka_unit_test(a_code_above_the_limit_is_dropped_and_reported),
        cmocka_unit_test(an_unplugged_scanner_is_lost_once_and_retried),
        cmocka_unit_test(odd_speeds_are_refused),
    };
    return cmocka_run_group_tests_name("hal_linux/scanner_tty", tests, NULL, NULL);
}
