#include "sim/escpos_fake.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "sim/escpos_grammar.h"
#include "sim/escpos_type.h"

enum {
    ROW_BYTES_MAX = 80,
    QUEUE_MAX = 160, /* rows and marks received but not printed: about 11 KB */
    ANSWERS_MAX = 4096,
    REALTIME_MAX = 16,
    ECHOES_MAX = 64,
    UM_PER_MS = 150,
};

enum item_kind { ITEM_ROW, ITEM_ECHO, ITEM_CUT };

struct item {
    enum item_kind kind;
    uint8_t bytes[ROW_BYTES_MAX];
};

struct escpos_fake {
    struct byte_pipe pipe;
    struct escpos_fake_settings settings;
    int row_bytes;
    uint64_t now_ms, um_owed;

    uint8_t command[ESCPOS_COMMAND_MAX];
    int command_n;
    struct escpos_type type;
    bool is_picture;                                  /* the band under way is kept, not printed */
    int raster_row_bytes, raster_rows_left, raster_x; /* a band under way */
    struct item row;
    uint8_t realtime[REALTIME_MAX];
    int realtime_n;

    struct item queue[QUEUE_MAX];
    int queue_n;
    uint8_t answers[ANSWERS_MAX];
    int answers_n;
    uint8_t echoes[ECHOES_MAX][4];
    int echo_n;

    bool is_out, is_near_end, is_cover_open, is_jammed, is_cutter_stuck, has_cutter_error;
    bool is_unplugged, is_dead, is_silent, is_status_on;
    uint8_t told[4];
    enum escpos_fake_fault fault;
    uint64_t fault_at, received;

    uint8_t *paper;
    int paper_rows, cut_n, cuts[ESCPOS_FAKE_CUTS_MAX];
    int unknown, hidden;
};

static void answer(struct escpos_fake *f, const uint8_t *bytes, int n)
{
    if (!f->is_silent && !f->is_dead && !f->is_unplugged && f->answers_n + n <= ANSWERS_MAX) {
        memcpy(f->answers + f->answers_n, bytes, (size_t)n);
        f->answers_n += n;
    }
}

static bool is_standing(const struct escpos_fake *f)
{
    return f->is_out || f->is_cover_open || f->is_jammed || f->has_cutter_error || f->is_dead;
}

static void status(const struct escpos_fake *f, uint8_t out[4])
{
    out[0] = (uint8_t)(0x10 | (is_standing(f) ? 0x08 : 0) | (f->is_cover_open ? 0x20 : 0));
    out[1] = (uint8_t)((f->is_jammed ? 0x04 : 0) | (f->has_cutter_error ? 0x08 : 0));
    out[2] = (uint8_t)((f->is_near_end || f->is_out ? 0x03 : 0) | (f->is_out ? 0x0C : 0));
    out[3] = 0x0F;
}

static void push_status(struct escpos_fake *f, bool is_forced)
{
    uint8_t now[4];
    status(f, now);
    if (f->is_status_on && (is_forced || memcmp(now, f->told, sizeof now) != 0)) {
        memcpy(f->told, now, sizeof now);
        answer(f, now, sizeof now);
    }
}

static void echo(struct escpos_fake *f, const uint8_t id[4])
{
    const uint8_t bytes[] = {0x37, 0x22, id[0], id[1], id[2], id[3], 0};
    answer(f, bytes, sizeof bytes);
}

static void strike(struct escpos_fake *f)
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
        break;
    case ESCPOS_FAKE_SILENCE:
        f->is_silent = true;
        f->answers_n = 0;
        break;
    case ESCPOS_FAKE_STALE_ECHO:
        for (int i = 0; i < f->echo_n; i++) {
            echo(f, f->echoes[i]);
        }
        break;
    case ESCPOS_FAKE_NONE:
    case ESCPOS_FAKE_FAULT_COUNT:
        break;
    }
    f->fault = ESCPOS_FAKE_NONE;
    push_status(f, false);
}

static void enqueue(struct escpos_fake *f, const struct item *item)
{
    assert(f->queue_n < QUEUE_MAX);
    f->queue[f->queue_n++] = *item;
}

