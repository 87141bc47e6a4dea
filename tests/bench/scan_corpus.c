#include "tests/bench/scan_corpus.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 6, LINE_MAX_BYTES = 65536 };

static bool is_held_aside(const char *path)
{
    uint32_t hash = 2166136261U; /* FNV-1a */
    for (; *path != 0; path++) {
        hash = (hash ^ (uint8_t)*path) * 16777619U;
    }
    return (hash >> 8) % 3 == 0;
}

static bool split(struct corpus_row *row)
{
    char *field[COLUMNS];
    char *rest = row->line;
    for (int i = 0; i < COLUMNS; i++) {
        field[i] = rest == NULL ? NULL : strsep(&rest, "\t");
    }
    if (field[2] == NULL) {
        return false;
    }
    static char empty[1] = "";
    row->path = field[0];
    row->expected = field[1];
    row->set = field[2];
    row->also = field[4] == NULL ? empty : field[4];
    row->notes = field[5] == NULL ? empty : field[5];
    row->held_aside = is_held_aside(row->path);
    return true;
}

bool corpus_add(struct corpus *c, const char *line)
{
    if (c->count == CORPUS_ROWS_MAX) {
        return false;
    }
    struct corpus_row *row = &c->row[c->count];
    row->line = strdup(line);
    if (row->line == NULL || !split(row)) {
        free(row->line);
        return false;
    }
    c->count++;
    return true;
}

bool corpus_load(const char *folder, struct corpus *out)
{
    char path[4096];
    (void)snprintf(path, sizeof(path), "%s/manifest.tsv", folder);
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        return false;
    }
    static char line[LINE_MAX_BYTES];
    out->count = 0;
    while (fgets(line, sizeof(line), f) != NULL) {
        line[strcspn(line, "\n")] = 0;
        if (strncmp(line, "path\t", 5) != 0) {
            (void)corpus_add(out, line);
        }
    }
    (void)fclose(f);
    return true;
}

void corpus_free(struct corpus *c)
{
    for (int i = 0; i < c->count; i++) {
        free(c->row[i].line);
    }
    c->count = 0;
}

static size_t unescape(const char *text, size_t n, uint8_t *out)
{
    size_t length = 0;
    for (size_t i = 0; i < n && length < CORPUS_TEXT_MAX; i++) {
        char c = text[i];
        if (c == '\\' && i + 1 < n) {
            c = text[++i];
            if (c == 'x' && i + 2 < n) {
                const char hex[3] = {text[i + 1], text[i + 2], 0};
                c = (char)strtol(hex, NULL, 16);
                i += 2;
            } else {
                c = c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
            }
        }
        out[length++] = (uint8_t)c;
    }
    return length;
}

static bool same_as_sjis(const uint8_t *want, size_t want_n, const uint8_t *got, size_t n)
{
    iconv_t cd = iconv_open("UTF-8", "CP932");
    if (cd == (iconv_t)-1) {
        return false;
    }
    static char in[CORPUS_TEXT_MAX];
    static char text[CORPUS_TEXT_MAX * 4];
    memcpy(in, want, want_n);
    char *from = in;
    char *to = text;
    size_t left = want_n;
    size_t room = sizeof(text);
    bool whole = iconv(cd, &from, &left, &to, &room) != (size_t)-1;
    (void)iconv_close(cd);
    return whole && sizeof(text) - room == n && memcmp(text, got, n) == 0;
}

static bool matches(const char *text, size_t text_n, const uint8_t *bytes, size_t n)
{
    static uint8_t want[CORPUS_TEXT_MAX];
    size_t want_n = unescape(text, text_n, want);
    return (want_n == n && memcmp(want, bytes, n) == 0) || same_as_sjis(want, want_n, bytes, n);
}

bool corpus_is_right(const struct corpus_row *row, const uint8_t *bytes, size_t n)
{
    if (row->expected[0] != 0 && matches(row->expected, strlen(row->expected), bytes, n)) {
        return true;
    }
    const char *rest = row->also;
    while (*rest != 0) {
        const char *end = strstr(rest, " ## ");
        size_t length = end == NULL ? strlen(rest) : (size_t)(end - rest);
        if (matches(rest, length, bytes, n)) {
            return true;
        }
        rest += length + (end == NULL ? 0 : 4);
    }
    return false;
}

void corpus_kind(const struct corpus_row *row, char *out, size_t room)
{
    const char *from = row->notes;
    size_t n = strcspn(from, " ;,");
    if (n == 0) {
        from = "-";
        n = 1;
    }
    (void)snprintf(out, room, "%.*s", (int)n, from);
}
