/* Star raster mode as a language: page to bytes, status to conditions. Pure.
 *
 * Promises: every row leaves as one "b" command inside raster mode, and no row holds the pair 1B 06
 * that begins Star's real-time commands (1B becomes 1F: one dot more). The fence is ETB: a 5-bit
 * counter of the printer goes up when what stands before it is printed, and each automatic status
 * shows it. There is no real-time clear: a broken row is filled up with zeros and what is left is
 * cancelled in line, so what was received before may still come out.
 *
 * A counter has no owner, so it is made one: before a job it is counted up once (or set to zero
 * first), and only the value that follows says that nothing of an earlier job is left.
 *
 * Source: Star Micronics, "STAR Line Mode Command Specifications" (raster commands; appendix
 * "Automatic status"). Checked against the streams of receiptline (stargraphic).
 */
#ifndef HAL_STAR_H
#define HAL_STAR_H

#include "hal/slip_language.h"

enum {
    STAR_STATUS_MIN = 7,
    STAR_STATUS_MAX = 15,
    STAR_COUNTER_LAST = 31,
    STAR_FIRST_ID = 2, /* the first fence behind a counter that was set to zero and went up once */
};

void star_raster_on(struct escpos_writer *w);  /* ESC * r A, continuous page, no cut at its end */
void star_raster_off(struct escpos_writer *w); /* ESC * r B */
void star_feed(struct escpos_writer *w, int rows);
void star_cut(struct escpos_writer *w); /* ESC d 3: feed to the blade, partial cut */
void star_etb(struct escpos_writer *w);

/* Rows of one chunk, as escpos_band. */
int star_band(struct escpos_writer *w, const struct bitmap *page, int from, int to);

/* One byte in; ESCPOS_STATUS when an automatic status is whole: its bytes are printer status 1
 * (cover, off-line), 2 (errors), 4 (paper) and the ETB counter. */
struct escpos_message star_parse(struct escpos_parser *p, uint8_t byte);

unsigned star_conditions(const uint8_t status[ESCPOS_STATUS_SIZE], bool has_near_end);

#endif
