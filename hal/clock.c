#include "hal/clock.h"

#include <stddef.h>

uint64_t clock_monotonic_ms(const struct clock *c)
{
    return c->ops->monotonic_ms(c);
}

int64_t clock_wall_ms(const struct clock *c)
{
    return c->ops->wall_ms(c);
}

void clock_close(struct clock *c)
{
    if (c != NULL) {
        c->ops->close(c);
    }
}
