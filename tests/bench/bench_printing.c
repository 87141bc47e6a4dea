#include "tests/bench/bench_printing.h"

#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "app/page_worker.h"
#include "hal/linux/printer_address.h"
#include "hal/printer_escpos.h"
#include "sim/escpos_fake.h"
#include "tests/bench/bench_figures.h"

#define ANY_DAY_MS INT64_C(1795483440000)

enum {
    DEAF_STEPS = 1000,
    WARM_ROUNDS = 40,
    COLD_ROUNDS = 5,
    BYTES_MAX = 1 << 20,
    CODE_ROUNDS = 200,
    CODE_PAGES = 50
};

static uint8_t bits[BYTES_MAX];

static void make_slip(struct document *out, int number)
{
    memset(out, 0, sizeof *out);
    out->kind = DOCUMENT_SLIP;
    out->specimen = true;
    out->at = civil_of(ANY_DAY_MS);
    out->slip = (struct slip){.window_no = 2, .ready_count = 1, .wait_minutes = number % 9};
    strcpy(out->slip.call_no, "A-017");
}

static int render(struct typeset *ts, int number, struct bitmap *out)
{
    struct document slip;
    struct raster_order order = {.width_dots = 576, .dpi = 203};
    make_slip(&slip, number);
    return failed(paper_render_raster(ts, &slip, &order, bits, sizeof bits, out));
}

static double ms_since(uint64_t start_us)
{
    return (double)(bench_now_us() - start_us) / 1000.0;
}

static int time_pages(struct bitmap *page)
{
    static struct bench_samples cold, warm;
    int bad = 0;
    for (int i = 0; i < COLD_ROUNDS; i++) {
        struct typeset *ts = NULL;
        if (failed(typeset_open(&ts))) {
            return 1;
        }
        uint64_t start = bench_now_us();
        bad |= render(ts, 0, page);
        bench_add(&cold, ms_since(start));
        for (int k = 0; k < WARM_ROUNDS / COLD_ROUNDS; k++) {
            start = bench_now_us();
            bad |= render(ts, k, page);
            bench_add(&warm, ms_since(start));
        }
        typeset_close(ts);
    }
    bench_print("print: slip as raster, cold", &cold, (struct bench_limit){"ms", 60, BENCH_P95});
    bench_print("print: slip as raster, warm", &warm, (struct bench_limit){"ms", 25, BENCH_P95});
    return bad;
}

/* Raster to the printer's bytes, in each language. */
static void time_bytes(const struct slip_language *language, const char *name,
                       const struct bitmap *page)
{
    static uint8_t chunk[ESCPOS_CHUNK_SIZE];
    struct bench_samples *speed = calloc(1, sizeof *speed);
    if (speed == NULL) {
        return;
    }
    for (int i = 0; i < CODE_ROUNDS; i++) {
        size_t total = 0;
        uint64_t start = bench_now_us();
        for (int k = 0, y = 0; k < CODE_PAGES; k += y == page->height_px ? 1 : 0) {
            y = y == page->height_px ? 0 : y;
            struct escpos_writer w = {chunk, 0, sizeof chunk};
            y = language->band(&w, page, y, page->height_px);
            total += w.n;
        }
        uint64_t took = bench_now_us() - start;
        bench_add(speed, (double)total / (double)(took == 0 ? 1 : took));
    }
    bench_print(name, speed, (struct bench_limit){.unit = "MB/s"});
    free(speed);
}

struct line {
    struct worker *worker;
    struct escpos_fake *fake;
    struct printer *printer;
    uint64_t now_ms;
};

static int open_line(struct line *l)
{
    struct escpos_fake_settings settings = {
        .width_dots = 576, .dpi = 203, .has_process_id = true, .has_clear = true};
    *l = (struct line){.now_ms = 1000};
    return failed(page_worker_open(WORKER_PROCESS, false, &l->worker)) ||
           failed(escpos_fake_open(&settings, &l->fake)) ||
           failed(printer_escpos_open(escpos_fake_pipe(l->fake), escpos_model_find(STR("tm-t88")),
                                      1, &l->printer));
}

static void close_line(struct line *l)
{
    printer_close(l->printer);
    escpos_fake_close(l->fake);
    worker_close(l->worker);
}

