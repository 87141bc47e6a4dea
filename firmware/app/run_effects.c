#include <sodium.h>
#include <string.h>
#include "app/state.h"
#include "hal/sound.h"

#define LOG_MODULE "app"
#include "base/log.h"

/* Splits the step's remembered part from its carried-out part, keeping the order of each. */
static struct journal_batch collect(struct app *app)
{
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
            s->state = e->settle.aside ? OUTBOX_ASIDE : OUTBOX_ACKED;
            s->result = e->settle.result;
        }
    }
    return batch;
}

static struct err remember(struct app *app)
{
    struct journal_batch batch = collect(app);
    if (batch.count == 0) {
        return OK;
    }
    if (app->journal == NULL) {
        return app->journal_error;
    }
    TRY(journal_append(app->journal, &batch));
    app->backend.outbox_dirty |= batch.put_count > 0 || batch.settle_count > 0;
    return OK;
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
        if (failed(report_export_day(app))) {
            LOG_ERR("daily report not written");
        }
        break;
    default: /* remembered already */
        break;
    }
}

void run_effects(struct app *app)
{
    struct err remembered = remember(app);
    if (failed(remembered) && !app->core.journal_failed) {
        LOG_ERR("journal append failed err=%s; nothing of this step is carried out",
                err_name(remembered));
        app->journal_error = remembered;
        app->event = (struct event){.kind = EV_JOURNAL_FAILED, .journal_error = remembered};
        app_post(app, &app->event);
        return;
    }
    for (int i = 0; i < app->effects.count; i++) {
        struct effect *e = &app->effects.effect[i];
        if (!failed(remembered) || e->kind == FX_SIGNAL) {
            carry_out(app, e);
        }
        if (e->kind == FX_VERIFY_PIN) {
            sodium_memzero(e->verify.pin, sizeof e->verify.pin);
        }
        if (e->kind == FX_SEND) { /* the payload of a pickup code lives no longer than needed */
            sodium_memzero(e->request.code, sizeof e->request.code);
        }
    }
}
