/* The journal's thread: until the disk has answered nothing of a step is carried out and nothing
 * else is decided; then all of it, or nothing when the disk said no. */
#include "tests/kit/kit.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include "app/app.h"
#include "app/loop.h"
#include "base/log.h"
#include "sim/backend_logic.h"
#include "sim/simple_devices_sim.h"
#include "tests/kit/blind_parts.h"
#include "tests/kit/gate_disk.h"
#include "tests/kit/near_http.h"

enum {
    ROUND_TRIP_MS = 20,
    TURN_MS = 5,
    PATIENCE_MS = 30000,
    LOOP_READS = 8,
    SYNCS_OF_A_START = 3, /* a new log and the row STARTED; what comes next meets the gate */
};

#define MORNING_MS INT64_C(1795483440000) /* Tuesday 2026-11-24 10:24 in Japan */

static const char CODE[] = "OP:000001";

struct site {
    struct gate_disk disk;
    struct backend_logic *backend;
    struct config config;
    struct clock_sim clock;
    struct near_http http;
    struct hal hal;
    struct app *app;
};

static void turn(struct site *d)
{
    app_turn(d->app, d->clock.now_ms);
    clock_sim_advance_to(&d->clock, d->clock.now_ms + TURN_MS);
}

/* As the loop does: sleeps until the thread calls. */
static void turn_until_done(struct site *d)
{
    while (app_is_busy(d->app)) {
        struct pollfd fds[APP_FDS_MAX];
        int count = app_poll_fds(d->app, fds, APP_FDS_MAX);
        assert_int_equal(poll(fds, (nfds_t)count, PATIENCE_MS), 1);
        turn(d);
    }
}

static uint64_t requests(const struct site *d)
{
    uint64_t count = 0;
    for (int i = 0; i < HTTP_UNDER_WAY_MAX; i++) {
        const struct near_exchange *x = &d->http.exchange[i];
        count += x->ticket != 0 && strcmp(x->path, "/v1/lookups") == 0;
    }
    return count;
}

static void open_app(struct site *d)
{
    struct app_setup setup = {.config = &d->config,
                              .hal = &d->hal,
                              .seed = 7,
                              .build = "test",
                              .vfs_name = d->disk.vfs.zName,
                              .worker_mode = WORKER_INLINE,
                              .repeatable = true,
                              .commit_beside = true,
                              .parts = blind_parts()};
    assert_ok(app_open(&setup, &d->app));
    turn(d);
    turn_until_done(d);
    for (int i = 0; i < 40; i++) { /* what a start asks of the backend is over */
        turn(d);
        turn_until_done(d);
    }
}

static int setup(void **state)
{
    struct site *d = calloc(1, sizeof *d);
    char folder[256];
    assert_non_null(d);
    kit_folder("app-slow-disk", folder);
    gate_disk_open(&d->disk);
    config_default(&d->config);
    snprintf(d->config.journal_file, sizeof d->config.journal_file, "%.200s/journal.db", folder);
    snprintf(d->config.key_folder, sizeof d->config.key_folder, "%s", folder);
    d->config.prefix_count = 1;
    memcpy(d->config.prefix[0].text, "OP:", sizeof "OP:");
    assert_ok(
        backend_logic_open(&(struct backend_logic_settings){.path = ":memory:"}, &d->backend));
    clock_sim_init(&d->clock, MORNING_MS);
    near_http_init(&d->http, d->backend, ROUND_TRIP_MS, MORNING_MS);
    d->hal = (struct hal){.clock = &d->clock.clock, .http = &d->http.http};
    open_app(d);
    *state = d;
    return 0;
}

static int teardown(void **state)
{
    struct site *d = *state;
    gate_disk_let_through(&d->disk, true);
    app_close(d->app);
    http_close(&d->http.http);
    backend_logic_close(d->backend);
    gate_disk_close(&d->disk);
    free(d);
    return 0;
}

static void show_code(struct site *d)
{
    app_code(d->app, (const uint8_t *)CODE, strlen(CODE));
    gate_disk_await_one(&d->disk);
}

static void nothing_is_carried_out_before_the_disk_has_it(void **state)
{
    struct site *d = *state;
    gate_disk_let_through(&d->disk, false);
    show_code(d);
    for (int i = 0; i < 100; i++) {
        assert_true(app_is_busy(d->app));
        assert_int_equal(app_turn(d->app, d->clock.now_ms), UINT64_MAX);
        assert_int_equal(requests(d), 0);
        clock_sim_advance_to(&d->clock, d->clock.now_ms + TURN_MS);
    }
    gate_disk_let_through(&d->disk, true);
    turn_until_done(d);
    turn(d);
    assert_int_equal(requests(d), 1);
}

