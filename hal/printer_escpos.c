#include "hal/printer_escpos.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hal/escpos_job.h"
#include "hal/star.h"

enum {
    ASK_MS = 5000,
    ANSWER_MS = 15000, /* not a byte for so long: its state is unknown */
    RETRY_MIN_MS = 500,
    RETRY_MAX_MS = 8000,
    CONNECT_MS = 5000,
    IDS_A_JOB = 3,
    LIMIT_FACTOR = 4,
    QUERIES = 4,
    READ_SIZE = 256,
    READS_MAX = 16, /* a step: a printer that babbles does not hold the loop */
    CHUNKS_MAX = 32,
};

enum link { LINK_DOWN, LINK_CONNECTING, LINK_UP };

struct printer_escpos {
    struct printer printer;
    struct byte_pipe *pipe;
    const struct escpos_model *model;
    enum link link;
    uint64_t now_ms, retry_at_ms, retry_ms, connect_by_ms;

    struct escpos_parser parser;
    unsigned heard; /* conditions */
    bool has_heard, is_paused /* XOFF */;
    uint64_t heard_at_ms, ask_at_ms;
    int asked; /* DLE EOT n under way, 0: none */
    int next_query;

    uint8_t chunk[ESCPOS_CHUNK_SIZE];
    size_t chunk_n, chunk_at;

    bool has_job;
    struct id job_id;
    struct escpos_job job;
    uint64_t job_at_ms;
    bool has_waste;
    uint32_t next_id;
    uint8_t counter;      /* of languages that count, as last heard */
    bool is_counter_sure; /* nothing of ours can still count it up */
    uint64_t normal_ms;
    struct printer_events events;
    uint8_t page[PRINTER_PAGE_BYTES_MAX];
};

static unsigned conditions_of(const struct printer_escpos *e)
{
    if (e->link != LINK_UP) {
        return PRINTER_OFFLINE;
    }
    if (e->pipe->ops->is_one_way) {
        return PRINTER_UNKNOWN_STATE;
    }
    return e->has_heard ? e->heard : e->heard | PRINTER_UNKNOWN_STATE;
}

static uint64_t limit_of(const struct printer_escpos *e)
{
    uint64_t learned = LIMIT_FACTOR * e->normal_ms;
    learned = learned > ESCPOS_LIMIT_MIN_MS ? learned : ESCPOS_LIMIT_MIN_MS;
    return learned < ESCPOS_LIMIT_MAX_MS ? learned : ESCPOS_LIMIT_MAX_MS;
}

static void report_outcome(struct printer_escpos *e, struct id job_id, enum print_outcome outcome,
                           enum print_evidence evidence, const char *text)
{
    struct printer_event event = {.kind = PRINTER_OUTCOME,
                                  .at_ms = e->now_ms,
                                  .conditions = conditions_of(e),
                                  .job_id = job_id,
                                  .outcome = outcome,
                                  .evidence = evidence};
    (void)snprintf(event.evidence_text, sizeof event.evidence_text, "%s", text);
    printer_events_add(&e->events, &event);
}

static void send_now(struct printer_escpos *e, void (*command)(struct escpos_writer *))
{
    struct escpos_writer w = {e->chunk, 0, sizeof e->chunk};
    command(&w);
    e->chunk_n = w.n;
    e->chunk_at = 0;
}

/* A broken job's unsent bytes are dropped and the printer is told to forget the rest, so that it
 * does not go on with them when its cover is closed. */
