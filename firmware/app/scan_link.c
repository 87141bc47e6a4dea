#include "app/scan_link.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "app/decoder_lock.h"
#include "app/state.h"
#include "hal/scanner.h"

#define LOG_MODULE "scan"
#include "base/log.h"

static struct err open_engine(void **out_context)
{
    struct scan_engine *engine;
    TRY(scan_open(&engine));
    *out_context = engine;
    return OK;
}

static void decode(void *context, const void *request, void *reply)
{
    const struct scan_order *order = request;
    struct scan_answer *answer = reply;
    struct image_gray frame = {order->pixels, order->width_px, order->height_px, order->width_px};
    answer->err = scan_frame(context, &frame, SCAN_EFFORT_FRAME, &answer->result);
}

static void close_engine(void *context)
{
    scan_close(context);
}

struct worker_setup scan_link_decoder(void)
{
    return (struct worker_setup){
        .name = "decoder",
        .mode = WORKER_PROCESS,
        .request_size = sizeof(struct scan_order),
        .reply_size = sizeof(struct scan_answer),
        .open = open_engine,
        .work = decode,
        .close = close_engine,
        .lock = decoder_lock,
        .limit_ms = SCAN_LIMIT_MS,
        .spin_ms = SCAN_SPIN_MS,
        .cpu_limit_s = SCAN_CPU_LIMIT_S,
    };
}

struct err scan_link_open(struct app *app)
{
    struct scan_link *l = &app->scan;
    debounce_init(&l->debounce);
    dirt_init(&l->dirt);
    debounce_arm(&l->debounce);
    l->missed = malloc(sizeof *l->missed);
    if (l->missed == NULL) {
        return FAIL(NO_MEMORY);
    }
    const struct app_parts *parts = app->setup.parts;
    struct worker_setup setup = scan_link_decoder();
    setup.mode = app->setup.worker_mode;
    setup.latency_ms = app->setup.repeatable ? SCAN_LATENCY_MS : 0;
    setup.limit_ms = app->setup.repeatable ? SCAN_PATIENCE_MS : SCAN_LIMIT_MS;
    setup.wait = app->setup.repeatable;
    return worker_open(parts == NULL ? &setup : parts->decoder, &l->decoder);
}

void scan_link_close(struct app *app)
{
    worker_close(app->scan.decoder);
    app->scan.decoder = NULL;
    free(app->scan.missed);
    app->scan.missed = NULL;
}

/* Mean of a sparse sample of the cell: enough to see a hand, cheap enough for every frame. */
static uint8_t cell_mean(const struct image_gray *f, int column, int row)
{
    int x0 = column * f->width_px / MOTION_COLUMNS,
        x1 = (column + 1) * f->width_px / MOTION_COLUMNS;
    int y0 = row * f->height_px / MOTION_ROWS, y1 = (row + 1) * f->height_px / MOTION_ROWS;
    unsigned sum = 0, count = 0;
    for (int y = y0; y < y1; y += 4) {
        const uint8_t *line = f->pixels + (size_t)y * (size_t)f->stride;
        for (int x = x0; x < x1; x += 4) {
            sum += line[x];
            count++;
        }
    }
    return (uint8_t)(count == 0 ? 0 : sum / count);
}

/* Whether the frame differs from `seen`, which then becomes the frame. */
static bool differs(uint8_t seen[MOTION_CELLS], const struct image_gray *f)
{
    uint8_t cell[MOTION_CELLS];
    bool moved = false;
    for (int i = 0; i < MOTION_CELLS; i++) {
        cell[i] = cell_mean(f, i % MOTION_COLUMNS, i / MOTION_COLUMNS);
        moved |= abs(cell[i] - seen[i]) >= MOTION_STEP;
    }
    if (moved) {
        memcpy(seen, cell, sizeof cell);
    }
    return moved;
}

static bool has_moved(struct scan_link *l, const struct image_gray *f)
{
    bool moved = differs(l->cell, f) || !l->has_cells;
    if (moved) {
        l->has_cells = true;
        l->again = 0;
    }
    return moved;
}

