#include "ui/window.h"

#include <assert.h>
#include <stdlib.h>
#include "ui/window_parts.h"

enum { FRAME_MS = 33 };

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
    const struct window_setup setup = {
        .title = ui->setup.title == NULL ? "Uketori" : ui->setup.title,
        .side = side,
        .fullscreen = ui->setup.fullscreen,
        .max_width = ui->setup.max_width,
        .max_height = ui->setup.max_height,
        .applicant_display = ui->setup.applicant_display,
        .quarter_turns = side == SIDE_APPLICANT ? ui->setup.applicant_quarter_turns : 0};
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

bool ui_is_hidden(const struct ui *ui, enum side side)
{
    return ui->setup.one_screen && side != ui->face;
}

static bool show_side(struct ui *ui, enum side side, const struct pane_input *in)
{
    struct ui_side *s = &ui->side[side];
    if (!s->open || ui_is_hidden(ui, side)) {
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

uint64_t ui_deadline(const struct ui *ui, uint64_t now_ms)
{
    for (int i = 0; i < SIDE_COUNT; i++) {
        const struct pane *p = &ui->side[i].pane;
        bool shown = ui->side[i].open && p->built && !ui_is_hidden(ui, (enum side)i);
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
