/* Programs of others on our wire-level printer: receiptio reads its state over TCP and prints on
 * it, receiptline's streams are drawn by it. They prove the fake, which proves our driver. Real
 * time: the other side is a process. Port 9100 is theirs and cannot be chosen, so a lock keeps two
 * runs apart. */
#include "tests/kit/kit.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "hal/linux/bitmap_png.h"
#include "sim/escpos_fake.h"

enum {
    PORT = 9100,
    WIDTH = 576,
    PATIENCE_MS = 30000,
    STREAM_MAX = 256 * 1024,
    RECEIPTS = 5,
    /* Exit codes of receiptio. */
    SUCCESS = 0,
    ONLINE = 100,
    COVER_OPEN = 101,
    PAPER_EMPTY = 102,
    ERROR = 103,
};

struct rig {
    struct escpos_fake *fake;
    int listener, far; /* -1: none */
    uint8_t held[4096];
    size_t held_n;
    uint64_t ahead_ms; /* of this machine's clock */
};

static uint64_t now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* Installed once, from the lock file alone. */
static bool are_peers_there(void)
{
    static const char command[] =
        "mkdir -p build/peers && flock build/peers/lock sh -c '"
        "cmp -s tests/peers/package-lock.json build/peers/done && exit 0; "
        "cp tests/peers/package.json tests/peers/package-lock.json build/peers/ && "
        "cd build/peers && npm ci --ignore-scripts --no-audit --no-fund >npm.log 2>&1 && "
        "cp package-lock.json done' && cp tests/peers/streams.js build/peers/";
    if (system("command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1") != 0) {
        print_message("skipped: printer_peers: npm or node is not installed\n");
        return false;
    }
    if (system(command) != 0) {
        print_message("skipped: printer_peers: receiptio could not be fetched, see "
                      "build/peers/npm.log\n");
        return false;
    }
    return true;
}

static void open_fake(struct rig *r, bool is_star)
{
    struct escpos_fake_settings settings = {.width_dots = WIDTH,
                                            .dpi = 203,
                                            .has_process_id = true,
                                            .has_clear = true,
                                            .has_text = true,
                                            .is_star = is_star};
    *r = (struct rig){.listener = -1, .far = -1};
    assert_ok(escpos_fake_open(&settings, &r->fake));
    escpos_fake_step(r->fake, now_ms());
}