static uint64_t identity_of(struct code_hash hash)
{
    uint64_t identity = 0;
    for (int i = 0; i < 8; i++) {
        identity = identity << 8 | hash.byte[i];
    }
    return identity;
}

static struct code_shape shape_of(const struct scan_code *code)
{
    return (struct code_shape){.bytes = code->bytes,
                               .length = code->length,
                               .partial = code->symbology == SCAN_QR_PART,
                               .barcode = code->symbology == SCAN_BARCODE};
}

static enum code_kind kind_of(const struct app *app, struct code_shape code)
{
    const struct config *config = app->setup.config;
    return code_kind_of(code, config->prefix, config->prefix_count);
}

static void post_code(struct app *app, struct code_shape code, enum code_kind kind)
{
    const struct config *config = app->setup.config;
    struct event *ev = &app->event;
    memset(ev, 0, sizeof *ev);
    if (kind == CODE_ITEM_TAG) {
        ev->kind = EV_TAG_READ;
        if (str_copy(ev->tag.text, sizeof ev->tag.text,
                     (struct str){(const char *)code.bytes, code.length})) {
            app_post(app, ev);
        }
        return;
    }
    struct pickup_token token;
    ev->kind = EV_CODE_READ;
    ev->code.kind = kind;
    ev->code.hash = code_hash_of(code.bytes, code.length, app->code_key);
    ev->code.check = pickup_code_check(code.bytes, code.length, config->key, config->key_count,
                                       app->wall_ms / 1000, &token);
    if (code_kind_is_pickup(kind)) {
        ev->code.bytes = code.bytes;
        ev->code.length = (uint16_t)code.length;
    }
    app_post(app, ev);
}

void app_code(struct app *app, const uint8_t *bytes, size_t n)
{
    struct code_shape code = {.bytes = bytes, .length = n};
    assert(n <= SCAN_PAYLOAD_MAX);
    post_code(app, code, kind_of(app, code));
}

/* The code that counts: the only pickup code in view, else the first one. -1: two pickup codes. */
static int choose_code(const struct app *app, const struct scan_result *r, enum code_kind *kinds)
{
    int chosen = 0, pickups = 0;
    for (int i = 0; i < r->code_count; i++) {
        kinds[i] = kind_of(app, shape_of(&r->code[i]));
        bool first = pickups == 0;
        bool same = !first && r->code[i].length == r->code[chosen].length &&
                    memcmp(r->code[i].bytes, r->code[chosen].bytes, r->code[i].length) == 0;
        if (code_kind_is_pickup(kinds[i]) && !same) {
            pickups++;
            chosen = first ? i : chosen;
        }
    }
    return pickups > 1 ? -1 : chosen;
}

enum { SEVERAL_IDENTITY = 1 };

static void handle_codes(struct app *app, const struct scan_result *r)
{
    struct scan_link *l = &app->scan;
    enum code_kind kinds[SCAN_CODES_MAX];
    l->seen_count = 0;
    if (r->code_count <= 0) {
        return;
    }
    int chosen = choose_code(app, r, kinds);
    uint64_t identity = SEVERAL_IDENTITY;
    if (chosen >= 0) {
        const struct scan_code *code = &r->code[chosen];
        identity = identity_of(code_hash_of(code->bytes, code->length, app->code_key));
    }
    l->seen[l->seen_count++] = identity;
    if (!debounce_see(&l->debounce, identity, l->frame_at_ms)) {
        return;
    }
    if (chosen >= 0) {
        post_code(app, shape_of(&r->code[chosen]), kinds[chosen]);
    } else {
        app->event = (struct event){.kind = EV_CODES_SEVERAL};
        app_post(app, &app->event);
    }
    debounce_arm(&l->debounce);
}

