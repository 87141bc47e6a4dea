/* The ESC/POS printer over real descriptors, loopback TCP and a pseudo terminal, with the
 * wire-level fake at the far end. Printer time is injected; only the kernel's own delivery is
 * waited for. */
#include "tests/kit/kit.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include "hal/linux/printer_address.h"
#include "sim/escpos_fake.h"

enum { WIDTH = 576, ROW = WIDTH / 8, HEIGHT = 300, TURN_MS = 5, TURNS_MAX = 4000 };

struct rig {
    struct escpos_fake *fake;
    struct printer *printer;
    int listener, far; /* -1: none */
    bool may_accept;
    uint64_t now_ms;
    uint8_t bits[ROW * HEIGHT];
    uint8_t held[4096]; /* taken from the wire, not by the printer yet: a full buffer */
    size_t held_n;
};

static void open_printer(struct rig *r, const char *address)
{
    struct escpos_fake_settings settings = {
        .width_dots = WIDTH, .dpi = 203, .has_process_id = true, .has_clear = true};
    struct slip_printer_address a = {address, "tm-t88", WIDTH, 203, 99};
    assert_ok(escpos_fake_open(&settings, &r->fake));
    assert_ok(slip_printer_open(&a, &r->printer));
    for (size_t i = 0; i < sizeof r->bits; i++) {
        r->bits[i] = (uint8_t)(i * 31 >> 1 | 1);
    }
    r->now_ms = 1000;
    r->may_accept = true;
}

static void open_tcp(struct rig *r)
{
    char address[64];
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof a;
    *r = (struct rig){.far = -1};
    r->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    assert_int_equal(bind(r->listener, (const struct sockaddr *)&a, sizeof a), 0);
    assert_int_equal(listen(r->listener, 4), 0);
    assert_int_equal(getsockname(r->listener, (struct sockaddr *)&a, &size), 0);
    (void)snprintf(address, sizeof address, "tcp:127.0.0.1:%d", ntohs(a.sin_port));
    open_printer(r, address);
}

static void open_tty(struct rig *r)
{
    char address[128];
    *r = (struct rig){.listener = -1};
    r->far = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
    assert_true(r->far >= 0 && grantpt(r->far) == 0 && unlockpt(r->far) == 0);
    (void)snprintf(address, sizeof address, "serial:%s:115200", ptsname(r->far));
    struct termios raw;
    assert_int_equal(tcgetattr(r->far, &raw), 0);
    cfmakeraw(&raw);
    assert_int_equal(tcsetattr(r->far, TCSANOW, &raw), 0);
    open_printer(r, address);
}

static void rig_close(struct rig *r)
{
    printer_close(r->printer);
    escpos_fake_close(r->fake);
    if (r->listener >= 0) {
        (void)close(r->listener);
    }
    if (r->far >= 0) {
        (void)close(r->far);
    }
}

