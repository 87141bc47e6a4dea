/* What window.c (painting) and window_input.c (touches, keys) share. Nobody else includes it. */
#ifndef UI_WINDOW_PARTS_H
#define UI_WINDOW_PARTS_H

#include "ui/pane.h"
#include "ui/screen_window.h"
#include "ui/window.h"

enum { PENDING_MAX = 16 };

struct ui_side {
    bool open;
    struct pane pane;
    struct screen_window window; /* .window NULL: headless */
    bool is_touched;             /* by the finger that counts */
    int64_t finger;
};

struct ui {
    struct ui_setup setup;
    struct lettering lettering;
    bool video;
    struct ui_side side[SIDE_COUNT];
    enum side face;  /* of the one screen */
    uint64_t now_ms; /* as last given */
    int pending_first, pending_count;
    struct ui_event pending[PENDING_MAX];
};

/* On one screen, the side that is not shown now. */
bool ui_is_hidden(const struct ui *ui, enum side side);

#endif
