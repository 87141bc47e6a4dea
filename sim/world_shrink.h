/* A violation told with as little as possible: which people and which faults of the seed it needs.
 *
 * Promises: what comes back breaks the same rule when it is played again. Takes away halves, then
 * quarters, down to single parts (delta debugging); not the smallest there is, but none of its
 * parts can be left out alone, unless the tries ran out.
 */
#ifndef SIM_WORLD_SHRINK_H
#define SIM_WORLD_SHRINK_H

#include "sim/world.h"

enum { WORLD_SHRINK_TRIES = 400 };

/* `report` is of the seed as it was found, in a world of the same setup; *out_report of the shrunk
 * one. REFUSED: the seed does not break the rule again, or has more parts than can be kept. */
struct err world_shrink(struct world *world, const struct world_report *report,
                        struct world_kept *out_kept, struct world_report *out_report);

/* The scenario that plays it again: a text for `uketori-sim run` and `panel`. `version`: of the
 * build. */
void world_shrink_write(const struct world_setup *setup, const struct world_report *report,
                        const struct world_kept *kept, const char *version, FILE *out);

#endif
