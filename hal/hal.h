/* All devices of one terminal, as the loop sees them.
 *
 * Promises: one call each for polling, stepping, deadlines and closing of everything. Devices that
 * this terminal lacks are NULL, which every contract takes (see hal/device.h); only the clock must
 * exist. Filled by hal/linux/open.h or by the simulator; never knows which.
 */
#ifndef HAL_HAL_H
#define HAL_HAL_H

#include <stdint.h>
#include "hal/device.h"

struct camera;
struct certificate_printer;
struct clock;
struct http;
struct lamp;
struct pollfd;
struct printer;
struct scanner;
struct sound;
struct watchdog;

enum { HAL_FDS_MAX = 64 };

struct hal {
    struct clock *clock;
    struct camera *camera;
    struct printer *slip_printer;
    struct certificate_printer *certificate_printer;
    struct http *http;
    struct lamp *lamp;
    struct sound *sound;
    struct scanner *scanner;
    struct watchdog *watchdog;
};

/* Descriptors of all devices, at most max (HAL_FDS_MAX is always enough); returns how many. */
int hal_poll_fds(const struct hal *hal, struct pollfd *out, int max);

/* Steps every device once, HTTP last. */
void hal_step(const struct hal *hal, uint64_t now_ms);

/* The earliest deadline of all devices, or DEVICE_NO_DEADLINE. */
uint64_t hal_next_ms(const struct hal *hal, uint64_t now_ms);

/* Closes all devices, the clock last, and forgets them. */
void hal_close(struct hal *hal);

#endif
