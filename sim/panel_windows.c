/* The three windows on one display: side by side as large as they fit, dark without power. */
#include "sim/panel_parts.h"
#include "ui/theme.h"

enum {
    GAP = 12,
    FRAME = 40, /* title bar of a desktop */
    APPLICANT_SHARE_PERCENT = 26,
    PANEL_PER_STAFF_PERCENT = 165,
};

struct plan {
    double applicant, staff, panel; /* scales */
    bool is_stacked;                /* panel under the staff's window, else at its right */
};

static double smallest(double a, double b)
{
    return a < b ? a : b;
}

/* The panel's letters are small: of the room beside the applicant it gets the larger share. */
static struct plan plan_of(double width, double height)
{
    const double more = PANEL_PER_STAFF_PERCENT / 100.0;
    double applicant = smallest(1.0, height / APPLICANT_HEIGHT);
    double rest = width - GAP - applicant * APPLICANT_WIDTH;
    if (rest >= STAFF_WIDTH && height >= STAFF_HEIGHT + PANEL_HEIGHT + GAP + FRAME) {
        return (struct plan){applicant, 1.0, 1.0, true};
    }
    double most = width * APPLICANT_SHARE_PERCENT / 100 / APPLICANT_WIDTH;
    applicant = smallest(applicant, most);
    rest = width - 2 * GAP - applicant * APPLICANT_WIDTH;
    double scale =
        smallest(rest / (STAFF_WIDTH + PANEL_WIDTH * more), height / PANEL_HEIGHT / more);
    return (struct plan){applicant, smallest(1.0, scale), smallest(1.0, scale * more), false};
}

static void put(SDL_Window *window, int x, int y, int width, int height)
{
    if (window != NULL) {
        SDL_SetWindowSize(window, width, height);
        SDL_SetWindowPosition(window, x, y);
    }
}

void panel_windows_place(struct panel *p)
{
    SDL_Rect room;
    if (SDL_GetDisplayUsableBounds(0, &room) != 0) {
        return;
    }
    struct plan plan = plan_of(room.w, room.h - FRAME);
    int applicant_width = (int)(APPLICANT_WIDTH * plan.applicant);
    int staff_width = (int)(STAFF_WIDTH * plan.staff);
    int staff_height = (int)(STAFF_HEIGHT * plan.staff);
    int left = room.x + applicant_width + GAP;
    put(SDL_GetWindowFromID(ui_window_id(p->office.ui, SIDE_APPLICANT)), room.x, room.y,
        applicant_width, (int)(APPLICANT_HEIGHT * plan.applicant));
    put(SDL_GetWindowFromID(ui_window_id(p->office.ui, SIDE_STAFF)), left, room.y, staff_width,
        staff_height);
    put(p->window, plan.is_stacked ? left : left + staff_width + GAP,
        plan.is_stacked ? room.y + staff_height + GAP + FRAME : room.y,
        (int)(PANEL_WIDTH * plan.panel), (int)(PANEL_HEIGHT * plan.panel));
}

void panel_windows_darken(struct panel *p, bool is_dark)
{
    for (int side = 0; side < SIDE_COUNT; side++) {
        uint32_t id = ui_window_id(p->office.ui, (enum side)side);
        SDL_Window *window = id == 0 ? NULL : SDL_GetWindowFromID(id);
        SDL_Surface *surface = window == NULL ? NULL : SDL_GetWindowSurface(window);
        if (surface == NULL) {
            continue;
        }
        if (is_dark) {
            SDL_FillRect(surface, NULL, 0);
            SDL_UpdateWindowSurface(window);
        } else {
            SDL_Event shown = {.window = {.type = SDL_WINDOWEVENT,
                                          .windowID = id,
                                          .event = SDL_WINDOWEVENT_EXPOSED}};
            SDL_PushEvent(&shown);
        }
    }
}
