/* The speaker through SDL's audio: queued samples, a buffer of 512 frames (10.7 ms).
 *
 * Promises: opens also without any audio device, and tries again every 30 s of stepping. Voice
 * clips are <number>.wav in one folder, 48 kHz, mono, 16 bit. Uses SDL's audio subsystem
 * only. Earphones: hal/linux/jack_evdev.h.
 */
#ifndef HAL_LINUX_SOUND_SDL_H
#define HAL_LINUX_SOUND_SDL_H

#include "base/err.h"
#include "hal/sound.h"

/* voice_folder: copied; NULL: no voice. input_folder: where the jack's switch is, NULL: no jack.
 * NO_MEMORY, TOO_LARGE. */
struct err sound_sdl_open(const char *voice_folder, const char *input_folder, struct sound **out);

#endif
