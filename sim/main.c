#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/log.h"
#include "sim/demo.h"
#include "sim/panel.h"
#include "sim/panel_world.h"
#include "sim/scenario.h"
#include "sim/world.h"
#include "sim/world_command.h"

enum { EXIT_FAILED = 1, EXIT_WRONG_USAGE = 2 };

static const char usage[] =
    "Usage: uketori-sim COMMAND [OPTION…]\n"
    "\n"
    "Commands:\n"
    "  panel [FILE]     both screens and a control panel, in real time; FILE: a violation of the "
    "world\n"
    "  run SCENARIO…    carries scenario files out on virtual time\n"
    "  demo             one whole pickup as a storyboard of pictures\n"
    "  backend          the reference backend alone, on loopback, until interrupted\n"
    "  world            many seeds of a world with several terminals and every kind of fault\n"
    "\n"
    "Options:\n"
    "  --out DIR        pictures of `demo` (build/storyboard) and of `run` (none), scenarios of "
    "`world`\n"
    "                   (build/world)\n"
    "  --work DIR       journal, backend and prints of the simulated office (build/office)\n"
    "  --log FILE       event log of `run` and `world`; - for standard output\n"
    "  --seeds A..B     of `world` (1..100)\n"
    "  --terminals K    of `world`, 1 to 8 (3)\n"
    "  --days D         of `world`: so many office days instead of 20 minutes\n"
    "  --jobs J         of `world`: so many processes side by side (1)\n"
    "  --quiet          `world` without faults and mistakes\n"
    "  --inline         decoder and renderer inside the program instead of their processes\n"
    "  --help, --version\n";

struct options {
    const char *out;
    const char *work;
    const char *log;
    enum worker_mode worker_mode;
    struct world_order world;
};

static char *read_file(const char *path, size_t *out_n)
{
    FILE *f = fopen(path, "rb");
    char *text = f == NULL ? NULL : malloc(SCENARIO_FILE_MAX + 1);
    if (text == NULL) {
        if (f != NULL) {
            fclose(f);
        }
        return NULL;
    }
    *out_n = fread(text, 1, SCENARIO_FILE_MAX + 1, f);
    fclose(f);
    return text;
}

static int run_scenario(const char *path, const struct options *o, FILE *log)
{
    size_t n = 0;
    char *text = read_file(path, &n);
    struct scenario *scenario = malloc(sizeof *scenario);
    struct office *office = calloc(1, sizeof *office);
    if (text == NULL || scenario == NULL || office == NULL) {
        fprintf(stderr, "uketori-sim: %s: %s\n", path, strerror(errno));
        free(text);
        free(scenario);
        free(office);
        return EXIT_FAILED;
    }
    struct scenario_run run = {.scenario = scenario, .office = office, .shots = o->out};
    struct office_setup setup = {
        .folder = o->work,
        .fresh = true,
        .worker_mode = o->worker_mode,
        .event_log = log,
        .ui = {.headless = true, .applicant = true, .staff = true},
    };
    uint64_t hash = 0;
    struct err e = scenario_parse((struct str){text, n}, path, scenario, run.message);
    e = failed(e) ? e : scenario_carry_out(&run, &setup, &hash);
    if (failed(e)) {
        fprintf(stderr, "uketori-sim: %s\n", run.message);
    } else {
        printf("ok %s hash=%016llx\n", scenario->name, (unsigned long long)hash);
    }
    free(text);
    free(scenario);
    free(office);
    return failed(e) ? EXIT_FAILED : 0;
}

static int command_run(int count, char **files, const struct options *o)
{
    if (count == 0) {
        fputs("uketori-sim: run wants scenario files\n", stderr);
        return EXIT_WRONG_USAGE;
    }
    bool is_file = o->log != NULL && strcmp(o->log, "-") != 0;
    FILE *file = is_file ? fopen(o->log, "w") : NULL;
    if (is_file && file == NULL) {
        fprintf(stderr, "uketori-sim: %s: %s\n", o->log, strerror(errno));
        return EXIT_FAILED;
    }
    FILE *log = o->log == NULL || is_file ? file : stdout;
    int exit_code = 0;
    for (int i = 0; i < count; i++) {
        int one = run_scenario(files[i], o, log);
        exit_code = one != 0 ? one : exit_code;
    }
    if (file != NULL) {
        fclose(file);
    }
    return exit_code;
}

