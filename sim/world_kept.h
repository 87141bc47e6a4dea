/* Which parts of a seed happen: its people, its faults by the timetable, its ambushes. Every part
 * has a number that does not depend on the others, so that a violation can be told with the few
 * parts that it needs, and be played again by them.
 *
 * Promises: pure. A part is one of: a person (in the order of their first coming), the n-th fault
 * of the timetable, the n-th ambush (a fault in wait for a delicate moment, counted by moments).
 */
#ifndef SIM_WORLD_KEPT_H
#define SIM_WORLD_KEPT_H

#include <stdbool.h>
#include "base/str.h"

/* X(name, word) */
#define WORLD_PART_LIST(X)                                                                         \
    X(PERSON, "person")                                                                            \
    X(FAULT, "fault")                                                                              \
    X(AMBUSH, "ambush")

enum world_part_kind {
#define X(name, word) WORLD_PART_##name,
    WORLD_PART_LIST(X)
#undef X
        WORLD_PART_KIND_COUNT,
};

enum { WORLD_KEPT_MAX = 512, WORLD_PART_NO_MAX = 1000000 };

struct world_part {
    enum world_part_kind kind;
    int no;
};

struct world_kept {
    bool cut; /* there were more than WORLD_KEPT_MAX */
    int count;
    struct world_part part[WORLD_KEPT_MAX];
};

bool world_kept_has(const struct world_kept *kept, struct world_part part);
void world_kept_add(struct world_kept *kept, struct world_part part);

const char *world_part_word(enum world_part_kind kind); /* "person" */
[[nodiscard]] bool world_part_parse(struct str word, enum world_part_kind *out);

#endif
