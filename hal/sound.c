#include "hal/sound.h"

#include <assert.h>
#include <stddef.h>

struct device sound_device(struct sound *s)
{
    return s == NULL ? (struct device){NULL, NULL} : (struct device){&s->ops->device, s};
}

void sound_close(struct sound *s)
{
    device_close(sound_device(s));
}

struct err sound_play(struct sound *s, enum sound_tone tone)
{
    assert(tone < SOUND_TONE_COUNT);
    return s == NULL ? FAIL(UNSUPPORTED) : s->ops->play(s, tone);
}

struct err sound_say(struct sound *s, unsigned clip)
{
    return s == NULL ? FAIL(UNSUPPORTED) : s->ops->say(s, clip);
}

void sound_stop(struct sound *s)
{
    if (s != NULL) {
        s->ops->stop(s);
    }
}

void sound_set_volume(struct sound *s, int percent)
{
    assert(percent >= 0 && percent <= SOUND_VOLUME_MAX_PERCENT);
    if (s != NULL) {
        s->ops->set_volume(s, percent);
    }
}

bool sound_is_available(const struct sound *s)
{
    return s != NULL && s->ops->is_available(s);
}

bool sound_has_earphones(const struct sound *s)
{
    return s != NULL && s->ops->has_earphones != NULL && s->ops->has_earphones(s);
}

const char *sound_tone_name(enum sound_tone tone)
{
    static const char *const names[] = {
#define X(name) #name,
        SOUND_TONE_LIST(X)
#undef X
    };
    assert(tone < SOUND_TONE_COUNT);
    return names[tone];
}
