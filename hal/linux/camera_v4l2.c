#include "hal/linux/camera_v4l2.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

enum {
    PATH_SIZE = 256,
    STUCK_MS = 3000,
    FROZEN_MS = 10000,  /* grain makes any two pictures of a living sensor differ */
    FLAT_LEVELS = 16,   /* a covered lens may well give the same black again and again */
    SAMPLES_MAX = 8192, /* words of a picture that are compared */
    RETRY_MIN_MS = 500,
    RETRY_MAX_MS = 8000,
    EVENTS_MAX = 4,
};

struct camera_v4l2 {
    struct camera camera;
    char path[PATH_SIZE];
    struct v4l2_wish wish;
    struct v4l2_stream stream;
    struct luma *luma;
    bool has_frame;
    bool is_running, has_said_lost;
    bool is_frozen;
    uint64_t print;        /* of the last picture */
    uint64_t print_new_ms; /* when it last changed */
    uint64_t sequence, now_ms, frame_at_ms, retry_at_ms, retry_ms;
    struct camera_event waiting[EVENTS_MAX];
    int count;
};

/* LOST and RUNNING alternate, so two untaken ones cancel out: the queue stays bounded. */
static void say(struct camera_v4l2 *c, enum camera_event_kind kind, const char *text)
{
    if (c->count == EVENTS_MAX) {
        c->count -= 2;
    }
    struct camera_event *e = &c->waiting[c->count];
    c->count++;
    *e = (struct camera_event){.kind = kind, .at_ms = c->now_ms};
    (void)snprintf(e->text, sizeof e->text, "%s", text);
}

static void lose(struct camera_v4l2 *c, const char *text)
{
    v4l2_stream_close(&c->stream);
    c->has_frame = false;
    c->is_running = false;
    c->is_frozen = false;
    if (!c->has_said_lost) {
        c->has_said_lost = true;
        say(c, CAMERA_LOST, text);
    }
    c->retry_ms = c->retry_ms == 0 ? RETRY_MIN_MS : c->retry_ms * 2;
    c->retry_ms = c->retry_ms > RETRY_MAX_MS ? RETRY_MAX_MS : c->retry_ms;
    c->retry_at_ms = c->now_ms + c->retry_ms;
}

static void find(struct camera_v4l2 *c)
{
    struct err result = v4l2_stream_open(&c->stream, c->path, &c->wish);
    if (failed(result)) {
        lose(c, err_text(result));
        return;
    }
    c->frame_at_ms = c->now_ms;
    c->print_new_ms = c->now_ms;
}

static void look_for_frames(struct camera_v4l2 *c)
{
    int frames = 0;
    struct err result = v4l2_stream_take(&c->stream, &frames);
    if (failed(result)) {
        lose(c, result.code == ERR_GONE ? "unplugged" : "stream broken");
        return;
    }
    if (frames == 0) {
        if (c->now_ms - c->frame_at_ms >= STUCK_MS) {
            lose(c, "no frame for 3000 ms");
        }
        return;
    }
    c->sequence += (uint64_t)frames;
    c->has_frame = true;
    c->frame_at_ms = c->now_ms;
    c->retry_ms = 0;
    if (!c->is_running) {
        c->is_running = true;
        c->has_said_lost = false;
        say(c, CAMERA_RUNNING, "frames come");
    }
}

static void op_step(void *self, uint64_t now_ms)
{
    struct camera_v4l2 *c = self;
    c->now_ms = now_ms;
    if (c->stream.fd < 0 && now_ms >= c->retry_at_ms) {
        find(c);
    }
    if (c->is_frozen) {
        lose(c, "same picture for 10000 ms");
    } else if (c->stream.fd >= 0) {
        look_for_frames(c);
    }
}

static int op_poll_fds(void *self, struct pollfd *out, int max)
{
    const struct camera_v4l2 *c = self;
    if (c->stream.fd < 0 || max < 1) {
        return 0;
    }
    out[0] = (struct pollfd){.fd = c->stream.fd, .events = POLLIN};
    return 1;
}

