#include "tests/kit/down_tables.h"

#include <string.h>
#include "base/utf8.h"
#include "tests/kit/kit.h"

enum {
    CANVAS = 448,
    PEN_X = 64,
    PEN_Y = 320,
    COPIES = 16,
    LEVELS = 8,
    RUN_EDGE = 32,
    RUN_SOFT = 4
};

static const char *const type_names[] = {
#define X(name, px, large_px, leading, bold, family) #name,
    TYPE_LIST(X)
#undef X
};

void down_glyphs_add(struct down_glyphs *g, enum type type, const char *line)
{
    struct str rest = str_of(line);
    uint32_t code;
    while (utf8_next(&rest, &code)) {
        int i = 0;
        while (i < g->count && (g->glyph[i].type != type || g->glyph[i].code != code)) {
            i++;
        }
        if (i == g->count) {
            assert_true(g->count < DOWN_GLYPHS_MAX);
            g->glyph[g->count].type = type;
            g->glyph[g->count++].code = code;
        }
    }
}

static struct text_style style_of(enum type type)
{
    struct type_style style = type_style(type, false, FIT_DESIGNED);
    return (struct text_style){.family = style.family,
                               .bold = style.bold,
                               .size_px = style.px,
                               .line_height_px = style.leading_px};
}

/* The opposite of next_run in ui/down.c. */
static void put_run(struct strbuf *out, int level, int run)
{
    bool edge = level == 0 || level == LEVELS - 1;
    int index = level == 0 ? run - 1
                : edge     ? RUN_EDGE + run - 1
                           : 2 * RUN_EDGE + (level - 1) * RUN_SOFT + run - 1;
    int symbol = '#' + index;
    symbol += symbol >= '?';
    symbol += symbol >= '\\';
    strbuf_format(out, "%c", symbol);
}

struct box {
    int left, top, right, bottom;
};

static int level_at(const unsigned char *bytes, int stride, int x, int y)
{
    return (bytes[y * stride + x] * (LEVELS - 1) + 127) / 255;
}

static struct box ink_of(const unsigned char *bytes, int stride)
{
    struct box b = {CANVAS, CANVAS, 0, 0};
    for (int y = 0; y < CANVAS; y++) {
        for (int x = 0; x < CANVAS; x++) {
            if (level_at(bytes, stride, x, y) > 0) {
                b.left = x < b.left ? x : b.left;
                b.top = y < b.top ? y : b.top;
                b.right = x + 1 > b.right ? x + 1 : b.right;
                b.bottom = y + 1 > b.bottom ? y + 1 : b.bottom;
            }
        }
    }
    return b.right == 0 ? (struct box){PEN_X, PEN_Y, PEN_X, PEN_Y} : b;
}

static void put_mask(const unsigned char *bytes, int stride, struct box b, struct strbuf *out)
{
    int level = -1;
    int run = 0;
    for (int i = 0; i < (b.right - b.left) * (b.bottom - b.top); i++) {
        int w = b.right - b.left;
        int next = level_at(bytes, stride, b.left + i % w, b.top + i / w);
        int most = level == 0 || level == LEVELS - 1 ? RUN_EDGE : RUN_SOFT;
        if (next != level || run == most) {
            if (run > 0) {
                put_run(out, level, run);
            }
            level = next;
            run = 0;
        }
        run++;
    }
    if (run > 0) {
        put_run(out, level, run);
    }
}

static int advance_16(struct typeset *ts, enum type type, const char *one, int length)
{
    char many[4 * COPIES + 1];
    for (int i = 0; i < COPIES; i++) {
        memcpy(many + i * length, one, (size_t)length);
    }
    const struct text_style style = style_of(type);
    struct str text = {many, (size_t)(length * COPIES)};
    return typeset_layout(ts, &style, text)->line[0].width_px * 16 / COPIES;
}

static void print_glyph(struct typeset *ts, enum type type, uint32_t code, struct strbuf *out)
{
    char one[4];
    int length = utf8_put(code, one);
    int advance = advance_16(ts, type, one, length);
    const struct text_style style = style_of(type);
    const struct text_layout *set = typeset_layout(ts, &style, (struct str){one, (size_t)length});
    assert_int_equal(set->coverage, COVERAGE_EXACT);
    cairo_surface_t *canvas = cairo_image_surface_create(CAIRO_FORMAT_A8, CANVAS, CANVAS);
    cairo_t *cr = cairo_create(canvas);
    typeset_draw(ts, cr, PEN_X - set->line[0].x_px, PEN_Y - set->line[0].baseline_px, set);
    cairo_destroy(cr);
    cairo_surface_flush(canvas);
    const unsigned char *bytes = cairo_image_surface_get_data(canvas);
    int stride = cairo_image_surface_get_stride(canvas);
    struct box b = ink_of(bytes, stride);
    strbuf_format(out, "GLYPH(%s, 0x%04X, %d, %d, %d, %d, %d, \"", type_names[type], (unsigned)code,
                  advance, b.left - PEN_X, b.top - PEN_Y, b.right - b.left, b.bottom - b.top);
    put_mask(bytes, stride, b, out);
    strbuf_text(out, "\")\n");
    cairo_surface_destroy(canvas);
}

void down_glyphs_print(const struct down_glyphs *g, struct typeset *ts, struct strbuf *out)
{
    strbuf_text(out, "/* Made by tests/tools/down.c from the fonts; not written by hand.\n"
                     " * GLYPH(type, code, advance/16, left, top, w, h, runs) - ui/down.c */\n");
    for (int i = 0; i < g->count; i++) {
        print_glyph(ts, g->glyph[i].type, g->glyph[i].code, out);
    }
}
