/* Sheets that are not flat: a curl around the upright axis and a fold across the code.
 * Part of the synthesiser; nobody else needs it. */
#ifndef SIM_FRAME_SYNTH_SHEET_H
#define SIM_FRAME_SYNTH_SHEET_H

struct sheet_shape {
    double bend_per_mm; /* 1 / radius, positive: the sides come towards the camera */
    double crease_mm;   /* height of the fold */
};

/* at: where a ray from the camera (face coordinates) meets the flat plane; becomes the place on the
 * sheet, measured along its surface. Returns the light it gets, 1 when flat. */
double sheet_hit(const struct sheet_shape *shape, const double camera[3], double at[2]);

#endif
