/* The pinhole camera: a pose to a plane-to-picture map and back. */
#include "sim/frame_synth_math.h"
#include "sim/frame_synth_project.h"

static const double focal_of_width = 0.832; /* horizontal field of 62 degrees */

/* By cofactors; the pose keeps the determinant away from zero (depth and cosines of the tilts). */
static void invert(double m[3][3], double out[3][3])
{
    double det = 0;
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
            int a = (j + 1) % 3;
            int b = (j + 2) % 3;
            int c = (i + 1) % 3;
            int d = (i + 2) % 3;
            out[i][j] = m[a][c] * m[b][d] - m[a][d] * m[b][c];
        }
    }
    for (int i = 0; i < 3; i++) {
        det += out[0][i] * m[i][0];
    }
    for (int i = 0; i < 9; i++) {
        out[i / 3][i % 3] /= det;
    }
}

void project_init(struct projection *p, const struct scene_pose *pose, int width_px, int height_px)
{
    double f = focal_of_width * width_px;
    double cr = synth_cos_deg((double)pose->rotation_deg);
    double sr = synth_sin_deg((double)pose->rotation_deg);
    double cx = synth_cos_deg((double)pose->tilt_x_deg);
    double sx = synth_sin_deg((double)pose->tilt_x_deg);
    double cy = synth_cos_deg((double)pose->tilt_y_deg);
    double sy = synth_sin_deg((double)pose->tilt_y_deg);
    /* Columns: where the face's x and y axes and its normal point, camera looking along +z. */
    double axis[3][3] = {
        {cy * cr + sy * sx * sr, -cy * sr + sy * sx * cr, -sy * cx},
        {cx * sr, cx * cr, sx},
        {sy * cr - cy * sx * sr, -sy * sr - cy * sx * cr, cy * cx},
    };
    double z = (double)pose->distance_cm * 10;
    double at[3] = {((double)pose->centre_x - 0.5) * width_px / f * z,
                    ((double)pose->centre_y - 0.5) * height_px / f * z, z};
    double k[3][3] = {{f, 0, width_px / 2.0}, {0, f, height_px / 2.0}, {0, 0, 1}};
    for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
            p->forward[i][j] = 0;
            for (int n = 0; n < 3; n++) {
                p->forward[i][j] += k[i][n] * (j < 2 ? axis[n][j] : at[n]);
            }
        }
        /* The normal points away from the camera, so the height above the face is its reverse. */
        double along = axis[0][i] * at[0] + axis[1][i] * at[1] + axis[2][i] * at[2];
        p->camera[i] = i < 2 ? -along : along;
    }
    invert(p->forward, p->inverse);
}

bool project_point(const struct projection *p, double x_mm, double y_mm, struct point_f *out)
{
    double h[3];
    for (int i = 0; i < 3; i++) {
        h[i] = p->forward[i][0] * x_mm + p->forward[i][1] * y_mm + p->forward[i][2];
    }
    if (h[2] < 1) {
        return false;
    }
    *out = (struct point_f){(float)(h[0] / h[2]), (float)(h[1] / h[2])};
    return true;
}
