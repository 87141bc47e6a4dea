#include "typeset/markup.h"

#include <assert.h>
#include <string.h>
#include "base/utf8.h"

#define WORD_JOINER STR("\u2060")
#define PHRASE_END  "\u200B"

struct scan {
    struct str rest;
    struct strbuf plain;
    struct markup *out;
    bool in_bold;
    bool by_phrase; /* the text has U+200B: nothing else may break */
    uint32_t last;  /* code point written before, 0 at the start */
};

static bool is_ascii(uint32_t c)
{
    return c > ' ' && c < 0x7F;
}

static bool may_break_between(uint32_t before, uint32_t after)
{
    static const uint32_t ends[] = {' ', '\n', 0x3000, 0x200B, 0x2060, 0x3001, 0x3002};
    static const uint32_t begins[] = {' ', '\n', 0x3000, 0x200B, 0x2060};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (before == ends[i]) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++) {
        if (after == begins[i]) {
            return true;
        }
    }
    return is_ascii(before) && is_ascii(after); /* no need: Latin words hold together */
}

/* Takes one code point from *from to plain, bound to the one before where it must be. A byte that
 * is not UTF-8 goes through alone. */
static void take_character(struct scan *s, struct str *from, bool bound)
{
    struct str at = *from;
    uint32_t c = 0;
    if (!utf8_next(from, &c)) {
        *from = str_skip(*from, 1);
    }
    bool phrase = s->by_phrase && s->last != 0 && !may_break_between(s->last, c);
    if (bound || phrase) {
        strbuf_add(&s->plain, WORD_JOINER);
    }
    strbuf_add(&s->plain, (struct str){at.p, at.n - from->n});
    s->last = c;
}

static struct markup_span *new_span(struct scan *s, enum markup_kind kind)
{
    if (s->out->span_count == MARKUP_SPANS_MAX) {
        return NULL;
    }
    struct markup_span *span = &s->out->span[s->out->span_count++];
    *span = (struct markup_span){.kind = kind, .start = (unsigned)s->plain.n};
    return span;
}

static bool take_bold(struct scan *s)
{
    s->rest = str_skip(s->rest, 2);
    if (!s->in_bold) {
        s->in_bold = true;
        return new_span(s, MARKUP_BOLD) != NULL;
    }
    s->in_bold = false;
    for (int i = s->out->span_count - 1; i >= 0; i--) {
        struct markup_span *span = &s->out->span[i];
        if (span->kind == MARKUP_BOLD) {
            span->end = (unsigned)s->plain.n;
            return true;
        }
    }
    return false;
}

static bool take_ruby(struct scan *s)
{
    struct str body = str_skip(s->rest, 1);
    const char *close = memchr(body.p, '}', body.n);
    struct markup_span *span = new_span(s, MARKUP_RUBY);
    if (close == NULL || span == NULL) {
        return false;
    }
    struct str kana = {body.p, (size_t)(close - body.p)};
    s->rest = str_skip(body, kana.n + 1);
    struct str base = str_token(&kana, '|');
    if (base.n == 0 || kana.n == 0 || !str_copy(span->kana, sizeof span->kana, kana)) {
        return false;
    }
    while (base.n > 0) {
        take_character(s, &base, span->characters > 0 && !s->by_phrase);
        span->characters++;
    }
    span->end = (unsigned)s->plain.n;
    return true;
}

static bool has_phrases(struct str text)
{
    return memmem(text.p, text.n, PHRASE_END, sizeof PHRASE_END - 1) != NULL;
}

bool markup_parse(struct str source, struct markup *out)
{
    assert(source.n < MARKUP_PLAIN_SIZE);
    out->span_count = 0;
    struct scan s = {.rest = source,
                     .plain = strbuf_on(out->plain, sizeof out->plain),
                     .out = out,
                     .by_phrase = has_phrases(source)};
    bool good = true;
    while (good && s.rest.n > 0) {
        if (str_starts(s.rest, STR("**"))) {
            good = take_bold(&s);
        } else if (s.rest.p[0] == '{') {
            good = take_ruby(&s);
        } else {
            take_character(&s, &s.rest, false);
        }
    }
    if (!good || s.in_bold || s.plain.cut) {
        markup_literal(source, out);
        return false;
    }
    out->plain_n = s.plain.n;
    return true;
}

void markup_literal(struct str source, struct markup *out)
{
    assert(source.n < MARKUP_PLAIN_SIZE);
    out->span_count = 0;
    memcpy(out->plain, source.p, source.n);
    out->plain[source.n] = '\0';
    out->plain_n = source.n;
}
