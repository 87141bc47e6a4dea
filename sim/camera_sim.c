#include "sim/camera_sim.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/frame_synth.h"

enum { EVENTS_MAX = 4 };

struct camera_sim {
    struct camera camera;
    int width_px, height_px;
    uint64_t seed;
    uint8_t *picture; /* what stands before the camera */
    uint8_t *frame;   /* what was taken last */
    struct frame_synth *synth;
    struct scene scene;
    bool has_scene, has_changed;
    bool fault[CAMERA_FAULT_COUNT];
    bool has_frame; /* not taken yet */
    bool has_run;   /* at least one frame since the terminal's start */
    bool is_running;
    uint64_t sequence, frame_at_ms, quiet_since_ms;
    struct camera_event waiting[EVENTS_MAX];
    int count;
};

bool camera_fault_parse(struct str word, enum camera_fault *out)
{
    static const char *const words[] = {
#define X(name, word) word,
        CAMERA_FAULT_LIST(X)
#undef X
    };
    int place = str_place(word, words, CAMERA_FAULT_COUNT);
    if (place < 0) {
        return false;
    }
    *out = (enum camera_fault)place;
    return true;
}

static size_t frame_bytes(const struct camera_sim *s)
{
    return (size_t)s->width_px * (size_t)s->height_px;
}

static void say(struct camera_sim *s, enum camera_event_kind kind, uint64_t now_ms,
                const char *text)
{
    assert(s->count < EVENTS_MAX);
    struct camera_event *e = &s->waiting[s->count];
    *e = (struct camera_event){.kind = kind, .at_ms = now_ms};
    (void)snprintf(e->text, sizeof e->text, "%s", text);
    s->count++;
    s->is_running = kind == CAMERA_RUNNING;
    s->has_run = true;
}

static void draw_scene(struct camera_sim *s)
{
    struct frame_target target = {s->picture, s->width_px, s->height_px, s->width_px};
    struct err e = frame_synth_render(s->synth, &s->scene, s->sequence, s->seed, &target);
    assert(!failed(e));
    (void)e;
}

static void take_picture(struct camera_sim *s, uint64_t now_ms)
{
    if (s->has_scene && s->has_changed) {
        draw_scene(s);
    }
    if (s->fault[CAMERA_FAULT_BLACK]) {
        memset(s->frame, 0, frame_bytes(s));
    } else {
        memcpy(s->frame, s->picture, frame_bytes(s));
    }
    s->has_changed = false;
    s->has_frame = true;
    s->sequence++;
    s->frame_at_ms = now_ms;
    s->quiet_since_ms = now_ms;
    if (!s->is_running) {
        say(s, CAMERA_RUNNING, now_ms, "frames come");
    }
}

/* May more be said? A reader that never takes events is not spoken to without end. */
static bool has_room(const struct camera_sim *s)
{
    return s->count < EVENTS_MAX - 1;
}

static void op_step(void *self, uint64_t now_ms)
{
    struct camera_sim *s = self;
    if (s->fault[CAMERA_FAULT_LOST] || s->fault[CAMERA_FAULT_FROZEN]) {
        bool is_stuck = now_ms - s->quiet_since_ms >= CAMERA_SIM_STUCK_MS;
        bool is_lost = s->fault[CAMERA_FAULT_LOST] || is_stuck;
        if (is_lost && (s->is_running || !s->has_run) && has_room(s)) {
            say(s, CAMERA_LOST, now_ms,
                s->fault[CAMERA_FAULT_LOST] ? "unplugged" : "no frame for 3000 ms");
        }
        s->has_frame = s->has_frame && !is_lost;
        return;
    }
    uint64_t since = now_ms - s->frame_at_ms;
    bool is_first = !s->is_running;
    bool is_due =
        (s->has_changed && since >= CAMERA_SIM_FRAME_MS) || since >= CAMERA_SIM_HEARTBEAT_MS;
    if ((is_first || is_due) && has_room(s)) {
        take_picture(s, now_ms);
    }
}

