#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "app/command.h"
#include "base/str.h"
#include "domain/config.h"
#include "domain/office_hours.h"
#include "journal/journal.h"
#include "journal/read.h"
#include "journal/verify.h"

enum { SHOWN_ROWS = 64 };

/* The key lies in `keys` beside the journal unless told otherwise. */
static void key_folder_of(const char *file, char out[CONFIG_PATH_SIZE])
{
    const char *slash = strrchr(file, '/');
    struct strbuf b = strbuf_on(out, CONFIG_PATH_SIZE);
    if (slash != NULL) {
        strbuf_add(&b, (struct str){file, (size_t)(slash - file) + 1});
    }
    strbuf_text(&b, "keys");
}

static int verify(const char *file, const char *key_folder)
{
    struct verify_request request = {.path = file, .key_folder = key_folder};
    struct verify_report report;
    struct err e = journal_verify(&request, &report);
    if (failed(e)) {
        fprintf(stderr, "uketori: %s: cannot be judged: %s\n", file, err_text(e));
        return EXIT_NOT_IN_ORDER;
    }
    printf("journal=%s problem=%s row=%" PRIu64 " rows=%" PRIu64 " outbox=%" PRIu64 "\n", file,
           verify_problem_name(report.problem), report.row_no, report.head.row_count,
           report.outbox_rows);
    if (report.problem != VERIFY_NONE) {
        fprintf(stderr, "uketori: %s: %s\n", file, verify_problem_text(report.problem));
        return EXIT_NOT_IN_ORDER;
    }
    return EXIT_IN_ORDER;
}

static void print_row(uint64_t row_no, const struct journal_row *row)
{
    struct civil at = civil_of(row->wall_ms);
    char visit[ID_TEXT_SIZE];
    id_text(row->visit_id, visit);
    printf("%6" PRIu64 " %04d-%02d-%02d %02d:%02d:%02d %-16s %.8s %s %s %s\n", row_no, at.year,
           at.month, at.day, at.hour, at.minute, at.second, journal_kind_name(row->kind),
           id_is_none(row->visit_id) ? "-" : visit,
           row->application_id[0] == '\0' ? "-" : row->application_id,
           row->staff_id[0] == '\0' ? "-" : row->staff_id, row->detail);
}

static int show(const char *file, const char *key_folder)
{
    struct journal *journal = NULL;
    struct err e = journal_open(file, key_folder, NULL, &journal);
    struct journal_row rows[SHOWN_ROWS];
    int count = SHOWN_ROWS;
    for (uint64_t from = 1; !failed(e) && count == SHOWN_ROWS; from += SHOWN_ROWS) {
        e = journal_read(journal, from, rows, SHOWN_ROWS, &count);
        for (int i = 0; !failed(e) && i < count; i++) {
            print_row(from + (uint64_t)i, &rows[i]);
        }
    }
    journal_close(journal);
    if (failed(e)) {
        fprintf(stderr, "uketori: %s: %s\n", file, err_text(e));
        return EXIT_NOT_IN_ORDER;
    }
    return EXIT_IN_ORDER;
}

int command_journal(int count, char *const *words)
{
    bool known = count >= 2 && count <= 3 &&
                 (strcmp(words[0], "verify") == 0 || strcmp(words[0], "show") == 0);
    if (!known) {
        fprintf(stderr, "Usage: uketori journal verify|show FILE [KEY-FOLDER]\n");
        return EXIT_USAGE;
    }
    char keys[CONFIG_PATH_SIZE];
    key_folder_of(words[1], keys);
    const char *key_folder = count == 3 ? words[2] : keys;
    return strcmp(words[0], "verify") == 0 ? verify(words[1], key_folder)
                                           : show(words[1], key_folder);
}
