/* Pictograms drawn by Cairo paths, so that they are sharp at every size and need no font.
 *
 * Promises: each fills a square of the given size; `ink` is the shape, `sign` the figure inside it.
 */
#ifndef UI_ICONS_H
#define UI_ICONS_H

#include <cairo.h>
#include <stdint.h>

#define ICON_LIST(X)                                                                               \
    X(NONE)                                                                                        \
    X(CHECK_CIRCLE)  /* ready */                                                                   \
    X(WARN_TRIANGLE) /* bring something */                                                         \
    X(STOP_OCTAGON)  /* not today */                                                               \
    X(HOURGLASS)     /* wait */                                                                    \
    X(INFO_SQUARE)                                                                                 \
    X(PHONE)                                                                                       \
    X(PAPER)                                                                                       \
    X(LETTERS)  /* AA */                                                                           \
    X(CONTRAST) /* half-filled circle */                                                           \
    X(DOWN)                                                                                        \
    X(SPEAKER)                                                                                     \
    X(PERSON)                                                                                      \
    X(EASY) /* あ in a speech bubble */                                                           \
    X(CHECK)                                                                                       \
    X(CROSS)                                                                                       \
    X(RING) /* ○ */                                                                              \
    X(ARROW_RIGHT)                                                                                 \
    X(DOT)                                                                                         \
    X(CARD)        /* identity card */                                                             \
    X(CERTIFICATE) /* 車検証 */                                                                 \
    X(STICKER)     /* 検査標章 */                                                              \
    X(PLATE)       /* 車両番号標 */                                                           \
    X(RECORD)      /* a printed sheet */                                                           \
    X(PARCEL)      /* something else */                                                            \
    X(BELL)

enum icon {
#define X(name) ICON_##name,
    ICON_LIST(X)
#undef X
        ICON_COUNT,
};

struct icon_colours {
    uint32_t ink, sign; /* 0xRRGGBB */
};

void icon_draw(cairo_t *cr, enum icon icon, double x, double y, double size,
               struct icon_colours colours);

#endif