static void post_in_view(struct app *app, const struct in_view *now)
{
    struct scan_link *l = &app->scan;
    const struct in_view *last = &l->in_view;
    bool same_carrier = now->carrier == SCAN_CARRIER_UNKNOWN || last->carrier == now->carrier;
    if (last->hint == now->hint && same_carrier && last->finder_seen == now->finder_seen &&
        last->code_seen == now->code_seen) {
        return;
    }
    l->in_view = *now;
    app->event = (struct event){.kind = EV_IN_VIEW};
    app->event.in_view.hint = now->hint;
    app->event.in_view.carrier = now->carrier;
    app->event.in_view.finder_seen = now->finder_seen;
    app->event.in_view.code_seen = now->code_seen;
    app_post(app, &app->event);
}

static void handle_answer(struct app *app, const struct scan_answer *answer)
{
    app->counts.decodes++;
    if (failed(answer->err) || !scan_answer_is_sane(answer)) {
        LOG_WARN("decoder answer refused err=%d", (int)answer->err.code);
        return;
    }
    const struct scan_result *r = &answer->result;
    bool seen = r->finder_seen || r->hint != SCAN_HINT_NOTHING;
    app->scan.again_max = r->code_count > 0 ? 0 : seen ? SCAN_AGAIN_MAX : SCAN_AGAIN_BLANK;
    bool read = r->code_count > 0;
    post_in_view(app, &(struct in_view){.hint = read ? SCAN_HINT_NONE : r->hint,
                                        .carrier = r->carrier,
                                        .finder_seen = r->finder_seen,
                                        .code_seen = read});
    handle_codes(app, r);
}

static void set_health(struct app *app, enum core_device device, enum device_health health)
{
    app->event = (struct event){.kind = EV_DEVICE};
    app->event.device.device = device;
    app->event.device.health = health;
    app_post(app, &app->event);
}

static void take_answers(struct app *app)
{
    const void *reply;
    switch (worker_take(app->scan.decoder, app->now_ms, &reply)) {
    case WORKER_DONE:
        if (app->scan.is_out) {
            app->scan.is_out = false;
            set_health(app, DEVICE_DECODER, HEALTH_OK);
        }
        handle_answer(app, reply);
        break;
    case WORKER_OUT:
        app->scan.is_out = true;
        app->scan.revive_at_ms = app->now_ms + SCAN_REVIVE_MS;
        set_health(app, DEVICE_DECODER, HEALTH_DOWN);
        break;
    case WORKER_DIED:
    case WORKER_NOTHING:
        break;
    }
}

static void copy_frame(struct scan_order *order, const struct image_gray *f)
{
    order->width_px = f->width_px;
    order->height_px = f->height_px;
    for (int y = 0; y < f->height_px; y++) {
        memcpy(order->pixels + (size_t)y * (size_t)f->width_px,
               f->pixels + (size_t)y * (size_t)f->stride, (size_t)f->width_px);
    }
}

static void submit(struct app *app)
{
    app->scan.frame_at_ms = app->now_ms;
    IGNORE_ERR(worker_submit(app->scan.decoder, app->now_ms)); /* a dead one is told by take */
}

/* Told when a round ends otherwise than the one before: staff wipe the lens when it suits them. */
static void look_for_dirt(struct app *app, const struct image_gray *f)
{
    struct scan_link *l = &app->scan;
    if (app->now_ms < l->dirt_due_ms) {
        return;
    }
    l->dirt_due_ms = app->now_ms + DIRT_EVERY_MS;
    if (!dirt_look(&l->dirt, f) || l->dirt.score == DIRT_UNKNOWN) {
        return;
    }
    bool dirty = l->dirt.score >= DIRT_ATTENTION;
    LOG_INFO("lens dirt score=%d", l->dirt.score);
    if (dirty != l->is_dirty && !l->camera_lost) {
        l->is_dirty = dirty;
        app->event = (struct event){.kind = EV_DEVICE};
        app->event.device.device = DEVICE_CAMERA;
        app->event.device.health = dirty ? HEALTH_ATTENTION : HEALTH_OK;
        app->event.device.fault = dirty ? FAULT_CAMERA_DIRTY : FAULT_NONE;
        app_post(app, &app->event);
    }
}

