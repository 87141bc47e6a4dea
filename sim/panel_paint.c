/* The panel on its window: what differs from last time, at the window's own scale. */
#include <string.h>
#include "sim/panel_parts.h"
#include "ui/shape.h"
#include "ui/theme.h"

enum { MARGIN = 2, RECTS_MAX = 48 };

static const struct rect whole = {0, 0, PANEL_WIDTH, PANEL_HEIGHT};
static const struct rect cards[] = {
    {12, 12, 876, 456}, {12, 476, 876, 220}, {12, 704, 556, 284}, {576, 704, 312, 284}};
enum { CARD_RADIUS = 10 };

struct fit_on {
    double scale, left, top;
};

static struct fit_on fit_of(int window_w, int window_h)
{
    double across = (double)window_w / PANEL_WIDTH;
    double down = (double)window_h / PANEL_HEIGHT;
    double scale = across < down ? across : down;
    return (struct fit_on){scale, (window_w - PANEL_WIDTH * scale) / 2,
                           (window_h - PANEL_HEIGHT * scale) / 2};
}

void panel_point(const struct panel *p, int window_x, int window_y, int *out_x, int *out_y)
{
    int w = 0;
    int h = 0;
    SDL_GetWindowSize(p->window, &w, &h);
    struct fit_on fit = fit_of(w, h);
    *out_x = (int)((window_x - fit.left) / fit.scale);
    *out_y = (int)((window_y - fit.top) / fit.scale);
}

void panel_window_point(const struct panel *p, int x, int y, int *out_window_x, int *out_window_y)
{
    int w = 0;
    int h = 0;
    SDL_GetWindowSize(p->window, &w, &h);
    struct fit_on fit = fit_of(w, h);
    *out_window_x = (int)(fit.left + x * fit.scale);
    *out_window_y = (int)(fit.top + y * fit.scale);
}

static void paint_ground(cairo_t *cr)
{
    shape_source(cr, colour_rgb(COLOUR_GROUND, false));
    cairo_paint(cr);
    for (size_t i = 0; i < sizeof cards / sizeof *cards; i++) {
        shape_box(cr, cards[i], 0, CARD_RADIUS);
        shape_source(cr, colour_rgb(COLOUR_CARD, false));
        cairo_fill(cr);
    }
}

static void paint_rect(struct panel *p, cairo_t *cr, struct rect r)
{
    cairo_save(cr);
    cairo_rectangle(cr, r.x, r.y, r.w, r.h);
    cairo_clip(cr);
    paint_ground(cr);
    for (int i = 0; i < p->widget_count; i++) {
        const struct rect *o = &p->widget[i].rect;
        if (o->x < r.x + r.w && r.x < o->x + o->w && o->y < r.y + r.h && r.y < o->y + o->h) {
            panel_draw_widget(p, cr, &p->widget[i]);
        }
    }
    cairo_restore(cr);
}

/* The places of widgets that are not as they were; -1: too many to tell apart. */
static int changed_rects(const struct panel *p, struct rect out[RECTS_MAX])
{
    int count = 0;
    int most = p->widget_count > p->painted_count ? p->widget_count : p->painted_count;
    for (int i = 0; i < most; i++) {
        bool is_new = i < p->widget_count;
        bool was_old = i < p->painted_count;
        const struct panel_widget *now = &p->widget[i];
        const struct panel_widget *old = &p->painted[i];
        if (is_new && was_old && memcmp(now, old, sizeof *now) == 0) {
            continue;
        }
        bool moved = is_new && was_old && memcmp(&now->rect, &old->rect, sizeof now->rect) != 0;
        if (count + 2 > RECTS_MAX) {
            return -1;
        }
        out[count++] = shape_grown(is_new ? now->rect : old->rect, MARGIN);
        if (moved) {
            out[count++] = shape_grown(old->rect, MARGIN);
        }
    }
    return count;
}

static SDL_Rect on_window(const struct fit_on *fit, struct rect r, const SDL_Surface *surface)
{
    int x = (int)(fit->left + r.x * fit->scale) - 1;
    int y = (int)(fit->top + r.y * fit->scale) - 1;
    SDL_Rect all = {0, 0, surface->w, surface->h};
    SDL_Rect one = {x, y, (int)(r.w * fit->scale) + 3, (int)(r.h * fit->scale) + 3};
    SDL_Rect both = {0, 0, 0, 0};
    return SDL_IntersectRect(&all, &one, &both) ? both : (SDL_Rect){0, 0, 1, 1};
}

static void paint(struct panel *p, SDL_Surface *surface, const struct rect *rects, int count)
{
    struct fit_on fit = fit_of(surface->w, surface->h);
    SDL_Rect on[RECTS_MAX];
    cairo_surface_t *target = cairo_image_surface_create_for_data(
        surface->pixels, CAIRO_FORMAT_RGB24, surface->w, surface->h, surface->pitch);
    cairo_t *cr = cairo_create(target);
    if (p->repaint) {
        shape_source(cr, colour_rgb(COLOUR_GROUND, false));
        cairo_paint(cr);
    }
    cairo_translate(cr, fit.left, fit.top);
    cairo_scale(cr, fit.scale, fit.scale);
    for (int i = 0; i < count; i++) {
        paint_rect(p, cr, rects[i]);
        on[i] = on_window(&fit, rects[i], surface);
    }
    cairo_destroy(cr);
    cairo_surface_destroy(target);
    if (p->repaint) {
        SDL_UpdateWindowSurface(p->window);
    } else {
        SDL_UpdateWindowSurfaceRects(p->window, on, count);
    }
}

void panel_show(struct panel *p)
{
    struct rect rects[RECTS_MAX];
    int count = changed_rects(p, rects);
    p->repaint = p->repaint || count < 0;
    SDL_Surface *surface = SDL_GetWindowSurface(p->window);
    bool is_drawable = surface != NULL && surface->format->BytesPerPixel == 4;
    if ((count == 0 && !p->repaint) || !is_drawable) {
        return;
    }
    if (p->repaint) {
        rects[0] = whole;
        count = 1;
    }
    paint(p, surface, rects, count);
    p->repaint = false;
    memcpy(p->painted, p->widget, sizeof p->widget[0] * (size_t)p->widget_count);
    p->painted_count = p->widget_count;
}
