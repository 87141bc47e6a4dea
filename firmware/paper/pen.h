/* Private to paper: drawing in tenths of a millimetre, on any of the three outputs or on none.
 *
 * Promises: without a cairo_t nothing is drawn and every function still returns the same measures,
 * so a page is measured by drawing it nowhere. On a dot printer, bars and QR modules fall on whole
 * dots. Never decides what a page says.
 */
#ifndef PAPER_PEN_H
#define PAPER_PEN_H

#include <cairo.h>
#include <stdbool.h>
#include "typeset/typeset.h"

enum {
    PEN_BLACK = 0x000000,
    PEN_WHITE = 0xFFFFFF,
    PEN_TEXT = 0x1A1A1C,
    PEN_SUB = 0x4D4D4D,
    PEN_LINE = 0x767676,
    PEN_TINT = 0xEEF0F4,
    PEN_SPECIMEN_WIDE = 1000, /* from this width on a page is a sheet, not a slip */
};

struct pen {
    struct typeset *ts;
    cairo_t *cr;          /* NULL: measure only; user space is tenths of a mm */
    double dots_per_unit; /* 0: vector */
    bool bitonal;         /* black dots only: no tints */
    bool overflow;        /* something did not fit where it belongs */
};

struct pen_text {
    int x, y; /* top left corner */
    int w;    /* where lines break and what align refers to; 0: one line */
    int size; /* one em */
    int line; /* line box; 0: 1.6 em */
    bool bold;
    bool markup;
    enum text_align align;
    enum text_family family;
    uint32_t colour;
};

/* Returns the height. */
int pen_text(struct pen *pen, const struct pen_text *style, const char *text);
int pen_text_width(struct pen *pen, const struct pen_text *style, const char *text); /* widest */

/* A value in a box of a form: as large as fits between style->size and `least`, on at most `lines`
 * lines, in the middle of the height h. False when it does not fit; drawn at the least size then.
 */
bool pen_value(struct pen *pen, const struct pen_text *style, const char *text, int h, int least);

void pen_fill(struct pen *pen, int x, int y, int w, int h, uint32_t colour);
void pen_frame(struct pen *pen, int x, int y, int w, int h, int thick);

/* Empty box to tick by hand; a filled disc with a white number. */
void pen_tick_box(struct pen *pen, int x, int y, int side);
void pen_disc(struct pen *pen, int x, int y, int diameter, const char *digit);

/* Two-dimensional code with its quiet zone, modules of at least 0.5 mm, at most PEN_QR_TEXT_MAX
 * ASCII characters. Returns the side of the square it takes. */
enum { PEN_QR_TEXT_MAX = 80 };
int pen_qr(struct pen *pen, int x, int y, const char *text);

/* 見本 across a page of w by h, to be drawn first. */
void pen_specimen(struct pen *pen, int w, int h);

#endif
