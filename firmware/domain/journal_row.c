#include "domain/journal_row.h"

#include <assert.h>

struct row {
    const char *name;
    const char *label;
    enum journal_phase phase;
    enum journal_group group;
};

static const struct row rows[JOURNAL_KIND_COUNT] = {
#define X(kind, phase, group, label) {#kind, label, JOURNAL_##phase, JOURNAL_GROUP_##group},
    JOURNAL_KIND_LIST(X)
#undef X
};

static const struct row *row_of(enum journal_kind kind)
{
    assert((int)kind >= 0 && kind < JOURNAL_KIND_COUNT);
    return &rows[kind];
}

const char *journal_kind_name(enum journal_kind kind)
{
    return row_of(kind)->name;
}

const char *journal_kind_label(enum journal_kind kind)
{
    return row_of(kind)->label;
}

enum journal_phase journal_kind_phase(enum journal_kind kind)
{
    return row_of(kind)->phase;
}

enum journal_group journal_kind_group(enum journal_kind kind)
{
    return row_of(kind)->group;
}

bool journal_kind_parse(struct str name, enum journal_kind *out)
{
    for (int i = 0; i < JOURNAL_KIND_COUNT; i++) {
        if (str_equal(name, str_of(rows[i].name))) {
            *out = (enum journal_kind)i;
            return true;
        }
    }
    return false;
}

struct str journal_detail(const struct journal_row *row, const char *key)
{
    struct str rest = str_of(row->detail);
    struct str name = str_of(key);
    while (rest.n > 0) {
        struct str word = str_token(&rest, ' ');
        if (word.n > name.n && str_starts(word, name) && word.p[name.n] == '=') {
            return str_skip(word, name.n + 1);
        }
    }
    return (struct str){"", 0};
}
