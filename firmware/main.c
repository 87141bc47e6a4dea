#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "app/command.h"
#include "app/down.h"
#include "app/run.h"
#include "hal/linux/open.h"

enum { SETTINGS_BYTES_MAX = 64 * 1024 };

#define DEFAULT_SETTINGS "/etc/uketori/uketori.conf"

static const char usage[] =
    "Usage: uketori COMMAND [OPTION…]\n"
    "\n"
    "Commands:\n"
    "  run                            the terminal on this machine's devices\n"
    "  check                          self-test of each device\n"
    "  scan IMAGE…                    reads codes from pictures (PNG, JPEG, PGM), one JSON line "
    "each\n"
    "  journal verify FILE [KEYS [ROWS:HASH]]\n"
    "                                 judges a journal, also against the head of a heartbeat\n"
    "  journal show FILE [KEYS]       prints its rows\n"
    "  journal aside FILE             renames one that cannot be used; the next start makes a new "
    "one\n"
    "  staff add FILE ID ROLE NAME    adds to the staff list; the PIN is asked for\n"
    "  staff list FILE                who may log in\n"
    "\n"
    "Options:\n"
    "  --config FILE   settings (" DEFAULT_SETTINGS ")\n"
    "  --window        windows instead of the whole screen\n"
    "  --help, --version\n";

static volatile int stop;

static void handle_stop(int signal_no)
{
    (void)signal_no;
    stop = 1;
}

static int read_settings(const char *file, bool must_exist, struct config *config)
{
    config_default(config);
    FILE *f = fopen(file, "rb");
    if (f == NULL) {
        if (!must_exist && errno == ENOENT) {
            return EXIT_IN_ORDER; /* the defaults work */
        }
        fprintf(stderr, "uketori: %s: %s\n", file, strerror(errno));
        return EXIT_USAGE;
    }
    char *text = malloc(SETTINGS_BYTES_MAX);
    size_t n = text == NULL ? 0 : fread(text, 1, SETTINGS_BYTES_MAX, f);
    fclose(f);
    char message[CONFIG_MESSAGE_SIZE] = "out of memory";
    struct err e =
        text == NULL ? FAIL(NO_MEMORY) : config_parse((struct str){text, n}, file, config, message);
    free(text);
    if (failed(e)) {
        fprintf(stderr, "uketori: %s\n", message);
        return EXIT_USAGE;
    }
    return EXIT_IN_ORDER;
}

static struct err open_devices(const struct config *c, struct hal *hal,
                               char message[HAL_LINUX_MESSAGE_SIZE])
{
    struct hal_linux_settings settings = {
        .voice_folder = c->voice_folder[0] == '\0' ? NULL : c->voice_folder,
        .lamp = {.chip = c->lamp_chip,
                 .line = {[LAMP_WHITE] = c->lamp_white_line,
                          [LAMP_BLUE] = c->lamp_blue_line,
                          [LAMP_AMBER] = c->lamp_amber_line,
                          [LAMP_RED] = c->lamp_red_line},
                 .is_active_low = c->lamp_active_low},
        .camera_device = c->camera_device,
        .camera_width_px = c->camera_width_px,
        .camera_height_px = c->camera_height_px,
        .camera_hz = c->camera_hz,
        .camera_mains_hz = c->camera_mains_hz,
        .camera_focus = c->camera_focus,
        .camera_exposure = c->camera_exposure,
        .slip_printer = c->slip_printer,
        .slip_model = c->slip_model,
        .slip_width_dots = c->slip_width_dots,
        .slip_dpi = c->slip_dpi,
        .certificate_printer = c->certificate_printer,
        .certificate_printer_roots = c->certificate_printer_ca_file,
        .scanner_device = c->scanner_device,
        .backend_url = c->backend_url,
        .ca_file = c->ca_file,
        .cert_file = c->cert_file,
        .key_file = c->key_file,
        .pin_current = c->pin_current,
        .pin_next = c->pin_next,
        .connect_ms = c->connect_ms,
    };
    return hal_linux_open(&settings, hal, message);
}

static int with_devices(const char *settings, bool windowed, int (*act)(const struct run_options *))
{
    static struct config config; /* lives as long as the program, too large for the stack */
    char message[HAL_LINUX_MESSAGE_SIZE];
    const char *file = settings == NULL ? DEFAULT_SETTINGS : settings;
    int exit_code = read_settings(file, settings != NULL, &config);
    signal(SIGINT, handle_stop);
    signal(SIGTERM, handle_stop);
    if (exit_code != EXIT_IN_ORDER) {
        if (act == run_terminal) {
            down_run(FAULT_SETTINGS_UNREADABLE, windowed, &stop);
        }
        return exit_code;
    }
    struct hal hal;
    if (failed(open_devices(&config, &hal, message))) {
        fprintf(stderr, "uketori: %s\n", message);
        if (act == run_terminal) {
            down_run(FAULT_SETTINGS_UNREADABLE, windowed, &stop);
        }
        return EXIT_NOT_IN_ORDER;
    }
    struct run_options options = {.config = &config,
                                  .hal = &hal,
                                  .build = UKETORI_VERSION,
                                  .windowed = windowed,
                                  .stop = &stop};
    exit_code = act(&options);
    hal_close(&hal);
    return exit_code;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {{"config", required_argument, NULL, 'c'},
                                            {"window", no_argument, NULL, 'w'},
                                            {"help", no_argument, NULL, 'h'},
                                            {"version", no_argument, NULL, 'v'},
                                            {NULL, 0, NULL, 0}};
    const char *settings = NULL;
    bool windowed = false;
    for (int c = 0; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        switch (c) {
        case 'c':
            settings = optarg;
            break;
        case 'w':
            windowed = true;
            break;
        case 'h':
            fputs(usage, stdout);
            return EXIT_IN_ORDER;
        case 'v':
            printf("uketori %s\n", UKETORI_VERSION);
            return EXIT_IN_ORDER;
        default:
            fputs(usage, stderr);
            return EXIT_USAGE;
        }
    }
    const char *command = optind < argc ? argv[optind] : "";
    int count = argc - optind - 1;
    char **words = argv + optind + 1;
    if (sodium_init() < 0) {
        fputs("uketori: libsodium does not start\n", stderr);
        return EXIT_NOT_IN_ORDER;
    }
    if (strcmp(command, "scan") == 0 && count > 0) {
        return command_scan(count, words);
    }
    if (strcmp(command, "journal") == 0) {
        return command_journal(count, words);
    }
    if (strcmp(command, "staff") == 0) {
        return command_staff(count, words);
    }
    if (strcmp(command, "run") == 0 && count == 0) {
        return with_devices(settings, windowed, run_terminal);
    }
    if (strcmp(command, "check") == 0 && count == 0) {
        return with_devices(settings, windowed, run_check);
    }
    fputs(usage, stderr);
    return EXIT_USAGE;
}
