/* What the counter's camera would see, as raw frames for a video device: `lens CODE FRAMES FILE`.
 *
 * CODE is an opaque code of the simulated office (sim/seed_rows.c) on a phone, or `nothing`. The
 * frames differ in their noise, so that a terminal does not take them for a frozen camera, and the
 * hand sways a little, so that a terminal whose decoder was too slow for one looks at the next.
 * 640 x 480, 8 bits of grey a pixel, one after the other: an emulated processor that decodes more
 * pixels takes longer than a decoder may. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "sim/frame_synth.h"
#include "sim/qr_make.h"
#include "sim/seed_data.h"

#define SWAY 0.06F /* of the frame's width */
enum { WIDTH_PX = 640, HEIGHT_PX = 480, FRAMES_MAX = 100 };

static struct err make_scene(const char *name, struct scene *out)
{
    static const uint8_t no_secret[64]; /* opaque codes are not signed */
    *out = scene_empty();
    if (strcmp(name, "nothing") == 0) {
        return OK;
    }
    struct seed_code code;
    const struct qr_options options = {.mode = QR_MODE_BYTES, .ecc_level = 'M'};
    TRY(seed_data_code(name, no_secret, 0, &code));
    *out = scene_default(SCENE_PHONE);
    return qr_make(code.bytes, code.length, &options, &out->carrier[0].code);
}

static struct err write_frames(const struct scene *scene, int count, FILE *file)
{
    static uint8_t pixels[WIDTH_PX * HEIGHT_PX];
    const struct frame_target target = {
        .pixels = pixels, .width_px = WIDTH_PX, .height_px = HEIGHT_PX, .stride = WIDTH_PX};
    struct frame_synth *synth = NULL;
    struct err e = frame_synth_open(target.width_px, target.height_px, &synth);
    for (int i = 0; i < count && !failed(e); i++) {
        struct scene swayed = *scene;
        swayed.carrier[0].pose.centre_x +=
            SWAY * (float)(i % 2 == 0 ? i : count - i) / (float)count;
        e = frame_synth_render(synth, &swayed, (uint64_t)i, 1, &target);
        if (!failed(e) && fwrite(pixels, sizeof pixels, 1, file) != 1) {
            e = FAIL(IO);
        }
    }
    frame_synth_close(synth);
    return e;
}

int main(int argc, char **argv)
{
    struct scene scene;
    int count = argc == 4 ? atoi(argv[2]) : 0;
    if (count < 1 || count > FRAMES_MAX) {
        fputs("usage: lens CODE FRAMES FILE\n", stderr);
        return 2;
    }
    struct err e = make_scene(argv[1], &scene);
    FILE *file = failed(e) ? NULL : fopen(argv[3], "wb");
    if (file == NULL) {
        fprintf(stderr, "lens: %s: %s\n", argv[1], failed(e) ? err_text(e) : "cannot be written");
        return 1;
    }
    e = write_frames(&scene, count, file);
    if (fclose(file) != 0 || failed(e)) {
        fprintf(stderr, "lens: %s: %s\n", argv[3], err_text(e));
        return 1;
    }
    return 0;
}
