/* Private to typeset: builds one struct text_layout with Pango. */
#ifndef TYPESET_TEXT_LAYOUT_H
#define TYPESET_TEXT_LAYOUT_H

#include <pango/pango.h>
#include "typeset/coverage.h"
#include "typeset/typeset.h"

enum { RUBY_MAX = 24 };

/* Kana over a word, its left edge and baseline inside the layout. */
struct text_ruby {
    PangoLayout *kana;
    double x_px, baseline_px;
};

struct text_parts {
    PangoLayout *body;
    int ruby_count;
    struct text_ruby ruby[RUBY_MAX];
};

/* Fills *out; its `parts` are the caller's memory and must be empty. Total: always succeeds. */
void text_layout_build(PangoContext *context, const struct coverage_fonts *fonts,
                       const struct text_style *style, struct str text, struct text_layout *out);

void text_parts_clear(struct text_parts *parts);

#endif
