#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#include "journal/keys.h"
#include "tests/kit/kit.h"

enum { PATH_SIZE = 64, DAY = 20781 };

struct site {
    char folder[PATH_SIZE], code[PATH_SIZE];
};

static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void a_key_is_made_once(void **state)
{
    struct site *s = *state;
    uint8_t first[KEYS_CODE_BYTES], again[KEYS_CODE_BYTES], day[KEYS_DAY_BYTES];
    assert_ok(keys_code(s->folder, first));
    assert_ok(keys_code(s->folder, again));
    assert_memory_equal(first, again, sizeof first);
    assert_fails(keys_day(s->folder, DAY, false, day), NOT_FOUND);
    assert_ok(keys_day(s->folder, DAY, true, day));
    assert_memory_not_equal(day, first, sizeof day);
    assert_ok(keys_forget_day(s->folder, DAY));
    assert_fails(keys_day(s->folder, DAY, false, day), NOT_FOUND);
}

/* A first start that finds no room must not keep every later start from working. */
static void no_half_key_is_left_by_a_full_disk(void **state)
{
    struct site *s = *state;
    uint8_t key[KEYS_CODE_BYTES], none[KEYS_CODE_BYTES] = {0};
    signal(SIGXFSZ, SIG_IGN);
    for (rlim_t bytes = 0; bytes < KEYS_CODE_BYTES; bytes += KEYS_CODE_BYTES - 1) {
        memset(key, 0, sizeof key);
        limit_files(bytes);
        struct err e = keys_code(s->folder, key);
        limit_files(RLIM_INFINITY);
        assert_int_equal(e.code, ERR_FULL);
        assert_memory_equal(key, none, sizeof key);
    }
    assert_ok(keys_code(s->folder, key));
    assert_memory_not_equal(key, none, sizeof key);
}

/* Forgetting writes zeros, then takes the name away; power may go between the two. */
static void a_half_forgotten_day_encrypts_nothing(void **state)
{
    struct site *s = *state;
    char path[PATH_SIZE + 32];
    uint8_t key[KEYS_DAY_BYTES], zeros[KEYS_DAY_BYTES] = {0};
    snprintf(path, sizeof path, "%s/day-%d.key", s->folder, DAY);
    for (int make = 0; make < 2; make++) {
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        assert_int_equal(fwrite(zeros, 1, sizeof zeros, file), sizeof zeros);
        assert_int_equal(fclose(file), 0);
        struct err e = keys_day(s->folder, DAY, make != 0, key);
        assert_int_equal(e.code, make != 0 ? ERR_OK : ERR_NOT_FOUND);
    }
    assert_memory_not_equal(key, zeros, sizeof key);
    assert_ok(keys_forget_day(s->folder, DAY));
}

static void a_key_of_another_length_is_refused(void **state)
{
    struct site *s = *state;
    uint8_t key[KEYS_CODE_BYTES];
    for (int length = 0; length < 2 * KEYS_CODE_BYTES; length += KEYS_CODE_BYTES + 1) {
        FILE *file = fopen(s->code, "w");
        assert_non_null(file);
        assert_true(fprintf(file, "%*s", length, "") >= 0);
        assert_int_equal(fclose(file), 0);
        assert_fails(keys_code(s->folder, key), CORRUPT);
    }
    assert_fails(keys_code("/proc/none", key), NOT_FOUND);
}

static int setup(void **state)
{
    static struct site site;
    snprintf(site.folder, sizeof site.folder, "/tmp/uketori-keys-XXXXXX");
    if (sodium_init() < 0 || mkdtemp(site.folder) == NULL) {
        return -1;
    }
    snprintf(site.code, sizeof site.code, "%.*s/code.key", PATH_SIZE - 16, site.folder);
    *state = &site;
    return 0;
}

static int teardown(void **state)
{
    struct site *s = *state;
    (void)unlink(s->code);
    return rmdir(s->folder); /* fails over anything that was left beside */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_key_is_made_once, setup, teardown),
        cmocka_unit_test_setup_teardown(no_half_key_is_left_by_a_full_disk, setup, teardown),
        cmocka_unit_test_setup_teardown(a_half_forgotten_day_encrypts_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(a_key_of_another_length_is_refused, setup, teardown),
    };
    return cmocka_run_group_tests_name("journal/keys", tests, NULL, NULL);
}
