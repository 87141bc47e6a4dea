#include "sim/motion.h"

#include "base/rng.h"
#include "sim/frame_synth.h"

static const double exposure_of_frame = 0.4; /* 1/75 s of 1/30 s */
static const double focal_of_width = 0.832;  /* the synthesiser's camera */

/* Independent courses of one seed. */
enum course {
    COURSE_X,
    COURSE_Y,
    COURSE_Z,
    COURSE_TILT_X,
    COURSE_TILT_Y,
    COURSE_TURN,
    COURSE_COUNT
};

struct sway {
    double drift_mm;
    double drift_hz;
    double tremor_mm;
    double turn_deg;
    double turn_hz;
};

static const struct sway sways[MOTION_KIND_COUNT] = {
    [MOTION_APPROACH] = {4, 0.6, 0.3, 2, 0.6},
    [MOTION_SHAKE] = {16, 2.6, 1.2, 9, 2.2},
    [MOTION_HOLD] = {4, 0.6, 0.3, 2, 0.6},
};

static const double tremor_hz = 9;

/* -1 .. 1, fixed for each knot. */
static double knot(uint64_t seed, int64_t at)
{
    struct rng rng;
    rng_init(&rng, seed + (uint64_t)at * 0x9E3779B97F4A7C15U);
    return rng_unit(&rng) * 2 - 1;
}

/* 0 .. 1 with speed and acceleration zero at both ends. */
static double ease(double t)
{
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return t * t * t * (t * (t * 6 - 15) + 10);
}

/* A smooth random course through one knot a turn. */
static double wander(uint64_t seed, int course, double turns)
{
    uint64_t own = seed * COURSE_COUNT * 2 + (uint64_t)course;
    int64_t before = (int64_t)turns;
    double from = knot(own, before);
    return from + (knot(own, before + 1) - from) * ease(turns - (double)before);
}

static double arrival_s(uint64_t seed)
{
    return 0.8 + 0.3 * (knot(seed, -7) + 1);
}

uint64_t motion_arrival(uint64_t seed)
{
    return (uint64_t)(arrival_s(seed) * MOTION_FRAMES_PER_S) + 1;
}

static void sway(const struct sway *s, uint64_t seed, double at_s, double course[COURSE_COUNT])
{
    for (int i = 0; i < COURSE_COUNT; i++) {
        bool is_place = i <= COURSE_Z;
        double slow = wander(seed, i, at_s * (is_place ? s->drift_hz : s->turn_hz) * 2);
        double fast = wander(seed, i + COURSE_COUNT, at_s * tremor_hz * 2);
        course[i] = is_place ? slow * s->drift_mm + fast * s->tremor_mm
                             : slow * s->turn_deg + fast * s->tremor_mm * 0.4;
    }
}

/* What is left of the way at the time: the hand comes up from below, turned, a little too far. */
static void come(uint64_t seed, double at_s, double below_mm, double course[COURSE_COUNT])
{
    double left = 1 - ease(at_s / arrival_s(seed));
    double settle = ease(at_s / arrival_s(seed)) * left;
    course[COURSE_X] += left * 90 * knot(seed, -1);
    course[COURSE_Y] += left * below_mm - settle * 40;
    course[COURSE_Z] += left * (60 + 40 * knot(seed, -2));
    course[COURSE_TILT_X] += left * 22;
    course[COURSE_TILT_Y] += left * 15 * knot(seed, -3);
    course[COURSE_TURN] += left * 25 * knot(seed, -4);
}

static struct scene_pose pose_at(enum motion_kind kind, uint64_t seed, double at_s,
                                 const struct scene_pose *rest)
{
    double course[COURSE_COUNT];
    struct scene_pose p = *rest;
    sway(&sways[kind], seed, at_s, course);
    if (kind == MOTION_APPROACH) {
        /* Half the picture's height, also 10 cm farther off, and what stands above the code. */
        double below_mm = ((double)rest->distance_cm * 10 + 100) * 0.34 + 70;
        come(seed, at_s, below_mm, course);
    }
    double of_width = focal_of_width / ((double)rest->distance_cm * 10);
    double of_height = of_width * FRAME_SYNTH_WIDTH_PX / FRAME_SYNTH_HEIGHT_PX;
    p.centre_x += (float)(course[COURSE_X] * of_width);
    p.centre_y += (float)(course[COURSE_Y] * of_height);
    p.distance_cm += (float)(course[COURSE_Z] / 10);
    p.tilt_x_deg += (float)course[COURSE_TILT_X];
    p.tilt_y_deg += (float)course[COURSE_TILT_Y];
    p.rotation_deg += (float)course[COURSE_TURN];
    return p;
}

void motion_pose(enum motion_kind kind, uint64_t seed, uint64_t frame_no, const struct scene *rest,
                 struct scene *out)
{
    struct scene s = *rest;
    if (s.carrier_count > 0) {
        double at_s = (double)frame_no / MOTION_FRAMES_PER_S;
        double later_s = at_s + exposure_of_frame / MOTION_FRAMES_PER_S;
        struct scene_pose now = pose_at(kind, seed, at_s, &rest->carrier[0].pose);
        struct scene_pose later = pose_at(kind, seed, later_s, &rest->carrier[0].pose);
        s.carrier[0].pose = now;
        s.camera.motion_x_px += (later.centre_x - now.centre_x) * FRAME_SYNTH_WIDTH_PX;
        s.camera.motion_y_px += (later.centre_y - now.centre_y) * FRAME_SYNTH_HEIGHT_PX;
    }
    scene_clamp(&s);
    *out = s;
}
