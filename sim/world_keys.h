/* The key folders of a world's terminals: one each, as the factory leaves it at every seed.
 *
 * Promises: no terminal, no earlier seed and no other world, also of another process in the same
 * folder, ever meets the keys of a day that are made here or forgotten here: what a seed does is
 * its own. The two keys of the factory are the same in every world, so that hashes of codes and
 * rows do not depend on the day. Blocks for the file system.
 */
#ifndef SIM_WORLD_KEYS_H
#define SIM_WORLD_KEYS_H

#include "base/err.h"
#include "domain/config.h"

struct world_keys {
    char folder[CONFIG_PATH_SIZE]; /* of this world alone; "" none */
};

/* Makes a folder for this world in `within`, which exists. IO: it cannot. */
struct err world_keys_open(const char *within, struct world_keys *out);
void world_keys_close(struct world_keys *keys); /* removes it with all that is in it */

/* The folder of a terminal with the factory's keys and nothing else, made when it is not there. IO.
 */
struct err world_keys_reset(const struct world_keys *keys, int terminal,
                            char out_folder[CONFIG_PATH_SIZE]);

#endif
