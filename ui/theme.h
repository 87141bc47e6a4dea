/* Tokens: every colour, type size, space and target size of both screens (reference: ux §6.7).
 *
 * Promises: constant tables only; a screen names a token, never a number of its own. Contrast of
 * every text token on its ground is at least 7:1 for body text and 4.5:1 for all text, in both
 * palettes; tests compute it from this table. No green: status is blue, amber, or light grey with a
 * red octagon, and always a shape and a word too.
 */
#ifndef UI_THEME_H
#define UI_THEME_H

#include <stdbool.h>
#include <stdint.h>
#include "core/view.h"
#include "typeset/fonts.h"
#include "ui/tokens.h"

enum side { SIDE_APPLICANT, SIDE_STAFF, SIDE_COUNT };

enum colour {
#define X(name, standard, contrast) COLOUR_##name,
    COLOUR_LIST(X)
#undef X
        COLOUR_COUNT,
};

enum type {
#define X(name, px, large_px, leading, bold, family) TYPE_##name,
    TYPE_LIST(X)
#undef X
        TYPE_COUNT,
};

struct type_style {
    int px;
    int leading_px; /* line box */
    bool bold;
    enum text_family family;
};

/* Spaces on the 8 px grid, targets, and the fixed places of both screens. */
enum {
    SPACE_1 = 8,
    SPACE_2 = 16,
    SPACE_3 = 24,
    SPACE_4 = 32,
    SPACE_6 = 48,
    SPACE_8 = 64,
    APPLICANT_WIDTH = 1080,
    APPLICANT_HEIGHT = 1920,
    APPLICANT_MARGIN = 64,
    HEADER_HEIGHT = 160,
    BAND_HEIGHT = 840,
    BAR_HEIGHT = 200,
    REACH_TOP = 720,     /* no control above: ux §1.3 */
    LOW_REACH_TOP = 768, /* nothing above in low mode */
    TARGET_MIN = 96,
    MAIN_BUTTON_HEIGHT = 136,
    STAFF_WIDTH = 1280,
    STAFF_HEIGHT = 800,
    STAFF_HEAD_HEIGHT = 72,
    STAFF_QUEUE_WIDTH = 400,
    STAFF_TARGET_MIN = 48,
    STAFF_BUTTON_HEIGHT = 76,
};

/* How tightly a screen is set: the first level at which nothing overflows is used. */
enum fit {
    FIT_DESIGNED, /* as drawn */
    FIT_WORDS,    /* pictures are left out */
    FIT_PLAIN,    /* notes that nobody needs in order to act are left out */
    FIT_COMPACT,  /* smaller number and shape, narrower space */
    FIT_TIGHT,    /* as compact, with the shape beside the title and tighter lines */
    FIT_SMALLER,  /* as tight, and type one step smaller */
    FIT_SMALLEST,
    FIT_COUNT,
};

uint32_t colour_rgb(enum colour colour, bool contrast); /* 0xRRGGBB */
struct type_style type_style(enum type type, bool large, enum fit fit);

/* Relative luminance contrast by WCAG 2.2 (1.0 … 21.0) of two 0xRRGGBB values. */
double colour_contrast(uint32_t a, uint32_t b);

#endif
