#include "ui/screen_window.h"

#include <string.h>

enum { DESKTOP_MARGIN = 48, RECTS_MAX = 16 };

/* Drivers of SDL 2.26 that have no plain frame buffer: a window has a surface there only when SDL
 * carries it to the screen by a texture. */
static bool needs_texture(const char *driver)
{
    return driver != NULL &&
           (SDL_strcasecmp(driver, "KMSDRM") == 0 || SDL_strcasecmp(driver, "wayland") == 0);
}

struct err screen_window_video(void)
{
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        return FAIL(UNSUPPORTED);
    }
    if (needs_texture(SDL_GetCurrentVideoDriver())) {
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "1");
    }
    return OK;
}

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

/* The display's height without the window's own frame. */
static int desktop_height(const struct window_setup *setup)
{
    SDL_Rect room = {0, 0, STAFF_WIDTH, STAFF_HEIGHT};
    if (setup->max_height > 0 || SDL_GetDisplayUsableBounds(0, &room) != 0) {
        return setup->max_height > 0 ? setup->max_height : STAFF_HEIGHT;
    }
    return room.h - DESKTOP_MARGIN;
}

/* Where the staff window begins, so that both lie side by side. */
static int beside_applicant(int height)
{
    double scale = smaller(1.0, (double)height / APPLICANT_HEIGHT);
    return (int)(APPLICANT_WIDTH * scale) + 3 * DESKTOP_MARGIN / 2;
}

static double desktop_scale(const struct screen_window *w, const struct window_setup *setup)
{
    SDL_Rect room = {0, 0, w->width, w->height};
    (void)SDL_GetDisplayUsableBounds(0, &room);
    room.h = desktop_height(setup);
    if (setup->side == SIDE_STAFF) {
        room.w -= beside_applicant(room.h);
    }
    room.w = setup->max_width > 0 ? setup->max_width : room.w;
    return smaller(1.0, smaller((double)room.w / w->width, (double)room.h / w->height));
}

static struct display_list displays(void)
{
    struct display_list list = {0};
    int count = SDL_GetNumVideoDisplays();
    for (int i = 0; i < count && list.count < DISPLAYS_MAX; i++) {
        SDL_DisplayMode mode;
        bool is_known = SDL_GetDesktopDisplayMode(i, &mode) == 0;
        list.upright[list.count++] = is_known && mode.h > mode.w;
    }
    return list;
}

/* Made hidden and put in its place before it takes the whole screen: SDL 2.26 lets a new window
 * begin on the first display under KMSDRM, wherever it was asked for, and one that takes the whole
 * screen there drives out the first side's window. */
static SDL_Window *open_whole_screen(const struct window_setup *setup)
{
    const struct display_list list = displays();
    int display = display_of_side(&list, setup->side, setup->applicant_display);
    SDL_DisplayMode mode;
    if (display == DISPLAY_NONE || SDL_GetDesktopDisplayMode(display, &mode) != 0) {
        return NULL;
    }
    int at = (int)SDL_WINDOWPOS_CENTERED_DISPLAY((unsigned)display);
    SDL_Window *window = SDL_CreateWindow(setup->title, at, at, mode.w, mode.h,
                                          SDL_WINDOW_HIDDEN | SDL_WINDOW_ALLOW_HIGHDPI);
    if (window != NULL) {
        SDL_SetWindowPosition(window, at, at);
        SDL_SetWindowFullscreen(window, SDL_WINDOW_FULLSCREEN_DESKTOP);
        SDL_ShowWindow(window);
        SDL_ShowCursor(SDL_DISABLE);
    }
    return window;
}

