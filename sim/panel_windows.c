/* The three windows on one display: side by side as large as they fit, dark without power. */
#include "sim/panel_parts.h"
#include "ui/theme.h"

enum { GAP = 12, FRAME = 40 /* title bar of a desktop */, PANEL_PER_STAFF_PERCENT = 140 };

struct plan {
    double staff, panel; /* scales */
    bool is_stacked;     /* panel under the staff's window, else at its right */
};

static double smallest(double a, double b)
{
    return a < b ? a : b;
}

/* The panel's letters are small: of the room there is, it gets the larger share. */
static struct plan plan_of(double width, double height)
{
    const double more = PANEL_PER_STAFF_PERCENT / 100.0;
    double beside = (width - GAP) / (STAFF_WIDTH + PANEL_WIDTH * more);
    beside = smallest(beside, height / (PANEL_HEIGHT * more));
    double under = (height - GAP - FRAME) / (STAFF_HEIGHT + PANEL_HEIGHT * more);
    under = smallest(under, smallest(width / STAFF_WIDTH, width / (PANEL_WIDTH * more)));
    bool both_whole = height - GAP - FRAME >= STAFF_HEIGHT + PANEL_HEIGHT && width >= STAFF_WIDTH;
    struct plan plan = {.is_stacked = both_whole || under > beside};
    double scale = both_whole ? 1.0 : plan.is_stacked ? under : beside;
    plan.staff = smallest(1.0, scale);
    plan.panel = smallest(1.0, scale * more);
    return plan;
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
    int height = room.h - FRAME;
    double scale =
        smallest(1.0, smallest((double)height / APPLICANT_HEIGHT, room.w * 0.4 / APPLICANT_WIDTH));
    int applicant_width = (int)(APPLICANT_WIDTH * scale);
    int left = room.x + applicant_width + GAP;
    int top = room.y + (room.y > 0 ? 0 : 1);
    struct plan plan = plan_of(room.w - applicant_width - GAP, height);
    int staff_width = (int)(STAFF_WIDTH * plan.staff);
    int staff_height = (int)(STAFF_HEIGHT * plan.staff);
    put(SDL_GetWindowFromID(ui_window_id(p->office.ui, SIDE_APPLICANT)), room.x, top,
        applicant_width, (int)(APPLICANT_HEIGHT * scale));
    put(SDL_GetWindowFromID(ui_window_id(p->office.ui, SIDE_STAFF)), left, top, staff_width,
        staff_height);
    put(p->window, plan.is_stacked ? left : left + staff_width + GAP,
        plan.is_stacked ? top + staff_height + GAP + FRAME : top, (int)(PANEL_WIDTH * plan.panel),
        (int)(PANEL_HEIGHT * plan.panel));
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
