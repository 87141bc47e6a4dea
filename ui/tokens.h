/* The tables of colours and type sizes (reference: ux §6.7); ui/theme.h gives them their enums.
 *
 * Promises: values only. Contrast and distance of these colours are held by
 * tests/unit/ui/theme_test.c.
 */
#ifndef UI_TOKENS_H
#define UI_TOKENS_H

/* X(name, standard 0xRRGGBB, high contrast 0xRRGGBB) */
#define COLOUR_LIST(X)                                                                             \
    X(NONE, 0x000000, 0x000000)                                                                    \
    X(GROUND, 0xFFFFFF, 0x000000)                                                                  \
    X(CARD, 0xF3F4F6, 0x1C1C1C)                                                                    \
    X(BAR, 0xF1F2F5, 0x000000)                                                                     \
    X(SHEET, 0xFFFFFF, 0x121212)                                                                   \
    X(TEXT, 0x1A1A1C, 0xFFFFFF)                                                                    \
    X(TEXT_SUB, 0x4D4D4D, 0xE6E6E6)                                                                \
    X(LINE, 0x767676, 0xFFFFFF)                                                                    \
    X(LINE_SOFT, 0xD8D9DF, 0x8C8C8C)                                                               \
    X(PICTURE_SOFT, 0xC6CBD4, 0x595959)                                                            \
    X(ACTION, 0x0017C1, 0xFFFF00)                                                                  \
    X(ACTION_PRESSED, 0x00118F, 0xD6D600)                                                          \
    X(ON_ACTION, 0xFFFFFF, 0x000000)                                                               \
    X(ACTION_TINT, 0xE7EAFA, 0x333300)                                                             \
    X(READY, 0x0017C1, 0x000000)                                                                   \
    X(ON_READY, 0xFFFFFF, 0xFFFFFF)                                                                \
    X(READY_MARK, 0xFFFFFF, 0x00E5FF)                                                              \
    X(READY_SIGN, 0x0017C1, 0x000000)                                                              \
    X(ATTENTION, 0xFFD43D, 0x000000)                                                               \
    X(ON_ATTENTION, 0x1A1A1C, 0xFFFFFF)                                                            \
    X(ATTENTION_MARK, 0x1A1A1C, 0xFFFF00)                                                          \
    X(ATTENTION_SIGN, 0xFFD43D, 0x000000)                                                          \
    X(ATTENTION_TINT, 0xFFF4D6, 0x333300)                                                          \
    X(STOP, 0xA90000, 0xFF9E9E)                                                                    \
    X(STOP_SIGN, 0xFFFFFF, 0x000000)                                                               \
    X(STOP_TINT, 0xFDF2F2, 0x330000)                                                               \
    X(NEUTRAL, 0xE8EBEF, 0x000000)                                                                 \
    X(NEUTRAL_MARK, 0x4D4D4D, 0x00E5FF)                                                            \
    X(NEUTRAL_SIGN, 0xFFFFFF, 0x000000)                                                            \
    X(DARK, 0x1A1A1C, 0xFFFFFF)                                                                    \
    X(ON_DARK, 0xFFFFFF, 0x000000)                                                                 \
    X(ON_DARK_SUB, 0xC9CCD2, 0x333333)                                                             \
    X(DISABLED, 0xC6CBD4, 0x3A3A3A)                                                                \
    X(ON_DISABLED, 0x303032, 0xFFFFFF)                                                             \
    X(CAMERA, 0x3C434D, 0x1C1C1C)                                                                  \
    X(CAMERA_MARK, 0xFFFFFF, 0xFFFFFF)                                                             \
    X(DOT_OK, 0x4FC3FF, 0x005C80)                                                                  \
    X(DOT_ATTENTION, 0xFFD43D, 0x7A5C00)                                                           \
    X(DOT_DOWN, 0xFF8A80, 0xA90000)                                                                \
    X(FOCUS, 0x000000, 0x000000)                                                                   \
    X(FOCUS_RING, 0xFFD43D, 0xFFFF00)

/* X(name, px, px in large mode, leading in % of px, bold, family of faces) */
#define TYPE_LIST(X)                                                                               \
    X(NUMBER, 240, 240, 106, true, UI)                                                             \
    X(NUMBER_SMALL, 168, 168, 106, true, UI)                                                       \
    X(TALLY, 104, 104, 110, true, UI)                                                              \
    X(GLYPH, 304, 304, 116, false, NAME) /* one character to compare */                            \
    X(TITLE, 64, 80, 136, true, UI)                                                                \
    X(LEAD, 48, 64, 160, false, UI)                                                                \
    X(BODY, 40, 60, 154, false, UI)                                                                \
    X(BODY_BOLD, 40, 60, 140, true, UI)                                                            \
    X(BUTTON, 48, 64, 130, true, UI)                                                               \
    X(BUTTON_SMALL, 40, 48, 130, true, UI)                                                         \
    X(NOTE, 32, 44, 160, false, UI)                                                                \
    X(OFFICE, 32, 32, 140, false, UI)                                                              \
    X(CLOCK, 52, 52, 120, false, UI)                                                               \
    X(BAR, 40, 40, 106, false, UI)                                                                 \
    X(STEP, 40, 48, 130, true, UI)                                                                 \
    X(STAFF_CALL, 68, 68, 108, true, UI)                                                           \
    X(STAFF_ROW_CALL, 32, 32, 120, true, UI)                                                       \
    X(STAFF_TITLE, 36, 36, 140, false, UI)                                                         \
    X(STAFF_NAME, 36, 36, 140, false, NAME)                                                        \
    X(STAFF_GLYPH, 64, 64, 130, false, NAME)                                                       \
    X(STAFF_BODY, 28, 28, 140, false, UI)                                                          \
    X(STAFF_BOLD, 28, 28, 140, true, UI)                                                           \
    X(STAFF_SMALL, 24, 24, 140, false, UI)

#endif
