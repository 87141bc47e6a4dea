#include "tests/bench/scan_asked.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/rng.h"

#define FOCAL_PX 1065.0F /* 0.832 of 1280: what a millimetre at a millimetre is wide */

static const char *const kinds[ASKED_COUNT] = {
#define X(name, kind, text) kind,
    ASKED_LIST(X)
#undef X
};

const char *asked_name(enum asked row)
{
    static const char *const names[ASKED_COUNT] = {
#define X(name, kind, text) text,
        ASKED_LIST(X)
#undef X
    };
    return names[row];
}

/* The number behind " key=", or none. */
static float note(const char *notes, const char *key, float none)
{
    char pattern[32];
    (void)snprintf(pattern, sizeof(pattern), " %s=", key);
    const char *at = strstr(notes, pattern);
    return at == NULL ? none : strtof(at + strlen(pattern), NULL);
}

/* Of stored pictures in five strengths the fifth has less than a tenth of the contrast. */
static bool has_a_tenth(const char *notes)
{
    return note(notes, "contrast", 0) >= 0.1F || note(notes, "sev", 5) <= 4;
}

bool asked_belongs(enum asked row, const char *notes)
{
    size_t n = strlen(kinds[row]);
    bool named = strncmp(notes, kinds[row], n) == 0 && notes[n] == ' ';
    float tilt = note(notes, "tilt", 0), version = note(notes, "version", 0);
    float px = note(notes, "px_per_module", 0);
    switch (row) {
    case ASKED_TILT:
        return tilt >= 15 && tilt <= 35 && version >= 11 && version <= 15 && named;
    case ASKED_DARK:
        return named;
    case ASKED_CONTRAST:
        return named && has_a_tenth(notes);
    case ASKED_SMALL:
        return px >= 1.4F && px <= 2.4F && named;
    case ASKED_COUNT:
        break;
    }
    return false;
}

static float between(struct rng *r, float low, float high)
{
    return low + (high - low) * (float)rng_unit(r);
}

static enum scene_kind carrier_for(struct rng *r, enum asked row)
{
    if (row == ASKED_DARK || row == ASKED_CONTRAST) {
        return row == ASKED_DARK ? SCENE_PHONE : SCENE_SLIP;
    }
    return (enum scene_kind)rng_below(r, SCENE_KIND_COUNT);
}

/* Sets what the row is about; returns the share of the contrast that is left. */
static float spoil(struct rng *r, enum asked row, struct scene_carrier *c)
{
    float contrast = 1;
    float module_px = between(r, 1.45F, 2.35F);
    switch (row) {
    case ASKED_TILT:
        c->pose.tilt_x_deg = between(r, 15, 35) * (rng_below(r, 2) == 0 ? 1 : -1);
        if (rng_below(r, 2) == 0) {
            c->pose.tilt_y_deg = c->pose.tilt_x_deg;
            c->pose.tilt_x_deg = 0;
        }
        break;
    case ASKED_DARK:
        c->is_dark_mode = true;
        break;
    case ASKED_CONTRAST:
        contrast = 0.1F * powf(5, (float)rng_unit(r)); /* a tenth to a half, small ones as often */
        c->faded = (1 - contrast) / 0.95F;
        break;
    case ASKED_SMALL:
        c->pose.distance_cm = between(r, 20, 35);
        c->code_mm = module_px * (float)c->code.columns * c->pose.distance_cm * 10 / FOCAL_PX;
        break;
    case ASKED_COUNT:
        break;
    }
    return contrast;
}

static float module_px(const struct scene *s)
{
    struct point_f at[4];
    if (!frame_synth_corners(s, 0, FRAME_SYNTH_WIDTH_PX, FRAME_SYNTH_HEIGHT_PX, at)) {
        return 0;
    }
    float side =
        hypotf(at[1].x - at[0].x, at[1].y - at[0].y) + hypotf(at[3].x - at[0].x, at[3].y - at[0].y);
    return side * 0.5F / (float)s->carrier[0].code.columns;
}

static void make_text(struct rng *r, char *out, int length)
{
    static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    for (int i = 0; i < length; i++) {
        out[i] = letters[rng_below(r, sizeof(letters) - 1)];
    }
    out[length] = 0;
}

bool asked_frame(struct frame_synth *synth, enum asked row, int number,
                 const struct frame_target *target, char text[ASKED_TEXT_MAX],
                 char notes[ASKED_NOTES_MAX])
{
    struct rng r;
    rng_init(&r, 90001 + (uint64_t)row * 1000003 + (uint64_t)number);
    struct scene s = scene_default(carrier_for(&r, row));
    struct scene_carrier *c = &s.carrier[0];
    bool phone = c->kind == SCENE_PHONE;
    int version = row == ASKED_TILT ? 11 + (int)rng_below(&r, 5) : 3 + (int)rng_below(&r, 10);
    make_text(&r, text, 20 + (int)rng_below(&r, version < 6 ? 10 : 60));
    const struct qr_options options = {QR_MODE_BYTES, rng_below(&r, 2) == 0 ? 'M' : 'Q', version};
    if (failed(qr_make(text, strlen(text), &options, &c->code))) {
        return false;
    }
    c->code_mm = phone ? between(&r, 40, 56) : between(&r, 34, 46);
    c->brightness = between(&r, 0.2F, 0.9F);
    c->look_seed = (uint32_t)number;
    c->pose.distance_cm = between(&r, 14, 22);
    c->pose.rotation_deg = between(&r, 0, 360);
    c->pose.tilt_x_deg = between(&r, -8, 8);
    s.camera.light_lux = between(&r, 150, 900);
    float contrast = spoil(&r, row, c);
    (void)snprintf(notes, ASKED_NOTES_MAX,
                   "%s version=%d tilt=%.1f px_per_module=%.2f contrast=%.3f", kinds[row],
                   ((int)c->code.columns - 17) / 4,
                   (double)fmaxf(fabsf(c->pose.tilt_x_deg), fabsf(c->pose.tilt_y_deg)),
                   (double)module_px(&s), (double)contrast);
    return !failed(frame_synth_render(synth, &s, 0, (uint64_t)number, target));
}
