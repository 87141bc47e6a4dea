#include "app/app.h"

#include <sodium.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include "app/side_thread.h"
#include "app/state.h"
#include "hal/clock.h"
#include "journal/keys.h"
#include "journal/read.h"

#define LOG_MODULE "app"
#include "base/log.h"

/* A second terminal on the same journal must not start; any other trouble starts it out of service,
 * so that the screen can say what is wrong. */
static struct err open_journal(struct app *app)
{
    const struct config *c = app->setup.config;
    struct err e = journal_open(c->journal_file, c->key_folder, app->setup.vfs_name, &app->journal);
    if (!failed(e)) {
        e = keys_code(c->key_folder, app->code_key);
    }
    if (failed(e)) {
        journal_close(app->journal);
        app->journal = NULL;
        app->journal_error = e;
        LOG_ERR("journal not open err=%s", err_name(e));
    }
    return e.code == ERR_LOCKED ? e : OK;
}

struct err app_open(const struct app_setup *setup, struct app **out_app)
{
    struct app *app = malloc(sizeof *app);
    if (app == NULL) {
        return FAIL(NO_MEMORY);
    }
    memset(app, 0, offsetof(struct app, core));
    core_init(&app->core, setup->config, setup->seed);
    core_set_staff(&app->core, setup->staff);
    app->effects.count = 0;
    app->setup = *setup;
    app->hal = setup->hal;
    app->step = setup->parts == NULL || setup->parts->step == NULL ? core_step : setup->parts->step;
    app->log_hash = hash_start().value;
    app->backend.reply = malloc(sizeof *app->backend.reply);
    app->restored = malloc(RESTORED_VISITS_MAX * sizeof *app->restored);
    struct err e = app->backend.reply == NULL || app->restored == NULL ? FAIL(NO_MEMORY) : OK;
    e = failed(e) ? e : scan_link_open(app);
    e = failed(e) ? e : print_link_open(app);
    e = failed(e) ? e : pin_link_open(app);
    e = failed(e) ? e : open_journal(app);
    e = failed(e) || !setup->commit_beside ? e : side_thread_open(&app->commit.thread);
    if (failed(e)) {
        app_close(app);
        return e;
    }
    config_digest(setup->config, app->config_digest);
    backend_link_init(app);
    *out_app = app;
    return OK;
}

/* What stood in memory of people: the core's tickets and what its steps wanted done. */
static void wipe(struct app *app)
{
    size_t used = (size_t)app->most_effects;
    core_wipe(&app->core);
    sodium_memzero(app->effects.effect, used * sizeof app->effects.effect[0]);
    sodium_memzero(app->rows, used * sizeof app->rows[0]);
    sodium_memzero(app->puts, used * sizeof app->puts[0]);
    sodium_memzero(app->settles, used * sizeof app->settles[0]);
    sodium_memzero(app, offsetof(struct app, core));
}

void app_close(struct app *app)
{
    if (app == NULL) {
        return;
    }
    effects_settle(app);
    side_thread_close(app->commit.thread);
    scan_link_close(app);
    print_link_close(app);
    pin_link_close(app);
    journal_close(app->journal);
    free(app->restored);
    free(app->backend.reply);
    wipe(app);
    free(app);
}

void app_post(struct app *app, struct event *ev)
{
    effects_settle(app);
    ev->at_ms = app->now_ms;
    ev->wall_ms = app->wall_ms;
    app->counts.events++;
    event_log_event(app, ev);
    device_figures_note(app, ev);
    app->step(&app->core, ev, &app->effects);
    event_log_effects(app);
    app->most_effects =
        app->effects.count > app->most_effects ? app->effects.count : app->most_effects;
    app->view_version++;
    run_effects(app, ev->kind == EV_REPLY ? ev->reply : NULL);
}

static void restore(struct app *app)
{
    int count = 0, total = 0;
    struct restored restored = {.visit = app->restored, .call_day = civil_day(app->wall_ms)};
    struct err e =
        journal_load_open(app->journal, app->restored, RESTORED_VISITS_MAX, &count, &total);
    if (!failed(e)) {
        e = journal_highest_call_no(app->journal, restored.call_day, &restored.last_call_no);
    }
    if (!failed(e)) {
        e = day_log_fold_today(app);
        restored.today = &app->today;
    }
    if (!failed(e)) {
        e = day_log_fold_stock(app);
        restored.stock = &app->stock.stock;
        restored.is_stock_doubtful = app->stock.is_doubtful;
    }
    if (failed(e)) {
        app->event = (struct event){.kind = EV_JOURNAL_FAILED, .journal_error = e};
        app_post(app, &app->event);
        return;
    }
    if (total > count) {
        LOG_WARN("more open visits than tickets total=%d", total);
    }
    restored.visit_count = count;
    app->event = (struct event){.kind = EV_RESTORED, .restored = &restored};
    app_post(app, &app->event);
}

static void start(struct app *app)
{
    app->started = true;
    app->event = (struct event){.kind = EV_STARTED};
    app_post(app, &app->event);
    if (app->journal == NULL) {
        return; /* the first row of STARTED has failed and said so */
    }
    effects_settle(app); /* the journal is read next */
    restore(app);
    app->refused.is_stale = true;
    device_link_start(app);
}

