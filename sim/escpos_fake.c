#include "sim/escpos_fake_state.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void escpos_fake_answer(struct escpos_fake *f, const uint8_t *bytes, int n)
{
    if (!f->is_silent && !f->is_dead && !f->is_unplugged && f->answers_n + n <= ANSWERS_MAX) {
        memcpy(f->answers + f->answers_n, bytes, (size_t)n);
        f->answers_n += n;
    }
}

bool escpos_fake_is_standing(const struct escpos_fake *f)
{
    return f->is_out || f->is_cover_open || f->is_jammed || f->has_cutter_error || f->is_dead;
}

void escpos_fake_status(const struct escpos_fake *f, uint8_t out[4])
{
    out[0] =
        (uint8_t)(0x10 | (escpos_fake_is_standing(f) ? 0x08 : 0) | (f->is_cover_open ? 0x20 : 0));
    out[1] = (uint8_t)((f->is_jammed ? 0x04 : 0) | (f->has_cutter_error ? 0x08 : 0));
    out[2] = (uint8_t)((f->is_near_end || f->is_out ? 0x03 : 0) | (f->is_out ? 0x0C : 0));
    out[3] = 0x0F;
}

int escpos_fake_full_status(const struct escpos_fake *f, int counter,
                            uint8_t out[STAR_STATUS_BYTES])
{
    if (!f->settings.is_star) {
        escpos_fake_status(f, out);
        return 4;
    }
    struct star_state s = {
        f->is_cover_open,           f->is_out, f->is_near_end, f->has_cutter_error, f->is_jammed,
        escpos_fake_is_standing(f), counter};
    star_status(&s, out);
    return STAR_STATUS_BYTES;
}

void escpos_fake_push_status(struct escpos_fake *f, bool is_forced)
{
    uint8_t now[STAR_STATUS_BYTES];
    int n = escpos_fake_full_status(f, f->counter, now);
    if (f->is_status_on && (is_forced || memcmp(now, f->told, (size_t)n) != 0)) {
        memcpy(f->told, now, (size_t)n);
        escpos_fake_answer(f, now, n);
    }
}

static void echo(struct escpos_fake *f, const uint8_t id[4])
{
    const uint8_t bytes[] = {0x37, 0x22, id[0], id[1], id[2], id[3], 0};
    escpos_fake_answer(f, bytes, sizeof bytes);
}

void escpos_fake_strike(struct escpos_fake *f)
{
    switch (f->fault) {
    case ESCPOS_FAKE_OUT:
        f->is_out = true;
        break;
    case ESCPOS_FAKE_NEAR_END:
        f->is_near_end = true;
        break;
    case ESCPOS_FAKE_COVER:
        f->is_cover_open = true;
        break;
    case ESCPOS_FAKE_JAM:
        f->is_jammed = true;
        break;
    case ESCPOS_FAKE_CUTTER:
        f->is_cutter_stuck = true;
        break;
    case ESCPOS_FAKE_DISCONNECT:
        f->is_unplugged = true;
        f->answers_n = 0;
        break;
    case ESCPOS_FAKE_POWER:
        f->is_unplugged = f->is_dead = true;
        f->is_status_on = false;
        f->queue_n = f->answers_n = f->command_n = f->raster_rows_left = f->realtime_n = 0;
        f->is_star_raster = false;
        f->counter = 0;
        break;
    case ESCPOS_FAKE_SILENCE:
        f->is_silent = true;
        f->answers_n = 0;
        break;
    case ESCPOS_FAKE_BUSY:
        f->is_busy = true;
        break;
    case ESCPOS_FAKE_STALE_ECHO:
        for (int back = STALE_COUNTS; f->settings.is_star && back > 0; back--) {
            uint8_t old[STAR_STATUS_BYTES];
            escpos_fake_answer(f, old,
                               escpos_fake_full_status(f, (f->counter + 32 - back) % 32, old));
        }
        for (int i = 0; i < f->echo_n; i++) {
            echo(f, f->echoes[i]);
        }
        break;
    case ESCPOS_FAKE_NONE:
    case ESCPOS_FAKE_FAULT_COUNT:
        break;
    }
    f->fault = ESCPOS_FAKE_NONE;
    escpos_fake_push_status(f, false);
}

void escpos_fake_enqueue(struct escpos_fake *f, const struct item *item)
{
    assert(f->queue_n < QUEUE_MAX);
    f->queue[f->queue_n++] = *item;
}

void escpos_fake_forget(struct escpos_fake *f)
{
    f->queue_n = f->command_n = f->raster_rows_left = f->raster_x = 0;
    escpos_type_reset(&f->type, f->settings.width_dots);
}

size_t escpos_fake_give(struct escpos_fake *f, uint8_t *out, size_t max)
{
    size_t n = (size_t)f->answers_n < max ? (size_t)f->answers_n : max;
    memcpy(out, f->answers, n);
    f->answers_n -= (int)n;
    memmove(f->answers, f->answers + n, (size_t)f->answers_n);
    return n;
}

static void print_row(struct escpos_fake *f, const struct item *item)
{
    if (f->paper_rows < ESCPOS_FAKE_ROWS_MAX) {
        size_t row = (size_t)f->row_bytes;
        memcpy(f->paper + (size_t)f->paper_rows * row, item->bytes, row);
        f->paper_rows++;
    }
}

static void cut(struct escpos_fake *f)
{
    if (f->is_cutter_stuck) {
        f->is_cutter_stuck = false;
        f->has_cutter_error = true;
        escpos_fake_push_status(f, false);
    } else if (f->cut_n < ESCPOS_FAKE_CUTS_MAX) {
        f->cuts[f->cut_n++] = f->paper_rows;
    }
}

