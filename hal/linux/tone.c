#include "hal/linux/tone.h"

#include <assert.h>
#include <math.h>

enum { NOTES_MAX = 3, FADE_SAMPLES = TONE_RATE_HZ * 5 / 1000, PEAK = 16383 };

struct note {
    int hz; /* 0: silence */
    int ms; /* 0: no more notes */
};

static const struct note notes[SOUND_TONE_COUNT][NOTES_MAX] = {
    [SOUND_READ_OK] = {{880, 60}, {1320, 90}},
    [SOUND_NEEDS] = {{660, 120}, {0, 80}, {660, 120}},
    [SOUND_CANNOT] = {{440, 150}, {330, 200}},
    [SOUND_CALL] = {{784, 400}, {659, 500}},
    [SOUND_TIMEOUT] = {{523, 150}, {0, 100}, {523, 150}},
};

static double fade(int i, int count)
{
    int edge = i < count - 1 - i ? i : count - 1 - i;
    return edge >= FADE_SAMPLES ? 1.0 : (double)edge / FADE_SAMPLES;
}

static int render_note(const struct note *note, double peak, int16_t *out)
{
    int count = note->ms * TONE_RATE_HZ / 1000;
    for (int i = 0; i < count; i++) {
        double phase = 2.0 * 3.14159265358979323846 * note->hz * i / TONE_RATE_HZ;
        out[i] = (int16_t)(peak * fade(i, count) * sin(phase));
    }
    return count;
}

int tone_render(enum sound_tone tone, int volume_percent, int16_t out[TONE_SAMPLES_MAX])
{
    assert(volume_percent >= 0 && volume_percent <= SOUND_VOLUME_MAX_PERCENT);
    double peak = (double)PEAK * volume_percent / SOUND_VOLUME_MAX_PERCENT;
    int total = 0;
    for (int i = 0; i < NOTES_MAX && notes[tone][i].ms > 0; i++) {
        assert(total + notes[tone][i].ms * TONE_RATE_HZ / 1000 <= TONE_SAMPLES_MAX);
        total += render_note(&notes[tone][i], peak, out + total);
    }
    return total;
}
