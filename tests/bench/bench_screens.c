/* The screens alone, on windows of their true size: painting anew, changing, and a live camera. */
#include <stdlib.h>
#include <string.h>
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

static double show(struct bench_screens *b, const struct image_gray *picture)
{
    b->now_ms += FRAME_MS;
    uint64_t start = bench_now_us();
    (void)ui_show(b->ui, &b->fixture.applicant, NULL, picture, b->now_ms);
    return (double)(bench_now_us() - start) / 1000.0;
}

/* Every applicant screen after the other, so that each changes the whole picture. */
static void paint_all(struct bench_screens *b, struct bench_samples *out)
{
    for (int screen = 0; screen < SCREEN_S00; screen++) {
        view_fixture_fill(&b->fixture, (enum screen)screen);
        bench_add(out, show(b, NULL));
        b->now_ms += 1000; /* the curtain between two persons is over */
        (void)show(b, NULL);
    }
}

static void frames(struct bench_screens *b, struct bench_samples *out)
{
    struct image_gray picture = {b->pixels, PICTURE_W, PICTURE_H, PICTURE_W};
    view_fixture_fill(&b->fixture, SCREEN_A00);
    (void)show(b, &picture);
    for (int i = 0; i < FRAMES; i++) {
        memset(b->pixels, i, sizeof b->pixels);
        bench_add(out, show(b, &picture));
    }
}

/* As the clock does every minute, and the time strip every second. */
static void ticks(struct bench_screens *b, struct bench_samples *out)
{
    view_fixture_fill(&b->fixture, SCREEN_A20);
    (void)show(b, NULL);
    for (int i = 20; i > 0; i--) {
        b->fixture.applicant.seconds_left = i;
        bench_add(out, show(b, NULL));
    }
}

int bench_screens(void)
{
    static struct bench_samples cold, warm, frame, tick;
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
    bench_print("screen: full repaint, cold", &cold, (struct bench_limit){"ms", 50, BENCH_MAX});
    bench_print("screen: full repaint, warm", &warm, (struct bench_limit){"ms", 15, BENCH_P95});
    bench_print("screen: a second of the time strip", &tick,
                (struct bench_limit){"ms", 15, BENCH_P95});
    bench_print("screen: frame with live camera, median", &frame,
                (struct bench_limit){"ms", 8, BENCH_MEDIAN});
    bench_print("screen: frame with live camera, p95", &frame,
                (struct bench_limit){"ms", 16, BENCH_P95});
    ui_close(b->ui);
    free(b);
    return 0;
}
