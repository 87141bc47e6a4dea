/* Sealed memory: nobody changes its size, and a child writes only where it may. */
#include "tests/kit/kit.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "app/shared_memory.h"

enum { BYTES = 10000, REFUSED_CODE = 40 };

typedef bool attempt_fn(const struct shared_memory *m); /* true: the child got what it wanted */

static bool try_in_child(attempt_fn *attempt, const struct shared_memory *m)
{
    pid_t child = fork();
    if (child == 0) {
        _exit(attempt(m) ? 0 : REFUSED_CODE);
    }
    int status = 0;
    assert_true(child > 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status) == 0;
}

static bool sees_what_stands_there(const struct shared_memory *m)
{
    const char *p = shared_memory_map_in_child(m);
    return p != NULL && strcmp(p, "frame") == 0;
}

static bool answers(const struct shared_memory *m)
{
    char *p = shared_memory_map_in_child(m);
    if (p == NULL || mprotect(p, BYTES, PROT_READ | PROT_WRITE) != 0) {
        return false;
    }
    memcpy(p, "reply", 6);
    return true;
}

static bool maps_for_writing(const struct shared_memory *m)
{
    return mmap(NULL, BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, m->fd, 0) != MAP_FAILED;
}

static bool writes_to_the_file(const struct shared_memory *m)
{
    return pwrite(m->fd, "x", 1, 0) == 1;
}

static bool shrinks(const struct shared_memory *m)
{
    return ftruncate(m->fd, 1) == 0;
}

static bool grows(const struct shared_memory *m)
{
    return ftruncate(m->fd, (off_t)BYTES * 4) == 0;
}

static bool seals_more(const struct shared_memory *m)
{
    return fcntl(m->fd, F_ADD_SEALS, F_SEAL_WRITE) == 0;
}

/* What the parent mapped is not handed down: the page is free for a mapping of the child's own. */
static bool inherits_the_mapping(const struct shared_memory *m)
{
    void *p =
        mmap(m->ours, BYTES, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    return p != m->ours;
}

static void test_a_request_is_for_reading(void **state)
{
    (void)state;
    static attempt_fn *const refused[] = {answers, maps_for_writing, writes_to_the_file,  shrinks,
                                          grows,   seals_more,       inherits_the_mapping};
    struct shared_memory m;
    assert_ok(shared_memory_open(BYTES, SHARED_OURS, &m));
    memcpy(m.ours, "frame", 6);
    assert_true(try_in_child(sees_what_stands_there, &m));
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        if (try_in_child(refused[i], &m)) {
            fail_msg("attempt %zu was allowed", i);
        }
    }
    assert_string_equal(m.ours, "frame");
    memcpy(m.ours, "again", 6); /* ours stays writable */
    assert_false(try_in_child(sees_what_stands_there, &m));
    shared_memory_close(&m);
}

static void test_a_reply_is_for_both_but_keeps_its_size(void **state)
{
    (void)state;
    static attempt_fn *const refused[] = {shrinks, grows, seals_more, inherits_the_mapping};
    struct shared_memory m;
    assert_ok(shared_memory_open(BYTES, SHARED_BOTH, &m));
    assert_true(try_in_child(answers, &m));
    assert_string_equal(m.ours, "reply");
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        if (try_in_child(refused[i], &m)) {
            fail_msg("attempt %zu was allowed", i);
        }
    }
    shared_memory_close(&m);
    assert_null(m.ours);
    shared_memory_close(&m); /* twice is allowed */
}

static void test_more_than_there_is_is_refused(void **state)
{
    (void)state;
    struct shared_memory m;
    assert_fails(shared_memory_open(SIZE_MAX / 4, SHARED_OURS, &m), NO_MEMORY);
    assert_null(m.ours);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_request_is_for_reading),
        cmocka_unit_test(test_a_reply_is_for_both_but_keeps_its_size),
        cmocka_unit_test(test_more_than_there_is_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
