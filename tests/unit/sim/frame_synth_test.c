#include "tests/kit/kit.h"

#include <string.h>

#include <zbar.h>

#include "sim/frame_synth.h"

static const uint64_t pinned = 0x6F30872AE83F0F70U; /* FNV-1a of full_scene at 480 x 270 */

enum { W = FRAME_SYNTH_WIDTH_PX, H = FRAME_SYNTH_HEIGHT_PX };

static const char payload[] = "K1-000123-7-NERIMA-0042";

struct bench {
    struct frame_synth *synth;
    uint8_t pixels[W * H];
    uint8_t again[W * H];
    struct qr_modules code;
};

static int open_bench(void **state)
{
    static struct bench bench;
    const struct qr_options options = {QR_MODE_ALNUM, 'M', 0};
    *state = &bench;
    return failed(frame_synth_open(W, H, &bench.synth)) ||
           failed(qr_make(payload, strlen(payload), &options, &bench.code));
}

static int close_bench(void **state)
{
    struct bench *b = *state;
    frame_synth_close(b->synth);
    return 0;
}

static void render(struct bench *b, const struct scene *s)
{
    struct frame_target target = {b->pixels, W, H, W};
    assert_ok(frame_synth_render(b->synth, s, 1, 2, &target));
}

/* What plain ZBar makes of the picture: the number of symbols that hold text. */
static int zbar_reads(const struct bench *b, zbar_symbol_type_t type, const char *text)
{
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_t *image = zbar_image_create();
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(scanner, type, ZBAR_CFG_ENABLE, 1);
    zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(image, W, H);
    zbar_image_set_data(image, b->pixels, sizeof b->pixels, NULL);
    zbar_scan_image(scanner, image);
    int count = 0;
    const zbar_symbol_t *symbol = zbar_image_first_symbol(image);
    for (; symbol; symbol = zbar_symbol_next(symbol)) {
        count += strcmp(zbar_symbol_get_data(symbol), text) == 0;
    }
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(scanner);
    return count;
}

static uint64_t hash_of(const uint8_t *bytes, size_t length)
{
    uint64_t h = 0xCBF29CE484222325U; /* FNV-1a */
    for (size_t i = 0; i < length; i++) {
        h = (h ^ bytes[i]) * 0x100000001B3U;
    }
    return h;
}

/* A scene with everything switched on. */
static struct scene full_scene(const struct bench *b)
{
    struct scene s = scene_default(SCENE_PAPER);
    struct scene_carrier *phone = scene_add(&s, SCENE_PHONE);
    s.carrier[0].code = b->code;
    s.carrier[0].bend = 0.6F;
    s.carrier[0].crease = 0.5F;
    s.carrier[0].pose = (struct scene_pose){0.3F, 0.4F, 31, 35, -20, 340};
    phone->code = b->code;
    phone->pose = (struct scene_pose){0.7F, 0.6F, 18, -30, 25, 77};
    phone->cracked = 0.5F;
    phone->notification = 0.4F;
    phone->finger = 0.3F;
    phone->beside = SCENE_BOARDING_PASS;
    s.camera.glare_count = 1;
    s.camera.glare[0] = (struct scene_glare){0.6F, 0.5F, 0.1F, 1};
    s.camera.window.strength = 0.3F;
    s.camera.motion_x_px = 7;
    s.camera.motion_y_px = -4;
    s.camera.defocus_px = 2.5F;
    s.camera.moire = 0.4F;
    s.camera.band_depth = 0.3F;
    s.camera.dirt = 0.5F;
    s.camera.cover = 0.1F;
    s.camera.noise_sigma = 6;
    return s;
}

static void clean_scenes_are_read_by_plain_zbar(void **state)
{
    struct bench *b = *state;
    static const float distance_cm[] = {12, 20, 30};
    for (int kind = SCENE_PHONE; kind <= SCENE_PAPER; kind++) {
        for (int i = 0; i < 3; i++) {
            struct scene s = scene_default((enum scene_kind)kind);
            s.carrier[0].code = b->code;
            s.carrier[0].pose.distance_cm = distance_cm[i];
            render(b, &s);
            assert_int_equal(zbar_reads(b, ZBAR_QRCODE, payload), 1);
        }
    }
}

static void a_jan_code_is_read_too(void **state)
{
    struct bench *b = *state;
    struct scene s = scene_default(SCENE_PHONE);
    assert_ok(qr_make_jan("4901234567894", &s.carrier[0].code));
    render(b, &s);
    assert_int_equal(zbar_reads(b, ZBAR_EAN13, "4901234567894"), 1);
}

