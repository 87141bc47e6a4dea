#include "sim/simple_devices_sim.h"

#include <assert.h>
#include <string.h>

static void hang_up_nothing(void *self)
{
    (void)self;
}

static uint64_t sim_monotonic_ms(const struct clock *c)
{
    return ((const struct clock_sim *)c)->now_ms;
}

static int64_t sim_wall_ms(const struct clock *c)
{
    const struct clock_sim *s = (const struct clock_sim *)c;
    return s->wall_zero_ms + (int64_t)s->now_ms;
}

static void sim_clock_close(struct clock *c)
{
    (void)c;
}

void clock_sim_init(struct clock_sim *c, int64_t wall_zero_ms)
{
    static const struct clock_ops ops = {sim_monotonic_ms, sim_wall_ms, sim_clock_close};
    *c = (struct clock_sim){.clock = {&ops}, .wall_zero_ms = wall_zero_ms};
}

void clock_sim_advance_to(struct clock_sim *c, uint64_t now_ms)
{
    assert(now_ms >= c->now_ms);
    c->now_ms = now_ms;
}

static struct err sim_lamp_set(struct lamp *l, enum lamp_colour colour, enum lamp_pattern pattern)
{
    struct lamp_sim *s = (struct lamp_sim *)l;
    if (s->is_broken) {
        return FAIL(IO);
    }
    s->colour = colour;
    s->pattern = pattern;
    s->orders++;
    return OK;
}

void lamp_sim_init(struct lamp_sim *l)
{
    static const struct lamp_ops ops = {.device = {.close = hang_up_nothing}, .set = sim_lamp_set};
    *l = (struct lamp_sim){.lamp = {&ops}, .pattern = LAMP_OFF};
}

static struct err sim_sound_add(struct sound_sim *s, bool is_clip, unsigned what)
{
    if (s->is_silent) {
        return FAIL(GONE);
    }
    s->played[s->count % SIM_SOUNDS_MAX] = (struct sound_sim_entry){is_clip, what, s->now_ms};
    s->count++;
    return OK;
}

static struct err sim_play(struct sound *s, enum sound_tone tone)
{
    return sim_sound_add((struct sound_sim *)s, false, (unsigned)tone);
}

static struct err sim_say(struct sound *s, unsigned clip)
{
    return sim_sound_add((struct sound_sim *)s, true, clip);
}

static void sim_stop(struct sound *s)
{
    ((struct sound_sim *)s)->stops++;
}

static void sim_set_volume(struct sound *s, int percent)
{
    ((struct sound_sim *)s)->volume_percent = percent;
}

static bool sim_is_available(const struct sound *s)
{
    return !((const struct sound_sim *)s)->is_silent;
}

static bool sim_has_earphones(const struct sound *s)
{
    return ((const struct sound_sim *)s)->has_earphones;
}

static void sim_sound_step(void *self, uint64_t now_ms)
{
    ((struct sound_sim *)self)->now_ms = now_ms;
}

void sound_sim_init(struct sound_sim *s)
{
    static const struct sound_ops ops = {
        .device = {.step = sim_sound_step, .close = hang_up_nothing},
        .play = sim_play,
        .say = sim_say,
        .stop = sim_stop,
        .set_volume = sim_set_volume,
        .is_available = sim_is_available,
        .has_earphones = sim_has_earphones,
    };
    *s = (struct sound_sim){.sound = {&ops}, .volume_percent = SOUND_VOLUME_MAX_PERCENT};
}

static bool sim_scanner_take(struct scanner *scanner, struct scanner_event *out)
{
    struct scanner_sim *s = (struct scanner_sim *)scanner;
    if (s->count == 0) {
        return false;
    }
    *out = s->waiting[0];
    s->count--;
    memmove(&s->waiting[0], &s->waiting[1], (size_t)s->count * sizeof s->waiting[0]);
    return true;
}

static uint64_t sim_scanner_next(const void *self, uint64_t now_ms)
{
    return ((const struct scanner_sim *)self)->count > 0 ? now_ms : DEVICE_NO_DEADLINE;
}

void scanner_sim_init(struct scanner_sim *s)
{
    static const struct scanner_ops ops = {
        .device = {.next_ms = sim_scanner_next, .close = hang_up_nothing},
        .take = sim_scanner_take,
    };
    *s = (struct scanner_sim){.scanner = {&ops}};
}

static struct scanner_event *sim_scanner_add(struct scanner_sim *s, enum scanner_event_kind kind,
                                             uint64_t now_ms)
{
    assert(s->count < SIM_WAITING_MAX);
    struct scanner_event *e = &s->waiting[s->count];
    *e = (struct scanner_event){.kind = kind, .at_ms = now_ms};
    s->count++;
    return e;
}

void scanner_sim_scan(struct scanner_sim *s, struct str bytes, uint64_t now_ms)
{
    if (s->is_lost || bytes.n == 0) {
        return;
    }
    if (bytes.n > SCANNER_TEXT_MAX) {
        (void)sim_scanner_add(s, SCANNER_TOO_LONG, now_ms);
        return;
    }
    struct scanner_event *e = sim_scanner_add(s, SCANNER_TEXT, now_ms);
    e->length = bytes.n;
    memcpy(e->text, bytes.p, bytes.n);
}

void scanner_sim_lose(struct scanner_sim *s, bool is_lost, uint64_t now_ms)
{
    if (is_lost != s->is_lost) {
        s->is_lost = is_lost;
        (void)sim_scanner_add(s, is_lost ? SCANNER_LOST : SCANNER_RUNNING, now_ms);
    }
}

static struct err sim_pet(struct watchdog *w)
{
    ((struct watchdog_sim *)w)->pets++;
    return OK;
}

static struct err sim_ready(struct watchdog *w)
{
    ((struct watchdog_sim *)w)->is_ready = true;
    return OK;
}

void watchdog_sim_init(struct watchdog_sim *w)
{
    static const struct watchdog_ops ops = {
        .device = {.close = hang_up_nothing},
        .pet = sim_pet,
        .ready = sim_ready,
    };
    *w = (struct watchdog_sim){.watchdog = {&ops}};
}
