#include "hal/linux/v4l2_stream.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "hal/camera.h"

enum { TAKES_MAX = 2 * V4L2_BUFFERS_MAX };

static const uint32_t fourcc[LUMA_FORMAT_COUNT] = {
    [LUMA_GREY] = V4L2_PIX_FMT_GREY,
    [LUMA_NV12] = V4L2_PIX_FMT_NV12,
    [LUMA_YUYV] = V4L2_PIX_FMT_YUYV,
    [LUMA_MJPEG] = V4L2_PIX_FMT_MJPEG,
};

static int control(int fd, unsigned long request, void *argument)
{
    int result;
    do {
        result = ioctl(fd, request, argument);
    } while (result != 0 && errno == EINTR);
    return result;
}

static struct err check_device(int fd)
{
    struct v4l2_capability cap = {0};
    if (control(fd, VIDIOC_QUERYCAP, &cap) != 0) {
        return FAIL(UNSUPPORTED);
    }
    uint32_t can =
        (cap.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? cap.device_caps : cap.capabilities;
    bool is_camera = (can & V4L2_CAP_VIDEO_CAPTURE) != 0 && (can & V4L2_CAP_STREAMING) != 0;
    return is_camera ? OK : FAIL(UNSUPPORTED);
}

/* What must be as wished for a format to be taken; the lists get shorter. */
enum strictness { SIZE_AND_RATE, SIZE, ANYTHING, STRICTNESS_COUNT };

/* Asks for the rate and hears what the driver makes of it. A driver that has no rates has one. */
static bool reaches_rate(int fd, int hz)
{
    struct v4l2_streamparm parm = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    parm.parm.capture.timeperframe = (struct v4l2_fract){1, (uint32_t)hz};
    if (control(fd, VIDIOC_S_PARM, &parm) != 0) {
        return true;
    }
    const struct v4l2_fract *t = &parm.parm.capture.timeperframe;
    /* A tenth of tolerance: 29.97 is 30. */
    return t->denominator == 0 ||
           (uint64_t)t->numerator * (uint64_t)hz * 9 <= (uint64_t)t->denominator * 10;
}

/* The driver answers with the nearest it has. */
static bool try_format(struct v4l2_stream *s, enum luma_format format, const struct v4l2_wish *wish,
                       enum strictness strictness)
{
    struct v4l2_format f = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
    f.fmt.pix.width = (uint32_t)wish->width_px;
    f.fmt.pix.height = (uint32_t)wish->height_px;
    f.fmt.pix.pixelformat = fourcc[format];
    f.fmt.pix.field = V4L2_FIELD_NONE;
    if (control(s->fd, VIDIOC_S_FMT, &f) != 0 || f.fmt.pix.pixelformat != fourcc[format]) {
        return false;
    }
    bool is_wished = f.fmt.pix.width == (uint32_t)wish->width_px &&
                     f.fmt.pix.height == (uint32_t)wish->height_px;
    bool is_allowed = f.fmt.pix.width > 0 && f.fmt.pix.width <= CAMERA_WIDTH_MAX_PX &&
                      f.fmt.pix.height > 0 && f.fmt.pix.height <= CAMERA_HEIGHT_MAX_PX;
    bool is_fast = reaches_rate(s->fd, wish->hz);
    if (!is_allowed || (strictness != ANYTHING && !is_wished) ||
        (strictness == SIZE_AND_RATE && !is_fast)) {
        return false;
    }
    s->format = format;
    s->width_px = (int)f.fmt.pix.width;
    s->height_px = (int)f.fmt.pix.height;
    s->stride = (int)f.fmt.pix.bytesperline;
    return true;
}

static struct err agree_format(struct v4l2_stream *s, const struct v4l2_wish *wish)
{
    for (int round = 0; round < STRICTNESS_COUNT; round++) {
        for (int i = 0; i < LUMA_FORMAT_COUNT; i++) {
            if (try_format(s, (enum luma_format)i, wish, (enum strictness)round)) {
                return OK;
            }
        }
    }
    return FAIL(UNSUPPORTED);
}

/* A camera without the control is still a camera; a value beyond its range becomes the nearest. */
static void set_control(int fd, uint32_t id, int value)
{
    struct v4l2_queryctrl range = {.id = id};
    if (control(fd, VIDIOC_QUERYCTRL, &range) != 0 ||
        (range.flags & V4L2_CTRL_FLAG_DISABLED) != 0) {
        return;
    }
    value = value < range.minimum ? range.minimum : value;
    value = value > range.maximum ? range.maximum : value;
    struct v4l2_control c = {.id = id, .value = value};
    (void)control(fd, VIDIOC_S_CTRL, &c);
}

static void set_controls(int fd, const struct v4l2_wish *wish)
{
    if (wish->mains_hz != 0) {
        set_control(fd, V4L2_CID_POWER_LINE_FREQUENCY,
                    wish->mains_hz == 50 ? V4L2_CID_POWER_LINE_FREQUENCY_50HZ
                                         : V4L2_CID_POWER_LINE_FREQUENCY_60HZ);
    }
    set_control(fd, V4L2_CID_FOCUS_AUTO, wish->focus < 0);
    if (wish->focus >= 0) {
        set_control(fd, V4L2_CID_FOCUS_ABSOLUTE, wish->focus);
    }
    set_control(fd, V4L2_CID_EXPOSURE_AUTO,
                wish->exposure < 0 ? V4L2_EXPOSURE_APERTURE_PRIORITY : V4L2_EXPOSURE_MANUAL);
    if (wish->exposure >= 0) {
        set_control(fd, V4L2_CID_EXPOSURE_ABSOLUTE, wish->exposure);
    }
    set_control(fd, V4L2_CID_EXPOSURE_AUTO_PRIORITY, 0); /* frames before light */
}

static struct err give_back(const struct v4l2_stream *s, int index)
{
    struct v4l2_buffer b = {
        .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP, .index = (uint32_t)index};
    return control(s->fd, VIDIOC_QBUF, &b) == 0 ? OK : FAIL(IO);
}

static struct err map_buffer(struct v4l2_stream *s, int index)
{
    struct v4l2_buffer b = {
        .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP, .index = (uint32_t)index};
    if (control(s->fd, VIDIOC_QUERYBUF, &b) != 0) {
        return FAIL(IO);
    }
    void *start = mmap(NULL, b.length, PROT_READ | PROT_WRITE, MAP_SHARED, s->fd, b.m.offset);
    if (start == MAP_FAILED) {
        return FAIL(NO_MEMORY);
    }
    s->buffer[index].start = start;
    s->buffer[index].length = b.length;
    s->buffer_count = index + 1;
    return give_back(s, index);
}

static struct err start(struct v4l2_stream *s)
{
    struct v4l2_requestbuffers r = {
        .count = V4L2_BUFFERS_MAX, .type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
    if (control(s->fd, VIDIOC_REQBUFS, &r) != 0 || r.count < 2) {
        return FAIL(IO);
    }
    int count = r.count > V4L2_BUFFERS_MAX ? V4L2_BUFFERS_MAX : (int)r.count;
    for (int i = 0; i < count; i++) {
        TRY(map_buffer(s, i));
    }
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    return control(s->fd, VIDIOC_STREAMON, &type) == 0 ? OK : FAIL(IO);
}

static struct err set_up(struct v4l2_stream *s, const struct v4l2_wish *wish)
{
    TRY(check_device(s->fd));
    TRY(agree_format(s, wish));
    set_controls(s->fd, wish);
    return start(s);
}

struct err v4l2_stream_open(struct v4l2_stream *s, const char *path, const struct v4l2_wish *wish)
{
    *s = (struct v4l2_stream){.fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC), .held = -1};
    if (s->fd < 0) {
        return errno == EBUSY ? FAIL(LOCKED) : FAIL(NOT_FOUND);
    }
    struct err result = set_up(s, wish);
    if (failed(result)) {
        v4l2_stream_close(s);
    }
    return result;
}

void v4l2_stream_close(struct v4l2_stream *s)
{
    if (s->fd < 0) {
        return;
    }
    int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
    (void)control(s->fd, VIDIOC_STREAMOFF, &type);
    for (int i = 0; i < s->buffer_count; i++) {
        (void)munmap(s->buffer[i].start, s->buffer[i].length);
    }
    (void)close(s->fd);
    *s = (struct v4l2_stream){.fd = -1, .held = -1};
}

static struct err hold(struct v4l2_stream *s, const struct v4l2_buffer *b)
{
    int index = (int)b->index;
    if (index >= s->buffer_count || b->bytesused > s->buffer[index].length) {
        return FAIL(IO);
    }
    if (s->held >= 0) {
        TRY(give_back(s, s->held));
    }
    s->held = index;
    s->held_length = b->bytesused;
    return OK;
}

struct err v4l2_stream_take(struct v4l2_stream *s, int *out_frames)
{
    int frames = 0;
    for (int i = 0; i < TAKES_MAX; i++) {
        struct v4l2_buffer b = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE, .memory = V4L2_MEMORY_MMAP};
        if (control(s->fd, VIDIOC_DQBUF, &b) != 0) {
            if (errno != EAGAIN) {
                return errno == ENODEV ? FAIL(GONE) : FAIL(IO);
            }
            break;
        }
        if ((b.flags & V4L2_BUF_FLAG_ERROR) != 0) {
            TRY(give_back(s, (int)b.index));
            continue;
        }
        TRY(hold(s, &b));
        frames++;
    }
    *out_frames = frames;
    return OK;
}
