#include "scan/symbol.h"

#include <math.h>
#include <stdlib.h>

enum { MIRROR_MISSES = 4 };

#define SCORE_MERGED   0.6F  /* below it the grid is too uncertain to add its modules up */
#define SCORE_HOPELESS 0.22F /* known modules agree no better than texture does */

struct attempt {
    struct symbol_room *room;
    const struct scene *scene;
    struct grid grid;
    struct qr_verdict verdict;
    bool patient;
    bool mirrored;
};

struct err symbol_room_open(struct symbol_room *out, struct zbar_reader *zbar)
{
    out->zbar = zbar;
    out->layouts = calloc(QR_VERSION_MAX, sizeof(out->layouts[0]));
    out->drawn.px = malloc(REDRAW_BYTES_MAX);
    if (out->layouts == NULL || out->drawn.px == NULL) {
        symbol_room_close(out);
        return FAIL(NO_MEMORY);
    }
    for (int version = 1; version <= QR_VERSION_MAX; version++) {
        qr_layout_make(&out->layouts[version - 1], version);
    }
    return OK;
}

void symbol_room_close(struct symbol_room *room)
{
    free(room->layouts);
    free(room->drawn.px);
    room->layouts = NULL;
    room->drawn.px = NULL;
}

static void keep_best(struct grid out[SYMBOL_PROPOSALS], int *count, const struct grid *g)
{
    int at = *count < SYMBOL_PROPOSALS ? (*count)++ : SYMBOL_PROPOSALS - 1;
    if (at == SYMBOL_PROPOSALS - 1 && *count == SYMBOL_PROPOSALS && out[at].version != 0 &&
        out[at].score >= g->score) {
        return;
    }
    out[at] = *g;
    for (; at > 0 && out[at - 1].score < out[at].score; at--) {
        struct grid swap = out[at];
        out[at] = out[at - 1];
        out[at - 1] = swap;
    }
}

int symbol_propose(struct symbol_room *room, const struct scene *s, const struct finder *const f[3],
                   enum symbol_effort effort, struct grid out[SYMBOL_PROPOSALS])
{
    enum { QUICK_VERSIONS = 3 };
    struct grid_frame frame;
    if (!grid_measure(s, f, &frame)) {
        return 0;
    }
    for (int i = 0; i < SYMBOL_PROPOSALS; i++) {
        out[i].version = 0;
    }
    int versions = effort == SYMBOL_PATIENT ? frame.version_count : frame.sure ? 1 : QUICK_VERSIONS;
    int count = 0;
    for (int i = 0; i < versions && i < frame.version_count; i++) {
        struct grid g;
        if (grid_lay(s, &frame, &room->layouts[frame.version[i] - 1], &g) &&
            g.score > SCORE_HOPELESS) {
            keep_best(out, &count, &g);
        }
    }
    return count;
}

static const struct qr_layout *layout_of(const struct attempt *a)
{
    return &a->room->layouts[a->grid.version - 1];
}

/* Are the modules as sampled now a symbol, as seen or in a mirror? */
static bool check_modules(struct attempt *a)
{
    struct symbol_room *room = a->room;
    sample_modules(&room->samples, a->grid.version, &room->modules);
    a->mirrored = false;
    if (qr_check(&room->modules, layout_of(a), &room->check, a->patient, &a->verdict)) {
        return true;
    }
    if (qr_format_misses(&room->modules) <= MIRROR_MISSES && !a->patient) {
        return false;
    }
    qr_transpose(&room->modules);
    a->mirrored = true;
    return qr_format_misses(&room->modules) <= MIRROR_MISSES &&
           qr_check(&room->modules, layout_of(a), &room->check, a->patient, &a->verdict);
}

static bool check_grid(struct attempt *a)
{
    sample_take(a->scene, &a->grid, layout_of(a), &a->room->samples);
    if (check_modules(a)) {
        return true;
    }
    if (!sample_equalise(&a->room->samples, layout_of(a))) {
        return false;
    }
    return check_modules(a);
}

static float module_size(const struct attempt *a)
{
    struct point_f u;
    struct point_f v;
    float middle = (float)layout_of(a)->side * 0.5F;
    warp_steps(&a->grid.warp, middle, middle, &u, &v);
    return sqrtf(fabsf(u.x * v.y - u.y * v.x));
}

/* From the cheap to the dear; each step starts from the best grid so far. */
static bool refine_and_check(struct attempt *a)
{
    const struct qr_layout *l = layout_of(a);
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
    float side = (float)layout_of(a)->side;
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
    enum { LARGE_VERSION = 25, REFUSALS_MAX = 2 };
    struct symbol_room *room = a->room;
    int scale_max = a->grid.version > LARGE_VERSION ? 2 : REDRAW_SCALE_MAX;
    for (int scale = 2; scale <= scale_max && room->refusals < REFUSALS_MAX; scale++) {
        redraw(&room->modules, layout_of(a), &a->verdict, scale, &room->drawn);
        if (zbar_reader_qr(room->zbar, &room->drawn, out, 1) == 1) {
            describe(a, out);
            return true;
        }
    }
    room->refusals++;
    return false;
}

/* This view did not decode; perhaps together with those of the frames before it does. */
static bool check_merged(struct attempt *a, const struct symbol_job *job)
{
    struct symbol_room *room = a->room;
    if (a->grid.score < SCORE_MERGED) {
        return false;
    }
    sample_take(a->scene, &a->grid, layout_of(a), &room->samples);
    bool equalised = sample_equalise(&room->samples, layout_of(a));
    (void)equalised; /* the plain samples will do */
    sample_modules(&room->samples, a->grid.version, &room->modules);
    struct point_f corner[4];
    grid_corners(&a->grid, job->scale, job->origin, corner);
    if (!merge_add(job->merge, &a->grid, corner, &room->modules)) {
        return false;
    }
    merge_take(job->merge, &room->modules);
    a->mirrored = false;
    return qr_check(&room->modules, layout_of(a), &room->check, true, &a->verdict);
}

bool symbol_read(struct symbol_room *room, const struct symbol_job *job, struct scan_code *out)
{
    struct attempt a = {.room = room,
                        .scene = job->scene,
                        .grid = *job->grid,
                        .patient = job->effort == SYMBOL_PATIENT};
    return (refine_and_check(&a) || check_merged(&a, job)) && ask_zbar(&a, out);
}

/* The version whose known modules fit the four corners best. */
static void grid_over(struct symbol_room *room, const struct scene *s, const struct point_f at[4],
                      struct grid *best)
{
    best->version = 0;
    best->score = SCORE_HOPELESS;
    for (int version = 1; version <= QR_VERSION_MAX; version++) {
        float side = (float)qr_side(version);
        const struct point_f module[4] = {{0, 0}, {side, 0}, {side, side}, {0, side}};
        struct grid g = {.version = version};
        if (!warp_from_points(module, at, &g.warp)) {
            continue;
        }
        g.score = align_score(s, &g, &room->layouts[version - 1]);
        if (g.score > best->score) {
            *best = g;
        }
    }
}

void symbol_describe(struct symbol_room *room, const struct scene *s, struct scan_code *code)
{
    struct attempt a = {.room = room, .scene = s, .patient = true};
    grid_over(room, s, code->corner, &a.grid);
    if (a.grid.version != 0 && refine_and_check(&a) &&
        a.verdict.is_part == (code->symbology == SCAN_QR_PART)) {
        describe(&a, code);
    }
}
