#include "hal/device.h"

#include <assert.h>
#include <stddef.h>

int device_poll_fds(struct device d, struct pollfd *out, int max)
{
    if (d.ops == NULL || d.ops->poll_fds == NULL) {
        return 0;
    }
    int n = d.ops->poll_fds(d.self, out, max);
    assert(n >= 0 && n <= max);
    return n;
}

void device_step(struct device d, uint64_t now_ms)
{
    if (d.ops != NULL && d.ops->step != NULL) {
        d.ops->step(d.self, now_ms);
    }
}

uint64_t device_next_ms(struct device d, uint64_t now_ms)
{
    if (d.ops == NULL || d.ops->next_ms == NULL) {
        return DEVICE_NO_DEADLINE;
    }
    return d.ops->next_ms(d.self, now_ms);
}

void device_close(struct device d)
{
    if (d.ops != NULL) {
        assert(d.ops->close != NULL);
        d.ops->close(d.self);
    }
}
