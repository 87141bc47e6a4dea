#include "hal/escpos.h"

#include <assert.h>
#include <string.h>

enum { DLE = 0x10, EOT = 0x04, ENQ = 0x05, DC4 = 0x14, ESC = 0x1B, GS = 0x1D };
enum { DLE_WITH_ONE_MORE_DOT = 0x18, ID_FIRST = 0x21, ID_VALUES = 94 };

static void put(struct escpos_writer *w, const uint8_t *bytes, size_t n)
{
    assert(n <= w->cap - w->n);
    memcpy(w->bytes + w->n, bytes, n);
    w->n += n;
}

void escpos_initialize(struct escpos_writer *w)
{
    static const uint8_t command[] = {ESC, '@'};
    put(w, command, sizeof command);
}

void escpos_status_back_on(struct escpos_writer *w)
{
    static const uint8_t command[] = {GS, 'a', 0xFF};
    put(w, command, sizeof command);
}

void escpos_ask_status(struct escpos_writer *w, int n)
{
    assert(n >= 1 && n <= 4);
    const uint8_t command[] = {DLE, EOT, (uint8_t)n};
    put(w, command, sizeof command);
}

void escpos_recover(struct escpos_writer *w)
{
    static const uint8_t command[] = {DLE, ENQ, 2};
    put(w, command, sizeof command);
}

void escpos_clear(struct escpos_writer *w)
{
    static const uint8_t command[] = {DLE, DC4, 8, 1, 3, 20, 1, 6, 2, 8};
    put(w, command, sizeof command);
}

void escpos_ask_paper(struct escpos_writer *w)
{
    static const uint8_t command[] = {GS, 'r', 1};
    put(w, command, sizeof command);
}

void escpos_cut(struct escpos_writer *w)
{
    static const uint8_t command[] = {GS, 'V', 66, 0};
    put(w, command, sizeof command);
}

void escpos_fence(struct escpos_writer *w, const uint8_t id[ESCPOS_ID_SIZE])
{
    static const uint8_t command[] = {GS, '(', 'H', 6, 0, 48, 48};
    put(w, command, sizeof command);
    put(w, id, ESCPOS_ID_SIZE);
}

static void raster_head(struct escpos_writer *w, int row_bytes, int rows)
{
    const uint8_t command[] = {GS,
                               'v',
                               '0',
                               0,
                               (uint8_t)(row_bytes & 0xFF),
                               (uint8_t)(row_bytes >> 8),
                               (uint8_t)(rows & 0xFF),
                               (uint8_t)(rows >> 8)};
    put(w, command, sizeof command);
}

void escpos_feed(struct escpos_writer *w, int rows)
{
    static const uint8_t white[255];
    assert(rows > 0 && rows <= (int)sizeof white);
    raster_head(w, 1, rows);
    put(w, white, (size_t)rows);
}

static bool is_obeyed_after_dle(uint8_t byte)
{
    return byte == EOT || byte == ENQ || byte == DC4;
}

static const uint8_t *row_of(const struct bitmap *page, int y)
{
    return page->bits + (size_t)y * (size_t)page->row_bytes;
}

/* Where the band that starts at `from` must end: no later than before a row whose first byte would
 * complete a pair. */
static int band_end(const struct bitmap *page, int from, int to)
{
    int limit = to - from > ESCPOS_BAND_ROWS_MAX ? from + ESCPOS_BAND_ROWS_MAX : to;
    for (int y = from + 1; y < limit; y++) {
        uint8_t last = row_of(page, y - 1)[page->row_bytes - 1];
        if (last == DLE && is_obeyed_after_dle(row_of(page, y)[0])) {
            return y;
        }
    }
    return limit;
}

static void defuse(uint8_t *payload, size_t n)
{
    uint8_t *at = payload;
    size_t left = n;
    while (left > 1 && (at = memchr(at, DLE, left - 1)) != NULL) {
        if (is_obeyed_after_dle(at[1])) {
            at[0] = DLE_WITH_ONE_MORE_DOT;
        }
        at++;
        left = n - (size_t)(at - payload);
    }
}

int escpos_band(struct escpos_writer *w, const struct bitmap *page, int from, int to)
{
    assert(from < to && to <= page->height_px && page->row_bytes <= ESCPOS_ROW_BYTES_MAX);
    int end = band_end(page, from, to);
    raster_head(w, page->row_bytes, end - from);
    uint8_t *payload = w->bytes + w->n;
    put(w, row_of(page, from), (size_t)(end - from) * (size_t)page->row_bytes);
    defuse(payload, (size_t)(w->bytes + w->n - payload));
    return end;
}

int escpos_ink_end(const struct bitmap *page)
{
    for (int y = page->height_px; y > 0; y--) {
        const uint8_t *row = row_of(page, y - 1);
        for (int x = 0; x < page->row_bytes; x++) {
            if (row[x] != 0) {
                return y;
            }
        }
    }
    return 0;
}

void escpos_id(uint32_t n, uint8_t out[ESCPOS_ID_SIZE])
{
    for (int i = ESCPOS_ID_SIZE - 1; i >= 0; i--) {
        out[i] = (uint8_t)(ID_FIRST + n % ID_VALUES);
        n /= ID_VALUES;
    }
}
