/* Where one row changes between dark and light, and where that looks like a position pattern.
 *
 * Promises: portable vector code, the same result on every machine. Edges are pixel positions.
 */
#ifndef SCAN_ROW_EDGES_H
#define SCAN_ROW_EDGES_H

#include <stdbool.h>
#include <stdint.h>

enum {
    ROW_WIDTH_MAX = 3840,               /* a doubled frame */
    ROW_EDGES_MAX = ROW_WIDTH_MAX + 32, /* every pixel may differ; padded for vector reads */
};

struct row_edges {
    int count;       /* edges in use; the run from edge k to edge k + 1 has one colour */
    bool first_dark; /* colour of the run from edge 0, which stands at 0 */
    uint16_t at[ROW_EDGES_MAX];
};

/* levels: one threshold a pixel. Nothing beyond width is read; width is 1 .. ROW_WIDTH_MAX. */
void row_edges_find(const uint8_t *row, const uint8_t *levels, int width, struct row_edges *out);

/* Indices k of edges where five runs from k on have the ratio 1:1:3:1:1. Returns how many. */
int row_edges_match(const struct row_edges *e, uint16_t *out, int room);

#endif
