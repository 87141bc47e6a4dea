#include "ui/window.h"

#include <assert.h>
#include <stdlib.h>
#include "base/utf8.h"
#include "ui/pane.h"
#include "ui/screen_window.h"

enum { PENDING_MAX = 16, FRAME_MS = 33 };

struct ui_side {
    bool open;
    struct pane pane;
    struct screen_window window; /* .window NULL: headless */
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

static struct err open_side(struct ui *ui, enum side side)
{
    struct ui_side *s = &ui->side[side];
    bool guest = side == SIDE_STAFF && ui->setup.one_screen;
    TRY(pane_init(&s->pane, &(struct pane_setup){.side = side,
                                                 .upright = guest,
                                                 .trees_only = ui->setup.trees_only,
                                                 .lettering = &ui->lettering}));
    s->open = true;
    if (ui->setup.headless || guest) {
        return OK; /* pictures are taken of screens, not of curtains; a guest has no window */
    }
    s->pane.curtains = true;
    const struct window_setup setup = {.title =
                                           ui->setup.title == NULL ? "Uketori" : ui->setup.title,
                                       .side = side,
                                       .fullscreen = ui->setup.fullscreen,
                                       .max_width = ui->setup.max_width,
                                       .max_height = ui->setup.max_height};
    return screen_window_open(&s->window, &setup);
}

static struct err open_all(struct ui *ui)
{
    struct err fonts = ui->setup.down_only ? FAIL(NOT_FOUND) : lettering_open(&ui->lettering);
    if (failed(fonts) && fonts.code != ERR_NOT_FOUND) {
        return fonts;
    }
    if (!ui->setup.headless) {
        TRY(screen_window_video());
        ui->video = true;
    }
    if (ui->setup.applicant) {
        TRY(open_side(ui, SIDE_APPLICANT));
    }
    if (ui->setup.staff) {
        TRY(open_side(ui, SIDE_STAFF));
    }
    return OK;
}

struct err ui_open(const struct ui_setup *setup, struct ui **out_ui)
{
    struct ui *ui = calloc(1, sizeof *ui);
    if (ui == NULL) {
        return FAIL(NO_MEMORY);
    }
    ui->setup = *setup;
    struct err e = open_all(ui);
    if (failed(e)) {
        ui_close(ui);
        return e;
    }
    *out_ui = ui;
    return OK;
}

void ui_close(struct ui *ui)
{
    if (ui == NULL) {
        return;
    }
    for (int i = 0; i < SIDE_COUNT; i++) {
        if (ui->side[i].open) {
            screen_window_close(&ui->side[i].window);
            pane_deinit(&ui->side[i].pane);
        }
    }
    if (ui->video) {
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    }
    lettering_close(&ui->lettering);
    free(ui);
}

bool ui_is_down(const struct ui *ui)
{
    return ui->lettering.typeset == NULL;
}

enum side ui_face(const struct ui *ui)
{
    return ui->face;
}

/* On one screen, the side that is not shown now. */
static bool is_hidden(const struct ui *ui, enum side side)
{
    return ui->setup.one_screen && side != ui->face;
}

static bool show_side(struct ui *ui, enum side side, const struct pane_input *in)
{
    struct ui_side *s = &ui->side[side];
    if (!s->open || is_hidden(ui, side)) {
        return false;
    }
    struct screen_window *window =
        ui->setup.one_screen ? &ui->side[SIDE_APPLICANT].window : &s->window;
    bool changed = pane_show(&s->pane, in);
    if (changed && window->window != NULL) {
        screen_window_present(window, s->pane.shown, s->pane.dirty, s->pane.dirty_count);
    }
    s->pane.dirty_count = 0;
    return changed;
}

/* Nothing of the other side may stay: the whole screen is painted anew, and a finger that lies on
 * it has touched what is no longer there. */
static void turn(struct ui *ui, enum side face)
{
    if (ui->setup.one_screen && face != ui->face) {
        ui->face = face;
        ui->side[face].pane.look_changed = true;
        touch_init(&ui->side[face].pane.touch);
    }
}

bool ui_show(struct ui *ui, const struct applicant_view *applicant, const struct staff_view *staff,
             const struct image_gray *camera_frame, uint64_t now_ms)
{
    ui->now_ms = now_ms;
    bool changed = false;
    if (applicant != NULL) {
        const struct pane_input in = {
            .applicant = applicant, .camera = camera_frame, .now_ms = now_ms};
        turn(ui, applicant->staff_face ? SIDE_STAFF : SIDE_APPLICANT);
        changed = show_side(ui, SIDE_APPLICANT, &in);
    }
    if (staff != NULL) {
        const struct pane_input in = {.staff = staff, .camera = camera_frame, .now_ms = now_ms};
        changed = show_side(ui, SIDE_STAFF, &in) || changed;
    }
    return changed;
}

/* A full queue means that nobody asks: the oldest stay, the newest is refused. */
static void post(struct ui *ui, struct ui_event event)
{
    if (ui->pending_count < PENDING_MAX) {
        ui->pending[(ui->pending_first + ui->pending_count++) % PENDING_MAX] = event;
    }
}

static void post_result(struct ui *ui, enum side side, struct touch_result result)
{
    struct pane *p = &ui->side[side].pane;
    p->look_changed = p->look_changed || result.changed;
    if (result.action != ACTION_NONE) {
        post(ui, (struct ui_event){.kind = UI_ACTION,
                                   .side = side,
                                   .action = result.action,
                                   .argument = result.argument,
                                   .screen = p->touch.screen});
    }
}

void ui_touch(struct ui *ui, enum side side, enum ui_touch_phase phase, int x, int y)
{
    struct ui_side *s = &ui->side[side];
    if (!s->open || !s->pane.built || is_hidden(ui, side)) {
        return;
    }
    const struct node_tree *t = pane_tree(&s->pane);
    struct touch *touch = &s->pane.touch;
    switch (phase) {
    case UI_TOUCH_DOWN:
        post_result(ui, side, touch_down(touch, t, x, y));
        break;
    case UI_TOUCH_MOVE:
        post_result(ui, side, touch_move(touch, t, x, y));
        break;
    case UI_TOUCH_UP:
        post_result(ui, side, touch_up(touch, t, ui->now_ms));
        break;
    }
}

void ui_key(struct ui *ui, enum side side, enum touch_key key)
{
    struct pane *p = &ui->side[side].pane;
    if (ui->side[side].open && p->built && !is_hidden(ui, side)) {
        post_result(ui, side, touch_key(&p->touch, pane_tree(p), key, ui->now_ms));
    }
}

bool ui_tap(struct ui *ui, enum side side, const char *name)
{
    struct ui_side *s = &ui->side[side];
    bool shown = s->open && s->pane.built && !is_hidden(ui, side);
    int node = shown ? ui_tap_node(pane_tree(&s->pane), name) : -1;
    if (node < 0) {
        return false;
    }
    const struct rect *r = &pane_tree(&s->pane)->node[node].rect;
    ui_touch(ui, side, UI_TOUCH_DOWN, r->x + r->w / 2, r->y + r->h / 2);
    ui_touch(ui, side, UI_TOUCH_UP, r->x + r->w / 2, r->y + r->h / 2);
    return true;
}

static void post_action(struct ui *ui, enum side side, enum action action, int argument)
{
    post(ui, (struct ui_event){.kind = UI_ACTION,
                               .side = side,
                               .action = action,
                               .argument = argument,
                               .screen = pane_tree(&ui->side[side].pane)->screen});
}

static bool takes_text(const struct ui *ui, enum side side)
{
    const struct pane *p = &ui->side[side].pane;
    return p->built && ui_tap_node(pane_tree(p), "STAFF_TEXT") >= 0;
}

void ui_type(struct ui *ui, enum side side, const char *text)
{
    struct str rest = str_of(text);
    uint32_t c = 0;
    if (!ui->side[side].open || is_hidden(ui, side)) {
        return;
    }
    while (utf8_next(&rest, &c)) {
        char digit[] = {(char)c, '\0'};
        if (takes_text(ui, side)) {
            post_action(ui, side, ACTION_STAFF_TEXT, (int)c);
        } else if (c >= '0' && c <= '9') {
            (void)ui_tap(ui, side, digit);
        }
    }
}

static int side_of_window(const struct ui *ui, uint32_t id)
{
    for (int i = 0; i < SIDE_COUNT; i++) {
        if (ui->side[i].open && ui->side[i].window.window != NULL && ui->side[i].window.id == id) {
            return i;
        }
    }
    return -1;
}

static void take_mouse(struct ui *ui, int window, enum side side, const SDL_Event *e)
{
    bool motion = e->type == SDL_MOUSEMOTION;
    if (!motion && e->button.button != SDL_BUTTON_LEFT) {
        return;
    }
    int x = 0;
    int y = 0;
    screen_window_point(&ui->side[window].window, motion ? e->motion.x : e->button.x,
                        motion ? e->motion.y : e->button.y, &x, &y);
    ui_touch(ui, side,
             motion                           ? UI_TOUCH_MOVE
             : e->type == SDL_MOUSEBUTTONDOWN ? UI_TOUCH_DOWN
                                              : UI_TOUCH_UP,
             x, y);
}

static void take_finger(struct ui *ui, int window, enum side side, const SDL_TouchFingerEvent *e)
{
    int w = 0;
    int h = 0;
    int x = 0;
    int y = 0;
    SDL_GetWindowSize(ui->side[window].window.window, &w, &h);
    screen_window_point(&ui->side[window].window, (double)e->x * w, (double)e->y * h, &x, &y);
    ui_touch(ui, side,
             e->type == SDL_FINGERMOTION ? UI_TOUCH_MOVE
             : e->type == SDL_FINGERDOWN ? UI_TOUCH_DOWN
                                         : UI_TOUCH_UP,
             x, y);
}

static void take_key(struct ui *ui, enum side side, SDL_Keycode key)
{
    static const struct {
        SDL_Keycode key;
        enum touch_key means;
    } keys[] = {{SDLK_LEFT, TOUCH_KEY_BACK},      {SDLK_UP, TOUCH_KEY_BACK},
                {SDLK_RIGHT, TOUCH_KEY_FORWARD},  {SDLK_DOWN, TOUCH_KEY_FORWARD},
                {SDLK_TAB, TOUCH_KEY_FORWARD},    {SDLK_RETURN, TOUCH_KEY_ENTER},
                {SDLK_KP_ENTER, TOUCH_KEY_ENTER}, {SDLK_SPACE, TOUCH_KEY_ENTER},
                {SDLK_h, TOUCH_KEY_STAFF}};
    bool letter = key == SDLK_r || key == SDLK_h || key == SDLK_SPACE;
    if (takes_text(ui, side) && letter) {
        return; /* comes as text */
    }
    if (key == SDLK_r) {
        post(ui, (struct ui_event){.kind = UI_REPEAT, .side = side});
    }
    if (key == SDLK_BACKSPACE && takes_text(ui, side)) {
        post_action(ui, side, ACTION_STAFF_TEXT, NOTE_KEY_ERASE);
    } else if (key == SDLK_BACKSPACE) {
        (void)ui_tap(ui, side, "STAFF_CLEAR");
    }
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i].key == key) {
            ui_key(ui, side, keys[i].means);
        }
    }
}

