/* The camera against a driver made up here: formats, rates, controls, unplugging, hanging.
 *
 * This program's ioctl stands before the C library's. A file plays the device: the frames lie in
 * it, so opening and mapping are the real thing.
 */
#include "tests/kit/kit.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "hal/linux/camera_v4l2.h"

enum {
    BUFFERS = 4,
    BUFFER_BYTES = 1 << 21,
    CONTROLS_MAX = 8,
    MODES_MAX = 4,
    FAST = 30,
};

static const char device_path[] = "build/test-data/video-device";

struct mode {
    uint32_t format;
    uint32_t width, height, hz;
};

struct dial {
    uint32_t id;
    int low, high;
    int value; /* as set */
    int times;
};

/* The driver. One device, whose file descriptor is known from its first question. */
static struct {
    struct mode mode[MODES_MAX];
    int mode_count;
    struct mode now;
    struct dial dial[CONTROLS_MAX];
    bool is_streaming, is_unplugged, has_no_rates;
    int queued[BUFFERS]; /* buffers that wait for a picture, oldest first */
    int queued_count;
    int ready; /* pictures that may be taken now */
    uint32_t sequence;
    int picture;    /* what the next picture shows; negative: all black */
    bool is_faulty; /* the driver marks the next picture as damaged */
    uint8_t *start[BUFFERS];
} driver;

static int refuse(int error)
{
    errno = error;
    return -1;
}

static int set_format(struct v4l2_format *f)
{
    struct v4l2_pix_format *p = &f->fmt.pix;
    const struct mode *best = NULL;
    for (int i = 0; i < driver.mode_count; i++) {
        const struct mode *m = &driver.mode[i];
        bool same = m->format == p->pixelformat;
        bool better = best == NULL || best->format != p->pixelformat ||
                      (m->width == p->width && m->height == p->height);
        best = same && better ? m : best == NULL ? m : best;
    }
    driver.now = *best;
    p->pixelformat = best->format;
    p->width = best->width;
    p->height = best->height;
    p->bytesperline = best->width * (best->format == V4L2_PIX_FMT_YUYV ? 2 : 1);
    return 0;
}

static int set_rate(struct v4l2_streamparm *parm)
{
    if (driver.has_no_rates) {
        return refuse(ENOTTY);
    }
    struct v4l2_fract *t = &parm->parm.capture.timeperframe;
    uint32_t asked = t->denominator / t->numerator;
    *t = (struct v4l2_fract){1, asked < driver.now.hz ? asked : driver.now.hz};
    return 0;
}

static struct dial *dial_of(uint32_t id)
{
    for (int i = 0; i < CONTROLS_MAX; i++) {
        if (driver.dial[i].id == id) {
            return &driver.dial[i];
        }
    }
    return NULL;
}

static int query_dial(struct v4l2_queryctrl *q)
{
    const struct dial *d = dial_of(q->id);
    if (d == NULL) {
        return refuse(EINVAL);
    }
    q->minimum = d->low;
    q->maximum = d->high;
    return 0;
}

static int set_dial(const struct v4l2_control *c)
{
    struct dial *d = dial_of(c->id);
    if (d == NULL || c->value < d->low || c->value > d->high) {
        return refuse(d == NULL ? EINVAL : ERANGE);
    }
    d->value = c->value;
    d->times++;
    return 0;
}

/* A picture differs from every other one unless its number is the same. */
static void paint(int fd, int index)
{
    static uint8_t px[BUFFER_BYTES];
    size_t bytes = (size_t)driver.now.width * driver.now.height *
                   (driver.now.format == V4L2_PIX_FMT_YUYV ? 2 : 1);
    for (size_t i = 0; i < bytes; i++) {
        px[i] = (uint8_t)(driver.picture < 0 ? 0 : (i * 7 + (size_t)driver.picture * 31) % 251);
    }
    ssize_t n = pwrite(fd, px, bytes, (off_t)index * BUFFER_BYTES);
    assert_int_equal(n, (ssize_t)bytes);
}

