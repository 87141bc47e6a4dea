/* The watchdog of this machine (linux/watchdog.h) and of its service manager (sd_notify(3)'s
 * datagrams), either or both.
 *
 * Promises: both are fed by one pet; close disarms the hardware with the magic 'V' and tells the
 * manager STOPPING=1.
 */
#ifndef HAL_LINUX_WATCHDOG_DEV_H
#define HAL_LINUX_WATCHDOG_DEV_H

#include "base/err.h"
#include "hal/watchdog.h"

struct watchdog_dev_settings {
    const char *device;        /* "/dev/watchdog"; NULL: none */
    const char *notify_socket; /* $NOTIFY_SOCKET; NULL: none */
};

/* One of them is enough: a service that is not root may not open the device, and a service manager
 * that feeds it itself holds it. NOT_FOUND: neither is given or there. LOCKED: there is no manager
 * and another process holds the device. NO_MEMORY. */
struct err watchdog_dev_open(const struct watchdog_dev_settings *settings, struct watchdog **out);

#endif
