#include "ui/display.h"
#include "base/utf8.h"
#include "ui/window_parts.h"

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
    if (!s->open || !s->pane.built || ui_is_hidden(ui, side)) {
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
    if (ui->side[side].open && p->built && !ui_is_hidden(ui, side)) {
        post_result(ui, side, touch_key(&p->touch, pane_tree(p), key, ui->now_ms));
    }
}

bool ui_tap(struct ui *ui, enum side side, const char *name)
{
    struct ui_side *s = &ui->side[side];
    bool shown = s->open && s->pane.built && !ui_is_hidden(ui, side);
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
    if (!ui->side[side].open || ui_is_hidden(ui, side)) {
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

/* -1: not ours. */
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

/* The second finger of a hand that rests on the glass must not end what the first one does. */
static bool counts(struct ui_side *s, const SDL_TouchFingerEvent *e)
{
    if (e->type == SDL_FINGERDOWN && !s->is_touched) {
        s->is_touched = true;
        s->finger = e->fingerId;
        return true;
    }
    bool is_the_one = s->is_touched && s->finger == e->fingerId;
    if (is_the_one && e->type == SDL_FINGERUP) {
        s->is_touched = false;
    }
    return is_the_one;
}

static void take_finger(struct ui *ui, int window, enum side side, const SDL_TouchFingerEvent *e)
{
    int w = 0;
    int h = 0;
    int x = 0;
    int y = 0;
    if (!counts(&ui->side[window], e)) {
        return;
    }
    SDL_GetWindowSize(ui->side[window].window.window, &w, &h);
    screen_window_point(&ui->side[window].window, (double)e->x * w, (double)e->y * h, &x, &y);
    ui_touch(ui, side,
             e->type == SDL_FINGERMOTION ? UI_TOUCH_MOVE
             : e->type == SDL_FINGERDOWN ? UI_TOUCH_DOWN
                                         : UI_TOUCH_UP,
             x, y);
}

static const char *panel_name(SDL_TouchID panel)
{
    for (int i = 0; i < SDL_GetNumTouchDevices(); i++) {
        if (SDL_GetTouchDevice(i) == panel) {
            return SDL_GetTouchName(i);
        }
    }
    return NULL;
}

/* The pad below the applicant's screen: ◀ ▶ 決定 繰返し 係員, whatever window has the keys. */
static bool take_pad(struct ui *ui, SDL_Keycode key)
{
    enum side side = ui->setup.one_screen ? ui->face : SIDE_APPLICANT;
    switch (key) {
    case SDLK_F13:
        ui_key(ui, side, TOUCH_KEY_BACK);
        return true;
    case SDLK_F14:
        ui_key(ui, side, TOUCH_KEY_FORWARD);
        return true;
    case SDLK_F15:
        ui_key(ui, side, TOUCH_KEY_ENTER);
        return true;
    case SDLK_F16:
        post(ui, (struct ui_event){.kind = UI_REPEAT, .side = side});
        return true;
    case SDLK_F17:
        ui_key(ui, side, TOUCH_KEY_STAFF);
        return true;
    default:
        return false;
    }
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

static bool is_finger(const SDL_Event *e)
{
    return e->type == SDL_FINGERDOWN || e->type == SDL_FINGERUP || e->type == SDL_FINGERMOTION;
}

/* The side whose window it happened on, -1: none of ours. */
static int place_of(const struct ui *ui, const SDL_Event *e)
{
    uint32_t id = window_of(e);
    if (id != 0 || !is_finger(e)) {
        return side_of_window(ui, id);
    }
    enum side side = display_touched_side(panel_name(e->tfinger.touchId), ui->setup.staff_touch);
    return ui_window_id(ui, side) != 0 ? (int)side : -1;
}

static void take_sdl(struct ui *ui, const SDL_Event *e)
{
    if (e->type == SDL_QUIT) {
        post(ui, (struct ui_event){.kind = UI_QUIT});
        return;
    }
    int window = place_of(ui, e);
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
        if (!take_pad(ui, e->key.keysym.sym)) {
            take_key(ui, side, e->key.keysym.sym);
        }
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
