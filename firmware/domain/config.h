/* Settings: one table of typed keys, read by inih from one file.
 *
 * Promises: an unknown key, a wrong type or a value out of range is refused with file, line, key
 * and what is allowed; nothing is ever guessed or silently clamped. All office data (hours,
 * windows, papers policy, holidays) is here, never a constant in code. Reading is the caller's:
 * config_parse takes the text. Keys are named as the fields without their section; the table is
 * domain/config_table.c, an annotated example is firmware/uketori.conf.example.
 */
#ifndef DOMAIN_CONFIG_H
#define DOMAIN_CONFIG_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"
#include "domain/pickup_code.h"
#include "domain/stock.h"

enum {
    CONFIG_TEXT_SIZE = 128,
    CONFIG_PATH_SIZE = 256,
    CONFIG_URL_SIZE = 256,
    CONFIG_MESSAGE_SIZE = 320,
    CONFIG_CLOSED_DAYS_MAX = 64,
    CONFIG_PREFIXES_MAX = 8,
    CONFIG_LINE_MAX = 512,
    /* The core gives an answer up after 30 s (ANSWER_GIVE_UP_MS) and may ask anew under the same
     * id: by then the request before must have ended. */
    CONFIG_LOOKUP_MS_MAX = 25000,
};

enum config_identity { IDENTITY_BY_POLICY_OFF, IDENTITY_ALWAYS, IDENTITY_FOR_PROXY };

struct config {
    /* [terminal] */
    char terminal_id[32];
    char terminal_letter; /* A: first letter of call numbers */
    /* [office] */
    char office_id[16];
    char office_name[CONFIG_TEXT_SIZE]; /* 練馬事務所 */
    char office_phone[32];
    int window_no;                       /* 窓口 */
    char plate_window[CONFIG_TEXT_SIZE]; /* where 車両番号標 are given out; empty: here */
    int open_minute, noon_from_minute, noon_to_minute, close_minute; /* minutes of the day, JST */
    int closed_day_count;
    int32_t closed_day[CONFIG_CLOSED_DAYS_MAX]; /* days since 1970-01-01 */
    bool saturday_closed, sunday_closed;
    enum config_identity identity;
    bool receipt_office_copy; /* after each hand-over, with a place to sign */
    bool direct_mode;         /* terminal on the counter, nobody waits: no slip, no call */
    /* [backend] */
    char backend_url[CONFIG_URL_SIZE];
    char ca_file[CONFIG_PATH_SIZE], cert_file[CONFIG_PATH_SIZE], key_file[CONFIG_PATH_SIZE];
    char pin_current[64],
        pin_next[64]; /* base64 SHA-256 of the leaf's public key; empty: CA only */
    int connect_ms, lookup_ms, sync_ms; /* deadlines of a whole request */
    int offline_after_failures;
    /* [journal] */
    char journal_file[CONFIG_PATH_SIZE];
    char key_folder[CONFIG_PATH_SIZE];
    int retention_days;
    /* [sound] */
    char voice_folder[CONFIG_PATH_SIZE]; /* recordings <number>.wav, core/voice.h; "": none */
    /* [lamp] */
    char lamp_chip[CONFIG_PATH_SIZE];
    int lamp_white_line, lamp_blue_line, lamp_amber_line,
        lamp_red_line; /* -1: none; all: no lamp */
    bool lamp_active_low;
    /* [camera] */
    char camera_device[CONFIG_PATH_SIZE];
    int camera_width_px, camera_height_px, camera_hz;
    int camera_mains_hz; /* 50 or 60, of the lamps above the counter */
    int camera_focus;    /* the camera's own units; -1: automatic */
    int camera_exposure; /* 100 us; -1: automatic */
    /* [scanner] */
    char scanner_device[CONFIG_PATH_SIZE]; /* hand scanner as a serial port */
    /* [slip_printer] [certificate_printer] */
    char slip_printer[CONFIG_URL_SIZE]; /* file:DIR, usb:/dev/usb/lp0, serial:…, tcp:HOST:9100 */
    char slip_model[32];
    int slip_width_dots, slip_dpi;
    char certificate_printer[CONFIG_URL_SIZE];          /* file:DIR, ipp://…, ipps://… */
    char certificate_printer_ca_file[CONFIG_PATH_SIZE]; /* of ipps: PEM */
    /* [stock] numbered sheets that this office accounts for, enum stock_kind */
    bool stock_kept[STOCK_KIND_COUNT];
    /* [screen] */
    bool staff_on_same_screen;
    int applicant_display;       /* counted from 1; 0: the first upright one, else the first */
    int applicant_quarter_turns; /* 0 .. 3, clockwise, of a panel that is mounted upright */
    char staff_touch[64];        /* part of the name of the staff's touch panel; "": none */
    /* [staff] */
    char staff_file[CONFIG_PATH_SIZE]; /* domain/staff.h; no such file: no login, one clerk */
    /* [pickup] */
    int prefix_count;
    struct pickup_prefix prefix[CONFIG_PREFIXES_MAX];
    int key_count;
    struct pickup_key key[PICKUP_KEYS_MAX]; /* key = id issuer hex not-after-date */
};

void config_default(struct config *out); /* a file with only [office] and [terminal] works */

/* Applies the text over *config. Lists (closed_day, prefix, key) are given by repeating the key and
 * replace the list that *config had; any other key stands at most once. A comment is a line of its
 * own that begins with # or ; . On INVALID *config is untouched and message says "file:line:
 * section.key: what is allowed", never the value. Also INVALID: lines over CONFIG_LINE_MAX bytes,
 * NUL bytes. On success message is empty. Sets inih's process-wide options: one thread at a time.
 */
[[nodiscard]] struct err config_parse(struct str text, const char *file_name, struct config *config,
                                      char message[CONFIG_MESSAGE_SIZE]);

/* BLAKE2b-128 over the effective values, as 32 hex digits: sent with every request, printed on the
 * readiness report, so that "which terminal runs which configuration" has an answer. */
void config_digest(const struct config *config, char out[33]);

#endif
