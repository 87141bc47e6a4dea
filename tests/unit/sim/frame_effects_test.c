/* Every effect of the counter camera is seen where it belongs, and none without being asked for. */
#include "tests/kit/kit.h"

#include <stdlib.h>
#include <string.h>
#include "sim/frame_synth.h"

enum { W = FRAME_SYNTH_WIDTH_PX, H = FRAME_SYNTH_HEIGHT_PX };

struct bench {
    struct frame_synth *synth;
    struct qr_modules code;
    uint8_t pixels[W * H];
    uint8_t clean[W * H];
};

static void render(struct bench *b, const struct scene *s)
{
    struct frame_target target = {b->pixels, W, H, W};
    assert_ok(frame_synth_render(b->synth, s, 1, 2, &target));
}

/* Where an effect must be seen: over the code, or anywhere in the picture. */
struct effect {
    const char *name;
    enum scene_kind kind;
    void (*set)(struct scene *s);
    bool on_code;
};

#define EFFECT(name, statement)                                                                    \
    static void name(struct scene *s)                                                              \
    {                                                                                              \
        struct scene_carrier *c = &s->carrier[0];                                                  \
        (void)c;                                                                                   \
        statement;                                                                                 \
    }
EFFECT(dark_mode, c->is_dark_mode = true)
EFFECT(dimmed_screen, c->brightness = 0.1F)
EFFECT(notification, c->notification = 1)
EFFECT(cracked, c->cracked = 1)
EFFECT(no_hand, c->is_in_hand = false)
EFFECT(finger_left, (c->finger = 0.5F, c->finger_edge = SCENE_LEFT))
EFFECT(finger_right, (c->finger = 0.5F, c->finger_edge = SCENE_RIGHT))
EFFECT(finger_top, (c->finger = 0.5F, c->finger_edge = SCENE_TOP))
EFFECT(finger_bottom, (c->finger = 0.5F, c->finger_edge = SCENE_BOTTOM))
EFFECT(bent, c->bend = 0.8F)
EFFECT(creased, c->crease = 1)
EFFECT(faded, c->faded = 0.8F)
EFFECT(text_beside, c->beside = SCENE_TEXT)
EFFECT(boarding_pass_beside, c->beside = SCENE_BOARDING_PASS)
EFFECT(second_code, (scene_add(s, SCENE_SLIP)->code = c->code, s->carrier[1].pose.centre_x = 0.8F))
EFFECT(window, s->camera.window = ((struct scene_glare){0.5F, 0.5F, 0.2F, 1}))
EFFECT(moire, s->camera.moire = 1)
EFFECT(bands, s->camera.band_depth = 0.8F)
EFFECT(noise, s->camera.noise_sigma = 12)
EFFECT(low_light, s->camera.light_lux = 2)
EFFECT(overexposed, s->camera.exposure_ev = 3)
EFFECT(dirt, s->camera.dirt = 1)
EFFECT(tilted, c->pose.tilt_x_deg = 60)
EFFECT(turned, c->pose.rotation_deg = 200)
EFFECT(brought_close, c->pose.distance_cm = 8)
EFFECT(held_far, c->pose.distance_cm = 40)
#undef EFFECT

static const struct effect effects[] = {
    {"dark mode", SCENE_PHONE, dark_mode, true},
    {"dimmed screen", SCENE_PHONE, dimmed_screen, true},
    {"notification", SCENE_PHONE, notification, true},
    {"cracked", SCENE_PHONE, cracked, true},
    {"no hand", SCENE_PHONE, no_hand, false},
    {"finger left", SCENE_PHONE, finger_left, true},
    {"finger right", SCENE_PAPER, finger_right, true},
    {"finger top", SCENE_SLIP, finger_top, true},
    {"finger bottom", SCENE_PHONE, finger_bottom, true},
    {"bent", SCENE_PAPER, bent, true},
    {"creased", SCENE_PAPER, creased, true},
    {"faded", SCENE_SLIP, faded, true},
    {"text beside", SCENE_PHONE, text_beside, false},
    {"boarding pass beside", SCENE_PHONE, boarding_pass_beside, false},
    {"second code", SCENE_PHONE, second_code, false},
    {"window", SCENE_PHONE, window, true},
    {"moire", SCENE_PHONE, moire, true},
    {"bands", SCENE_PAPER, bands, false},
    {"noise", SCENE_PAPER, noise, true},
    {"low light", SCENE_PAPER, low_light, true},
    {"overexposed", SCENE_PAPER, overexposed, true},
    {"dirt", SCENE_PAPER, dirt, false},
    {"tilted", SCENE_PHONE, tilted, true},
    {"turned", SCENE_PHONE, turned, true},
    {"close", SCENE_PAPER, brought_close, true},
    {"far", SCENE_PAPER, held_far, true},
};

/* Share of the pixels that differ clearly, of the whole picture or of its middle. */
static double changed_share(const uint8_t *a, const uint8_t *b, bool middle)
{
    int left = middle ? W * 3 / 8 : 0, right = W - left;
    int top = middle ? H * 3 / 8 : 0, bottom = H - top;
    int n = 0;
    for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
            n += abs(a[y * W + x] - b[y * W + x]) > 6;
        }
    }
    return (double)n / ((double)(right - left) * (bottom - top));
}

static void every_effect_shows(void **state)
{
    (void)state;
    static struct bench bench;
    struct bench *b = &bench;
    const struct qr_options options = {QR_MODE_ALNUM, 'M', 0};
    assert_ok(frame_synth_open(W, H, &b->synth));
    assert_ok(qr_make("K1-000123-7-NERIMA-0042", 23, &options, &b->code));
    for (size_t i = 0; i < sizeof effects / sizeof effects[0]; i++) {
        const struct effect *e = &effects[i];
        struct scene s = scene_default(e->kind);
        s.carrier[0].code = b->code;
        render(b, &s);
        memcpy(b->clean, b->pixels, sizeof b->clean);
        render(b, &s);
        assert_memory_equal(b->clean, b->pixels, sizeof b->clean);
        e->set(&s);
        render(b, &s);
        double share = changed_share(b->clean, b->pixels, e->on_code);
        if (share < 0.01) {
            fail_msg("%s changes %.4f of the picture", e->name, share);
        }
    }
    frame_synth_close(b->synth);
}

static void an_empty_tray_has_no_carrier(void **state)
{
    (void)state;
    struct scene s = scene_empty();
    struct point_f corner[4];
    assert_int_equal(s.carrier_count, 0);
    assert_false(frame_synth_corners(&s, 0, W, H, corner));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_effect_shows),
        cmocka_unit_test(an_empty_tray_has_no_carrier),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
