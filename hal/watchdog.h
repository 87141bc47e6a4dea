/* The watchdog that restarts a terminal which no longer turns its loop.
 *
 * Promises: nothing is petted except by pet, so a hung loop is restarted; close disarms it where
 * the hardware allows.
 */
#ifndef HAL_WATCHDOG_H
#define HAL_WATCHDOG_H

#include "base/err.h"
#include "hal/device.h"

struct watchdog;
struct watchdog_ops {
    struct device_ops device;
    struct err (*pet)(struct watchdog *w);
    struct err (*ready)(struct watchdog *w);
};

struct watchdog { /* first member of each implementation */
    const struct watchdog_ops *ops;
};

struct device watchdog_device(struct watchdog *w);
struct err watchdog_pet(struct watchdog *w);   /* once a turn, when the loop is healthy */
struct err watchdog_ready(struct watchdog *w); /* the service manager may call it started */
void watchdog_close(struct watchdog *w);

#endif
