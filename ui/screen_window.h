/* A window of one side, on SDL's software surface: present rectangles, map points back.
 *
 * The picture keeps its shape: scaled down to fit, centred, black around, turned by quarters where
 * the panel is mounted so. On the device it is one pixel to one pixel. Framebuffer acceleration is
 * off (fewer copies, the same pixels everywhere), but under KMSDRM, whose windows have no other way
 * to a surface (SDL 2.26, SDL_video.c, SDL_CreateWindowFramebuffer).
 *
 * On the whole screen each side has a display of its own, never the other's: under KMSDRM two
 * windows on one display would show each other's pictures in turn.
 */
#ifndef UI_SCREEN_WINDOW_H
#define UI_SCREEN_WINDOW_H

#include <SDL.h>
#include <cairo.h>
#include "base/err.h"
#include "ui/display.h"
#include "ui/node.h"

struct screen_window {
    SDL_Window *window;
    uint32_t id;
    int width, height; /* of the side's own picture */
    int quarter_turns;
    struct display_place place; /* of the picture in the window */
};

struct window_setup {
    const char *title;
    enum side side;
    bool fullscreen;
    int max_width, max_height; /* 0: what the display has */
    int applicant_display;     /* see ui_setup */
    int quarter_turns;         /* clockwise, 0 .. 3 */
};

struct err screen_window_video(void); /* SDL's video, with our hints. UNSUPPORTED. */

/* NOT_FOUND: on the whole screen, and the side has no display of its own. UNSUPPORTED: SDL makes no
 * window or no surface for it. */
struct err screen_window_open(struct screen_window *w, const struct window_setup *setup);
void screen_window_close(struct screen_window *w);

void screen_window_present(struct screen_window *w, cairo_surface_t *picture,
                           const struct rect *dirty, int count);

/* Window pixels to picture pixels. */
void screen_window_point(const struct screen_window *w, double x, double y, int *out_x, int *out_y);

#endif
