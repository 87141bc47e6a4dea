#include "hal/lamp.h"

#include <assert.h>
#include <stddef.h>

struct device lamp_device(struct lamp *l)
{
    return l == NULL ? (struct device){NULL, NULL} : (struct device){&l->ops->device, l};
}

void lamp_close(struct lamp *l)
{
    device_close(lamp_device(l));
}

struct err lamp_set(struct lamp *l, enum lamp_colour colour, enum lamp_pattern pattern)
{
    assert(colour < LAMP_COLOUR_COUNT && pattern < LAMP_PATTERN_COUNT);
    return l == NULL ? FAIL(UNSUPPORTED) : l->ops->set(l, colour, pattern);
}

bool lamp_is_lit(enum lamp_pattern pattern, uint64_t since_order_ms)
{
    switch (pattern) {
    case LAMP_STEADY:
        return true;
    case LAMP_PULSE:
        return since_order_ms % LAMP_PULSE_PERIOD_MS < LAMP_PULSE_PERIOD_MS / 2;
    case LAMP_BLINK:
        return since_order_ms % LAMP_BLINK_PERIOD_MS < LAMP_BLINK_PERIOD_MS / 2;
    case LAMP_OFF:
    case LAMP_PATTERN_COUNT:
        break;
    }
    return false;
}