static void take_window(struct ui *ui, enum side side, const SDL_WindowEvent *e)
{
    if (e->event == SDL_WINDOWEVENT_EXPOSED || e->event == SDL_WINDOWEVENT_SIZE_CHANGED) {
        ui->side[side].pane.look_changed = true;
    } else if (e->event == SDL_WINDOWEVENT_CLOSE) {
        post(ui, (struct ui_event){.kind = UI_QUIT, .side = side});
    }
}

static uint32_t window_of(const SDL_Event *e)
{
    switch (e->type) {
    case SDL_WINDOWEVENT:
        return e->window.windowID;
    case SDL_MOUSEMOTION:
        return e->motion.windowID;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return e->button.windowID;
    case SDL_FINGERDOWN:
    case SDL_FINGERUP:
    case SDL_FINGERMOTION:
        return e->tfinger.windowID;
    case SDL_KEYDOWN:
        return e->key.windowID;
    case SDL_TEXTINPUT:
        return e->text.windowID;
    default:
        return 0;
    }
}

static void take_sdl(struct ui *ui, const SDL_Event *e)
{
    if (e->type == SDL_QUIT) {
        post(ui, (struct ui_event){.kind = UI_QUIT});
        return;
    }
    int window = side_of_window(ui, window_of(e));
    if (window < 0) {
        if (ui->setup.other_event != NULL) {
            ui->setup.other_event(ui->setup.other_context, e);
        }
        return;
    }
    enum side side = ui->setup.one_screen ? ui->face : (enum side)window;
    switch (e->type) {
    case SDL_WINDOWEVENT:
        take_window(ui, side, &e->window);
        break;
    case SDL_MOUSEMOTION:
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        take_mouse(ui, window, side, e);
        break;
    case SDL_FINGERDOWN:
    case SDL_FINGERUP:
    case SDL_FINGERMOTION:
        take_finger(ui, window, side, &e->tfinger);
        break;
    case SDL_KEYDOWN:
        take_key(ui, side, e->key.keysym.sym);
        break;
    case SDL_TEXTINPUT:
        ui_type(ui, side, e->text.text);
        break;
    default:
        break;
    }
}

