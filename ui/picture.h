/* Pictures for those who would rather look than read: what to do next, drawn by Cairo paths.
 *
 * Promises: needs no font and no file; fits itself into the given place, in the middle, at one
 * scale both ways; says nothing that the words beside it do not say. No letters but ¥, so no
 * language either. PICTURE_HINT_LIST are pairs: how it is now, how it should be.
 */
#ifndef UI_PICTURE_H
#define UI_PICTURE_H

#include <cairo.h>
#include <stdint.h>

#define PICTURE_LIST(X)                                                                            \
    X(NONE)                                                                                        \
    X(SLIP)            /* the number slip comes out below */                                       \
    X(STATUS_PROGRESS) /* 状況照会: how far the review is */                                   \
    X(STATUS_CODE)     /* 状況照会: where the code is; on to the phone */                      \
    X(CORRECTION)      /* a form that is being put right */                                        \
    X(BANK)            /* at home or at an ATM */                                                  \
    X(AGAIN)           /* later, the same code once more */                                        \
    X(AGENT)           /* somebody else hands it over */                                           \
    X(OFFICE)          /* another office */                                                        \
    X(ASK)             /* the dark key calls staff */                                              \
    X(LICENCE)         /* show an identity card */                                                 \
    X(COUNTER)         /* slip and code to the counter */                                          \
    X(PAPERS)          /* the tax paper and the code */                                            \
    X(BELONGINGS)      /* what people leave behind */                                              \
    X(HINT_ENTER)                                                                                  \
    X(HINT_ONE)                                                                                    \
    X(HINT_WHOLE)                                                                                  \
    X(HINT_NEARER)                                                                                 \
    X(HINT_FARTHER)                                                                                \
    X(HINT_STILL)                                                                                  \
    X(HINT_TILT)                                                                                   \
    X(HINT_BRIGHT)                                                                                 \
    X(HINT_UNCOVER)

enum picture {
#define X(name) PICTURE_##name,
    PICTURE_LIST(X)
#undef X
        PICTURE_COUNT,
};

/* All 0xRRGGBB. */
struct picture_colours {
    uint32_t ink, paper, accent, tint, soft;
};

struct picture_place {
    double x, y, w, h; /* px */
};

void picture_draw(cairo_t *cr, enum picture picture, struct picture_place place,
                  struct picture_colours colours);

#endif
