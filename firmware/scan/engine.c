#include "scan/engine.h"

#include <stdlib.h>
#include "scan/hints.h"
#include "scan/passes.h"

struct scan_engine {
    struct pass_room room;
    int next_pass; /* of the further ones, in turn over frames */
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

/* One further pass a frame, in turn. */
static void run_next(struct scan_engine *e, struct scan_result *out)
{
    if (e->next_pass < PASS_COUNT) {
        pass_run(&e->room, (enum pass)e->next_pass, out);
        e->next_pass++;
    } else {
        look_for_bars(e, out);
        e->next_pass = PASS_RAW + 1;
    }
}

static void run_plan(struct scan_engine *e, enum scan_effort effort, struct scan_result *out)
{
    pass_run(&e->room, PASS_RAW, out);
    if (effort == SCAN_EFFORT_FIRST || out->code_count > 0) {
        return;
    }
    if (effort == SCAN_EFFORT_FRAME) {
        run_next(e, out);
        return;
    }
    for (int pass = PASS_RAW + 1; pass < PASS_COUNT && out->code_count == 0; pass++) {
        pass_run(&e->room, (enum pass)pass, out);
    }
    if (out->code_count == 0) {
        look_for_bars(e, out);
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

struct err scan_frame(struct scan_engine *engine, const struct image_gray *frame,
                      enum scan_effort effort, struct scan_result *out)
{
    TRY(check_frame(frame));
    float scale = plane_take(&engine->room.work, frame, SCAN_WORK_SIDE_MAX_PX);
    out->code_count = 0;
    out->passes = 0;
    out->finder_seen = false;
    out->carrier = SCAN_CARRIER_UNKNOWN;
    for (int c = 0; c < 4; c++) {
        out->corner[c] = (struct point_f){0, 0};
    }
    run_plan(engine, effort, out);
    if (out->code_count > 0) {
        out->finder_seen = true;
        for (int c = 0; c < 4; c++) {
            out->corner[c] = out->code[0].corner[c];
        }
    }
    out->hint = hint_for(&engine->room.work, out);
    to_frame(out, scale);
    return OK;
}