static void end_job(struct printer_escpos *e)
{
    const struct escpos_job *j = &e->job;
    bool is_good = j->outcome == PRINT_OUTCOME_PRINTED;
    report_outcome(e, e->job_id, j->outcome, j->evidence, j->text);
    e->has_job = false;
    e->is_counter_sure = is_good && j->is_clean;
    e->has_waste = escpos_job_left_waste(j) || (e->has_waste && !j->has_begun);
    if (is_good && j->is_clean) {
        uint64_t took = e->now_ms - e->job_at_ms;
        e->normal_ms = e->normal_ms == 0 ? took : (3 * e->normal_ms + took) / 4;
    }
    bool is_stopped = (e->heard & printer_stopping_conditions()) != 0;
    e->chunk_n = e->chunk_at = is_good ? e->chunk_at : 0;
    if (e->link == LINK_UP && !e->pipe->ops->is_one_way && (!is_good || is_stopped)) {
        bool is_error = (e->heard & (PRINTER_CUTTER | PRINTER_JAM)) != 0;
        bool must_recover = is_error || !e->model->has_clear || e->model->language->is_counter;
        send_now(e, must_recover ? e->model->language->recover : escpos_clear);
    }
}

static void go_down(struct printer_escpos *e)
{
    byte_pipe_disconnect(e->pipe);
    e->link = LINK_DOWN;
    e->has_heard = false;
    e->heard = 0;
    e->is_counter_sure = false;
    e->chunk_n = e->chunk_at = 0;
    e->retry_ms = e->retry_ms == 0 ? RETRY_MIN_MS : e->retry_ms * 2;
    e->retry_ms = e->retry_ms > RETRY_MAX_MS ? RETRY_MAX_MS : e->retry_ms;
    e->retry_at_ms = e->now_ms + e->retry_ms;
    if (e->has_job) {
        escpos_job_lost(&e->job);
        end_job(e);
    }
}

static void come_up(struct printer_escpos *e)
{
    e->link = LINK_UP;
    e->parser = (struct escpos_parser){0};
    e->is_paused = false;
    e->asked = 0;
    e->heard_at_ms = e->now_ms;
    e->ask_at_ms = e->now_ms + ASK_MS;
    send_now(e, e->model->language->status_back_on);
}

static void try_connect(struct printer_escpos *e)
{
    if (e->link == LINK_DOWN) {
        e->link = LINK_CONNECTING;
        e->connect_by_ms = e->now_ms + CONNECT_MS;
    }
    struct err result = byte_pipe_connect(e->pipe);
    if (!failed(result)) {
        come_up(e);
    } else if (result.code != ERR_BUSY || e->now_ms >= e->connect_by_ms) {
        go_down(e);
    }
}

static void hear(struct printer_escpos *e, const struct escpos_message *m)
{
    switch (m->kind) {
    case ESCPOS_STATUS:
        e->heard = e->model->language->conditions(m->bytes, e->model->has_near_end);
        e->counter = m->bytes[ESCPOS_STATUS_SIZE - 1];
        e->has_heard = true;
        break;
    case ESCPOS_REALTIME:
        if (e->asked != 0) {
            e->heard =
                escpos_realtime_conditions(e->asked, m->bytes[0], e->model->has_near_end, e->heard);
            e->has_heard = true;
            e->asked = 0;
        }
        break;
    case ESCPOS_XON:
    case ESCPOS_XOFF:
        e->is_paused = m->kind == ESCPOS_XOFF;
        break;
    default:
        break;
    }
    bool is_sense = m->kind != ESCPOS_NOTHING && m->kind != ESCPOS_GARBAGE;
    if (is_sense) {
        e->heard_at_ms = e->now_ms;
        e->retry_ms = 0;
    }
    if (is_sense && e->has_job) {
        escpos_job_hear(&e->job, m, e->now_ms);
    }
}

static bool read_all(struct printer_escpos *e)
{
    for (int i = 0; i < READS_MAX; i++) {
        uint8_t bytes[READ_SIZE];
        size_t n = 0;
        if (failed(byte_pipe_read(e->pipe, bytes, sizeof bytes, &n))) {
            return false;
        }
        for (size_t k = 0; k < n; k++) {
            struct escpos_message m = e->model->language->parse(&e->parser, bytes[k]);
            hear(e, &m);
        }
        if (n < sizeof bytes) {
            break;
        }
    }
    return true;
}

