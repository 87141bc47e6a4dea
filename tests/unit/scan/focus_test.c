/* The figure by which a lens is turned: higher when sharper, nothing when there is nothing to see.
 */
#include "scan/focus.h"

#include <string.h>
#include "tests/kit/kit.h"

enum { WIDTH = 320, HEIGHT = 180, PERIOD = 24, MARGIN = 7 };

static uint8_t pixels[HEIGHT][WIDTH];

/* Bars, their edges spread over `blur` pixels. */
static struct image_gray bars(int blur, int low, int high)
{
    for (int x = 0; x < WIDTH; x++) {
        int sum = 0;
        for (int k = 0; k <= blur; k++) {
            sum += (x + k) / (PERIOD / 2) % 2 == 0 ? low : high;
        }
        for (int y = 0; y < HEIGHT; y++) {
            pixels[y][x] = (uint8_t)(sum / (blur + 1));
        }
    }
    return (struct image_gray){pixels[0], WIDTH, HEIGHT, WIDTH};
}

static void sharper_is_more(void **state)
{
    (void)state;
    int last = 101;
    for (int blur = 0; blur <= MARGIN; blur++) {
        struct image_gray picture = bars(blur, 30, 220);
        int now = focus_percent(&picture);
        assert_true(now > 0 && now < last);
        last = now;
    }
    struct image_gray sharp = bars(0, 30, 220);
    assert_int_equal(focus_percent(&sharp), 100);
    struct image_gray dim = bars(0, 60, 140); /* less light changes nothing */
    assert_int_equal(focus_percent(&dim), 100);
}

static void nothing_to_see_is_no_figure(void **state)
{
    (void)state;
    struct image_gray flat = bars(0, 100, 120);
    assert_int_equal(focus_percent(&flat), FOCUS_UNKNOWN);
    struct image_gray small = {pixels[0], 63, 63, WIDTH};
    assert_int_equal(focus_percent(&small), FOCUS_UNKNOWN);
    struct image_gray none = {pixels[0], 0, 0, 0};
    assert_int_equal(focus_percent(&none), FOCUS_UNKNOWN);
}

/* It stays inside the frame: rows with padding, the last column untouched. */
static void padding_is_not_read_as_picture(void **state)
{
    (void)state;
    struct image_gray half = bars(3, 30, 220);
    int before = focus_percent(&half);
    half.width_px = WIDTH / 2;
    for (int y = 0; y < HEIGHT; y++) {
        memset(&pixels[y][WIDTH / 2], y % 2 == 0 ? 0 : 255, WIDTH / 2);
    }
    assert_int_equal(focus_percent(&half), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sharper_is_more),
        cmocka_unit_test(nothing_to_see_is_no_figure),
        cmocka_unit_test(padding_is_not_read_as_picture),
    };
    return cmocka_run_group_tests_name("scan/focus", tests, NULL, NULL);
}
