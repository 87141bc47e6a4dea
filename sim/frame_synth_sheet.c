#include "sim/frame_synth_sheet.h"

#include <math.h>

static const double fold_reach_mm = 14; /* the fold falls off to flat over this width */

struct spot {
    double height;
    double slope_x;
    double along; /* x measured on the curled surface */
};

/* A circle near its foot is x^2 / 2r; past 0.7 r it goes on straight. */
static struct spot spot_at(const struct sheet_shape *shape, double x, double y)
{
    struct spot s = {.along = x};
    double k = fabs(shape->bend_per_mm);
    if (k > 0) {
        double limit = 0.7 / k;
        double inner = fmin(fabs(x), limit);
        double outer = fabs(x) - inner;
        double t = inner * k;
        double sign = shape->bend_per_mm > 0 ? 1 : -1;
        s.height = sign * (inner * t / 2 + outer * t);
        s.slope_x = sign * t * (x < 0 ? -1 : 1);
        double length = inner * (1 + t * t / 6) + outer * sqrt(1 + t * t);
        s.along = x < 0 ? -length : length;
    }
    double across = x * 0.24 + y * 0.97 - 2; /* the fold runs a little oblique */
    double share = 1 - fabs(across) / fold_reach_mm;
    if (share > 0 && shape->crease_mm > 0) {
        s.height += shape->crease_mm * share * share;
        s.slope_x += shape->crease_mm / fold_reach_mm * 2 * share * (across > 0 ? -1 : 1);
    }
    return s;
}

double sheet_hit(const struct sheet_shape *shape, const double camera[3], double at[2])
{
    double x = at[0];
    double y = at[1];
    double above = camera[2] > 20 ? camera[2] : 20;
    for (int i = 0; i < 4; i++) { /* the height where the ray meets the sheet, by iteration */
        double share = spot_at(shape, x, y).height / above;
        share = share > 0.6 ? 0.6 : share;
        x = at[0] + (camera[0] - at[0]) * share;
        y = at[1] + (camera[1] - at[1]) * share;
    }
    struct spot s = spot_at(shape, x, y);
    at[0] = s.along;
    at[1] = y;
    double light = 1 + 0.45 * s.slope_x;
    return light < 0.25 ? 0.25 : light > 1.25 ? 1.25 : light;
}