/* A question stands alone: the answer does not say which one it belongs to. */
static bool fill_question(struct printer_escpos *e, struct escpos_writer *w)
{
    bool is_due = e->now_ms >= e->ask_at_ms && !e->has_job && !e->pipe->ops->is_one_way;
    if (!is_due) {
        return false;
    }
    e->next_query = e->next_query % QUERIES + 1;
    e->asked = e->next_query;
    e->ask_at_ms = e->now_ms + ASK_MS;
    e->model->language->ask_status(w, e->asked);
    return true;
}

static bool fill(struct printer_escpos *e)
{
    struct escpos_writer w = {e->chunk, 0, sizeof e->chunk};
    bool has_more = e->has_job ? escpos_job_fill(&e->job, &w, e->now_ms) : fill_question(e, &w);
    e->chunk_n = w.n;
    e->chunk_at = 0;
    return has_more;
}

static bool write_all(struct printer_escpos *e)
{
    for (int i = 0; i < CHUNKS_MAX && !e->is_paused; i++) {
        if (e->chunk_at == e->chunk_n && !fill(e)) {
            break;
        }
        size_t n = 0;
        size_t left = e->chunk_n - e->chunk_at;
        if (failed(byte_pipe_write(e->pipe, e->chunk + e->chunk_at, left, &n))) {
            return false;
        }
        e->chunk_at += n;
        if (n > 0 && e->has_job) {
            escpos_job_progress(&e->job, e->now_ms);
        }
        if (n < left) {
            break;
        }
    }
    return true;
}

static void work(struct printer_escpos *e)
{
    if (!read_all(e) || !write_all(e)) {
        go_down(e);
        return;
    }
    if (e->now_ms - e->heard_at_ms >= ANSWER_MS) {
        e->has_heard = false;
    }
    if (e->has_job) {
        escpos_job_tick(&e->job, e->heard, e->now_ms);
    }
    if (e->has_job && e->job.phase == ESCPOS_OVER) {
        end_job(e);
        if (!write_all(e)) { /* the order to forget the rest leaves at once */
            go_down(e);
        }
    }
}

static void op_step(void *self, uint64_t now_ms)
{
    struct printer_escpos *e = self;
    e->now_ms = now_ms;
    bool is_time = e->link == LINK_CONNECTING || now_ms >= e->retry_at_ms;
    if (e->link != LINK_UP && is_time) {
        try_connect(e);
    }
    if (e->link == LINK_UP) {
        work(e);
    }
    printer_events_conditions(&e->events, now_ms, conditions_of(e));
}

static int op_poll_fds(void *self, struct pollfd *out, int max)
{
    struct printer_escpos *e = self;
    bool wants_write = e->link == LINK_CONNECTING || (e->chunk_at < e->chunk_n && !e->is_paused);
    return e->link == LINK_DOWN ? 0 : byte_pipe_poll_fds(e->pipe, wants_write, out, max);
}

static uint64_t op_next_ms(const void *self, uint64_t now_ms)
{
    const struct printer_escpos *e = self;
    if (e->events.count > 0) {
        return now_ms;
    }
    if (e->link != LINK_UP) {
        return e->link == LINK_DOWN ? e->retry_at_ms : e->connect_by_ms;
    }
    if (!e->has_job) {
        return e->pipe->ops->is_one_way ? DEVICE_NO_DEADLINE : e->ask_at_ms;
    }
    bool has_not_begun = e->chunk_at == e->chunk_n && !e->job.has_begun && !e->job.is_clear_sent;
    return has_not_begun ? now_ms : escpos_job_next_ms(&e->job, e->heard);
}

static void copy_page(struct printer_escpos *e, const struct bitmap *page)
{
    size_t bytes = (size_t)page->row_bytes * (size_t)page->height_px;
    assert(bytes <= sizeof e->page);
    memcpy(e->page, page->bits, bytes);
    int spare = page->row_bytes * 8 - page->width_px;
    for (int y = 0; spare > 0 && y < page->height_px; y++) { /* dots right of the page are no ink */
        e->page[(size_t)(y + 1) * (size_t)page->row_bytes - 1] &= (uint8_t)(0xFF << spare);
    }
}

