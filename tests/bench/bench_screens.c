/* The screens alone, on windows of their true size: painting anew, changing, and a live camera.
 * Time of the clock, and under it the processor's: on a busy machine they part. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "tests/bench/bench.h"
#include "tests/bench/bench_figures.h"
#include "tests/kit/views.h"
#include "ui/window.h"

enum { ROUNDS = 5, FRAMES = 200, FRAME_MS = 33, PICTURE_W = 1280, PICTURE_H = 720 };

struct bench_screens {
    struct ui *ui;
    struct view_fixture fixture;
    uint64_t now_ms;
    uint8_t pixels[PICTURE_W * PICTURE_H];
};

struct times {
    struct bench_samples wall, cpu;
};

static double cpu_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void show(struct bench_screens *b, const struct image_gray *picture, struct times *out)
{
    b->now_ms += FRAME_MS;
    uint64_t start = bench_now_us();
    double start_cpu = cpu_ms();
    (void)ui_show(b->ui, &b->fixture.applicant, NULL, picture, b->now_ms);
    if (out != NULL) {
        bench_add(&out->wall, (double)(bench_now_us() - start) / 1000.0);
        bench_add(&out->cpu, cpu_ms() - start_cpu);
    }
}

/* Every applicant screen after the other, so that each changes the whole picture. */
static void paint_all(struct bench_screens *b, struct times *out)
{
    for (int screen = 0; screen < SCREEN_S00; screen++) {
        view_fixture_fill(&b->fixture, (enum screen)screen);
        show(b, NULL, out);
        b->now_ms += 1000; /* the curtain between two persons is over */
        show(b, NULL, NULL);
    }
}

static void frames(struct bench_screens *b, struct times *out)
{
    struct image_gray picture = {b->pixels, PICTURE_W, PICTURE_H, PICTURE_W};
    view_fixture_fill(&b->fixture, SCREEN_A00);
    show(b, &picture, NULL);
    for (int i = 0; i < FRAMES; i++) {
        memset(b->pixels, i, sizeof b->pixels);
        show(b, &picture, out);
    }
}

/* As the clock does every minute, and the time strip every second. */
static void ticks(struct bench_screens *b, struct times *out)
{
    view_fixture_fill(&b->fixture, SCREEN_A20);
    show(b, NULL, NULL);
    for (int i = 20; i > 0; i--) {
        b->fixture.applicant.seconds_left = i;
        show(b, NULL, out);
    }
}

static void print(const char *name, struct times *times, struct bench_limit limit)
{
    bench_print(name, &times->wall, limit);
    bench_print("        processor time of it", &times->cpu, limit);
}

int bench_screens(void)
{
    static struct times cold, warm, frame, tick;
    struct bench_screens *b = calloc(1, sizeof *b);
    const struct ui_setup setup = {.applicant = true,
                                   .staff = true,
                                   .max_width = APPLICANT_WIDTH,
                                   .max_height = APPLICANT_HEIGHT};
    if (b == NULL || failed(ui_open(&setup, &b->ui))) {
        free(b);
        return 1;
    }
    paint_all(b, &cold);
    for (int i = 0; i < ROUNDS; i++) {
        paint_all(b, &warm);
    }
    frames(b, &frame);
    ticks(b, &tick);
    print("screen: full repaint, cold", &cold, (struct bench_limit){"ms", 50, BENCH_MAX});
    print("screen: full repaint, warm", &warm, (struct bench_limit){"ms", 15, BENCH_P95});
    print("screen: a second of the time strip", &tick, (struct bench_limit){"ms", 15, BENCH_P95});
    print("screen: frame with live camera", &frame, (struct bench_limit){"ms", 16, BENCH_P95});
    bench_print("screen: frame with live camera, median", &frame.wall,
                (struct bench_limit){"ms", 8, BENCH_MEDIAN});
    ui_close(b->ui);
    free(b);
    return 0;
}
