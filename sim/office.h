/* One office on virtual time: the terminal with virtual devices, the reference backend on a real
 * loopback socket, the clerk's and the applicant's hands.
 *
 * Promises: the same seed and the same acts at the same virtual times give the same event log, to
 * the byte. The terminal inside is the product: same app, same core, same journal on a real file.
 * Power may be cut and come back; everything that is not the terminal (backend, printers with their
 * paper) stays as it was.
 */
#ifndef SIM_OFFICE_H
#define SIM_OFFICE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include "app/app.h"
#include "base/err.h"
#include "domain/config.h"
#include "sim/backend_server.h"
#include "sim/camera_sim.h"
#include "sim/certificate_printer_sim.h"
#include "sim/http_sim.h"
#include "sim/pki.h"
#include "sim/seed_data.h"
#include "sim/simple_devices_sim.h"
#include "sim/slip_printer_sim.h"
#include "ui/window.h"

enum {
    OFFICE_PATH_SIZE = 256,
    OFFICE_STEP_MAX_MS = 1000, /* no turn later than this after the last one */
};

/* X(id, role, PIN, name): who works in the simulated office. */
#define OFFICE_PEOPLE(X)                                                                           \
    X("sato", CLERK, "2580", "佐藤")                                                               \
    X("suzuki", SUPERVISOR, "1357", "鈴木")                                                        \
    X("ito", ENGINEER, "9753", "伊藤")

struct office_setup {
    const char *folder;     /* journal, keys, prints; made when it is not there */
    const char *pki_folder; /* kept between runs; NULL: inside folder */
    uint64_t seed;
    int64_t wall_zero_ms; /* 0: Tuesday 2026-11-24 10:24 in Japan */
    const char *settings; /* ini text over the simulator's own settings; NULL */
    const char *settings_name;
    struct ui_setup ui;            /* windows, or headless */
    const struct app_parts *parts; /* NULL: the product's decoder and renderer */
    const char *journal_vfs;       /* SQLite VFS of the journal; NULL: the system's */
    enum worker_mode worker_mode;
    FILE *event_log; /* NULL: none */
    bool staff_list; /* people log in: OFFICE_PEOPLE; false: one clerk, no login */
    bool fresh;      /* begin with an empty journal and backend */
};

struct office {
    struct office_setup setup;
    char folder[OFFICE_PATH_SIZE];
    struct config config;
    struct staff_list staff;
    struct pki pki;
    struct backend_logic *backend;
    struct backend_server *server;
    struct backend_faults faults;
    struct clock_sim clock;
    struct camera_sim *camera;
    struct slip_printer_sim *slip_printer;
    struct certificate_printer_sim *certificate_printer;
    struct lamp_sim lamp;
    struct sound_sim sound;
    struct scanner_sim scanner;
    struct watchdog_sim watchdog;
    struct http_sim *http;
    struct hal hal;
    struct app *app; /* NULL while the power is off */
    struct ui *ui;
    struct scene scene;
    struct applicant_view applicant_view;
    struct staff_view staff_view;
    uint64_t shown_version;
    uint64_t next_ms;  /* the app's next deadline */
    int starts;        /* how often the terminal was switched on */
    uint64_t log_hash; /* of the starts before this one */
    bool quit;         /* a window was closed */
    char message[CONFIG_MESSAGE_SIZE];
};

/* Opens everything and switches the terminal on. On failure *office is closed again and
 * office->message says what went wrong. */
struct err office_open(struct office *office, const struct office_setup *setup);
void office_close(struct office *office);

uint64_t office_now_ms(const struct office *office);

/* Runs turns until virtual time is `until_ms`. */
void office_advance(struct office *office, uint64_t until_ms);

/* One turn at now (for a panel that paces virtual time itself). */
void office_turn(struct office *office);

/* The plug is pulled: the terminal ends between two turns, nothing is told to anybody. What SQLite
 * had made durable stays. */
void office_power_cut(struct office *office);
struct err office_power_on(struct office *office);

/* What is before the camera. */
void office_set_scene(struct office *office, const struct scene *scene);

/* A finger on a control, by access name or action name. False: there is no such enabled control. */
bool office_tap(struct office *office, enum side side, const char *name);

struct err office_set_fault(struct office *office, enum backend_fault fault, int64_t value);

/* Over the event logs of all starts so far. */
uint64_t office_log_hash(const struct office *office);

/* Figures for expectations. */
int64_t office_sql(struct office *office, const char *sql, const char *argument); /* backend */
int office_journal_count(struct office *office, enum journal_kind kind);

#endif
