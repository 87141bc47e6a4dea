#include "hal/linux/open.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>
#include "base/file.h"
#include "base/str.h"
#include "hal/linux/camera_v4l2.h"
#include "hal/linux/clock_linux.h"
#include "hal/linux/http_curl.h"
#include "hal/linux/printer_address.h"
#include "hal/linux/scanner_tty.h"
#include "hal/linux/sound_sdl.h"
#include "hal/linux/watchdog_dev.h"

#define LOG_MODULE "hal"
#include "base/log.h"

enum { SCANNER_BAUD = 9600 };

static struct err complain(char message[HAL_LINUX_MESSAGE_SIZE], const char *setting, struct err e)
{
    struct strbuf b = strbuf_on(message, HAL_LINUX_MESSAGE_SIZE);
    strbuf_format(&b, "%s: %s", setting, err_text(e));
    return e;
}

/* Process ids begin elsewhere at each start, so that an echo of the last start is not ours. */
static struct err open_slip_printer(const struct hal_linux_settings *s, struct printer **out)
{
    struct slip_printer_address a = {.address = s->slip_printer,
                                     .model = s->slip_model,
                                     .width_dots = s->slip_width_dots,
                                     .dpi = s->slip_dpi};
    if (getrandom(&a.id_seed, sizeof a.id_seed, 0) != (ssize_t)sizeof a.id_seed) {
        return FAIL(IO);
    }
    return slip_printer_open(&a, out);
}

/* The file that cannot be read is named: without it nobody knows which of the three to mend. */
static struct err open_http(const struct hal_linux_settings *s, struct http **out,
                            const char **out_setting)
{
    const struct {
        const char *setting, *path;
    } files[] = {{"backend.ca_file", s->ca_file},
                 {"backend.cert_file", s->cert_file},
                 {"backend.key_file", s->key_file}};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        if (access(files[i].path, R_OK) != 0) {
            *out_setting = files[i].setting;
            return file_err(errno);
        }
    }
    struct http_curl_settings settings = {.base_url = s->backend_url,
                                          .ca_file = s->ca_file,
                                          .cert_file = s->cert_file,
                                          .key_file = s->key_file,
                                          .pin_current = s->pin_current,
                                          .pin_next = s->pin_next,
                                          .connect_ms = s->connect_ms};
    return http_curl_open(&settings, out);
}

/* Devices whose absence is no trouble of the terminal: without a lamp or a speaker every signal
 * still has its picture, without a watchdog nobody watches. */
static void open_optional(const struct hal_linux_settings *s, struct hal *hal)
{
    struct watchdog_dev_settings watchdog = {.device = "/dev/watchdog",
                                             .notify_socket = getenv("NOTIFY_SOCKET")};
    if (failed(watchdog_dev_open(&watchdog, &hal->watchdog))) {
        hal->watchdog = NULL;
    }
    struct err lamp = lamp_gpio_open(&s->lamp, &hal->lamp);
    if (failed(lamp)) {
        hal->lamp = NULL;
    }
    if (failed(lamp) && lamp.code != ERR_INVALID) { /* lines are named: somebody waits for it */
        LOG_WARN("lamp not opened err=%s", err_name(lamp));
    }
    if (failed(sound_sdl_open(s->voice_folder, "/dev/input", &hal->sound))) {
        hal->sound = NULL;
    }
}

struct err hal_linux_open(const struct hal_linux_settings *s, struct hal *out_hal,
                          char message[HAL_LINUX_MESSAGE_SIZE])
{
    struct hal hal = {0};
    struct v4l2_wish wish = {.width_px = s->camera_width_px,
                             .height_px = s->camera_height_px,
                             .hz = s->camera_hz,
                             .mains_hz = s->camera_mains_hz,
                             .focus = s->camera_focus,
                             .exposure = s->camera_exposure};
    const char *setting = "clock";
    struct err e = clock_linux_open(&hal.clock);
    if (!failed(e)) {
        setting = "camera.device";
        e = camera_v4l2_open(s->camera_device, &wish, &hal.camera);
    }
    if (!failed(e)) {
        setting = "slip_printer.device";
        e = open_slip_printer(s, &hal.slip_printer);
    }
    if (!failed(e)) {
        setting = "certificate_printer.device";
        e = certificate_printer_address_open(s->certificate_printer, s->certificate_printer_roots,
                                             &hal.certificate_printer);
    }
    if (!failed(e)) {
        setting = "scanner.device";
        e = scanner_tty_open(s->scanner_device, SCANNER_BAUD, &hal.scanner);
    }
    if (!failed(e)) {
        setting = "backend";
        e = open_http(s, &hal.http, &setting);
    }
    if (failed(e)) {
        if (hal.clock != NULL) {
            hal_close(&hal);
        }
        *out_hal = (struct hal){0};
        return complain(message, setting, e);
    }
    open_optional(s, &hal);
    *out_hal = hal;
    return OK;
}