static void consider_frame(struct app *app, const struct image_gray *f)
{
    struct scan_link *l = &app->scan;
    bool moved = has_moved(l, f);
    if (moved) {
        look_for_dirt(app, f);
    }
    if (moved || l->again < l->again_max) {
        l->again++;
        copy_frame(worker_request(l->decoder), f);
        submit(app);
        return;
    }
    app->counts.decodes_skipped++;
    for (int i = 0; i < l->seen_count; i++) { /* held still: seen again without reading it again */
        (void)debounce_see(&l->debounce, l->seen[i], app->now_ms);
    }
}

/* True: of a size that can be looked at. */
static bool show_frame(struct app *app, const struct image_gray *f)
{
    struct scan_link *l = &app->scan;
    app->counts.frames++;
    l->picture = *f;
    l->picture_no += differs(l->picture_cell, f);
    return f->width_px <= CAMERA_WIDTH_MAX_PX && f->height_px <= CAMERA_HEIGHT_MAX_PX;
}

static void set_aside(struct scan_link *l, const struct image_gray *f)
{
    copy_frame(l->missed, f);
    l->has_missed = true;
}

static void handle_frame(struct app *app, const struct image_gray *f)
{
    struct scan_link *l = &app->scan;
    if (!show_frame(app, f)) {
        return;
    }
    if (worker_is_idle(l->decoder)) {
        l->has_missed = false;
        consider_frame(app, f);
    } else {
        set_aside(l, f);
    }
}

static void handle_missed(struct app *app)
{
    struct scan_link *l = &app->scan;
    if (!l->has_missed || !worker_is_idle(l->decoder)) {
        return;
    }
    const struct scan_order *m = l->missed;
    struct image_gray frame = {m->pixels, m->width_px, m->height_px, m->width_px};
    l->has_missed = false;
    consider_frame(app, &frame);
}

static bool wants_again(const struct scan_link *l)
{
    return l->has_cells && l->again < l->again_max && worker_is_idle(l->decoder);
}

/* The last picture still lies in the decoder's request. */
static void look_again(struct app *app)
{
    struct scan_link *l = &app->scan;
    if (wants_again(l) && app->now_ms >= l->frame_at_ms + SCAN_AGAIN_MS) {
        l->again++;
        submit(app);
    }
}

/* What is in view now is the first thing a new decoder looks at. */
static void try_again(struct app *app)
{
    struct scan_link *l = &app->scan;
    if (l->is_out && app->now_ms >= l->revive_at_ms) {
        l->revive_at_ms = app->now_ms + SCAN_REVIVE_MS;
        worker_revive(l->decoder);
        l->has_cells = false;
    }
}

void scan_link_step(struct app *app)
{
    struct scan_link *l = &app->scan;
    try_again(app);
    struct camera_event seen;
    while (camera_take(app->hal->camera, &seen)) {
        l->camera_lost = seen.kind == CAMERA_LOST;
        l->has_cells = false;
        l->is_dirty = false;
        set_health(app, DEVICE_CAMERA, l->camera_lost ? HEALTH_DOWN : HEALTH_OK);
    }
    take_answers(app);
    struct camera_frame frame;
    if (camera_take_frame(app->hal->camera, &frame)) {
        handle_frame(app, &frame.image);
    }
    handle_missed(app);
    look_again(app);
    take_answers(app); /* inline decoders are done at once */
}

void scan_link_watch(struct app *app)
{
    struct camera_frame frame;
    if (camera_take_frame(app->hal->camera, &frame) && show_frame(app, &frame.image)) {
        set_aside(&app->scan, &frame.image);
    }
}

uint64_t scan_link_next_ms(const struct app *app)
{
    const struct scan_link *l = &app->scan;
    uint64_t next = wants_again(l) ? l->frame_at_ms + SCAN_AGAIN_MS : worker_next_ms(l->decoder);
    return l->is_out && l->revive_at_ms < next ? l->revive_at_ms : next;
}
