/* The clock device: the only source of time.
 *
 * Promises: monotonic time never goes back and counts through suspend; wall time may jump either
 * way. Never sleeps: the loop's poll does.
 */
#ifndef HAL_CLOCK_H
#define HAL_CLOCK_H

#include <stdint.h>

struct clock;
struct clock_ops {
    uint64_t (*monotonic_ms)(const struct clock *c);
    int64_t (*wall_ms)(const struct clock *c);
    void (*close)(struct clock *c);
};

struct clock { /* first member of each implementation */
    const struct clock_ops *ops;
};

uint64_t clock_monotonic_ms(const struct clock *c); /* since boot (simulator: since its start) */
int64_t clock_wall_ms(const struct clock *c);       /* since 1970-01-01 UTC */
void clock_close(struct clock *c);                  /* NULL is allowed */

#endif