static void forget_everything(struct escpos_fake *f)
{
    f->queue_n = f->command_n = f->raster_rows_left = f->raster_x = 0;
    escpos_type_reset(&f->type, f->settings.width_dots);
}

static void answer_realtime_status(struct escpos_fake *f, uint8_t n)
{
    uint8_t s[4], byte = 0x12;
    status(f, s);
    byte |= n == 1 && is_standing(f) ? 0x08 : 0;
    byte |= n == 2 && f->is_cover_open ? 0x04 : 0;
    byte |= n == 2 && f->is_out ? 0x20 : 0;
    byte |= n == 2 && (f->is_jammed || f->has_cutter_error) ? 0x40 : 0;
    byte |= n == 3 && f->is_jammed ? 0x04 : 0;
    byte |= n == 3 && f->has_cutter_error ? 0x08 : 0;
    byte |= n == 4 && (s[2] & 0x03) != 0 ? 0x0C : 0;
    byte |= n == 4 && f->is_out ? 0x60 : 0;
    answer(f, &byte, 1);
}

static void obey_realtime(struct escpos_fake *f)
{
    static const uint8_t cleared[] = {0x37, 0x25, 0};
    static const uint8_t clear[] = {0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8};
    if (f->realtime[1] == 0x04) {
        answer_realtime_status(f, f->realtime[2]);
    } else if (f->realtime[1] == 0x05 && f->realtime[2] == 2) {
        f->has_cutter_error = f->is_jammed = false;
        forget_everything(f);
        push_status(f, false);
    } else if (f->settings.has_clear && memcmp(f->realtime, clear, sizeof clear) == 0) {
        forget_everything(f);
        answer(f, cleared, sizeof cleared);
    }
}

/* Runs beside the in-line parser: real-time commands are looked for in every byte. */
static void watch_realtime(struct escpos_fake *f, uint8_t b, bool is_raster)
{
    if (f->realtime_n == 1 && b != 0x04 && b != 0x05 && b != 0x14) {
        f->realtime_n = 0;
    }
    if (f->realtime_n == 0 && b != 0x10) {
        return;
    }
    f->realtime[f->realtime_n++] = b;
    f->hidden += f->realtime_n == 2 && is_raster ? 1 : 0;
    if (f->realtime_n >= 3 && f->realtime_n == escpos_realtime_length(f->realtime)) {
        f->realtime_n = 0;
        obey_realtime(f);
    }
}

static void take_raster(struct escpos_fake *f, uint8_t b)
{
    if (f->raster_x < f->row_bytes) {
        f->row.bytes[f->raster_x] = b;
    }
    f->raster_x++;
    if (f->raster_x == f->raster_row_bytes) {
        if (f->is_picture) {
            escpos_type_picture_row(&f->type, f->row.bytes);
        } else {
            enqueue(f, &f->row);
        }
        f->row = (struct item){.kind = ITEM_ROW};
        f->raster_x = 0;
        f->raster_rows_left--;
    }
}

/* GS 8 L, function 112: the picture's size stands behind the fixed part of the command. */
static bool begin_picture(struct escpos_fake *f, const uint8_t *c)
{
    int width = c[13] + 256 * c[14];
    if (c[2] != 'L' || c[8] != 112 || !escpos_type_picture(&f->type, width)) {
        return false;
    }
    f->raster_row_bytes = (width + 7) / 8;
    f->raster_rows_left = c[15] + 256 * c[16];
    f->raster_x = 0;
    f->is_picture = true;
    f->row = (struct item){.kind = ITEM_ROW};
    return true;
}

static void tell_name(struct escpos_fake *f, const char *name)
{
    answer(f, (const uint8_t *)"_", 1);
    answer(f, (const uint8_t *)name, (int)strlen(name) + 1);
}

static bool obey_foreign(struct escpos_fake *f, const uint8_t *c)
{
    if (c[1] == '8') {
        return begin_picture(f, c);
    }
    if (c[1] == 'I' && (c[2] == 0x42 || c[2] == 0x43)) {
        tell_name(f, c[2] == 0x42 ? "EPSON" : "TM-T88V");
        return true;
    }
    return escpos_type_obey(&f->type, c);
}

