#include "sim/frame_synth.h"

#include <stdlib.h>
#include <string.h>

#include "sim/frame_synth_effect.h"
#include "sim/frame_synth_face.h"
#include "sim/frame_synth_math.h"
#include "sim/frame_synth_project.h"
#include "sim/frame_synth_tone.h"

static const double pi = 3.141592653589793;
static const double screen_most_cd = 600; /* cd/m2 at full brightness */
static const double screen_least_cd = 4;
static const double glass_mirrors = 0.03; /* of the room's light */
static const double head_room = 1.25;     /* automatic exposure keeps white below saturation */
static const double gain_limit_cd = 20;   /* a darker white than this stays dark */
static const double tray_reflects = 0.12;

struct frame_synth {
    struct canvas canvas; /* its size changes with the target */
    uint8_t *mask;
    uint8_t *texel;
    uint32_t *work;
    int width_max_px;
    int height_max_px;
    struct scene_carrier painted; /* whose face texel holds; its pose is zero */
    bool has_painted;
    struct face face;
    struct tone_tables tone;
};

/* Luminances in cd/m2. */
struct lighting {
    double paper; /* white in the room's light */
    double full;  /* saturates the sensor */
    double gain_sigma;
};

static bool open_rows(struct corner_row *r, size_t corners)
{
    r->column = calloc(corners, sizeof *r->column);
    r->row = calloc(corners, sizeof *r->row);
    r->shade = calloc(corners, sizeof *r->shade);
    r->tone = calloc(corners, sizeof *r->tone);
    return r->column && r->row && r->shade && r->tone;
}

static void close_rows(struct corner_row *r)
{
    free(r->column);
    free(r->row);
    free(r->shade);
    free(r->tone);
}

struct err frame_synth_open(int width_max_px, int height_max_px, struct frame_synth **out)
{
    if (width_max_px < 1 || height_max_px < 1) {
        return FAIL(INVALID);
    }
    if (width_max_px > FRAME_SYNTH_SIDE_MAX_PX || height_max_px > FRAME_SYNTH_SIDE_MAX_PX) {
        return FAIL(TOO_LARGE);
    }
    struct frame_synth *s = calloc(1, sizeof *s);
    if (!s) {
        return FAIL(NO_MEMORY);
    }
    size_t width = (size_t)width_max_px;
    size_t height = (size_t)height_max_px;
    s->width_max_px = width_max_px;
    s->height_max_px = height_max_px;
    s->canvas.light = calloc(width * height, sizeof *s->canvas.light);
    s->mask = calloc(width * height, 1);
    s->texel = malloc(FACE_TEXELS_MAX);
    s->work = calloc((width + 2 * BLUR_PAD + 1) * height, sizeof *s->work);
    bool has_rows = open_rows(&s->canvas.corner[0], width + 1);
    has_rows = open_rows(&s->canvas.corner[1], width + 1) && has_rows;
    if (!s->canvas.light || !s->mask || !s->texel || !s->work || !has_rows) {
        frame_synth_close(s);
        return FAIL(NO_MEMORY);
    }
    tone_init(&s->tone);
    *out = s;
    return OK;
}

void frame_synth_close(struct frame_synth *s)
{
    if (!s) {
        return;
    }
    close_rows(&s->canvas.corner[0]);
    close_rows(&s->canvas.corner[1]);
    free(s->canvas.light);
    free(s->mask);
    free(s->texel);
    free(s->work);
    free(s);
}

static double screen_white(const struct scene_carrier *c)
{
    double b = (double)c->brightness;
    return screen_least_cd + (screen_most_cd - screen_least_cd) * b;
}

