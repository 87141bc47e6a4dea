/* Contrast as the eye meets it: sampled from painted pixels, not from the table of colours; and the
 * size of targets on the real panel; and that keys reach what fingers reach. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "tests/kit/kit.h"
#include "tests/kit/screen_shots.h"
#include "ui/touch.h"

enum { STEP_PX = 2, SHADES = 4096, CONTROLS_MAX = 64, OUTSIDE_PX = 5 };

static const double body_contrast = 7.0;
static const double part_contrast = 3.0;
static const double panel_inches = 21.5;
static const double target_mm = 20.0;

static uint32_t pixel(cairo_surface_t *s, int x, int y)
{
    const unsigned char *at = cairo_image_surface_get_data(s) +
                              (ptrdiff_t)y * cairo_image_surface_get_stride(s) + (ptrdiff_t)4 * x;
    uint32_t rgb;
    memcpy(&rgb, at, sizeof rgb);
    return rgb & 0xFFFFFF;
}

static unsigned shade(uint32_t rgb)
{
    return (rgb >> 12 & 0xF00) | (rgb >> 8 & 0xF0) | (rgb >> 4 & 0xF);
}

/* The commonest colour inside is what the text stands on. */
static uint32_t ground_in(cairo_surface_t *s, struct rect r)
{
    static const struct counts {
        int n[SHADES];
    } none;
    struct counts counts = none;
    uint32_t best = 0;
    int most = 0;
    for (int y = r.y; y < r.y + r.h; y += STEP_PX) {
        for (int x = r.x; x < r.x + r.w; x += STEP_PX) {
            uint32_t rgb = pixel(s, x, y);
            int n = ++counts.n[shade(rgb)];
            best = n > most ? rgb : best;
            most = n > most ? n : most;
        }
    }
    return best;
}

static double contrast_in(cairo_surface_t *s, struct rect r)
{
    uint32_t ground = ground_in(s, r);
    double best = 1.0;
    for (int y = r.y; y < r.y + r.h; y++) {
        for (int x = r.x; x < r.x + r.w; x++) {
            uint32_t rgb = pixel(s, x, y);
            if (rgb != ground) {
                double c = colour_contrast(rgb, ground);
                best = c > best ? c : best;
            }
        }
    }
    return best;
}

static int complain(const struct node_tree *t, int node, const char *what, double value)
{
    const struct rect *r = &t->node[node].rect;
    print_error("%s%s: node %d [%d %d %d %d] %s %.2f\n", screen_code(t->screen),
                t->modes.contrast ? " contrast" : "", node, r->x, r->y, r->w, r->h, what, value);
    return 1;
}

/* Fill or frame of a control against what lies around it. */
static double edge_contrast(cairo_surface_t *s, const struct node_tree *t, int i)
{
    const struct rect r = t->node[i].rect;
    int y = r.y + r.h / 2;
    int x = r.x - OUTSIDE_PX < 0 ? 0 : r.x - OUTSIDE_PX;
    uint32_t outside = pixel(s, x, y);
    double frame = colour_contrast(pixel(s, r.x + 1, y), outside);
    double fill = colour_contrast(pixel(s, r.x + OUTSIDE_PX + t->node[i].stroke_px, y), outside);
    return frame > fill ? frame : fill;
}

static bool is_control(const struct node *n)
{
    return n->action != ACTION_NONE && n->enabled;
}

static int check_pixels(const struct shots *shots, cairo_surface_t *s)
{
    const struct node_tree *t = &shots->tree;
    int faults = 0;
    for (int i = 1; i < t->count; i++) {
        const struct node *n = &t->node[i];
        bool blank = strspn(tree_text(t, n->text), " ") == strlen(tree_text(t, n->text));
        double c = blank ? body_contrast : contrast_in(s, n->rect);
        if (c < body_contrast) {
            faults += complain(t, i, "text against its ground", c);
        }
        bool framed = is_control(n) && n->role == ROLE_BUTTON && t->side == SIDE_APPLICANT;
        c = framed ? edge_contrast(s, t, i) : part_contrast;
        if (c < part_contrast) {
            faults += complain(t, i, "control against its surroundings", c);
        }
    }
    return faults;
}

static void every_painted_text_has_contrast(void **state)
{
    struct shots *shots = *state;
    int faults = 0;
    for (int screen = 0; screen < SCREEN_COUNT; screen++) {
        bool applicant = view_is_applicant((enum screen)screen);
        for (int contrast = 0; contrast < (applicant ? 2 : 1); contrast++) {
            shots_build(shots, (enum screen)screen,
                        shot_modes(contrast ? SHOT_CONTRAST : SHOT_STANDARD, false), false);
            cairo_surface_t *surface = shots_paint(shots);
            faults += check_pixels(shots, surface);
            cairo_surface_destroy(surface);
        }
    }
    assert_int_equal(faults, 0);
}

static void the_sampling_sees_too_little_contrast(void **state)
{
    (void)state;
    cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 64, 64);
    cairo_t *cr = cairo_create(s);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_set_source_rgb(cr, 0.62, 0.62, 0.62);
    cairo_rectangle(cr, 20, 20, 4, 30);
    cairo_fill(cr);
    cairo_destroy(cr);
    cairo_surface_flush(s);
    double c = contrast_in(s, (struct rect){0, 0, 64, 64});
    assert_true(c > 1.5 && c < part_contrast);
    cairo_surface_destroy(s);
}

