/* Three points called position patterns, anywhere on any picture: measuring, laying, bending,
 * climbing and sliding end, and what comes out is a grid of a version that exists.
 *
 * 1 byte: what is drawn. Then for each pattern x, y (16 bits, also far outside), scale and flags.
 * The rest is the picture, as pixels or as the modules of a symbol of that version.
 */
#include <assert.h>
#include <math.h>
#include <string.h>
#include "scan/pair.h"
#include "scan/sample.h"

enum { SIDE = 240, BLOCKS = 30 * 30, PATTERN_BYTES = 6, HEAD = 2 + 3 * PATTERN_BYTES };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct qr_layout *layout_of(int version)
{
    static struct qr_layout layouts[QR_VERSION_MAX];
    struct qr_layout *l = &layouts[version - 1];
    if (l->side == 0) {
        qr_layout_make(l, version);
    }
    return l;
}

static void paint(const uint8_t *data, size_t size, int version, uint8_t *px)
{
    const struct qr_layout *l = layout_of(version);
    int module_px = SIDE / (l->side + 8) < 1 ? 1 : SIDE / (l->side + 8);
    for (int i = 0; i < SIDE * SIDE; i++) {
        int x = i % SIDE / module_px - 4, y = i / SIDE / module_px - 4;
        bool inside = x >= 0 && y >= 0 && x < l->side && y < l->side;
        int module = inside ? l->module[y * l->side + x] : QR_LIGHT;
        bool drawn = module == QR_DARK || module == QR_LIGHT;
        px[i] = drawn ? (module == QR_DARK ? 30 : 220) : data[(size_t)(y * l->side + x) % size];
    }
}

/* Half a pixel a step around the picture and beyond; also what is no number at all. */
static struct finder pattern(const uint8_t *b)
{
    float x = (float)(b[0] << 8 | b[1]) * 0.5F - 200, y = (float)(b[2] << 8 | b[3]) * 0.5F - 200;
    return (struct finder){.x = x,
                           .y = y,
                           .module_px = (float)(1 + b[4]) / 8,
                           .hits = 3,
                           .quality = b[5] % (FINDER_QUALITY_MAX + 1),
                           .inverted = (b[5] & 0x80) != 0};
}

static void check(const struct grid *g)
{
    struct point_f corner[4];
    assert(g->version >= 1 && g->version <= QR_VERSION_MAX);
    assert(g->score >= -1.01F && g->score <= 1.01F);
    grid_corners(g, 1, (struct point_f){0, 0}, corner);
}

static void refine(const struct scene *s, const struct qr_layout *l, int hidden, struct grid *g)
{
    static struct samples samples;
    check(g);
    grid_bend(s, l, g);
    check(g);
    grid_climb(s, l, g);
    check(g);
    sample_take(s, g, l, &samples);
    (void)!sample_equalise(&samples, l);
    if (hidden < 3) {
        pair_slide(s, l, (enum pair_hidden)hidden, g);
        check(g);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static uint8_t px[SIDE * SIDE], level[BLOCKS], mean[BLOCKS], range[BLOCKS];
    if (size <= HEAD) {
        return 0;
    }
    const struct plane picture = {px, SIDE, SIDE};
    struct threshold threshold = {level, mean, range, 0, 0};
    paint(data + HEAD, size - HEAD, 1 + data[0] % QR_VERSION_MAX, px);
    threshold_make(&threshold, &picture, 3, 14);
    const struct scene s = {&picture, &threshold};
    const struct finder at[3] = {pattern(data + 2), pattern(data + 2 + PATTERN_BYTES),
                                 pattern(data + 2 + 2 * PATTERN_BYTES)};
    const struct finder *const f[3] = {&at[0], &at[1], &at[2]};
    struct grid_frame frame;
    if (!grid_measure(&s, f, &frame)) {
        return 0;
    }
    assert(frame.version_count >= 0 && frame.version_count <= GRID_VERSIONS);
    for (int i = 0; i < frame.version_count; i++) {
        const struct qr_layout *l = layout_of(frame.version[i]);
        struct grid g;
        if (grid_lay(&s, &frame, l, &g)) {
            refine(&s, l, data[1] % 8, &g);
        }
    }
    return 0;
}
