/* The page renderer's process: documents in, raster, PDF or PWG raster out. It handles hostile
 * names with large font libraries, so it runs apart from the terminal, like the decoder.
 */
#ifndef APP_PAGE_WORKER_H
#define APP_PAGE_WORKER_H

#include "app/worker.h"
#include "paper/paper.h"

enum {
    PAGE_BYTES_MAX = 4 << 20, /* eight dense A4 pages as PWG raster, and their PDF */
    PAGE_LIMIT_MS = 5000,
    PAGE_LATENCY_MS = 60, /* repeatable runs: as if every page took this long */
};

enum page_output { PAGE_RASTER, PAGE_PDF };

struct page_order {
    enum page_output output;
    bool with_pwg;       /* PDF: the PWG raster too */
    int width_dots, dpi; /* RASTER */
    struct document document;
};

struct page_answer {
    struct err err;                     /* REFUSED: see refusal */
    struct paper_refusal refusal;       /* a character that cannot be printed exactly */
    int width_px, height_px, row_bytes; /* RASTER */
    int sheets;                         /* PDF */
    size_t length;                      /* of bytes */
    size_t pwg_length;                  /* PDF: so many of them, the last ones, are PWG raster */
    uint8_t bytes[PAGE_BYTES_MAX];
};

struct err page_worker_open(enum worker_mode mode, bool repeatable, struct worker **out_worker);

/* Sizes within bounds, so that the bytes may be used. */
bool page_answer_is_sane(const struct page_answer *answer);

#endif
