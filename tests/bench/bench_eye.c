#include "tests/bench/bench_eye.h"

#include <SDL.h>
#include <string.h>
#include <unistd.h>
#include "ui/theme.h"

enum { LOOK_MAX_US = 400000, BAND_X = 40, BAND_Y = HEADER_HEIGHT + 40 };

/* In the middle of 下に寄せる, beside its letters; and a place without any control. */
static const int finger_x = 470, finger_y = 1768, away_x = 20, away_y = 1600;

static uint32_t pixel(const struct bench_eye *e, int x, int y)
{
    const volatile uint8_t *at = e->pixels + (ptrdiff_t)y * e->pitch + (ptrdiff_t)4 * x;
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16;
}

static void push(const struct bench_eye *e, uint32_t type, int x, int y)
{
    SDL_Event event = {.type = type};
    if (type == SDL_MOUSEMOTION) {
        event.motion.windowID = e->window;
        event.motion.x = x;
        event.motion.y = y;
    } else {
        event.button.windowID = e->window;
        event.button.button = SDL_BUTTON_LEFT;
        event.button.x = x;
        event.button.y = y;
    }
    SDL_PushEvent(&event);
}

static void touch_once(struct bench_eye *e)
{
    uint32_t before = pixel(e, finger_x, finger_y);
    uint64_t start = bench_now_us();
    push(e, SDL_MOUSEBUTTONDOWN, finger_x, finger_y);
    while (pixel(e, finger_x, finger_y) == before && bench_now_us() < start + LOOK_MAX_US) {
        usleep(EYE_EVERY_US);
    }
    bench_add(&e->touch, (double)(bench_now_us() - start) / 1000.0);
    push(e, SDL_MOUSEMOTION, away_x, away_y);
    push(e, SDL_MOUSEBUTTONUP, away_x, away_y);
}

static void *look(void *self)
{
    struct bench_eye *e = self;
    uint64_t next_touch_us = bench_now_us();
    bool blue = false;
    while (!atomic_load(&e->stop)) {
        bool now = pixel(e, BAND_X, BAND_Y) == colour_rgb(COLOUR_READY, false);
        if (now && !blue && e->seen_count < EYE_SEEN_MAX) {
            e->seen_us[e->seen_count++] = bench_now_us();
        }
        blue = now;
        if (atomic_load(&e->may_touch) && bench_now_us() >= next_touch_us) {
            touch_once(e);
            next_touch_us = bench_now_us() + EYE_TOUCH_EVERY_MS * 1000ULL;
        }
        usleep(EYE_EVERY_US);
    }
    return NULL;
}

bool bench_eye_open(struct bench_eye *e, struct ui *ui)
{
    memset(e, 0, sizeof *e);
    e->window = ui_window_id(ui, SIDE_APPLICANT);
    SDL_Window *window = e->window == 0 ? NULL : SDL_GetWindowFromID(e->window);
    SDL_Surface *surface = window == NULL ? NULL : SDL_GetWindowSurface(window);
    if (surface == NULL || surface->w != APPLICANT_WIDTH || surface->h != APPLICANT_HEIGHT) {
        return false;
    }
    e->pixels = surface->pixels;
    e->pitch = surface->pitch;
    e->open = pthread_create(&e->thread, NULL, look, e) == 0;
    return e->open;
}

void bench_eye_touches(struct bench_eye *e, bool may)
{
    atomic_store(&e->may_touch, may);
}

void bench_eye_close(struct bench_eye *e)
{
    if (e->open) {
        atomic_store(&e->stop, true);
        pthread_join(e->thread, NULL);
        e->open = false;
    }
}
