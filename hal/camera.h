/* The counter camera: gray frames, newest only.
 *
 * Promises: a frame is the newest one that the sensor gave; older ones are skipped, never queued;
 * sequence numbers grow, so a gap is visible. LOST and RUNNING alternate, LOST first only if the
 * camera never ran; RUNNING comes with the first frame after each loss. A camera whose frames stop
 * counts as lost. Never stores, shows or logs a picture.
 */
#ifndef HAL_CAMERA_H
#define HAL_CAMERA_H

#include <stdbool.h>
#include <stdint.h>
#include "base/image.h"
#include "hal/device.h"

enum {
    CAMERA_WIDTH_MAX_PX = 1920,
    CAMERA_HEIGHT_MAX_PX = 1080,
    CAMERA_EVENT_TEXT_SIZE = 64,
};

struct camera_frame {
    struct image_gray image; /* borrowed until the next step of this camera */
    uint64_t sequence;       /* grows by 1 for each frame of the sensor, taken or not */
    uint64_t at_ms;          /* when it was captured, monotonic */
};

enum camera_event_kind {
    CAMERA_LOST,    /* no frames: unplugged, refused, stuck; the camera tries again by itself */
    CAMERA_RUNNING, /* frames come (again) */
};

struct camera_event {
    enum camera_event_kind kind;
    uint64_t at_ms;
    char text[CAMERA_EVENT_TEXT_SIZE]; /* for staff and logs: "unplugged", "no frame for 3000 ms" */
};

struct camera;
struct camera_ops {
    struct device_ops device;
    bool (*take_frame)(struct camera *c, struct camera_frame *out);
    bool (*take)(struct camera *c, struct camera_event *out);
};

struct camera { /* first member of each implementation */
    const struct camera_ops *ops;
};

struct device camera_device(struct camera *c);

/* The newest frame that was not taken yet; false: none since the last call. */
[[nodiscard]] bool camera_take_frame(struct camera *c, struct camera_frame *out);

/* The oldest event that was not taken yet; false: none. */
[[nodiscard]] bool camera_take(struct camera *c, struct camera_event *out);

void camera_close(struct camera *c);

#endif
