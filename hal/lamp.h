/* The signal lamp beside the screen. Colours of reference design only: blue, amber, red, white, no
 * green.
 *
 * Promises: the last order stands until the next one; nothing flashes faster than 2 Hz.
 */
#ifndef HAL_LAMP_H
#define HAL_LAMP_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "hal/device.h"

enum {
    LAMP_PULSE_PERIOD_MS = 1000, /* half on, half off */
    LAMP_BLINK_PERIOD_MS = 500,
};

enum lamp_colour { LAMP_WHITE, LAMP_BLUE, LAMP_AMBER, LAMP_RED, LAMP_COLOUR_COUNT };
enum lamp_pattern { LAMP_OFF, LAMP_STEADY, LAMP_PULSE, LAMP_BLINK, LAMP_PATTERN_COUNT };

struct lamp;
struct lamp_ops {
    struct device_ops device;
    struct err (*set)(struct lamp *l, enum lamp_colour colour, enum lamp_pattern pattern);
};

struct lamp { /* first member of each implementation */
    const struct lamp_ops *ops;
};

struct device lamp_device(struct lamp *l);

/* UNSUPPORTED: no lamp, or one without this colour, which is dark now. IO: the line refused; the
 * order is tried again at each step. */
struct err lamp_set(struct lamp *l, enum lamp_colour colour, enum lamp_pattern pattern);

/* Is it lit in this pattern, ms after the order? Shared by every backend. */
bool lamp_is_lit(enum lamp_pattern pattern, uint64_t since_order_ms);

void lamp_close(struct lamp *l);

#endif
