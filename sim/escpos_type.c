#include "sim/escpos_type.h"

#include <stddef.h>
#include <string.h>

enum {
    CHARACTER_WIDTH = 12,
    CHARACTER_HEIGHT = 24,
    STANDARD_SPACING = 30,
    STANDARD_BAR_HEIGHT = 162,
    ESC = 0x1B,
    FS = 0x1C,
    GS = 0x1D,
    LF = 0x0A,
};

void escpos_type_reset(struct escpos_type *t, int width_dots)
{
    t->width_dots = t->area = width_dots;
    t->x = t->left = t->align = t->first_byte = t->line_height = t->line_end = 0;
    t->spacing = STANDARD_SPACING;
    t->tall = t->wide = 1;
    t->is_double_byte = false;
    t->bar_height = STANDARD_BAR_HEIGHT;
    t->bar_width = 3;
    memset(t->line, 0, sizeof t->line);
    t->picture_width = t->picture_rows = 0;
    t->out_n = t->out_at = t->feed = 0;
}

static void dot(uint8_t row[ESCPOS_TYPE_ROW_BYTES], int x)
{
    if (x >= 0 && x < ESCPOS_TYPE_ROW_BYTES * 8) {
        row[x / 8] = (uint8_t)(row[x / 8] | 0x80 >> x % 8);
    }
}

static bool is_dot(const uint8_t *row, int x)
{
    return (row[x / 8] >> (7 - x % 8) & 1) != 0;
}

/* Rows of a block wait for the paper, moved to where alignment puts them. */
static void put_out(struct escpos_type *t, uint8_t (*rows)[ESCPOS_TYPE_ROW_BYTES], int count,
                    int width)
{
    int spare = t->area > width ? t->area - width : 0;
    int shift = t->left + spare * t->align / 2;
    for (int y = 0; y < count && t->out_n < ESCPOS_TYPE_PICTURE_ROWS; y++) {
        uint8_t *to = t->out[t->out_n++];
        memset(to, 0, ESCPOS_TYPE_ROW_BYTES);
        for (int x = 0; x < width && x < ESCPOS_TYPE_ROW_BYTES * 8; x++) {
            if (is_dot(rows[y], x) && x + shift < t->width_dots) {
                dot(to, x + shift);
            }
        }
    }
}

static void end_line(struct escpos_type *t)
{
    int height = t->line_height;
    put_out(t, t->line, height, t->line_end);
    t->feed = t->spacing > height ? t->spacing - height : 0;
    memset(t->line, 0, sizeof t->line);
    t->x = t->line_height = t->line_end = 0;
}

static void grow(struct escpos_type *t, int height, int width)
{
    t->line_height = height > t->line_height ? height : t->line_height;
    t->line_end = t->x + width > t->line_end ? t->x + width : t->line_end;
}

static void draw_character(struct escpos_type *t, int code, int cells)
{
    int width = CHARACTER_WIDTH * cells * t->wide, height = CHARACTER_HEIGHT * t->tall;
    if (t->x + width > t->area && t->x > 0) {
        end_line(t);
    }
    for (int y = 2 * t->tall; y < height - 2 * t->tall && code != ' '; y++) {
        for (int x = t->wide; x < width - t->wide; x++) {
            int column = x / t->wide, row = y / t->tall;
            bool is_frame = row == 2 || row == CHARACTER_HEIGHT - 3 || column == 1 ||
                            column == CHARACTER_WIDTH * cells - 2;
            bool is_bit = (code >> (row / 6 * 4 + column / 3 % 4) & 1) != 0;
            if (is_frame || is_bit) {
                dot(t->line[y], t->x + x);
            }
        }
    }
    grow(t, height, width);
    t->x += width;
}

static bool is_first_of_two(uint8_t byte)
{
    return (byte >= 0x81 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC);
}

void escpos_type_character(struct escpos_type *t, uint8_t byte)
{
    if (t->first_byte != 0) {
        draw_character(t, t->first_byte << 8 | byte, 2);
        t->first_byte = 0;
    } else if (t->is_double_byte && is_first_of_two(byte)) {
        t->first_byte = byte;
    } else if (byte == LF) {
        end_line(t);
    } else if (byte >= ' ') {
        draw_character(t, byte, 1);
    }
}

