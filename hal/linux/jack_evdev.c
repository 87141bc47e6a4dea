#include "hal/linux/jack_evdev.h"

#include <fcntl.h>
#include <linux/input.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { EVENT_FILES = 32, PATH_SIZE = 128, SWITCH_BYTES = SW_MAX / 8 + 1 };

static bool has_bit(const uint8_t *bits, int bit)
{
    return (bits[bit / 8] >> bit % 8 & 1) != 0;
}

static bool has_switch(int fd)
{
    uint8_t switches[SWITCH_BYTES] = {0};
    return ioctl(fd, EVIOCGBIT(EV_SW, sizeof switches), switches) >= 0 &&
           has_bit(switches, SW_HEADPHONE_INSERT);
}

struct jack jack_open(const char *input_folder)
{
    for (int i = 0; input_folder != NULL && i < EVENT_FILES; i++) {
        char path[PATH_SIZE];
        int n = snprintf(path, sizeof path, "%s/event%d", input_folder, i);
        int fd = n < (int)sizeof path ? open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC) : -1;
        if (fd >= 0 && has_switch(fd)) {
            return (struct jack){fd};
        }
        if (fd >= 0) {
            (void)close(fd);
        }
    }
    return (struct jack){-1};
}

bool jack_has_earphones(const struct jack *jack)
{
    uint8_t on[SWITCH_BYTES] = {0};
    return jack->fd >= 0 && ioctl(jack->fd, EVIOCGSW(sizeof on), on) >= 0 &&
           has_bit(on, SW_HEADPHONE_INSERT);
}

void jack_close(struct jack *jack)
{
    if (jack->fd >= 0) {
        (void)close(jack->fd);
    }
    jack->fd = -1;
}