static SDL_Window *open_on_desktop(const struct screen_window *w, const struct window_setup *setup)
{
    double scale = desktop_scale(w, setup);
    int left = setup->side == SIDE_APPLICANT ? DESKTOP_MARGIN / 2
                                             : beside_applicant(desktop_height(setup));
    return SDL_CreateWindow(setup->title, left, DESKTOP_MARGIN, (int)(w->width * scale),
                            (int)(w->height * scale),
                            SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
}

/* How the picture lies in the window's present surface. */
static void place(struct screen_window *w, const SDL_Surface *surface)
{
    w->place = display_place_of(w->width, w->height, w->quarter_turns, surface->w, surface->h);
}

struct err screen_window_open(struct screen_window *w, const struct window_setup *setup)
{
    bool applicant = setup->side == SIDE_APPLICANT;
    *w = (struct screen_window){.width = applicant ? APPLICANT_WIDTH : STAFF_WIDTH,
                                .height = applicant ? APPLICANT_HEIGHT : STAFF_HEIGHT,
                                .quarter_turns = setup->fullscreen ? setup->quarter_turns : 0};
    const struct display_list list = displays();
    if (setup->fullscreen &&
        display_of_side(&list, setup->side, setup->applicant_display) == DISPLAY_NONE) {
        return FAIL(NOT_FOUND);
    }
    w->window = setup->fullscreen ? open_whole_screen(setup) : open_on_desktop(w, setup);
    SDL_Surface *surface = w->window == NULL ? NULL : SDL_GetWindowSurface(w->window);
    if (surface == NULL) {
        screen_window_close(w);
        return FAIL(UNSUPPORTED);
    }
    w->id = SDL_GetWindowID(w->window);
    place(w, surface);
    return OK;
}

void screen_window_close(struct screen_window *w)
{
    if (w->window != NULL) {
        SDL_DestroyWindow(w->window);
    }
    w->window = NULL;
}

static void copy_exact(const struct screen_window *w, SDL_Surface *to, cairo_surface_t *picture,
                       struct rect r)
{
    const unsigned char *from = cairo_image_surface_get_data(picture);
    int stride = cairo_image_surface_get_stride(picture);
    int left = (int)w->place.to_display.x0;
    int top = (int)w->place.to_display.y0;
    for (int y = r.y; y < r.y + r.h; y++) {
        memcpy((unsigned char *)to->pixels + (ptrdiff_t)(top + y) * to->pitch +
                   (ptrdiff_t)(left + r.x) * 4,
               from + (ptrdiff_t)y * stride + (ptrdiff_t)r.x * 4, (size_t)r.w * 4);
    }
}

/* Turned or scaled; a picture that is only turned keeps its pixels. */
static void copy_placed(const struct screen_window *w, SDL_Surface *to, cairo_surface_t *picture,
                        SDL_Rect clip, bool is_scaled)
{
    cairo_surface_t *target = cairo_image_surface_create_for_data(to->pixels, CAIRO_FORMAT_RGB24,
                                                                  to->w, to->h, to->pitch);
    cairo_t *cr = cairo_create(target);
    cairo_rectangle(cr, clip.x, clip.y, clip.w, clip.h);
    cairo_clip(cr);
    cairo_transform(cr, &w->place.to_display);
    cairo_set_source_surface(cr, picture, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cr),
                             is_scaled ? CAIRO_FILTER_GOOD : CAIRO_FILTER_NEAREST);
    cairo_paint(cr);
    cairo_destroy(cr);
    cairo_surface_destroy(target);
}

/* A display of another depth: SDL converts. */
static void copy_converted(const struct screen_window *w, SDL_Surface *to, cairo_surface_t *picture,
                           SDL_Rect clip)
{
    SDL_Surface *plain =
        SDL_CreateRGBSurfaceWithFormat(0, to->w, to->h, 32, SDL_PIXELFORMAT_RGB888);
    if (plain != NULL) {
        copy_placed(w, plain, picture, clip, true);
        SDL_Rect at = clip;
        SDL_BlitSurface(plain, &clip, to, &at);
        SDL_FreeSurface(plain);
    }
}

static SDL_Rect on_window(const struct screen_window *w, const SDL_Surface *surface, struct rect r)
{
    struct rect d = display_rect(&w->place, r);
    SDL_Rect all = {0, 0, surface->w, surface->h};
    SDL_Rect touched = {d.x, d.y, d.w, d.h};
    SDL_Rect inside = {0};
    (void)SDL_IntersectRect(&all, &touched, &inside);
    return inside;
}

void screen_window_present(struct screen_window *w, cairo_surface_t *picture,
                           const struct rect *dirty, int count)
{
    SDL_Surface *surface = SDL_GetWindowSurface(w->window);
    if (surface == NULL || count > RECTS_MAX) {
        return;
    }
    place(w, surface);
    bool plain = surface->format->format == SDL_PIXELFORMAT_RGB888 ||
                 surface->format->format == SDL_PIXELFORMAT_ARGB8888;
    bool is_scaled = w->place.scale < 0.9999 || w->place.scale > 1.0001;
    SDL_Rect changed[RECTS_MAX];
    for (int i = 0; i < count; i++) {
        changed[i] = on_window(w, surface, dirty[i]);
        if (!plain) {
            copy_converted(w, surface, picture, changed[i]);
        } else if (is_scaled || w->quarter_turns != 0) {
            copy_placed(w, surface, picture, changed[i], is_scaled);
        } else {
            copy_exact(w, surface, picture, dirty[i]);
        }
    }
    SDL_UpdateWindowSurfaceRects(w->window, changed, count);
}

void screen_window_point(const struct screen_window *w, double x, double y, int *out_x, int *out_y)
{
    display_point(&w->place, x, y, out_x, out_y);
}
