/* ESC/POS as a language: page to bytes. Pure; knows neither transports nor time.
 *
 * Promises: every command is one named function below; a page's rows leave as GS v 0 bands whose
 * payload holds no byte pair that a printer obeys at once wherever it stands (10 04, 10 05, 10 14).
 * A pair across two rows ends the band between them; a pair within a row costs one black dot
 * (10 becomes 18), and nothing else on the page changes. Never writes past the caller's array.
 *
 * Source of all byte values: Epson, "ESC/POS Command Reference" (online edition), section names in
 * the comments.
 */
#ifndef HAL_ESCPOS_H
#define HAL_ESCPOS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/image.h"

enum {
    ESCPOS_ID_SIZE = 4,        /* bytes of a process id, each 0x20..0x7E */
    ESCPOS_BAND_ROWS_MAX = 64, /* so a real-time command never waits for more than 6 KB */
    ESCPOS_ROW_BYTES_MAX = 80,
    ESCPOS_CHUNK_SIZE = 8 + ESCPOS_BAND_ROWS_MAX * ESCPOS_ROW_BYTES_MAX,
};

/* Bytes on their way out. A command that does not fit asserts: ESCPOS_CHUNK_SIZE holds any one. */
struct escpos_writer {
    uint8_t *bytes;
    size_t n, cap;
};

void escpos_initialize(struct escpos_writer *w);        /* ESC @ */
void escpos_status_back_on(struct escpos_writer *w);    /* GS a 255: automatic status back */
void escpos_ask_status(struct escpos_writer *w, int n); /* DLE EOT n, 1..4, real-time */
void escpos_recover(struct escpos_writer *w);   /* DLE ENQ 2: clear and recover, real-time */
void escpos_clear(struct escpos_writer *w);     /* DLE DC4 fn 8: clear buffers, real-time */
void escpos_ask_paper(struct escpos_writer *w); /* GS r 1: answered in line */
void escpos_cut(struct escpos_writer *w);       /* GS V 66 0: feed to the blade, partial cut */

/* GS ( H fn 48: the printer echoes the id when what stands before it is printed. */
void escpos_fence(struct escpos_writer *w, const uint8_t id[ESCPOS_ID_SIZE]);

/* White rows, exact to the dot: a raster of one byte's width. At most 255 rows a call. */
void escpos_feed(struct escpos_writer *w, int rows);

/* One GS v 0 band that starts at row `from`; returns the first row after it: at most `to`, at most
 * ESCPOS_BAND_ROWS_MAX rows, fewer where a pair lies across two rows. */
int escpos_band(struct escpos_writer *w, const struct bitmap *page, int from, int to);

/* The row after the last one with ink; 0 for a white page. */
int escpos_ink_end(const struct bitmap *page);

/* The 94^4 ids in order: id number n, and the same id again after all others. */
void escpos_id(uint32_t n, uint8_t out[ESCPOS_ID_SIZE]);

#endif
