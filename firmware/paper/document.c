#include "paper/document.h"

#include <assert.h>
#include "paper/pages.h"

struct document_row {
    const char *name;
    const char *title;
};

static const struct document_row rows[DOCUMENT_KIND_COUNT] = {
#define X(kind, title_) [DOCUMENT_##kind] = {.name = #kind, .title = title_},
    DOCUMENT_LIST(X)
#undef X
};

const char *document_title(enum document_kind kind)
{
    assert(kind < DOCUMENT_KIND_COUNT);
    return rows[kind].title;
}

const char *document_name(enum document_kind kind)
{
    assert(kind < DOCUMENT_KIND_COUNT);
    return rows[kind].name;
}

void civil_text(const struct civil *at, char out[CIVIL_TEXT_SIZE])
{
    static const char *const weekdays[] = {"日", "月", "火", "水", "木", "金", "土"};
    struct strbuf b = strbuf_on(out, CIVIL_TEXT_SIZE);
    strbuf_format(&b, "%d年%d月%d日（%s） %d:%02d", at->year, at->month, at->day,
                  weekdays[(unsigned)at->weekday % 7], at->hour, at->minute);
}
