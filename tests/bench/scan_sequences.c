#include "tests/bench/scan_sequences.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "base/rng.h"
#include "scan/engine.h"
#include "sim/frame_synth.h"
#include "sim/motion.h"

enum {
    FRAMES = 60,
    WIDTH = FRAME_SYNTH_WIDTH_PX,
    HEIGHT = FRAME_SYNTH_HEIGHT_PX,
    TEXT_LENGTH = 172, /* a pickup code */
    COUNT_MAX = 4000,
    NEVER = 1000,
};

#define TROUBLE_LIST(X)                                                                            \
    X(NONE, "none")                                                                                \
    X(GLARE, "glare")                                                                              \
    X(DEFOCUS, "defocus")                                                                          \
    X(INVERTED, "dark mode")                                                                       \
    X(TILT, "tilt")                                                                                \
    X(DIM, "dim")                                                                                  \
    X(FINGER, "finger")                                                                            \
    X(SURFACE, "crack, crease")

#define SHARP_MODULES 1.0F /* while the shutter is open */

enum trouble {
#define X(name, text) TROUBLE_##name,
    TROUBLE_LIST(X)
#undef X
        TROUBLE_COUNT,
};

static const char *const trouble_names[TROUBLE_COUNT] = {
#define X(name, text) text,
    TROUBLE_LIST(X)
#undef X
};

static const char *const motion_names[MOTION_KIND_COUNT] = {"approach", "shake", "hold"};

struct outcome {
    enum trouble trouble;
    enum motion_kind motion;
    bool held_aside; /* nobody looked at it while tuning */
    bool whole;      /* stood whole in view at all */
    bool read;
    bool wrong;
    int frames_after; /* whole in view .. read, 0 in the same frame */
    int frames_sharp; /* the same from where it also moves less than SHARP_MODULES */
    double worst_ms;
};

struct stage {
    struct frame_synth *synth;
    struct scan_engine *engine;
    struct scan_result result;
    struct scene rest;
    struct scene scene;
    char text[TEXT_LENGTH + 1];
    uint8_t px[WIDTH * HEIGHT];
};

static float between(struct rng *r, float low, float high)
{
    return low + (high - low) * (float)rng_unit(r);
}

static void add_trouble(struct rng *r, enum trouble trouble, struct scene *s)
{
    struct scene_carrier *c = &s->carrier[0];
    bool phone = c->kind == SCENE_PHONE;
    switch (trouble) {
    case TROUBLE_GLARE:
        s->camera.glare_count = 1 + (int)rng_below(r, 2);
        for (int i = 0; i < s->camera.glare_count; i++) {
            s->camera.glare[i] =
                (struct scene_glare){between(r, 0.4F, 0.6F), between(r, 0.3F, 0.7F),
                                     between(r, 0.015F, 0.05F), between(r, 0.5F, 2)};
        }
        break;
    case TROUBLE_DEFOCUS:
        s->camera.defocus_px = between(r, 0.7F, 3);
        break;
    case TROUBLE_INVERTED:
        c->is_dark_mode = true;
        break;
    case TROUBLE_TILT:
        c->pose.tilt_x_deg = between(r, 15, 40) * (rng_below(r, 2) == 0 ? 1 : -1);
        c->pose.tilt_y_deg = between(r, -20, 20);
        break;
    case TROUBLE_DIM:
        s->camera.light_lux = between(r, 8, 60);
        s->camera.noise_sigma = between(r, 2, 8);
        c->brightness = between(r, 0.05F, 0.3F);
        break;
    case TROUBLE_FINGER:
        c->finger = between(r, 0.03F, 0.22F);
        c->finger_edge = (enum scene_edge)rng_below(r, SCENE_EDGE_COUNT);
        break;
    case TROUBLE_SURFACE:
        c->cracked = phone ? between(r, 0.2F, 0.8F) : 0;
        c->crease = phone ? 0 : between(r, 0.2F, 0.9F);
        c->bend = phone ? 0 : between(r, -0.5F, 0.5F);
        c->faded = phone ? 0 : between(r, 0, 0.6F);
        break;
    case TROUBLE_NONE:
    case TROUBLE_COUNT:
        break;
    }
}

