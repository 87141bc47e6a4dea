/* Both screens as windows: shows views, takes touches and keys.
 *
 * Promises: the static layer is painted by Cairo only when the tree's hash changes; camera,
 * progress and pulse are drawn over it each frame, and only their rectangles. Software surfaces
 * only, the same pixels under KMSDRM, X11, Wayland and the dummy driver, and with no window at all
 * (headless). Time is passed in. Never keeps a camera frame, never logs, never blocks on anything
 * but painting.
 *
 * Acts on release; a touch that slides off its control means nothing; after an action the side is
 * deaf for 700 ms of the given time (tremor, double taps). Five keys work as touch does: ◀ ▶ move
 * the visible focus, 決定 presses, 繰返し repeats the voice, 係員 calls staff
 * (arrows, Return, R, H on a keyboard). A keyboard types digits and, where a screen takes text,
 * text. Each window has its own keyboard where the desktop says so; under KMSDRM all keys are the
 * staff's, but F13 to F17, which are the applicant's five everywhere (a pad below the screen can be
 * set to them). A finger without a window (KMSDRM) belongs to the side of its panel; of several
 * fingers on a side the first counts.
 */
#ifndef UI_WINDOW_H
#define UI_WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/image.h"
#include "core/view.h"
#include "ui/query.h"
#include "ui/touch.h"

struct ui_setup {
    bool headless;         /* no SDL at all: trees and surfaces only */
    bool trees_only;       /* headless, and nothing is painted: for long runs */
    bool down_only;        /* fonts are not looked for: the screens of ui/down.h */
    bool applicant, staff; /* which sides have a window (or, headless, a surface) */
    bool one_screen;       /* both sides share the applicant's window, one at a time */
    bool fullscreen;       /* on the device */
    /* On the whole screen: the applicant's display, counted from 1 in SDL's order; 0: the first
     * upright one, else the first. Staff have the first other one. */
    int applicant_display;
    int applicant_quarter_turns; /* clockwise: of a panel that is mounted upright, 0 .. 3 */
    const char *staff_touch;     /* part of the name of the staff's touch panel; NULL: none */
    const char *title;           /* of the windows; NULL: Uketori */
    int max_width, max_height;   /* a desktop's room for one window; 0: the display's */
    /* SDL events of windows that are not ours (the simulator's panel); SDL_Event by address. */
    void (*other_event)(void *context, const void *sdl_event);
    void *other_context;
};

enum ui_event_kind { UI_NOTHING, UI_ACTION, UI_REPEAT /* 繰返し */, UI_QUIT };

struct ui_event {
    enum ui_event_kind kind;
    enum side side;
    enum action action; /* UI_ACTION */
    int argument;
    enum screen screen; /* where it was pressed */
};

struct ui;

/* Opens fonts and windows (blocking, 100-400 ms). Without the fonts it opens too, and shows the
 * down screens only: ui_is_down. Fails UNSUPPORTED without a video driver, NOT_FOUND when a side
 * has no display of its own on the whole screen, NO_MEMORY. */
struct err ui_open(const struct ui_setup *setup, struct ui **out_ui);
void ui_close(struct ui *ui); /* NULL is fine */
bool ui_is_down(const struct ui *ui);

/* The side that stands on the one screen (setup.one_screen), as the applicant view last said. The
 * other side is neither painted nor touched. Without one_screen: the applicant's. */
enum side ui_face(const struct ui *ui);

/* Paints what changed. A NULL view leaves its side as it is. camera_frame may be NULL (the slot
 * keeps its last picture on the window, none is kept in memory). True: some pixel changed. */
bool ui_show(struct ui *ui, const struct applicant_view *applicant, const struct staff_view *staff,
             const struct image_gray *camera_frame, uint64_t now_ms);

/* Next touch, key or quit; UI_NOTHING when there is none. Never blocks. */
enum ui_event_kind ui_take(struct ui *ui, uint64_t now_ms, struct ui_event *out_event);

/* When ui_show should be called next although no view changes (pulse, progress): now_ms + 33 … or
 * UINT64_MAX. */
uint64_t ui_deadline(const struct ui *ui, uint64_t now_ms);

/* Posts what a finger would: press at (x, y) of the side's own pixels, move, release. */
enum ui_touch_phase { UI_TOUCH_DOWN, UI_TOUCH_MOVE, UI_TOUCH_UP };
void ui_touch(struct ui *ui, enum side side, enum ui_touch_phase phase, int x, int y);

/* One of the five keys of a side: ◀ ▶ 決定 係員 as data (繰返し is UI_REPEAT). */
void ui_key(struct ui *ui, enum side side, enum touch_key key);

/* What a keyboard types, as UTF-8: digits press the number pad, characters go where the screen
 * takes text, if it does (ACTION_STAFF_TEXT). Anything else means nothing. */
void ui_type(struct ui *ui, enum side side, const char *text);

/* Taps a control by access name or action name (see ui_tap_node). False: no such enabled control.
 */
bool ui_tap(struct ui *ui, enum side side, const char *name);

/* Node with the visible focus of the keys; -1: none. */
int ui_focus(const struct ui *ui, enum side side);

const struct node_tree *ui_tree(const struct ui *ui, enum side side);

/* SDL's number of the side's window; 0: it has none. */
uint32_t ui_window_id(const struct ui *ui, enum side side);

/* PNG of the side as shown, at full size. */
struct err ui_screenshot(struct ui *ui, enum side side, const char *path);

/* Figures of the last ui_show: microseconds are the caller's business, counts are ours. */
struct ui_counts {
    uint64_t trees_built, static_paints, live_paints;
};
struct ui_counts ui_counts(const struct ui *ui);

#endif
