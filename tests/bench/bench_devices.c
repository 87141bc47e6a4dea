#include "tests/bench/bench_devices.h"

#include <string.h>
#include "tests/bench/bench_figures.h"

static void close_nothing(void *self)
{
    (void)self;
}

static uint64_t clock_monotonic_op(const struct clock *clock)
{
    (void)clock;
    return bench_now_us() / 1000;
}

static int64_t clock_wall_op(const struct clock *clock)
{
    const struct bench_clock *c = (const struct bench_clock *)clock;
    return c->wall_zero_ms + (int64_t)(bench_now_us() / 1000 - c->start_ms);
}

static void clock_close_op(struct clock *clock)
{
    (void)clock;
}

void bench_clock_init(struct bench_clock *c, int64_t wall_zero_ms)
{
    static const struct clock_ops ops = {clock_monotonic_op, clock_wall_op, clock_close_op};
    *c = (struct bench_clock){{&ops}, wall_zero_ms, bench_now_us() / 1000};
}

static void camera_step_op(void *self, uint64_t now_ms)
{
    struct bench_camera *c = self;
    if (now_ms < c->next_ms) {
        return;
    }
    c->start_ms = c->start_ms == 0 ? now_ms : c->start_ms;
    c->next_ms = now_ms + BENCH_FRAME_MS;
    c->has_frame = true;
    c->sequence++;
    uint64_t each = c->show_ms + c->gap_ms;
    uint64_t index = each == 0 ? 0 : (now_ms - c->start_ms) / each;
    uint64_t within = each == 0 ? 0 : (now_ms - c->start_ms) % each;
    bool code = within >= c->gap_ms && index < (uint64_t)c->person_count;
    c->shown = code ? (int)index : -1;
}

static uint64_t camera_next_op(const void *self, uint64_t now_ms)
{
    const struct bench_camera *c = self;
    return c->next_ms > now_ms ? c->next_ms : now_ms;
}

static bool take_frame_op(struct camera *camera, struct camera_frame *out)
{
    struct bench_camera *c = (struct bench_camera *)camera;
    if (!c->has_frame) {
        return false;
    }
    c->has_frame = false;
    const uint8_t *pixels = c->blank[c->sequence % BENCH_BLANKS];
    if (c->shown >= 0) {
        struct bench_person *p = &c->person[c->shown];
        pixels = p->frame;
        p->seen_us = p->seen_us == 0 ? bench_now_us() : p->seen_us;
    }
    *out = (struct camera_frame){.image = {pixels, c->width_px, c->height_px, c->width_px},
                                 .sequence = c->sequence,
                                 .at_ms = c->next_ms - BENCH_FRAME_MS};
    return true;
}

static bool camera_take_op(struct camera *camera, struct camera_event *out)
{
    struct bench_camera *c = (struct bench_camera *)camera;
    bool tell = !c->running_told;
    c->running_told = true;
    *out = (struct camera_event){.kind = CAMERA_RUNNING};
    return tell;
}

void bench_camera_init(struct bench_camera *c, int width_px, int height_px)
{
    static const struct camera_ops ops = {
        .device = {.step = camera_step_op, .next_ms = camera_next_op, .close = close_nothing},
        .take_frame = take_frame_op,
        .take = camera_take_op};
    memset(c, 0, sizeof *c);
    c->camera.ops = &ops;
    c->width_px = width_px;
    c->height_px = height_px;
    c->shown = -1;
}

bool bench_camera_is_over(const struct bench_camera *c, uint64_t now_ms)
{
    uint64_t each = c->show_ms + c->gap_ms;
    return c->start_ms != 0 && now_ms > c->start_ms + each * (uint64_t)c->person_count + c->gap_ms;
}

/* The newest person whose code was seen: what is heard and printed now is for them. */
static struct bench_person *person_at_hand(struct bench_camera *c)
{
    for (int i = c->person_count - 1; i >= 0; i--) {
        if (c->person[i].seen_us != 0) {
            return &c->person[i];
        }
    }
    return NULL;
}

static struct err play_op(struct sound *sound, enum sound_tone tone)
{
    struct bench_person *p = person_at_hand(((struct bench_sound *)sound)->camera);
    if (p != NULL && p->tone_us == 0 && tone == SOUND_READ_OK) {
        p->tone_us = bench_now_us();
    }
    return OK;
}

static struct err say_op(struct sound *s, unsigned clip)
{
    (void)s;
    (void)clip;
    return OK;
}

static void stop_op(struct sound *s)
{
    (void)s;
}

static void volume_op(struct sound *s, int percent)
{
    (void)s;
    (void)percent;
}

static bool available_op(const struct sound *s)
{
    (void)s;
    return true;
}

void bench_sound_init(struct bench_sound *s, struct bench_camera *camera)
{
    static const struct sound_ops ops = {.device = {.close = close_nothing},
                                         .play = play_op,
                                         .say = say_op,
                                         .stop = stop_op,
                                         .set_volume = volume_op,
                                         .is_available = available_op};
    *s = (struct bench_sound){.sound.ops = &ops, .camera = camera};
}

static struct err submit_op(struct printer *printer, const struct printer_job *job)
{
    struct bench_printer *p = (struct bench_printer *)printer;
    struct bench_person *person = person_at_hand(p->camera);
    if (person != NULL && person->slip_us == 0) {
        person->slip_us = bench_now_us();
    }
    p->has_job = true;
    p->job_id = job->job_id;
    return OK;
}

static unsigned conditions_op(const struct printer *p)
{
    (void)p;
    return 0;
}

static bool printer_take_op(struct printer *printer, struct printer_event *out)
{
    struct bench_printer *p = (struct bench_printer *)printer;
    bool had = p->has_job;
    p->has_job = false;
    *out = (struct printer_event){.kind = PRINTER_OUTCOME,
                                  .job_id = p->job_id,
                                  .outcome = PRINT_OUTCOME_PRINTED,
                                  .evidence = PRINT_EVIDENCE_PROCESS_ID};
    return had;
}

static void describe_op(const struct printer *p, struct printer_info *out)
{
    (void)p;
    *out = (struct printer_info){.model = "bench", .width_dots = 576, .dpi = 203};
}

void bench_printer_init(struct bench_printer *p, struct bench_camera *camera)
{
    static const struct printer_ops ops = {.device = {.close = close_nothing},
                                           .submit = submit_op,
                                           .conditions = conditions_op,
                                           .take = printer_take_op,
                                           .describe = describe_op};
    *p = (struct bench_printer){.printer.ops = &ops, .camera = camera};
}