static int wait_page(struct line *l, int number, const struct page_answer **out)
{
    struct page_order *order = worker_request(l->worker);
    *order = (struct page_order){.output = PAGE_RASTER, .width_dots = 576, .dpi = 203};
    make_slip(&order->document, number);
    IGNORE_ERR(worker_submit(l->worker, l->now_ms));
    const void *reply = NULL;
    enum worker_event event = WORKER_NOTHING;
    while (event == WORKER_NOTHING) {
        struct pollfd p = {.fd = worker_fd(l->worker), .events = POLLIN};
        (void)poll(&p, 1, 1);
        event = worker_take(l->worker, l->now_ms, &reply);
    }
    *out = reply;
    return event == WORKER_DONE && !failed((*out)->err) ? 0 : 1;
}

/* The paper comes out, on the printer's own time. */
static void finish_slip(struct line *l)
{
    struct printer_event e = {0};
    while (e.kind != PRINTER_OUTCOME || id_is_none(e.job_id)) {
        l->now_ms += 5;
        escpos_fake_step(l->fake, l->now_ms);
        device_step(printer_device(l->printer), l->now_ms);
        (void)!printer_take(l->printer, &e);
    }
}

/* From the order for the renderer's process to the first byte that the printer took. */
static int time_first_byte(void)
{
    static struct bench_samples first;
    struct line l;
    int bad = open_line(&l);
    for (int i = 0; i < WARM_ROUNDS && bad == 0; i++) {
        const struct page_answer *page = NULL;
        uint64_t start = bench_now_us();
        bad = wait_page(&l, i, &page);
        if (bad != 0) {
            break;
        }
        memcpy(bits, page->bytes, page->length);
        struct printer_job job = {.job_id = {{(uint8_t)(i + 1)}},
                                  .page = {bits, page->width_px, page->height_px, page->row_bytes},
                                  .cut = true};
        uint64_t before = escpos_fake_received(l.fake);
        IGNORE_ERR(printer_submit(l.printer, &job));
        while (escpos_fake_received(l.fake) == before) {
            device_step(printer_device(l.printer), ++l.now_ms);
        }
        bench_add(&first, ms_since(start));
        finish_slip(&l);
    }
    close_line(&l);
    bench_print("print: first byte after the order", &first,
                (struct bench_limit){"ms", 30, BENCH_P95});
    return bad;
}

/* A printer on loopback that takes the connection and then reads nothing and says nothing. */
static int open_deaf_printer(int *out_listener, struct printer **out)
{
    char address[64];
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof a;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    *out_listener = listener;
    if (listener < 0 || bind(listener, (const struct sockaddr *)&a, sizeof a) != 0 ||
        listen(listener, 1) != 0 || getsockname(listener, (struct sockaddr *)&a, &size) != 0) {
        return 1;
    }
    (void)snprintf(address, sizeof address, "tcp:127.0.0.1:%d", ntohs(a.sin_port));
    struct slip_printer_address where = {address, "tm-t88", 576, 203, 1};
    return failed(slip_printer_open(&where, out));
}

/* The loop's share of such a printer, with a page under way: it never waits. */
static int time_deaf_printer(struct bitmap *page)
{
    static struct bench_samples steps;
    struct printer *printer = NULL;
    int listener = -1;
    uint64_t now_ms = 1000;
    int bad = open_deaf_printer(&listener, &printer);
    struct printer_job job = {.job_id = {{1}}, .page = *page, .cut = true};
    for (int i = 0; bad == 0 && i < DEAF_STEPS; i++) {
        if (i == DEAF_STEPS / 4) {
            IGNORE_ERR(printer_submit(printer, &job));
        }
        uint64_t start = bench_now_us();
        device_step(printer_device(printer), now_ms += 20);
        bench_add(&steps, ms_since(start));
    }
    printer_close(printer);
    (void)close(listener);
    bench_print("print: a step of the loop, printer deaf", &steps,
                (struct bench_limit){"ms", 5, BENCH_P95});
    return bad;
}

int bench_printing(void)
{
    struct bitmap page;
    int bad = time_pages(&page);
    if (bad == 0) {
        time_bytes(&escpos_language, "print: raster to ESC/POS", &page);
        time_bytes(&star_language, "print: raster to Star", &page);
        bad |= time_deaf_printer(&page);
    }
    return bad | time_first_byte();
}
