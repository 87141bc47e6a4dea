#include "scan/symbol.h"

#include <math.h>
#include <string.h>

enum { MIRROR_MISSES = 4 };

#define SCORE_HOPELESS 0.22F /* known modules agree no better than texture does */

struct attempt {
    struct symbol_room *room;
    const struct scene *scene;
    struct grid grid;
    struct qr_verdict verdict;
    bool patient;
    bool mirrored;
};

static void use_layout(struct symbol_room *room, int version)
{
    if (room->layout.version != version) {
        qr_layout_make(&room->layout, version);
    }
}

/* Are the modules as sampled now a symbol, as seen or in a mirror? */
static bool check_modules(struct attempt *a)
{
    struct symbol_room *room = a->room;
    sample_modules(&room->samples, a->grid.version, &room->modules);
    a->mirrored = false;
    if (qr_check(&room->modules, &room->layout, &room->check, a->patient, &a->verdict)) {
        return true;
    }
    if (qr_format_misses(&room->modules) <= MIRROR_MISSES && !a->patient) {
        return false;
    }
    qr_transpose(&room->modules);
    a->mirrored = true;
    return qr_format_misses(&room->modules) <= MIRROR_MISSES &&
           qr_check(&room->modules, &room->layout, &room->check, a->patient, &a->verdict);
}

static bool check_grid(struct attempt *a)
{
    sample_take(a->scene, &a->grid, &a->room->layout, &a->room->samples);
    if (check_modules(a)) {
        return true;
    }
    if (!sample_equalise(&a->room->samples, &a->room->layout)) {
        return false;
    }
    return check_modules(a);
}

static float module_size(const struct attempt *a)
{
    struct point_f u;
    struct point_f v;
    float middle = (float)a->room->layout.side * 0.5F;
    warp_steps(&a->grid.warp, middle, middle, &u, &v);
    return sqrtf(fabsf(u.x * v.y - u.y * v.x));
}

/* From the cheap to the dear; each step starts from the best grid so far. */
static bool refine_and_check(struct attempt *a)
{
    const struct qr_layout *l = &a->room->layout;
    if (module_size(a) < 0.8F) {
        return false;
    }
    if (check_grid(a)) {
        return true;
    }
    if (l->align_count >= 3) {
        struct grid flat = a->grid;
        grid_bend(a->scene, l, &a->grid);
        if (a->grid.warp.nodes > 0 && check_grid(a)) {
            return true;
        }
        a->grid = flat;
    }
    if (!a->patient) {
        return false;
    }
    grid_climb(a->scene, l, &a->grid);
    grid_bend(a->scene, l, &a->grid);
    return check_grid(a);
}

static uint8_t quality_of(const struct symbol_room *room)
{
    enum { FULL_CONTRAST = 120 };
    const struct qr_modules *m = &room->modules;
    long sure = 0;
    for (int i = 0; i < m->side * m->side; i++) {
        int off = m->level[i] - QR_LEVEL_MIDDLE;
        off = off < 0 ? -off : off;
        sure += off > 100 ? 100 : off;
    }
    float contrast = room->samples.contrast / FULL_CONTRAST;
    contrast = contrast > 1 ? 1 : contrast;
    float quality = contrast * (float)sure / (float)(m->side * m->side);
    return (uint8_t)(quality < 0 ? 0 : quality > 100 ? 100 : quality);
}

static void describe(const struct attempt *a, struct scan_code *code)
{
    float side = (float)a->room->layout.side;
    const struct point_f module[4] = {{0, 0}, {side, 0}, {side, side}, {0, side}};
    for (int i = 0; i < 4; i++) {
        /* A mirrored symbol has its columns where its rows should be. */
        struct point_f m = a->mirrored ? (struct point_f){module[i].y, module[i].x} : module[i];
        code->corner[i] = warp_at(&a->grid.warp, m.x, m.y);
    }
    code->version = (uint8_t)a->grid.version;
    code->ecc_level = qr_level_letter(a->verdict.level);
    code->quality = quality_of(a->room);
    code->part_index = a->verdict.part_index;
    code->part_count = a->verdict.part_count;
    code->part_parity = a->verdict.part_parity;
}

/* The last word: ZBar corrects and parses what was drawn. */
static bool ask_zbar(struct attempt *a, struct scan_code *out)
{
    struct symbol_room *room = a->room;
    room->drawn.px = room->drawn_px;
    for (int scale = 2; scale <= REDRAW_SCALE_MAX; scale++) {
        redraw(&room->modules, &room->layout, &a->verdict, scale, &room->drawn);
        if (zbar_reader_qr(room->zbar, &room->drawn, out, 1) == 1) {
            describe(a, out);
            return true;
        }
    }
    return false;
}

bool symbol_read(struct symbol_room *room, const struct scene *s, const struct finder *const f[3],
                 enum symbol_effort effort, struct scan_code *out)
{
    struct grid_frame frame;
    if (!grid_measure(s, f, &frame)) {
        return false;
    }
    struct attempt a = {.room = room, .scene = s, .patient = effort == SYMBOL_PATIENT};
    int versions = a.patient ? frame.version_count : frame.sure ? 1 : 3;
    for (int i = 0; i < versions && i < frame.version_count; i++) {
        use_layout(room, frame.version[i]);
        if (!grid_lay(s, &frame, &room->layout, &a.grid) || a.grid.score < SCORE_HOPELESS) {
            continue;
        }
        if (refine_and_check(&a) && ask_zbar(&a, out)) {
            return true;
        }
    }
    return false;
}
