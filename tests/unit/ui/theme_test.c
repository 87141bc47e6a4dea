/* Tokens: contrast, and status colours apart for every kind of colour vision. */
#include <math.h>
#include "tests/kit/kit.h"
#include "ui/theme.h"

struct vec {
    double v[3];
};

struct matrix {
    double m[3][3];
};

/* Machado, Oliveira, Fernandes 2009, severity 1.0, on linear RGB. */
static const struct matrix visions[] = {
    {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
    {{{0.152286, 1.052583, -0.204868},
      {0.114503, 0.786281, 0.099216},
      {-0.003882, -0.048116, 1.051998}}},
    {{{0.367322, 0.860646, -0.227968},
      {0.280085, 0.672501, 0.047413},
      {-0.011820, 0.042940, 0.968881}}},
    {{{1.255528, -0.076749, -0.178779},
      {-0.078411, 0.930809, 0.147602},
      {0.004733, 0.691367, 0.303900}}},
};

static struct vec times(const struct matrix *m, struct vec a)
{
    struct vec out = {{0}};
    for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 3; column++) {
            out.v[row] += m->m[row][column] * a.v[column];
        }
    }
    return out;
}

static struct vec linear_of(uint32_t rgb)
{
    struct vec out;
    for (int i = 0; i < 3; i++) {
        double c = (double)(rgb >> (16 - 8 * i) & 0xFF) / 255.0;
        out.v[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
    }
    return out;
}

static double lab_curve(double t)
{
    return t > 0.008856 ? cbrt(t) : 7.787 * t + 16.0 / 116.0;
}

static struct vec lab_of(struct vec linear)
{
    static const struct matrix to_xyz = {
        {{0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}}};
    struct vec xyz = times(&to_xyz, linear);
    double x = lab_curve(fmax(xyz.v[0], 0) / 0.9505);
    double y = lab_curve(fmax(xyz.v[1], 0));
    double z = lab_curve(fmax(xyz.v[2], 0) / 1.089);
    return (struct vec){{116 * y - 16, 500 * (x - y), 200 * (y - z)}};
}

static double distance(uint32_t a, uint32_t b, const struct matrix *vision)
{
    struct vec one = lab_of(times(vision, linear_of(a)));
    struct vec two = lab_of(times(vision, linear_of(b)));
    return sqrt(pow(one.v[0] - two.v[0], 2) + pow(one.v[1] - two.v[1], 2) +
                pow(one.v[2] - two.v[2], 2));
}

static void status_colours_are_apart_for_everybody(void **state)
{
    (void)state;
    static const enum colour status[] = {COLOUR_READY, COLOUR_ATTENTION, COLOUR_NEUTRAL,
                                         COLOUR_STOP};
    for (size_t v = 0; v < sizeof visions / sizeof visions[0]; v++) {
        for (int a = 0; a < 4; a++) {
            for (int b = a + 1; b < 4; b++) {
                double apart = distance(colour_rgb(status[a], false), colour_rgb(status[b], false),
                                        &visions[v]);
                if (apart < 20.0) {
                    fail_msg("vision %zu, status %d and %d: %.1f", v, a, b, apart);
                }
            }
        }
    }
    /* the measure itself: the green that was left out is too near to the red */
    assert_true(distance(0x115A36, 0xA90000, &visions[1]) < 20.0);
}

static void pairs_have_contrast(void **state)
{
    (void)state;
    static const struct {
        enum colour ink, ground;
        double least;
    } rows[] = {
        {COLOUR_TEXT, COLOUR_GROUND, 7},      {COLOUR_TEXT_SUB, COLOUR_GROUND, 7},
        {COLOUR_TEXT_SUB, COLOUR_CARD, 7},    {COLOUR_TEXT_SUB, COLOUR_BAR, 7},
        {COLOUR_ON_ACTION, COLOUR_ACTION, 7}, {COLOUR_ON_ACTION, COLOUR_ACTION_PRESSED, 7},
        {COLOUR_ON_READY, COLOUR_READY, 7},   {COLOUR_ON_ATTENTION, COLOUR_ATTENTION, 7},
        {COLOUR_TEXT, COLOUR_NEUTRAL, 7},     {COLOUR_TEXT, COLOUR_ATTENTION_TINT, 7},
        {COLOUR_TEXT, COLOUR_STOP_TINT, 7},   {COLOUR_STOP, COLOUR_STOP_TINT, 7},
        {COLOUR_ON_DARK, COLOUR_DARK, 7},     {COLOUR_ON_DISABLED, COLOUR_DISABLED, 7},
        {COLOUR_LINE, COLOUR_GROUND, 4.4},    {COLOUR_STOP_SIGN, COLOUR_STOP, 4.5},
    };
    for (int contrast = 0; contrast < 2; contrast++) {
        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
            double got = colour_contrast(colour_rgb(rows[i].ink, contrast != 0),
                                         colour_rgb(rows[i].ground, contrast != 0));
            if (got < rows[i].least) {
                fail_msg("row %zu, contrast %d: %.2f", i, contrast, got);
            }
        }
    }
}

static void contrast_is_that_of_the_guidelines(void **state)
{
    (void)state;
    assert_true(fabs(colour_contrast(0x000000, 0xFFFFFF) - 21.0) < 0.01);
    assert_true(fabs(colour_contrast(0xFFFFFF, 0x0017C1) - 11.1) < 0.2);
    assert_true(fabs(colour_contrast(0x767676, 0xFFFFFF) - 4.54) < 0.05);
    assert_true(colour_contrast(0xFF0000, 0xFF0000) < 1.001);
}

static void large_type_is_half_as_large_again(void **state)
{
    (void)state;
    assert_int_equal(type_style(TYPE_BODY, true, FIT_DESIGNED).px,
                     type_style(TYPE_BODY, false, FIT_DESIGNED).px * 3 / 2);
    assert_true(type_style(TYPE_NOTE, true, FIT_DESIGNED).px >= 44);
    for (int type = 0; type < TYPE_COUNT; type++) {
        for (int fit = 1; fit < FIT_COUNT; fit++) {
            assert_true(type_style((enum type)type, true, (enum fit)fit).px <=
                        type_style((enum type)type, true, (enum fit)(fit - 1)).px);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(status_colours_are_apart_for_everybody),
        cmocka_unit_test(pairs_have_contrast),
        cmocka_unit_test(contrast_is_that_of_the_guidelines),
        cmocka_unit_test(large_type_is_half_as_large_again),
    };
    return cmocka_run_group_tests_name("ui/theme", tests, NULL, NULL);
}
