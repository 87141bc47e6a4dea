/* How far a screendump is from the expected picture: `compare EXPECTED SEEN TURNS [X,Y,W,H …]`.
 *
 * Both are PNG files. SEEN shows EXPECTED turned clockwise by TURNS quarters. The rectangles, in
 * pixels of EXPECTED, are left out (a clock, a camera's picture). Prints how many pixels differ;
 * pictures of different sizes differ in all. Exit code 0; 2 when there is nothing to compare. */
#include <cairo.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MASKS_MAX = 8, RGB = 0x00ffffff };

struct mask {
    int x, y, w, h;
};

struct picture {
    cairo_surface_t *surface;
    const uint8_t *pixels;
    int width, height, stride;
};

static bool load(const char *file, struct picture *out)
{
    cairo_surface_t *s = cairo_image_surface_create_from_png(file);
    *out = (struct picture){.surface = s};
    if (cairo_surface_status(s) != CAIRO_STATUS_SUCCESS) {
        fprintf(stderr, "compare: %s: not a picture\n", file);
        return false;
    }
    out->pixels = cairo_image_surface_get_data(s);
    out->width = cairo_image_surface_get_width(s);
    out->height = cairo_image_surface_get_height(s);
    out->stride = cairo_image_surface_get_stride(s);
    return true;
}

static uint32_t at(const struct picture *p, int x, int y)
{
    uint32_t pixel;
    memcpy(&pixel, p->pixels + (ptrdiff_t)y * p->stride + (ptrdiff_t)x * 4, sizeof pixel);
    return pixel & RGB;
}

static uint32_t at_turned(const struct picture *seen, const struct picture *expected, int turns,
                          int x, int y)
{
    switch (turns) {
    case 1:
        return at(seen, expected->height - 1 - y, x);
    case 2:
        return at(seen, expected->width - 1 - x, expected->height - 1 - y);
    case 3:
        return at(seen, y, expected->width - 1 - x);
    default:
        return at(seen, x, y);
    }
}

static bool is_masked(const struct mask *masks, int count, int x, int y)
{
    for (int i = 0; i < count; i++) {
        const struct mask *m = &masks[i];
        if (x >= m->x && x < m->x + m->w && y >= m->y && y < m->y + m->h) {
            return true;
        }
    }
    return false;
}

static long differing(const struct picture *expected, const struct picture *seen, int turns,
                      const struct mask *masks, int mask_count)
{
    bool lies = turns % 2 != 0;
    if (seen->width != (lies ? expected->height : expected->width) ||
        seen->height != (lies ? expected->width : expected->height)) {
        return (long)expected->width * expected->height;
    }
    long count = 0;
    for (int y = 0; y < expected->height; y++) {
        for (int x = 0; x < expected->width; x++) {
            bool same = at(expected, x, y) == at_turned(seen, expected, turns, x, y);
            count += !same && !is_masked(masks, mask_count, x, y);
        }
    }
    return count;
}

int main(int argc, char **argv)
{
    struct mask masks[MASKS_MAX];
    struct picture expected;
    struct picture seen;
    int mask_count = argc - 4;
    if (mask_count < 0 || mask_count > MASKS_MAX) {
        fputs("usage: compare EXPECTED SEEN TURNS [X,Y,W,H …]\n", stderr);
        return 2;
    }
    for (int i = 0; i < mask_count; i++) {
        struct mask *m = &masks[i];
        if (sscanf(argv[4 + i], "%d,%d,%d,%d", &m->x, &m->y, &m->w, &m->h) != 4) {
            fprintf(stderr, "compare: %s: not X,Y,W,H\n", argv[4 + i]);
            return 2;
        }
    }
    if (!load(argv[1], &expected) || !load(argv[2], &seen)) {
        return 2;
    }
    printf("%ld\n", differing(&expected, &seen, atoi(argv[3]), masks, mask_count));
    cairo_surface_destroy(expected.surface);
    cairo_surface_destroy(seen.surface);
    return 0;
}
