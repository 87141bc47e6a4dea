#include "tests/bench/scan_restart.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "app/scan_link.h"
#include "base/log.h"
#include "tests/bench/scan_decoders.h"

enum { TIMES_MAX = 1000, WIDTH = 1280, HEIGHT = 720, APART_MS = 60000 };

static struct worker_setup product;

/* A frame without width is an order to die. */
static void decode_or_die(void *context, const void *request, void *reply)
{
    const struct scan_order *order = request;
    if (order->width_px == 0) {
        raise(SIGKILL);
    }
    product.work(context, request, reply);
}

static double wall_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Deaths far enough apart on the worker's clock to stay in service. */
static enum worker_event ask(struct worker *w, uint64_t now_ms, int width)
{
    const void *reply = NULL;
    struct scan_order *order = worker_request(w);
    order->width_px = width;
    order->height_px = HEIGHT;
    return failed(worker_submit(w, now_ms)) ? WORKER_OUT : worker_take(w, now_ms, &reply);
}

int scan_restart(int times)
{
    static double ms[TIMES_MAX];
    struct worker *w = NULL;
    log_set_level(LOG_LEVEL_SILENT);
    product = scan_link_decoder();
    struct worker_setup setup = product;
    setup.work = decode_or_die;
    setup.wait = true;
    times = times > TIMES_MAX ? TIMES_MAX : times;
    if (failed(worker_open(&setup, &w))) {
        return 1;
    }
    int n = 0;
    while (n < times) {
        uint64_t now_ms = (uint64_t)n * APART_MS;
        bool died = ask(w, now_ms, 0) == WORKER_DIED;
        double start = wall_ms();
        if (!died || ask(w, now_ms, WIDTH) != WORKER_DONE) {
            break;
        }
        ms[n++] = wall_ms() - start;
    }
    worker_close(w);
    if (n == 0 || n < times) {
        return 1;
    }
    (void)printf("decoder died %d times; to the next answer: median %.1f ms, longest %.1f ms\n", n,
                 decoders_share(ms, n, 0.5), decoders_share(ms, n, 1));
    return 0;
}
