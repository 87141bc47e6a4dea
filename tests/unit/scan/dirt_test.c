/* A smear and a blob are dirt; a clean lens, a still tray and a tiny picture are not. */
#include "tests/kit/kit.h"

#include <string.h>
#include "base/rng.h"
#include "scan/dirt.h"

enum { WIDTH = 320, HEIGHT = 180, PIXELS = WIDTH * HEIGHT };

enum lens { CLEAN, SMEARED, BLOTTED };

static uint8_t px[PIXELS];

static bool in_spot(int x, int y)
{
    return (x - 200) * (x - 200) + (y - 90) * (y - 90) < 45 * 45;
}

/* A sheet of random modules at a random place of a gray tray, seen through the lens. */
static void draw(struct rng *r, enum lens lens)
{
    memset(px, 70, PIXELS);
    int left = (int)rng_below(r, WIDTH) - 60;
    int top = (int)rng_below(r, HEIGHT) - 60;
    for (int y = top < 0 ? 0 : top; y < top + 120 && y < HEIGHT; y++) {
        for (int x = left < 0 ? 0 : left; x < left + 120 && x < WIDTH; x++) {
            uint32_t cell = (uint32_t)((x - left) / 4 * 31 + (y - top) / 4 * 17);
            px[y * WIDTH + x] = (cell * 2654435761U >> 30) == 0 ? 40 : 220;
        }
    }
    for (int i = 0; i < PIXELS && lens != CLEAN; i++) {
        if (in_spot(i % WIDTH, i / WIDTH)) {
            /* A smear passes light but no detail; a blot passes neither. */
            px[i] = (uint8_t)(lens == BLOTTED ? 20 : 120 + (px[i] - 120) / 10);
        }
    }
}

static int score_through(enum lens lens, bool moving)
{
    struct dirt d;
    struct rng r;
    const struct image_gray frame = {px, WIDTH, HEIGHT, WIDTH};
    dirt_init(&d);
    rng_init(&r, 3);
    draw(&r, lens);
    for (int i = 1; i < DIRT_LOOKS; i++) {
        if (moving) {
            draw(&r, lens);
        }
        assert_false(dirt_look(&d, &frame));
        assert_int_equal(d.score, DIRT_UNKNOWN);
    }
    assert_true(dirt_look(&d, &frame));
    return d.score;
}

static void dirt_is_told_from_a_clean_lens(void **state)
{
    (void)state;
    assert_int_equal(score_through(CLEAN, true), 0);
    int spot = 314 * 45 * 45 / PIXELS; /* percent of the picture */
    assert_in_range(score_through(SMEARED, true), DIRT_ATTENTION, spot + 3);
    assert_in_range(score_through(BLOTTED, true), DIRT_ATTENTION, spot + 3);
}

static void a_still_scene_says_nothing(void **state)
{
    (void)state;
    assert_int_equal(score_through(CLEAN, false), DIRT_UNKNOWN);
    assert_int_equal(score_through(BLOTTED, false), DIRT_UNKNOWN);
}

static void a_tiny_picture_is_refused(void **state)
{
    (void)state;
    struct dirt d;
    dirt_init(&d);
    const struct image_gray tiny = {px, 63, 35, 63};
    for (int i = 0; i < 2 * DIRT_LOOKS; i++) {
        assert_false(dirt_look(&d, &tiny));
    }
    assert_int_equal(d.looks, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dirt_is_told_from_a_clean_lens),
        cmocka_unit_test(a_still_scene_says_nothing),
        cmocka_unit_test(a_tiny_picture_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