/* What stands first in the buffer, if there is time for it. */
static bool print_one(struct escpos_fake *f)
{
    struct item *item = &f->queue[0];
    uint64_t row_um = 25400u / (uint64_t)f->settings.dpi;
    if (item->kind == ITEM_ROW) {
        if (f->um_owed < row_um) {
            return false;
        }
        f->um_owed -= row_um;
        print_row(f, item);
    } else if (item->kind == ITEM_CUT) {
        cut(f);
    } else if (item->kind == ITEM_COUNT) {
        f->counter = (f->counter + 1) % 32;
        escpos_fake_push_status(f, true);
    } else {
        memcpy(f->echoes[f->echo_n % ECHOES_MAX], item->bytes, 4);
        f->echo_n += f->echo_n < ECHOES_MAX - 1 ? 1 : 0;
        echo(f, item->bytes);
    }
    f->queue_n--;
    memmove(&f->queue[0], &f->queue[1], (size_t)f->queue_n * sizeof f->queue[0]);
    return true;
}

void escpos_fake_step(struct escpos_fake *f, uint64_t now_ms)
{
    assert(now_ms >= f->now_ms);
    f->um_owed += (now_ms - f->now_ms) * UM_PER_MS;
    f->now_ms = now_ms;
    (void)escpos_fake_move_lines(f);
    while (f->queue_n > 0 && !escpos_fake_is_standing(f) && print_one(f)) {
    }
    if (f->queue_n == 0 || escpos_fake_is_standing(f)) {
        f->um_owed = 0; /* a motor that stands saves no time up */
    }
}

void escpos_fake_fault_at(struct escpos_fake *f, uint64_t bytes, enum escpos_fake_fault fault)
{
    f->fault = fault;
    f->fault_at = f->received + bytes;
    if (bytes == 0) {
        escpos_fake_strike(f);
    }
}

void escpos_fake_restore(struct escpos_fake *f)
{
    f->is_out = f->is_near_end = f->is_cover_open = f->is_jammed = false;
    f->is_cutter_stuck = f->has_cutter_error = false;
    f->is_unplugged = f->is_dead = f->is_silent = f->is_busy = false;
    f->fault = ESCPOS_FAKE_NONE;
    escpos_fake_push_status(f, false);
}

struct bitmap escpos_fake_paper(const struct escpos_fake *f)
{
    return (struct bitmap){f->paper, f->settings.width_dots, f->paper_rows, f->row_bytes};
}

int escpos_fake_cuts(const struct escpos_fake *f, int out_rows[ESCPOS_FAKE_CUTS_MAX])
{
    memcpy(out_rows, f->cuts, (size_t)f->cut_n * sizeof f->cuts[0]);
    return f->cut_n;
}

int escpos_fake_unknown_commands(const struct escpos_fake *f)
{
    return f->unknown;
}

int escpos_fake_hidden_commands(const struct escpos_fake *f)
{
    return f->hidden;
}

uint64_t escpos_fake_received(const struct escpos_fake *f)
{
    return f->received;
}

static struct escpos_fake *of_pipe(struct byte_pipe *p)
{
    return (struct escpos_fake *)p;
}

static struct err pipe_connect(struct byte_pipe *p)
{
    return of_pipe(p)->is_unplugged ? FAIL(GONE) : OK;
}

static struct err pipe_read(struct byte_pipe *p, uint8_t *out, size_t max, size_t *out_n)
{
    if (of_pipe(p)->is_unplugged) {
        return FAIL(GONE);
    }
    *out_n = escpos_fake_give(of_pipe(p), out, max);
    return OK;
}

static struct err pipe_write(struct byte_pipe *p, const uint8_t *bytes, size_t n, size_t *out_n)
{
    if (of_pipe(p)->is_unplugged) {
        return FAIL(GONE);
    }
    *out_n = escpos_fake_take(of_pipe(p), bytes, n);
    return OK;
}

static void pipe_disconnect(struct byte_pipe *p)
{
    of_pipe(p)->answers_n = 0;
}

static void pipe_close(struct byte_pipe *p)
{
    (void)p; /* the printer stands where it is */
}

struct byte_pipe *escpos_fake_pipe(struct escpos_fake *f)
{
    return &f->pipe;
}

struct err escpos_fake_open(const struct escpos_fake_settings *settings, struct escpos_fake **out)
{
    static const struct byte_pipe_ops ops = {.connect = pipe_connect,
                                             .read = pipe_read,
                                             .write = pipe_write,
                                             .disconnect = pipe_disconnect,
                                             .close = pipe_close};
    assert(settings->width_dots > 0 && settings->width_dots <= ROW_BYTES_MAX * 8);
    struct escpos_fake *f = calloc(1, sizeof *f);
    if (f == NULL) {
        return FAIL(NO_MEMORY);
    }
    f->pipe.ops = &ops;
    f->settings = *settings;
    f->row_bytes = settings->width_dots / 8;
    escpos_type_reset(&f->type, settings->width_dots);
    f->paper = malloc((size_t)f->row_bytes * ESCPOS_FAKE_ROWS_MAX);
    if (f->paper == NULL) {
        free(f);
        return FAIL(NO_MEMORY);
    }
    *out = f;
    return OK;
}

void escpos_fake_close(struct escpos_fake *f)
{
    if (f != NULL) {
        free(f->paper);
        free(f);
    }
}