static bool set_up(struct stage *st, uint64_t seed, struct outcome *o)
{
    static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    struct rng r;
    rng_init(&r, seed + 77);
    o->trouble = (enum trouble)(seed % TROUBLE_COUNT);
    o->motion = (enum motion_kind)rng_below(&r, MOTION_KIND_COUNT);
    o->held_aside = rng_below(&r, 3) == 0;
    bool phone = o->trouble == TROUBLE_INVERTED || rng_below(&r, 3) > 0;
    st->rest = scene_default(phone                   ? SCENE_PHONE
                             : rng_below(&r, 2) == 0 ? SCENE_PAPER
                                                     : SCENE_SLIP);
    struct scene_carrier *c = &st->rest.carrier[0];
    for (int i = 0; i < TEXT_LENGTH; i++) {
        st->text[i] = letters[rng_below(&r, sizeof(letters) - 1)];
    }
    c->code_mm = phone ? between(&r, 38, 56) : between(&r, 30, 42);
    c->pose.distance_cm = between(&r, 14, 25);
    c->pose.centre_x = between(&r, 0.42F, 0.58F);
    c->pose.centre_y = between(&r, 0.42F, 0.58F);
    c->pose.rotation_deg = rng_below(&r, 4) == 0 ? between(&r, 0, 360) : between(&r, -25, 25);
    c->pose.tilt_x_deg = between(&r, -12, 12);
    c->pose.tilt_y_deg = between(&r, -12, 12);
    c->brightness = between(&r, 0.3F, 0.9F);
    c->look_seed = (uint32_t)seed;
    st->rest.camera.light_lux = between(&r, 200, 900);
    st->rest.camera.moire = phone ? between(&r, 0, 0.4F) : 0;
    add_trouble(&r, o->trouble, &st->rest);
    const struct qr_options options = {QR_MODE_ALNUM, 'M', 0};
    return !failed(qr_make(st->text, TEXT_LENGTH, &options, &c->code));
}

/* How far the code moves while the shutter is open, in modules. */
static float motion_modules(const struct scene *s)
{
    struct point_f corner[4];
    if (!frame_synth_corners(s, 0, WIDTH, HEIGHT, corner)) {
        return NEVER;
    }
    float side = hypotf(corner[1].x - corner[0].x, corner[1].y - corner[0].y);
    float columns = (float)s->carrier[0].code.columns;
    return hypotf(s->camera.motion_x_px, s->camera.motion_y_px) * columns / side;
}

static bool is_whole(const struct scene *s, bool *visible)
{
    struct point_f corner[4];
    int inside = 0;
    if (!frame_synth_corners(s, 0, WIDTH, HEIGHT, corner)) {
        return false;
    }
    for (int i = 0; i < 4; i++) {
        inside +=
            corner[i].x >= 0 && corner[i].x < WIDTH && corner[i].y >= 0 && corner[i].y < HEIGHT;
    }
    *visible = inside > 0;
    return inside == 4;
}

static double cpu_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void judge(struct stage *st, struct outcome *o)
{
    for (int i = 0; i < st->result.code_count; i++) {
        const struct scan_code *code = &st->result.code[i];
        if (code->length == TEXT_LENGTH && memcmp(code->bytes, st->text, TEXT_LENGTH) == 0) {
            o->read = true;
        } else {
            o->wrong = true;
        }
    }
}

static void play(struct stage *st, uint64_t seed, struct outcome *o)
{
    const struct frame_target target = {st->px, WIDTH, HEIGHT, WIDTH};
    const struct image_gray frame = {st->px, WIDTH, HEIGHT, WIDTH};
    int whole_at = NEVER;
    int sharp_at = NEVER;
    scan_forget(st->engine);
    for (int n = 0; n < FRAMES && !o->read; n++) {
        motion_pose(o->motion, seed, (uint64_t)n, &st->rest, &st->scene);
        bool visible = false;
        if (is_whole(&st->scene, &visible)) {
            bool sharp = motion_modules(&st->scene) < SHARP_MODULES;
            whole_at = n < whole_at ? n : whole_at;
            sharp_at = sharp && n < sharp_at ? n : sharp_at;
            o->whole = true;
        }
        if (!visible ||
            failed(frame_synth_render(st->synth, &st->scene, (uint64_t)n, seed, &target))) {
            continue;
        }
        double start = cpu_ms();
        struct err e = scan_frame(st->engine, &frame, SCAN_EFFORT_FRAME, &st->result);
        double ms = cpu_ms() - start;
        o->worst_ms = ms > o->worst_ms ? ms : o->worst_ms;
        if (!failed(e)) {
            judge(st, o);
        }
        o->frames_after = n < whole_at ? 0 : n - whole_at;
        o->frames_sharp = n < sharp_at ? 0 : n - sharp_at;
    }
}

