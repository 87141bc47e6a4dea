/* Picture files: what comes out, and that hostile headers and cut data are refused by type. */
#include "tests/kit/kit.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>
#include "base/rng.h"
#include "scan/image_file.h"

enum { SIDE = 24, FILE_MAX = 1 << 16, FUZZ_ROUNDS = 300 };

struct bytes {
    uint8_t p[FILE_MAX];
    size_t n;
};

static uint8_t want_pixel(int x, int y)
{
    return (uint8_t)(x * 8 + y * 2);
}

static void on_write(png_structp png, png_bytep data, size_t n)
{
    struct bytes *b = png_get_io_ptr(png);
    assert_true(b->n + n <= FILE_MAX);
    memcpy(b->p + b->n, data, n);
    b->n += n;
}

static void make_png(struct bytes *b, int colour, int interlace)
{
    b->n = 0;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_set_write_fn(png, b, on_write, NULL);
    png_set_IHDR(png, info, SIDE, SIDE, 8, colour, interlace, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    int channels = png_get_channels(png, info);
    uint8_t row[SIDE * 4];
    int passes = png_set_interlace_handling(png);
    for (int y = 0; y < SIDE * passes; y++) {
        memset(row, 255, sizeof(row));
        for (int x = 0; x < SIDE; x++) {
            memset(row + x * channels, want_pixel(x, y % SIDE), (size_t)(channels > 2 ? 3 : 1));
        }
        png_write_row(png, row);
    }
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
}

static void make_jpeg(struct bytes *b)
{
    uint8_t px[SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
        px[i] = want_pixel(i % SIDE, i / SIDE);
    }
    tjhandle h = tjInitCompress();
    unsigned char *out = b->p;
    unsigned long n = FILE_MAX;
    assert_int_equal(
        tjCompress2(h, px, SIDE, 0, SIDE, TJPF_GRAY, &out, &n, TJSAMP_GRAY, 95, TJFLAG_NOREALLOC),
        0);
    b->n = n;
    tjDestroy(h);
}

static void make_pgm(struct bytes *b)
{
    b->n =
        (size_t)snprintf((char *)b->p, FILE_MAX, "P5\n# made by a test\n%d %d\n255\n", SIDE, SIDE);
    for (int i = 0; i < SIDE * SIDE; i++) {
        b->p[b->n++] = want_pixel(i % SIDE, i / SIDE);
    }
}

static void check_pixels(const struct image_file *f, int tolerance)
{
    assert_int_equal(f->view.width_px, SIDE);
    assert_int_equal(f->view.height_px, SIDE);
    for (int i = 0; i < SIDE * SIDE; i++) {
        int got = f->view.pixels[i / SIDE * f->view.stride + i % SIDE];
        int want = want_pixel(i % SIDE, i / SIDE);
        assert_true(abs(got - want) <= tolerance);
    }
}

static void check_decodes(const struct bytes *b, int tolerance)
{
    struct image_file f;
    assert_ok(image_file_decode(b->p, b->n, &f));
    check_pixels(&f, tolerance);
    image_file_free(&f);
}

/* Every prefix, and many single-byte changes, in an allocation of exactly that size. */
static void check_hostile(const struct bytes *b)
{
    for (size_t n = 0; n < b->n; n++) {
        uint8_t *cut = malloc(n + 1);
        memcpy(cut, b->p, n);
        cut = realloc(cut, n == 0 ? 1 : n);
        struct image_file f = {{NULL, 0, 0, 0}, NULL};
        if (!failed(image_file_decode(cut, n, &f))) {
            assert_true(n + 16 > b->n); /* only an end mark may be missing */
        }
        image_file_free(&f);
        free(cut);
    }
    struct rng rng;
    rng_init(&rng, 7);
    for (int i = 0; i < FUZZ_ROUNDS; i++) {
        struct bytes copy = *b;
        copy.p[rng_below(&rng, (uint32_t)b->n)] ^= (uint8_t)(1 + rng_below(&rng, 255));
        struct image_file f = {{NULL, 0, 0, 0}, NULL};
        IGNORE_ERR(image_file_decode(copy.p, copy.n, &f));
        image_file_free(&f);
    }
}

static void png_all_kinds(void **state)
{
    (void)state;
    static const int colours[] = {PNG_COLOR_TYPE_GRAY, PNG_COLOR_TYPE_GRAY_ALPHA,
                                  PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGB_ALPHA};
    struct bytes b;
    for (size_t i = 0; i < sizeof(colours) / sizeof(colours[0]); i++) {
        make_png(&b, colours[i], PNG_INTERLACE_NONE);
        check_decodes(&b, 1);
        make_png(&b, colours[i], PNG_INTERLACE_ADAM7);
        check_decodes(&b, 1);
    }
    check_hostile(&b);
}

static void jpeg_gray(void **state)
{
    (void)state;
    struct bytes b;
    make_jpeg(&b);
    check_decodes(&b, 8);
    check_hostile(&b);
}

static void pgm_gray(void **state)
{
    (void)state;
    struct bytes b;
    make_pgm(&b);
    check_decodes(&b, 0);
    check_hostile(&b);
}

static void refuses_by_header(void **state)
{
    (void)state;
    struct bytes png;
    make_png(&png, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE);
    /* IHDR width at byte 16; its check sum is not looked at before the size is. */
    static const struct {
        const char *text;
        enum err_code code;
    } rows[] = {
        {"P5 4294967295 4294967295 255\n", ERR_TOO_LARGE},
        {"P5 99999999999999999999999 1 255\n", ERR_TOO_LARGE},
        {"P5 8193 1 255\n", ERR_TOO_LARGE},
        {"P5 8192 8192 255\n", ERR_CORRUPT},
        {"P5 0 5 255\nxxxxx", ERR_CORRUPT},
        {"P5 -5 5 255\nxxxxx", ERR_CORRUPT},
        {"P5 2 2 65535\nxxxxxxxx", ERR_UNSUPPORTED},
        {"P5 # comment without end", ERR_CORRUPT},
        {"GIF89a and so on", ERR_UNSUPPORTED},
        {"P5", ERR_UNSUPPORTED},
        {"", ERR_UNSUPPORTED},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct image_file f = {{NULL, 5, 5, 5}, NULL};
        struct err e = image_file_decode((const uint8_t *)rows[i].text, strlen(rows[i].text), &f);
        assert_int_equal(e.code, rows[i].code);
        assert_int_equal(f.view.width_px, 5);
    }
}

static void put_u32(uint8_t *p, uint32_t v)
{
    for (int i = 0; i < 4; i++) {
        p[i] = (uint8_t)(v >> (24 - 8 * i));
    }
}

static uint32_t crc_of(const uint8_t *p, size_t n)
{
    uint32_t crc = 0xffffffff;
    for (size_t i = 0; i < n; i++) {
        crc ^= p[i];
        for (int k = 0; k < 8; k++) {
            crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
        }
    }
    return ~crc;
}

static void refuses_huge_claims(void **state)
{
    (void)state;
    struct bytes b;
    make_png(&b, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE);
    put_u32(b.p + 16, 65536);
    put_u32(b.p + 20, 65536);
    put_u32(b.p + 29, crc_of(b.p + 12, 17));
    struct image_file f = {{NULL, 0, 0, 0}, NULL};
    assert_fails(image_file_decode(b.p, b.n, &f), TOO_LARGE);
    make_jpeg(&b);
    for (size_t i = 0; i + 8 < b.n; i++) {
        if (b.p[i] == 0xff && b.p[i + 1] == 0xc0) { /* SOF0: height and width at 5..8 */
            memset(b.p + i + 5, 0x7f, 4);
            break;
        }
    }
    assert_fails(image_file_decode(b.p, b.n, &f), TOO_LARGE);
    assert_null(f.memory);
}

static void loads_from_a_path(void **state)
{
    (void)state;
    char folder[256];
    kit_folder("image_file", folder);
    char path[300];
    (void)snprintf(path, sizeof(path), "%s/a.pgm", folder);
    struct bytes b;
    make_pgm(&b);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(b.p, 1, b.n, out), b.n);
    assert_int_equal(fclose(out), 0);
    struct image_file f;
    assert_ok(image_file_load(path, &f));
    check_pixels(&f, 0);
    image_file_free(&f);
    (void)snprintf(path, sizeof(path), "%s/none.pgm", folder);
    assert_fails(image_file_load(path, &f), NOT_FOUND);
    assert_fails(image_file_load("/dev/null", &f), UNSUPPORTED);
    assert_fails(image_file_load("/", &f), IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(png_all_kinds),
        cmocka_unit_test(jpeg_gray),
        cmocka_unit_test(pgm_gray),
        cmocka_unit_test(refuses_by_header),
        cmocka_unit_test(refuses_huge_claims),
        cmocka_unit_test(loads_from_a_path),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
