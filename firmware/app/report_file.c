#include "app/report_file.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include "base/file.h"
#include "base/str.h"

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

static struct err make_folder(const char *folder)
{
    char parent[PATH_MAX];
    struct strbuf b = strbuf_on(parent, sizeof parent);
    strbuf_format(&b, "%s/..", folder);
    if (mkdir(folder, 0700) != 0) {
        return errno == EEXIST ? OK : file_err(errno);
    }
    return b.cut ? FAIL(TOO_LARGE) : file_sync_folder(parent);
}

struct err report_file_write(const char *folder, struct civil day, const struct report *report)
{
    char path[PATH_MAX];
    struct new_file file;
    struct strbuf b = strbuf_on(path, sizeof path);
    strbuf_format(&b, "%s/%04d-%02d-%02d.csv", folder, day.year, day.month, day.day);
    if (b.cut) {
        return FAIL(TOO_LARGE);
    }
    TRY(make_folder(folder));
    TRY(file_begin(&file, path));
    put_report(file.stream, report);
    TRY(file_end(&file, true));
    return file_sync_folder(folder);
}
