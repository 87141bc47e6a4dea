/* The one text engine for screen, slip and page: Japanese text set into lines and drawn.
 *
 * Promises: the same input gives the same pixels on every machine (own fonts by path, no hinting,
 * gray antialiasing, unhinted measures, language ja with strict line breaking: small kana, ー and
 * closing marks never begin a line, opening brackets never end one). A text is set in one face as a
 * whole (typeset/fonts.h), nothing is replaced silently: a character in no face of the chain
 * appears as 〓 with its code point, and `coverage` says so. Lines are set in an em box of our own:
 * every face has its baseline at the same height. Never fails on odd text, never blocks, never
 * reads a file after open. One thread.
 *
 * Speed: a text seen before costs a hash and a compare (its layout is kept, TYPESET_CACHE_ENTRIES
 * of them, least recently used goes first); drawing costs about 0.03 ms a line.
 */
#ifndef TYPESET_TYPESET_H
#define TYPESET_TYPESET_H

#include <cairo.h>
#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"
#include "typeset/coverage.h"
#include "typeset/fonts.h"

enum {
    TYPESET_CACHE_ENTRIES = 512,
    TYPESET_TEXT_MAX = 1024,   /* bytes of one text */
    TYPESET_LINES_MAX = 48,    /* further lines are not set: `cut` */
    TYPESET_VALID_CALLS = 256, /* see typeset_layout */
};

enum text_align { ALIGN_START, ALIGN_CENTER, ALIGN_END };

struct text_style {
    enum text_family family;
    enum text_align align; /* inside width_px; without a width inside the widest line */
    bool bold;
    bool markup; /* read **bold** and {漢字|かんじ} (typeset/markup.h); never for data */
    int size_px; /* one em, > 0 */
    int line_height_px; /* line box; 0: 1.6 em, or 2.0 em when any ruby is present */
    int width_px;       /* where lines break; 0: only at a line feed */
    uint32_t colour;    /* 0xRRGGBB */
};

struct text_line {
    struct str text; /* what stands on this line, of the layout; for lints and tests */
    int x_px;        /* left edge of the line inside the layout */
    int width_px;
    int baseline_px; /* from the top of the layout */
};

/* Read-only for callers. Heights and widths are whole pixels, rounded up. */
struct text_layout {
    struct text_style style;
    int width_px;  /* style.width_px, or the widest line without one */
    int height_px; /* line_count times the line box */
    int widest_px; /* the widest line: more than width_px when a word is too long */
    int line_count;
    bool cut;               /* more than TYPESET_LINES_MAX lines */
    enum coverage coverage; /* BASE_ONLY: to be marked 似た字形で表示しています */
    struct text_line line[TYPESET_LINES_MAX];
    struct text_parts *parts; /* private */
};

struct typeset;

/* Reads the font files. NOT_FOUND: one of them is missing; NO_MEMORY. */
struct err typeset_open(struct typeset **out);
void typeset_close(struct typeset *ts); /* also NULL */

/* Sets `text` (UTF-8; bytes that are not count as absent characters; at most TYPESET_TEXT_MAX
 * bytes). Never NULL. The result is owned by `ts` and stays valid for the next TYPESET_VALID_CALLS
 * calls: one frame or one page, never longer. */
const struct text_layout *typeset_layout(struct typeset *ts, const struct text_style *style,
                                         struct str text);

/* Draws with the layout's top left corner at (x, y) in user space, under any scale. Leaves source,
 * path and current point of `cr` as they were. */
void typeset_draw(struct typeset *ts, cairo_t *cr, double x, double y,
                  const struct text_layout *layout);

/* coverage_audit with the fonts of `ts`. */
void typeset_audit(const struct typeset *ts, enum text_family family, struct str text,
                   struct audit *out);

struct typeset_stats {
    uint64_t hits, misses;
};
struct typeset_stats typeset_stats_of(const struct typeset *ts);

#endif
