/* Documents become pages: 1-bit raster for the slip printer, PDF for the certificate printer, gray
 * pictures for screens and virtual printers. One page model in tenths of a millimetre serves all
 * three, so a line breaks at the same place at 203 dpi, at 180 dpi and in the PDF.
 *
 * Promises: the same document gives the same bytes, always (no clock, no random, own fonts). A
 * certificate with any character that its fonts do not hold exactly, or with a text that does not
 * fit its box, is refused, never drawn nearly right. Text is thresholded, never dithered; there are
 * no pictures. A test build prints 見本 on every page whatever the document says. Feeding and
 * cutting are the printer's. Slip warm ≤ 25 ms, A4 sheet as PDF ≤ 60 ms.
 */
#ifndef PAPER_PAPER_H
#define PAPER_PAPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/image.h"
#include "paper/document.h"
#include "typeset/typeset.h"

enum {
    PAPER_ROLL_WIDTH = 720, /* tenths of a mm: 576 dots at 203 dpi, 512 at 180 */
    PAPER_ROLL_HEIGHT_MAX = 4000,
    PAPER_A4_WIDTH = 2100,
    PAPER_A4_HEIGHT = 2970,
    PAPER_PAGES_MAX = 8,
    PAPER_DPI_MIN = 60,
    PAPER_DPI_MAX = 600,
};

struct paper_size {
    int width, height; /* tenths of a mm, of every page */
    int page_count;    /* 1..PAPER_PAGES_MAX */
};

/* Why a certificate was refused, for the staff decision. */
struct paper_refusal {
    int field;          /* index into cert_record_sheet.field */
    bool does_not_fit;  /* every character is exact, but the box is too small */
    struct audit audit; /* which characters are not exact */
};

/* Pages and size. */
void paper_measure(struct typeset *ts, const struct document *document, struct paper_size *out);

/* Whether the document may be drawn. REFUSED: a certificate's field is not exact or does not fit;
 * *out then names the first one. TOO_LARGE: more pages or more paper than the limits above. The
 * render functions ask this themselves. */
struct err paper_check(struct typeset *ts, const struct document *document,
                       struct paper_refusal *out);

struct raster_order {
    int width_dots; /* 576, 512; the page is centred in it */
    int dpi;        /* 203, 180 */
    int page_no;    /* from 0 */
};

/* Draws one page into bits[capacity]; *out is a view on it. TOO_LARGE: the page is wider than the
 * paper or does not fit the memory. REFUSED as above; INVALID: no such page, dpi out of range. */
struct err paper_render_raster(struct typeset *ts, const struct document *document,
                               const struct raster_order *order, uint8_t *bits, size_t capacity,
                               struct bitmap *out);

typedef struct err paper_write_fn(void *context, const uint8_t *bytes, size_t n);

/* All pages as one PDF, text as text, fonts embedded as subsets, creation date from the document.
 * IO: `write` failed. REFUSED, TOO_LARGE as above: nothing was written. */
struct err paper_render_pdf(struct typeset *ts, const struct document *document,
                            paper_write_fn *write, void *context);

/* All pages as PWG raster, 300 dpi gray, for IPP printers. UNSUPPORTED: the document is for the
 * roll. Others as paper_render_pdf, but on IO or NO_MEMORY a part was written. */
struct err paper_render_pwg(struct typeset *ts, const struct document *document,
                            paper_write_fn *write, void *context);

/* One page as 8-bit gray PNG, for people and virtual printers. */
struct err paper_render_png(struct typeset *ts, const struct document *document, int page_no,
                            int dpi, const char *file);

/* One page as gray rows into pixels[capacity] (PWG raster, previews); *out is a view on it. */
struct err paper_render_gray(struct typeset *ts, const struct document *document, int page_no,
                             int dpi, uint8_t *pixels, size_t capacity, struct image_gray *out);

#endif
