/* Lines of text and stored pictures for the wire-level fake: what others' programs send to a
 * printer and ours never does.
 *
 * Promises: position, size, alignment and line spacing as a printer has them. A character is drawn
 * as a frame with the dots of its code inside, not as a letter; a bar code as the bars of its
 * bytes. Lines too wide are broken at the printing area. Source: Epson, "ESC/POS Command
 * Reference".
 */
#ifndef SIM_ESCPOS_TYPE_H
#define SIM_ESCPOS_TYPE_H

#include <stdbool.h>
#include <stdint.h>

enum {
    ESCPOS_TYPE_ROW_BYTES = 80,
    ESCPOS_TYPE_LINE_ROWS = 256,     /* the tallest character, or a bar code */
    ESCPOS_TYPE_PICTURE_ROWS = 2400, /* GS 8 L */
};

struct escpos_type {
    int width_dots;
    int x, left, area, align, spacing, tall, wide; /* dots; times */
    bool is_double_byte;                           /* Shift JIS is on */
    int first_byte;                                /* of a two-byte character; 0: none */
    int bar_height, bar_width;
    int line_height, line_end;
    uint8_t line[ESCPOS_TYPE_LINE_ROWS][ESCPOS_TYPE_ROW_BYTES];
    int picture_width, picture_rows;
    uint8_t picture[ESCPOS_TYPE_PICTURE_ROWS][ESCPOS_TYPE_ROW_BYTES];
    /* What goes to the paper next. */
    int out_n, out_at, feed;
    uint8_t out[ESCPOS_TYPE_PICTURE_ROWS][ESCPOS_TYPE_ROW_BYTES];
};

void escpos_type_reset(struct escpos_type *t, int width_dots); /* ESC @ */
void escpos_type_character(struct escpos_type *t, uint8_t byte);

/* A whole command of escpos_grammar; false: it does not belong here. */
bool escpos_type_obey(struct escpos_type *t, const uint8_t *c);

/* GS 8 L: a new picture, then its rows. False: too large. */
bool escpos_type_picture(struct escpos_type *t, int width_dots);
void escpos_type_picture_row(struct escpos_type *t, const uint8_t row[ESCPOS_TYPE_ROW_BYTES]);

/* The next row for the paper; NULL: none. While there is one, nothing else may be taken in. */
const uint8_t *escpos_type_row(struct escpos_type *t);

#endif
