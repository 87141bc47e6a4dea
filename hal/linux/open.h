/* The devices of a real terminal, from plain settings.
 *
 * Promises: a device that is not there does not keep the terminal from starting: it is opened
 * anyway where it can appear later (camera, hand scanner, printers), and left out where it cannot
 * (lamp, sound, watchdog). Only what makes no sense at all (an unknown printer address, TLS files
 * that cannot be read) fails, with the setting's name.
 */
#ifndef HAL_LINUX_OPEN_H
#define HAL_LINUX_OPEN_H

#include "base/err.h"
#include "hal/hal.h"
#include "hal/linux/lamp_gpio.h"

struct hal_linux_settings {
    const char *camera_device;
    int camera_width_px, camera_height_px, camera_hz;
    int camera_mains_hz, camera_focus, camera_exposure; /* see struct v4l2_wish */
    const char *
        slip_printer; /* file:DIR, usb:/dev/usb/lp0, serial:/dev/ttyS0, tcp:HOST:PORT, bytes:FILE */
    const char *slip_model; /* row of hal/escpos_model.h */
    int slip_width_dots, slip_dpi;
    const char *certificate_printer;       /* file:DIR, ipp://…, ipps://… */
    const char *certificate_printer_roots; /* PEM file; NULL or "": the system's */
    const char *scanner_device;
    struct lamp_gpio_settings lamp; /* without a line: none */
    const char *voice_folder;       /* NULL: tones only */
    const char *backend_url, *ca_file, *cert_file, *key_file, *pin_current, *pin_next;
    int connect_ms;
};

enum { HAL_LINUX_MESSAGE_SIZE = 160 };

/* On failure *out_hal is empty and message names the setting. */
struct err hal_linux_open(const struct hal_linux_settings *settings, struct hal *out_hal,
                          char message[HAL_LINUX_MESSAGE_SIZE]);

#endif
