/* PWG raster: gray pages as the stream that every IPP Everywhere printer takes. Pure.
 *
 * Promises: one stream is one document of A4 pages, one-sided, 8-bit gray (sgray_8), each line
 * compressed. The same pages give the same bytes. Nothing is written past the caller's writer, and
 * the first failure of `write` ends the stream. Source: PWG 5102.4-2012, "PWG Raster Format".
 */
#ifndef PAPER_PWG_H
#define PAPER_PWG_H

#include "base/err.h"
#include "base/image.h"
#include "paper/paper.h"

enum {
    PWG_DPI = 300,
    PWG_WIDTH = 2480, /* A4 in whole dots, rounded down as the standard's media sizes are */
    PWG_HEIGHT = 3507,
    PWG_HEADER_SIZE = 1796, /* of each page, behind the four bytes of the stream */
};

/* The four bytes before the first page. */
struct err pwg_begin(paper_write_fn *write, void *context);

/* One page; rows and columns beyond PWG_WIDTH x PWG_HEIGHT are left out. INVALID: the picture is
 * smaller than that. */
struct err pwg_page(const struct image_gray *page, int page_count, paper_write_fn *write,
                    void *context);

#endif
