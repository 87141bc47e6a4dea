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

/* How the picture lies in the window's present surface. */
static void place(struct screen_window *w, int window_w, int window_h)
{
    w->scale = smaller((double)window_w / w->width, (double)window_h / w->height);
    w->left = (int)((window_w - w->width * w->scale) / 2);
    w->top = (int)((window_h - w->height * w->scale) / 2);
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

struct err screen_window_open(struct screen_window *w, const struct window_setup *setup)
{
    bool applicant = setup->side == SIDE_APPLICANT;
    *w = (struct screen_window){.width = applicant ? APPLICANT_WIDTH : STAFF_WIDTH,
                                .height = applicant ? APPLICANT_HEIGHT : STAFF_HEIGHT};
    int display = !applicant && SDL_GetNumVideoDisplays() > 1 ? 1 : 0;
    int at = (int)SDL_WINDOWPOS_CENTERED_DISPLAY((unsigned)display);
    double scale = setup->fullscreen ? 1.0 : desktop_scale(w, setup);
    uint32_t flags = setup->fullscreen ? SDL_WINDOW_FULLSCREEN_DESKTOP : SDL_WINDOW_RESIZABLE;
    int left = applicant ? DESKTOP_MARGIN / 2 : beside_applicant(desktop_height(setup));
    int x = setup->fullscreen ? at : left;
    int y = setup->fullscreen ? at : DESKTOP_MARGIN;
    w->window = SDL_CreateWindow(setup->title, x, y, (int)(w->width * scale),
                                 (int)(w->height * scale), flags | SDL_WINDOW_ALLOW_HIGHDPI);
    if (w->window == NULL || SDL_GetWindowSurface(w->window) == NULL) {
        screen_window_close(w);
        return FAIL(UNSUPPORTED);
    }
    if (setup->fullscreen) {
        SDL_ShowCursor(SDL_DISABLE);
    }
    w->id = SDL_GetWindowID(w->window);
    SDL_Surface *surface = SDL_GetWindowSurface(w->window);
    place(w, surface->w, surface->h);
    return OK;
}

void screen_window_close(struct screen_window *w)
{
    if (w->window != NULL) {
        SDL_DestroyWindow(w->window);
    }
    w->window = NULL;
}

static void copy_exact(SDL_Surface *to, cairo_surface_t *picture, struct rect r, int left, int top)
{
    const unsigned char *from = cairo_image_surface_get_data(picture);
    int stride = cairo_image_surface_get_stride(picture);
    for (int y = r.y; y < r.y + r.h; y++) {
        memcpy((unsigned char *)to->pixels + (ptrdiff_t)(top + y) * to->pitch +
                   (ptrdiff_t)(left + r.x) * 4,
               from + (ptrdiff_t)y * stride + (ptrdiff_t)r.x * 4, (size_t)r.w * 4);
    }
}

static void copy_scaled(const struct screen_window *w, SDL_Surface *to, cairo_surface_t *picture,
                        SDL_Rect clip)
{
    cairo_surface_t *target = cairo_image_surface_create_for_data(to->pixels, CAIRO_FORMAT_RGB24,
                                                                  to->w, to->h, to->pitch);
    cairo_t *cr = cairo_create(target);
    cairo_rectangle(cr, clip.x, clip.y, clip.w, clip.h);
    cairo_clip(cr);
    cairo_translate(cr, w->left, w->top);
    cairo_scale(cr, w->scale, w->scale);
    cairo_set_source_surface(cr, picture, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_GOOD);
    cairo_paint(cr);
    cairo_destroy(cr);
    cairo_surface_destroy(target);
}

/* A display of another depth: SDL converts. */
static void copy_converted(const struct screen_window *w, SDL_Surface *to, cairo_surface_t *picture)
{
    SDL_Surface *from = SDL_CreateRGBSurfaceWithFormatFrom(
        cairo_image_surface_get_data(picture), w->width, w->height, 32,
        cairo_image_surface_get_stride(picture), SDL_PIXELFORMAT_RGB888);
    SDL_Rect into = {w->left, w->top, (int)(w->width * w->scale), (int)(w->height * w->scale)};
    if (from != NULL) {
        SDL_BlitScaled(from, NULL, to, &into);
        SDL_FreeSurface(from);
    }
}

static SDL_Rect on_window(const struct screen_window *w, const SDL_Surface *surface, struct rect r)
{
    int left = (int)(w->left + r.x * w->scale) - 1;
    int top = (int)(w->top + r.y * w->scale) - 1;
    int right = (int)(w->left + (r.x + r.w) * w->scale) + 2;
    int bottom = (int)(w->top + (r.y + r.h) * w->scale) + 2;
    left = left > 0 ? left : 0;
    top = top > 0 ? top : 0;
    right = right < surface->w ? right : surface->w;
    bottom = bottom < surface->h ? bottom : surface->h;
    return (SDL_Rect){left, top, right - left, bottom - top};
}

void screen_window_present(struct screen_window *w, cairo_surface_t *picture,
                           const struct rect *dirty, int count)
{
    SDL_Surface *surface = SDL_GetWindowSurface(w->window);
    if (surface == NULL || count > RECTS_MAX) {
        return;
    }
    place(w, surface->w, surface->h);
    bool plain = surface->format->format == SDL_PIXELFORMAT_RGB888 ||
                 surface->format->format == SDL_PIXELFORMAT_ARGB8888;
    bool exact = plain && w->scale > 0.9999 && w->scale < 1.0001;
    SDL_Rect changed[RECTS_MAX];
    for (int i = 0; i < count; i++) {
        changed[i] = on_window(w, surface, dirty[i]);
        if (exact) {
            copy_exact(surface, picture, dirty[i], w->left, w->top);
        } else if (plain) {
            copy_scaled(w, surface, picture, changed[i]);
        }
    }
    if (!plain) {
        copy_converted(w, surface, picture);
    }
    SDL_UpdateWindowSurfaceRects(w->window, changed, count);
}

void screen_window_point(const struct screen_window *w, double x, double y, int *out_x, int *out_y)
{
    *out_x = (int)((x - w->left) / w->scale);
    *out_y = (int)((y - w->top) / w->scale);
}
