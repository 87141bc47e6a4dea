#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
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

/* ROWS:HASH, as `verify` prints it and heartbeats carry it. */
static bool parse_head(const char *text, struct journal_head *out)
{
    const char *colon = strchr(text, ':');
    int64_t rows = 0;
    size_t bytes = 0;
    if (colon == NULL || !str_to_int64((struct str){text, (size_t)(colon - text)}, &rows) ||
        rows < 0 || strlen(colon + 1) != 2 * sizeof out->hash.byte) {
        return false;
    }
    out->row_count = (uint64_t)rows;
    return sodium_hex2bin(out->hash.byte, sizeof out->hash.byte, colon + 1, strlen(colon + 1), NULL,
                          &bytes, NULL) == 0 &&
           bytes == sizeof out->hash.byte;
}

static double seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void print_report(const char *file, const struct verify_report *report, double seconds)
{
    char head[2 * CHAIN_BYTES + 1];
    struct strbuf hex = strbuf_on(head, sizeof head);
    strbuf_hex(&hex, report->head.hash.byte, sizeof report->head.hash.byte);
    printf("journal=%s problem=%s row=%" PRIu64 " outbox=%" PRIu64 " state=%" PRIu64
           " index=%" PRIu64 " threads=%d seconds=%.2f head=%" PRIu64 ":%s\n",
           file, verify_problem_name(report->problem), report->row_no, report->outbox_rows,
           report->state_rows, report->index_entries, report->threads, seconds,
           report->head.row_count, head);
}

static int verify(const char *file, const char *key_folder, const struct journal_head *expected)
{
    struct verify_request request = {.path = file, .key_folder = key_folder, .expected = expected};
    struct verify_report report;
    double start = seconds_now();
    struct err e = journal_verify(&request, &report);
    if (failed(e)) {
        fprintf(stderr, "uketori: %s: cannot be judged: %s\n", file, err_text(e));
        return EXIT_NOT_IN_ORDER;
    }
    print_report(file, &report, seconds_now() - start);
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

static int aside(const char *file)
{
    struct err e = journal_keep_aside(file, (int64_t)time(NULL) * 1000);
    if (failed(e)) {
        fprintf(stderr, "uketori: %s: %s\n", file, err_text(e));
        return EXIT_NOT_IN_ORDER;
    }
    return EXIT_IN_ORDER;
}

static int misused(void)
{
    fprintf(stderr, "Usage: uketori journal verify FILE [KEY-FOLDER [ROWS:HASH]]\n"
                    "       uketori journal show FILE [KEY-FOLDER]\n"
                    "       uketori journal aside FILE\n");
    return EXIT_USAGE;
}

int command_journal(int count, char *const *words)
{
    char keys[CONFIG_PATH_SIZE];
    struct journal_head head;
    if (count < 2) {
        return misused();
    }
    key_folder_of(words[1], keys);
    const char *key_folder = count >= 3 ? words[2] : keys;
    if (strcmp(words[0], "verify") == 0 && count <= 4) {
        if (count == 4 && !parse_head(words[3], &head)) {
            return misused();
        }
        return verify(words[1], key_folder, count == 4 ? &head : NULL);
    }
    if (strcmp(words[0], "show") == 0 && count <= 3) {
        return show(words[1], key_folder);
    }
    return strcmp(words[0], "aside") == 0 && count == 2 ? aside(words[1]) : misused();
}
