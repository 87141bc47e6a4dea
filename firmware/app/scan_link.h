/* Camera → decoder process → codes that may start something.
 *
 * A frame that looks like the last decoded one is not decoded again: what was in view still is.
 * That keeps an idle terminal idle, and a code held still from being read thirty times a second.
 * A decoder that died too often is out of service until a new one has answered.
 */
#ifndef APP_SCAN_LINK_H
#define APP_SCAN_LINK_H

#include "app/scan_answer.h"
#include "app/worker.h"
#include "base/image.h"
#include "hal/camera.h"
#include "scan/debounce.h"
#include "scan/dirt.h"

enum {
    MOTION_COLUMNS = 32,
    MOTION_ROWS = 18,
    MOTION_CELLS = MOTION_COLUMNS * MOTION_ROWS,
    MOTION_STEP = 4,         /* gray levels a cell's mean must move */
    SCAN_LIMIT_MS = 500,     /* a decoder that needs longer hangs: a frame takes 33 at most */
    SCAN_SPIN_MS = 150,      /* of CPU time: noticed, ended and restarted within 200 */
    SCAN_PATIENCE_MS = 2000, /* repeatable runs: the same on a busy machine, under sanitizers */
    SCAN_REVIVE_MS = 30000,  /* a decoder that is out of service is tried again */
    SCAN_CPU_LIMIT_S = 2,    /* the same for the kernel, should the terminal itself stand still */
    SCAN_LATENCY_MS = 40,    /* repeatable runs: as if every frame took this long */
    SCAN_AGAIN_MAX = 16,  /* looks at what does not move and is not read: each runs another pass */
    SCAN_AGAIN_BLANK = 7, /* looks where nothing was seen: one round of all passes, bars last */
    DIRT_EVERY_MS = 1000,
    SCAN_AGAIN_MS = 45, /* the same picture again when no newer one came by then */
};

struct scan_order {
    int width_px, height_px;
    uint8_t pixels[CAMERA_WIDTH_MAX_PX * CAMERA_HEIGHT_MAX_PX];
};

struct scan_link {
    struct worker *decoder;
    bool is_out; /* as the core was told; over with its first answer */
    uint64_t revive_at_ms;
    struct debounce debounce;
    uint8_t cell[MOTION_CELLS]; /* means of the frame last given to the decoder */
    bool has_cells;
    int again;     /* looks since the last motion */
    int again_max; /* looks worth taking at a picture like that of the last answer */
    bool camera_lost;
    struct dirt dirt;
    bool is_dirty; /* as the core was told */
    uint64_t dirt_due_ms;
    uint64_t frame_at_ms; /* of the frame under way */
    int seen_count;       /* identities of the last answer, still in view without motion */
    uint64_t seen[SCAN_CODES_MAX];
    struct in_view {
        enum scan_hint hint;
        enum scan_carrier carrier;
        bool finder_seen, code_seen;
    } in_view;                 /* as the core was told */
    struct scan_order *missed; /* newest frame that came while the decoder was busy */
    bool has_missed;
    uint8_t picture_cell[MOTION_CELLS];
    uint64_t picture_no;       /* pictures that differ from the one before */
    struct image_gray picture; /* newest frame, borrowed from the camera until its next step */
};

/* The decoder as the product runs it: a process of its own behind its lock. */
struct worker_setup scan_link_decoder(void);

#endif