static void draw_bars(struct escpos_type *t, const uint8_t *bytes, int n)
{
    int height = t->bar_height < ESCPOS_TYPE_LINE_ROWS ? t->bar_height : ESCPOS_TYPE_LINE_ROWS;
    int width = n * 8 * t->bar_width;
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            int bit = x / t->bar_width;
            if ((bytes[bit / 8] >> (7 - bit % 8) & 1) != 0) {
                dot(t->line[y], t->x + x);
            }
        }
    }
    grow(t, height, width);
    end_line(t);
}

static int number(const uint8_t *c)
{
    return c[0] + 256 * c[1];
}

static bool obey_esc(struct escpos_type *t, const uint8_t *c)
{
    switch (c[1]) {
    case '$':
        t->x = number(c + 2);
        break;
    case '\\':
        t->x += (int16_t)number(c + 2);
        t->x = t->x < 0 ? 0 : t->x;
        break;
    case 'a':
        t->align = c[2] % 48 % 3;
        break;
    case '2':
        t->spacing = STANDARD_SPACING;
        break;
    case '3':
        t->spacing = c[2];
        break;
    case 'd':
        end_line(t);
        t->feed += t->spacing * (c[2] > 0 ? c[2] - 1 : 0);
        break;
    case 'J':
        end_line(t);
        t->feed = c[2];
        break;
    default: /* styles and code pages change the letters, which are not drawn */
        break;
    }
    return true;
}

static bool obey_gs(struct escpos_type *t, const uint8_t *c)
{
    switch (c[1]) {
    case '!':
        t->wide = (c[2] >> 4 & 7) + 1;
        t->tall = (c[2] & 7) + 1;
        break;
    case 'L':
        t->left = number(c + 2);
        break;
    case 'W':
        t->area = number(c + 2);
        break;
    case 'h':
        t->bar_height = c[2];
        break;
    case 'w':
        t->bar_width = c[2];
        break;
    case 'k':
        draw_bars(t, c + 4, c[3]);
        break;
    case 'B':
    case 'H':
        break;
    case '(':
        if (c[2] != 'L' || c[6] != 50) {
            return false;
        }
        put_out(t, t->picture, t->picture_rows, t->picture_width);
        t->picture_rows = 0;
        break;
    default:
        return false;
    }
    return true;
}

static bool obey_fs(struct escpos_type *t, const uint8_t *c)
{
    if (c[1] == 'C') {
        t->is_double_byte = c[2] % 48 == 1;
    } else if (c[1] == '.') {
        t->is_double_byte = false;
    } else if (c[1] == '&') {
        t->is_double_byte = true;
    } else if (c[1] == '(') {
        return c[2] == 'A';
    }
    return true;
}

bool escpos_type_obey(struct escpos_type *t, const uint8_t *c)
{
    switch (c[0]) {
    case ESC:
        return obey_esc(t, c);
    case FS:
        return obey_fs(t, c);
    case GS:
        return obey_gs(t, c);
    default:
        return false;
    }
}

bool escpos_type_picture(struct escpos_type *t, int width_dots)
{
    t->picture_width = width_dots;
    t->picture_rows = 0;
    return width_dots <= ESCPOS_TYPE_ROW_BYTES * 8;
}

void escpos_type_picture_row(struct escpos_type *t, const uint8_t row[ESCPOS_TYPE_ROW_BYTES])
{
    if (t->picture_rows < ESCPOS_TYPE_PICTURE_ROWS) {
        memcpy(t->picture[t->picture_rows++], row, ESCPOS_TYPE_ROW_BYTES);
    }
}

const uint8_t *escpos_type_row(struct escpos_type *t)
{
    static const uint8_t white[ESCPOS_TYPE_ROW_BYTES];
    if (t->out_at < t->out_n) {
        return t->out[t->out_at++];
    }
    t->out_at = t->out_n = 0;
    if (t->feed > 0) {
        t->feed--;
        return white;
    }
    return NULL;
}
