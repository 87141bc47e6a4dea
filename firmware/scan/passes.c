#include "scan/passes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "scan/filters.h"
#include "scan/pair.h"

enum {
    QUICK_FINDERS = 16,
    QUICK_TRIPLES = 8,
    QUICK_READS = 2,
    PATIENT_FINDERS = 40,
    PATIENT_READS = 6,
    PAIR_FINDERS = 4,
    PAIRS_MAX = 3,
    PAIR_KEPT = 8,
    PAIR_QUALITY_MIN = FINDER_QUALITY_MAX - 3,
    WINDOW_RADIUS = 3,
    GRAIN_MAX = 8,   /* ZBar reads nothing through more noise, and takes twice its time over it */
    FLAT_AS_IS = 14, /* gray levels: noise of a camera stays below */
    FLAT_SMOOTH = 8,
};

#define SCORE_SIGHTED  0.6F /* enough to tell the person that a code was seen */
#define SCORE_READABLE 0.5F /* nothing below 0.6 was ever read, on thousands of pictures */
#define SCORE_GOOD     0.7F /* read at once, before other candidates are looked at */

enum source { SOURCE_AS_IS, SOURCE_HALF, SOURCE_BLUR, SOURCE_SHARP, SOURCE_DOUBLE, SOURCE_QUARTER };

struct plan {
    enum source source;
    float scale;
    int radius;
    int row_step; /* 0: ZBar looks at the whole picture */
    bool patient;
    int cost;
};