static void targets_are_twenty_millimetres(void **state)
{
    struct shots *shots = *state;
    double px_per_mm = hypot(APPLICANT_WIDTH, APPLICANT_HEIGHT) / (panel_inches * 25.4);
    int faults = 0;
    for (int screen = 0; screen < SCREEN_S00; screen++) {
        for (int mode = 0; mode < 2 * SHOT_MODE_COUNT; mode++) {
            shots_build(shots, (enum screen)screen,
                        shot_modes((enum shot_mode)(mode / 2), mode % 2 != 0), true);
            for (int i = 1; i < shots->tree.count; i++) {
                const struct node *n = &shots->tree.node[i];
                double least = fmin(n->rect.w, n->rect.h) / px_per_mm;
                faults += is_control(n) && least < target_mm
                              ? complain(&shots->tree, i, "target in mm", least)
                              : 0;
            }
        }
    }
    assert_int_equal(faults, 0);
}

struct reached {
    int count;
    struct {
        enum action action;
        int argument;
    } row[CONTROLS_MAX];
};

static void note(struct reached *r, struct touch_result got)
{
    for (int i = 0; i < r->count; i++) {
        if (r->row[i].action == got.action && r->row[i].argument == got.argument) {
            return;
        }
    }
    assert_true(got.action == ACTION_NONE || r->count < CONTROLS_MAX);
    if (got.action != ACTION_NONE) {
        r->row[r->count].action = got.action;
        r->row[r->count++].argument = got.argument;
    }
}

static bool has(const struct reached *r, enum action action, int argument)
{
    for (int i = 0; i < r->count; i++) {
        if (r->row[i].action == action && r->row[i].argument == argument) {
            return true;
        }
    }
    return false;
}

static void by_fingers(const struct node_tree *t, struct reached *out)
{
    for (int i = 1; i < t->count; i++) {
        if (is_control(&t->node[i])) {
            struct touch touch;
            touch_init(&touch);
            const struct rect *r = &t->node[i].rect;
            (void)touch_down(&touch, t, r->x + r->w / 2, r->y + r->h / 2);
            note(out, touch_up(&touch, t, 0));
        }
    }
}

/* Forward until the focus comes round, or backwards. */
static void by_keys(const struct node_tree *t, enum touch_key way, struct reached *out)
{
    struct touch touch;
    touch_init(&touch);
    for (int i = 0; i < CONTROLS_MAX; i++) {
        (void)touch_key(&touch, t, way, 0);
        struct touch copy = touch;
        note(out, touch_key(&copy, t, TOUCH_KEY_ENTER, 0));
    }
}

/* Both ways round, and the key 係員 by itself. */
static void check_keys(const struct node_tree *t)
{
    static struct reached fingers;
    static struct reached keys;
    fingers.count = 0;
    by_fingers(t, &fingers);
    for (int way = TOUCH_KEY_BACK; way <= TOUCH_KEY_FORWARD; way++) {
        keys.count = 0;
        by_keys(t, (enum touch_key)way, &keys);
        for (int i = 0; i < fingers.count; i++) {
            assert_true(has(&keys, fingers.row[i].action, fingers.row[i].argument));
        }
        assert_int_equal(keys.count, fingers.count);
    }
    struct touch touch;
    touch_init(&touch);
    struct touch_result call = touch_key(&touch, t, TOUCH_KEY_STAFF, 0);
    assert_true(t->side == SIDE_STAFF || call.action == ACTION_CALL_STAFF);
}

static void keys_reach_what_fingers_reach(void **state)
{
    struct shots *shots = *state;
    for (int screen = 0; screen < SCREEN_COUNT; screen++) {
        int modes = view_is_applicant((enum screen)screen) ? 2 * SHOT_MODE_COUNT : 1;
        for (int mode = 0; mode < modes; mode++) {
            shots_build(shots, (enum screen)screen,
                        shot_modes((enum shot_mode)(mode / 2), mode % 2 != 0), false);
            check_keys(&shots->tree);
        }
    }
    for (int variant = 0; variant < VIEW_VARIANT_COUNT; variant++) {
        shots_build_variant(shots, (enum view_variant)variant, shot_modes(SHOT_LARGE, true));
        check_keys(&shots->tree);
    }
}

static int open_shots(void **state)
{
    struct shots *shots = calloc(1, sizeof *shots);
    *state = shots;
    return shots == NULL || failed(shots_open(shots)) ? -1 : 0;
}

static int close_shots(void **state)
{
    struct shots *shots = *state;
    shots_close(shots);
    free(shots);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_painted_text_has_contrast),
        cmocka_unit_test(the_sampling_sees_too_little_contrast),
        cmocka_unit_test(targets_are_twenty_millimetres),
        cmocka_unit_test(keys_reach_what_fingers_reach),
    };
    return cmocka_run_group_tests_name("ui/pixels", tests, open_shots, close_shots);
}
