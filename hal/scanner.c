#include "hal/scanner.h"

#include <assert.h>
#include <stddef.h>

struct device scanner_device(struct scanner *s)
{
    return s == NULL ? (struct device){NULL, NULL} : (struct device){&s->ops->device, s};
}

void scanner_close(struct scanner *s)
{
    device_close(scanner_device(s));
}

bool scanner_take(struct scanner *s, struct scanner_event *out)
{
    if (s == NULL || !s->ops->take(s, out)) {
        return false;
    }
    assert(out->kind != SCANNER_TEXT || (out->length >= 1 && out->length <= SCANNER_TEXT_MAX));
    return true;
}
