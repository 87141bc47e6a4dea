#include "journal/verify_column.h"

#include <string.h>

bool column_number(sqlite3_stmt *s, int at, int64_t *out)
{
    *out = sqlite3_column_int64(s, at);
    return sqlite3_column_type(s, at) == SQLITE_INTEGER;
}

bool column_number_or_none(sqlite3_stmt *s, int at, int64_t *out)
{
    *out = 0;
    if (sqlite3_column_type(s, at) == SQLITE_NULL) {
        return true;
    }
    return column_number(s, at, out) && *out != 0;
}

bool column_bytes(sqlite3_stmt *s, int at, uint8_t *out, int n)
{
    if (sqlite3_column_type(s, at) != SQLITE_BLOB || sqlite3_column_bytes(s, at) != n) {
        return false;
    }
    memcpy(out, sqlite3_column_blob(s, at), (size_t)n);
    return true;
}

bool column_bytes_or_none(sqlite3_stmt *s, int at, uint8_t *out, int n)
{
    memset(out, 0, (size_t)n);
    if (sqlite3_column_type(s, at) == SQLITE_NULL) {
        return true;
    }
    if (!column_bytes(s, at, out, n)) {
        return false;
    }
    for (int i = 0; i < n; i++) {
        if (out[i] != 0) {
            return true;
        }
    }
    return false;
}

bool column_plain_text(sqlite3_stmt *s, int at, char *out, size_t size)
{
    if (sqlite3_column_type(s, at) != SQLITE_TEXT) {
        return false;
    }
    /* As bytes: asking for text would allocate for its end mark, and could give none. */
    const char *text = sqlite3_column_blob(s, at);
    size_t n = text ? (size_t)sqlite3_column_bytes(s, at) : 0; /* empty text has no bytes */
    if (n >= size || (n > 0 && memchr(text, 0, n))) {
        return false;
    }
    memset(out, 0, size);
    if (n > 0) {
        memcpy(out, text, n);
    }
    return true;
}

bool column_text(sqlite3_stmt *s, int at, char *out, size_t size)
{
    memset(out, 0, size);
    if (sqlite3_column_type(s, at) == SQLITE_NULL) {
        return true;
    }
    return column_plain_text(s, at, out, size) && out[0] != '\0';
}

bool column_kind(sqlite3_stmt *s, int at, enum journal_kind *out)
{
    char name[32];
    return column_plain_text(s, at, name, sizeof name) && journal_kind_parse(str_of(name), out);
}

bool column_group(sqlite3_stmt *s, int at, enum journal_group *out)
{
    enum journal_kind kind;
    if (!column_kind(s, at, &kind) || journal_kind_phase(kind) != JOURNAL_INTENT) {
        return false;
    }
    *out = journal_kind_group(kind);
    return true;
}