static uint64_t op_next_ms(const void *self, uint64_t now_ms)
{
    const struct camera_sim *s = self;
    uint64_t next =
        s->frame_at_ms + (uint64_t)(s->has_changed ? CAMERA_SIM_FRAME_MS : CAMERA_SIM_HEARTBEAT_MS);
    if (s->fault[CAMERA_FAULT_LOST] || s->fault[CAMERA_FAULT_FROZEN]) {
        bool has_said = s->has_run && !s->is_running;
        next = s->fault[CAMERA_FAULT_LOST] ? now_ms : s->quiet_since_ms + CAMERA_SIM_STUCK_MS;
        next = has_said ? DEVICE_NO_DEADLINE : next;
    } else if (!s->is_running) {
        next = now_ms;
    }
    if (s->count > 0) {
        next = now_ms;
    }
    return next > now_ms ? next : now_ms;
}

static bool op_take_frame(struct camera *c, struct camera_frame *out)
{
    struct camera_sim *s = (struct camera_sim *)c;
    if (!s->has_frame) {
        return false;
    }
    s->has_frame = false;
    *out = (struct camera_frame){.image = {s->frame, s->width_px, s->height_px, s->width_px},
                                 .sequence = s->sequence,
                                 .at_ms = s->frame_at_ms};
    return true;
}

static bool op_take(struct camera *c, struct camera_event *out)
{
    struct camera_sim *s = (struct camera_sim *)c;
    if (s->count == 0) {
        return false;
    }
    *out = s->waiting[0];
    s->count--;
    memmove(&s->waiting[0], &s->waiting[1], (size_t)s->count * sizeof s->waiting[0]);
    return true;
}

static void op_hang_up(void *self)
{
    struct camera_sim *s = self;
    s->count = 0;
    s->has_frame = false;
    s->has_run = false;
    s->is_running = false;
}

static const struct camera_ops ops = {
    .device = {.step = op_step, .next_ms = op_next_ms, .close = op_hang_up},
    .take_frame = op_take_frame,
    .take = op_take,
};

struct err camera_sim_open(int width_px, int height_px, uint64_t seed, struct camera_sim **out)
{
    if (width_px <= 0 || height_px <= 0) {
        return FAIL(INVALID);
    }
    if (width_px > CAMERA_WIDTH_MAX_PX || height_px > CAMERA_HEIGHT_MAX_PX) {
        return FAIL(TOO_LARGE);
    }
    struct camera_sim *s = calloc(1, sizeof *s);
    if (s == NULL) {
        return FAIL(NO_MEMORY);
    }
    s->camera.ops = &ops;
    s->width_px = width_px;
    s->height_px = height_px;
    s->seed = seed;
    s->picture = malloc(frame_bytes(s));
    s->frame = malloc(frame_bytes(s));
    if (s->picture == NULL || s->frame == NULL ||
        failed(frame_synth_open(width_px, height_px, &s->synth))) {
        camera_sim_close(s);
        return FAIL(NO_MEMORY);
    }
    memset(s->picture, 0x80, frame_bytes(s));
    *out = s;
    return OK;
}

void camera_sim_close(struct camera_sim *sim)
{
    if (sim != NULL) {
        frame_synth_close(sim->synth);
        free(sim->picture);
        free(sim->frame);
        free(sim);
    }
}

struct camera *camera_sim_camera(struct camera_sim *sim)
{
    return &sim->camera;
}

struct err camera_sim_set_frame(struct camera_sim *sim, const struct image_gray *image)
{
    if (image->width_px != sim->width_px || image->height_px != sim->height_px) {
        return FAIL(INVALID);
    }
    for (int y = 0; y < sim->height_px; y++) {
        memcpy(sim->picture + (size_t)y * (size_t)sim->width_px,
               image->pixels + (size_t)y * (size_t)image->stride, (size_t)sim->width_px);
    }
    sim->has_scene = false;
    sim->has_changed = true;
    return OK;
}

void camera_sim_set_scene(struct camera_sim *sim, const struct scene *scene)
{
    sim->scene = *scene;
    sim->has_scene = true;
    sim->has_changed = true;
}

void camera_sim_fault(struct camera_sim *sim, enum camera_fault fault, bool is_on)
{
    assert(fault < CAMERA_FAULT_COUNT);
    if (sim->fault[fault] != is_on) {
        sim->fault[fault] = is_on;
        sim->has_changed = true;
    }
}

uint64_t camera_sim_count(const struct camera_sim *sim)
{
    return sim->sequence;
}