static void obey_gs(struct escpos_fake *f, const uint8_t *c)
{
    struct item item = {.kind = ITEM_ECHO};
    if (f->settings.has_text && obey_foreign(f, c)) {
        return;
    }
    if (c[1] == 'a') {
        f->is_status_on = c[2] != 0;
        push_status(f, true);
    } else if (c[1] == 'r') {
        uint8_t s[4];
        status(f, s);
        answer(f, &s[2], 1); /* processed, not printed: that is all this command proves */
    } else if (c[1] == 'V') {
        item.kind = ITEM_CUT;
        enqueue(f, &item);
    } else if (c[1] == 'v') {
        f->raster_row_bytes = c[4] + 256 * c[5];
        f->raster_rows_left = c[6] + 256 * c[7];
        f->raster_x = 0;
        f->is_picture = false;
        f->row = (struct item){.kind = ITEM_ROW};
    } else if (c[2] == 'H' && c[3] == 6 && c[5] == 48 && f->settings.has_process_id) {
        memcpy(item.bytes, c + 7, 4);
        enqueue(f, &item);
    } else {
        f->unknown++;
    }
}

static void obey(struct escpos_fake *f)
{
    const uint8_t *c = f->command;
    if (c[0] == 0x1D) {
        obey_gs(f, c);
    } else if (c[0] == 0x1B && c[1] == '@') {
        f->is_status_on = false; /* as some models do on ESC @ */
        escpos_type_reset(&f->type, f->settings.width_dots);
    } else if (c[0] != 0x10 && !escpos_type_obey(&f->type, c)) {
        f->unknown++;
    }
}

static void take_inline(struct escpos_fake *f, uint8_t b)
{
    bool has_text = f->settings.has_text;
    f->command[f->command_n++] = b;
    int length = escpos_command_length(f->command, f->command_n, has_text);
    if (length == ESCPOS_NO_COMMAND && f->command_n == 1 && has_text) {
        f->command_n = 0;
        escpos_type_character(&f->type, b);
    } else if (length < 0 || length > ESCPOS_COMMAND_MAX) {
        f->unknown++;
        f->command_n = 0;
    } else if (length > 0 && f->command_n == length) {
        f->command_n = 0;
        obey(f);
    }
}

/* Lines of text on their way to the buffer; false: it is full before they are all in. */
static bool move_lines(struct escpos_fake *f)
{
    while (f->queue_n < QUEUE_MAX) {
        const uint8_t *row = escpos_type_row(&f->type);
        if (row == NULL) {
            return true;
        }
        struct item item = {.kind = ITEM_ROW};
        memcpy(item.bytes, row, sizeof item.bytes);
        enqueue(f, &item);
    }
    return false;
}

size_t escpos_fake_take(struct escpos_fake *f, const uint8_t *bytes, size_t n)
{
    size_t i = 0;
    while (i < n && move_lines(f) && f->queue_n < QUEUE_MAX && !f->is_dead && !f->is_unplugged) {
        bool is_raster = f->raster_rows_left > 0;
        if (is_raster) {
            take_raster(f, bytes[i]);
        } else {
            take_inline(f, bytes[i]);
        }
        watch_realtime(f, bytes[i], is_raster);
        i++;
        f->received++;
        if (f->fault != ESCPOS_FAKE_NONE && f->received >= f->fault_at) {
            strike(f);
        }
    }
    return i;
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
        push_status(f, false);
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
    (void)move_lines(f);
    while (f->queue_n > 0 && !is_standing(f) && print_one(f)) {
    }
    if (f->queue_n == 0 || is_standing(f)) {
        f->um_owed = 0; /* a motor that stands saves no time up */
    }
}

void escpos_fake_fault_at(struct escpos_fake *f, uint64_t bytes, enum escpos_fake_fault fault)
{
    f->fault = fault;
    f->fault_at = f->received + bytes;
    if (bytes == 0) {
        strike(f);
    }
}

void escpos_fake_restore(struct escpos_fake *f)
{
    f->is_out = f->is_near_end = f->is_cover_open = f->is_jammed = false;
    f->is_cutter_stuck = f->has_cutter_error = false;
    f->is_unplugged = f->is_dead = f->is_silent = false;
    f->fault = ESCPOS_FAKE_NONE;
    push_status(f, false);
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