/* Automatic exposure on the brightest white in view. */
static struct lighting lighting_of(const struct scene *scene)
{
    struct lighting l = {.paper = (double)scene->camera.light_lux / pi};
    double white = scene->carrier_count == 0 ? l.paper : 0;
    for (int i = 0; i < scene->carrier_count; i++) {
        const struct scene_carrier *c = &scene->carrier[i];
        double own =
            c->kind == SCENE_PHONE ? screen_white(c) + glass_mirrors * l.paper : 0.9 * l.paper;
        white = own > white ? own : white;
    }
    double full = head_room * (white > gain_limit_cd ? white : gain_limit_cd);
    l.gain_sigma = 0.5 * sqrt(160 / full);
    l.full = full / synth_exp2((double)scene->camera.exposure_ev);
    return l;
}

static uint16_t light_of(const struct lighting *l, double cd)
{
    double v = cd / l->full * SYNTH_FULL_LIGHT;
    return v > UINT16_MAX ? UINT16_MAX : (uint16_t)(v + 0.5);
}

static double decode(const struct frame_synth *s, int step, int steps)
{
    return s->tone.decode[step * 255 / steps];
}

static void light_tones(const struct frame_synth *s, const struct lighting *l,
                        const struct scene_carrier *c, uint16_t light[256])
{
    bool is_screen = c->kind == SCENE_PHONE;
    double unprinted = decode(s, 122, 126);
    light[FACE_NOTHING] = 0;
    for (int i = 0; i <= 126; i++) {
        double share = decode(s, i, 126);
        double cd =
            is_screen
                ? screen_white(c) * share + glass_mirrors * l->paper
                : l->paper * (unprinted - (unprinted - share) * (1 - 0.95 * (double)c->faded));
        light[FACE_TONE_FIRST + i] = light_of(l, cd);
    }
    for (int i = 0; i <= 127; i++) {
        light[FACE_LIT_FIRST + i] = light_of(l, l->paper * decode(s, i, 127));
    }
}

/* A dark neutral tray, lighter in the middle. */
static void draw_tray(struct canvas *c, const struct lighting *l)
{
    int middle = light_of(l, l->paper * tray_reflects);
    int64_t reach2 = (int64_t)c->width_px * c->width_px + (int64_t)c->height_px * c->height_px;
    int64_t slope = (int64_t)middle * 65536 * 7 / 10 / reach2;
    for (int y = 0; y < c->height_px; y++) {
        uint16_t *row = c->light + (size_t)y * (size_t)c->width_px;
        int64_t dy = 2 * y + 1 - c->height_px;
        for (int x = 0; x < c->width_px; x++) {
            int64_t dx = 2 * x + 1 - c->width_px;
            row[x] = (uint16_t)(middle - (((dx * dx + dy * dy) * slope) >> 16));
        }
    }
}

/* A carrier that only moved keeps its face. Bytes that differ in padding just paint again. */
static void paint_carrier(struct frame_synth *s, const struct scene_carrier *c)
{
    struct scene_carrier key;
    memcpy(&key, c, sizeof key);
    memset(&key.pose, 0, sizeof key.pose);
    if (s->has_painted && memcmp(&key, &s->painted, sizeof key) == 0) {
        return;
    }
    memcpy(&s->painted, &key, sizeof key);
    s->has_painted = true;
    s->face = (struct face){.texel = s->texel};
    if (c->kind == SCENE_PHONE) {
        face_paint_phone(&s->face, c);
    } else {
        face_paint_paper(&s->face, c);
    }
}

static void draw_carrier(struct frame_synth *s, const struct lighting *l, const struct scene *scene,
                         int index)
{
    const struct scene_carrier *c = &scene->carrier[index];
    bool is_sheet = c->kind != SCENE_PHONE;
    struct projection p;
    struct project_look look = {
        .mask = is_sheet ? SYNTH_MASK_SHEET : SYNTH_MASK_GLASS,
        .bend_per_mm = is_sheet ? (double)c->bend / 45 : 0,
        .crease_mm = is_sheet ? (double)c->crease * 3 : 0,
        .moire = is_sheet ? 0 : (double)scene->camera.moire,
    };
    light_tones(s, l, c, look.light_of);
    paint_carrier(s, c);
    project_init(&p, &c->pose, s->canvas.width_px, s->canvas.height_px);
    project_face(&p, &s->face, &look, &s->canvas);
}

