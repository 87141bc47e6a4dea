/* One terminal of the world: the product on virtual devices and a disk that loses power. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "hal/http.h"
#include "sim/seed_data.h"
#include "sim/world_parts.h"

static struct err open_nothing(void **out_context)
{
    *out_context = NULL;
    return OK;
}

static void close_nothing(void *context)
{
    (void)context;
}

static void see_nothing(void *context, const void *request, void *reply)
{
    (void)context;
    (void)request;
    *(int *)reply = 0;
}

static const struct worker_setup decoder = {.name = "decoder",
                                            .mode = WORKER_INLINE,
                                            .request_size = sizeof(int),
                                            .reply_size = sizeof(int),
                                            .open = open_nothing,
                                            .work = see_nothing,
                                            .close = close_nothing};
static void set(char *out, size_t cap, const char *text)
{
    bool fits = str_copy(out, cap, str_of(text));
    assert(fits);
    (void)fits;
}

static void make_config(struct world_terminal *t)
{
    struct config *c = &t->config;
    config_default(c);
    snprintf(c->terminal_id, sizeof c->terminal_id, "world-%d", t->no);
    c->terminal_letter = (char)('A' + t->no);
    set(c->office_id, sizeof c->office_id, SEED_OFFICE_ID);
    set(c->office_name, sizeof c->office_name, SEED_OFFICE_NAME);
    set(c->journal_file, sizeof c->journal_file, "journal.db");
    set(c->prefix[0].text, sizeof c->prefix[0].text, SEED_OPAQUE_PREFIX);
    c->prefix_count = 1;
    c->open_minute = 0; /* the wall clock jumps: no hour of the day may stop the world */
    c->noon_from_minute = c->noon_to_minute = 0;
    c->close_minute = 24 * 60;
    c->saturday_closed = c->sunday_closed = false;
}

struct err world_terminal_open(struct world *w, int no)
{
    struct world_terminal *t = calloc(1, sizeof *t);
    if (t == NULL) {
        return FAIL(NO_MEMORY);
    }
    w->terminal[no] = t;
    t->world = w;
    t->no = no;
    snprintf(t->vfs_name, sizeof t->vfs_name, "world-%d", no);
    const struct world_hooks *hooks = w->setup.hooks;
    snprintf(t->vfs_used, sizeof t->vfs_used, "%s%s",
             hooks == NULL || hooks->vfs == NULL ? "" : hooks->vfs, t->vfs_name);
    t->vfs = crash_vfs_open(&t->disk, t->vfs_name);
    make_config(t);
    return OK;
}

static void close_printers(struct world_terminal *t)
{
    slip_printer_sim_close(t->slip_printer);
    certificate_printer_sim_close(t->certificate_printer);
    t->slip_printer = NULL;
    t->certificate_printer = NULL;
}

static void shut(struct world_terminal *t)
{
    if (t->app != NULL) {
        t->disk.off = true; /* nothing reaches the disk any more, not even a farewell */
        hash_u64(&t->world->hash, app_event_log_hash(t->app));
        app_close(t->app);
        hal_close(&t->hal);
        t->app = NULL;
    }
}

void world_terminal_close(struct world_terminal *t)
{
    if (t == NULL) {
        return;
    }
    shut(t);
    close_printers(t);
    crash_vfs_close(t->vfs);
    crash_disk_deinit(&t->disk);
    free(t);
}

struct err world_terminal_reset(struct world_terminal *t)
{
    struct world *w = t->world;
    shut(t);
    close_printers(t);
    TRY(world_keys_reset(&w->keys, t->no, t->config.key_folder));
    crash_disk_copy(&t->disk, &w->blank, w->report.seed * 31 + (uint64_t)t->no);
    struct slip_printer_sim_settings slip = {.width_dots = t->config.slip_width_dots,
                                             .dpi = t->config.slip_dpi};
    struct err e = slip_printer_sim_open(&slip, &t->slip_printer);
    e = failed(e) ? e : certificate_printer_sim_open(NULL, &t->certificate_printer);
    assert(!failed(e));
    clock_sim_init(&t->clock, world_wall_ms(w));
    rng_init(&t->rng, w->report.seed * 97 + (uint64_t)t->no);
    t->due_ms = t->off_until_ms = t->paused_until_ms = 0;
    t->held_by = -1;
    t->starts = t->jobs_seen = t->jobs_known = t->sheets_seen = 0;
    t->rows_known = t->shown_ms = 0;
    t->spoiled_seen = t->disk_faulty = false;
    t->slips_seen = 0;
    t->leftover[0] = '\0';
    world_clerk_forget(t);
    t->clerk.due_ms = 1000 + (uint64_t)t->no * 37;
    return OK;
}

