#include "hal/linux/sound_sdl.h"

#include <SDL2/SDL.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"
#include "hal/linux/jack_evdev.h"
#include "hal/linux/tone.h"

enum { BUFFER_FRAMES = 512, RETRY_MS = 30000, FOLDER_SIZE = 256, PATH_SIZE = FOLDER_SIZE + 32 };

struct sound_sdl {
    struct sound sound;
    char voice_folder[FOLDER_SIZE];
    struct jack jack;
    bool has_subsystem;
    SDL_AudioDeviceID device; /* 0: none now */
    int volume_percent;
    bool tone_last; /* what was queued last was a tone: a clip waits for its end */
    uint64_t retry_at_ms;
    int16_t samples[TONE_SAMPLES_MAX];
};

static const SDL_AudioSpec wanted = {
    .freq = TONE_RATE_HZ, .format = AUDIO_S16SYS, .channels = 1, .samples = BUFFER_FRAMES};

static void find_device(struct sound_sdl *s)
{
    if (!s->has_subsystem) {
        s->has_subsystem = SDL_InitSubSystem(SDL_INIT_AUDIO) == 0;
    }
    if (s->has_subsystem) {
        s->device = SDL_OpenAudioDevice(NULL, 0, &wanted, NULL, 0);
    }
    if (s->device != 0) {
        SDL_PauseAudioDevice(s->device, 0);
    }
}

static void lose_device(struct sound_sdl *s)
{
    if (s->device != 0) {
        SDL_CloseAudioDevice(s->device);
        s->device = 0;
    }
}

static void op_step(void *self, uint64_t now_ms)
{
    struct sound_sdl *s = self;
    if (s->device != 0 && SDL_GetAudioDeviceStatus(s->device) == SDL_AUDIO_STOPPED) {
        lose_device(s);
        s->retry_at_ms = now_ms + RETRY_MS;
    }
    if (s->device == 0 && now_ms >= s->retry_at_ms) {
        find_device(s);
        s->retry_at_ms = now_ms + RETRY_MS;
    }
}

static uint64_t op_next_ms(const void *self, uint64_t now_ms)
{
    const struct sound_sdl *s = self;
    (void)now_ms;
    return s->device == 0 ? s->retry_at_ms : DEVICE_NO_DEADLINE;
}

static struct err queue(struct sound_sdl *s, const void *samples, uint32_t bytes, bool is_tone)
{
    if (s->device == 0) {
        return FAIL(GONE);
    }
    if (is_tone || !s->tone_last) {
        SDL_ClearQueuedAudio(s->device);
    }
    s->tone_last = is_tone;
    return SDL_QueueAudio(s->device, samples, bytes) == 0 ? OK : FAIL(IO);
}

static struct err op_play(struct sound *sound, enum sound_tone tone)
{
    struct sound_sdl *s = (struct sound_sdl *)sound;
    int count = tone_render(tone, s->volume_percent, s->samples);
    return queue(s, s->samples, (uint32_t)count * sizeof s->samples[0], true);
}

/* The clip's own loudness, scaled as the tones are. */
static struct err queue_scaled(struct sound_sdl *s, const uint8_t *clip, uint32_t bytes)
{
    uint8_t *mixed = calloc(1, bytes);
    if (mixed == NULL) {
        return FAIL(NO_MEMORY);
    }
    int volume = s->volume_percent * SDL_MIX_MAXVOLUME / SOUND_VOLUME_MAX_PERCENT;
    SDL_MixAudioFormat(mixed, clip, AUDIO_S16SYS, bytes, volume);
    struct err result = queue(s, mixed, bytes, false);
    free(mixed);
    return result;
}

static struct err op_say(struct sound *sound, unsigned clip)
{
    struct sound_sdl *s = (struct sound_sdl *)sound;
    if (s->voice_folder[0] == '\0') {
        return FAIL(NOT_FOUND);
    }
    char path[PATH_SIZE];
    (void)snprintf(path, sizeof path, "%s/%u.wav", s->voice_folder, clip);
    SDL_AudioSpec spec;
    uint8_t *bytes = NULL;
    uint32_t length = 0;
    if (SDL_LoadWAV(path, &spec, &bytes, &length) == NULL) {
        return FAIL(NOT_FOUND);
    }
    bool is_ours = spec.freq == wanted.freq && spec.format == wanted.format && spec.channels == 1;
    struct err result = is_ours ? queue_scaled(s, bytes, length) : FAIL(UNSUPPORTED);
    SDL_FreeWAV(bytes);
    return result;
}

static void op_stop(struct sound *sound)
{
    struct sound_sdl *s = (struct sound_sdl *)sound;
    if (s->device != 0) {
        SDL_ClearQueuedAudio(s->device);
    }
    s->tone_last = false;
}

static void op_set_volume(struct sound *sound, int percent)
{
    ((struct sound_sdl *)sound)->volume_percent = percent;
}

static bool op_is_available(const struct sound *sound)
{
    return ((const struct sound_sdl *)sound)->device != 0;
}

static bool op_has_earphones(const struct sound *sound)
{
    return jack_has_earphones(&((const struct sound_sdl *)sound)->jack);
}

static void op_close(void *self)
{
    struct sound_sdl *s = self;
    lose_device(s);
    jack_close(&s->jack);
    if (s->has_subsystem) {
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
    }
    free(s);
}

static const struct sound_ops ops = {
    .device = {.step = op_step, .next_ms = op_next_ms, .close = op_close},
    .play = op_play,
    .say = op_say,
    .stop = op_stop,
    .set_volume = op_set_volume,
    .is_available = op_is_available,
    .has_earphones = op_has_earphones,
};

struct err sound_sdl_open(const char *voice_folder, const char *input_folder, struct sound **out)
{
    struct sound_sdl *s = calloc(1, sizeof *s);
    if (s == NULL) {
        return FAIL(NO_MEMORY);
    }
    if (voice_folder != NULL &&
        !str_copy(s->voice_folder, sizeof s->voice_folder, str_of(voice_folder))) {
        free(s);
        return FAIL(TOO_LARGE);
    }
    s->sound.ops = &ops;
    s->jack = jack_open(input_folder);
    s->volume_percent = SOUND_VOLUME_MAX_PERCENT;
    find_device(s);
    *out = &s->sound;
    return OK;
}
