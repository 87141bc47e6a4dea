#include "domain/config_table.h"

#include <assert.h>

/* A row's place: offset and size of the field. */
#define AT(field)                                                                                  \
    .offset = offsetof(struct config, field), .size = sizeof(((struct config *)NULL)->field)

#define ROW(section_, key_, type_, field)                                                          \
    .section = section_, .key = key_, .type = CONFIG_TYPE_##type_, AT(field)
static const struct config_row rows[] = {
    {ROW("terminal", "id", WORD, terminal_id)},
    {ROW("terminal", "letter", LETTER, terminal_letter)},
    {ROW("office", "id", WORD, office_id)},
    {ROW("office", "name", TEXT, office_name), .min = 1},
    {ROW("office", "phone", TEXT, office_phone)},
    {ROW("office", "window", INT, window_no), .min = 1, .max = 99},
    {ROW("office", "plate_window", TEXT, plate_window)},
    {ROW("office", "open", MINUTE, open_minute)},
    {ROW("office", "noon_from", MINUTE, noon_from_minute)},
    {ROW("office", "noon_to", MINUTE, noon_to_minute)},
    {ROW("office", "close", MINUTE, close_minute)},
    {ROW("office", "closed_day", DAYS, closed_day)},
    {ROW("office", "saturday_closed", BOOL, saturday_closed)},
    {ROW("office", "sunday_closed", BOOL, sunday_closed)},
    {ROW("office", "identity", IDENTITY, identity)},
    {ROW("office", "receipt_office_copy", BOOL, receipt_office_copy)},
    {ROW("office", "direct_mode", BOOL, direct_mode)},
    {ROW("backend", "url", HTTPS, backend_url)},
    {ROW("backend", "ca_file", PATH, ca_file)},
    {ROW("backend", "cert_file", PATH, cert_file)},
    {ROW("backend", "key_file", PATH, key_file)},
    {ROW("backend", "pin_current", PIN, pin_current)},
    {ROW("backend", "pin_next", PIN, pin_next)},
    {ROW("backend", "connect_ms", INT, connect_ms), .min = 100, .max = 60000},
    {ROW("backend", "lookup_ms", INT, lookup_ms), .min = 500, .max = CONFIG_LOOKUP_MS_MAX},
    {ROW("backend", "sync_ms", INT, sync_ms), .min = 1000, .max = 300000},
    {ROW("backend", "offline_after_failures", INT, offline_after_failures), .min = 1, .max = 100},
    {ROW("journal", "file", PATH, journal_file)},
    {ROW("journal", "key_folder", PATH, key_folder)},
    {ROW("journal", "retention_days", INT, retention_days), .min = 1, .max = 366},
    {ROW("sound", "voice_folder", PATH, voice_folder)},
    {ROW("lamp", "chip", PATH, lamp_chip)},
    {ROW("lamp", "white_line", INT, lamp_white_line), .min = -1, .max = 1023},
    {ROW("lamp", "blue_line", INT, lamp_blue_line), .min = -1, .max = 1023},
    {ROW("lamp", "amber_line", INT, lamp_amber_line), .min = -1, .max = 1023},
    {ROW("lamp", "red_line", INT, lamp_red_line), .min = -1, .max = 1023},
    {ROW("lamp", "active_low", BOOL, lamp_active_low)},
    {ROW("camera", "device", PATH, camera_device)},
    {ROW("camera", "width_px", INT, camera_width_px), .min = 320, .max = 3840},
    {ROW("camera", "height_px", INT, camera_height_px), .min = 240, .max = 2160},
    {ROW("camera", "hz", INT, camera_hz), .min = 1, .max = 120},
    {ROW("camera", "mains_hz", INT, camera_mains_hz), .min = 50, .max = 60},
    {ROW("camera", "focus", INT, camera_focus), .min = -1, .max = 65535},
    {ROW("camera", "exposure", INT, camera_exposure), .min = -1, .max = 10000},
    {ROW("scanner", "device", PATH, scanner_device)},
    {ROW("slip_printer", "device", DEVICE, slip_printer), .schemes = "file: usb: serial: tcp:"},
    {ROW("slip_printer", "model", WORD, slip_model)},
    {ROW("slip_printer", "width_dots", INT, slip_width_dots), .min = 256, .max = 1280},
    {ROW("slip_printer", "dpi", INT, slip_dpi), .min = 150, .max = 600},
    {ROW("certificate_printer", "device", DEVICE, certificate_printer),
     .schemes = "file: ipp:// ipps://"},
    {ROW("certificate_printer", "ca_file", PATH, certificate_printer_ca_file)},
    {ROW("stock", "certificate", BOOL, stock_kept[STOCK_CERTIFICATE])},
    {ROW("stock", "sticker", BOOL, stock_kept[STOCK_STICKER])},
    {ROW("screen", "staff_on_same_screen", BOOL, staff_on_same_screen)},
    {ROW("screen", "applicant_display", INT, applicant_display), .min = 0, .max = 16},
    {ROW("screen", "applicant_quarter_turns", INT, applicant_quarter_turns), .min = 0, .max = 3},
    {ROW("screen", "staff_touch", TEXT, staff_touch)},
    {ROW("staff", "file", PATH, staff_file)},
    {ROW("pickup", "prefix", PREFIXES, prefix)},
    {ROW("pickup", "key", KEYS, key)},
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

int config_row_count(void)
{
    return ROW_COUNT;
}

const struct config_row *config_row_at(int i)
{
    assert(i >= 0 && i < ROW_COUNT);
    return &rows[i];
}

const struct config_row *config_row_find(struct str section, struct str key)
{
    for (int i = 0; i < ROW_COUNT; i++) {
        if (str_equal(section, str_of(rows[i].section)) && str_equal(key, str_of(rows[i].key))) {
            return &rows[i];
        }
    }
    return NULL;
}
