#include "ui/phrase.h"

#include <stdbool.h>
#include <stdint.h>
#include "base/utf8.h"

#define BREAK_MARK  STR("\u200B")
#define WORD_JOINER STR("\u2060")

enum character {
    CHARACTER_SPACE,
    CHARACTER_HIRAGANA,
    CHARACTER_WORD, /* kanji, katakana, letters, digits: what a word begins with */
    CHARACTER_STOP, /* 、 。 ・ */
    CHARACTER_OPENING,
    CHARACTER_CLOSING,
    CHARACTER_BOUND, /* belongs to the one before: ー 々, variation selectors, combining marks */
};

static bool is_selector(uint32_t c)
{
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

static bool is_among(uint32_t c, const uint32_t *list)
{
    for (; *list != 0; list++) {
        if (*list == c) {
            return true;
        }
    }
    return false;
}

static enum character character_of(uint32_t c)
{
    static const uint32_t spaces[] = {' ', '\n', 0x3000, 0};
    static const uint32_t stops[] = {',',    0x3001, 0x3002, 0xFF0C, 0xFF0E, 0xFF1A,
                                     0xFF01, 0xFF1F, 0x2026, 0x30FB, 0};
    static const uint32_t openings[] = {'(', 0x300C, 0x300E, 0x3010, 0xFF08, 0};
    static const uint32_t closings[] = {')', 0x300D, 0x300F, 0x3011, 0xFF09, 0};
    static const uint32_t bound[] = {0x30FC, 0x3005, 0x3099, 0x309A, 0x301C, 0xFF5E, 0};
    if (is_among(c, spaces)) {
        return CHARACTER_SPACE;
    }
    if (is_among(c, bound) || is_selector(c)) {
        return CHARACTER_BOUND;
    }
    if (is_among(c, stops)) {
        return CHARACTER_STOP;
    }
    if (is_among(c, openings)) {
        return CHARACTER_OPENING;
    }
    if (is_among(c, closings)) {
        return CHARACTER_CLOSING;
    }
    return c >= 0x3041 && c <= 0x309F ? CHARACTER_HIRAGANA : CHARACTER_WORD;
}

static bool is_alphanumeric(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static uint32_t first_of(struct str rest)
{
    uint32_t c = 0;
    return rest.n > 0 && utf8_next(&rest, &c) ? c : 0;
}

/* お渡し, ご用意: the kana belong to what follows. */
static bool is_polite(uint32_t c, uint32_t next)
{
    return (c == 0x304A || c == 0x3054) && next != 0 && character_of(next) == CHARACTER_WORD;
}

static bool may_break(uint32_t before, uint32_t here, uint32_t next)
{
    enum character left = character_of(before);
    enum character right = character_of(here);
    bool begins = right == CHARACTER_WORD || right == CHARACTER_OPENING || is_polite(here, next);
    switch (left) {
    case CHARACTER_STOP:
        return begins || right == CHARACTER_HIRAGANA;
    case CHARACTER_HIRAGANA:
        return begins && !is_polite(before, here);
    case CHARACTER_CLOSING:
        return begins;
    case CHARACTER_WORD:
    case CHARACTER_BOUND:
        return right == CHARACTER_OPENING;
    case CHARACTER_SPACE:
    case CHARACTER_OPENING:
        break;
    }
    return false;
}

/* Between letters and digits no line breaks anyway, and a joiner would part their shapes. */
static bool is_joined(uint32_t before, uint32_t here)
{
    bool combines = is_selector(here) || here == 0x3099 || here == 0x309A;
    bool spaced = character_of(before) == CHARACTER_SPACE || character_of(here) == CHARACTER_SPACE;
    return !combines && !spaced && !(is_alphanumeric(before) && is_alphanumeric(here));
}

void phrase_mark(struct strbuf *out, struct str text)
{
    uint32_t before = ' ';
    int quoted = 0; /* 「…」 is the name of a button or a page: it stays whole */
    for (struct str rest = text; rest.n > 0;) {
        struct str from = rest;
        uint32_t here = 0;
        if (!utf8_next(&rest, &here)) {
            rest = str_skip(rest, 1);
        }
        if (quoted == 0 && may_break(before, here, first_of(rest))) {
            strbuf_add(out, BREAK_MARK);
        } else if (is_joined(before, here)) {
            strbuf_add(out, WORD_JOINER);
        }
        strbuf_add(out, (struct str){from.p, from.n - rest.n});
        quoted += here == 0x300C ? 1 : here == 0x300D && quoted > 0 ? -1 : 0;
        before = here;
    }
}
