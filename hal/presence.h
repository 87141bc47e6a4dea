/* The presence sensor at the counter's edge: is somebody standing there?
 *
 * Promises: CAME and LEFT alternate. Never measures or keeps anything about the person.
 */
#ifndef HAL_PRESENCE_H
#define HAL_PRESENCE_H

#include <stdbool.h>
#include <stdint.h>
#include "hal/device.h"

enum presence_event_kind { PRESENCE_CAME, PRESENCE_LEFT };

struct presence_event {
    enum presence_event_kind kind;
    uint64_t at_ms;
};

struct presence;
struct presence_ops {
    struct device_ops device;
    bool (*take)(struct presence *p, struct presence_event *out);
};

struct presence { /* first member of each implementation */
    const struct presence_ops *ops;
};

struct device presence_device(struct presence *p);
[[nodiscard]] bool presence_take(struct presence *p, struct presence_event *out);
void presence_close(struct presence *p);

#endif
