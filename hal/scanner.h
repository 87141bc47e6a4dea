/* The hand scanner on the staff side: bytes of one code, one event.
 *
 * Promises: a code arrives whole or not at all; one longer than SCANNER_TEXT_MAX is dropped and
 * reported as TOO_LONG. The bytes are opaque: any value, not terminated. Never logs them.
 */
#ifndef HAL_SCANNER_H
#define HAL_SCANNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "hal/device.h"

enum { SCANNER_TEXT_MAX = 512 };

enum scanner_event_kind {
    SCANNER_TEXT,
    SCANNER_TOO_LONG,
    SCANNER_LOST, /* unplugged; comes back by itself */
    SCANNER_RUNNING,
};

struct scanner_event {
    enum scanner_event_kind kind;
    uint64_t at_ms;
    size_t length; /* TEXT: 1..SCANNER_TEXT_MAX */
    uint8_t text[SCANNER_TEXT_MAX];
};

struct scanner;
struct scanner_ops {
    struct device_ops device;
    bool (*take)(struct scanner *s, struct scanner_event *out);
};

struct scanner { /* first member of each implementation */
    const struct scanner_ops *ops;
};

struct device scanner_device(struct scanner *s);
[[nodiscard]] bool scanner_take(struct scanner *s, struct scanner_event *out);
void scanner_close(struct scanner *s);

#endif
