/* The little markup of our own texts: **bold** runs and ruby {受付番号|うけつけばんごう}.
 *
 * Only fixed texts are read this way, never data. Author marks for line breaking: U+2060 "may not
 * break here" passes through; U+200B "may break here" marks the ends of phrases (文節): a text with
 * any of them breaks only there, after 、 and 。 and at blanks, by U+2060 between all its other
 * characters. A ruby base is one word and never broken. Nothing nests.
 */
#ifndef TYPESET_MARKUP_H
#define TYPESET_MARKUP_H

#include <stdbool.h>
#include "base/str.h"

enum { MARKUP_PLAIN_SIZE = 4096, MARKUP_SPANS_MAX = 32, MARKUP_KANA_SIZE = 64 };

enum markup_kind { MARKUP_BOLD, MARKUP_RUBY };

struct markup_span {
    enum markup_kind kind;
    unsigned start, end;         /* bytes in plain, end exclusive */
    int characters;              /* ruby: code points of the base, without the joiners */
    char kana[MARKUP_KANA_SIZE]; /* ruby only */
};

struct markup {
    char plain[MARKUP_PLAIN_SIZE];
    size_t plain_n;
    int span_count;
    struct markup_span span[MARKUP_SPANS_MAX];
};

/* False, and *out holds the source word for word without spans, when a ** or { is not closed, a
 * brace has no kana, or a limit above is passed: a fault of ours shows, it is never hidden. The
 * source must be shorter than MARKUP_PLAIN_SIZE. */
bool markup_parse(struct str source, struct markup *out);

/* No markup: plain is the source. */
void markup_literal(struct str source, struct markup *out);

#endif
