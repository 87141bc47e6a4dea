/* The counter camera on V4L2, e.g. a USB webcam.
 *
 * Promises: opens also while the camera is not there; unplugged or stuck (no frame for 3 s, or the
 * very same picture for 10 s unless it is all one gray), it is closed and tried again with growing
 * pauses (0.5 s to 8 s). Only a frame that is taken is converted; MJPEG costs about 8 ms for 1280 x
 * 720 there, the other formats under 1 ms.
 */
#ifndef HAL_LINUX_CAMERA_V4L2_H
#define HAL_LINUX_CAMERA_V4L2_H

#include "base/err.h"
#include "hal/camera.h"
#include "hal/linux/v4l2_stream.h"

/* path: "/dev/video0", copied. TOO_LARGE: path or picture size. NO_MEMORY. */
struct err camera_v4l2_open(const char *path, const struct v4l2_wish *wish, struct camera **out);

#endif