static void the_same_scene_gives_the_same_bytes(void **state)
{
    struct bench *b = *state;
    struct scene s = full_scene(b);
    struct scene other = scene_default(SCENE_SLIP);
    struct frame_target target = {b->pixels, 480, 270, 480};
    struct frame_target again = {b->again, 480, 270, 480};
    size_t size = 480U * 270U;
    assert_ok(frame_synth_render(b->synth, &s, 4, 9, &target));
    assert_ok(frame_synth_render(b->synth, &other, 1, 1, &again));
    assert_ok(frame_synth_render(b->synth, &s, 4, 9, &again));
    assert_true(hash_of(b->pixels, size) == hash_of(b->again, size));
    assert_ok(frame_synth_render(b->synth, &s, 5, 9, &again));
    assert_false(hash_of(b->pixels, size) == hash_of(b->again, size));
    assert_ok(frame_synth_render(b->synth, &s, 4, 10, &again));
    assert_false(hash_of(b->pixels, size) == hash_of(b->again, size));
}

/* One figure for all compilers; a change of the drawing changes it on purpose. */
static void the_bytes_are_those_of_every_compiler(void **state)
{
    struct bench *b = *state;
    struct scene s = full_scene(b);
    struct frame_target target = {b->pixels, 480, 270, 480};
    assert_ok(frame_synth_render(b->synth, &s, 4, 9, &target));
    uint64_t hash = hash_of(b->pixels, 480U * 270U);
    if (hash != pinned) {
        print_message("hash 0x%016llX\n", (unsigned long long)hash);
    }
    assert_true(hash == pinned);
}

static double mean_of(const struct bench *b, struct point_f at)
{
    double sum = 0;
    for (int y = -2; y <= 2; y++) {
        for (int x = -2; x <= 2; x++) {
            sum += b->pixels[((int)at.y + y) * W + (int)at.x + x];
        }
    }
    return sum / 25;
}

/* Just inside each true corner lies a position pattern (or not), just outside the quiet zone. */
static void corners_are_where_the_code_is(void **state)
{
    struct bench *b = *state;
    struct scene s = scene_default(SCENE_PHONE);
    struct point_f p[4];
    s.carrier[0].code = b->code;
    s.carrier[0].is_in_hand = false;
    s.carrier[0].pose = (struct scene_pose){0.4F, 0.5F, 12, 30, -35, 20};
    render(b, &s);
    assert_true(frame_synth_corners(&s, 0, W, H, p));
    for (int i = 0; i < 4; i++) {
        const struct point_f *across = &p[(i + 2) % 4];
        float dx = (across->x - p[i].x) / (2 * (float)b->code.columns);
        float dy = (across->y - p[i].y) / (2 * (float)b->code.columns);
        struct point_f in = {p[i].x + dx, p[i].y + dy};
        struct point_f out = {p[i].x - 2 * dx, p[i].y - 2 * dy};
        assert_true(mean_of(b, out) > 150);
        if (i != 2) {
            assert_true(mean_of(b, in) < 110);
        }
    }
    assert_false(frame_synth_corners(&s, 1, W, H, p));
}

/* Signs of the pose as scene.h states them: the side that is away looks shorter. */
static void tilt_and_turn_go_the_stated_way(void **state)
{
    (void)state;
    struct scene s = scene_default(SCENE_PAPER);
    struct point_f p[4];
    s.carrier[0].pose.tilt_x_deg = 30;
    assert_true(frame_synth_corners(&s, 0, W, H, p));
    assert_true(p[1].x - p[0].x < p[2].x - p[3].x - 5);
    s.carrier[0].pose.tilt_x_deg = 0;
    s.carrier[0].pose.tilt_y_deg = 30;
    assert_true(frame_synth_corners(&s, 0, W, H, p));
    assert_true(p[2].y - p[1].y < p[3].y - p[0].y - 5);
    s.carrier[0].pose.tilt_y_deg = 0;
    s.carrier[0].pose.rotation_deg = 90;
    assert_true(frame_synth_corners(&s, 0, W, H, p));
    assert_true(p[0].x > p[3].x + 50 && p[1].y > p[0].y + 50);
}

static double sharpness(const struct bench *b)
{
    double sum = 0;
    for (int i = 1; i < W * H; i++) {
        int step = b->pixels[i] - b->pixels[i - 1];
        sum += step * step;
    }
    return sum;
}

static void effects_do_what_they_say(void **state)
{
    struct bench *b = *state;
    struct scene clean = scene_default(SCENE_PHONE);
    clean.carrier[0].code = b->code;
    clean.camera.noise_sigma = 0;
    render(b, &clean);
    double sharp = sharpness(b);
    struct scene s = clean;
    s.camera.defocus_px = 6;
    render(b, &s);
    assert_true(sharpness(b) < 0.5 * sharp);
    s = clean;
    s.camera.motion_x_px = 12;
    render(b, &s);
    assert_true(sharpness(b) < 0.5 * sharp);
    s = clean;
    s.camera.cover = 1;
    render(b, &s);
    assert_true(mean_of(b, (struct point_f){W / 2, H / 2}) < 60);
    s = clean;
    s.camera.glare_count = 1;
    s.camera.glare[0] = (struct scene_glare){0.5F, 0.5F, 0.1F, 3};
    render(b, &s);
    assert_true(mean_of(b, (struct point_f){W / 2, H / 2}) > 250);
}