static void tick(struct app *app)
{
    app->event = (struct event){.kind = EV_TICK};
    app_post(app, &app->event);
    if (!app_is_busy(app)) { /* what the tick wanted sent goes out in this turn */
        backend_link_step(app);
        print_link_step(app);
    }
}

/* A turn that the disk interrupts goes on where it was: no link starves another. */
static bool step_links(struct app *app)
{
    static void (*const links[])(struct app *) = {
        scan_link_step, device_link_step, backend_link_step, print_link_step,
        pin_link_step,  report_link_step, kept_link_step,    refused_link_step};
    const size_t count = sizeof links / sizeof links[0];
    while (app->next_link < count && !app_is_busy(app)) {
        links[app->next_link++](app);
    }
    if (app_is_busy(app)) {
        return false;
    }
    app->next_link = 0;
    return true;
}

uint64_t app_turn(struct app *app, uint64_t now_ms)
{
    bool was_interrupted = app_is_busy(app);
    app->now_ms = now_ms;
    app->wall_ms = clock_wall_ms(app->hal->clock);
    log_set_time(now_ms);
    hal_step(app->hal, now_ms);
    if (!effects_step(app)) {
        scan_link_watch(app);
        return UINT64_MAX; /* side_thread_fd calls for the next turn */
    }
    if (!app->started) {
        start(app);
    }
    if (!step_links(app)) {
        return UINT64_MAX;
    }
    if (now_ms >= core_deadline(&app->core)) {
        tick(app);
    }
    app->counts.turns++;
    if (was_interrupted) {
        return now_ms; /* what one link wanted of another is not left for later */
    }
    uint64_t due[] = {hal_next_ms(app->hal, now_ms), core_deadline(&app->core),
                      backend_link_next_ms(app),     print_link_next_ms(app),
                      scan_link_next_ms(app),        pin_link_next_ms(app),
                      report_link_next_ms(app)};
    uint64_t next = UINT64_MAX;
    for (size_t i = 0; i < sizeof due / sizeof due[0]; i++) {
        next = due[i] < next ? due[i] : next;
    }
    return next;
}

int app_poll_fds(const struct app *app, struct pollfd *out, int max)
{
    int n = hal_poll_fds(app->hal, out, max);
    if (app_is_busy(app)) { /* what the workers say is not taken now: it would only wake */
        out[n++] = (struct pollfd){.fd = side_thread_fd(app->commit.thread), .events = POLLIN};
        return n;
    }
    int workers[] = {worker_fd(app->scan.decoder), worker_fd(app->print.renderer)};
    for (size_t i = 0; i < 2 && n < max; i++) {
        if (workers[i] >= 0) {
            out[n++] = (struct pollfd){.fd = workers[i], .events = POLLIN};
        }
    }
    if (app->pin.verifier != NULL && worker_fd(app->pin.verifier) >= 0 && n < max) {
        out[n++] = (struct pollfd){.fd = worker_fd(app->pin.verifier), .events = POLLIN};
    }
    return n;
}

void app_action(struct app *app, enum actor actor, enum action action, int argument)
{
    app->event = (struct event){.kind = EV_ACTION};
    app->event.action.actor = actor;
    app->event.action.action = action;
    app->event.action.argument = argument;
    app_post(app, &app->event);
}

bool app_is_busy(const struct app *app)
{
    return app->commit.stage != COMMIT_NOTHING;
}

uint64_t app_view_version(const struct app *app)
{
    return app->view_version;
}

void app_views(struct app *app, struct applicant_view *out_applicant, struct staff_view *out_staff)
{
    core_applicant_view(&app->core, out_applicant);
    core_staff_view(&app->core, out_staff);
    out_staff->dropped_replies = backend_link_dropped(app);
    day_log_show(app, out_staff);
    print_link_show(app, out_staff);
    bench_link_show(app, out_staff);
    device_figures_show(app, out_staff);
    kept_link_show(app, out_staff);
    words_link_show(app, out_staff);
    memcpy(out_staff->desk.config_digest, app->config_digest, sizeof app->config_digest);
    if (app->journal != NULL) {
        struct outbox_depth depth = journal_outbox_depth(app->journal);
        out_staff->outbox_depth = depth.queued + depth.aside;
        out_staff->outbox_aside = depth.aside;
    }
}

const struct image_gray *app_camera_picture(const struct app *app)
{
    bool live = !app->scan.camera_lost && app->scan.picture.pixels != NULL;
    return live ? &app->scan.picture : NULL;
}

uint64_t app_camera_picture_no(const struct app *app)
{
    return app->scan.picture_no;
}

int app_journal_count(struct app *app, enum journal_kind kind)
{
    uint64_t count = 0;
    if (app->journal == NULL ||
        failed(journal_count(app->journal, kind, INT64_MIN, INT64_MAX, &count))) {
        return -1;
    }
    return (int)count;
}

struct journal_head app_journal_head(const struct app *app)
{
    struct journal_head none = {0};
    return app->journal == NULL ? none : journal_head(app->journal);
}

uint64_t app_event_log_hash(const struct app *app)
{
    return app->log_hash;
}

struct err app_journal_error(const struct app *app)
{
    return app->journal_error;
}

const struct core *app_core(const struct app *app)
{
    return &app->core;
}

struct app_counts app_counts_of(const struct app *app)
{
    struct app_counts counts = app->counts;
    counts.dropped_replies = backend_link_dropped(app);
    return counts;
}