static const struct plan plans[PASS_COUNT] = {
#define X(name, source, scale, radius, step, patient, cost)                                        \
    {SOURCE_##source, scale, radius, step, patient, cost},
    PASS_LIST(X)
#undef X
};

struct err pass_room_open(struct pass_room *out)
{
    memset(out, 0, sizeof(*out));
    size_t work = (size_t)SCAN_WORK_SIDE_MAX_PX * SCAN_WORK_SIDE_MAX_PX;
    size_t blocks = (size_t)threshold_blocks_max(PASS_WORK_SIDE_MAX);
    out->work.px = malloc(work);
    out->near.px = malloc(work);
    out->spare.px = malloc(work);
    out->changed.px = malloc(4 * work);
    out->threshold.level = malloc(blocks);
    out->threshold.mean = malloc(blocks);
    out->threshold.range = malloc(blocks);
    merge_forget(&out->merge);
    bool whole = out->work.px != NULL && out->near.px != NULL && out->spare.px != NULL &&
                 out->changed.px != NULL && out->threshold.level != NULL &&
                 out->threshold.mean != NULL && out->threshold.range != NULL;
    if (!whole || failed(zbar_reader_open(&out->zbar)) ||
        failed(symbol_room_open(&out->symbol, &out->zbar))) {
        pass_room_close(out);
        return FAIL(NO_MEMORY);
    }
    return OK;
}

void pass_room_close(struct pass_room *room)
{
    zbar_reader_close(&room->zbar);
    symbol_room_close(&room->symbol);
    free(room->work.px);
    free(room->near.px);
    free(room->spare.px);
    free(room->changed.px);
    free(room->threshold.level);
    free(room->threshold.mean);
    free(room->threshold.range);
}

static const struct plane *picture_for(struct pass_room *room, enum source source)
{
    const struct plane *seen = room->focused ? &room->near : &room->work;
    switch (source) {
    case SOURCE_AS_IS:
        break;
    case SOURCE_HALF:
        filter_half(seen, &room->changed);
        return &room->changed;
    case SOURCE_BLUR:
        filter_blur(seen, &room->changed);
        return &room->changed;
    case SOURCE_SHARP:
        filter_sharp(seen, &room->changed);
        return &room->changed;
    case SOURCE_DOUBLE:
        filter_double(seen, &room->changed);
        return &room->changed;
    case SOURCE_QUARTER:
        filter_half(seen, &room->spare);
        filter_half(&room->spare, &room->changed);
        return &room->changed;
    }
    return seen;
}

/* Adds the code unless its bytes are there already: the same payload twice is one code. */
static void add_code(const struct pass_room *room, struct scan_result *result,
                     const struct scan_code *code, float scale)
{
    for (int i = 0; i < result->code_count; i++) {
        const struct scan_code *old = &result->code[i];
        if (old->length == code->length && memcmp(old->bytes, code->bytes, code->length) == 0) {
            return;
        }
    }
    if (result->code_count == SCAN_CODES_MAX) {
        return;
    }
    struct scan_code *to = &result->code[result->code_count++];
    *to = *code;
    for (int c = 0; c < 4; c++) {
        to->corner[c].x = to->corner[c].x * scale + room->origin.x;
        to->corner[c].y = to->corner[c].y * scale + room->origin.y;
    }
}

/* Half of all neighbours differ by at least this: noise, where lines and texture are seldom so. */
static int grain_of(const struct plane *p)
{
    enum { ROW_STEP = 16, COLUMN_STEP = 3 };
    int histogram[256] = {0};
    int n = 0;
    for (int y = 0; y < p->height; y += ROW_STEP) {
        const uint8_t *row = p->px + (size_t)y * (size_t)p->width;
        for (int x = 1; x < p->width; x += COLUMN_STEP) {
            histogram[abs(row[x] - row[x - 1])]++;
            n++;
        }
    }
    int grain = 0;
    for (int below = histogram[0]; 2 * below < n && grain < 255; below += histogram[grain]) {
        grain++;
    }
    return grain;
}

static void run_zbar(struct pass_room *room, const struct plane *picture, float scale,
                     struct scan_result *result)
{
    static const struct scan_code empty = {.version = 0};
    struct scan_code found[SCAN_CODES_MAX] = {empty};
    int n = zbar_reader_qr(&room->zbar, picture, found, SCAN_CODES_MAX);
    const struct scene scene = {picture, &room->threshold};
    if (n > 0) {
        threshold_make(&room->threshold, picture, WINDOW_RADIUS, FLAT_AS_IS);
    }
    for (int i = 0; i < n; i++) {
        symbol_describe(&room->symbol, &scene, &found[i]);
        add_code(room, result, &found[i], scale);
    }
}

static bool inside(const struct scan_code *code, const struct finder *f)
{
    int positive = 0;
    for (int i = 0; i < 4; i++) {
        const struct point_f *a = &code->corner[i];
        const struct point_f *b = &code->corner[(i + 1) % 4];
        positive += (b->x - a->x) * (f->y - a->y) - (b->y - a->y) * (f->x - a->x) > 0;
    }
    return positive == 0 || positive == 4;
}

static void mark_used(const struct finder_list *list, const struct scan_code *code, bool *used)
{
    for (int i = 0; i < list->count; i++) {
        used[i] = used[i] || inside(code, &list->item[i]);
    }
}

static void sight_grid(struct pass_room *room, const struct grid *g, float scale)
{
    struct sighting *s = &room->sighting;
    if (s->seen && s->score >= g->score) {
        return;
    }
    float side = (float)qr_side(g->version);
    grid_corners(g, scale, room->origin, s->corner);
    float dx = s->corner[1].x - s->corner[0].x;
    float dy = s->corner[1].y - s->corner[0].y;
    s->module_px = sqrtf(dx * dx + dy * dy) / side;
    s->score = g->score;
    s->inverted = g->inverted;
    s->seen = true;
}

/* A single pattern counts only when it is perfect and most rows through its stone, which is three
 * modules high, crossed it: texture is full of patterns on one row. */
static void sight_finder(struct pass_room *room, float scale, int row_step)
{
    struct sighting *s = &room->sighting;
    const struct finder *f = &room->finders.item[0];
    if (s->seen || room->finders.count == 0 || f->quality < FINDER_QUALITY_MAX || f->hits < 3 ||
        (float)(f->hits * row_step) < 2.0F * f->module_px) {
        return;
    }
    for (int c = 0; c < 4; c++) {
        float dx = c == 0 || c == 3 ? -3.5F : 3.5F;
        float dy = c < 2 ? -3.5F : 3.5F;
        s->corner[c] = (struct point_f){(f->x + dx * f->module_px) * scale + room->origin.x,
                                        (f->y + dy * f->module_px) * scale + room->origin.y};
    }
    s->module_px = f->module_px * scale;
    s->score = 0;
    s->inverted = f->inverted;
    s->seen = true;
}

/* One search of one picture: the triples it found and the grids they promise. */
struct hunt {
    struct pass_room *room;
    struct scene scene;
    float scale;
    enum symbol_effort effort;
    struct scan_result *result;
    bool used[FINDERS_MAX];
    int count;
    struct candidate {
        struct grid grid;
        int triple;
    } candidate[TRIPLES_MAX * SYMBOL_PROPOSALS];
};

static bool is_used(const struct hunt *h, int triple)
{
    const struct triple *t = &h->room->triples[triple];
    return h->used[t->top_left] || h->used[t->top_right] || h->used[t->bottom_left];
}

/* In the unit of pass_cost: a read takes a millisecond up to version 10, and grows with the area.
 */
static int read_cost(const struct grid *g)
{
    enum { UNIT = 10, SIDE = 57 };
    int side = qr_side(g->version);
    int cost = UNIT * side * side / (SIDE * SIDE);
    return cost < UNIT ? UNIT : cost;
}

static bool read_candidate(struct hunt *h, const struct grid *g)
{
    if (h->room->spent > h->room->spend_max) {
        return false;
    }
    struct scan_code code;
    code.part_parity = 0;
    const struct symbol_job job = {&h->scene,      g, h->effort, h->scale, h->room->origin,
                                   &h->room->merge};
    if (g->score > SCORE_SIGHTED) {
        sight_grid(h->room, g, h->scale);
    }
    h->room->spent += read_cost(g);
    if (!symbol_read(&h->room->symbol, &job, &code)) {
        return false;
    }
    h->room->sighting.contrast = h->room->symbol.samples.contrast;
    mark_used(&h->room->finders, &code, h->used);
    add_code(h->room, h->result, &code, h->scale);
    return true;
}

/* Good ones are read at once, the others wait until all have been seen. */
static void propose_triple(struct hunt *h, int triple)
{
    const struct triple *t = &h->room->triples[triple];
    const struct finder *item = h->room->finders.item;
    const struct finder *const f[3] = {&item[t->top_left], &item[t->top_right],
                                       &item[t->bottom_left]};
    struct grid proposal[SYMBOL_PROPOSALS];
    int n = symbol_propose(&h->room->symbol, &h->scene, f, h->effort, proposal);
    if (n > 0 && proposal[0].score > SCORE_GOOD && read_candidate(h, &proposal[0])) {
        return;
    }
    for (int i = 0; i < n; i++) {
        h->candidate[h->count++] = (struct candidate){proposal[i], triple};
    }
}

/* The best of those that wait; each is taken once. */
static struct candidate *best_waiting(struct hunt *h)
{
    struct candidate *best = NULL;
    for (int i = 0; i < h->count; i++) {
        struct candidate *c = &h->candidate[i];
        if (c->triple >= 0 && c->grid.score > SCORE_READABLE &&
            (best == NULL || c->grid.score > best->grid.score)) {
            best = c;
        }
    }
    return best;
}

/* A guess that may be a symbol, with the corner nobody saw. */
struct pair_candidate {
    struct grid grid;
    enum pair_hidden hidden;
};

static void keep_pair(struct pair_candidate *kept, const struct grid *g, enum pair_hidden hidden)
{
    int at = PAIR_KEPT - 1;
    if (g->score <= kept[at].grid.score) {
        return;
    }
    for (; at > 0 && kept[at - 1].grid.score < g->score; at--) {
        kept[at] = kept[at - 1];
    }
    kept[at] = (struct pair_candidate){*g, hidden};
}

static void propose_pair(struct hunt *h, int a, int b, struct pair_candidate *kept)
{
    const struct finder *item = h->room->finders.item;
    struct pair_guess guess[PAIR_GUESSES];
    pair_guess(&item[a], &item[b], guess);
    for (int i = 0; i < PAIR_GUESSES; i++) {
        const struct finder *corner = guess[i].corner;
        const struct finder *const f[3] = {&corner[0], &corner[1], &corner[2]};
        struct grid proposal[SYMBOL_PROPOSALS];
        int n = symbol_propose(&h->room->symbol, &h->scene, f, h->effort, proposal);
        for (int k = 0; k < n; k++) {
            keep_pair(kept, &proposal[k], guess[i].hidden);
        }
    }
}

/* Two perfect patterns, and the third hidden. */
static void hunt_pairs(struct hunt *h)
{
    struct pair_candidate kept[PAIR_KEPT] = {0};
    const struct finder_list *list = &h->room->finders;
    int pairs = 0;
    for (int i = 0; i < list->count && i < PAIR_FINDERS; i++) {
        for (int k = i + 1; k < list->count && k < PAIR_FINDERS && pairs < PAIRS_MAX; k++) {
            bool good = list->item[k].quality >= PAIR_QUALITY_MIN && !h->used[i] && !h->used[k];
            if (good && pair_fits(&list->item[i], &list->item[k])) {
                propose_pair(h, i, k, kept);
                pairs++;
            }
        }
    }
    for (int i = 0; i < PAIR_KEPT && kept[i].grid.score > 0; i++) {
        struct grid *g = &kept[i].grid;
        pair_slide(&h->scene, &h->room->symbol.layouts[g->version - 1], kept[i].hidden, g);
        if (g->score > SCORE_READABLE && read_candidate(h, g)) {
            return;
        }
    }
}

static void run_search(struct pass_room *room, const struct plane *picture, const struct plan *plan,
                       struct scan_result *result)
{
    if (plan->radius < 0) {
        threshold_make_faint(&room->threshold, picture, -plan->radius);
    } else {
        bool smooth = plan->source == SOURCE_HALF || plan->source == SOURCE_QUARTER ||
                      plan->source == SOURCE_BLUR;
        threshold_make(&room->threshold, picture, plan->radius, smooth ? FLAT_SMOOTH : FLAT_AS_IS);
    }
    struct hunt h = {.room = room,
                     .scene = {picture, &room->threshold},
                     .scale = plan->scale,
                     .effort = plan->patient ? SYMBOL_PATIENT : SYMBOL_QUICK,
                     .result = result};
    finder_search(&h.scene, plan->row_step, &room->finders);
    sight_finder(room, plan->scale, plan->row_step);
    if (plan == &plans[PASS_PAIRS]) {
        hunt_pairs(&h);
        return;
    }
    int n =
        triple_rank(&room->finders, plan->patient ? PATIENT_FINDERS : QUICK_FINDERS, room->triples);
    n = plan->patient || n < QUICK_TRIPLES ? n : QUICK_TRIPLES;
    for (int i = 0; i < n; i++) {
        if (!is_used(&h, i)) {
            propose_triple(&h, i);
        }
    }
    for (int i = plan->patient ? PATIENT_READS : QUICK_READS; i > 0; i--) {
        struct candidate *c = best_waiting(&h);
        if (c == NULL) {
            return;
        }
        bool skip = is_used(&h, c->triple);
        c->triple = -1;
        if (!skip) {
            (void)read_candidate(&h, &c->grid);
        }
    }
}

int pass_cost(const struct pass_room *room, enum pass pass)
{
    enum { FULL_PX = 1280 * 720, FULL = 10, LEAST = 4 };
    long px = (long)room->near.width * room->near.height;
    int share = !room->focused || px > FULL_PX ? FULL : (int)(px * FULL / FULL_PX);
    int cost = plans[pass].cost * share;
    return cost < LEAST ? LEAST : cost;
}

static int limit(float value, int low, int high)
{
    return value < (float)low ? low : value > (float)high ? high : (int)value;
}

bool pass_focus(struct pass_room *room, const struct sighting *s)
{
    enum { MARGIN_PX = 16, WORTH_PERCENT = 55 };
    const float share = 0.4F; /* of the side: what a hand moves in a few frames, and quiet zone */
    const struct plane *work = &room->work;
    float low_x = s->corner[0].x, high_x = low_x, low_y = s->corner[0].y, high_y = low_y;
    for (int i = 1; i < 4; i++) {
        low_x = fminf(low_x, s->corner[i].x);
        high_x = fmaxf(high_x, s->corner[i].x);
        low_y = fminf(low_y, s->corner[i].y);
        high_y = fmaxf(high_y, s->corner[i].y);
    }
    float margin = fmaxf(high_x - low_x, high_y - low_y) * share + MARGIN_PX;
    int left = limit(low_x - margin, 0, work->width);
    int top = limit(low_y - margin, 0, work->height);
    int width = limit(high_x + margin, left, work->width) - left;
    int height = limit(high_y + margin, top, work->height) - top;
    if ((long)width * height * 100 > (long)work->width * work->height * WORTH_PERCENT) {
        return false;
    }
    room->near.width = width;
    room->near.height = height;
    for (int y = 0; y < height; y++) {
        memcpy(room->near.px + (size_t)y * (size_t)width,
               work->px + (size_t)(top + y) * (size_t)work->width + left, (size_t)width);
    }
    room->origin = (struct point_f){(float)left, (float)top};
    room->focused = true;
    return true;
}

void pass_widen(struct pass_room *room)
{
    room->origin = (struct point_f){0, 0};
    room->focused = false;
}

void pass_begin(struct pass_room *room, int spend_max)
{
    room->sighting = (struct sighting){.seen = false};
    room->symbol.refusals = 0;
    room->spent = 0;
    room->spend_max = spend_max;
    pass_widen(room);
    merge_next_frame(&room->merge);
}

void pass_run(struct pass_room *room, enum pass pass, struct scan_result *result)
{
    enum { SIDE_MIN_PX = 16 };
    const struct plan *plan = &plans[pass];
    result->passes |= 1U << pass;
    const struct plane *picture = picture_for(room, plan->source);
    if (picture->width < SIDE_MIN_PX || picture->height < SIDE_MIN_PX) {
        return;
    }
    if (plan->row_step == 0 && plan->source == SOURCE_AS_IS && grain_of(picture) >= GRAIN_MAX) {
        return; /* the blurred picture has its turn as well */
    }
    if (plan->row_step == 0) {
        run_zbar(room, picture, plan->scale, result);
    } else {
        run_search(room, picture, plan, result);
    }
}
