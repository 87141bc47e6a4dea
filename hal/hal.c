#include "hal/hal.h"

#include <assert.h>
#include <poll.h>

#include "hal/camera.h"
#include "hal/certificate_printer.h"
#include "hal/clock.h"
#include "hal/http.h"
#include "hal/lamp.h"
#include "hal/printer.h"
#include "hal/scanner.h"
#include "hal/sound.h"
#include "hal/watchdog.h"

enum { DEVICE_COUNT = 7 };

static void all_devices(const struct hal *hal, struct device out[DEVICE_COUNT])
{
    out[0] = camera_device(hal->camera);
    out[1] = printer_device(hal->slip_printer);
    out[2] = certificate_printer_device(hal->certificate_printer);
    out[3] = lamp_device(hal->lamp);
    out[4] = sound_device(hal->sound);
    out[5] = scanner_device(hal->scanner);
    out[6] = watchdog_device(hal->watchdog);
}

int hal_poll_fds(const struct hal *hal, struct pollfd *out, int max)
{
    assert(max >= HAL_FDS_MAX);
    struct device devices[DEVICE_COUNT];
    all_devices(hal, devices);
    int n = hal->http == NULL ? 0 : http_poll_fds(hal->http, out, max);
    for (int i = 0; i < DEVICE_COUNT; i++) {
        n += device_poll_fds(devices[i], out + n, max - n);
    }
    return n;
}

void hal_step(const struct hal *hal, uint64_t now_ms)
{
    struct device devices[DEVICE_COUNT];
    all_devices(hal, devices);
    for (int i = 0; i < DEVICE_COUNT; i++) {
        device_step(devices[i], now_ms);
    }
    if (hal->http != NULL) {
        http_step(hal->http, (int64_t)now_ms);
    }
}

uint64_t hal_next_ms(const struct hal *hal, uint64_t now_ms)
{
    struct device devices[DEVICE_COUNT];
    all_devices(hal, devices);
    uint64_t next = DEVICE_NO_DEADLINE;
    for (int i = 0; i < DEVICE_COUNT; i++) {
        uint64_t at = device_next_ms(devices[i], now_ms);
        next = at < next ? at : next;
    }
    if (hal->http != NULL) {
        int64_t at = http_next_ms(hal->http, (int64_t)now_ms);
        bool is_sooner = at != HTTP_NEVER_MS && (uint64_t)at < next;
        next = is_sooner ? (uint64_t)at : next;
    }
    return next;
}

void hal_close(struct hal *hal)
{
    struct device devices[DEVICE_COUNT];
    all_devices(hal, devices);
    http_close(hal->http);
    for (int i = 0; i < DEVICE_COUNT; i++) {
        device_close(devices[i]);
    }
    clock_close(hal->clock);
    *hal = (struct hal){0};
}
