/* Tones and recorded voice clips through one speaker.
 *
 * Promises: a call returns at once and the sound starts within one audio buffer; a new sound cuts
 * the one before it, but a clip lets the tone before it end. Never says anything by itself. No
 * speaker is not a failure of the terminal: is_available tells, and play gives GONE.
 */
#ifndef HAL_SOUND_H
#define HAL_SOUND_H

#include <stdbool.h>
#include "base/err.h"
#include "hal/device.h"

enum { SOUND_VOLUME_MAX_PERCENT = 100 };

/* X(name) - pitches and lengths: hal/linux/tone.c */
#define SOUND_TONE_LIST(X) X(READ_OK) X(NEEDS) X(CANNOT) X(CALL) X(TIMEOUT)

enum sound_tone {
#define X(name) SOUND_##name,
    SOUND_TONE_LIST(X)
#undef X
        SOUND_TONE_COUNT,
};

struct sound;
struct sound_ops {
    struct device_ops device;
    struct err (*play)(struct sound *s, enum sound_tone tone);
    struct err (*say)(struct sound *s, unsigned clip);
    void (*stop)(struct sound *s);
    void (*set_volume)(struct sound *s, int percent);
    bool (*is_available)(const struct sound *s);
    bool (*has_earphones)(const struct sound *s); /* NULL: no jack that tells */
};

struct sound { /* first member of each implementation */
    const struct sound_ops *ops;
};

struct device sound_device(struct sound *s);
struct err sound_play(struct sound *s, enum sound_tone tone); /* GONE: no speaker now */
struct err sound_say(struct sound *s, unsigned clip);         /* NOT_FOUND: no such recording */
void sound_stop(struct sound *s);                             /* cut at once */
void sound_set_volume(struct sound *s, int percent);          /* 0..SOUND_VOLUME_MAX_PERCENT */
bool sound_is_available(const struct sound *s);
bool sound_has_earphones(const struct sound *s);   /* plugged in: nobody else hears */
const char *sound_tone_name(enum sound_tone tone); /* "READ_OK"; static storage */
void sound_close(struct sound *s);

#endif
