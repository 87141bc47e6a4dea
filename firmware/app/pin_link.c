/* PINs → verifier process → answers. Argon2id takes about a tenth of a second and 64 MiB: far too
 * long for a turn, so it has a process of its own. One PIN at a time. */
#include <sodium.h>
#include <string.h>
#include "app/state.h"

#define LOG_MODULE "pin"
#include "base/log.h"

enum { PIN_LIMIT_MS = 5000, PIN_LATENCY_MS = 100 };

struct pin_order {
    char hash[STAFF_HASH_SIZE];
    char pin[PIN_DIGITS_MAX + 1];
};

struct pin_answer {
    bool good;
};

static struct err open_verifier(void **out_context)
{
    *out_context = NULL;
    return OK;
}

static void verify(void *context, const void *request, void *reply)
{
    (void)context;
    const struct pin_order *order = request;
    struct pin_answer *answer = reply;
    answer->good = crypto_pwhash_str_verify(order->hash, order->pin, strlen(order->pin)) == 0;
}

static void close_verifier(void *context)
{
    (void)context;
}

struct err pin_link_open(struct app *app)
{
    struct worker_setup setup = {
        .name = "verifier",
        .mode = app->setup.worker_mode,
        .request_size = sizeof(struct pin_order),
        .reply_size = sizeof(struct pin_answer),
        .open = open_verifier,
        .work = verify,
        .close = close_verifier,
        .limit_ms = PIN_LIMIT_MS,
        .latency_ms = app->setup.repeatable ? PIN_LATENCY_MS : 0,
        .wait = app->setup.repeatable,
    };
    bool nobody = app->setup.staff == NULL || app->setup.staff->count == 0;
    return nobody ? OK : worker_open(&setup, &app->pin.verifier);
}

void pin_link_close(struct app *app)
{
    worker_close(app->pin.verifier);
    app->pin.verifier = NULL;
}

static void post(struct app *app, enum pin_result result)
{
    struct id verify_id = app->pin.verify_id;
    app->pin.verify_id = (struct id){0};
    app->event = (struct event){.kind = EV_PIN_VERIFIED};
    app->event.pin.verify_id = verify_id;
    app->event.pin.result = result;
    app_post(app, &app->event);
}

void pin_link_verify(struct app *app, int member, struct id verify_id, const char *pin)
{
    struct worker *w = app->pin.verifier;
    app->pin.lost = w == NULL || !worker_is_idle(w);
    app->pin.verify_id = verify_id;
    if (app->pin.lost) {
        return; /* told by the next turn: an effect never posts */
    }
    struct pin_order *order = worker_request(w);
    memcpy(order->hash, app->setup.staff->member[member].hash, sizeof order->hash);
    bool fits = str_copy(order->pin, sizeof order->pin, str_of(pin));
    if (!fits || failed(worker_submit(w, app->now_ms))) {
        app->pin.lost = true;
    }
}

void pin_link_step(struct app *app)
{
    const void *reply;
    if (app->pin.lost) {
        app->pin.lost = false;
        post(app, PIN_LOST);
    }
    if (app->pin.verifier == NULL) {
        return;
    }
    enum worker_event event = worker_take(app->pin.verifier, app->now_ms, &reply);
    if (event == WORKER_NOTHING) {
        return;
    }
    if (worker_is_idle(app->pin.verifier)) { /* the digits stay no longer than needed */
        sodium_memzero(worker_request(app->pin.verifier), sizeof(struct pin_order));
    }
    if (event == WORKER_DONE) {
        post(app, ((const struct pin_answer *)reply)->good ? PIN_GOOD : PIN_WRONG);
    } else {
        LOG_ERR("verifier lost out=%d", event == WORKER_OUT);
        post(app, PIN_LOST);
    }
}

uint64_t pin_link_next_ms(const struct app *app)
{
    if (app->pin.lost) {
        return app->now_ms;
    }
    return app->pin.verifier == NULL ? UINT64_MAX : worker_next_ms(app->pin.verifier);
}
