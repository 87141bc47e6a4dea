/* What stands before the counter camera: sheets and phones, the light, the faults of the optics.
 *
 * Promises: plain data with documented units; scene_default gives a picture that any decoder reads;
 * scene_clamp brings every field into its range (a value that is not a number becomes the lower
 * end), so no scene can break the synthesiser. Never draws and never moves: see frame_synth,
 * motion. A range is written lo..hi, the default behind it.
 */
#ifndef SIM_SCENE_H
#define SIM_SCENE_H

#include <stdbool.h>
#include <stdint.h>
#include "sim/qr_make.h"

enum { SCENE_CARRIERS_MAX = 4, SCENE_GLARES_MAX = 4 };

enum scene_kind {
    SCENE_PHONE, /* 72 x 150 mm, screen with a few bars of user interface */
    SCENE_PAPER, /* A4 print, the code at the upper right */
    SCENE_SLIP,  /* 80 mm thermal slip */
    SCENE_KIND_COUNT,
};

enum scene_edge { SCENE_LEFT, SCENE_RIGHT, SCENE_TOP, SCENE_BOTTOM, SCENE_EDGE_COUNT };

enum scene_beside { SCENE_ALONE, SCENE_TEXT, SCENE_BOARDING_PASS, SCENE_BESIDE_COUNT };

/* Where the centre of the code is and how its plane is turned: first in the plane, then tilted. */
struct scene_pose {
    float centre_x;     /* -0.5..1.5 of the frame's width, 0.5 */
    float centre_y;     /* -0.5..1.5 of the frame's height, 0.5 */
    float distance_cm;  /* 8..40 along the optical axis, 20 */
    float tilt_x_deg;   /* -60..60, positive: upper side away from the camera, 0 */
    float tilt_y_deg;   /* -60..60, positive: right side away from the camera, 0 */
    float rotation_deg; /* 0..360 clockwise in the picture (wraps), 0 */
};

struct scene_carrier {
    enum scene_kind kind;
    struct qr_modules code;
    struct scene_pose pose;
    float code_mm;      /* width of the code without quiet zone: phone 10..60, 46; paper and slip
                           10..60, 32; never less than 0.16 mm a module on paper, 0.1 on a phone */
    uint32_t look_seed; /* text lines and cracks, 0 */
    bool is_in_hand;    /* fingers around the phone, true */
    float brightness;   /* phone: 0..1 of 600 cd/m2, 0.6 */
    bool is_dark_mode;  /* phone: light modules on a dark screen, false */
    float
        notification; /* phone: 0..1, how far a banner hangs down; 1 hides a third of the code, 0 */
    float cracked;    /* phone: 0..1, number of cracks, 0 */
    float finger;     /* 0..1, how far a finger reaches over the code from an edge, 0 */
    enum scene_edge finger_edge; /* SCENE_RIGHT */
    float bend;   /* sheets: -1..1, curl; 1 is a radius of 45 mm towards the camera, 0 */
    float crease; /* sheets: 0..1, fold across the code, 1 is 3 mm high, 0 */
    float faded;  /* sheets: 0..1, 1 leaves a twentieth of the contrast, 0 */
    enum scene_beside beside; /* a printed sheet at the left, SCENE_ALONE */
};

struct scene_glare {
    float x, y;     /* -0.5..1.5 of the frame */
    float radius;   /* 0.01..1 of the frame's width */
    float strength; /* 0..4, 1 is enough to saturate */
};

struct scene_camera {
    float light_lux;   /* 1..5000 on the tray, 500; exposure follows as far as the gain goes */
    float exposure_ev; /* -5..5 on top of the automatic exposure, 0 */
    float noise_sigma; /* 0..60 eight-bit levels at mid grey, on top of the gain's noise, 0.8 */
    int glare_count;   /* 0..4, 0 */
    struct scene_glare glare[SCENE_GLARES_MAX];
    struct scene_glare window; /* reflection of a window with a cross, strength 0 */
    float motion_x_px; /* -80..80: movement in the exposure time, for a frame 1280 px wide, 0 */
    float motion_y_px; /* -80..80 */
    float defocus_px;  /* 0..20: radius of the blur disc, for a frame 1280 px wide, 0 */
    float moire;       /* 0..1: depth of the screen's pixel grid seen by the sensor's, 0 */
    float band_depth;  /* 0..1: rolling shutter under flickering light, 0 */
    float band_period; /* 0.02..1 of the frame's height, 0.25 */
    float dirt;        /* 0..1: smears on the lens, 0 */
    float cover;       /* 0..1: share of the lens behind a bag or hand, 1 is dark, 0 */
};

struct scene {
    int carrier_count; /* 0..4, drawn in order, the last on top */
    struct scene_carrier carrier[SCENE_CARRIERS_MAX];
    struct scene_camera camera;
};

/* One carrier in the middle at 20 cm, without a code: set carrier[0].code. */
struct scene scene_default(enum scene_kind kind);

/* An empty tray: no carrier. */
struct scene scene_empty(void);

/* A further carrier with its default fields, or NULL when there are four already. */
struct scene_carrier *scene_add(struct scene *s, enum scene_kind kind);

void scene_clamp(struct scene *s);

#endif
