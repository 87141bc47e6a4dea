/* The terminal's five tones as samples: pure, every pitch below 1.4 kHz (JIS S 0013 allows 2.5
 * kHz).
 *
 * Promises: the same samples each time; each note fades in and out over 5 ms, so nothing clicks.
 */
#ifndef HAL_LINUX_TONE_H
#define HAL_LINUX_TONE_H

#include <stdint.h>
#include "hal/sound.h"

enum {
    TONE_RATE_HZ = 48000,
    TONE_SAMPLES_MAX = TONE_RATE_HZ, /* no tone is longer than a second */
};

/* Mono samples at volume_percent of full scale 0.5; returns how many were written. */
int tone_render(enum sound_tone tone, int volume_percent, int16_t out[TONE_SAMPLES_MAX]);

#endif
