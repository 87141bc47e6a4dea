/* Lamp, tones, hand scanner, and what the printers say of themselves. */
#include <string.h>
#include "app/state.h"
#include "core/voice.h"
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

void device_link_say(struct app *app, unsigned clip)
{
    if (clip == VOICE_NOTHING) {
        sound_stop(app->hal->sound);
    } else {
        IGNORE_ERR(sound_say(app->hal->sound, clip)); /* not recorded: it stands on the screen */
    }
}

static void look_for_earphones(struct app *app)
{
    bool plugged = sound_has_earphones(app->hal->sound);
    if (plugged != app->earphones) {
        app->earphones = plugged;
        app->event = (struct event){.kind = EV_EARPHONES, .earphones = plugged};
        app_post(app, &app->event);
    }
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

/* The worst condition first. */
static enum fault printer_fault(enum core_device device, unsigned conditions)
{
    static const struct {
        unsigned bits;
        enum fault slip, certificate;
    } rows[] = {
        {PRINTER_OFFLINE, FAULT_SLIP_AWAY, FAULT_CERTIFICATE_AWAY},
        {PRINTER_OUT, FAULT_SLIP_PAPER_OUT, FAULT_CERTIFICATE_PAPER_OUT},
        {PRINTER_COVER_OPEN, FAULT_SLIP_COVER_OPEN, FAULT_CERTIFICATE_COVER_OPEN},
        {PRINTER_JAM, FAULT_SLIP_JAM, FAULT_CERTIFICATE_JAM},
        {PRINTER_CUTTER, FAULT_SLIP_CUTTER, FAULT_CERTIFICATE_BROKEN},
        {PRINTER_FAILED, FAULT_SLIP_BROKEN, FAULT_CERTIFICATE_BROKEN},
        {PRINTER_SUPPLY_OUT, FAULT_SLIP_BROKEN, FAULT_CERTIFICATE_TONER_OUT},
        {PRINTER_TRAY, FAULT_SLIP_BROKEN, FAULT_CERTIFICATE_TRAY},
        {PRINTER_OVERHEAT, FAULT_SLIP_HOT, FAULT_CERTIFICATE_ATTENTION},
        {PRINTER_NEAR_END | PRINTER_SUPPLY_LOW, FAULT_SLIP_NEAR_END, FAULT_CERTIFICATE_LOW},
        {~0U, FAULT_SLIP_ATTENTION, FAULT_CERTIFICATE_ATTENTION},
    };
    size_t i = 0;
    while (conditions != 0 && (conditions & rows[i].bits) == 0) {
        i++;
    }
    return conditions == 0                 ? FAULT_NONE
           : device == DEVICE_SLIP_PRINTER ? rows[i].slip
                                           : rows[i].certificate;
}

void device_link_conditions(struct app *app, enum core_device device, unsigned conditions)
{
    struct event *ev = &app->event;
    memset(ev, 0, sizeof *ev);
    ev->kind = EV_DEVICE;
    ev->device.device = device;
    ev->device.fault = printer_fault(device, conditions);
    ev->device.health =
        ev->device.fault == FAULT_NONE ? HEALTH_OK : fault_row(ev->device.fault)->health;
    app_post(app, ev);
}

void device_link_start(struct app *app)
{
    sound_set_volume(app->hal->sound, VOICE_VOLUME_PERCENT);
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
    look_for_earphones(app);
    IGNORE_ERR(watchdog_pet(app->hal->watchdog)); /* none, or gone: nothing this turn could do */
}