static void open_rig(struct rig *r, bool is_star)
{
    struct sockaddr_in a = {
        .sin_family = AF_INET, .sin_port = htons(PORT), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int on = 1;
    if (!are_peers_there()) {
        skip();
    }
    open_fake(r, is_star);
    r->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    (void)setsockopt(r->listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(r->listener, (const struct sockaddr *)&a, sizeof a) != 0) {
        print_message("skipped: printer_peers: port %d is in use\n", PORT);
        (void)close(r->listener);
        escpos_fake_close(r->fake);
        skip();
    }
    assert_int_equal(listen(r->listener, 4), 0);
}

static void close_rig(struct rig *r)
{
    escpos_fake_close(r->fake);
    (void)close(r->far);
    (void)close(r->listener);
}

/* The printer's electronics on its own clock. */
static void turn(struct rig *r)
{
    if (r->far < 0) {
        r->far = accept4(r->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    }
    struct pollfd p = {.fd = r->far < 0 ? r->listener : r->far, .events = POLLIN};
    (void)poll(&p, 1, 2);
    escpos_fake_step(r->fake, now_ms() + r->ahead_ms);
    if (r->far < 0) {
        return;
    }
    if (r->held_n == 0) {
        ssize_t n = read(r->far, r->held, sizeof r->held);
        if (n == 0) {
            (void)close(r->far);
            r->far = -1;
            return;
        }
        r->held_n = n > 0 ? (size_t)n : 0;
    }
    size_t taken = escpos_fake_take(r->fake, r->held, r->held_n);
    r->held_n -= taken;
    memmove(r->held, r->held + taken, r->held_n);
    uint8_t answers[512];
    size_t n = escpos_fake_give(r->fake, answers, sizeof answers);
    if (n > 0) {
        (void)!write(r->far, answers, n); /* the client may be gone already: its matter */
    }
}

/* Runs receiptio against the fake, gives its exit code. */
static int receiptio(struct rig *r, const char *arguments)
{
    char command[512];
    (void)snprintf(command, sizeof command,
                   "exec node build/peers/node_modules/receiptio/bin/cli.js -d 127.0.0.1 %s "
                   ">build/peers/receiptio.log 2>&1",
                   arguments);
    char *argv[] = {(char[]){"sh"}, (char[]){"-c"}, command, NULL};
    pid_t pid = fork();
    if (pid == 0) {
        (void)unsetenv("LD_PRELOAD");
        (void)execvp(argv[0], argv);
        _exit(127);
    }
    int status = 0;
    for (uint64_t end = now_ms() + PATIENCE_MS; waitpid(pid, &status, WNOHANG) == 0;) {
        if (now_ms() > end) {
            (void)kill(pid, SIGKILL);
            (void)waitpid(pid, &status, 0);
            fail_msg("receiptio %s: no end", arguments);
        }
        turn(r);
    }
    (void)close(r->far);
    r->far = -1;
    r->held_n = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

struct state_row {
    enum escpos_fake_fault fault;
    int code;
};

static void reads_every_state(const char *arguments, bool is_star)
{
    static struct rig r;
    static const struct state_row rows[] = {
        {ESCPOS_FAKE_NONE, ONLINE},      {ESCPOS_FAKE_NEAR_END, ONLINE},
        {ESCPOS_FAKE_COVER, COVER_OPEN}, {ESCPOS_FAKE_OUT, PAPER_EMPTY},
        {ESCPOS_FAKE_JAM, ERROR},        {ESCPOS_FAKE_NONE, ONLINE},
    };
    open_rig(&r, is_star);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].fault != ESCPOS_FAKE_NONE) {
            escpos_fake_fault_at(r.fake, 0, rows[i].fault);
        }
        int code = receiptio(&r, arguments);
        if (code != rows[i].code) {
            fail_msg("row %zu: receiptio says %d, not %d", i, code, rows[i].code);
        }
        escpos_fake_restore(r.fake);
    }
    assert_int_equal(escpos_fake_unknown_commands(r.fake), 0);
    close_rig(&r);
}

static void a_client_of_others_reads_every_state_rightly(void **state)
{
    (void)state;
    reads_every_state("-p escpos -q", false);
}

static void and_on_a_star_printer(void **state)
{
    (void)state;
    reads_every_state("-p stargraphic -q", true);
}

static void a_client_of_others_prints_and_is_told_so(void **state)
{
    (void)state;
    static struct rig r;
    open_rig(&r, false);
    FILE *file = fopen("build/peers/receipt.txt", "w");
    assert_non_null(file);
    (void)fputs("^^A-017\n\nwindow | 2\n", file);
    (void)fclose(file);
    assert_int_equal(receiptio(&r, "-p escpos -l en build/peers/receipt.txt"), SUCCESS);
    r.ahead_ms = 3000; /* it is content when the bytes are processed; the paper takes longer */
    turn(&r);
    assert_true(escpos_fake_paper(r.fake).height_px > 100);
    assert_int_equal(escpos_fake_unknown_commands(r.fake), 0);
    escpos_fake_fault_at(r.fake, 0, ESCPOS_FAKE_COVER);
    assert_int_equal(receiptio(&r, "-p escpos -l en build/peers/receipt.txt"), COVER_OPEN);
    close_rig(&r);
}

static size_t stream_of(const char *language, int number, uint8_t *out)
{
    char command[256];
    (void)snprintf(command, sizeof command, "cd build/peers && node streams.js %s %d", language,
                   number);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    size_t n = fread(out, 1, STREAM_MAX, pipe);
    assert_int_equal(pclose(pipe), 0);
    return n;
}

/* Feeds a stream at the speed of the paper. */
static void print_stream(struct escpos_fake *fake, const uint8_t *bytes, size_t n)
{
    uint64_t at_ms = now_ms();
    for (size_t i = 0; i < n;) {
        i += escpos_fake_take(fake, bytes + i, n - i);
        at_ms += 100;
        escpos_fake_step(fake, at_ms);
    }
    for (int i = 0; i < 100; i++) {
        at_ms += 100;
        escpos_fake_step(fake, at_ms);
    }
}