static int take(int fd, struct v4l2_buffer *b)
{
    if (driver.ready == 0 || driver.queued_count == 0) {
        return refuse(EAGAIN);
    }
    driver.ready--;
    b->index = (uint32_t)driver.queued[0];
    driver.queued_count--;
    memmove(driver.queued, driver.queued + 1, (size_t)driver.queued_count * sizeof(int));
    paint(fd, (int)b->index);
    b->bytesused =
        driver.now.width * driver.now.height * (driver.now.format == V4L2_PIX_FMT_YUYV ? 2 : 1);
    b->flags = driver.is_faulty ? V4L2_BUF_FLAG_ERROR : 0;
    return 0;
}

static int give(const struct v4l2_buffer *b)
{
    assert_in_range(b->index, 0, BUFFERS - 1);
    for (int i = 0; i < driver.queued_count; i++) {
        assert_int_not_equal(driver.queued[i], b->index); /* given back exactly once */
    }
    driver.queued[driver.queued_count++] = (int)b->index;
    return 0;
}

static int start(void)
{
    driver.is_streaming = true;
    return 0;
}

static int stop(void)
{
    driver.is_streaming = false;
    driver.queued_count = 0;
    return 0;
}

static int answer(int fd, unsigned long request, void *argument)
{
    struct v4l2_buffer *b = argument;
    if (driver.is_unplugged) {
        return refuse(ENODEV);
    }
    switch (request) {
    case VIDIOC_QUERYCAP:
        ((struct v4l2_capability *)argument)->capabilities =
            V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_STREAMING;
        return 0;
    case VIDIOC_S_FMT:
        return set_format(argument);
    case VIDIOC_S_PARM:
        return set_rate(argument);
    case VIDIOC_QUERYCTRL:
        return query_dial(argument);
    case VIDIOC_S_CTRL:
        return set_dial(argument);
    case VIDIOC_REQBUFS:
        ((struct v4l2_requestbuffers *)argument)->count = BUFFERS;
        return 0;
    case VIDIOC_QUERYBUF:
        b->length = BUFFER_BYTES;
        b->m.offset = b->index * BUFFER_BYTES;
        return 0;
    case VIDIOC_QBUF:
        return give(b);
    case VIDIOC_DQBUF:
        return take(fd, b);
    case VIDIOC_STREAMON:
        return start();
    case VIDIOC_STREAMOFF:
        return stop();
    default:
        return refuse(ENOTTY);
    }
}

static bool is_device(int fd)
{
    struct stat asked, device;
    return fstat(fd, &asked) == 0 && stat(device_path, &device) == 0 &&
           asked.st_ino == device.st_ino && asked.st_dev == device.st_dev;
}

int ioctl(int fd, unsigned long request, ...)
{
    va_list list;
    va_start(list, request);
    void *argument = va_arg(list, void *);
    va_end(list);
    return is_device(fd) ? answer(fd, request, argument)
                         : (int)syscall(SYS_ioctl, fd, request, argument);
}

