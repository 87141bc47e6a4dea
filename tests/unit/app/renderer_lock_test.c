/* What the renderer's process may no longer do, tried by children of their own; and that fonts are
 * still read and threads made behind the lock. */
#include "tests/kit/kit.h"
#include "tests/kit/locked_child.h"

#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>
#include "app/landlock.h"
#include "app/renderer_lock.h"
#include "typeset/fonts.h"

static long open_for_writing(void)
{
    return open(FONT_BIZ, O_RDWR);
}

static long read_a_font_folder(void)
{
    return open(FONT_BIZ, O_RDONLY | O_DIRECTORY);
}

/* As the C library does it: by clone. */
static long fork_a_child(void)
{
    return fork();
}

static void *nothing(void *context)
{
    return context;
}

static long make_a_thread(void)
{
    pthread_t thread;
    int made = pthread_create(&thread, NULL, nothing, NULL);
    return made == 0 ? pthread_join(thread, NULL) : -1;
}

static void test_writing_is_refused(void **state)
{
    (void)state;
    static attempt_fn *const attempts[] = {attempt_make_a_file, attempt_remove_a_file,
                                           open_for_writing, attempt_lift_the_limit};
    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++) {
        int status = locked_status(renderer_lock, attempts[i]);
        if (!locked_is_refused(status)) {
            fail_msg("attempt %zu: status %x", i, (unsigned)status);
        }
    }
    assert_int_not_equal(access("build/test-data/locked-was-here", F_OK), 0);
}

static void test_the_world_outside_is_death(void **state)
{
    (void)state;
    static attempt_fn *const attempts[] = {
        attempt_make_a_socket,       attempt_make_a_pair, attempt_start_a_program,
        attempt_start_a_child,       fork_a_child,        attempt_kill_the_parent,
        attempt_look_into_the_parent};
    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++) {
        int status = locked_status(renderer_lock, attempts[i]);
        if (!locked_is_killed(status)) {
            fail_msg("attempt %zu: status %x", i, (unsigned)status);
        }
    }
}

static void test_files_elsewhere_are_not_read(void **state)
{
    (void)state;
    if (landlock_abi() == 0) {
        print_message("this kernel has no Landlock: nothing to try\n");
        assert_fails(landlock_read_only(RENDERER_READS), UNSUPPORTED);
        skip();
    }
    assert_true(locked_is_refused(locked_status(renderer_lock, attempt_open_a_file)));
    assert_true(locked_is_refused(locked_status(renderer_lock, attempt_list_a_folder)));
}

static void test_setting_pages_goes_on(void **state)
{
    (void)state;
    static attempt_fn *const attempts[] = {read_a_font_folder, make_a_thread,
                                           attempt_copy_a_descriptor};
    for (size_t i = 0; i < sizeof attempts / sizeof attempts[0]; i++) {
        int status = locked_status(renderer_lock, attempts[i]);
        if (locked_is_killed(status) || locked_is_refused(status)) {
            fail_msg("attempt %zu: status %x", i, (unsigned)status);
        }
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_writing_is_refused),
        cmocka_unit_test(test_the_world_outside_is_death),
        cmocka_unit_test(test_files_elsewhere_are_not_read),
        cmocka_unit_test(test_setting_pages_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
