/* The virtual counter camera: shows whatever picture or scene the world puts before it.
 *
 * Promises: a frame when the picture changed, at most 30 a second, and one heartbeat frame a second
 * while nothing changes, so an idle virtual hour is cheap; same calls, same frames. Draws a scene
 * only when a frame is due. camera_close only hangs up.
 */
#ifndef SIM_CAMERA_SIM_H
#define SIM_CAMERA_SIM_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"
#include "hal/camera.h"
#include "sim/scene.h"

enum {
    CAMERA_SIM_FRAME_MS = 33,
    CAMERA_SIM_HEARTBEAT_MS = 1000,
    CAMERA_SIM_STUCK_MS = 3000, /* no frame for so long: the camera says LOST */
};

/* X(name, word) */
#define CAMERA_FAULT_LIST(X)                                                                       \
    X(LOST, "lost")     /* unplugged: LOST at once, RUNNING when switched off */                   \
    X(BLACK, "black")   /* frames come, all black */                                               \
    X(FROZEN, "frozen") /* no frames, no word: LOST after CAMERA_SIM_STUCK_MS */

enum camera_fault {
#define X(name, word) CAMERA_FAULT_##name,
    CAMERA_FAULT_LIST(X)
#undef X
        CAMERA_FAULT_COUNT,
};

[[nodiscard]] bool camera_fault_parse(struct str word, enum camera_fault *out);

struct camera_sim;

/* Frames of this size, at first mid grey. seed: noise of scenes. TOO_LARGE, INVALID, NO_MEMORY. */
struct err camera_sim_open(int width_px, int height_px, uint64_t seed, struct camera_sim **out);
void camera_sim_close(struct camera_sim *sim); /* NULL is allowed */
struct camera *camera_sim_camera(struct camera_sim *sim);

/* The next frame is this picture: copied, of exactly the camera's size, else INVALID. */
struct err camera_sim_set_frame(struct camera_sim *sim, const struct image_gray *image);

/* The next frames show this scene (copied), drawn by frame_synth. */
void camera_sim_set_scene(struct camera_sim *sim, const struct scene *scene);

void camera_sim_fault(struct camera_sim *sim, enum camera_fault fault, bool is_on);

/* Frames given so far. */
uint64_t camera_sim_count(const struct camera_sim *sim);

#endif