static uint64_t op_next_ms(const void *self, uint64_t now_ms)
{
    const struct camera_v4l2 *c = self;
    if (c->count > 0) {
        return now_ms;
    }
    return c->stream.fd < 0 ? c->retry_at_ms : c->frame_at_ms + STUCK_MS;
}

/* FNV-1a over words spread evenly over the bytes as the camera gave them. */
static uint64_t print_of(const struct luma_source *source)
{
    uint64_t print = UINT64_C(0xcbf29ce484222325);
    size_t words = source->length / sizeof(uint64_t);
    size_t step = words / SAMPLES_MAX + 1;
    for (size_t i = 0; i < words; i += step) {
        uint64_t word;
        memcpy(&word, source->bytes + i * sizeof word, sizeof word);
        print = (print ^ word) * UINT64_C(0x100000001b3);
    }
    return print ^ source->length;
}

static bool is_flat(const struct image_gray *image)
{
    int low = 255, high = 0;
    for (int y = 0; y < image->height_px; y += 16) {
        const uint8_t *row = image->pixels + (size_t)y * (size_t)image->stride;
        for (int x = 0; x < image->width_px; x += 16) {
            low = row[x] < low ? row[x] : low;
            high = row[x] > high ? row[x] : high;
        }
    }
    return high - low < FLAT_LEVELS;
}

/* The sensor may hang while its driver goes on handing out buffers. */
static void watch_for_freeze(struct camera_v4l2 *c, const struct luma_source *source,
                             const struct image_gray *image)
{
    uint64_t print = print_of(source);
    if (print != c->print || is_flat(image)) {
        c->print = print;
        c->print_new_ms = c->now_ms;
    }
    c->is_frozen = c->now_ms - c->print_new_ms >= FROZEN_MS;
}

/* A damaged picture is no event: the next one comes within 33 ms, and none for 3 s is "stuck". */
static bool op_take_frame(struct camera *camera, struct camera_frame *out)
{
    struct camera_v4l2 *c = (struct camera_v4l2 *)camera;
    if (!c->has_frame) {
        return false;
    }
    c->has_frame = false;
    const struct v4l2_stream *s = &c->stream;
    struct luma_source source = {
        s->format, s->width_px, s->height_px, s->stride, s->buffer[s->held].start, s->held_length};
    struct image_gray image;
    if (failed(luma_convert(c->luma, &source, &image))) {
        return false;
    }
    watch_for_freeze(c, &source, &image);
    *out = (struct camera_frame){image, c->sequence, c->frame_at_ms};
    return true;
}

static bool op_take(struct camera *camera, struct camera_event *out)
{
    struct camera_v4l2 *c = (struct camera_v4l2 *)camera;
    if (c->count == 0) {
        return false;
    }
    *out = c->waiting[0];
    c->count--;
    memmove(&c->waiting[0], &c->waiting[1], (size_t)c->count * sizeof c->waiting[0]);
    return true;
}

static void op_close(void *self)
{
    struct camera_v4l2 *c = self;
    v4l2_stream_close(&c->stream);
    luma_close(c->luma);
    free(c);
}

static const struct camera_ops ops = {
    .device = {op_poll_fds, op_step, op_next_ms, op_close},
    .take_frame = op_take_frame,
    .take = op_take,
};

struct err camera_v4l2_open(const char *path, const struct v4l2_wish *wish, struct camera **out)
{
    if (wish->width_px > CAMERA_WIDTH_MAX_PX || wish->height_px > CAMERA_HEIGHT_MAX_PX) {
        return FAIL(TOO_LARGE);
    }
    struct camera_v4l2 *c = calloc(1, sizeof *c);
    if (c == NULL) {
        return FAIL(NO_MEMORY);
    }
    c->camera.ops = &ops;
    c->wish = *wish;
    c->stream.fd = -1;
    struct err result =
        str_copy(c->path, sizeof c->path, str_of(path)) ? luma_open(&c->luma) : FAIL(TOO_LARGE);
    if (failed(result)) {
        op_close(c);
        return result;
    }
    *out = &c->camera;
    return OK;
}
