/* From a face to the picture: pose, perspective, curl of sheets, supersampled edges.
 *
 * Promises: each picture square whose corners show one tone costs one look-up; all others are the
 * mean of 4 x 4 samples, in linear light. Part of the synthesiser; nobody else needs it.
 */
#ifndef SIM_FRAME_SYNTH_PROJECT_H
#define SIM_FRAME_SYNTH_PROJECT_H

#include <stdbool.h>
#include <stdint.h>
#include "base/image.h"
#include "sim/frame_synth_face.h"

enum {
    SYNTH_FULL_LIGHT = 16384, /* linear light that saturates the sensor; stored up to 65535 */
    SYNTH_MASK_TRAY = 0,
    SYNTH_MASK_SHEET = 1,
    SYNTH_MASK_GLASS = 2,
};

/* Work rows of corner samples: position in the face (16.16 texels), light on the slope, tone. */
struct corner_row {
    int32_t *column;
    int32_t *row;
    uint16_t *shade; /* 16384 is flat */
    uint8_t *tone;
    int first; /* corners first .. last are filled */
    int last;
};

struct canvas_rect {
    int x0, y0, x1, y1; /* x1, y1 are behind the last; empty when x0 >= x1 */
};

struct canvas {
    uint16_t *light; /* width x height, linear */
    uint8_t *mask;   /* what is seen there; NULL when no effect asks */
    int width_px;
    int height_px;
    struct corner_row corner[2]; /* width + 1 each */
    struct canvas_rect touched;  /* where faces were drawn */
};

static inline void canvas_touch(struct canvas *c, int x0, int x1, int y)
{
    struct canvas_rect *r = &c->touched;
    bool is_first = r->x0 >= r->x1;
    r->x0 = is_first || x0 < r->x0 ? x0 : r->x0;
    r->x1 = is_first || x1 > r->x1 ? x1 : r->x1;
    r->y0 = is_first || y < r->y0 ? y : r->y0;
    r->y1 = is_first || y + 1 > r->y1 ? y + 1 : r->y1;
}

struct projection {
    double forward[3][3]; /* face millimetres to picture */
    double inverse[3][3]; /* the third row gives 1 / depth, positive before the camera */
    double camera[3];     /* in face coordinates, z towards the viewer */
};

/* What a carrier looks like while projected. */
struct project_look {
    uint16_t light_of[256]; /* linear light of each tone */
    uint8_t mask;
    double bend_per_mm; /* 1 / radius of the curl, 0 flat */
    double crease_mm;   /* height of the fold, 0 none */
    double moire;       /* depth, 0 none */
};

void project_init(struct projection *p, const struct scene_pose *pose, int width_px, int height_px);

/* false: behind the camera. */
bool project_point(const struct projection *p, double x_mm, double y_mm, struct point_f *out);

void project_face(const struct projection *p, const struct face *f, const struct project_look *look,
                  struct canvas *c);

#endif
