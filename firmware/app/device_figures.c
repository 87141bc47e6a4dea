/* What S09 shows beside each device although nothing is wrong: how it does just now. */
#include <sys/statvfs.h>
#include "app/state.h"
#include "hal/sound.h"
#include "scan/dirt.h"

enum { RATE_EVERY_MS = 1000, DISK_EVERY_MS = 10000, SECOND_MS = 1000 };

void device_figures_note(struct app *app, const struct event *ev)
{
    struct device_figures *f = &app->bench.figures;
    if (ev->kind == EV_CODE_READ) {
        f->last_code_wall_ms = app->wall_ms;
    } else if (ev->kind == EV_REPLY && ev->reply->server_at_ms != 0) {
        f->clock_is_known = true;
        f->clock_ahead_ms = app->wall_ms - ev->reply->server_at_ms;
    }
}

static struct strbuf row_of(struct staff_view *view, int device)
{
    struct device_row *row = &view->device[device];
    return strbuf_on(row->figures, sizeof row->figures);
}

static void measure_rate(struct app *app)
{
    struct device_figures *f = &app->bench.figures;
    uint64_t past_ms = app->now_ms - f->rate_at_ms;
    if (past_ms >= RATE_EVERY_MS) {
        f->frames_a_second = (int)((app->counts.frames - f->frames) * SECOND_MS / past_ms);
        f->frames = app->counts.frames;
        f->rate_at_ms = app->now_ms;
    }
}

/* Of the disk that the journal lies on. A repeatable run shows nothing of its machine. */
static void measure_disk(struct app *app)
{
    struct device_figures *f = &app->bench.figures;
    struct statvfs disk;
    bool due = f->disk_at_ms == 0 || app->now_ms >= f->disk_at_ms + DISK_EVERY_MS;
    if (app->setup.repeatable || !due || statvfs(app->setup.config->journal_file, &disk) != 0) {
        return;
    }
    f->disk_at_ms = app->now_ms;
    f->disk_free_mb = (int64_t)(disk.f_bavail / 1024 * disk.f_frsize / 1024);
}

/* A speaker is no device of the core: without one every sound still has its picture. */
static void show_sound(const struct app *app, struct staff_view *view)
{
    bool heard = sound_is_available(app->hal->sound);
    if (view->device_count == DEVICE_ROWS_MAX) {
        return;
    }
    struct device_row *row = &view->device[view->device_count++];
    row->name = "音";
    row->level = heard ? DEVICE_OK : DEVICE_ATTENTION;
    struct strbuf state = strbuf_on(row->state, sizeof row->state);
    strbuf_text(&state, heard ? "" : "鳴りません");
    struct strbuf cure = strbuf_on(row->cure, sizeof row->cure);
    strbuf_text(&cure, heard ? "" : "スピーカーの線を確認してください。");
}

void device_figures_show(struct app *app, struct staff_view *view)
{
    const struct device_figures *f = &app->bench.figures;
    if (view->screen != SCREEN_S09 || view->device_count < CORE_DEVICE_COUNT) {
        return;
    }
    measure_rate(app);
    measure_disk(app);
    struct strbuf camera = row_of(view, DEVICE_CAMERA);
    strbuf_format(&camera, "毎秒%dコマ", f->frames_a_second);
    if (app->scan.dirt.score != DIRT_UNKNOWN) {
        strbuf_format(&camera, "　汚れ %d%%", app->scan.dirt.score);
    }
    if (f->last_code_wall_ms != 0) {
        struct civil at = civil_of(f->last_code_wall_ms);
        struct strbuf decoder = row_of(view, DEVICE_DECODER);
        strbuf_format(&decoder, "最後 %d:%02d", at.hour, at.minute);
    }
    if (f->clock_is_known) {
        struct strbuf backend = row_of(view, DEVICE_BACKEND);
        strbuf_format(&backend, "時計の差 %d秒", (int)(f->clock_ahead_ms / SECOND_MS));
    }
    if (f->disk_at_ms != 0) {
        struct strbuf journal = row_of(view, DEVICE_JOURNAL);
        strbuf_format(&journal, "空き %d.%dGB", (int)(f->disk_free_mb / 1024),
                      (int)(f->disk_free_mb % 1024 * 10 / 1024));
    }
    show_sound(app, view);
}
