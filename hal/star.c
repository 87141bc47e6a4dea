#include "hal/star.h"

#include <assert.h>
#include <string.h>

#include "hal/printer_condition.h"

enum { NUL = 0, ACK = 0x06, ETB = 0x17, CAN = 0x18, ESC = 0x1B, RS = 0x1E };
enum { ESC_WITH_ONE_MORE_DOT = 0x1F, ROW_HEAD = 3, FLUSH = 128 };
_Static_assert((int)FLUSH > (int)ESCPOS_ROW_BYTES_MAX, "zeros must fill up any broken row");

static void put(struct escpos_writer *w, const void *bytes, size_t n)
{
    assert(n <= w->cap - w->n);
    memcpy(w->bytes + w->n, bytes, n);
    w->n += n;
}

void star_raster_on(struct escpos_writer *w)
{
    static const uint8_t enter[] = {ESC, '*', 'r', 'A'};
    static const uint8_t continuous[] = {ESC, '*', 'r', 'P', '0', NUL};
    static const uint8_t no_cut_at_end[] = {ESC, '*', 'r', 'E', '1', NUL};
    put(w, enter, sizeof enter);
    put(w, continuous, sizeof continuous);
    put(w, no_cut_at_end, sizeof no_cut_at_end);
}

void star_raster_off(struct escpos_writer *w)
{
    static const uint8_t quit[] = {ESC, '*', 'r', 'B'};
    put(w, quit, sizeof quit);
}

static void status_back_on(struct escpos_writer *w)
{
    static const uint8_t command[] = {ESC, RS, 'a', 1};
    put(w, command, sizeof command);
}

static void begin(struct escpos_writer *w)
{
    static const uint8_t initialize[] = {ESC, '@'};
    put(w, initialize, sizeof initialize);
    status_back_on(w);
}

void star_feed(struct escpos_writer *w, int rows)
{
    static const uint8_t white[] = {'b', 1, 0, 0};
    star_raster_on(w);
    for (int i = 0; i < rows; i++) {
        put(w, white, sizeof white);
    }
    star_raster_off(w);
}

void star_cut(struct escpos_writer *w)
{
    static const uint8_t command[] = {ESC, 'd', 3};
    put(w, command, sizeof command);
}

void star_etb(struct escpos_writer *w)
{
    static const uint8_t command[] = {ETB};
    put(w, command, sizeof command);
}

static void fence(struct escpos_writer *w, uint32_t id)
{
    (void)id; /* the printer counts */
    star_etb(w);
}

/* ESC ACK SOH: answered at once, with the same bytes as an automatic status. */
static void ask_status(struct escpos_writer *w, int n)
{
    static const uint8_t command[] = {ESC, ACK, 1};
    (void)n;
    put(w, command, sizeof command);
}

static void ask_paper(struct escpos_writer *w)
{
    ask_status(w, 1);
}

static void recover(struct escpos_writer *w)
{
    static const uint8_t zeros[FLUSH];
    static const uint8_t cancel[] = {CAN};
    put(w, zeros, sizeof zeros);
    star_raster_off(w);
    put(w, cancel, sizeof cancel);
}

static void clear(struct escpos_writer *w, uint32_t first_id)
{
    static const uint8_t counter_to_zero[] = {ESC, RS, 'E', 0};
    if (first_id == STAR_FIRST_ID) {
        recover(w);
        status_back_on(w);
        put(w, counter_to_zero, sizeof counter_to_zero);
    }
    star_etb(w);
}

static void defuse(uint8_t *row, int n)
{
    for (int i = 0; i + 1 < n; i++) {
        row[i] = row[i] == ESC && row[i + 1] == ACK ? (uint8_t)ESC_WITH_ONE_MORE_DOT : row[i];
    }
}