static void a_disk_that_says_no_stops_everything(void **state)
{
    struct site *d = *state;
    gate_disk_let_through(&d->disk, false);
    show_code(d);
    gate_disk_fail(&d->disk);
    gate_disk_let_through(&d->disk, true);
    turn_until_done(d);
    assert_true(app_core(d->app)->journal_failed);
    for (int i = 0; i < 100; i++) {
        turn(d);
        turn_until_done(d);
        assert_int_equal(requests(d), 0);
    }
}

static void an_event_waits_for_the_step_before(void **state)
{
    struct site *d = *state;
    int before = app_journal_count(d->app, JOURNAL_VISIT_OPENED);
    for (int i = 0; i < 20; i++) { /* each with a commit under way when the next one comes */
        app_code(d->app, (const uint8_t *)CODE, strlen(CODE));
        app_action(d->app, ACTOR_APPLICANT, ACTION_FINISH, 0);
    }
    turn_until_done(d);
    assert_false(app_core(d->app)->journal_failed);
    assert_int_equal(app_journal_count(d->app, JOURNAL_VISIT_OPENED), before + 20);
}

static void closing_waits_for_the_disk(void **state)
{
    struct site *d = *state;
    uint64_t before = app_journal_head(d->app).row_count;
    app_code(d->app, (const uint8_t *)CODE, strlen(CODE));
    assert_true(app_is_busy(d->app));
    app_close(d->app);
    open_app(d);
    assert_true(app_journal_head(d->app).row_count > before);
    assert_ok(app_journal_error(d->app));
}

/* A clock that stops the loop after some turns. */
struct stop_clock {
    struct clock clock;
    struct clock *under;
    int *stop;
    int reads_left;
};

static uint64_t stop_clock_monotonic_ms(const struct clock *c)
{
    struct stop_clock *s = (struct stop_clock *)(void *)(uintptr_t)c;
    *s->stop = --s->reads_left <= 0;
    return clock_monotonic_ms(s->under);
}

static int64_t stop_clock_wall_ms(const struct clock *c)
{
    return clock_wall_ms(((const struct stop_clock *)(const void *)c)->under);
}

static const struct clock_ops stop_clock_ops = {.monotonic_ms = stop_clock_monotonic_ms,
                                                .wall_ms = stop_clock_wall_ms};

static void run_loop(struct site *d, struct loop *loop)
{
    int stop = 0;
    struct stop_clock clock = {.clock = {&stop_clock_ops},
                               .under = &d->clock.clock,
                               .stop = &stop,
                               .reads_left = LOOP_READS};
    struct hal hal = d->hal;
    hal.clock = &clock.clock;
    loop->hal = &hal;
    loop->stop = &stop;
    loop_run(loop);
    loop->hal = NULL;
    loop->stop = NULL;
}

/* Found in the emulated machine: the first commits took longer than the first turn. */
static void nothing_is_painted_before_the_first_view(void **state)
{
    struct site *d = *state;
    struct loop *loop = calloc(1, sizeof *loop);
    assert_non_null(loop);
    loop->applicant = calloc(1, sizeof *loop->applicant);
    loop->staff = calloc(1, sizeof *loop->staff);
    app_close(d->app);
    assert_ok(app_open(&(struct app_setup){.config = &d->config,
                                           .hal = &d->hal,
                                           .seed = 8,
                                           .build = "test",
                                           .vfs_name = d->disk.vfs.zName,
                                           .worker_mode = WORKER_INLINE,
                                           .commit_beside = true,
                                           .parts = blind_parts()},
                       &d->app));
    struct ui_setup screens = {
        .headless = true, .trees_only = true, .applicant = true, .staff = true, .title = "test"};
    assert_ok(ui_open(&screens, &loop->ui));
    loop->app = d->app;
    gate_disk_close_after(&d->disk, SYNCS_OF_A_START);
    run_loop(d, loop);
    assert_true(app_is_busy(d->app)); /* the start stands before the gate */
    assert_null(loop->applicant->config);
    gate_disk_let_through(&d->disk, true);
    turn_until_done(d);
    run_loop(d, loop);
    assert_non_null(loop->applicant->config);
    ui_close(loop->ui);
    free(loop->applicant);
    free(loop->staff);
    free(loop);
}

int main(void)
{
    log_set_level(LOG_LEVEL_SILENT);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nothing_is_carried_out_before_the_disk_has_it, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_disk_that_says_no_stops_everything, setup, teardown),
        cmocka_unit_test_setup_teardown(an_event_waits_for_the_step_before, setup, teardown),
        cmocka_unit_test_setup_teardown(closing_waits_for_the_disk, setup, teardown),
        cmocka_unit_test_setup_teardown(nothing_is_painted_before_the_first_view, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
