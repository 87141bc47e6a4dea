#include "app/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include "app/command.h"
#include "app/loop.h"
#include "app/staff_file.h"
#include "hal/camera.h"
#include "hal/certificate_printer.h"
#include "hal/clock.h"
#include "hal/printer.h"
#include "hal/sound.h"
#include "hal/watchdog.h"
#include "journal/journal.h"
#include "typeset/typeset.h"

#define LOG_MODULE "run"
#include "base/log.h"

static uint64_t random_seed(void)
{
    uint64_t seed = 0;
    if (getrandom(&seed, sizeof seed, 0) != (ssize_t)sizeof seed) {
        abort(); /* ids that repeat would be worse than no terminal */
    }
    return seed;
}

static int turn(const struct run_options *o, struct app *app, struct ui *ui)
{
    struct loop loop = {.app = app, .hal = o->hal, .ui = ui, .stop = o->stop};
    loop.applicant = calloc(1, sizeof *loop.applicant);
    loop.staff = calloc(1, sizeof *loop.staff);
    int exit_code = EXIT_NOT_IN_ORDER;
    if (loop.applicant != NULL && loop.staff != NULL) {
        IGNORE_ERR(watchdog_ready(o->hal->watchdog)); /* none, or nobody who started us */
        loop_run(&loop);
        exit_code = EXIT_IN_ORDER;
    }
    free(loop.applicant);
    free(loop.staff);
    return exit_code;
}

static struct err open_screens(const struct run_options *o, struct ui **out_ui)
{
    const struct ui_setup setup = {.applicant = true,
                                   .staff = true,
                                   .one_screen = o->config->staff_on_same_screen,
                                   .fullscreen = !o->windowed,
                                   .applicant_display = o->config->applicant_display,
                                   .applicant_quarter_turns = o->config->applicant_quarter_turns,
                                   .staff_touch = o->config->staff_touch,
                                   .title = "Uketori"};
    struct err e = ui_open(&setup, out_ui);
    if (e.code == ERR_NOT_FOUND) {
        fprintf(stderr, "uketori: run: two sides, but not two displays: connect the other one, or "
                        "set screen.staff_on_same_screen, or try --window\n");
    } else if (failed(e)) {
        fprintf(stderr, "uketori: run: no screen: %s\n", err_text(e));
    }
    return e;
}

int run_terminal(const struct run_options *o)
{
    struct app *app = NULL;
    struct ui *ui = NULL;
    static struct staff_list staff; /* lives as long as the program */
    char message[STAFF_MESSAGE_SIZE];
    if (failed(staff_file_read(o->config->staff_file, &staff, message))) {
        fprintf(stderr, "uketori: run: %s\n", message);
        return EXIT_USAGE;
    }
    if (staff.count == 0 && o->config->staff_on_same_screen) {
        fprintf(stderr,
                "uketori: run: screen.staff_on_same_screen needs people in %s: without a "
                "PIN anybody could open the staff's side\n",
                o->config->staff_file);
        return EXIT_USAGE;
    }
    if (staff.count == 0) {
        LOG_WARN("no staff list: no login, no exceptions");
    }
    struct app_setup setup = {.config = o->config,
                              .staff = &staff,
                              .hal = o->hal,
                              .seed = random_seed(),
                              .build = o->build,
                              .worker_mode = WORKER_PROCESS,
                              .commit_beside = true};
    struct err e = app_open(&setup, &app); /* forks its workers: before any window */
    if (failed(e)) {
        fprintf(stderr, "uketori: run: %s\n",
                e.code == ERR_LOCKED ? "another terminal runs on this journal" : err_text(e));
        return EXIT_NOT_IN_ORDER;
    }
    e = open_screens(o, &ui);
    if (failed(e)) {
        app_close(app);
        return EXIT_NOT_IN_ORDER;
    }
    if (ui_is_down(ui)) {
        LOG_ERR("font files are missing: only the down screens are shown code=%s",
                fault_row(FAULT_FONTS_MISSING)->code);
    }
    LOG_INFO("started build=%s terminal=%s", o->build, o->config->terminal_id);
    int exit_code = turn(o, app, ui);
    ui_close(ui);
    app_close(app);
    return exit_code;
}

static bool tell(const char *device, bool good, const char *what)
{
    printf("%-20s %-4s %s\n", device, good ? "ok" : "no", what);
    return good;
}

static bool check_camera(const struct run_options *o)
{
    struct camera_frame frame;
    for (int i = 0; i < 30; i++) {
        struct pollfd fds[HAL_FDS_MAX];
        int count = hal_poll_fds(o->hal, fds, HAL_FDS_MAX);
        poll(fds, (nfds_t)count, 100);
        hal_step(o->hal, clock_monotonic_ms(o->hal->clock));
        if (camera_take_frame(o->hal->camera, &frame)) {
            char what[64];
            snprintf(what, sizeof what, "%d x %d", frame.image.width_px, frame.image.height_px);
            return tell("camera", true, what);
        }
    }
    return tell("camera", false, "no picture within three seconds");
}

static bool check_printer(const char *name, unsigned conditions)
{
    char what[128];
    printer_conditions_text(conditions, what, sizeof what);
    return tell(name, (conditions & printer_stopping_conditions()) == 0,
                what[0] == '\0' ? "ready" : what);
}

int run_check(const struct run_options *o)
{
    bool good = check_camera(o);
    good &= check_printer("slip printer", printer_conditions(o->hal->slip_printer));
    good &= check_printer("certificate printer",
                          certificate_printer_conditions(o->hal->certificate_printer));
    tell("sound", sound_is_available(o->hal->sound), "");
    tell("lamp", o->hal->lamp != NULL, o->hal->lamp != NULL ? "" : "no line set, or not opened");
    struct journal *journal = NULL;
    struct err e = journal_open(o->config->journal_file, o->config->key_folder, NULL, &journal);
    good &= tell("journal", !failed(e), err_text(e));
    journal_close(journal);
    struct typeset *ts = NULL;
    e = typeset_open(&ts);
    good &= tell("fonts", !failed(e), err_text(e));
    if (!failed(e)) {
        typeset_close(ts);
    }
    return good ? EXIT_IN_ORDER : EXIT_NOT_IN_ORDER;
}
