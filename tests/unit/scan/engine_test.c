/* The engine's contract: what it refuses, what it survives, what it reads. */
#include "tests/kit/kit.h"

#include <qrencode.h>
#include <stdlib.h>
#include <string.h>
#include "base/rng.h"
#include "scan/engine.h"

enum { MODULE_PX = 4, QUIET = 4, CANVAS_PX = 640 };

struct canvas {
    uint8_t *px;
    int width;
    int height;
};

static struct image_gray view(const struct canvas *c)
{
    return (struct image_gray){c->px, c->width, c->height, c->width};
}

static struct canvas blank(int width, int height, uint8_t level)
{
    struct canvas c = {malloc((size_t)width * (size_t)height), width, height};
    assert_non_null(c.px);
    memset(c.px, level, (size_t)width * (size_t)height);
    return c;
}

static void draw(struct canvas *c, const QRcode *code, int left, int top)
{
    for (int y = 0; y < code->width * MODULE_PX; y++) {
        for (int x = 0; x < code->width * MODULE_PX; x++) {
            bool dark = code->data[(y / MODULE_PX) * code->width + x / MODULE_PX] & 1;
            c->px[(top + y) * c->width + left + x] = dark ? 30 : 220;
        }
    }
}

static void draw_text(struct canvas *c, const char *text, int left, int top)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    assert_non_null(code);
    draw(c, code, left, top);
    QRcode_free(code);
}

static struct scan_result *scan(const struct canvas *c, enum scan_effort effort)
{
    struct scan_engine *engine = NULL;
    assert_ok(scan_open(&engine));
    struct scan_result *result = calloc(1, sizeof(*result));
    assert_non_null(result);
    struct image_gray frame = view(c);
    assert_ok(scan_frame(engine, &frame, effort, result));
    scan_close(engine);
    return result;
}

static void refuses_by_shape(void **state)
{
    (void)state;
    struct scan_engine *engine = NULL;
    assert_ok(scan_open(&engine));
    static const uint8_t pixel[4] = {0};
    static const struct {
        struct image_gray frame;
        enum err_code code;
    } rows[] = {
        {{pixel, 0, 1, 1}, ERR_INVALID},         {{pixel, 1, 0, 1}, ERR_INVALID},
        {{pixel, 2, 2, 0}, ERR_INVALID},         {{pixel, 2, 2, 1}, ERR_INVALID},
        {{NULL, 2, 2, 2}, ERR_INVALID},          {{pixel, -5, 2, 2}, ERR_INVALID},
        {{pixel, 8193, 1, 8193}, ERR_TOO_LARGE}, {{pixel, 1, 8193, 1}, ERR_TOO_LARGE},
    };
    struct scan_result *result = calloc(1, sizeof(*result));
    result->code_count = 77;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct err e = scan_frame(engine, &rows[i].frame, SCAN_EFFORT_STILL, result);
        assert_int_equal(e.code, rows[i].code);
        assert_int_equal(result->code_count, 77);
    }
    free(result);
    scan_close(engine);
    scan_close(NULL);
}

static void survives_empty_pictures(void **state)
{
    (void)state;
    static const struct {
        int width, height, level;
    } rows[] = {{1, 1, 0},   {1, 1, 255},   {2, 1, 9},     {7, 300, 128},   {300, 7, 0},
                {20, 20, 0}, {21, 21, 255}, {320, 240, 0}, {320, 240, 255}, {8192, 3, 50}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct canvas c = blank(rows[i].width, rows[i].height, (uint8_t)rows[i].level);
        struct scan_result *r = scan(&c, SCAN_EFFORT_STILL);
        assert_int_equal(r->code_count, 0);
        free(r);
        free(c.px);
    }
}

static void reads_nothing_from_noise(void **state)
{
    (void)state;
    struct canvas c = blank(320, 240, 0);
    struct rng rng;
    rng_init(&rng, 5);
    for (int i = 0; i < c.width * c.height; i++) {
        c.px[i] = (uint8_t)rng_below(&rng, 256);
    }
    struct scan_result *r = scan(&c, SCAN_EFFORT_STILL);
    assert_int_equal(r->code_count, 0);
    free(r);
    free(c.px);
}

static void reads_bytes_and_corners(void **state)
{
    (void)state;
    struct canvas c = blank(CANVAS_PX, CANVAS_PX, 220);
    draw_text(&c, "HELLO 12345", 100, 200);
    struct scan_result *r = scan(&c, SCAN_EFFORT_FRAME);
    assert_int_equal(r->code_count, 1);
    assert_int_equal(r->code[0].symbology, SCAN_QR);
    assert_int_equal(r->code[0].length, 11);
    assert_memory_equal(r->code[0].bytes, "HELLO 12345", 11);
    float side = 21 * MODULE_PX;
    const struct point_f want[4] = {
        {100, 200}, {100 + side, 200}, {100 + side, 200 + side}, {100, 200 + side}};
    for (int i = 0; i < 4; i++) {
        assert_true(r->code[0].corner[i].x - want[i].x < 6 &&
                    want[i].x - r->code[0].corner[i].x < 6);
        assert_true(r->code[0].corner[i].y - want[i].y < 6 &&
                    want[i].y - r->code[0].corner[i].y < 6);
    }
    assert_int_equal(r->hint, SCAN_HINT_NONE);
    free(r);
    free(c.px);
}

