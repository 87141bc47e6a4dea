/* uketori-sim world: many seeds, one summary line. */
#ifndef SIM_WORLD_COMMAND_H
#define SIM_WORLD_COMMAND_H

#include <stdbool.h>
#include <stdint.h>

struct world_order {
    uint64_t first, last; /* seeds */
    int terminals, days;
    bool quiet;
    const char *key_folder;
    const char *log; /* NULL: none; file for all seeds' events */
};

/* "17" or "1..1000"; false: neither. */
bool world_order_seeds(const char *text, struct world_order *out);

/* Runs the seeds; a violation is told with the end of its events and the command that repeats it.
 * Returns 0: no violation, 1: some, or the world could not run. */
int world_command(const struct world_order *order);

#endif