static void plug_in(void)
{
    mkdir("build", 0777);
    mkdir("build/test-data", 0777);
    int fd = open(device_path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(ftruncate(fd, (off_t)BUFFERS * BUFFER_BYTES), 0);
    close(fd);
    driver.is_unplugged = false;
    driver.queued_count = 0;
}

static int set_up(void **state)
{
    (void)state;
    memset(&driver, 0, sizeof driver);
    driver.mode[0] = (struct mode){V4L2_PIX_FMT_GREY, 1280, 720, FAST};
    driver.mode_count = 1;
    plug_in();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    return unlink(device_path) == 0 || errno == ENOENT ? 0 : -1;
}

static const struct v4l2_wish wish = {
    .width_px = 1280, .height_px = 720, .hz = FAST, .mains_hz = 50, .focus = -1, .exposure = -1};

static void expect_mode(const struct mode *modes, int count, const struct mode *want)
{
    struct v4l2_stream s;
    memcpy(driver.mode, modes, (size_t)count * sizeof modes[0]);
    driver.mode_count = count;
    assert_ok(v4l2_stream_open(&s, device_path, &wish));
    assert_int_equal(s.width_px, want->width);
    assert_int_equal(s.height_px, want->height);
    assert_int_equal(driver.now.format, want->format);
    assert_int_equal(driver.now.hz, want->hz);
    v4l2_stream_close(&s);
    assert_false(driver.is_streaming);
}

static void test_the_format_that_keeps_up_is_chosen(void **state)
{
    (void)state;
    const struct mode raw_slow = {V4L2_PIX_FMT_YUYV, 1280, 720, 10};
    const struct mode raw_fast = {V4L2_PIX_FMT_YUYV, 1280, 720, FAST};
    const struct mode raw_small = {V4L2_PIX_FMT_YUYV, 640, 480, FAST};
    const struct mode packed = {V4L2_PIX_FMT_MJPEG, 1280, 720, FAST};
    expect_mode((struct mode[]){raw_slow, packed}, 2, &packed);
    expect_mode((struct mode[]){raw_fast, packed}, 2, &raw_fast);
    expect_mode((struct mode[]){raw_small, packed}, 2, &packed);
    expect_mode((struct mode[]){raw_slow}, 1, &raw_slow);   /* slow is better than nothing */
    expect_mode((struct mode[]){raw_small}, 1, &raw_small); /* and so is small */
    driver.has_no_rates = true;
    expect_mode((struct mode[]){raw_slow, packed}, 2, &raw_slow); /* nobody says it is slow */
}

static void test_formats_nobody_can_use_are_refused(void **state)
{
    (void)state;
    struct v4l2_stream s;
    driver.mode[0] = (struct mode){V4L2_PIX_FMT_RGB24, 1280, 720, FAST};
    assert_fails(v4l2_stream_open(&s, device_path, &wish), UNSUPPORTED);
    assert_int_equal(s.fd, -1);
    driver.mode[0] = (struct mode){V4L2_PIX_FMT_GREY, 3840, 2160, FAST};
    assert_fails(v4l2_stream_open(&s, device_path, &wish), UNSUPPORTED);
}

static void add_dials(void)
{
    static const struct dial all[] = {
        {.id = V4L2_CID_POWER_LINE_FREQUENCY, .low = 0, .high = 2, .value = -1},
        {.id = V4L2_CID_FOCUS_AUTO, .low = 0, .high = 1, .value = -1},
        {.id = V4L2_CID_FOCUS_ABSOLUTE, .low = 0, .high = 250, .value = -1},
        {.id = V4L2_CID_EXPOSURE_AUTO, .low = 0, .high = 3, .value = -1},
        {.id = V4L2_CID_EXPOSURE_ABSOLUTE, .low = 3, .high = 2047, .value = -1},
        {.id = V4L2_CID_EXPOSURE_AUTO_PRIORITY, .low = 0, .high = 1, .value = -1},
    };
    memcpy(driver.dial, all, sizeof all);
}

static int dialled(uint32_t id)
{
    return dial_of(id)->value;
}

static void test_controls(void **state)
{
    (void)state;
    struct v4l2_stream s;
    add_dials();
    assert_ok(v4l2_stream_open(&s, device_path, &wish));
    assert_int_equal(dialled(V4L2_CID_POWER_LINE_FREQUENCY), V4L2_CID_POWER_LINE_FREQUENCY_50HZ);
    assert_int_equal(dialled(V4L2_CID_FOCUS_AUTO), 1);
    assert_int_equal(dialled(V4L2_CID_FOCUS_ABSOLUTE), -1); /* left alone */
    assert_int_equal(dialled(V4L2_CID_EXPOSURE_AUTO), V4L2_EXPOSURE_APERTURE_PRIORITY);
    assert_int_equal(dialled(V4L2_CID_EXPOSURE_ABSOLUTE), -1);
    assert_int_equal(dialled(V4L2_CID_EXPOSURE_AUTO_PRIORITY), 0); /* frames before light */
    v4l2_stream_close(&s);

    struct v4l2_wish fixed = wish;
    fixed.mains_hz = 60;
    fixed.focus = 9999; /* beyond the range: its end */
    fixed.exposure = 50;
    assert_ok(v4l2_stream_open(&s, device_path, &fixed));
    assert_int_equal(dialled(V4L2_CID_POWER_LINE_FREQUENCY), V4L2_CID_POWER_LINE_FREQUENCY_60HZ);
    assert_int_equal(dialled(V4L2_CID_FOCUS_AUTO), 0);
    assert_int_equal(dialled(V4L2_CID_FOCUS_ABSOLUTE), 250);
    assert_int_equal(dialled(V4L2_CID_EXPOSURE_AUTO), V4L2_EXPOSURE_MANUAL);
    assert_int_equal(dialled(V4L2_CID_EXPOSURE_ABSOLUTE), 50);
    v4l2_stream_close(&s);
}

/* A camera with its clock; `step` lets the sensor fill `frames` pictures first. */
struct bench {
    struct camera *camera;
    uint64_t now_ms;
    int lost, running;
    char text[CAMERA_EVENT_TEXT_SIZE];
};

static int step(struct bench *b, uint64_t ms, int frames)
{
    struct camera_event e;
    struct camera_frame f;
    b->now_ms += ms;
    driver.ready = frames;
    device_step(camera_device(b->camera), b->now_ms);
    while (camera_take(b->camera, &e)) {
        b->lost += e.kind == CAMERA_LOST;
        b->running += e.kind == CAMERA_RUNNING;
        memcpy(b->text, e.text, sizeof b->text);
    }
    return camera_take_frame(b->camera, &f) ? f.image.pixels[0] : -1;
}

static struct bench opened(void)
{
    struct bench b = {.now_ms = 1000};
    assert_ok(camera_v4l2_open(device_path, &wish, &b.camera));
    (void)step(&b, 0, 0); /* opens the device */
    assert_int_not_equal(step(&b, 33, 1), -1);
    assert_int_equal(b.running, 1);
    assert_int_equal(b.lost, 0);
    return b;
}

static void test_the_newest_picture_counts(void **state)
{
    (void)state;
    struct bench b = opened();
    for (int i = 1; i < 20; i++) {
        driver.picture = i;
        assert_int_equal(step(&b, 33, 1 + i % 3), i * 31 % 251);
    }
    driver.is_faulty = true;
    assert_int_equal(step(&b, 33, 2), -1); /* damaged on the wire: no picture, no event */
    driver.is_faulty = false;
    assert_int_not_equal(step(&b, 33, 1), -1);
    assert_int_equal(b.lost, 0);
    camera_close(b.camera);
}

static void test_unplugged_and_plugged_in_again(void **state)
{
    (void)state;
    struct bench b = opened();
    driver.is_unplugged = true;
    assert_int_equal(step(&b, 33, 0), -1);
    assert_int_equal(b.lost, 1);
    assert_string_equal(b.text, "unplugged");
    assert_int_equal(unlink(device_path), 0);
    for (int i = 0; i < 10; i++) {
        assert_int_equal(step(&b, 8000, 0), -1);
    }
    assert_int_equal(b.lost, 1); /* said once */
    plug_in();
    (void)step(&b, 8000, 0);
    driver.picture = 5;
    assert_int_equal(step(&b, 33, 1), 5 * 31);
    assert_int_equal(b.running, 2);
    camera_close(b.camera);
}

static void test_a_camera_that_gives_nothing_is_opened_anew(void **state)
{
    (void)state;
    struct bench b = opened();
    assert_int_equal(step(&b, 2999, 0), -1);
    assert_int_equal(b.lost, 0);
    assert_int_equal(step(&b, 1, 0), -1);
    assert_int_equal(b.lost, 1);
    assert_false(driver.is_streaming);
    (void)step(&b, 500, 0);
    assert_true(driver.is_streaming);
    assert_int_not_equal(step(&b, 33, 1), -1);
    assert_int_equal(b.running, 2);
    camera_close(b.camera);
}

static void test_a_frozen_picture_is_no_picture(void **state)
{
    (void)state;
    struct bench b = opened();
    driver.picture = 9;
    for (int i = 0; i < 99; i++) {
        (void)step(&b, 100, 1);
    }
    assert_int_equal(b.lost, 0);
    for (int i = 0; i < 3; i++) {
        (void)step(&b, 100, 1);
    }
    assert_int_equal(b.lost, 1);
    assert_string_equal(b.text, "same picture for 10000 ms");
    camera_close(b.camera);
}

/* A hand or a bag on the lens: black, again and again, and no fault of the camera. */
static void test_black_is_not_frozen(void **state)
{
    (void)state;
    struct bench b = opened();
    driver.picture = -1;
    for (int i = 0; i < 300; i++) {
        assert_int_equal(step(&b, 100, 1), 0);
    }
    assert_int_equal(b.lost, 0);
    camera_close(b.camera);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_the_format_that_keeps_up_is_chosen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_formats_nobody_can_use_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_controls, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_newest_picture_counts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_unplugged_and_plugged_in_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_camera_that_gives_nothing_is_opened_anew, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_a_frozen_picture_is_no_picture, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_black_is_not_frozen, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
