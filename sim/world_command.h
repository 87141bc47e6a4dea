/* uketori-sim world: many seeds, one summary line. */
#ifndef SIM_WORLD_COMMAND_H
#define SIM_WORLD_COMMAND_H

#include <stdbool.h>
#include <stdint.h>
#include "sim/world.h"

enum { WORLD_JOBS_MAX = 64 };

struct world_order {
    uint64_t first, last; /* seeds */
    int terminals, days;
    bool quiet;
    int jobs;               /* processes that share the seeds */
    const char *key_folder; /* made when it is not there, like the next */
    const char *scenario_folder;
    const char *version; /* of the build */
    const char *log;     /* NULL: none; file for all seeds' events */
};

/* "17" or "1..1000"; false: neither. */
bool world_order_seeds(const char *text, struct world_order *out);

struct world_setup world_order_setup(const struct world_order *order);

/* world_tell.c: prints a violation with its seed and build, writes its scenario shrunk to what it
 * needs, prints the end of that one's events and the command that repeats the seed. */
void world_tell(const struct world_order *order, struct world *world,
                const struct world_report *report);

/* Runs the seeds and prints one line `key=value`; its hash is the same however the seeds are split.
 * Returns 0: no violation, 1: some, or the world could not run. */
int world_command(const struct world_order *order);

#endif
