#include "hal/camera.h"

#include <assert.h>
#include <stddef.h>

struct device camera_device(struct camera *c)
{
    return c == NULL ? (struct device){NULL, NULL} : (struct device){&c->ops->device, c};
}

void camera_close(struct camera *c)
{
    device_close(camera_device(c));
}

bool camera_take_frame(struct camera *c, struct camera_frame *out)
{
    if (c == NULL) {
        return false;
    }
    struct camera_frame f;
    if (!c->ops->take_frame(c, &f)) {
        return false;
    }
    assert(f.image.pixels != NULL && f.image.stride >= f.image.width_px);
    assert(f.image.width_px > 0 && f.image.width_px <= CAMERA_WIDTH_MAX_PX);
    assert(f.image.height_px > 0 && f.image.height_px <= CAMERA_HEIGHT_MAX_PX);
    *out = f;
    return true;
}

bool camera_take(struct camera *c, struct camera_event *out)
{
    return c != NULL && c->ops->take(c, out);
}
