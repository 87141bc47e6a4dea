/* The control panel's memory: the office, the window, what is held in the hand, every switch.
 *
 * One struct, zero before panel_open; about 1 MB, so not for the stack. Switches of the backend are
 * the office's own (office.faults), all others stand here, as the devices do not tell theirs.
 */
#ifndef SIM_PANEL_STATE_H
#define SIM_PANEL_STATE_H

#include <SDL.h>
#include <cairo.h>
#include <stdio.h>
#include "sim/office.h"
#include "sim/panel_widget.h"
#include "typeset/typeset.h"

enum {
    PANEL_TABS = 8,
    PANEL_TAB_CODES_MAX = 22,
    PANEL_LOG_LINES = 12,
    PANEL_LOG_LINE_SIZE = 96,
    PANEL_TAGS_MAX = 4,
    PANEL_SLIPS_SHOWN = 4,
};

struct panel_code {
    const char *name;
    const char *summary;
};

struct panel_log {
    int count; /* lines ever */
    size_t n;  /* bytes of the line under way */
    char line[PANEL_LOG_LINES][PANEL_LOG_LINE_SIZE];
    FILE *also;
};

struct panel_hold { /* between press and release */
    enum panel_act act;
    int argument;
    bool tilts; /* of the picture */
    int x, y;
};

struct panel {
    struct office office;
    bool is_open;
    struct typeset *typeset;
    SDL_Window *window;
    uint32_t window_id;
    bool quit;
    bool repaint; /* everything */

    struct panel_code code[PANEL_TABS][PANEL_TAB_CODES_MAX];
    int code_count[PANEL_TABS];
    int tab;
    char shown[32]; /* name of the code on the carrier */

    struct scene scene; /* one carrier, in view or put aside */
    bool is_in_view;
    cairo_surface_t *picture; /* the camera's newest frame, reduced */
    uint64_t picture_count;
    bool has_picture;

    bool slip_fault[SLIP_FAULT_COUNT];
    bool certificate_fault[CERTIFICATE_FAULT_COUNT];
    bool camera_fault[CAMERA_FAULT_COUNT];
    bool other_fault[PANEL_OTHER_COUNT];
    int64_t latency_ms;

    struct panel_tag {
        char bytes[ITEM_TAG_SIZE];
        enum deliverable_kind kind;
    } tag[PANEL_TAGS_MAX];
    int tag_count;
    FILE *log_file;
    struct panel_log log;

    struct panel_hold hold;
    struct panel_widget widget[PANEL_WIDGETS_MAX], painted[PANEL_WIDGETS_MAX];
    int widget_count, painted_count;
};

#endif
