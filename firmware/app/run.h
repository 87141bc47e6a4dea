/* `uketori run` and `uketori check`: the terminal on this machine's own devices.
 */
#ifndef APP_RUN_H
#define APP_RUN_H

#include <stdbool.h>
#include "domain/config.h"
#include "hal/hal.h"

struct run_options {
    const struct config *config;
    struct hal *hal; /* open */
    const char *build;
    bool windowed; /* windows on a desk instead of the whole screen */
    const volatile int *stop;
};

/* Runs until stopped. Exit code of the program. */
int run_terminal(const struct run_options *options);

/* One line a device: name, ok or what is wrong. Exit code 0: all in order. */
int run_check(const struct run_options *options);

#endif
