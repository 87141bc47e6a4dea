#include "tests/kit/kit.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hal/linux/scanner_tty.h"

struct rig {
    int far; /* the scanner's end of a named pipe: what is written can be read at once */
    struct scanner *scanner;
    uint64_t now_ms;
};

static void rig_open(struct rig *r)
{
    char folder[256], path[300];
    kit_folder("scanner", folder);
    (void)snprintf(path, sizeof path, "%s/line", folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_ok(scanner_tty_open(path, 9600, &r->scanner));
    r->now_ms = 1000;
    device_step(scanner_device(r->scanner), r->now_ms);
    r->far = open(path, O_WRONLY | O_NONBLOCK);
    assert_true(r->far >= 0);
}

static void rig_close(struct rig *r)
{
    scanner_close(r->scanner);
    (void)close(r->far);
}

static void type(struct rig *r, const char *bytes, size_t n)
{
    struct pollfd fds[DEVICE_FDS_MAX];
    assert_int_equal(write(r->far, bytes, n), n);
    assert_int_equal(device_poll_fds(scanner_device(r->scanner), fds, DEVICE_FDS_MAX), 1);
    assert_int_equal(poll(fds, 1, 0), 1);
    r->now_ms++;
    device_step(scanner_device(r->scanner), r->now_ms);
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
    assert_true(scanner_take(r.scanner, &e));
    assert_int_equal(e.kind, SCANNER_TOO_LONG);
    type(&r, line + 1, sizeof line - 1);
    assert_true(scanner_take(r.scanner, &e));
    assert_int_equal(e.kind, SCANNER_TEXT);
    assert_int_equal(e.length, SCANNER_TEXT_MAX);
    rig_close(&r);
}

/* A pseudo terminal whose far end is closed hangs up, as a USB line does; the kernel may take its
 * time. */
static void an_unplugged_scanner_is_lost_once_and_retried(void **state)
{
    (void)state;
    struct scanner *s;
    struct scanner_event e;
    int far = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(far >= 0 && grantpt(far) == 0 && unlockpt(far) == 0);
    assert_ok(scanner_tty_open(ptsname(far), 9600, &s));
    device_step(scanner_device(s), 1000);
    struct pollfd fds[DEVICE_FDS_MAX];
    assert_int_equal(device_poll_fds(scanner_device(s), fds, DEVICE_FDS_MAX), 1);
    (void)close(far);
    assert_int_equal(poll(fds, 1, 10000), 1);
    device_step(scanner_device(s), 2000);
    assert_true(scanner_take(s, &e));
    assert_int_equal(e.kind, SCANNER_LOST);
    assert_int_equal(device_next_ms(scanner_device(s), 2000), 2500);
    device_step(scanner_device(s), 2500);
    assert_false(scanner_take(s, &e));
    assert_int_equal(device_next_ms(scanner_device(s), 2500), 3500);
    scanner_close(s);
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
