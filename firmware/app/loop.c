#include "app/loop.h"

#include <time.h>
#include "hal/clock.h"

#define LOG_MODULE "loop"
#include "base/log.h"

enum {
    VIEW_EVERY_MS = 250,
    TOUCH_EVERY_MS = 20,
    SLEEP_MAX_MS = 1000,
    FIGURES_EVERY_MS = 60000,
    SLOW_TURN_US = 10000
};

static uint64_t microseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000U + (uint64_t)t.tv_nsec / 1000U;
}

static void act(struct app *app, const struct ui_event *touched)
{
    if (touched->kind == UI_REPEAT && touched->side == SIDE_APPLICANT) {
        app_action(app, ACTOR_APPLICANT, ACTION_REPEAT, 0);
    } else if (touched->kind == UI_ACTION) {
        app_action(app, touched->side == SIDE_APPLICANT ? ACTOR_APPLICANT : ACTOR_STAFF,
                   touched->action, touched->argument);
    }
}

/* False: a window was closed. */
static bool take_touches(struct loop *l, uint64_t now_ms)
{
    while (l->ui != NULL) {
        l->holds = l->holds || ui_take(l->ui, now_ms, &l->held) != UI_NOTHING;
        if (!l->holds || app_is_busy(l->app)) {
            return true; /* what is held acts when the disk has what came before */
        }
        l->holds = false;
        if (l->held.kind == UI_QUIT) {
            return false;
        }
        act(l->app, &l->held);
    }
    return true;
}

static void show(struct loop *l, uint64_t now_ms)
{
    if (l->ui == NULL) {
        return;
    }
    uint64_t start = microseconds();
    bool due = app_view_version(l->app) != l->shown_version || now_ms >= l->view_due_ms;
    bool fresh = due && !app_is_busy(l->app); /* nothing is promised before it is durable */
    if (fresh) {
        app_views(l->app, l->applicant, l->staff);
        l->shown_version = app_view_version(l->app);
        l->view_due_ms = now_ms + VIEW_EVERY_MS;
    }
    if (l->view_due_ms == 0) {
        return; /* a slow disk still writes the start: there is no view yet */
    }
    bool moved = app_camera_picture_no(l->app) != l->shown_picture_no;
    l->shown_picture_no = app_camera_picture_no(l->app);
    const struct image_gray *picture = fresh || moved ? app_camera_picture(l->app) : NULL;
    (void)ui_show(l->ui, l->applicant, l->staff, picture, now_ms);
    uint64_t spent = microseconds() - start;
    l->figures.longest_paint_us =
        spent > l->figures.longest_paint_us ? spent : l->figures.longest_paint_us;
}

static void sleep_until(struct loop *l, uint64_t due_ms, uint64_t now_ms)
{
    struct pollfd fds[APP_FDS_MAX];
    int count = app_poll_fds(l->app, fds, APP_FDS_MAX);
    if (l->ui != NULL) {
        uint64_t paint = ui_deadline(l->ui, now_ms);
        due_ms = paint < due_ms ? paint : due_ms;
        bool is_view_due = !app_is_busy(l->app) && l->view_due_ms < due_ms;
        due_ms = is_view_due ? l->view_due_ms : due_ms;
    }
    uint64_t wait = due_ms > now_ms ? due_ms - now_ms : 0;
    uint64_t most = l->ui == NULL ? SLEEP_MAX_MS : TOUCH_EVERY_MS; /* SDL has no descriptor */
    wait = wait > most ? most : wait;
    poll(fds, (nfds_t)count, (int)wait);
}

static void tell_figures(struct loop *l, uint64_t now_ms, uint64_t *due_ms)
{
    if (now_ms < *due_ms) {
        return;
    }
    *due_ms = now_ms + FIGURES_EVERY_MS;
    struct app_counts counts = app_counts_of(l->app);
    LOG_INFO(
        "loop turns=%llu longest_turn_us=%llu longest_paint_us=%llu over_10_ms=%llu frames=%llu "
        "decodes=%llu skipped=%llu",
        (unsigned long long)l->figures.turns, (unsigned long long)l->figures.longest_turn_us,
        (unsigned long long)l->figures.longest_paint_us,
        (unsigned long long)l->figures.turns_over_10_ms, (unsigned long long)counts.frames,
        (unsigned long long)counts.decodes, (unsigned long long)counts.decodes_skipped);
}

void loop_run(struct loop *l)
{
    uint64_t figures_ms = clock_monotonic_ms(l->hal->clock) + FIGURES_EVERY_MS;
    while (*l->stop == 0) {
        uint64_t now_ms = clock_monotonic_ms(l->hal->clock);
        uint64_t start = microseconds();
        if (!take_touches(l, now_ms)) {
            break;
        }
        uint64_t due_ms = app_turn(l->app, now_ms);
        uint64_t spent = microseconds() - start;
        l->figures.turns++;
        l->figures.turns_over_10_ms += spent > SLOW_TURN_US;
        l->figures.longest_turn_us =
            spent > l->figures.longest_turn_us ? spent : l->figures.longest_turn_us;
        show(l, now_ms);
        tell_figures(l, now_ms, &figures_ms);
        sleep_until(l, due_ms, clock_monotonic_ms(l->hal->clock));
    }
}
