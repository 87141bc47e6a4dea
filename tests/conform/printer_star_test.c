/* A Star slip read off the wire by a reader of its own, written from the manual's tables and
 * sharing nothing with hal/star or the virtual printer: what it draws is the page, dot for dot, and
 * so is the virtual printer's paper. Source: Star Micronics, "STAR Line Mode Command
 * Specifications", chapters "Raster" and "Real time". */
#include "tests/kit/kit.h"

#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "hal/printer_escpos.h"
#include "sim/escpos_fake.h"

enum {
    WIRE_MAX = 1 << 20,
    ROWS_MAX = 2000,
    ROW_MAX = 80,
    TURN_MS = 5,
    TURNS_MAX = 8000,
    HEIGHT = 700,
    TEAR_ROWS = 240, /* 3 cm at 203 dpi */
};

/* The printer's cable with an ear on it. */
struct tap {
    struct byte_pipe pipe;
    struct byte_pipe *behind;
    uint8_t *wire;
    size_t n;
};

static struct tap *tap_of(struct byte_pipe *p)
{
    return (struct tap *)p;
}

static struct err tap_connect(struct byte_pipe *p)
{
    return byte_pipe_connect(tap_of(p)->behind);
}

static struct err tap_read(struct byte_pipe *p, uint8_t *out, size_t max, size_t *out_n)
{
    return byte_pipe_read(tap_of(p)->behind, out, max, out_n);
}

static struct err tap_write(struct byte_pipe *p, const uint8_t *bytes, size_t n, size_t *out_n)
{
    struct tap *t = tap_of(p);
    TRY(byte_pipe_write(t->behind, bytes, n, out_n));
    assert_true(t->n + *out_n <= WIRE_MAX);
    memcpy(t->wire + t->n, bytes, *out_n);
    t->n += *out_n;
    return OK;
}

static void tap_disconnect(struct byte_pipe *p)
{
    byte_pipe_disconnect(tap_of(p)->behind);
}

static void tap_close(struct byte_pipe *p)
{
    (void)p;
}

/* What the reader has understood. */
struct reading {
    uint8_t row[ROWS_MAX][ROW_MAX];
    int rows, row_bytes, cuts, cut_at, counts, strange, hidden;
    bool is_raster;
};

/* One row of raster data: b n1 n2 and n1 + 256 n2 bytes; missing ones are white. */
static size_t read_row(struct reading *r, const uint8_t *c, size_t n)
{
    size_t bytes = n < 3 ? 0 : (size_t)c[1] + 256u * c[2];
    if (n < 3 || 3 + bytes > n || bytes > ROW_MAX || r->rows == ROWS_MAX) {
        r->strange++;
        return n;
    }
    memset(r->row[r->rows], 0, ROW_MAX);
    memcpy(r->row[r->rows++], c + 3, bytes);
    for (size_t i = 0; i + 1 < bytes; i++) { /* the printer would obey it at once */
        r->hidden += c[3 + i] == 0x1B && c[4 + i] == 0x06;
    }
    return 3 + bytes;
}

/* ESC * r X: A enters raster mode, B leaves it; the others carry digits and end with NUL. */
static size_t read_raster_command(struct reading *r, const uint8_t *c, size_t n)
{
    size_t end = 4;
    if (n < 4 || c[2] != 'r') {
        r->strange++;
        return n;
    }
    if (c[3] == 'A' || c[3] == 'B') {
        r->is_raster = c[3] == 'A';
        return 4;
    }
    while (end < n && c[end] >= '0' && c[end] <= '9') {
        end++;
    }
    bool is_known = strchr("PEFQTY", c[3]) != NULL && end < n && c[end] == 0;
    r->strange += !is_known;
    return end < n ? end + 1 : n;
}

static size_t read_escape(struct reading *r, const uint8_t *c, size_t n)
{
    if (n < 2) {
        r->strange++;
        return n;
    }
    switch (c[1]) {
    case '@': /* initialise */
        r->is_raster = false;
        return 2;
    case '*':
        return read_raster_command(r, c, n);
    case 0x1E: /* RS a n, RS E n */
    case 0x06: /* ACK SOH */
        return c[1] == 0x06 ? 3 : 4;
    case 'd':
        r->cuts++;
        r->cut_at = r->rows;
        return 3;
    default:
        r->strange++;
        return 2;
    }
}

static void read_wire(struct reading *r, const uint8_t *wire, size_t n)
{
    for (size_t i = 0; i < n;) {
        if (wire[i] == 0x1B) {
            i += read_escape(r, wire + i, n - i);
        } else if (wire[i] == 'b' && r->is_raster) {
            i += read_row(r, wire + i, n - i);
        } else {
            r->counts += wire[i] == 0x17;
            r->strange += wire[i] != 0x17 && wire[i] != 0x18 && wire[i] != 0;
            i++;
        }
    }
}

/* Dense ink with the forbidden pair in many rows. */
static void draw(struct rng *rng, uint8_t *bits, int row_bytes)
{
    for (int i = 0; i < row_bytes * HEIGHT; i++) {
        bits[i] = (uint8_t)rng_below(rng, 256);
    }
    for (int i = 0; i < HEIGHT; i++) {
        int at = i * row_bytes + (int)rng_below(rng, (unsigned)(row_bytes - 1));
        bits[at] = 0x1B;
        bits[at + 1] = 0x06;
    }
    bits[(HEIGHT - 1) * row_bytes] |= 1; /* the last row holds ink */
}

