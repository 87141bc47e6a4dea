/* What mouse and keys mean on the panel. */
#include "sim/panel_parts.h"

static bool is_inside(const struct rect *r, int x, int y)
{
    return x >= r->x && y >= r->y && x < r->x + r->w && y < r->y + r->h;
}

static const struct panel_widget *widget_at(const struct panel *p, int x, int y)
{
    for (int i = 0; i < p->widget_count; i++) {
        const struct panel_widget *w = &p->widget[i];
        if (w->act != PANEL_NOTHING && !w->is_off && is_inside(&w->rect, x, y)) {
            return w;
        }
    }
    return NULL;
}

const struct panel_widget *panel_find(const struct panel *p, enum panel_act act, int argument)
{
    for (int i = 0; i < p->widget_count; i++) {
        if (p->widget[i].act == act && p->widget[i].argument == argument) {
            return &p->widget[i];
        }
    }
    return NULL;
}

static void remove_carrier(struct panel *p)
{
    p->is_in_view = false;
    p->shown[0] = '\0';
    panel_scene_apply(p);
}

static void do_act(struct panel *p, enum panel_act act, int argument)
{
    switch (act) {
    case PANEL_TAB:
        p->tab = argument;
        break;
    case PANEL_CODE:
        panel_codes_show(p, argument);
        break;
    case PANEL_KIND:
        panel_scene_kind(p, (enum scene_kind)argument);
        break;
    case PANEL_DARK:
        p->scene.carrier[0].is_dark_mode = !p->scene.carrier[0].is_dark_mode;
        panel_scene_apply(p);
        break;
    case PANEL_STRAIGHT:
        panel_scene_straighten(p);
        break;
    case PANEL_REMOVE:
        remove_carrier(p);
        break;
    case PANEL_SLIP:
    case PANEL_CERTIFICATE:
    case PANEL_CAMERA:
    case PANEL_BACKEND:
    case PANEL_OTHER:
        panel_devices_toggle(p, act, argument);
        break;
    case PANEL_REPAIR:
        panel_devices_repair(p);
        break;
    case PANEL_TAG:
        panel_hands_scan(p, argument);
        break;
    case PANEL_POWER:
        panel_hands_power(p);
        break;
    case PANEL_NOTHING:
    case PANEL_PICTURE:
    case PANEL_SLIDER:
    case PANEL_LATENCY:
        break;
    }
}

static void slide(struct panel *p, int x)
{
    const struct panel_widget *w = panel_find(p, p->hold.act, p->hold.argument);
    if (w == NULL) {
        return;
    }
    struct rect track = panel_slider_track(w);
    float share = (float)(x - track.x) / (float)track.w;
    share = share < 0 ? 0 : share > 1 ? 1 : share;
    if (w->act == PANEL_LATENCY) {
        panel_devices_latency(p, share);
    } else {
        panel_scene_slide(p, w->argument, share);
    }
}

static void press(struct panel *p, const SDL_MouseButtonEvent *e)
{
    int x = 0;
    int y = 0;
    panel_point(p, e->x, e->y, &x, &y);
    const struct panel_widget *w = widget_at(p, x, y);
    bool is_left = e->button == SDL_BUTTON_LEFT;
    p->hold = (struct panel_hold){.x = x, .y = y};
    if (w == NULL || (!is_left && w->act != PANEL_PICTURE)) {
        return;
    }
    p->hold.act = w->act;
    p->hold.argument = w->argument;
    p->hold.tilts = !is_left || (SDL_GetModState() & KMOD_SHIFT) != 0;
    if (w->look == PANEL_LOOK_SLIDER) {
        slide(p, x);
    }
}

static void move(struct panel *p, const SDL_MouseMotionEvent *e)
{
    int x = 0;
    int y = 0;
    panel_point(p, e->x, e->y, &x, &y);
    if (p->hold.act == PANEL_PICTURE) {
        panel_scene_drag(p, x - p->hold.x, y - p->hold.y, p->hold.tilts);
        p->hold.x = x;
        p->hold.y = y;
    } else if (p->hold.act == PANEL_SLIDER || p->hold.act == PANEL_LATENCY) {
        slide(p, x);
    }
}

/* Acts where it was pressed, and only if the finger is still there. */
static void release(struct panel *p, const SDL_MouseButtonEvent *e)
{
    int x = 0;
    int y = 0;
    panel_point(p, e->x, e->y, &x, &y);
    struct panel_hold hold = p->hold;
    p->hold = (struct panel_hold){0};
    const struct panel_widget *w = widget_at(p, x, y);
    if (w != NULL && w->act == hold.act && w->argument == hold.argument) {
        do_act(p, hold.act, hold.argument);
    }
}

static void wheel(struct panel *p, const SDL_MouseWheelEvent *e)
{
    int x = 0;
    int y = 0;
    panel_point(p, e->mouseX, e->mouseY, &x, &y);
    const struct panel_widget *w = widget_at(p, x, y);
    if (w != NULL && w->act == PANEL_PICTURE) {
        panel_scene_wheel(p, e->y, (SDL_GetModState() & KMOD_CTRL) != 0);
    }
}

static void key(struct panel *p, SDL_Keycode code)
{
    if (code >= SDLK_1 && code <= SDLK_9) {
        panel_codes_show(p, (int)(code - SDLK_1));
    } else if (code == SDLK_0) {
        remove_carrier(p);
    } else if (code == SDLK_q) {
        p->quit = true;
    }
}

static void window(struct panel *p, const SDL_WindowEvent *e)
{
    if (e->event == SDL_WINDOWEVENT_EXPOSED || e->event == SDL_WINDOWEVENT_SIZE_CHANGED) {
        p->repaint = true;
    } else if (e->event == SDL_WINDOWEVENT_CLOSE) {
        p->quit = true;
    }
}

void panel_event(void *panel, const void *sdl_event)
{
    struct panel *p = panel;
    const SDL_Event *e = sdl_event;
    if (p->window == NULL) {
        return;
    }
    if (e->type == SDL_WINDOWEVENT && e->window.windowID == p->window_id) {
        window(p, &e->window);
    } else if (e->type == SDL_MOUSEBUTTONDOWN && e->button.windowID == p->window_id) {
        press(p, &e->button);
    } else if (e->type == SDL_MOUSEBUTTONUP && e->button.windowID == p->window_id) {
        release(p, &e->button);
    } else if (e->type == SDL_MOUSEMOTION && e->motion.windowID == p->window_id) {
        move(p, &e->motion);
    } else if (e->type == SDL_MOUSEWHEEL && e->wheel.windowID == p->window_id) {
        wheel(p, &e->wheel);
    } else if (e->type == SDL_KEYDOWN && e->key.windowID == p->window_id) {
        key(p, e->key.keysym.sym);
    }
}
