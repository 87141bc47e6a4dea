#include <assert.h>
#include <sodium.h>
#include <string.h>
#include "app/state.h"
#include "app/side_thread.h"
#include "hal/sound.h"

#define LOG_MODULE "app"
#include "base/log.h"

static_assert((int)EFFECTS_MAX <= (int)JOURNAL_BATCH_MAX); /* the largest step is one transaction */

/* Splits the step's remembered part from its carried-out part, keeping the order of each. */
static struct journal_batch collect(struct app *app)
{
    static const enum outbox_state states[] = {[SETTLE_OVER] = OUTBOX_ACKED,
                                               [SETTLE_ASIDE] = OUTBOX_ASIDE,
                                               [SETTLE_AGAIN] = OUTBOX_QUEUED};
    struct journal_batch batch = {.rows = app->rows, .puts = app->puts, .settles = app->settles};
    for (int i = 0; i < app->effects.count; i++) {
        const struct effect *e = &app->effects.effect[i];
        if (e->kind == FX_JOURNAL) {
            app->rows[batch.count++] = e->row;
        } else if (e->kind == FX_OUTBOX) {
            app->puts[batch.put_count++] = e->request;
        } else if (e->kind == FX_OUTBOX_SETTLE) {
            struct outbox_settle *s = &app->settles[batch.settle_count++];
            s->idempotency_key = e->settle.idempotency_key;
            s->state = states[e->settle.to];
            s->result = e->settle.result;
        }
    }
    return batch;
}

static struct err write_rows(void *context)
{
    struct app *app = context;
    const struct journal_batch *batch = &app->commit.batch;
    TRY(words_link_keep(app));
    TRY(journal_append(app->journal, batch));
    app->refused.is_stale |= batch->settle_count > 0;
    app->backend.outbox.is_behind |= batch->put_count > 0 || batch->settle_count > 0;
    return OK;
}

static struct err write_names(void *context)
{
    struct app *app = context;
    kept_link_note(app, app->commit.reply);
    return OK;
}

static struct err write_tries(void *context)
{
    return outbox_link_keep(context);
}

/* False: there is no thread for it, so it is to be done within the turn. */
static bool starts_beside(struct app *app, enum commit_stage stage, struct err (*work)(void *))
{
    if (app->commit.thread == NULL) {
        return false;
    }
    app->commit.stage = stage;
    side_thread_start(app->commit.thread, work, app);
    return true;
}

static void carry_out(struct app *app, const struct effect *e)
{
    switch (e->kind) {
    case FX_SEND:
        backend_link_send(app, &e->request);
        break;
    case FX_PRINT:
        print_link_order(app, &e->print);
        break;
    case FX_TONE:
        device_link_tone(app, e->tone);
        break;
    case FX_SAY:
        device_link_say(app, e->clip);
        break;
    case FX_VOLUME:
        sound_set_volume(app->hal->sound, e->volume_percent);
        break;
    case FX_SIGNAL:
        device_link_signal(app, e->signal);
        break;
    case FX_SCAN_REARM:
        debounce_init(&app->scan.debounce);
        debounce_arm(&app->scan.debounce);
        break;
    case FX_VERIFY_PIN:
        pin_link_verify(app, e->verify.member, e->verify.verify_id, e->verify.pin);
        break;
    case FX_EXPORT_DAY:
        report_link_export(app);
        break;
    default: /* remembered already */
        break;
    }
}

/* Whose names the answer brought is forgotten here: the core and the journal have what they keep.
 */
static void end_step(struct app *app)
{
    struct backend_reply *reply = app->backend.reply;
    if (reply != NULL && app->commit.reply == reply) {
        size_t read = (size_t)reply->application_count * sizeof reply->application[0];
        sodium_memzero(reply->application, read);
    }
    app->commit.reply = NULL;
}

static void keep_names(struct app *app)
{
    if (app->commit.reply == NULL || !kept_link_wants(app, app->commit.reply)) {
        end_step(app);
    } else if (!starts_beside(app, COMMIT_NAMES, write_names)) {
        IGNORE_ERR(write_names(app)); /* told in the log; nobody waits for it */
        end_step(app);
    }
}

void run_effects_keep_tries(struct app *app)
{
    assert(app->commit.stage == COMMIT_NOTHING);
    bool any = app->backend.outbox.noted_count > 0;
    if (any && !starts_beside(app, COMMIT_TRIES, write_tries)) {
        IGNORE_ERR(write_tries(app)); /* as above */
    }
}

static void carry_out_all(struct app *app, bool remembered)
{
    for (int i = 0; i < app->effects.count; i++) {
        struct effect *e = &app->effects.effect[i];
        if (remembered || e->kind == FX_SIGNAL) {
            carry_out(app, e);
        }
        if (e->kind == FX_VERIFY_PIN) {
            sodium_memzero(e->verify.pin, sizeof e->verify.pin);
        }
        if (e->kind == FX_KEEP_WORDS) {
            sodium_memzero(e->words.text, sizeof e->words.text);
        }
        if (e->kind == FX_SEND) { /* the payload of a pickup code lives no longer than needed */
            sodium_memzero(e->request.code, sizeof e->request.code);
        }
    }
}

static void finish(struct app *app, struct err remembered)
{
    if (!failed(remembered) || app->core.journal_failed) {
        carry_out_all(app, !failed(remembered));
        keep_names(app);
        return;
    }
    LOG_ERR("journal append failed err=%s; nothing of this step is carried out",
            err_name(remembered));
    end_step(app);
    app->journal_error = remembered;
    app->event = (struct event){.kind = EV_JOURNAL_FAILED, .journal_error = remembered};
    app_post(app, &app->event);
}

void run_effects(struct app *app, const struct backend_reply *reply)
{
    app->commit.reply = reply;
    app->commit.batch = collect(app);
    if (app->commit.batch.count == 0) { /* what is owed stands behind a row */
        assert(app->commit.batch.put_count == 0 && app->commit.batch.settle_count == 0);
        finish(app, OK);
    } else if (app->journal == NULL) {
        finish(app, app->journal_error);
    } else if (!starts_beside(app, COMMIT_ROWS, write_rows)) {
        finish(app, write_rows(app));
    }
}

static void end_stage(struct app *app, struct err result)
{
    enum commit_stage ended = app->commit.stage;
    app->commit.stage = COMMIT_NOTHING;
    if (ended == COMMIT_ROWS) {
        finish(app, result);
    } else {
        end_step(app);
    }
}

bool effects_step(struct app *app)
{
    struct err result;
    while (app->commit.stage != COMMIT_NOTHING && side_thread_take(app->commit.thread, &result)) {
        end_stage(app, result);
    }
    return app->commit.stage == COMMIT_NOTHING;
}

void effects_settle(struct app *app)
{
    struct err result;
    while (app->commit.stage != COMMIT_NOTHING && side_thread_wait(app->commit.thread, &result)) {
        end_stage(app, result);
    }
}
