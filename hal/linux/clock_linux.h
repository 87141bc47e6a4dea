/* The clock of this machine: CLOCK_BOOTTIME and CLOCK_REALTIME. */
#ifndef HAL_LINUX_CLOCK_LINUX_H
#define HAL_LINUX_CLOCK_LINUX_H

#include "base/err.h"
#include "hal/clock.h"

struct err clock_linux_open(struct clock **out); /* NO_MEMORY */

#endif
