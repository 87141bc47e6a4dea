/* Working pictures: reduction keeps brightness and place, filters do what they say at every edge.
 */
#include "tests/kit/kit.h"

#include <stdlib.h>
#include <string.h>
#include "scan/filters.h"
#include "scan/plane.h"

enum { ROOM = 256 * 256 };

static uint8_t in_px[ROOM];
static uint8_t out_px[ROOM];

static struct plane make(int width, int height)
{
    for (int i = 0; i < width * height; i++) {
        in_px[i] = (uint8_t)((i % width) * 200 / width + (i / width) * 50 / height);
    }
    return (struct plane){in_px, width, height};
}

static void small_frames_are_copied_without_padding(void **state)
{
    (void)state;
    make(32, 8);
    struct image_gray frame = {in_px, 20, 8, 32};
    struct plane out = {out_px, 0, 0};
    assert_true(plane_take(&out, &frame, 64) == 1.0F);
    assert_int_equal(out.width, 20);
    for (int y = 0; y < 8; y++) {
        assert_memory_equal(out_px + y * 20, in_px + y * 32, 20);
    }
}

static void large_frames_are_averaged(void **state)
{
    (void)state;
    static const struct {
        int width, height, side;
    } rows[] = {{200, 100, 100}, {200, 100, 77}, {100, 200, 51}, {255, 3, 20}, {3, 255, 20}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct plane in = make(rows[i].width, rows[i].height);
        struct image_gray frame = {in.px, in.width, in.height, in.width};
        struct plane out = {out_px, 0, 0};
        float scale = plane_take(&out, &frame, rows[i].side);
        assert_true(scale > 1 && out.width <= rows[i].side && out.height <= rows[i].side);
        long sum_in = 0;
        long sum_out = 0;
        for (int k = 0; k < in.width * in.height; k++) {
            sum_in += in_px[k];
        }
        for (int k = 0; k < out.width * out.height; k++) {
            sum_out += out_px[k];
        }
        long mean_in = sum_in / (in.width * in.height);
        long mean_out = sum_out / (out.width * out.height);
        assert_true(labs(mean_in - mean_out) <= 1);
    }
}

static void white_stays_white(void **state)
{
    (void)state;
    memset(in_px, 255, ROOM);
    struct plane in = {in_px, 113, 57};
    struct plane out = {out_px, 0, 0};
    void (*const filters[])(const struct plane *, struct plane *) = {filter_half, filter_blur,
                                                                     filter_sharp, filter_double};
    for (size_t i = 0; i < sizeof(filters) / sizeof(filters[0]); i++) {
        memset(out_px, 7, ROOM);
        filters[i](&in, &out);
        for (int k = 0; k < out.width * out.height; k++) {
            assert_int_equal(out_px[k], 255);
        }
        assert_int_equal(out_px[out.width * out.height], 7);
    }
}

static int blur_by_hand(const struct plane *p, int x, int y)
{
    int sum = 0;
    for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
            int u = x + dx < 0 ? 0 : x + dx >= p->width ? p->width - 1 : x + dx;
            int v = y + dy < 0 ? 0 : y + dy >= p->height ? p->height - 1 : y + dy;
            sum += (2 - abs(dx)) * (2 - abs(dy)) * p->px[v * p->width + u];
        }
    }
    return sum;
}

static void blur_and_sharpen_agree_with_the_formula(void **state)
{
    (void)state;
    static const int widths[] = {1, 2, 8, 9, 10, 17, 40};
    for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
        struct plane in = make(widths[i], 9);
        for (int k = 0; k < in.width * in.height; k++) {
            in_px[k] = (uint8_t)(k * 97 % 251);
        }
        struct plane out = {out_px, 0, 0};
        filter_blur(&in, &out);
        for (int k = 0; k < in.width * in.height; k++) {
            int want = (blur_by_hand(&in, k % in.width, k / in.width) + 8) / 16;
            assert_int_equal(out_px[k], want);
        }
        filter_sharp(&in, &out);
        for (int k = 0; k < in.width * in.height; k++) {
            int rest = in_px[k] * 16 - blur_by_hand(&in, k % in.width, k / in.width);
            int want = in_px[k] + 3 * rest / 16;
            want = want < 0 ? 0 : want > 255 ? 255 : want;
            assert_true(abs(out_px[k] - want) <= 1);
        }
    }
}

/* Not a byte beyond the stated size, by a copy, a reduction or a filter, whatever the frame. */
static void nothing_is_written_beyond(void **state)
{
    (void)state;
    static const struct {
        int width, height, side;
    } rows[] = {{1, 1, 1}, {3, 200, 16}, {200, 3, 16}, {255, 255, 100}, {16, 16, 16}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        make(rows[i].width, rows[i].height);
        struct image_gray frame = {in_px, rows[i].width, rows[i].height, rows[i].width};
        struct plane out = {out_px, 0, 0};
        memset(out_px, 0xA5, sizeof out_px);
        assert_true(plane_take(&out, &frame, rows[i].side) >= 1.0F);
        assert_in_range(out.width, 1, rows[i].side);
        assert_in_range(out.height, 1, rows[i].side);
        for (int k = out.width * out.height; k < ROOM; k++) {
            assert_int_equal(out_px[k], 0xA5);
        }
        struct plane in = {in_px, out.width, out.height};
        memset(out_px, 0xA5, sizeof out_px);
        filter_blur(&in, &out);
        filter_sharp(&in, &out);
        for (int k = in.width * in.height; k < ROOM; k++) {
            assert_int_equal(out_px[k], 0xA5);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_frames_are_copied_without_padding),
        cmocka_unit_test(large_frames_are_averaged),
        cmocka_unit_test(white_stays_white),
        cmocka_unit_test(blur_and_sharpen_agree_with_the_formula),
        cmocka_unit_test(nothing_is_written_beyond),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
