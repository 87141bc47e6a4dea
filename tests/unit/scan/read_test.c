/* What the engine reads that plain ZBar does not: tilt, inversion, mirrors, noise, damage. */
#include "tests/kit/kit.h"

#include "scan/engine.h"
#include "tests/unit/scan/qr_picture.h"

static const char text[] = "A-1234-5678/0000000000000000000000000000000000000000000000000";

struct bed {
    struct scan_engine *engine;
    struct scan_result result;
};

static struct bed *new_bed(void)
{
    struct bed *b = calloc(1, sizeof(*b));
    assert_non_null(b);
    assert_ok(scan_open(&b->engine));
    return b;
}

static void free_bed(struct bed *b)
{
    scan_close(b->engine);
    free(b);
}

static void check_read(struct bed *b, const struct picture *p, enum scan_effort effort)
{
    struct image_gray frame = picture_view(p);
    assert_ok(scan_frame(b->engine, &frame, effort, &b->result));
    assert_int_equal(b->result.code_count, 1);
    assert_int_equal(b->result.code[0].length, sizeof(text) - 1);
    assert_memory_equal(b->result.code[0].bytes, text, sizeof(text) - 1);
}

struct pose {
    const char *name;
    int version;
    struct point_f corner[4];
    struct picture_style style;
    int noise;
};

static const struct pose poses[] = {
    {"upright", 5, {{100, 80}, {300, 80}, {300, 280}, {100, 280}}, {40, 210, false}, 0},
    {"turned", 5, {{200, 60}, {340, 200}, {200, 340}, {60, 200}}, {40, 210, false}, 0},
    {"upside down", 5, {{300, 280}, {100, 280}, {100, 80}, {300, 80}}, {40, 210, false}, 0},
    {"inverted", 5, {{100, 80}, {300, 80}, {300, 280}, {100, 280}}, {220, 30, false}, 0},
    {"mirrored", 5, {{100, 80}, {300, 80}, {300, 280}, {100, 280}}, {40, 210, true}, 0},
    {"tilted", 13, {{90, 90}, {320, 70}, {370, 330}, {40, 320}}, {40, 210, false}, 0},
    {"faint", 5, {{100, 80}, {300, 80}, {300, 280}, {100, 280}}, {110, 124, false}, 0},
    {"noisy", 5, {{100, 80}, {300, 80}, {300, 280}, {100, 280}}, {60, 190, false}, 60},
    {"small", 3, {{100, 100}, {152, 104}, {148, 156}, {96, 152}}, {40, 210, false}, 0},
};

static void reads_every_pose(void **state)
{
    (void)state;
    struct bed *b = new_bed();
    for (size_t i = 0; i < sizeof(poses) / sizeof(poses[0]); i++) {
        const struct pose *p = &poses[i];
        struct picture picture = picture_new(400, 400, 90);
        QRcode *code = picture_code(text, p->version, QR_ECLEVEL_L);
        picture_draw(&picture, code, p->corner, p->style);
        if (p->noise > 0) {
            picture_noise(&picture, i, p->noise);
        }
        print_message("pose %s\n", p->name);
        check_read(b, &picture, SCAN_EFFORT_STILL);
        const struct scan_code *c = &b->result.code[0];
        assert_int_equal(c->version, code->version);
        assert_int_equal(c->ecc_level, 'L');
        for (int k = 0; k < 4; k++) {
            /* In a mirror the top right of the symbol lies at the bottom left. */
            const struct point_f *want = &p->corner[p->style.mirrored ? (4 - k) % 4 : k];
            float dx = c->corner[k].x - want->x;
            float dy = c->corner[k].y - want->y;
            float reach = p->noise > 0 ? 10.0F : 5.0F;
            assert_true(dx * dx + dy * dy < reach * reach);
        }
        QRcode_free(code);
        free(picture.px);
    }
    free_bed(b);
}

static void quality_follows_contrast(void **state)
{
    (void)state;
    static const uint8_t light[3] = {230, 120, 70};
    struct bed *b = new_bed();
    int last = 101;
    for (int i = 0; i < 3; i++) {
        struct picture p = picture_new(400, 400, 60);
        QRcode *code = picture_code(text, 5, QR_ECLEVEL_L);
        picture_draw(&p, code, poses[0].corner, (struct picture_style){40, light[i], false});
        check_read(b, &p, SCAN_EFFORT_STILL);
        assert_true(b->result.code[0].quality < last);
        last = b->result.code[0].quality;
        QRcode_free(code);
        free(p.px);
    }
    assert_true(last > 0 && last < 60);
    free_bed(b);
}

static void same_frame_gives_the_same_result(void **state)
{
    (void)state;
    struct bed *a = new_bed();
    struct bed *b = new_bed();
    struct picture p = picture_new(400, 400, 90);
    QRcode *code = picture_code(text, 13, QR_ECLEVEL_L);
    picture_draw(&p, code, poses[5].corner, poses[5].style);
    picture_noise(&p, 3, 20);
    check_read(a, &p, SCAN_EFFORT_STILL);
    check_read(b, &p, SCAN_EFFORT_STILL);
    assert_memory_equal(a->result.code[0].corner, b->result.code[0].corner,
                        sizeof(a->result.code[0].corner));
    assert_int_equal(a->result.passes, b->result.passes);
    QRcode_free(code);
    free(p.px);
    free_bed(a);
    free_bed(b);
}

/* A covered corner of the payload, well within what level H corrects. */
static void reads_through_damage(void **state)
{
    (void)state;
    struct bed *b = new_bed();
    struct picture p = picture_new(400, 400, 90);
    QRcode *code = picture_code(text, 8, QR_ECLEVEL_H);
    picture_draw(&p, code, poses[0].corner, poses[0].style);
    for (int y = 150; y < 215; y++) {
        memset(p.px + y * p.width + 170, 230, 75);
    }
    check_read(b, &p, SCAN_EFFORT_STILL);
    QRcode_free(code);
    free(p.px);
    free_bed(b);
}

/* A symbol damaged beyond correction must not be read as anything. */
static void refuses_what_cannot_be_corrected(void **state)
{
    (void)state;
    struct bed *b = new_bed();
    struct rng rng;
    rng_init(&rng, 9);
    for (int round = 0; round < 4; round++) {
        struct picture p = picture_new(400, 400, 90);
        QRcode *code = picture_code(text, 4, QR_ECLEVEL_L);
        for (int y = 9; y < code->width; y++) {
            for (int x = 9; x < code->width - 9; x++) {
                code->data[y * code->width + x] ^= rng_below(&rng, 2) & 1;
            }
        }
        picture_draw(&p, code, poses[0].corner, poses[0].style);
        struct image_gray frame = picture_view(&p);
        assert_ok(scan_frame(b->engine, &frame, SCAN_EFFORT_STILL, &b->result));
        assert_int_equal(b->result.code_count, 0);
        QRcode_free(code);
        free(p.px);
    }
    free_bed(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_pose),
        cmocka_unit_test(quality_follows_contrast),
        cmocka_unit_test(same_frame_gives_the_same_result),
        cmocka_unit_test(reads_through_damage),
        cmocka_unit_test(refuses_what_cannot_be_corrected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