static int dots(const struct bitmap *paper)
{
    int n = 0;
    for (int i = 0; i < paper->height_px * paper->row_bytes; i++) {
        n += __builtin_popcount(paper->bits[i]);
    }
    return n;
}

static void streams_of_others_are_drawn_without_an_unknown_command(void **state)
{
    (void)state;
    static struct rig r;
    static uint8_t bytes[STREAM_MAX];
    static const char *const languages[] = {"escpos", "epson", "generic"};
    if (!are_peers_there()) {
        skip();
    }
    for (size_t k = 0; k < sizeof languages / sizeof languages[0]; k++) {
        for (int i = 0; i < RECEIPTS; i++) {
            int cuts[ESCPOS_FAKE_CUTS_MAX];
            char name[64];
            open_fake(&r, false);
            size_t n = stream_of(languages[k], i, bytes);
            print_stream(r.fake, bytes, n);
            struct bitmap paper = escpos_fake_paper(r.fake);
            (void)snprintf(name, sizeof name, "build/peers/%s-%d.png", languages[k], i);
            assert_ok(bitmap_write_png(&paper, 203, name));
            if (escpos_fake_unknown_commands(r.fake) != 0 || dots(&paper) < 1000 ||
                escpos_fake_cuts(r.fake, cuts) != 1) {
                fail_msg("%s %d: %d unknown, %d dots, see %s", languages[k], i,
                         escpos_fake_unknown_commands(r.fake), dots(&paper), name);
            }
            escpos_fake_close(r.fake);
        }
    }
}

/* In raster mode there are only pictures. */
static void a_star_picture_of_others_is_drawn(void **state)
{
    (void)state;
    enum { WITH_PICTURE = 3 };
    static struct rig r;
    static uint8_t bytes[STREAM_MAX];
    int cuts[ESCPOS_FAKE_CUTS_MAX];
    if (!are_peers_there()) {
        skip();
    }
    open_fake(&r, true);
    print_stream(r.fake, bytes, stream_of("stargraphic", WITH_PICTURE, bytes));
    struct bitmap paper = escpos_fake_paper(r.fake);
    assert_int_equal(escpos_fake_unknown_commands(r.fake), 0);
    assert_true(dots(&paper) > 1000);
    assert_int_equal(escpos_fake_cuts(r.fake, cuts), 1);
    escpos_fake_close(r.fake);
}

static void a_command_that_does_not_exist_is_counted(void **state)
{
    (void)state;
    static struct rig r;
    static const uint8_t bytes[] = {0x1B, 0x40, 'A', 0x1D, 0x01, 0x0A};
    open_fake(&r, false);
    print_stream(r.fake, bytes, sizeof bytes);
    assert_int_equal(escpos_fake_unknown_commands(r.fake), 1);
    escpos_fake_close(r.fake);
}

/* Held to the end of the program, so also while a test fails. */
static int take_port(void **state)
{
    static int lock;
    if (mkdir("build", 0755) != 0 && errno != EEXIST) {
        return -1;
    }
    if (mkdir("build/peers", 0755) != 0 && errno != EEXIST) {
        return -1;
    }
    lock = open("build/peers/port", O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    *state = &lock;
    return lock >= 0 && flock(lock, LOCK_EX) == 0 ? 0 : -1;
}

static int give_port_back(void **state)
{
    return close(*(int *)*state);
}

int main(void)
{
    (void)signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_client_of_others_reads_every_state_rightly),
        cmocka_unit_test(and_on_a_star_printer),
        cmocka_unit_test(a_client_of_others_prints_and_is_told_so),
        cmocka_unit_test(streams_of_others_are_drawn_without_an_unknown_command),
        cmocka_unit_test(a_star_picture_of_others_is_drawn),
        cmocka_unit_test(a_command_that_does_not_exist_is_counted),
    };
    return cmocka_run_group_tests_name("conform/printer_peers", tests, take_port, give_port_back);
}
