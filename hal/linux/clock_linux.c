#include "hal/linux/clock_linux.h"

#include <assert.h>
#include <stdlib.h>
#include <time.h>

static int64_t read_ms(clockid_t which)
{
    struct timespec t;
    int result = clock_gettime(which, &t);
    assert(result == 0);
    (void)result;
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static uint64_t monotonic_ms(const struct clock *c)
{
    (void)c;
    return (uint64_t)read_ms(CLOCK_BOOTTIME);
}

static int64_t wall_ms(const struct clock *c)
{
    (void)c;
    return read_ms(CLOCK_REALTIME);
}

static void close_clock(struct clock *c)
{
    free(c);
}

struct err clock_linux_open(struct clock **out)
{
    static const struct clock_ops ops = {monotonic_ms, wall_ms, close_clock};
    struct clock *c = malloc(sizeof *c);
    if (c == NULL) {
        return FAIL(NO_MEMORY);
    }
    c->ops = &ops;
    *out = c;
    return OK;
}