/* The printer's electronics: wire to buffer, answers to wire. */
static void turn_far(struct rig *r)
{
    if (r->far < 0 && r->may_accept && r->listener >= 0) {
        int at_once = 1; /* virtual time would not wait for a delayed acknowledgement */
        r->far = accept4(r->listener, NULL, NULL, SOCK_NONBLOCK);
        (void)setsockopt(r->far, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    }
    escpos_fake_step(r->fake, r->now_ms);
    if (r->far < 0) {
        return;
    }
    if (r->held_n == 0) {
        ssize_t n = read(r->far, r->held, sizeof r->held);
        r->held_n = n > 0 ? (size_t)n : 0;
    }
    size_t taken = escpos_fake_take(r->fake, r->held, r->held_n);
    r->held_n -= taken;
    memmove(r->held, r->held + taken, r->held_n);
    uint8_t answers[256];
    size_t n = escpos_fake_give(r->fake, answers, sizeof answers);
    if (n > 0) {
        assert_int_equal(write(r->far, answers, n), n);
    }
}

static void turn(struct rig *r)
{
    r->now_ms += TURN_MS;
    turn_far(r);
    struct pollfd fds[DEVICE_FDS_MAX];
    int n = device_poll_fds(printer_device(r->printer), fds, DEVICE_FDS_MAX);
    (void)poll(fds, (nfds_t)n, 1); /* the kernel may deliver a moment later */
    device_step(printer_device(r->printer), r->now_ms);
}

static void wait_conditions(struct rig *r, unsigned want)
{
    struct printer_event e;
    for (int i = 0; i < TURNS_MAX && printer_conditions(r->printer) != want; i++) {
        turn(r);
        while (printer_take(r->printer, &e)) {
        }
    }
    assert_int_equal(printer_conditions(r->printer), want);
}

static void start(struct rig *r, uint8_t number)
{
    struct printer_job job = {
        .job_id = {{number}}, .page = {r->bits, WIDTH, HEIGHT, ROW}, .cut = true};
    assert_ok(printer_submit(r->printer, &job));
}

static struct printer_event outcome(struct rig *r)
{
    struct printer_event e;
    for (int i = 0; i < TURNS_MAX; i++) {
        turn(r);
        while (printer_take(r->printer, &e)) {
            if (e.kind == PRINTER_OUTCOME) {
                return e;
            }
        }
    }
    fail_msg("no outcome");
    return e;
}

static void prints_dot_for_dot(struct rig *r)
{
    wait_conditions(r, 0);
    int before = escpos_fake_paper(r->fake).height_px;
    start(r, 1);
    struct printer_event e = outcome(r);
    assert_string_equal(e.evidence_text, "page and cut echoed");
    struct bitmap paper = escpos_fake_paper(r->fake);
    assert_int_equal(paper.height_px - before, HEIGHT);
    assert_memory_equal(paper.bits + (size_t)before * ROW, r->bits, sizeof r->bits);
    assert_int_equal(escpos_fake_unknown_commands(r->fake), 0);
}

static void a_page_over_tcp_and_again_after_the_cable(void **state)
{
    (void)state;
    static struct rig r;
    open_tcp(&r);
    prints_dot_for_dot(&r);
    start(&r, 2);
    for (int i = 0; i < 6; i++) {
        turn(&r);
    }
    r.may_accept = false;
    (void)close(r.far);
    r.far = -1;
    r.held_n = 0;
    struct printer_event e = outcome(&r);
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    assert_string_equal(e.evidence_text, "last rows never sent: connection lost");
    r.may_accept = true;
    escpos_fake_restore(r.fake);
    wait_conditions(&r, 0);
    start(&r, 3);
    assert_int_equal(outcome(&r).outcome, PRINT_OUTCOME_PRINTED);
    rig_close(&r);
}

static void a_page_over_a_serial_line(void **state)
{
    (void)state;
    static struct rig r;
    open_tty(&r);
    prints_dot_for_dot(&r);
    escpos_fake_fault_at(r.fake, 0, ESCPOS_FAKE_OUT);
    wait_conditions(&r, PRINTER_OUT | PRINTER_NEAR_END);
    start(&r, 2);
    assert_string_equal(outcome(&r).evidence_text, "not started: out");
    rig_close(&r);
}

static void nobody_at_the_port_is_offline(void **state)
{
    (void)state;
    static struct rig r;
    open_tcp(&r);
    (void)close(r.listener);
    r.listener = -1;
    for (int i = 0; i < 20; i++) {
        turn(&r);
    }
    assert_int_equal(printer_conditions(r.printer), PRINTER_OFFLINE);
    start(&r, 1);
    assert_int_equal(outcome(&r).outcome, PRINT_OUTCOME_NOT_PRINTED);
    rig_close(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_over_tcp_and_again_after_the_cable),
        cmocka_unit_test(a_page_over_a_serial_line),
        cmocka_unit_test(nobody_at_the_port_is_offline),
    };
    return cmocka_run_group_tests_name("conform/printer_wire", tests, NULL, NULL);
}
