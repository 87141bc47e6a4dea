/* Which three position patterns belong to one symbol.
 *
 * Promises: every triple of the first `consider` finders is looked at in all three roles; the best
 * TRIPLES_MAX by angle, side ratio and size come out, best first. Pure.
 */
#ifndef SCAN_TRIPLE_H
#define SCAN_TRIPLE_H

#include "scan/finder.h"

enum { TRIPLES_MAX = 24 };

struct triple {
    int top_left; /* indices in the finder list */
    int top_right;
    int bottom_left;
    float cost; /* 0 is perfect */
};

int triple_rank(const struct finder_list *list, int consider, struct triple out[TRIPLES_MAX]);

#endif
