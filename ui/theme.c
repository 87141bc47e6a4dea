#include "ui/theme.h"

#include <assert.h>
#include <math.h>

struct palette_row {
    uint32_t standard, contrast;
};

static const struct palette_row palette[COLOUR_COUNT] = {
#define X(name, standard, contrast) [COLOUR_##name] = {standard, contrast},
    COLOUR_LIST(X)
#undef X
};

struct type_row {
    int px, large_px, leading;
    bool bold;
    enum text_family family;
};

static const struct type_row types[TYPE_COUNT] = {
#define X(name, px, large_px, leading, bold, family)                                               \
    [TYPE_##name] = {px, large_px, leading, bold, FAMILY_##family},
    TYPE_LIST(X)
#undef X
};

uint32_t colour_rgb(enum colour colour, bool contrast)
{
    assert(colour > COLOUR_NONE && colour < COLOUR_COUNT);
    return contrast ? palette[colour].contrast : palette[colour].standard;
}

/* Numbers give way first: they stay the largest thing on the screen even when smaller. */
static int number_percent(enum fit fit)
{
    static const int percent[FIT_COUNT] = {100, 100, 100, 80, 66, 60, 52};
    return percent[fit];
}

static int text_percent(enum fit fit)
{
    static const int percent[FIT_COUNT] = {100, 100, 100, 100, 100, 88, 72};
    return percent[fit];
}

static bool is_fixed(enum type type)
{
    return type == TYPE_OFFICE || type == TYPE_CLOCK || type == TYPE_BAR || type >= TYPE_STAFF_CALL;
}

static bool is_number(enum type type)
{
    return type == TYPE_NUMBER || type == TYPE_NUMBER_SMALL || type == TYPE_GLYPH ||
           type == TYPE_TALLY;
}

struct type_style type_style(enum type type, bool large, enum fit fit)
{
    assert(type < TYPE_COUNT && fit < FIT_COUNT);
    const struct type_row *row = &types[type];
    int px = large ? row->large_px : row->px;
    int leading = row->leading;
    if (!is_fixed(type)) {
        px = px * (is_number(type) ? number_percent(fit) : text_percent(fit)) / 100;
        if (fit >= FIT_TIGHT && leading > 136) {
            leading = 136;
        }
    }
    return (struct type_style){px, (px * leading + 50) / 100, row->bold, row->family};
}

static double channel(uint32_t value)
{
    double c = (double)(value & 0xFF) / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t rgb)
{
    return 0.2126 * channel(rgb >> 16) + 0.7152 * channel(rgb >> 8) + 0.0722 * channel(rgb);
}

double colour_contrast(uint32_t a, uint32_t b)
{
    double one = luminance(a);
    double two = luminance(b);
    return one > two ? (one + 0.05) / (two + 0.05) : (two + 0.05) / (one + 0.05);
}
