/* Lamp, tones, hand scanner, and what the printers say of themselves. */
#include <string.h>
#include "app/state.h"
#include "hal/certificate_printer.h"
#include "hal/lamp.h"
#include "hal/printer.h"
#include "hal/scanner.h"
#include "hal/sound.h"
#include "hal/watchdog.h"

void device_link_tone(struct app *app, enum tone tone)
{
    static const enum sound_tone tones[] = {
        [TONE_READ_OK] = SOUND_READ_OK, [TONE_NEEDS] = SOUND_NEEDS,
        [TONE_CANNOT] = SOUND_CANNOT,   [TONE_CALL] = SOUND_CALL,
        [TONE_TIMEOUT] = SOUND_TIMEOUT,
    };
    IGNORE_ERR(sound_play(app->hal->sound, tones[tone])); /* every sound has its picture as well */
}

void device_link_signal(struct app *app, enum signal signal)
{
    static const struct {
        enum lamp_colour colour;
        enum lamp_pattern pattern;
    } orders[] = {
        [SIGNAL_READY] = {LAMP_BLUE, LAMP_STEADY},
        [SIGNAL_ATTENTION] = {LAMP_AMBER, LAMP_PULSE},
        [SIGNAL_FAULT] = {LAMP_RED, LAMP_STEADY},
        [SIGNAL_CALL] = {LAMP_WHITE, LAMP_PULSE},
    };
    IGNORE_ERR(lamp_set(app->hal->lamp, orders[signal].colour, orders[signal].pattern));
}

/* The worst condition, in staff words. */
static void printer_state(unsigned conditions, struct event *ev)
{
    static const struct {
        unsigned bits;
        enum device_health health;
        const char *words;
    } rows[] = {
        {PRINTER_OFFLINE, HEALTH_DOWN, "つながりません"},
        {PRINTER_OUT, HEALTH_DOWN, "用紙切れ"},
        {PRINTER_COVER_OPEN, HEALTH_DOWN, "ふたが開いています"},
        {PRINTER_JAM, HEALTH_DOWN, "紙づまり"},
        {PRINTER_CUTTER, HEALTH_DOWN, "カッターの異常"},
        {PRINTER_FAILED, HEALTH_DOWN, "故障"},
        {PRINTER_SUPPLY_OUT, HEALTH_DOWN, "トナー切れ"},
        {PRINTER_TRAY, HEALTH_DOWN, "トレイを確認"},
        {PRINTER_OVERHEAT, HEALTH_ATTENTION, "冷えるのを待っています"},
        {PRINTER_NEAR_END, HEALTH_ATTENTION, "残りわずか"},
    };
    struct strbuf text = strbuf_on(ev->device.state, sizeof ev->device.state);
    ev->device.health = conditions == 0 ? HEALTH_OK : HEALTH_ATTENTION;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if ((conditions & rows[i].bits) != 0) {
            ev->device.health = rows[i].health;
            strbuf_text(&text, rows[i].words);
            return;
        }
    }
    strbuf_text(&text, conditions == 0 ? "" : "確認してください");
}

void device_link_conditions(struct app *app, enum core_device device, unsigned conditions)
{
    struct event *ev = &app->event;
    memset(ev, 0, sizeof *ev);
    ev->kind = EV_DEVICE;
    ev->device.device = device;
    printer_state(conditions, ev);
    app_post(app, ev);
}

void device_link_start(struct app *app)
{
    device_link_conditions(app, DEVICE_SLIP_PRINTER, printer_conditions(app->hal->slip_printer));
    device_link_conditions(app, DEVICE_CERTIFICATE_PRINTER,
                           certificate_printer_conditions(app->hal->certificate_printer));
}

static void handle_scan(struct app *app, const struct scanner_event *seen)
{
    struct event *ev = &app->event;
    memset(ev, 0, sizeof *ev);
    ev->kind = EV_TAG_READ;
    size_t n = seen->length;
    while (n > 0 && (seen->text[n - 1] == '\r' || seen->text[n - 1] == '\n')) {
        n--; /* scanners end a code as a keyboard would */
    }
    if (str_copy(ev->tag.text, sizeof ev->tag.text, (struct str){(const char *)seen->text, n})) {
        app_post(app, ev);
    }
}

void device_link_step(struct app *app)
{
    struct scanner_event seen;
    while (scanner_take(app->hal->scanner, &seen)) {
        if (seen.kind == SCANNER_TEXT) {
            handle_scan(app, &seen);
        }
    }
    IGNORE_ERR(watchdog_pet(app->hal->watchdog)); /* none, or gone: nothing this turn could do */
}
