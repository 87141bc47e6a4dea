/* What the decoder's process may no longer do: each is tried in a child of its own, which must be
 * killed by the kernel or told no, and never get what it asked for. */
#include "tests/kit/kit.h"

#include <fcntl.h>
#include <iconv.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "app/decoder_lock.h"
#include "app/landlock.h"
#include "scan/engine.h"

enum { REFUSED_CODE = 40, GOT_IT_CODE = 41, NO_LOCK_CODE = 42 };

typedef struct err lock_fn(void);

typedef long attempt_fn(void); /* negative: refused */

static long open_a_file(void)
{
    return open("/etc/hostname", O_RDONLY);
}

static long make_a_file(void)
{
    return open("build/test-data/decoder-was-here", O_WRONLY | O_CREAT, 0600);
}

static long list_a_folder(void)
{
    return open("/", O_RDONLY | O_DIRECTORY);
}

static long make_a_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0);
}

static long make_a_pair(void)
{
    int pair[2];
    return socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
}

static long start_a_program(void)
{
    char *const words[] = {(char[]){"/bin/true"}, NULL};
    return execv(words[0], words);
}

static long start_a_child(void)
{
    return syscall(SYS_fork);
}

static long kill_the_parent(void)
{
    return kill(getppid(), 0);
}

static long look_into_the_parent(void)
{
    return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
}

static long remove_a_file(void)
{
    return unlink("build/test-data/decoder-was-here");
}

static long lift_the_limit(void)
{
    struct rlimit more = {64, 64};
    return setrlimit(RLIMIT_NOFILE, &more);
}

static long copy_a_descriptor(void)
{
    return dup(0);
}

static long take_memory(void)
{
    size_t bytes = (size_t)DECODER_MEMORY_MAX + 1;
    void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return p == MAP_FAILED ? -1 : 0;
}

/* The status of a child that locks itself in this way and then tries. */
static int status_behind(lock_fn *lock, attempt_fn *attempt)
{
    pid_t child = fork();
    if (child == 0) {
        if (failed(lock())) {
            _exit(NO_LOCK_CODE);
        }
        _exit(attempt() < 0 ? REFUSED_CODE : GOT_IT_CODE);
    }
    int status = 0;
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static int status_of(attempt_fn *attempt)
{
    return status_behind(decoder_lock, attempt);
}

static bool is_killed(int status)
{
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
}

static bool is_refused(int status)
{
    return WIFEXITED(status) && WEXITSTATUS(status) == REFUSED_CODE;
}

static void test_files_and_limits_are_refused(void **state)
{
    (void)state;
    static attempt_fn *const attempts[] = {open_a_file, make_a_file, list_a_folder, lift_the_limit,
                                           take_memory};
    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++) {
        assert_true(is_refused(status_of(attempts[i])));
    }
    assert_int_not_equal(access("build/test-data/decoder-was-here", F_OK), 0);
}

static void test_the_world_outside_is_death(void **state)
{
    (void)state;
    static attempt_fn *const attempts[] = {make_a_socket,        make_a_pair,      start_a_program,
                                           start_a_child,        kill_the_parent,  remove_a_file,
                                           look_into_the_parent, copy_a_descriptor};
    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++) {
        int status = status_of(attempts[i]);
        if (!is_killed(status)) {
            fail_msg("attempt %zu: status %x", i, (unsigned)status);
        }
    }
}

/* Landlock alone, without the filter of calls before it. */
static void test_landlock_stands_by_itself(void **state)
{
    (void)state;
    static attempt_fn *const refused[] = {open_a_file, make_a_file, list_a_folder, start_a_program};
    static attempt_fn *const allowed[] = {take_memory, copy_a_descriptor};
    if (landlock_abi() == 0) {
        print_message("this kernel has no Landlock: nothing to try\n");
        assert_fails(landlock_deny_all(), UNSUPPORTED);
        skip();
    }
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        assert_true(is_refused(status_behind(landlock_deny_all, refused[i])));
    }
    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++) {
        assert_false(is_refused(status_behind(landlock_deny_all, allowed[i])));
    }
}

static struct scan_engine *engine; /* set up before the lock, as the worker does it */

/* Noise keeps all passes busy, ZBar most of all. */
static long scan_a_picture(void)
{
    enum { WIDTH = 1280, HEIGHT = 720 };
    static uint8_t px[WIDTH * HEIGHT];
    static struct scan_result result;
    uint32_t x = 1;
    for (size_t i = 0; i < sizeof px; i++) {
        x = x * 1664525U + 1013904223U;
        px[i] = (uint8_t)(x >> 24);
    }
    const struct image_gray frame = {px, WIDTH, HEIGHT, WIDTH};
    return failed(scan_frame(engine, &frame, SCAN_EFFORT_STILL, &result)) ? 0 : -1;
}

static void test_a_whole_scan_fits_behind_the_lock(void **state)
{
    (void)state;
    assert_ok(scan_open(&engine));
    int status = status_of(scan_a_picture);
    scan_close(engine);
    if (!is_refused(status)) {
        fail_msg("status %x", (unsigned)status);
    }
}

static long compute(void)
{
    size_t bytes = (size_t)32 << 20;
    unsigned char *p = malloc(bytes);
    if (p == NULL) {
        return 0;
    }
    memset(p, 1, bytes);
    long sum = 0;
    for (size_t i = 0; i < bytes; i += 4096) {
        sum += p[i];
    }
    free(p);
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page == MAP_FAILED ? 0 : -sum;
}

static long convert(void)
{
    static const char *const sets[] = {"SJIS", "ISO8859-1", "BIG5"};
    long good = 0;
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        iconv_t cd = iconv_open("UTF-8", sets[i]);
        char in[] = "A", out[8];
        char *from = in, *to = out;
        size_t from_n = 1, to_n = sizeof out;
        bool opened = (intptr_t)cd != -1;
        good += opened && iconv(cd, &from, &from_n, &to, &to_n) == 0 && out[0] == 'A';
    }
    return -(good == 3);
}

/* An escape in a symbol names a set that nobody has loaded: a refusal, not an end. */
static long convert_from_an_odd_set(void)
{
    iconv_t cd = iconv_open("UTF-8", "IBM1388");
    return (intptr_t)cd == -1 ? -1 : 0;
}

static long answer(void)
{
    char byte = 'k';
    return -write(1, &byte, 0) - 1;
}

/* Lock and work go together: what decoding needs must be left, or no code is ever read. */
static void test_decoding_goes_on(void **state)
{
    (void)state;
    static attempt_fn *const attempts[] = {compute, convert, convert_from_an_odd_set, answer};
    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++) {
        int status = status_of(attempts[i]);
        if (!is_refused(status)) { /* these give a negative number when all is well */
            fail_msg("attempt %zu: status %x", i, (unsigned)status);
        }
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files_and_limits_are_refused),
        cmocka_unit_test(test_the_world_outside_is_death),
        cmocka_unit_test(test_decoding_goes_on),
        cmocka_unit_test(test_landlock_stands_by_itself),
        cmocka_unit_test(test_a_whole_scan_fits_behind_the_lock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
