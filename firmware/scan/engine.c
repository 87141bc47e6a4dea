#include "scan/engine.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "scan/hints.h"
#include "scan/parts.h"
#include "scan/passes.h"

/* In the unit of pass_cost; twice that still fits into a frame of 33 ms on half the speed. */
enum {
    FRAME_BUDGET = 130,
    NEAR_BUDGET = 60, /* of it, for the place where a symbol was seen */
    BARS_COST = 120,
    FRAME_READS = 90,      /* of it, for reading symbols: one of version 40, ten small ones */
    FRAMES_TRACKED = 8,    /* unseen for longer, the place is forgotten */
    FRAMES_COLLECTED = 90, /* no part of a series for longer, and it is given up */
};

struct scan_engine {
    struct pass_room room;
    struct hint_memory hints;
    int next_pass;         /* of the further ones, in turn over frames */
    int near_pass;         /* the same around the symbol */
    int lucky_pass;        /* the further one that read last, first in turn; 0: none */
    struct sighting track; /* where a symbol was last */
    int frames_unseen;
    struct parts parts;
    int frames_without_part;
};

struct err scan_open(struct scan_engine **out_engine)
{
    struct scan_engine *e = calloc(1, sizeof(*e));
    if (e == NULL) {
        return FAIL(NO_MEMORY);
    }
    if (failed(pass_room_open(&e->room))) {
        free(e);
        return FAIL(NO_MEMORY);
    }
    *out_engine = e;
    scan_forget(e);
    return OK;
}

void scan_close(struct scan_engine *engine)
{
    if (engine == NULL) {
        return;
    }
    pass_room_close(&engine->room);
    free(engine);
}

void scan_forget(struct scan_engine *engine)
{
    engine->next_pass = PASS_RAW + 1;
    engine->near_pass = PASS_RAW + 1;
    engine->lucky_pass = 0;
    engine->track.seen = false;
    engine->hints.known = false;
    merge_forget(&engine->room.merge);
    parts_init(&engine->parts);
}

static struct err check_frame(const struct image_gray *frame)
{
    if (frame->pixels == NULL || frame->width_px < 1 || frame->height_px < 1 ||
        frame->stride < frame->width_px) {
        return FAIL(INVALID);
    }
    if (frame->width_px > SCAN_SIDE_MAX_PX || frame->height_px > SCAN_SIDE_MAX_PX) {
        return FAIL(TOO_LARGE);
    }
    return OK;
}

/* Linear codes are only told apart from pickup codes, so they come last. */
static void look_for_bars(struct scan_engine *e, struct scan_result *out)
{
    out->code_count = zbar_reader_bars(&e->room.zbar, &e->room.work, out->code, 1);
    out->passes |= 1U << PASS_BARS;
}

/* Runs a further pass; what read once is the first to be tried on the next frame. */
static bool run_further(struct scan_engine *e, int pass, struct scan_result *out)
{
    if (pass == PASS_BARS) {
        look_for_bars(e, out);
        return out->code_count > 0;
    }
    pass_run(&e->room, (enum pass)pass, out);
    if (out->code_count > 0) {
        e->lucky_pass = pass;
    }
    return out->code_count > 0;
}

static int after(int pass, int last)
{
    return pass == last ? PASS_RAW + 1 : pass + 1;
}

/* Where a symbol is, in this frame or in one of the last. */
static const struct sighting *place_to_look(const struct scan_engine *e)
{
    const struct sighting *now = &e->room.sighting;
    if (now->seen && now->score > 0) {
        return now;
    }
    return e->track.seen ? &e->track : NULL;
}

/* The place of the symbol with pass after pass; it is small, so one frame holds several. */
static bool run_near(struct scan_engine *e, int *left, struct scan_result *out)
{
    const struct sighting *place = place_to_look(e);
    if (place == NULL || !pass_focus(&e->room, place)) {
        return false;
    }
    int budget = NEAR_BUDGET;
    bool read = false;
    for (int i = PASS_RAW + 1; i < PASS_COUNT && !read; i++) {
        bool lucky = i == PASS_RAW + 1 && e->lucky_pass != 0;
        int pass = lucky ? e->lucky_pass : e->near_pass;
        int cost = pass_cost(&e->room, (enum pass)pass);
        if (i > PASS_RAW + 1 && cost > budget - e->room.spent) {
            break;
        }
        budget -= cost;
        e->near_pass = lucky ? e->near_pass : after(pass, PASS_COUNT - 1);
        read = run_further(e, pass, out);
    }
    *left -= NEAR_BUDGET - budget;
    pass_widen(&e->room);
    return read;
}

