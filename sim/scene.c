#include "sim/scene.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

static void clamp(float *value, float lo, float hi)
{
    if (!(*value >= lo)) { /* catches what is not a number as well */
        *value = lo;
    } else if (*value > hi) {
        *value = hi;
    }
}

static int clamp_int(int value, int lo, int hi)
{
    return value < lo ? lo : value > hi ? hi : value;
}

static struct scene_carrier carrier_default(enum scene_kind kind)
{
    return (struct scene_carrier){
        .kind = kind,
        .pose = {.centre_x = 0.5F, .centre_y = 0.5F, .distance_cm = 20},
        .code_mm = kind == SCENE_PHONE ? 46 : 32,
        .is_in_hand = true,
        .brightness = 0.6F,
        .finger_edge = SCENE_RIGHT,
    };
}

struct scene scene_empty(void)
{
    return (struct scene){.camera = {
                              .light_lux = 500,
                              .noise_sigma = 0.8F,
                              .window = {.x = 0.5F, .y = 0.5F, .radius = 0.15F},
                              .band_period = 0.25F,
                          }};
}

struct scene_carrier *scene_add(struct scene *s, enum scene_kind kind)
{
    if (s->carrier_count >= SCENE_CARRIERS_MAX) {
        return NULL;
    }
    struct scene_carrier *c = &s->carrier[s->carrier_count++];
    *c = carrier_default(kind);
    return c;
}

struct scene scene_default(enum scene_kind kind)
{
    struct scene s = scene_empty();
    s.carrier[0] = carrier_default(kind);
    s.carrier_count = 1;
    return s;
}

static void clamp_pose(struct scene_pose *p)
{
    clamp(&p->centre_x, -0.5F, 1.5F);
    clamp(&p->centre_y, -0.5F, 1.5F);
    clamp(&p->distance_cm, 8, 40);
    clamp(&p->tilt_x_deg, -60, 60);
    clamp(&p->tilt_y_deg, -60, 60);
    clamp(&p->rotation_deg, -36000, 36000);
    p->rotation_deg -= 360.0F * (float)(int)(p->rotation_deg / 360.0F);
    if (p->rotation_deg < 0) {
        p->rotation_deg += 360.0F;
    }
}

static void clamp_carrier(struct scene_carrier *c)
{
    c->kind = (enum scene_kind)clamp_int((int)c->kind, 0, SCENE_KIND_COUNT - 1);
    c->finger_edge = (enum scene_edge)clamp_int((int)c->finger_edge, 0, SCENE_EDGE_COUNT - 1);
    c->beside = (enum scene_beside)clamp_int((int)c->beside, 0, SCENE_BESIDE_COUNT - 1);
    if (c->code.columns > QR_SIDE_MAX || c->code.rows > QR_SIDE_MAX || c->code.rows == 0) {
        c->code.columns = 0;
        c->code.rows = 0;
    }
    clamp_pose(&c->pose);
    float module_mm = c->kind == SCENE_PHONE ? 0.1F : 0.16F;
    float least_mm = module_mm * (float)c->code.columns;
    clamp(&c->code_mm, least_mm > 10 ? least_mm : 10, 60);
    clamp(&c->brightness, 0, 1);
    clamp(&c->notification, 0, 1);
    clamp(&c->cracked, 0, 1);
    clamp(&c->finger, 0, 1);
    clamp(&c->bend, -1, 1);
    clamp(&c->crease, 0, 1);
    clamp(&c->faded, 0, 1);
}

static void clamp_glare(struct scene_glare *g)
{
    clamp(&g->x, -0.5F, 1.5F);
    clamp(&g->y, -0.5F, 1.5F);
    clamp(&g->radius, 0.01F, 1);
    clamp(&g->strength, 0, 4);
}

static void clamp_camera(struct scene_camera *c)
{
    clamp(&c->light_lux, 1, 5000);
    clamp(&c->exposure_ev, -5, 5);
    clamp(&c->noise_sigma, 0, 60);
    c->glare_count = clamp_int(c->glare_count, 0, SCENE_GLARES_MAX);
    for (int i = 0; i < c->glare_count; i++) {
        clamp_glare(&c->glare[i]);
    }
    clamp_glare(&c->window);
    clamp(&c->motion_x_px, -80, 80);
    clamp(&c->motion_y_px, -80, 80);
    clamp(&c->defocus_px, 0, 20);
    clamp(&c->moire, 0, 1);
    clamp(&c->band_depth, 0, 1);
    clamp(&c->band_period, 0.02F, 1);
    clamp(&c->dirt, 0, 1);
    clamp(&c->cover, 0, 1);
}

void scene_clamp(struct scene *s)
{
    s->carrier_count = clamp_int(s->carrier_count, 0, SCENE_CARRIERS_MAX);
    for (int i = 0; i < s->carrier_count; i++) {
        clamp_carrier(&s->carrier[i]);
    }
    clamp_camera(&s->camera);
}