static volatile sig_atomic_t interrupted;

static void interrupt(int signal_no)
{
    (void)signal_no;
    interrupted = 1;
}

/* What a terminal on this machine needs to work with this backend. */
static bool write_settings(const struct office *office, const char *path, const char *url)
{
    char here[OFFICE_PATH_SIZE];
    FILE *f = getcwd(here, sizeof here) == NULL ? NULL : fopen(path, "w");
    if (f == NULL) {
        return false;
    }
    const char *folder = office->folder[0] == '/' ? "" : here;
    const char *slash = office->folder[0] == '/' ? "" : "/";
    fprintf(f, "[office]\nid = %s\nname = %s\n[backend]\nurl = %s\n", office->config.office_id,
            office->config.office_name, url);
    fprintf(f, "ca_file = %s%s%s\n", folder, slash, office->pki.ca_file);
    fprintf(f, "cert_file = %s%s%s\n", folder, slash, office->pki.terminal_cert_file);
    fprintf(f, "key_file = %s%s%s\n", folder, slash, office->pki.terminal_key_file);
    fprintf(f, "[journal]\nfile = %s%s%s/run.db\nkey_folder = %s%s%s/run-keys\n", folder, slash,
            office->folder, folder, slash, office->folder);
    fprintf(f, "[slip_printer]\ndevice = file:%s%s%s/slips\n", folder, slash, office->folder);
    fprintf(f, "[certificate_printer]\ndevice = file:%s%s%s/certificates\n", folder, slash,
            office->folder);
    fprintf(f, "[pickup]\nprefix = %s\nkey = %d %s ", SEED_OPAQUE_PREFIX,
            office->config.key[0].key_id, office->config.key[0].issuer);
    for (size_t i = 0; i < sizeof office->config.key[0].public_key; i++) {
        fprintf(f, "%02x", office->config.key[0].public_key[i]);
    }
    struct civil end = civil_of(office->config.key[0].not_after_s * 1000);
    fprintf(f, " %04d-%02d-%02d\n", end.year, end.month, end.day);
    char keys[OFFICE_PATH_SIZE + 16];
    struct strbuf b = strbuf_on(keys, sizeof keys);
    strbuf_format(&b, "%s/run-keys", office->folder);
    mkdir(keys, 0700); /* already there is as good */
    return fclose(f) == 0;
}

static int command_backend(const struct options *o)
{
    struct office *office = calloc(1, sizeof *office);
    struct office_setup setup = {
        .folder = o->work, .worker_mode = o->worker_mode, .ui = {.headless = true}};
    struct err e = office == NULL ? FAIL(NO_MEMORY) : office_open(office, &setup);
    if (failed(e)) {
        fprintf(stderr, "uketori-sim: backend: %s\n", err_text(e));
        free(office);
        return EXIT_FAILED;
    }
    office_power_cut(office); /* the backend stays, the terminal does not */
    char url[64];
    backend_server_url(office->server, url);
    char settings[OFFICE_PATH_SIZE + 16];
    struct strbuf b = strbuf_on(settings, sizeof settings);
    strbuf_format(&b, "%s/terminal.conf", o->work);
    if (!write_settings(office, settings, url)) {
        fprintf(stderr, "uketori-sim: %s: %s\n", settings, strerror(errno));
        office_close(office);
        free(office);
        return EXIT_FAILED;
    }
    printf("backend %s\nsettings for a terminal: %s\n", url, settings);
    fflush(stdout);
    signal(SIGINT, interrupt);
    signal(SIGTERM, interrupt);
    while (!interrupted) {
        pause();
    }
    office_close(office);
    free(office);
    return 0;
}

/* A violation of the world, watched. */
static int panel_scenario(const char *path, const struct options *o)
{
    static const struct ui_setup screens = {.applicant = true, .staff = true, .title = "Uketori"};
    char message[SCENARIO_MESSAGE_SIZE];
    size_t n = 0;
    char *text = read_file(path, &n);
    struct scenario *scenario = malloc(sizeof *scenario);
    int exit_code = EXIT_FAILED;
    if (text == NULL || scenario == NULL) {
        fprintf(stderr, "uketori-sim: %s: %s\n", path, strerror(errno));
    } else if (failed(scenario_parse((struct str){text, n}, path, scenario, message))) {
        fprintf(stderr, "uketori-sim: %s\n", message);
    } else if (!scenario->world.is_told) {
        fprintf(stderr, "uketori-sim: %s: panel opens scenarios of the world; try run\n", path);
    } else {
        exit_code = panel_world_run(scenario, &screens, o->work);
    }
    free(text);
    free(scenario);
    return exit_code;
}

