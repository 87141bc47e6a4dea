#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "tests/kit/kit.h"

enum { PATH_SIZE = 64, TEXT_SIZE = 16 };

struct site {
    char folder[PATH_SIZE], path[PATH_SIZE], fresh[PATH_SIZE];
};

static struct err write_text(const char *path, const char *text)
{
    struct new_file file;
    TRY(file_begin(&file, path));
    return file_end(&file, fputs(text, file.stream) >= 0);
}

static void stands(const char *path, const char *text)
{
    char got[TEXT_SIZE] = "";
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    size_t n = fread(got, 1, sizeof got - 1, file);
    assert_int_equal(fclose(file), 0);
    got[n] = '\0';
    assert_string_equal(got, text);
}

static void is_not_there(const char *path)
{
    struct stat seen;
    assert_int_equal(lstat(path, &seen), -1);
    assert_int_equal(errno, ENOENT);
}

static void the_name_is_taken_at_the_end(void **state)
{
    struct site *s = *state;
    struct new_file file;
    assert_ok(write_text(s->path, "first"));
    assert_ok(file_begin(&file, s->path));
    assert_true(fputs("second", file.stream) >= 0);
    stands(s->path, "first");
    assert_ok(file_end(&file, true));
    stands(s->path, "second");
    is_not_there(s->fresh);
    struct stat seen;
    assert_int_equal(stat(s->path, &seen), 0);
    assert_int_equal(seen.st_mode & 0777, 0600);
    assert_ok(file_sync_folder(s->folder));
}

/* What a power cut left beside is written over, however long it was. */
static void a_rest_of_an_earlier_try_does_no_harm(void **state)
{
    struct site *s = *state;
    FILE *rest = fopen(s->fresh, "w");
    assert_non_null(rest);
    assert_true(fputs("half a file", rest) >= 0);
    assert_int_equal(fclose(rest), 0);
    assert_ok(write_text(s->path, "new"));
    stands(s->path, "new");
}

static void what_the_writer_calls_broken_is_dropped(void **state)
{
    struct site *s = *state;
    struct new_file file;
    assert_ok(write_text(s->path, "before"));
    assert_ok(file_begin(&file, s->path));
    assert_true(fputs("hal", file.stream) >= 0);
    errno = ENOSPC;
    assert_fails(file_end(&file, false), FULL);
    stands(s->path, "before");
    is_not_there(s->fresh);
}

static void a_limit_on_files_is_no_room(void **state)
{
    struct site *s = *state;
    struct rlimit limit;
    assert_ok(write_text(s->path, "before"));
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    struct rlimit tight = {.rlim_cur = 3, .rlim_max = limit.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    struct err e = write_text(s->path, "longer");
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    assert_int_equal(e.code, ERR_FULL);
    stands(s->path, "before");
    is_not_there(s->fresh);
}

static void wrong_places_are_refused(void **state)
{
    struct site *s = *state;
    char path[PATH_MAX + 2];
    assert_int_equal(symlink("/dev/null", s->fresh), 0);
    assert_fails(write_text(s->path, "through a link"), IO);
    assert_int_equal(unlink(s->fresh), 0);
    assert_int_equal(mkdir(s->path, 0700), 0);
    assert_fails(write_text(s->path, "over a folder"), IO);
    is_not_there(s->fresh);
    snprintf(path, sizeof path, "%s/none/file", s->folder);
    assert_fails(write_text(path, "nowhere"), NOT_FOUND);
    assert_fails(file_sync_folder(path), NOT_FOUND);
    memset(path, 'a', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    assert_fails(write_text(path, "too long"), TOO_LARGE);
    path[PATH_MAX - 2] = '\0'; /* it would fit; beside it would not */
    assert_fails(write_text(path, "too long"), TOO_LARGE);
}

static void every_number_of_the_system_has_its_word(void **state)
{
    (void)state;
    static const struct {
        int number;
        enum err_code code;
    } rows[] = {{ENOENT, ERR_NOT_FOUND},
                {ENOTDIR, ERR_NOT_FOUND},
                {EACCES, ERR_READ_ONLY},
                {EPERM, ERR_READ_ONLY},
                {EROFS, ERR_READ_ONLY},
                {ENOSPC, ERR_FULL},
                {EDQUOT, ERR_FULL},
                {EFBIG, ERR_FULL},
                {EIO, ERR_IO},
                {ELOOP, ERR_IO},
                {0, ERR_IO}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(file_err(rows[i].number).code, rows[i].code);
    }
}

static int setup(void **state)
{
    static struct site site;
    snprintf(site.folder, sizeof site.folder, "/tmp/uketori-file-XXXXXX");
    if (mkdtemp(site.folder) == NULL) {
        return -1;
    }
    snprintf(site.path, sizeof site.path, "%.*s/file", PATH_SIZE - 16, site.folder);
    snprintf(site.fresh, sizeof site.fresh, "%.*s.new", PATH_SIZE - 8, site.path);
    *state = &site;
    return 0;
}

static int teardown(void **state)
{
    struct site *s = *state;
    (void)remove(s->path);
    (void)remove(s->fresh);
    return rmdir(s->folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_name_is_taken_at_the_end, setup, teardown),
        cmocka_unit_test_setup_teardown(a_rest_of_an_earlier_try_does_no_harm, setup, teardown),
        cmocka_unit_test_setup_teardown(what_the_writer_calls_broken_is_dropped, setup, teardown),
        cmocka_unit_test_setup_teardown(a_limit_on_files_is_no_room, setup, teardown),
        cmocka_unit_test_setup_teardown(wrong_places_are_refused, setup, teardown),
        cmocka_unit_test(every_number_of_the_system_has_its_word),
    };
    return cmocka_run_group_tests_name("base/file", tests, NULL, NULL);
}
