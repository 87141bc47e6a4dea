#include "scan/engine.h"

#include <stdlib.h>
#include "scan/hints.h"
#include "scan/plane.h"
#include "scan/zbar_reader.h"

struct scan_engine {
    struct zbar_reader reader;
    struct plane work; /* the frame in at most SCAN_WORK_SIDE_MAX_PX a side */
};

struct err scan_open(struct scan_engine **out_engine)
{
    struct scan_engine *e = calloc(1, sizeof(*e));
    if (e == NULL) {
        return FAIL(NO_MEMORY);
    }
    e->work.px = malloc((size_t)SCAN_WORK_SIDE_MAX_PX * SCAN_WORK_SIDE_MAX_PX);
    if (e->work.px == NULL || failed(zbar_reader_open(&e->reader))) {
        scan_close(e);
        return FAIL(NO_MEMORY);
    }
    *out_engine = e;
    return OK;
}

void scan_close(struct scan_engine *engine)
{
    if (engine == NULL) {
        return;
    }
    zbar_reader_close(&engine->reader);
    free(engine->work.px);
    free(engine);
}

void scan_forget(struct scan_engine *engine)
{
    (void)engine;
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

struct err scan_frame(struct scan_engine *engine, const struct image_gray *frame,
                      enum scan_effort effort, struct scan_result *out)
{
    TRY(check_frame(frame));
    float scale = plane_take(&engine->work, frame, SCAN_WORK_SIDE_MAX_PX);
    out->code_count = zbar_reader_qr(&engine->reader, &engine->work, out->code, SCAN_CODES_MAX);
    out->passes = 1;
    if (out->code_count == 0 && effort == SCAN_EFFORT_STILL) {
        out->code_count = zbar_reader_bars(&engine->reader, &engine->work, out->code, 1);
    }
    out->finder_seen = out->code_count > 0;
    out->carrier = SCAN_CARRIER_UNKNOWN;
    for (int i = 0; i < out->code_count; i++) {
        for (int c = 0; c < 4; c++) {
            out->code[i].corner[c].x *= scale;
            out->code[i].corner[c].y *= scale;
        }
    }
    for (int c = 0; c < 4; c++) {
        out->corner[c] = out->finder_seen ? out->code[0].corner[c] : (struct point_f){0, 0};
    }
    out->hint = hint_for(&engine->work, out);
    return OK;
}