/* As many passes as the budget holds, going on where the last frame stopped; at least one. */
static void run_turn(struct scan_engine *e, struct scan_result *out)
{
    int left = FRAME_BUDGET;
    if (run_near(e, &left, out)) {
        return;
    }
    if (e->lucky_pass != 0) {
        left -= pass_cost(&e->room, (enum pass)e->lucky_pass);
        if (run_further(e, e->lucky_pass, out)) {
            return;
        }
        e->lucky_pass = 0;
    }
    for (int i = PASS_RAW + 1; i <= PASS_BARS; i++) {
        int pass = e->next_pass;
        int cost = pass == PASS_BARS ? BARS_COST : pass_cost(&e->room, (enum pass)pass);
        if (cost > left - e->room.spent && left < FRAME_BUDGET) {
            return;
        }
        left -= cost;
        e->next_pass = after(pass, PASS_BARS);
        if (run_further(e, pass, out)) {
            e->next_pass = PASS_RAW + 1;
            return;
        }
    }
}

static void keep_place(struct scan_engine *e)
{
    const struct sighting *now = &e->room.sighting;
    if (now->seen && now->score > 0) {
        e->track = *now;
        e->frames_unseen = 0;
    } else if (++e->frames_unseen > FRAMES_TRACKED) {
        e->track.seen = false;
    }
}

static void run_plan(struct scan_engine *e, enum scan_effort effort, struct scan_result *out)
{
    pass_run(&e->room, PASS_RAW, out);
    if (effort == SCAN_EFFORT_FIRST || out->code_count > 0) {
        return;
    }
    if (effort == SCAN_EFFORT_FRAME) {
        run_turn(e, out);
        return;
    }
    for (int pass = PASS_RAW + 1; pass <= PASS_BARS; pass++) {
        if (run_further(e, pass, out)) {
            return;
        }
    }
}

static bool is_of_series(const struct scan_code *c, const struct parts *p)
{
    return c->symbology == SCAN_QR_PART && c->part_count == p->count && c->part_parity == p->parity;
}

/* The first part in view becomes the whole message, the others go: it is one code. */
static void put_whole(const struct parts *p, struct scan_result *out)
{
    int kept = 0;
    bool done = false;
    for (int i = 0; i < out->code_count; i++) {
        struct scan_code *c = &out->code[i];
        size_t length = 0;
        if (is_of_series(c, p)) {
            if (done || !parts_message(p, c->bytes, sizeof(c->bytes), &length)) {
                continue;
            }
            c->symbology = SCAN_QR;
            c->length = (uint16_t)length;
            c->part_index = 0;
            done = true;
        }
        if (kept != i) {
            out->code[kept] = *c;
        }
        kept++;
    }
    out->code_count = kept;
}

/* Parts of this frame join those of the frames before it. */
static void collect_parts(struct scan_engine *e, struct scan_result *out)
{
    bool any = false;
    for (int i = 0; i < out->code_count; i++) {
        const struct scan_code *c = &out->code[i];
        if (c->symbology == SCAN_QR_PART && c->part_count > 0) {
            const struct part part = {c->bytes, c->length, c->part_index, c->part_count,
                                      c->part_parity};
            any |= !failed(parts_add(&e->parts, &part));
        }
    }
    e->frames_without_part = any ? 0 : e->frames_without_part + 1;
    if (e->frames_without_part > FRAMES_COLLECTED) {
        parts_init(&e->parts);
        e->frames_without_part = 0;
    }
    if (any && e->parts.state == PARTS_COMPLETE && e->parts.used <= SCAN_PAYLOAD_MAX) {
        put_whole(&e->parts, out);
    }
}

static void to_frame(struct scan_result *out, float scale)
{
    for (int i = 0; i < out->code_count; i++) {
        for (int c = 0; c < 4; c++) {
            out->code[i].corner[c].x *= scale;
            out->code[i].corner[c].y *= scale;
        }
    }
    for (int c = 0; c < 4; c++) {
        out->corner[c].x *= scale;
        out->corner[c].y *= scale;
    }
}

/* What the frame corners on the screen follow: the code that was read, else the best candidate. */
static void show_sighting(struct scan_engine *e, struct scan_result *out)
{
    struct sighting *s = &e->room.sighting;
    if (out->code_count > 0) {
        s->seen = true;
        s->score = 1;
        memcpy(s->corner, out->code[0].corner, sizeof(s->corner));
    }
    out->finder_seen = s->seen;
    memcpy(out->corner, s->corner, sizeof(out->corner));
    out->carrier = carrier_guess(&e->room.work, s);
}

struct err scan_frame(struct scan_engine *engine, const struct image_gray *frame,
                      enum scan_effort effort, struct scan_result *out)
{
    TRY(check_frame(frame));
    float scale = plane_take(&engine->room.work, frame, SCAN_WORK_SIDE_MAX_PX);
    out->code_count = 0;
    out->passes = 0;
    pass_begin(&engine->room, effort == SCAN_EFFORT_STILL ? INT_MAX : FRAME_READS);
    run_plan(engine, effort, out);
    collect_parts(engine, out);
    show_sighting(engine, out);
    keep_place(engine);
    out->hint =
        hint_for(&engine->room.work, &engine->room.sighting, out->code_count, &engine->hints);
    to_frame(out, scale);
    return OK;
}