static void any_size_and_any_pose_is_drawn_within_bounds(void **state)
{
    struct bench *b = *state;
    static const int sizes[][2] = {{1, 1}, {1, 90}, {90, 1}, {7, 5}, {160, 120}, {721, 333}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct scene s = full_scene(b);
        int stride = sizes[i][0] + 3;
        struct frame_target target = {b->pixels, sizes[i][0], sizes[i][1], stride};
        memset(b->pixels, 0xA5, sizeof b->pixels);
        s.carrier[0].pose.distance_cm = 8;
        s.carrier[0].pose.tilt_x_deg = i % 2 ? 60 : -60;
        s.carrier[1].pose.tilt_y_deg = 60;
        s.carrier[1].pose.tilt_x_deg = 60;
        s.carrier[1].finger_edge = (enum scene_edge)(i % SCENE_EDGE_COUNT);
        s.camera.defocus_px = 20;
        assert_ok(frame_synth_render(b->synth, &s, i, i, &target));
        for (int y = 0; y < sizes[i][1]; y++) {
            assert_int_equal(b->pixels[y * stride + sizes[i][0]], 0xA5);
        }
        assert_int_equal(b->pixels[sizes[i][1] * stride], 0xA5);
    }
}

/* The face of every carrier fits its texels, whatever is drawn on it. */
static void extreme_carriers_fit(void **state)
{
    struct bench *b = *state;
    struct frame_target target = {b->pixels, 64, 36, 64};
    struct qr_modules code[3] = {b->code};
    const struct qr_options largest = {QR_MODE_BYTES, 'L', 40};
    assert_ok(qr_make(payload, strlen(payload), &largest, &code[1]));
    assert_ok(qr_make_jan("4901234567894", &code[2]));
    for (int i = 0; i < 3 * 3 * SCENE_KIND_COUNT * SCENE_EDGE_COUNT; i++) {
        struct scene s = scene_default((enum scene_kind)(i % SCENE_KIND_COUNT));
        struct scene_carrier *c = &s.carrier[0];
        c->code = code[i / SCENE_KIND_COUNT % 3];
        c->finger_edge = (enum scene_edge)(i / 9 % SCENE_EDGE_COUNT);
        c->finger = 1;
        c->cracked = 1;
        c->notification = 1;
        c->faded = 1;
        c->beside = SCENE_BOARDING_PASS;
        c->code_mm = 10.0F + 25.0F * (float)(i / 36);
        assert_ok(frame_synth_render(b->synth, &s, 0, 0, &target));
    }
}

static void refuses_what_it_cannot_draw(void **state)
{
    struct bench *b = *state;
    struct scene s = scene_empty();
    struct frame_synth *none = NULL;
    static const struct {
        int width, height, stride;
        enum err_code code;
    } rows[] = {{0, 5, 5, ERR_INVALID},
                {5, 0, 5, ERR_INVALID},
                {5, 5, 4, ERR_INVALID},
                {W + 1, 5, W + 1, ERR_TOO_LARGE},
                {5, H + 1, 5, ERR_TOO_LARGE}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct frame_target t = {b->pixels, rows[i].width, rows[i].height, rows[i].stride};
        assert_int_equal(frame_synth_render(b->synth, &s, 0, 0, &t).code, rows[i].code);
    }
    assert_fails(frame_synth_open(0, 10, &none), INVALID);
    assert_fails(frame_synth_open(10, FRAME_SYNTH_SIDE_MAX_PX + 1, &none), TOO_LARGE);
    assert_null(none);
    frame_synth_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clean_scenes_are_read_by_plain_zbar),
        cmocka_unit_test(a_jan_code_is_read_too),
        cmocka_unit_test(the_same_scene_gives_the_same_bytes),
        cmocka_unit_test(the_bytes_are_those_of_every_compiler),
        cmocka_unit_test(corners_are_where_the_code_is),
        cmocka_unit_test(tilt_and_turn_go_the_stated_way),
        cmocka_unit_test(effects_do_what_they_say),
        cmocka_unit_test(any_size_and_any_pose_is_drawn_within_bounds),
        cmocka_unit_test(extreme_carriers_fit),
        cmocka_unit_test(refuses_what_it_cannot_draw),
    };
    return cmocka_run_group_tests_name("sim/frame_synth", tests, open_bench, close_bench);
}
