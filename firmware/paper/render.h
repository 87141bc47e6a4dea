/* Private to paper: pages into any cairo_t, with the checks that stand before every output. */
#ifndef PAPER_RENDER_H
#define PAPER_RENDER_H

#include "paper/paper.h"
#include "paper/pen.h"

/* A test build cannot make a page that could pass for a real one. */
#ifdef UKETORI_TEST_BUILD
enum { PAPER_ALWAYS_SPECIMEN = 1 };
#else
enum { PAPER_ALWAYS_SPECIMEN = 0 };
#endif

bool page_is_specimen(const struct document *document, bool test_build);

/* Draws page_no with `pen`, 見本 first where it is due. Returns the height used. */
int page_draw(struct pen *pen, const struct document *document, int page_no);

/* paper_check, page number and dpi in one; *out_size on success. */
struct err page_admit(struct typeset *ts, const struct document *document, int page_no, int dpi,
                      struct paper_size *out_size);

int page_dots(int tenths, int dpi); /* rounded up to whole dots */

#endif