static void keeps_bytes_that_are_not_text(void **state)
{
    (void)state;
    static const unsigned char raw[] = {0x83, 0x65, 0x00, 0xff, 0x83, 0x58, 0xe6, 0x97, 0xa5};
    QRcode *code = QRcode_encodeData((int)sizeof(raw), raw, 0, QR_ECLEVEL_M);
    struct canvas c = blank(CANVAS_PX, CANVAS_PX, 220);
    draw(&c, code, 60, 60);
    QRcode_free(code);
    struct scan_result *r = scan(&c, SCAN_EFFORT_FRAME);
    assert_int_equal(r->code_count, 1);
    assert_int_equal(r->code[0].length, sizeof(raw));
    assert_memory_equal(r->code[0].bytes, raw, sizeof(raw));
    free(r);
    free(c.px);
}

static void says_that_there_are_several(void **state)
{
    (void)state;
    struct canvas c = blank(CANVAS_PX, CANVAS_PX, 220);
    draw_text(&c, "FIRST", 60, 60);
    draw_text(&c, "SECOND", 360, 360);
    struct scan_result *r = scan(&c, SCAN_EFFORT_STILL);
    assert_int_equal(r->code_count, 2);
    assert_int_equal(r->hint, SCAN_HINT_SEVERAL_CODES);
    free(r);
    free(c.px);
}

static void types_a_part_of_a_series(void **state)
{
    (void)state;
    static const unsigned char text[] = "0123456789abcdefghijklmnopqrstuvwxyz0123456789";
    QRcode_List *list = QRcode_encodeDataStructured((int)sizeof(text) - 1, text, 2, QR_ECLEVEL_M);
    assert_non_null(list);
    assert_true(QRcode_List_size(list) >= 2);
    struct canvas c = blank(CANVAS_PX, CANVAS_PX, 220);
    draw(&c, list->next->code, 80, 80);
    QRcode_List_free(list);
    struct scan_result *r = scan(&c, SCAN_EFFORT_STILL);
    assert_int_equal(r->code_count, 1);
    assert_int_equal(r->code[0].symbology, SCAN_QR_PART);
    free(r);
    free(c.px);
}

/* Frame by frame, one part in view at a time: whole with the last one, and only then. */
static void parts_become_one_message(void **state)
{
    (void)state;
    static const unsigned char text[] = "0123456789abcdefghijklmnopqrstuvwxyz0123456789";
    static struct scan_result r;
    struct scan_engine *e = NULL;
    QRcode_List *list = QRcode_encodeDataStructured((int)sizeof(text) - 1, text, 1, QR_ECLEVEL_M);
    int count = QRcode_List_size(list);
    assert_true(count > 2); /* one in the middle as well */
    assert_ok(scan_open(&e));
    for (int round = 0; round < 2; round++) {
        int seen = 0;
        for (QRcode_List *at = list; at != NULL; at = at->next) {
            struct canvas c = blank(CANVAS_PX, CANVAS_PX, 220);
            struct image_gray frame = {c.px, CANVAS_PX, CANVAS_PX, CANVAS_PX};
            draw(&c, at->code, 80, 80);
            assert_ok(scan_frame(e, &frame, SCAN_EFFORT_FRAME, &r));
            assert_int_equal(r.code_count, 1);
            assert_int_equal(r.code[0].symbology, ++seen < count ? SCAN_QR_PART : SCAN_QR);
            assert_int_equal(r.code[0].part_count, count);
            free(c.px);
        }
        assert_int_equal(r.code[0].length, sizeof(text) - 1);
        assert_memory_equal(r.code[0].bytes, text, sizeof(text) - 1);
        scan_forget(e); /* then it starts over */
    }
    scan_close(e);
    QRcode_List_free(list);
}

static void parts_side_by_side_are_one_code(void **state)
{
    (void)state;
    static const unsigned char text[] = "2/0123456789abcdefghijklmnopqrstuvwxyz0123456789";
    QRcode_List *list = QRcode_encodeDataStructured((int)sizeof(text) - 1, text, 2, QR_ECLEVEL_L);
    assert_int_equal(QRcode_List_size(list), 2);
    struct canvas c = blank(CANVAS_PX, CANVAS_PX, 220);
    draw(&c, list->code, 20, 100);
    draw(&c, list->next->code, 200, 100);
    QRcode_List_free(list);
    struct scan_result *r = scan(&c, SCAN_EFFORT_FRAME);
    assert_int_equal(r->code_count, 1);
    assert_int_equal(r->code[0].symbology, SCAN_QR);
    assert_int_equal(r->code[0].length, sizeof(text) - 1);
    assert_int_equal(r->hint, SCAN_HINT_NONE);
    free(r);
    free(c.px);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_by_shape),
        cmocka_unit_test(survives_empty_pictures),
        cmocka_unit_test(reads_nothing_from_noise),
        cmocka_unit_test(reads_bytes_and_corners),
        cmocka_unit_test(keeps_bytes_that_are_not_text),
        cmocka_unit_test(says_that_there_are_several),
        cmocka_unit_test(types_a_part_of_a_series),
        cmocka_unit_test(parts_become_one_message),
        cmocka_unit_test(parts_side_by_side_are_one_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
