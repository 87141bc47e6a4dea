/* What every device has in common: the loop's four questions.
 *
 * Promises: every call returns at once; time comes in as data (monotonic ms of hal/clock.h); a
 * device speaks only through its own take function, never by a callback. After each poll the loop
 * calls step on every device, whichever descriptor was ready; step does what is due and reads what
 * is there. A contract has no threads; a hal/linux backend that needs one hides it behind a
 * descriptor.
 *
 * A NULL device is one that this terminal does not have: each contract's commands then give
 * UNSUPPORTED, its take functions nothing, and everything below is harmless.
 */
#ifndef HAL_DEVICE_H
#define HAL_DEVICE_H

#include <stdint.h>

struct pollfd;

enum {
    DEVICE_FDS_MAX = 16, /* of one device */
};

#define DEVICE_NO_DEADLINE UINT64_MAX

/* The common part of each contract's table; self is the contract's struct. NULL entries are allowed
 * except close: no descriptors, nothing to do, no deadline. */
struct device_ops {
    int (*poll_fds)(void *self, struct pollfd *out, int max);
    void (*step)(void *self, uint64_t now_ms);
    uint64_t (*next_ms)(const void *self, uint64_t now_ms);
    void (*close)(void *self);
};

/* Any device seen through its common part: camera_device(camera), printer_device(printer), … */
struct device {
    const struct device_ops *ops; /* NULL: no such device */
    void *self;
};

/* Descriptors to poll now, at most max; returns how many were written. Ask again before each poll.
 */
int device_poll_fds(struct device d, struct pollfd *out, int max);

/* Does what is due at now_ms, never waits. now_ms must not go back. */
void device_step(struct device d, uint64_t now_ms);

/* When step must run even if no descriptor becomes ready; a value <= now_ms means at once. */
uint64_t device_next_ms(struct device d, uint64_t now_ms);

/* Gives everything back, the struct as well. */
void device_close(struct device d);

#endif
