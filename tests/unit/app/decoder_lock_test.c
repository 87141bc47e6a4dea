/* What the decoder's process may no longer do: each is tried in a child of its own, which must be
 * killed by the kernel or told no, and never get what it asked for. */
#include "tests/kit/kit.h"
#include "tests/kit/locked_child.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "app/decoder_lock.h"
#include "app/landlock.h"
#include "scan/engine.h"

static long take_memory(void)
{
    size_t bytes = (size_t)DECODER_MEMORY_MAX + 1;
    void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return p == MAP_FAILED ? -1 : 0;
}

static int status_of(attempt_fn *attempt)
{
    return locked_status(decoder_lock, attempt);
}

static void test_files_and_limits_are_refused(void **state)
{
    (void)state;
    static attempt_fn *const attempts[] = {attempt_open_a_file, attempt_make_a_file,
                                           attempt_list_a_folder, attempt_lift_the_limit,
                                           take_memory};
    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++) {
        assert_true(locked_is_refused(status_of(attempts[i])));
    }
    assert_int_not_equal(access("build/test-data/locked-was-here", F_OK), 0);
}

static void test_the_world_outside_is_death(void **state)
{
    (void)state;
    static attempt_fn *const attempts[] = {attempt_make_a_socket,        attempt_make_a_pair,
                                           attempt_start_a_program,      attempt_start_a_child,
                                           attempt_kill_the_parent,      attempt_remove_a_file,
                                           attempt_look_into_the_parent, attempt_copy_a_descriptor};
    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++) {
        int status = status_of(attempts[i]);
        if (!locked_is_killed(status)) {
            fail_msg("attempt %zu: status %x", i, (unsigned)status);
        }
    }
}

/* Landlock alone, without the filter of calls before it. */
static void test_landlock_stands_by_itself(void **state)
{
    (void)state;
    static attempt_fn *const refused[] = {attempt_open_a_file, attempt_make_a_file,
                                          attempt_list_a_folder, attempt_start_a_program};
    static attempt_fn *const allowed[] = {take_memory, attempt_copy_a_descriptor};
    if (landlock_abi() == 0) {
        print_message("this kernel has no Landlock: nothing to try\n");
        assert_fails(landlock_deny_all(), UNSUPPORTED);
        skip();
    }
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        assert_true(locked_is_refused(locked_status(landlock_deny_all, refused[i])));
    }
    for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++) {
        assert_false(locked_is_refused(locked_status(landlock_deny_all, allowed[i])));
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
    if (!locked_is_refused(status)) {
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
        if (!locked_is_refused(status)) { /* these give a negative number when all is well */
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