/* A counter goes on from where a clean job left it, so that a status from before is none of this
 * job's numbers; otherwise, or near its end, it starts from zero. */
static uint32_t take_ids(struct printer_escpos *e)
{
    if (e->model->language->is_counter) {
        bool can_go_on = e->is_counter_sure && e->counter + IDS_A_JOB + 1 < STAR_COUNTER_LAST;
        return can_go_on ? e->counter + (uint32_t)STAR_FIRST_ID : (uint32_t)STAR_FIRST_ID;
    }
    uint32_t first = e->next_id;
    e->next_id += IDS_A_JOB;
    return first;
}

static struct err op_submit(struct printer *p, const struct printer_job *job)
{
    struct printer_escpos *e = (struct printer_escpos *)p;
    if (e->has_job || printer_events_has_outcome(&e->events)) {
        return FAIL(BUSY);
    }
    unsigned stopping = conditions_of(e) & printer_stopping_conditions();
    if (stopping != 0) {
        char names[64], text[PRINT_EVIDENCE_TEXT_SIZE];
        printer_conditions_text(stopping, names, sizeof names);
        (void)snprintf(text, sizeof text, "not started: %s", names);
        report_outcome(e, job->job_id, PRINT_OUTCOME_NOT_PRINTED, PRINT_EVIDENCE_NONE, text);
        return OK;
    }
    copy_page(e, &job->page);
    struct escpos_order order = {.model = e->model,
                                 .page = job->page,
                                 .feed_to_tear = job->feed_to_tear,
                                 .cut = job->cut,
                                 .cut_waste = e->has_waste,
                                 .is_one_way = e->pipe->ops->is_one_way,
                                 .first_id = take_ids(e),
                                 .limit_ms = limit_of(e)};
    order.page.bits = e->page;
    e->job_id = job->job_id;
    e->job_at_ms = e->now_ms;
    e->has_job = true;
    escpos_job_begin(&e->job, &order, e->now_ms);
    return OK;
}

static unsigned op_conditions(const struct printer *p)
{
    return conditions_of((const struct printer_escpos *)p);
}

static bool op_take(struct printer *p, struct printer_event *out)
{
    return printer_events_take(&((struct printer_escpos *)p)->events, out);
}

static void op_describe(const struct printer *p, struct printer_info *out)
{
    const struct printer_escpos *e = (const struct printer_escpos *)p;
    *out = (struct printer_info){.width_dots = e->model->width_dots,
                                 .dpi = e->model->dpi,
                                 .has_process_id = e->model->has_process_id,
                                 .has_near_end = e->model->has_near_end,
                                 .normal_ms = e->normal_ms,
                                 .limit_ms = limit_of(e)};
    (void)snprintf(out->model, sizeof out->model, "%s", e->model->name);
}

static void op_close(void *self)
{
    struct printer_escpos *e = self;
    byte_pipe_disconnect(e->pipe);
    byte_pipe_close(e->pipe);
    free(e);
}

static const struct printer_ops ops = {
    .device = {op_poll_fds, op_step, op_next_ms, op_close},
    .submit = op_submit,
    .conditions = op_conditions,
    .take = op_take,
    .describe = op_describe,
};

struct err printer_escpos_open(struct byte_pipe *pipe, const struct escpos_model *model,
                               uint32_t id_seed, struct printer **out)
{
    struct printer_escpos *e = calloc(1, sizeof *e);
    if (e == NULL) {
        byte_pipe_close(pipe);
        return FAIL(NO_MEMORY);
    }
    e->printer.ops = &ops;
    e->pipe = pipe;
    e->model = model;
    e->next_id = id_seed;
    *out = &e->printer;
    return OK;
}
