#include "hal/linux/lamp_gpio.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct lamp_gpio {
    struct lamp lamp;
    int fd;                     /* the lines, not the chip */
    int bit[LAMP_COLOUR_COUNT]; /* place in the request, -1: no line */
    int count;
    enum lamp_colour colour;
    enum lamp_pattern pattern;
    uint64_t now_ms, ordered_at_ms;
    bool is_lit, is_stale; /* stale: the chip refused the last write */
};

static struct err write_lines(struct lamp_gpio *l)
{
    struct gpio_v2_line_values values = {.mask = (1ull << l->count) - 1};
    if (l->is_lit && l->bit[l->colour] >= 0) {
        values.bits = 1ull << l->bit[l->colour];
    }
    l->is_stale = ioctl(l->fd, GPIO_V2_LINE_SET_VALUES_IOCTL, &values) != 0;
    return l->is_stale ? FAIL(IO) : OK;
}

static void op_step(void *self, uint64_t now_ms)
{
    struct lamp_gpio *l = self;
    l->now_ms = now_ms;
    bool is_lit = lamp_is_lit(l->pattern, now_ms - l->ordered_at_ms);
    if (is_lit != l->is_lit || l->is_stale) {
        l->is_lit = is_lit;
        IGNORE_ERR(write_lines(l)); /* tried again at the next step */
    }
}

static uint64_t op_next_ms(const void *self, uint64_t now_ms)
{
    const struct lamp_gpio *l = self;
    if (l->pattern != LAMP_PULSE && l->pattern != LAMP_BLINK) {
        return DEVICE_NO_DEADLINE;
    }
    uint64_t half = (l->pattern == LAMP_PULSE ? LAMP_PULSE_PERIOD_MS : LAMP_BLINK_PERIOD_MS) / 2;
    return now_ms + half - (now_ms - l->ordered_at_ms) % half;
}

static struct err op_set(struct lamp *lamp, enum lamp_colour colour, enum lamp_pattern pattern)
{
    struct lamp_gpio *l = (struct lamp_gpio *)lamp;
    l->colour = colour;
    l->pattern = pattern;
    l->ordered_at_ms = l->now_ms;
    l->is_lit = lamp_is_lit(pattern, 0);
    TRY(write_lines(l)); /* dark for a colour that it has not got: the last one is over */
    return l->bit[colour] < 0 && pattern != LAMP_OFF ? FAIL(UNSUPPORTED) : OK;
}

static void op_close(void *self)
{
    struct lamp_gpio *l = self;
    l->is_lit = false;
    IGNORE_ERR(write_lines(l)); /* the chip is given back either way */
    (void)close(l->fd);
    free(l);
}

static const struct lamp_ops ops = {
    .device = {.step = op_step, .next_ms = op_next_ms, .close = op_close},
    .set = op_set,
};

static int request_lines(const struct lamp_gpio_settings *settings, struct lamp_gpio *l)
{
    struct gpio_v2_line_request request = {.config = {.flags = GPIO_V2_LINE_FLAG_OUTPUT}};
    if (settings->is_active_low) {
        request.config.flags |= GPIO_V2_LINE_FLAG_ACTIVE_LOW;
    }
    memcpy(request.consumer, "uketori-lamp", sizeof "uketori-lamp");
    for (int i = 0; i < LAMP_COLOUR_COUNT; i++) {
        l->bit[i] = -1;
        if (settings->line[i] != LAMP_GPIO_NO_LINE) {
            request.offsets[l->count] = (uint32_t)settings->line[i];
            l->bit[i] = l->count;
            l->count++;
        }
    }
    request.num_lines = (uint32_t)l->count;
    if (l->count == 0) {
        return -1;
    }
    int chip = open(settings->chip, O_RDWR | O_CLOEXEC);
    if (chip < 0) {
        return -1;
    }
    int result = ioctl(chip, GPIO_V2_GET_LINE_IOCTL, &request);
    (void)close(chip);
    return result == 0 ? request.fd : -1;
}

struct err lamp_gpio_open(const struct lamp_gpio_settings *settings, struct lamp **out)
{
    struct lamp_gpio *l = calloc(1, sizeof *l);
    if (l == NULL) {
        return FAIL(NO_MEMORY);
    }
    l->lamp.ops = &ops;
    l->pattern = LAMP_OFF;
    l->fd = request_lines(settings, l);
    if (l->fd < 0) {
        struct err result = errno == ENOENT ? FAIL(NOT_FOUND) : FAIL(IO);
        result = l->count == 0 ? FAIL(INVALID) : result;
        free(l);
        return result;
    }
    *out = &l->lamp;
    return OK;
}
