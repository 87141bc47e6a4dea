#include "app/down.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "ui/window.h"

enum { LOOK_EVERY_MS = 50 };

static int64_t milliseconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void show_until_stopped(struct ui *ui, struct applicant_view *view, const volatile int *stop)
{
    struct ui_event event = {.kind = UI_NOTHING};
    while (*stop == 0 && event.kind != UI_QUIT) {
        view->wall_ms = milliseconds(CLOCK_REALTIME);
        uint64_t now_ms = (uint64_t)milliseconds(CLOCK_MONOTONIC);
        (void)ui_show(ui, view, NULL, NULL, now_ms);
        while (ui_take(ui, now_ms, &event) != UI_NOTHING && event.kind != UI_QUIT) {
        }
        poll(NULL, 0, LOOK_EVERY_MS);
    }
}

void down_run(enum fault fault, bool windowed, const volatile int *stop)
{
    struct ui_setup setup = {
        .applicant = true, .fullscreen = !windowed, .title = "Uketori", .down_only = true};
    struct ui *ui = NULL;
    struct applicant_view *view = calloc(1, sizeof *view);
    if (view != NULL && !failed(ui_open(&setup, &ui))) {
        view->screen = fault_row(fault)->screen;
        const char *code = fault_row(fault)->code;
        memcpy(view->support_code, code, strlen(code) + 1);
        show_until_stopped(ui, view, stop);
    }
    ui_close(ui);
    free(view);
}
