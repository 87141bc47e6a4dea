/* Whether earphones are in the jack, as the kernel's input switch tells (SW_HEADPHONE_INSERT).
 *
 * Promises: looks through <folder>/event0 … event31 once at open for a device with that switch;
 * without one nothing is ever plugged in, so nothing that is meant for one person's ears is said
 * aloud. Asking never blocks. Reads the switch only, no key and no other event.
 */
#ifndef HAL_LINUX_JACK_EVDEV_H
#define HAL_LINUX_JACK_EVDEV_H

#include <stdbool.h>

struct jack {
    int fd; /* -1: no such switch here */
};

struct jack jack_open(const char *input_folder); /* NULL: none; on the device /dev/input */
bool jack_has_earphones(const struct jack *jack);
void jack_close(struct jack *jack);

#endif
