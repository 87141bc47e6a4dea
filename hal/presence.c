#include "hal/presence.h"

#include <stddef.h>

struct device presence_device(struct presence *p)
{
    return p == NULL ? (struct device){NULL, NULL} : (struct device){&p->ops->device, p};
}

void presence_close(struct presence *p)
{
    device_close(presence_device(p));
}

bool presence_take(struct presence *p, struct presence_event *out)
{
    return p != NULL && p->ops->take(p, out);
}