static int command_panel(int count, char **files, const struct options *o)
{
    if (count > 0) {
        return panel_scenario(files[0], o);
    }
    struct office_setup setup = {
        .folder = o->work,
        .worker_mode = o->worker_mode,
        .ui = {.applicant = true, .staff = true, .title = "Uketori"},
    };
    return panel_run(&setup);
}

static int command_world(const struct options *o)
{
    struct world_order order = o->world;
    order.key_folder = "build/world-keys";
    order.scenario_folder = o->out == NULL ? "build/world" : o->out;
    order.version = UKETORI_VERSION;
    order.log = o->log;
    log_set_level(LOG_LEVEL_SILENT); /* faults are what it is made of */
    return world_command(&order);
}

/* A whole number of 0 .. most; -1: it is none. */
static int number_of(const char *text, int most)
{
    int64_t value = 0;
    bool good = str_to_int64(str_of(text), &value) && value >= 0 && value <= most;
    return good ? (int)value : -1;
}

static bool world_option(int option, const char *text, struct world_order *order)
{
    switch (option) {
    case 's':
        return world_order_seeds(text, order);
    case 't':
        order->terminals = number_of(text, WORLD_TERMINALS_MAX);
        return order->terminals >= 1;
    case 'j':
        order->jobs = number_of(text, WORLD_JOBS_MAX);
        return order->jobs >= 1;
    case 'd':
        order->days = number_of(text, WORLD_DAYS_MAX);
        return order->days >= 0;
    default:
        order->quiet = true;
        return true;
    }
}

static int dispatch(int argc, char **argv, struct options *o)
{
    const char *command = argc > 0 ? argv[0] : "";
    mkdir("build", 0755); /* the defaults lie there; elsewhere it is the user's to make */
    if (strcmp(command, "run") == 0) {
        return command_run(argc - 1, argv + 1, o);
    }
    if (strcmp(command, "demo") == 0) {
        return demo_run(o->out == NULL ? "build/storyboard" : o->out, o->work);
    }
    if (strcmp(command, "backend") == 0) {
        return command_backend(o);
    }
    if (strcmp(command, "panel") == 0) {
        return command_panel(argc - 1, argv + 1, o);
    }
    if (strcmp(command, "world") == 0) {
        return command_world(o);
    }
    fprintf(stderr, "uketori-sim: %s: no such command\n%s", command, usage);
    return EXIT_WRONG_USAGE;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"out", required_argument, NULL, 'o'},   {"work", required_argument, NULL, 'w'},
        {"log", required_argument, NULL, 'l'},   {"inline", no_argument, NULL, 'i'},
        {"seeds", required_argument, NULL, 's'}, {"terminals", required_argument, NULL, 't'},
        {"days", required_argument, NULL, 'd'},  {"jobs", required_argument, NULL, 'j'},
        {"quiet", no_argument, NULL, 'q'},       {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'v'},     {NULL, 0, NULL, 0},
    };
    struct options o = {.work = "build/office",
                        .worker_mode = WORKER_PROCESS,
                        .world = {.first = 1, .last = 100, .terminals = 3, .jobs = 1}};
    log_set_level(LOG_LEVEL_WARN);
    for (int c = 0; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (c) {
        case 'o':
            o.out = optarg;
            break;
        case 'w':
            o.work = optarg;
            break;
        case 'l':
            o.log = optarg;
            break;
        case 'i':
            o.worker_mode = WORKER_INLINE;
            break;
        case 's':
        case 't':
        case 'd':
        case 'j':
        case 'q':
            if (!world_option(c, optarg, &o.world)) {
                fprintf(stderr, "uketori-sim: %s: not allowed here\n", optarg);
                return EXIT_WRONG_USAGE;
            }
            break;
        case 'h':
            fputs(usage, stdout);
            return 0;
        case 'v':
            printf("uketori-sim %s\n", UKETORI_VERSION);
            return 0;
        default:
            fputs(usage, stderr);
            return EXIT_WRONG_USAGE;
        }
    }
    return dispatch(argc - optind, argv + optind, &o);
}