static void plug_in(struct world_terminal *t)
{
    lamp_sim_init(&t->lamp);
    sound_sim_init(&t->sound);
    scanner_sim_init(&t->scanner);
    watchdog_sim_init(&t->watchdog);
    world_net_http(t->world, t->no);
    t->hal = (struct hal){
        .clock = &t->clock.clock,
        .slip_printer = slip_printer_sim_printer(t->slip_printer),
        .certificate_printer = certificate_printer_sim_printer(t->certificate_printer),
        .http = &t->http.http,
        .lamp = &t->lamp.lamp,
        .sound = &t->sound.sound,
        .scanner = &t->scanner.scanner,
        .watchdog = &t->watchdog.watchdog,
    };
}

static ssize_t log_line_of(void *cookie, const char *bytes, size_t n)
{
    const struct world_terminal *t = cookie;
    fprintf(t->world->setup.log, "T%d ", t->no);
    fwrite(bytes, 1, n, t->world->setup.log);
    return (ssize_t)n;
}

static void close_log(struct world_terminal *t)
{
    if (t->log != NULL) {
        fclose(t->log);
        t->log = NULL;
    }
}

static void open_log(struct world_terminal *t)
{
    close_log(t);
    if (t->world->setup.log != NULL) {
        t->log = fopencookie(t, "w", (cookie_io_functions_t){.write = log_line_of});
        assert(t->log != NULL);
        setvbuf(t->log, NULL, _IONBF, 0);
    }
}

void world_terminal_on(struct world_terminal *t)
{
    struct world *w = t->world;
    const struct world_hooks *hooks = w->setup.hooks;
    assert(t->app == NULL);
    if (t->starts > 0) {
        crash_disk_power_on(&t->disk);
    }
    t->starts++;
    plug_in(t);
    open_log(t);
    struct app_parts parts = {.decoder = &decoder, .renderer = &world_renderer};
    if (hooks != NULL && hooks->parts != NULL) {
        parts.step = hooks->parts->step;
    }
    struct app_setup setup = {.config = &t->config,
                              .staff = w->has_staff ? &w->staff : NULL,
                              .hal = &t->hal,
                              .seed = w->report.seed * 1000003 + (uint64_t)t->no * 101 +
                                      (uint64_t)t->starts,
                              .build = "world",
                              .vfs_name = t->vfs_used,
                              .worker_mode = WORKER_INLINE,
                              .repeatable = true,
                              .event_log = t->log,
                              .parts = &parts};
    clock_sim_advance_to(&t->clock, w->now_ms);
    struct err e = app_open(&setup, &t->app);
    struct err journal = failed(e) ? e : app_journal_error(t->app);
    int64_t found = failed(journal) ? -1 : (int64_t)app_journal_head(t->app).row_count;
    HISTORY(w->history, start, w->now_ms, N(t->no), N(t->starts), N(t->rows_known), N(found),
            T(err_name(journal)), N(t->disk_faulty));
    t->rows_known = failed(journal) ? t->rows_known : (uint64_t)found;
    if (failed(e)) {
        t->app = NULL;
        hal_close(&t->hal);
        t->off_until_ms = w->now_ms + 5000;
        return;
    }
    t->due_ms = w->now_ms;
    t->clerk.seen_version = UINT64_MAX;
    world_note(w, t->no, "world", "on", -1);
}

void world_terminal_off(struct world_terminal *t, uint64_t for_ms, const char *why)
{
    struct world *w = t->world;
    if (t->app == NULL) {
        return;
    }
    uint64_t rows = app_journal_head(t->app).row_count;
    t->rows_known = rows > t->rows_known ? rows : t->rows_known;
    w->report.restarts++;
    world_note(w, t->no, "world", why, -1);
    shut(t);
    close_log(t);
    t->disk_faulty = false;
    t->paused_until_ms = 0;
    t->off_until_ms = w->now_ms + for_ms;
    world_people_see_it_dark(w, t->no);
}

bool world_terminal_runs(const struct world_terminal *t)
{
    return t->app != NULL && t->paused_until_ms <= t->world->now_ms;
}

uint64_t world_terminal_due_ms(const struct world_terminal *t)
{
    if (t->app == NULL) {
        return t->off_until_ms;
    }
    return t->paused_until_ms > t->world->now_ms ? t->paused_until_ms : t->due_ms;
}

void world_terminal_turn(struct world_terminal *t)
{
    struct world *w = t->world;
    if (!world_terminal_runs(t)) {
        return;
    }
    clock_sim_advance_to(&t->clock, w->now_ms);
    uint64_t next = app_turn(t->app, w->now_ms);
    t->due_ms = next > w->now_ms ? next : w->now_ms + 1;
    if (t->disk.off) {
        world_terminal_off(t, world_between(&t->rng, 3000, 60000), "power went in a write");
    }
    world_terminal_look_at_tray(t);
}
