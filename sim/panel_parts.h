/* Inside of the control panel: its state, its widgets, and what each section gives to the others.
 *
 * Every turn the sections lay out their widgets anew as plain values; panel_draw compares them with
 * those on the window and paints the ones that differ. A widget says by act and argument what a
 * click means, so drawing, clicking and tests speak of the same list. Lengths are those of a panel
 * of PANEL_WIDTH x PANEL_HEIGHT; the window may have any size.
 */
#ifndef SIM_PANEL_PARTS_H
#define SIM_PANEL_PARTS_H

#include <SDL.h>
#include <cairo.h>
#include <stdio.h>
#include "sim/office.h"
#include "typeset/typeset.h"
#include "ui/node.h"

enum {
    PANEL_WIDTH = 900,
    PANEL_HEIGHT = 1000,
    PANEL_WIDGETS_MAX = 256,
    PANEL_TEXT_SIZE = 96,
    PANEL_TABS = 8,
    PANEL_TAB_CODES_MAX = 22,
    PANEL_LOG_LINES = 12,
    PANEL_LOG_LINE_SIZE = 96,
    PANEL_TAGS_MAX = 4,
    PANEL_SLIPS_SHOWN = 4,
};

enum panel_act {
    PANEL_NOTHING,
    PANEL_TAB,      /* argument: tab */
    PANEL_CODE,     /* place in the tab */
    PANEL_KIND,     /* enum scene_kind */
    PANEL_DARK,     /* the phone's dark mode */
    PANEL_STRAIGHT, /* back to the middle */
    PANEL_REMOVE,
    PANEL_PICTURE, /* dragged, turned */
    PANEL_SLIDER,  /* scene slider */
    PANEL_SLIP,    /* enum slip_fault */
    PANEL_CERTIFICATE,
    PANEL_CAMERA,
    PANEL_BACKEND,
    PANEL_OTHER, /* enum panel_other */
    PANEL_LATENCY,
    PANEL_REPAIR, /* every fault off */
    PANEL_TAG,    /* place among the tags */
    PANEL_POWER,
};

enum panel_other { PANEL_LAMP, PANEL_SPEAKER, PANEL_SCANNER, PANEL_OTHER_COUNT };

enum panel_look {
    PANEL_LOOK_TITLE,
    PANEL_LOOK_HEAD,
    PANEL_LOOK_TEXT,
    PANEL_LOOK_LOG,
    PANEL_LOOK_BUTTON, /* is_on: chosen */
    PANEL_LOOK_CODE,
    PANEL_LOOK_FAULT, /* is_on: struck */
    PANEL_LOOK_SLIDER,
    PANEL_LOOK_PICTURE,
    PANEL_LOOK_SLIP,
};

struct panel_widget {
    enum panel_look look;
    struct rect rect;
    enum panel_act act;
    int argument;
    bool is_on;
    bool is_off;      /* not to be had now: drawn grey, clicks mean nothing */
    float share;      /* slider: 0..1 */
    uint64_t version; /* of a picture's content */
    char text[PANEL_TEXT_SIZE];
    char sub[PANEL_TEXT_SIZE]; /* second line; a slider's value; a code's key goes before text */
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

    char tag[PANEL_TAGS_MAX][ITEM_TAG_SIZE];
    int tag_count;
    FILE *log_file;
    struct panel_log log;

    struct panel_hold hold;
    struct panel_widget widget[PANEL_WIDGETS_MAX], painted[PANEL_WIDGETS_MAX];
    int widget_count, painted_count;
};

/* panel.c: opens the office and the three windows. On failure nothing stays open and
 * p->office.message may say more. */
struct err panel_open(struct panel *p, const struct office_setup *setup);
void panel_close(struct panel *p);
void panel_turn(struct panel *p, uint64_t now_ms); /* of virtual time; never back */
uint64_t panel_due_ms(const struct panel *p);      /* when something will happen by itself */

/* Adds a widget of this place, empty otherwise. Full: the last one is returned again. */
struct panel_widget *panel_add(struct panel *p, enum panel_look look, struct rect rect,
                               const char *text);
struct panel_widget *panel_add_act(struct panel *p, enum panel_look look, struct rect rect,
                                   enum panel_act act, int argument);
void panel_set_text(char out[PANEL_TEXT_SIZE], const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* panel_input.c */
void panel_event(void *panel, const void *sdl_event);
const struct panel_widget *panel_find(const struct panel *p, enum panel_act act, int argument);
void panel_do(struct panel *p, enum panel_act act, int argument);

/* panel_codes.c */
void panel_codes_init(struct panel *p);
void panel_codes_lay_out(struct panel *p);
void panel_codes_show(struct panel *p, int place); /* of the tab in front */

/* panel_scene.c */
void panel_scene_init(struct panel *p);
void panel_scene_lay_out(struct panel *p);
void panel_scene_apply(struct panel *p);
void panel_scene_kind(struct panel *p, enum scene_kind kind);
void panel_scene_straighten(struct panel *p);
void panel_scene_drag(struct panel *p, int dx, int dy, bool tilts);
void panel_scene_wheel(struct panel *p, int notches, bool turns);
void panel_scene_slide(struct panel *p, int slider, float share);
void panel_scene_take_picture(struct panel *p);

/* panel_devices.c */
void panel_devices_lay_out(struct panel *p);
void panel_devices_toggle(struct panel *p, enum panel_act act, int argument);
void panel_devices_repair(struct panel *p);
void panel_devices_latency(struct panel *p, float share);
void panel_devices_plug_in(struct panel *p); /* after power on: knobs of new devices */

/* panel_papers.c */
void panel_papers_lay_out(struct panel *p);
bool panel_papers_are_moving(const struct panel *p);
void panel_papers_draw(struct panel *p, cairo_t *cr, const struct panel_widget *w);

/* panel_hands.c */
struct err panel_hands_open_log(struct panel *p, FILE *also);
void panel_hands_lay_out(struct panel *p);
void panel_hands_scan(struct panel *p, int place);
void panel_hands_power(struct panel *p);

/* panel_draw.c */
void panel_draw_widget(struct panel *p, cairo_t *cr, const struct panel_widget *w);
struct rect panel_slider_track(const struct panel_widget *w);

/* panel_paint.c: pixels of the window, lengths of the panel. */
void panel_show(struct panel *p);
void panel_point(const struct panel *p, int window_x, int window_y, int *out_x, int *out_y);
void panel_window_point(const struct panel *p, int x, int y, int *out_window_x, int *out_window_y);

/* panel_windows.c: side by side on the display; dark while the power is off. */
void panel_windows_place(struct panel *p);
void panel_windows_darken(struct panel *p, bool is_dark);

#endif
