#include "app/report_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/str.h"

static struct err of_errno(void)
{
    bool is_full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
    return is_full ? FAIL(FULL) : FAIL(IO);
}

/* What cannot be written stays in the file's error mark until the end asks for it. */
static void put_cell(FILE *file, const char *cell, const char *end)
{
    fputc('"', file);
    for (const char *c = cell; *c != '\0'; c++) {
        if (*c == '"') {
            fputc('"', file);
        }
        fputc(*c, file);
    }
    fputc('"', file);
    fputs(end, file);
}

static void put_row(FILE *file, const char *section, const char *label, const char *value)
{
    put_cell(file, section, ",");
    put_cell(file, label, ",");
    put_cell(file, value, "\r\n");
}

static void put_report(FILE *file, const struct report *report)
{
    const char *section = "";
    fputs("\xef\xbb\xbf", file);
    put_row(file, "区分", "項目", "値");
    for (int i = 0; i < report->line_count; i++) {
        const struct report_line *line = &report->line[i];
        if (line->mark == REPORT_HEADING) {
            section = line->label;
        } else {
            put_row(file, section, line->label, line->value);
        }
    }
}

static struct err write_fresh(const char *path, const struct report *report)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
    if (file == NULL) {
        struct err e = of_errno();
        if (fd >= 0) {
            close(fd);
        }
        return e;
    }
    put_report(file, report);
    bool whole = fflush(file) == 0 && !ferror(file) && fsync(fd) == 0;
    struct err e = whole ? OK : of_errno();
    return fclose(file) == 0 || failed(e) ? e : of_errno();
}

/* A name is durable only with the folder that holds it. */
static struct err sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return of_errno();
    }
    struct err e = fsync(fd) == 0 ? OK : of_errno();
    close(fd);
    return e;
}

static struct err make_folder(const char *folder)
{
    char parent[PATH_MAX];
    struct strbuf b = strbuf_on(parent, sizeof parent);
    strbuf_format(&b, "%s/..", folder);
    if (mkdir(folder, 0700) != 0) {
        return errno == EEXIST ? OK : of_errno();
    }
    return b.cut ? FAIL(TOO_LARGE) : sync_folder(parent);
}

struct err report_file_write(const char *folder, struct civil day, const struct report *report)
{
    char path[PATH_MAX], fresh[PATH_MAX];
    struct strbuf b = strbuf_on(path, sizeof path);
    strbuf_format(&b, "%s/%04d-%02d-%02d.csv", folder, day.year, day.month, day.day);
    struct strbuf f = strbuf_on(fresh, sizeof fresh);
    strbuf_format(&f, "%s.new", path);
    if (b.cut || f.cut) {
        return FAIL(TOO_LARGE);
    }
    TRY(make_folder(folder));
    struct err e = write_fresh(fresh, report);
    if (!failed(e) && rename(fresh, path) != 0) {
        e = of_errno();
    }
    if (failed(e)) {
        (void)unlink(fresh); /* half a file helps nobody, and takes the room of the next try */
        return e;
    }
    return sync_folder(folder);
}