static void apply_effects(struct frame_synth *s, const struct scene_camera *camera, uint64_t seed)
{
    double scale = (double)s->canvas.width_px / FRAME_SYNTH_WIDTH_PX;
    for (int i = 0; i < camera->glare_count; i++) {
        effect_glare(&s->canvas, &camera->glare[i]);
    }
    if (camera->window.strength > 0) {
        effect_window(&s->canvas, &camera->window);
    }
    if (camera->motion_x_px != 0 || camera->motion_y_px != 0) {
        effect_motion(&s->canvas, (double)camera->motion_x_px * scale,
                      (double)camera->motion_y_px * scale, s->work);
    }
    if ((double)camera->defocus_px * scale > 0.3) {
        effect_defocus(&s->canvas, (double)camera->defocus_px * scale, s->work);
    }
    if (camera->dirt > 0) {
        effect_dirt(&s->canvas, (double)camera->dirt, seed);
    }
}

static void start_canvas(struct frame_synth *s, const struct scene *scene,
                         const struct frame_target *out)
{
    struct canvas *c = &s->canvas;
    bool has_mirrors = scene->camera.glare_count > 0 || scene->camera.window.strength > 0;
    c->width_px = out->width_px;
    c->height_px = out->height_px;
    c->touched = (struct canvas_rect){0, 0, 0, 0};
    c->mask = has_mirrors ? s->mask : NULL;
    for (size_t i = 0; has_mirrors && i < (size_t)c->width_px * (size_t)c->height_px; i++) {
        c->mask[i] = SYNTH_MASK_TRAY;
    }
}

struct err frame_synth_render(struct frame_synth *synth, const struct scene *scene,
                              uint64_t frame_no, uint64_t seed, const struct frame_target *out)
{
    if (out->width_px < 1 || out->height_px < 1 || out->stride < out->width_px) {
        return FAIL(INVALID);
    }
    if (out->width_px > synth->width_max_px || out->height_px > synth->height_max_px) {
        return FAIL(TOO_LARGE);
    }
    struct scene drawn = *scene;
    scene_clamp(&drawn);
    struct lighting l = lighting_of(&drawn);
    start_canvas(synth, &drawn, out);
    draw_tray(&synth->canvas, &l);
    for (int i = 0; i < drawn.carrier_count; i++) {
        draw_carrier(synth, &l, &drawn, i);
    }
    apply_effects(synth, &drawn.camera, seed);
    struct tone_params p = {
        .noise_sigma = (double)drawn.camera.noise_sigma + l.gain_sigma,
        .band_depth = (double)drawn.camera.band_depth,
        .band_period_px = (double)drawn.camera.band_period * out->height_px,
        .cover = (double)drawn.camera.cover,
        .frame_no = frame_no,
        .seed = seed,
    };
    tone_render(&synth->tone, &synth->canvas, &p, out);
    return OK;
}

bool frame_synth_corners(const struct scene *scene, int carrier, int width_px, int height_px,
                         struct point_f out[4])
{
    struct scene drawn = *scene;
    scene_clamp(&drawn);
    if (carrier < 0 || carrier >= drawn.carrier_count) {
        return false;
    }
    const struct scene_carrier *c = &drawn.carrier[carrier];
    struct projection p;
    struct point_f corner[4];
    double half_w = (double)c->code_mm / 2;
    double half_h = face_code_height_mm(c) / 2;
    project_init(&p, &c->pose, width_px, height_px);
    for (int i = 0; i < 4; i++) {
        double x = i == 1 || i == 2 ? half_w : -half_w;
        double y = i >= 2 ? half_h : -half_h;
        if (!project_point(&p, x, y, &corner[i])) {
            return false;
        }
    }
    for (int i = 0; i < 4; i++) {
        out[i] = corner[i];
    }
    return true;
}
