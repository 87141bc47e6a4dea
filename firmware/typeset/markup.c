#include "typeset/markup.h"

#include <assert.h>
#include <string.h>
#include "base/utf8.h"

#define WORD_JOINER STR("\u2060")

struct scan {
    struct str rest;
    struct strbuf plain;
    struct markup *out;
    bool in_bold;
};

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
        struct str at = base;
        uint32_t c = 0;
        if (!utf8_next(&base, &c)) {
            return false;
        }
        if (span->characters > 0) {
            strbuf_add(&s->plain, WORD_JOINER);
        }
        strbuf_add(&s->plain, (struct str){at.p, at.n - base.n});
        span->characters++;
    }
    span->end = (unsigned)s->plain.n;
    return true;
}

bool markup_parse(struct str source, struct markup *out)
{
    assert(source.n < MARKUP_PLAIN_SIZE);
    out->span_count = 0;
    struct scan s = {.rest = source, .plain = strbuf_on(out->plain, sizeof out->plain), .out = out};
    bool good = true;
    while (good && s.rest.n > 0) {
        if (str_starts(s.rest, STR("**"))) {
            good = take_bold(&s);
        } else if (s.rest.p[0] == '{') {
            good = take_ruby(&s);
        } else {
            strbuf_char(&s.plain, s.rest.p[0]);
            s.rest = str_skip(s.rest, 1);
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

void markup_strip(struct str source, struct strbuf *out)
{
    struct markup markup;
    markup_parse(source, &markup);
    struct str rest = {markup.plain, markup.plain_n};
    while (rest.n > 0) {
        if (str_starts(rest, WORD_JOINER) || str_starts(rest, STR("\u200B"))) {
            rest = str_skip(rest, WORD_JOINER.n);
            continue;
        }
        strbuf_char(out, rest.p[0]);
        rest = str_skip(rest, 1);
    }
}