static int by_int(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static bool belongs(const struct outcome *o, int trouble, int motion, int aside)
{
    return o->whole && (trouble < 0 || (int)o->trouble == trouble) &&
           (motion < 0 || (int)o->motion == motion) && (aside < 0 || o->held_aside == (aside == 1));
}

/* Which sequences a line is about; -1: all. */
struct group {
    const char *name;
    int trouble;
    int motion;
    int aside;
};

static void print_group(const struct outcome *all, int count, const struct group *g)
{
    static int after[COUNT_MAX];
    static int sharp[COUNT_MAX];
    int n = 0;
    int read = 0;
    double worst = 0;
    for (int i = 0; i < count; i++) {
        if (belongs(&all[i], g->trouble, g->motion, g->aside)) {
            sharp[n] = all[i].read ? all[i].frames_sharp : NEVER;
            after[n++] = all[i].read ? all[i].frames_after : NEVER;
            read += all[i].read ? 1 : 0;
            worst = all[i].worst_ms > worst ? all[i].worst_ms : worst;
        }
    }
    if (n > 0) {
        qsort(after, (size_t)n, sizeof(after[0]), by_int);
        qsort(sharp, (size_t)n, sizeof(sharp[0]), by_int);
        (void)printf("%-14s %4d/%4d %5.1f%%  whole: median %d, p95 %d  and still: median %d, "
                     "p95 %d  worst frame %.1f ms\n",
                     g->name, read, n, 100.0 * read / n, after[n / 2], after[n * 95 / 100],
                     sharp[n / 2], sharp[n * 95 / 100], worst);
    }
}

static int print_all(const struct outcome *all, int count)
{
    static const char *const parts[] = {"all", "tuned", "held aside"};
    int wrong = 0;
    for (int i = 0; i < count; i++) {
        wrong += all[i].wrong ? 1 : 0;
    }
    (void)printf("sequences of %d frames; %d with a false read; frames to read from whole in view, "
                 "and from still as well (moves under a module in an exposure)\n",
                 FRAMES, wrong);
    for (int aside = -1; aside <= 1; aside++) {
        print_group(all, count, &(struct group){parts[aside + 1], -1, -1, aside});
    }
    for (int m = 0; m < MOTION_KIND_COUNT; m++) {
        print_group(all, count, &(struct group){motion_names[m], -1, m, -1});
    }
    for (int t = 0; t < TROUBLE_COUNT; t++) {
        print_group(all, count, &(struct group){trouble_names[t], t, -1, -1});
    }
    return wrong > 0 ? 1 : 0;
}

int scan_sequences(int count, bool verbose)
{
    static struct outcome outcome[COUNT_MAX];
    static struct stage st;
    count = count > COUNT_MAX ? COUNT_MAX : count;
    int bad = 1;
    if (!failed(frame_synth_open(WIDTH, HEIGHT, &st.synth)) && !failed(scan_open(&st.engine))) {
        for (int i = 0; i < count; i++) {
            struct outcome *o = &outcome[i];
            if (set_up(&st, (uint64_t)i, o)) {
                play(&st, (uint64_t)i, o);
            }
            if (verbose && o->whole && (!o->read || o->frames_after > 5)) {
                (void)printf("%s %d %s %s %s after %d, still %d, moves %.1f, hint %s\n",
                             o->read ? "late" : "missed", i, o->held_aside ? "aside" : "tuned",
                             trouble_names[o->trouble], motion_names[o->motion], o->frames_after,
                             o->frames_sharp, (double)motion_modules(&st.scene),
                             scan_hint_name(st.result.hint));
                (void)fflush(stdout);
            }
        }
        bad = print_all(outcome, count);
    }
    frame_synth_close(st.synth);
    scan_close(st.engine);
    return bad;
}
