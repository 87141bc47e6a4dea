/* Star raster mode as the wire-level fake understands it: its own table, apart from hal/star.
 *
 * Source: Star Micronics, "STAR Line Mode Command Specifications".
 */
#ifndef SIM_STAR_GRAMMAR_H
#define SIM_STAR_GRAMMAR_H

#include <stdbool.h>
#include <stdint.h>

enum { STAR_STATUS_BYTES = 9 };

enum star_command {
    STAR_MORE, /* bytes are missing */
    STAR_UNKNOWN,
    STAR_IGNORED, /* understood, nothing to see */
    STAR_INITIALIZE,
    STAR_STATUS_MODE, /* last byte: 0 off */
    STAR_ASK,
    STAR_COUNT,
    STAR_COUNTER_ZERO,
    STAR_CANCEL,
    STAR_RASTER_ON,
    STAR_RASTER_OFF,
    STAR_ROW,      /* its length in bytes stands behind */
    STAR_END_MODE, /* star_number 1: no cut when raster mode ends */
    STAR_FEED,     /* rows: star_number */
    STAR_PAGE_END, /* cut in raster mode */
    STAR_CUT,
};

enum star_command star_command_of(const uint8_t *c, int n, bool is_raster);
int star_number(const uint8_t *c); /* the decimal digits behind ESC * r X */

/* What the printer's sensors say, in the bytes of an automatic status. */
struct star_state {
    bool is_cover_open, is_out, is_near_end, has_cutter_error, is_jammed, is_standing;
    int counter; /* 0..31 */
};

void star_status(const struct star_state *s, uint8_t out[STAR_STATUS_BYTES]);

#endif
