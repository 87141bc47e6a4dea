#include "ui/text.h"

#include <assert.h>
#include "base/utf8.h"

struct text_row {
    const char *name, *ja, *easy;
};

static const struct text_row texts[TEXT_COUNT] = {
#define X(id, ja, easy) [TEXT_##id] = {#id, ja, easy},
#define S(id, ja)       [TEXT_##id] = {#id, ja, ja},
#include "ui/text.def"
#undef X
#undef S
};

#define BREAK_MARK  STR("\u200B")
#define WORD_JOINER "\u2060"

const char *text_of(enum text id, bool easy)
{
    assert(id < TEXT_COUNT);
    return easy ? texts[id].easy : texts[id].ja;
}

const char *text_name(enum text id)
{
    assert(id < TEXT_COUNT);
    return texts[id].name;
}

static void add_argument(struct strbuf *out, const char *text)
{
    static const struct {
        char mark;
        const char *shown;
    } wide[] = {{'/', "／"}, {'{', "｛"}, {'}', "｝"}, {'|', "｜"}, {'*', "＊"}};
    for (; text != NULL && *text != '\0'; text++) {
        const char *shown = NULL;
        for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++) {
            shown = wide[i].mark == *text ? wide[i].shown : shown;
        }
        if (shown != NULL) {
            strbuf_text(out, shown);
        } else {
            strbuf_char(out, *text);
        }
    }
}

void text_fill(struct strbuf *out, const char *pattern, const char *one, const char *two)
{
    for (const char *p = pattern; *p != '\0'; p++) {
        if (p[0] == '$' && (p[1] == '1' || p[1] == '2')) {
            add_argument(out, p[1] == '1' ? one : two);
            p++;
        } else {
            strbuf_char(out, *p);
        }
    }
}

/* Inside {…|…} typeset joins by itself; ** is no character. */
void text_for_typeset(struct strbuf *out, const char *marked, bool joined)
{
    struct str rest = str_of(marked);
    bool in_ruby = false;
    bool may_join = false;
    while (rest.n > 0) {
        struct str before = rest;
        uint32_t c = 0;
        if (!utf8_next(&rest, &c)) {
            rest = str_skip(rest, 1);
        }
        struct str here = {before.p, before.n - rest.n};
        bool mark = c == '/' && !in_ruby;
        bool bold = c == '*';
        bool space = c == ' ' || c == '\n';
        if (mark) {
            strbuf_add(out, BREAK_MARK);
            may_join = false;
            continue;
        }
        if (joined && may_join && !in_ruby && !bold && !space) {
            strbuf_text(out, WORD_JOINER);
        }
        strbuf_add(out, here);
        in_ruby = (in_ruby || c == '{') && c != '}';
        may_join = (may_join || !bold) && !space;
    }
}

/* Of {漢字|かな} one side is kept. */
static void unmark(struct strbuf *out, const char *marked, bool kana)
{
    bool in_ruby = false;
    bool in_kana = false;
    for (const char *p = marked; *p != '\0'; p++) {
        bool quiet = *p == '/' || *p == '*' || *p == '{' || *p == '}' || *p == '|';
        in_ruby = (in_ruby || *p == '{') && *p != '}';
        in_kana = (in_kana || *p == '|') && *p != '}';
        if (quiet || (in_ruby && in_kana != kana)) {
            continue;
        }
        strbuf_char(out, *p == '\n' ? ' ' : *p);
    }
}

void text_reading(struct strbuf *out, const char *marked)
{
    unmark(out, marked, false);
}

void text_spoken(struct strbuf *out, const char *marked)
{
    unmark(out, marked, true);
}
