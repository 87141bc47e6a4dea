/* The pictures beside the words: each paints, stays in its place, differs from every other, and can
 * be made out in both palettes. */
#include <string.h>
#include "tests/kit/kit.h"
#include "ui/picture.h"
#include "ui/theme.h"

enum { WIDTH = 640, HEIGHT = 360, INSET = 40, PAIRS = PICTURE_COUNT };

static const struct picture_place place = {INSET, INSET, WIDTH - 2 * INSET, HEIGHT - 2 * INSET};

static struct picture_colours colours_of(bool contrast)
{
    return (struct picture_colours){
        colour_rgb(COLOUR_TEXT, contrast), colour_rgb(COLOUR_SHEET, contrast),
        colour_rgb(COLOUR_ACTION, contrast), colour_rgb(COLOUR_ACTION_TINT, contrast),
        colour_rgb(COLOUR_PICTURE_SOFT, contrast)};
}

static cairo_surface_t *draw(enum picture picture, bool contrast)
{
    cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
    cairo_t *cr = cairo_create(s);
    uint32_t ground = colour_rgb(COLOUR_GROUND, contrast);
    cairo_set_source_rgb(cr, (double)(ground >> 16 & 0xFF) / 255.0,
                         (double)(ground >> 8 & 0xFF) / 255.0, (double)(ground & 0xFF) / 255.0);
    cairo_paint(cr);
    picture_draw(cr, picture, place, colours_of(contrast));
    cairo_destroy(cr);
    cairo_surface_flush(s);
    return s;
}

static uint32_t pixel(cairo_surface_t *s, int x, int y)
{
    uint32_t rgb;
    memcpy(&rgb,
           cairo_image_surface_get_data(s) + (ptrdiff_t)y * cairo_image_surface_get_stride(s) +
               (ptrdiff_t)4 * x,
           sizeof rgb);
    return rgb & 0xFFFFFF;
}

struct found {
    int inside, outside; /* pixels that are not the ground */
    double most;         /* contrast against it */
};

static struct found look(cairo_surface_t *s, uint32_t ground)
{
    struct found f = {0};
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            uint32_t rgb = pixel(s, x, y);
            if (rgb == ground) {
                continue;
            }
            bool in = x >= INSET && x < WIDTH - INSET && y >= INSET && y < HEIGHT - INSET;
            f.inside += in;
            f.outside += !in;
            double c = colour_contrast(rgb, ground);
            f.most = c > f.most ? c : f.most;
        }
    }
    return f;
}

static void each_stays_in_its_place_and_can_be_seen(void **state)
{
    (void)state;
    for (int picture = PICTURE_NONE + 1; picture < PICTURE_COUNT; picture++) {
        for (int contrast = 0; contrast < 2; contrast++) {
            cairo_surface_t *s = draw((enum picture)picture, contrast != 0);
            struct found f = look(s, colour_rgb(COLOUR_GROUND, contrast != 0));
            assert_in_range(f.inside, 2000, WIDTH * HEIGHT);
            assert_int_equal(f.outside, 0);
            assert_true(f.most >= 7.0);
            cairo_surface_destroy(s);
        }
    }
}

static void no_two_are_the_same(void **state)
{
    (void)state;
    cairo_surface_t *all[PAIRS];
    for (int i = PICTURE_NONE + 1; i < PICTURE_COUNT; i++) {
        all[i] = draw((enum picture)i, false);
        for (int k = PICTURE_NONE + 1; k < i; k++) {
            size_t bytes = (size_t)cairo_image_surface_get_stride(all[i]) * HEIGHT;
            assert_true(memcmp(cairo_image_surface_get_data(all[i]),
                               cairo_image_surface_get_data(all[k]), bytes) != 0);
        }
    }
    for (int i = PICTURE_NONE + 1; i < PICTURE_COUNT; i++) {
        cairo_surface_destroy(all[i]);
    }
}

/* The check sees what leaves its place. */
static void what_stands_outside_is_seen(void **state)
{
    (void)state;
    cairo_surface_t *s = draw(PICTURE_ASK, false);
    cairo_image_surface_get_data(s)[0] ^= 0x80;
    assert_int_equal(look(s, colour_rgb(COLOUR_GROUND, false)).outside, 1);
    cairo_surface_destroy(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_stays_in_its_place_and_can_be_seen),
        cmocka_unit_test(no_two_are_the_same),
        cmocka_unit_test(what_stands_outside_is_seen),
    };
    return cmocka_run_group_tests_name("ui/picture", tests, NULL, NULL);
}
