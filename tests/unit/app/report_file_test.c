/* 日報 as a file: read back byte by byte, and what stands there when the disk says no. */
#include "app/report_file.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include "tests/kit/kit.h"

enum { TEXT_MAX = 65536 };

static const struct civil day = {.year = 2026, .month = 11, .day = 24};

struct site {
    char folder[320], path[400], fresh[420];
    struct report report;
    char text[TEXT_MAX];
};

static int setup(void **state)
{
    static struct site site;
    char root[256];
    kit_folder("report_file", root);
    site.report = (struct report){.line_count = 0};
    snprintf(site.folder, sizeof site.folder, "%s/reports", root);
    snprintf(site.path, sizeof site.path, "%s/2026-11-24.csv", site.folder);
    snprintf(site.fresh, sizeof site.fresh, "%s.new", site.path);
    unlink(site.path);
    unlink(site.fresh);
    rmdir(site.folder);
    *state = &site;
    return 0;
}

static void line(struct site *s, enum report_mark mark, const char *label, const char *value)
{
    struct report_line *l = &s->report.line[s->report.line_count++];
    l->mark = mark;
    snprintf(l->label, sizeof l->label, "%s", label);
    snprintf(l->value, sizeof l->value, "%s", value);
}

static const char *text_of(struct site *s)
{
    FILE *f = fopen(s->path, "rb");
    assert_non_null(f);
    size_t n = fread(s->text, 1, sizeof s->text - 1, f);
    s->text[n] = '\0';
    fclose(f);
    return s->text;
}

static void the_whole_file_stands_there(void **state)
{
    struct site *s = *state;
    struct stat there;
    line(s, REPORT_HEADING, "締め", "");
    line(s, REPORT_FIGURE, "時刻", "17:05");
    line(s, REPORT_FIGURE, "担当者", "佐藤 \"さと\"・𠮷田, 一郎");
    line(s, REPORT_BAD, "\"", "");
    assert_ok(report_file_write(s->folder, day, &s->report));
    assert_string_equal(text_of(s), "\xef\xbb\xbf\"区分\",\"項目\",\"値\"\r\n"
                                    "\"締め\",\"時刻\",\"17:05\"\r\n"
                                    "\"締め\",\"担当者\",\"佐藤 \"\"さと\"\"・𠮷田, 一郎\"\r\n"
                                    "\"締め\",\"\"\"\",\"\"\r\n");
    assert_int_equal(access(s->fresh, F_OK), -1);
    assert_int_equal(stat(s->path, &there), 0);
    assert_int_equal(there.st_mode & 0777, 0600);
}

/* No file of this process may grow over that; what would is refused by the system as a full disk
 * would. */
static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void a_full_disk_leaves_the_file_before(void **state)
{
    struct site *s = *state;
    line(s, REPORT_FIGURE, "交付", "1件");
    assert_ok(report_file_write(s->folder, day, &s->report));
    char before[TEXT_MAX];
    snprintf(before, sizeof before, "%s", text_of(s));
    for (int i = 1; i < REPORT_LINES_MAX; i++) {
        line(s, REPORT_FIGURE, "例外の取扱い", "端末が止まっていたため、窓口で手渡した");
    }
    signal(SIGXFSZ, SIG_IGN);
    for (rlim_t bytes = 0; bytes < 6000; bytes += 1999) { /* at each call that writes */
        limit_files(bytes);
        struct err e = report_file_write(s->folder, day, &s->report);
        limit_files(RLIM_INFINITY);
        assert_int_equal(e.code, ERR_FULL);
        assert_string_equal(text_of(s), before);
        assert_int_equal(access(s->fresh, F_OK), -1);
    }
    assert_ok(report_file_write(s->folder, day, &s->report));
    assert_true(strlen(text_of(s)) > 6000);
}

static void no_place_is_no_success(void **state)
{
    struct site *s = *state;
    char name[5000];
    assert_fails(report_file_write("/proc/none", day, &s->report), NOT_FOUND);
    assert_int_equal(mkdir(s->folder, 0700), 0);
    assert_int_equal(mkdir(s->path, 0700), 0); /* a folder where the file belongs */
    assert_fails(report_file_write(s->folder, day, &s->report), IO);
    assert_int_equal(access(s->fresh, F_OK), -1);
    assert_int_equal(rmdir(s->path), 0);
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_fails(report_file_write(name, day, &s->report), TOO_LARGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_whole_file_stands_there, setup),
        cmocka_unit_test_setup(a_full_disk_leaves_the_file_before, setup),
        cmocka_unit_test_setup(no_place_is_no_success, setup),
    };
    return cmocka_run_group_tests_name("app/report_file", tests, NULL, NULL);
}