enum ui_event_kind ui_take(struct ui *ui, uint64_t now_ms, struct ui_event *out_event)
{
    ui->now_ms = now_ms;
    SDL_Event e;
    if (ui->video && ui->pending_count == 0) {
        SDL_PumpEvents();
    }
    /* not SDL_PollEvent: it ends early at its own mark of the last round */
    while (ui->video && ui->pending_count == 0 &&
           SDL_PeepEvents(&e, 1, SDL_GETEVENT, SDL_FIRSTEVENT, SDL_LASTEVENT) > 0) {
        take_sdl(ui, &e);
    }
    if (ui->pending_count == 0) {
        return UI_NOTHING;
    }
    *out_event = ui->pending[ui->pending_first];
    ui->pending_first = (ui->pending_first + 1) % PENDING_MAX;
    ui->pending_count--;
    return out_event->kind;
}

uint64_t ui_deadline(const struct ui *ui, uint64_t now_ms)
{
    for (int i = 0; i < SIDE_COUNT; i++) {
        const struct pane *p = &ui->side[i].pane;
        bool shown = ui->side[i].open && p->built && !is_hidden(ui, (enum side)i);
        if (shown && (p->look_changed || pane_is_moving(p))) {
            return now_ms + (p->look_changed && p->curtain_until_ms == 0 ? 0 : FRAME_MS);
        }
    }
    return UINT64_MAX;
}

int ui_focus(const struct ui *ui, enum side side)
{
    return ui->side[side].pane.touch.focus;
}

const struct node_tree *ui_tree(const struct ui *ui, enum side side)
{
    return pane_tree(&ui->side[side].pane);
}

uint32_t ui_window_id(const struct ui *ui, enum side side)
{
    const struct ui_side *s = &ui->side[side];
    return s->open && s->window.window != NULL ? s->window.id : 0;
}

struct err ui_screenshot(struct ui *ui, enum side side, const char *path)
{
    const struct ui_side *s = &ui->side[side];
    if (!s->open || !s->pane.built || s->pane.trees_only) {
        return FAIL(NOT_FOUND);
    }
    return cairo_surface_write_to_png(s->pane.shown, path) == CAIRO_STATUS_SUCCESS ? OK : FAIL(IO);
}

struct ui_counts ui_counts(const struct ui *ui)
{
    struct ui_counts sum = {0};
    for (int i = 0; i < SIDE_COUNT; i++) {
        sum.trees_built += ui->side[i].pane.counts.trees_built;
        sum.static_paints += ui->side[i].pane.counts.static_paints;
        sum.live_paints += ui->side[i].pane.counts.live_paints;
    }
    return sum;
}
