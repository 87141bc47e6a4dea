#include "tests/kit/kit.h"

#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>

#include "hal/linux/luma.h"

enum { WIDTH = 64, HEIGHT = 48 };

static uint8_t gray_at(int x, int y)
{
    return (uint8_t)(x * 3 + y);
}

static void planar_formats_are_borrowed(void **state)
{
    (void)state;
    static uint8_t bytes[(WIDTH + 16) * HEIGHT * 3 / 2];
    struct luma *l;
    struct image_gray image;
    assert_ok(luma_open(&l));
    struct luma_source s = {LUMA_NV12, WIDTH, HEIGHT, WIDTH + 16, bytes, sizeof bytes};
    assert_ok(luma_convert(l, &s, &image));
    assert_ptr_equal(image.pixels, bytes);
    assert_int_equal(image.stride, WIDTH + 16);
    s.length = (WIDTH + 16) * (HEIGHT - 1) + WIDTH - 1;
    assert_fails(luma_convert(l, &s, &image), CORRUPT);
    luma_close(l);
}

static void every_second_byte_of_yuyv_is_gray(void **state)
{
    (void)state;
    static uint8_t bytes[2 * WIDTH * HEIGHT];
    struct luma *l;
    struct image_gray image;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        bytes[2 * i] = gray_at(i % WIDTH, i / WIDTH);
        bytes[2 * i + 1] = 0x80;
    }
    assert_ok(luma_open(&l));
    struct luma_source s = {LUMA_YUYV, WIDTH, HEIGHT, 2 * WIDTH, bytes, sizeof bytes};
    assert_ok(luma_convert(l, &s, &image));
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            assert_int_equal(image.pixels[y * image.stride + x], gray_at(x, y));
        }
    }
    s.length--;
    s.stride = 2 * WIDTH;
    assert_fails(luma_convert(l, &s, &image), CORRUPT);
    luma_close(l);
}

static unsigned char *make_jpeg(unsigned long *out_size)
{
    static uint8_t gray[WIDTH * HEIGHT];
    unsigned char *jpeg = NULL;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        gray[i] = gray_at(i % WIDTH, i / WIDTH);
    }
    tjhandle t = tjInitCompress();
    assert_int_equal(
        tjCompress2(t, gray, WIDTH, WIDTH, HEIGHT, TJPF_GRAY, &jpeg, out_size, TJSAMP_GRAY, 95, 0),
        0);
    tjDestroy(t);
    return jpeg;
}

static void jpeg_gives_its_luma_and_a_cut_one_nothing_worse(void **state)
{
    (void)state;
    struct luma *l;
    struct image_gray image;
    unsigned long size = 0;
    unsigned char *jpeg = make_jpeg(&size);
    assert_ok(luma_open(&l));
    struct luma_source s = {LUMA_MJPEG, WIDTH, HEIGHT, 0, jpeg, size};
    assert_ok(luma_convert(l, &s, &image));
    assert_in_range(image.pixels[10 * image.stride + 10], gray_at(10, 10) - 4, gray_at(10, 10) + 4);
    for (size_t n = 0; n < 20; n++) {
        s.length = n;
        assert_fails(luma_convert(l, &s, &image), CORRUPT);
    }
    s = (struct luma_source){LUMA_MJPEG, WIDTH * 2, HEIGHT, 0, jpeg, size};
    assert_fails(luma_convert(l, &s, &image), CORRUPT);
    tjFree(jpeg);
    luma_close(l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(planar_formats_are_borrowed),
        cmocka_unit_test(every_second_byte_of_yuyv_is_gray),
        cmocka_unit_test(jpeg_gives_its_luma_and_a_cut_one_nothing_worse),
    };
    return cmocka_run_group_tests_name("hal_linux/luma", tests, NULL, NULL);
}
