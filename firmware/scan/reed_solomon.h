/* Reed-Solomon over GF(256), polynomial 0x11d, first root 1: the code of QR symbols.
 *
 * Promises: corrects in place or leaves the block alone. In this engine it only decides which
 * drawing is worth handing to ZBar, and which doubtful codewords were meant: ZBar corrects again.
 * Source: ISO/IEC 18004 clause 7.5; errors and erasures after Berlekamp, Massey and Forney.
 */
#ifndef SCAN_REED_SOLOMON_H
#define SCAN_REED_SOLOMON_H

#include <stdint.h>

enum { RS_CHECK_MAX = 30, RS_BLOCK_MAX = 255 };

struct rs_block {
    uint8_t *word; /* data then check codewords */
    int length;    /* <= RS_BLOCK_MAX */
    int check;     /* <= RS_CHECK_MAX */
};

/* `doubtful` holds positions whose value is not to be trusted (erasures), count <= check. `spare`
 * is how many check codewords must stay unused: 0 uses the whole strength, more makes a chance
 * acceptance rarer. Returns how many codewords changed, -1 when it cannot be corrected so. */
int rs_correct(struct rs_block block, const uint8_t *doubtful, int doubtful_count, int spare);

#endif