int star_band(struct escpos_writer *w, const struct bitmap *page, int from, int to)
{
    assert(from < to && to <= page->height_px && page->row_bytes <= ESCPOS_ROW_BYTES_MAX);
    int room = (int)((w->cap - w->n) / (size_t)(ROW_HEAD + page->row_bytes));
    int rows = to - from < ESCPOS_BAND_ROWS_MAX ? to - from : ESCPOS_BAND_ROWS_MAX;
    rows = rows < room ? rows : room;
    for (int y = from; y < from + rows; y++) {
        const uint8_t head[ROW_HEAD] = {'b', (uint8_t)(page->row_bytes & 0xFF),
                                        (uint8_t)(page->row_bytes >> 8)};
        put(w, head, sizeof head);
        put(w, page->bits + (size_t)y * (size_t)page->row_bytes, (size_t)page->row_bytes);
        defuse(w->bytes + w->n - page->row_bytes, page->row_bytes);
    }
    return from + rows;
}

/* The first byte holds the length: bits 1-3 and 5-6, bit 0 set, bits 4 and 7 clear. */
static int status_length(uint8_t first)
{
    bool is_first = (first & 0x91) == 0x01;
    int length = (first >> 2 & 0x18) | (first >> 1 & 0x07);
    return is_first && length >= STAR_STATUS_MIN && length <= STAR_STATUS_MAX ? length : 0;
}

/* Bits 1-3 and 5-6 of printer status 6, the eighth byte. */
static uint8_t counter_of(uint8_t byte)
{
    return (uint8_t)((byte >> 2 & 0x18) | (byte >> 1 & 0x07));
}

struct escpos_message star_parse(struct escpos_parser *p, uint8_t byte)
{
    struct escpos_message m = {.kind = ESCPOS_NOTHING};
    bool is_bad = p->count > 0 ? (byte & 0x10) != 0 : status_length(byte) == 0;
    if (is_bad) {
        p->count = 0;
        m.kind = ESCPOS_GARBAGE;
        return m;
    }
    p->held[p->count++] = byte;
    if (p->count < status_length(p->held[0])) {
        return m;
    }
    uint8_t counter = p->count > 7 ? counter_of(p->held[7]) : 0;
    m = (struct escpos_message){ESCPOS_STATUS, {p->held[2], p->held[3], p->held[5], counter}};
    p->count = 0;
    return m;
}

struct bit_row {
    uint8_t byte, mask;
    unsigned condition;
};

unsigned star_conditions(const uint8_t status[ESCPOS_STATUS_SIZE], bool has_near_end)
{
    static const struct bit_row rows[] = {
        {0, 0x20, PRINTER_COVER_OPEN}, {1, 0x04, PRINTER_JAM},      {1, 0x08, PRINTER_CUTTER},
        {1, 0x20, PRINTER_FAILED},     {1, 0x40, PRINTER_OVERHEAT}, {2, 0x04, PRINTER_NEAR_END},
        {2, 0x08, PRINTER_OUT},
    };
    unsigned set = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        set |= (status[rows[i].byte] & rows[i].mask) != 0 ? rows[i].condition : 0;
    }
    set &= has_near_end ? ~0u : ~(unsigned)PRINTER_NEAR_END;
    bool has_cause = (set & ~(unsigned)PRINTER_NEAR_END) != 0;
    return (status[0] & 0x08) != 0 && !has_cause ? set | PRINTER_OFFLINE : set;
}

static bool is_fence(const struct escpos_message *m, uint32_t id)
{
    return m->kind == ESCPOS_STATUS && m->bytes[3] == id;
}

static bool is_cleared(const struct escpos_message *m, uint32_t first_id)
{
    return is_fence(m, first_id - 1);
}

const struct slip_language star_language = {
    .is_counter = true,
    .status_back_on = status_back_on,
    .begin = begin,
    .raster_on = star_raster_on,
    .band = star_band,
    .raster_off = star_raster_off,
    .feed = star_feed,
    .cut = star_cut,
    .fence = fence,
    .ask_paper = ask_paper,
    .ask_status = ask_status,
    .clear = clear,
    .recover = recover,
    .parse = star_parse,
    .conditions = star_conditions,
    .is_fence = is_fence,
    .is_cleared = is_cleared,
};
