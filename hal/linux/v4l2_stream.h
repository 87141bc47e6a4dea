/* One V4L2 capture stream with memory-mapped buffers (linux/videodev2.h), without libv4l.
 *
 * Promises: never waits for a frame; a buffer is given back to the driver exactly once. Chosen is
 * the cheapest format (order of luma.h) that gives the wished size at the wished rate: raw pictures
 * of 720p over USB 2 come at 10 a second only, where MJPEG gives 30. Without such a one the wished
 * size at any rate, then any size within the contract's limits. Automatic exposure never slows the
 * camera down.
 */
#ifndef HAL_LINUX_V4L2_STREAM_H
#define HAL_LINUX_V4L2_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "hal/linux/luma.h"

enum { V4L2_BUFFERS_MAX = 4 };

struct v4l2_wish {
    int width_px, height_px, hz;
    int mains_hz; /* 50 or 60: flicker of lamps; 0: leave */
    int focus;    /* absolute, 0 and up; -1: automatic */
    int exposure; /* absolute, 100 us units; -1: automatic */
};

struct v4l2_stream {
    int fd; /* -1: closed */
    enum luma_format format;
    int width_px, height_px, stride;
    int buffer_count;
    struct {
        uint8_t *start;
        size_t length;
    } buffer[V4L2_BUFFERS_MAX];
    int held; /* buffer lent to the caller; -1: none */
    size_t held_length;
};

/* Opens, agrees a format, maps buffers and starts. Controls that the camera lacks are passed over.
 * NOT_FOUND: no device. LOCKED: in use. UNSUPPORTED: no capture, no format of luma.h. IO. On
 * failure the stream is closed. Blocks for as long as the driver needs (tens of milliseconds). */
struct err v4l2_stream_open(struct v4l2_stream *s, const char *path, const struct v4l2_wish *wish);
void v4l2_stream_close(struct v4l2_stream *s);

/* Takes the newest filled buffer and gives the one before it back; *out_frames counts all that were
 * filled since the last call, 0: none, and the one held stays. A buffer with the driver's error
 * flag is given back. GONE: unplugged. IO. */
struct err v4l2_stream_take(struct v4l2_stream *s, int *out_frames);

#endif
