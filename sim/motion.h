/* How a hand moves a phone or a sheet before the camera, at 30 frames a second.
 *
 * Promises: the scene of a frame depends on kind, seed, frame number and the rest scene only, so
 * frames may be asked for in any order; the same on every compiler. Never draws: see frame_synth.
 * Amplitudes are those of a person holding a phone out: slow drift of millimetres, a tremor of
 * tenths of a millimetre around 9 Hz.
 */
#ifndef SIM_MOTION_H
#define SIM_MOTION_H

#include <stdint.h>
#include "sim/scene.h"

enum { MOTION_FRAMES_PER_S = 30 };

enum motion_kind {
    MOTION_APPROACH, /* from below the picture to the rest pose in 0.8 to 1.4 s, then held */
    MOTION_SHAKE,    /* an unsteady hand around the rest pose */
    MOTION_HOLD,     /* a steady one */
    MOTION_KIND_COUNT,
};

/* out: rest with carrier 0 moved and turned and the motion blur of a 1/75 s exposure added,
 * clamped. rest and out may be the same scene. A scene without carriers stays as it is. */
void motion_pose(enum motion_kind kind, uint64_t seed, uint64_t frame_no, const struct scene *rest,
                 struct scene *out);

/* Frame number from which an approach has reached its rest pose. */
uint64_t motion_arrival(uint64_t seed);

#endif
