/* The machine that the backend runs on: its store on a disk that loses power.
 *
 * Promises: what the disk keeps over a power cut is decided by the disk's own luck, which follows
 * from the seed (sim/crash_disk.h); the store is then opened from that alone. A store that does not
 * open is in the history, where a rule calls it a violation; the world goes on with an empty one.
 * `world.backend` is never NULL between two calls, but another one after each restart: nobody keeps
 * it, or an answer of it. Private to sim/world*.c.
 */
#ifndef SIM_WORLD_BACKEND_H
#define SIM_WORLD_BACKEND_H

#include "domain/exchange.h"
#include "sim/backend_logic.h"
#include "sim/crash_vfs.h"

struct world;

struct world_backend {
    struct crash_disk blank; /* an empty store, copied at each seed */
    struct crash_disk disk;
    struct crash_vfs *vfs;
    struct backend_logic_settings settings;
    int starts;
    uint64_t outage_ms; /* how long it is off when the power goes within a write */
};

/* What all seeds share: the empty store. IO, NO_MEMORY. */
struct err world_backend_open(struct world *w);
void world_backend_close(struct world *w);

struct err world_backend_reset(struct world *w); /* a new seed: an empty store; IO, CORRUPT */

/* Power goes now and is back at once: whether anybody reaches it meanwhile is the network's
 * matter. */
void world_backend_power_cut(struct world *w);

/* Power goes with the n-th write to its disk from now, and it is off for outage_ms. */
void world_backend_cut_in_write(struct world *w, uint64_t n, uint64_t outage_ms);

/* Carries out a call. False: the power went meanwhile, and nobody is answered; then
 * world_backend_finds() tells what was carried out nevertheless. */
bool world_backend_answer(struct world *w, const struct backend_call *call,
                          struct backend_answer *out);

/* The result and the members of the answer (JSON, cut off at `cap`) that stand under a key. */
bool world_backend_finds(struct world *w, const char *key, enum exchange_result *out_result,
                         char *content, size_t cap);

#endif
