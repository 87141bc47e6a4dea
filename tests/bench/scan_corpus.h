/* The labelled pictures of a benchmark folder: CORPUS/manifest.tsv and the files it names.
 *
 * Columns: path, expected, set, licence, also (separated by " ## "), notes. In payloads \n, \r, \t,
 * \\ and \xNN stand for bytes. A third of the pictures, chosen by a hash of the path, is held
 * aside: figures on it come from pictures nobody tuned on.
 */
#ifndef TESTS_BENCH_SCAN_CORPUS_H
#define TESTS_BENCH_SCAN_CORPUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CORPUS_TEXT_MAX = 8192, CORPUS_ROWS_MAX = 4096 };

struct corpus_row {
    char *line; /* owned; the fields below point into it */
    char *path;
    char *expected; /* still escaped */
    char *set;
    char *also;
    char *notes;
    bool held_aside;
};

struct corpus {
    struct corpus_row row[CORPUS_ROWS_MAX];
    int count;
};

bool corpus_load(const char *folder, struct corpus *out);
/* One row in the form of a line of the manifest. False when it is not one or there is no room. */
bool corpus_add(struct corpus *c, const char *line);

void corpus_free(struct corpus *c);

/* True when the bytes are the expected payload or one of the others that count as right; a
 * Shift_JIS payload handed over as UTF-8 text is right as well. */
bool corpus_is_right(const struct corpus_row *row, const uint8_t *bytes, size_t n);

/* First word of the notes for made-up frames ("tilt"), else the collection's category. */
void corpus_kind(const struct corpus_row *row, char *out, size_t room);

#endif
