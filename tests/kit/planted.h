/* Bugs planted into the world, each of which the rules must find within so many seeds: the proof
 * that the world sees. None of them exists outside the tests; the product's code is bent from
 * outside, by its own seams (the step, the wire, the disk, the page, the hand).
 */
#ifndef TESTS_KIT_PLANTED_H
#define TESTS_KIT_PLANTED_H

#include "sim/world.h"

enum { PLANTED_MEMORY = 64 };

struct planted_bug {
    const char *name;
    int seeds; /* must be found within so many */
    void (*step)(struct core *c, const struct event *ev, struct effects *out);
    struct world_hooks hooks; /* `at` is filled in by whoever runs it */
    const char *lazy;         /* files whose sync is skipped: "" all, "-wal" the log */
};

extern char planted_key_folder[256]; /* of the world that runs; set by whoever runs it */
extern const struct planted_bug planted_core[], planted_staff[], planted_outside[];
extern const int planted_core_count, planted_staff_count, planted_outside_count;

#endif
