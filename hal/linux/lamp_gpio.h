/* The signal lamp on lines of a GPIO chip, by the character device's second interface
 * (linux/gpio.h, GPIO_V2_*): one line a colour.
 *
 * Promises: at most one colour is lit; dark before the first order and after close.
 */
#ifndef HAL_LINUX_LAMP_GPIO_H
#define HAL_LINUX_LAMP_GPIO_H

#include "base/err.h"
#include "hal/lamp.h"

enum { LAMP_GPIO_NO_LINE = -1 };

struct lamp_gpio_settings {
    const char *chip;            /* "/dev/gpiochip0" */
    int line[LAMP_COLOUR_COUNT]; /* offset on the chip, or LAMP_GPIO_NO_LINE */
    bool is_active_low;
};

/* NOT_FOUND: no such chip. IO: lines taken or absent. INVALID: no line at all. NO_MEMORY. */
struct err lamp_gpio_open(const struct lamp_gpio_settings *settings, struct lamp **out);

#endif
