/* Dirt on the lens: what stays dark or blurred while the scene in front of it changes.
 *
 * Promises: pure; no clock and no pictures kept, only the extremes of 32 by 18 cells. A round is
 * DIRT_LOOKS looks at moving scenes (at one a second: part of a busy day); its score stands until
 * the next round ends. Cells before which nothing ever moved are left out: a still tray is not
 * dirt. Call when the picture has changed, at a low rate; a look costs about 0.3 ms at 1280 by 720.
 */
#ifndef SCAN_DIRT_H
#define SCAN_DIRT_H

#include <stdbool.h>
#include <stdint.h>
#include "base/image.h"

enum {
    DIRT_COLUMNS = 32,
    DIRT_ROWS = 18,
    DIRT_CELLS = DIRT_COLUMNS * DIRT_ROWS,
    DIRT_LOOKS = 600,
    DIRT_UNKNOWN = -1,  /* no round has ended, or too little moved in it */
    DIRT_ATTENTION = 6, /* score from which somebody should wipe the lens */
};

struct dirt {
    int looks;
    int score;               /* percent of the cells in use that are dirty, or DIRT_UNKNOWN */
    uint8_t low[DIRT_CELLS]; /* lowest and highest mean */
    uint8_t high[DIRT_CELLS];
    uint8_t detail[DIRT_CELLS]; /* sharpest step */
};

void dirt_init(struct dirt *d);

/* True when a round has ended: d->score is new. Pictures under 64 by 36 pixels are not looked at.
 */
bool dirt_look(struct dirt *d, const struct image_gray *frame);

#endif
