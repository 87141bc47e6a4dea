#include "hal/watchdog.h"

#include <stddef.h>

struct device watchdog_device(struct watchdog *w)
{
    return w == NULL ? (struct device){NULL, NULL} : (struct device){&w->ops->device, w};
}

void watchdog_close(struct watchdog *w)
{
    device_close(watchdog_device(w));
}

struct err watchdog_pet(struct watchdog *w)
{
    return w == NULL ? FAIL(UNSUPPORTED) : w->ops->pet(w);
}

struct err watchdog_ready(struct watchdog *w)
{
    return w == NULL ? FAIL(UNSUPPORTED) : w->ops->ready(w);
}
