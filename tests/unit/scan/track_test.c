/* What is remembered of a symbol's place: the next frame looks there first, forgetting ends it. */
#include "tests/kit/kit.h"

#include "scan/engine.h"
#include "scan/passes.h"
#include "tests/unit/scan/qr_picture.h"

static const char text[] = "tracked from frame to frame";
static struct scan_result result;

static void soften(struct picture *p, int rounds)
{
    for (int i = 0; i < rounds; i++) {
        for (int at = p->width + 1; at < p->width * (p->height - 1) - 1; at++) {
            const uint8_t *c = p->px + at;
            int sum = 4 * c[0] + 2 * (c[-1] + c[1] + c[-p->width] + c[p->width]);
            p->px[at] = (uint8_t)(sum / 12);
        }
    }
}

/* A symbol the first pass cannot read, at (left, top) of a large frame. */
static void show(struct scan_engine *e, float left, float top, int soft)
{
    struct picture p = picture_new(1280, 720, 120);
    QRcode *code = picture_code(text, 4, QR_ECLEVEL_M);
    const struct point_f at[4] = {
        {left, top}, {left + 132, top}, {left + 132, top + 132}, {left, top + 132}};
    picture_draw(&p, code, at, (struct picture_style){40, 200, false});
    soften(&p, soft);
    picture_noise(&p, 5, 10);
    struct image_gray frame = picture_view(&p);
    assert_ok(scan_frame(e, &frame, SCAN_EFFORT_FRAME, &result));
    QRcode_free(code);
    free(p.px);
}

static bool corners_near(float left, float top)
{
    return fabsf(result.code[0].corner[0].x - left) < 3 &&
           fabsf(result.code[0].corner[0].y - top) < 3 &&
           fabsf(result.code[0].corner[2].x - left - 132) < 3 &&
           fabsf(result.code[0].corner[2].y - top - 132) < 3;
}

static int passes_run(void)
{
    return __builtin_popcount(result.passes);
}

static void corners_are_those_of_the_frame(void **state)
{
    (void)state;
    struct scan_engine *e = NULL;
    assert_ok(scan_open(&e));
    for (int i = 0; i < 4; i++) {
        float left = 900.0F - 12.0F * (float)i;
        float top = 400.0F + 9.0F * (float)i;
        show(e, left, top, 6);
        assert_int_equal(result.code_count, 1);
        assert_true(corners_near(left, top));
    }
    scan_close(e);
}

static void what_read_once_is_tried_first(void **state)
{
    (void)state;
    struct scan_engine *e = NULL;
    assert_ok(scan_open(&e));
    show(e, 900, 400, 6);
    assert_int_equal(result.code_count, 1);
    uint32_t first = result.passes;
    assert_true(passes_run() > 1);
    show(e, 890, 405, 6);
    assert_int_equal(result.code_count, 1);
    assert_int_equal(passes_run(), 2);
    scan_forget(e);
    show(e, 900, 400, 6);
    assert_int_equal(result.passes, first);
    scan_close(e);
}

static void an_empty_place_reads_nothing(void **state)
{
    (void)state;
    struct scan_engine *e = NULL;
    assert_ok(scan_open(&e));
    show(e, 900, 400, 6);
    struct picture p = picture_new(64, 48, 120); /* smaller than where the symbol was */
    picture_noise(&p, 9, 40);
    struct image_gray frame = picture_view(&p);
    for (int i = 0; i < 12; i++) {
        assert_ok(scan_frame(e, &frame, SCAN_EFFORT_FRAME, &result));
        assert_int_equal(result.code_count, 0);
    }
    frame.stride = 1;
    assert_fails(scan_frame(e, &frame, SCAN_EFFORT_FRAME, &result), INVALID);
    free(p.px);
    scan_close(e);
}

/* Symbols beyond what a frame may spend on reading are left for the next one. */
static void reading_ends_where_the_budget_does(void **state)
{
    (void)state;
    static struct pass_room room;
    struct picture p = picture_new(400, 400, 120);
    QRcode *code = picture_code(text, 4, QR_ECLEVEL_M);
    const struct point_f at[4] = {{100, 100}, {298, 100}, {298, 298}, {100, 298}};
    picture_draw(&p, code, at, (struct picture_style){40, 200, false});
    struct image_gray frame = picture_view(&p);
    assert_ok(pass_room_open(&room));
    for (int spend_max = -1; spend_max <= 0; spend_max++) {
        (void)plane_take(&room.work, &frame, SCAN_WORK_SIDE_MAX_PX);
        pass_begin(&room, spend_max);
        result.code_count = 0;
        pass_run(&room, PASS_RAW, &result);
        assert_int_equal(result.code_count, spend_max + 1);
    }
    pass_room_close(&room);
    QRcode_free(code);
    free(p.px);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(corners_are_those_of_the_frame),
        cmocka_unit_test(what_read_once_is_tried_first),
        cmocka_unit_test(an_empty_place_reads_nothing),
        cmocka_unit_test(reading_ends_where_the_budget_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