/* What may leave: the page, with one dot more where a row would hold the pair. */
static void expect_rows(const uint8_t *bits, int row_bytes, uint8_t *out)
{
    memcpy(out, bits, (size_t)row_bytes * HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
        uint8_t *row = out + y * row_bytes;
        for (int x = 0; x + 1 < row_bytes; x++) {
            row[x] = row[x] == 0x1B && row[x + 1] == 0x06 ? 0x1F : row[x];
        }
    }
}

static struct printer_event print(struct escpos_fake *fake, struct printer *printer, uint8_t *bits,
                                  int width_dots, uint64_t *now_ms)
{
    struct printer_event e = {.outcome = PRINT_OUTCOME_COUNT};
    struct printer_job job = {.job_id = {{7}},
                              .page = {bits, width_dots, HEIGHT, width_dots / 8},
                              .feed_to_tear = true,
                              .cut = true};
    bool is_over = false;
    for (int i = 0; i < TURNS_MAX && !is_over; i++) {
        if (i == 40) { /* its state is known by now */
            assert_ok(printer_submit(printer, &job));
        }
        *now_ms += TURN_MS;
        escpos_fake_step(fake, *now_ms);
        device_step(printer_device(printer), *now_ms);
        while (!is_over && printer_take(printer, &e)) {
            is_over = e.kind == PRINTER_OUTCOME;
        }
    }
    return e;
}

static void whole_page(const char *model, int width_dots, uint64_t seed)
{
    static const struct byte_pipe_ops ops = {.connect = tap_connect,
                                             .read = tap_read,
                                             .write = tap_write,
                                             .disconnect = tap_disconnect,
                                             .close = tap_close};
    static uint8_t bits[ROW_MAX * HEIGHT], want[ROW_MAX * HEIGHT];
    static struct reading seen;
    struct escpos_fake_settings settings = {
        .width_dots = width_dots, .dpi = 203, .has_process_id = true, .is_star = true};
    struct escpos_fake *fake;
    struct printer *printer;
    struct rng rng;
    struct tap tap = {.pipe = {&ops}, .wire = malloc(WIRE_MAX)};
    uint64_t now_ms = 1000;
    int row_bytes = width_dots / 8;
    assert_non_null(tap.wire);
    rng_init(&rng, seed);
    draw(&rng, bits, row_bytes);
    expect_rows(bits, row_bytes, want);
    assert_ok(escpos_fake_open(&settings, &fake));
    tap.behind = escpos_fake_pipe(fake);
    assert_ok(printer_escpos_open(&tap.pipe, escpos_model_find(str_of(model)), 1, &printer));
    assert_int_equal(print(fake, printer, bits, width_dots, &now_ms).outcome,
                     PRINT_OUTCOME_PRINTED);
    memset(&seen, 0, sizeof seen);
    read_wire(&seen, tap.wire, tap.n);
    assert_int_equal(seen.strange, 0);
    assert_int_equal(seen.hidden, 0);
    assert_int_equal(seen.cuts, escpos_model_find(str_of(model))->has_cutter);
    assert_true(seen.counts >= 2); /* behind the page and behind the cut */
    assert_true(seen.rows >= HEIGHT + TEAR_ROWS && (seen.cuts == 0 || seen.cut_at >= HEIGHT));
    struct bitmap paper = escpos_fake_paper(fake);
    assert_int_equal(paper.height_px, seen.rows);
    for (int y = 0; y < seen.rows; y++) {
        static const uint8_t white[ROW_MAX];
        const uint8_t *row = y < HEIGHT ? want + y * row_bytes : white;
        assert_memory_equal(seen.row[y], row, (size_t)row_bytes);
        assert_memory_equal(paper.bits + y * paper.row_bytes, row, (size_t)row_bytes);
    }
    assert_int_equal(escpos_fake_unknown_commands(fake), 0);
    assert_int_equal(escpos_fake_hidden_commands(fake), 0);
    printer_close(printer);
    escpos_fake_close(fake);
    free(tap.wire);
}

static void a_page_is_the_page_dot_for_dot(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        whole_page("star", 576, seed);
        whole_page("star-58", 384, seed);
    }
}

static void the_reader_sees_what_is_wrong(void **state)
{
    (void)state;
    static struct reading r;
    static const uint8_t pair[] = {0x1B, '*', 'r', 'A', 'b', 3, 0, 0xFF, 0x1B, 0x06};
    memset(&r, 0, sizeof r);
    read_wire(&r, pair, sizeof pair);
    assert_int_equal(r.hidden, 1);
    assert_int_equal(r.strange, 0);
    static const uint8_t outside[] = {'b', 1, 0, 0xFF, 0x1B, '?'};
    memset(&r, 0, sizeof r);
    read_wire(&r, outside, sizeof outside);
    assert_int_equal(r.rows, 0);
    assert_true(r.strange > 1);
    static const uint8_t cut_short[] = {0x1B, '*', 'r', 'A', 'b', 9, 0, 0xFF};
    memset(&r, 0, sizeof r);
    read_wire(&r, cut_short, sizeof cut_short);
    assert_int_equal(r.strange, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_is_the_page_dot_for_dot),
        cmocka_unit_test(the_reader_sees_what_is_wrong),
    };
    return cmocka_run_group_tests_name("conform/printer_star", tests, NULL, NULL);
}
