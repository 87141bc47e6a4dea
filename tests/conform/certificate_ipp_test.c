/* The IPP backend against a printer program of others: ippeveprinter (cups-ipp-utils), with a
 * private D-Bus, because it wants one to announce itself. Real time: each case waits for the far
 * side. */
#include "tests/kit/kit.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "hal/linux/certificate_printer_ipp.h"

enum { PATH = 512, PATIENCE_MS = 20000, READY_MS = 10000 };

struct rig {
    char folder[256]; /* absolute */
    int port;
    pid_t bus, program;
    struct certificate_printer *printer;
    int jobs;
    unsigned conditions_seen;
};

static const char pdf[] = "%PDF-1.4\n% one page of nothing, compared byte by byte\n%%EOF\n";

static uint64_t now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

static void write_text(const struct rig *r, const char *name, const char *text)
{
    char path[PATH], part[PATH + 8];
    (void)snprintf(path, sizeof path, "%s/%s", r->folder, name);
    (void)snprintf(part, sizeof part, "%s.part", path);
    FILE *file = fopen(part, "w");
    assert_non_null(file);
    (void)fputs(text, file);
    (void)fclose(file);
    assert_int_equal(chmod(part, 0755), 0);
    assert_int_equal(rename(part, path), 0);
}

static pid_t start(const struct rig *r, char *const argv[])
{
    pid_t pid = fork();
    if (pid == 0) {
        char log[PATH], bus[PATH];
        (void)snprintf(log, sizeof log, "%s/log", r->folder);
        (void)snprintf(bus, sizeof bus, "unix:path=%s/bus", r->folder);
        (void)setenv("DBUS_SYSTEM_BUS_ADDRESS", bus, 1);
        (void)unsetenv("LD_PRELOAD");
        int fd = open(log, O_WRONLY | O_CREAT | O_APPEND, 0644);
        (void)dup2(fd, 1);
        (void)dup2(fd, 2);
        (void)execvp(argv[0], argv);
        _exit(127);
    }
    return pid;
}

static void stop(pid_t *pid)
{
    if (*pid > 0) {
        (void)kill(*pid, SIGKILL);
        (void)waitpid(*pid, NULL, 0);
        *pid = 0;
    }
}

static int free_port(void)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof a;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(fd, (const struct sockaddr *)&a, sizeof a), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &size), 0);
    (void)close(fd);
    return ntohs(a.sin_port);
}

static bool answers(int port)
{
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons((uint16_t)port),
                            .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    bool is_there = connect(fd, (const struct sockaddr *)&a, sizeof a) == 0;
    (void)close(fd);
    return is_there;
}

static void start_program(struct rig *r)
{
    char port[16], spool[PATH], command[PATH];
    (void)snprintf(port, sizeof port, "%d", r->port);
    (void)snprintf(spool, sizeof spool, "%s/spool", r->folder);
    (void)snprintf(command, sizeof command, "%s/command", r->folder);
    char *argv[] = {(char[]){"ippeveprinter"},
                    (char[]){"-r"},
                    (char[]){"off"},
                    (char[]){"-n"},
                    (char[]){"localhost"},
                    (char[]){"-p"},
                    port,
                    (char[]){"-k"},
                    (char[]){"-d"},
                    spool,
                    (char[]){"-f"},
                    (char[]){"application/pdf,image/pwg-raster"},
                    (char[]){"-c"},
                    command,
                    (char[]){"cert"},
                    NULL};
    r->program = start(r, argv);
    for (uint64_t end = now_ms() + READY_MS; !answers(r->port);) {
        assert_true(now_ms() < end);
        (void)poll(NULL, 0, 20);
    }
}

static void start_bus(struct rig *r)
{
    char text[1024], config[PATH], path[PATH];
    (void)snprintf(text, sizeof text,
                   "<busconfig><type>system</type><listen>unix:path=%s/bus</listen>"
                   "<policy context=\"default\"><allow send_destination=\"*\"/>"
                   "<allow receive_sender=\"*\"/><allow own=\"*\"/><allow user=\"*\"/></policy>"
                   "</busconfig>",
                   r->folder);
    write_text(r, "bus.conf", text);
    (void)snprintf(config, sizeof config, "--config-file=%s/bus.conf", r->folder);
    (void)snprintf(path, sizeof path, "%s/bus", r->folder);
    char *argv[] = {(char[]){"dbus-daemon"}, config, (char[]){"--nofork"}, (char[]){"--nopidfile"},
                    NULL};
    r->bus = start(r, argv);
    for (uint64_t end = now_ms() + READY_MS; access(path, F_OK) != 0;) {
        assert_true(now_ms() < end);
        (void)poll(NULL, 0, 20);
    }
}

static bool is_installed(const char *program)
{
    char command[64];
    (void)snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", program);
    return system(command) == 0;
}

static int set_up(void **state)
{
    static struct rig rig;
    struct rig *r = &rig;
    char relative[256], path[PATH];
    *r = (struct rig){0};
    *state = r;
    if (!is_installed("ippeveprinter") || !is_installed("dbus-daemon")) {
        print_message("SKIPPED: ippeveprinter (cups-ipp-utils) or dbus-daemon is not installed\n");
        return 0;
    }
    kit_folder("ipp", relative);
    char *absolute = realpath(relative, NULL);
    assert_non_null(absolute);
    assert_true(str_copy(r->folder, sizeof r->folder, str_of(absolute)));
    free(absolute);
    (void)snprintf(path, sizeof path, "%s/spool", r->folder);
    assert_int_equal(mkdir(path, 0755), 0);
    (void)snprintf(path, sizeof path, "#!/bin/sh\n. %s/do\n", r->folder);
    write_text(r, "command", path);
    write_text(r, "do", "exit 0\n");
    r->port = free_port();
    start_bus(r);
    start_program(r);
    (void)snprintf(path, sizeof path, "ipp://localhost:%d/ipp/print", r->port);
    struct ipp_worker_settings settings = {.uri = path,
                                           .poll_ms = 50,
                                           .idle_ms = 100,
                                           .stop_ms = 1500,
                                           .limit_ms = 2500,
                                           .cancel_ms = 500,
                                           .lost_ms = 500};
    assert_ok(certificate_printer_ipp_open(&settings, &r->printer));
    return 0;
}

static int tear_down(void **state)
{
    struct rig *r = *state;
    certificate_printer_close(r->printer);
    stop(&r->program);
    stop(&r->bus);
    return 0;
}

static void need_program(const struct rig *r)
{
    if (r->program == 0) {
        skip();
    }
}

/* Waits for an event of this kind; false: it did not come. */
static bool wait_event(struct rig *r, enum printer_event_kind kind, int patience_ms,
                       struct printer_event *out)
{
    uint64_t end = now_ms() + (uint64_t)patience_ms;
    while (now_ms() < end) {
        struct pollfd fds[DEVICE_FDS_MAX];
        int n = device_poll_fds(certificate_printer_device(r->printer), fds, DEVICE_FDS_MAX);
        (void)poll(fds, (nfds_t)n, 20);
        device_step(certificate_printer_device(r->printer), now_ms());
        struct printer_event e;
        while (certificate_printer_take(r->printer, &e)) {
            r->conditions_seen |= e.conditions;
            if (e.kind == kind) {
                *out = e;
                return true;
            }
        }
    }
    return false;
}

static void submit(struct rig *r, const char *behaviour)
{
    write_text(r, "do", behaviour);
    r->jobs++;
    r->conditions_seen = 0;
    struct certificate_job job = {
        .job_id = {{(uint8_t)r->jobs}}, .pdf = {(const uint8_t *)pdf, sizeof pdf - 1}, .sheets = 1};
    (void)snprintf(job.name, sizeof job.name, "uk-%d-%d", r->port, r->jobs);
    assert_ok(certificate_printer_submit(r->printer, &job));
}

static struct printer_event print(struct rig *r, const char *behaviour)
{
    struct printer_event e = {.outcome = PRINT_OUTCOME_COUNT};
    submit(r, behaviour);
    assert_true(wait_event(r, PRINTER_OUTCOME, PATIENCE_MS, &e));
    assert_int_equal(e.job_id.byte[0], r->jobs);
    return e;
}

static void wait_ready(struct rig *r)
{
    struct printer_event e;
    for (uint64_t end = now_ms() + PATIENCE_MS; certificate_printer_conditions(r->printer) != 0;) {
        assert_true(now_ms() < end);
        (void)wait_event(r, PRINTER_CONDITIONS_CHANGED, 100, &e);
    }
}

#define COUNT_ONE "echo 'ATTR: job-impressions-completed=1' >&2\n"

static void a_counted_job_is_printed_and_arrives_byte_for_byte(void **state)
{
    struct rig *r = *state;
    need_program(r);
    char command[2 * PATH], path[PATH];
    struct printer_event e = print(r, "cp \"$1\" \"$(dirname \"$0\")/got\"\n" COUNT_ONE "exit 0\n");
    assert_string_equal(e.evidence_text, "completed, impressions as ordered");
    assert_int_equal(e.outcome, PRINT_OUTCOME_PRINTED);
    assert_int_equal(e.evidence, PRINT_EVIDENCE_JOB_STATE);
    (void)snprintf(path, sizeof path, "%s/want", r->folder);
    write_text(r, "want", pdf);
    (void)snprintf(command, sizeof command, "cmp -s %s %s/got", path, r->folder);
    assert_int_equal(system(command), 0);
}

static void a_job_that_is_not_counted_is_for_staff(void **state)
{
    struct rig *r = *state;
    need_program(r);
    struct printer_event e = print(r, "exit 0\n");
    assert_int_equal(e.outcome, PRINT_OUTCOME_UNKNOWN);
    assert_int_equal(e.evidence, PRINT_EVIDENCE_JOB_STATE);
}

static void an_aborted_job_is_not_printed(void **state)
{
    struct rig *r = *state;
    need_program(r);
    assert_int_equal(print(r, "exit 1\n").outcome, PRINT_OUTCOME_NOT_PRINTED);
}

static void a_jam_is_never_called_nothing(void **state)
{
    struct rig *r = *state;
    need_program(r);
    struct printer_event e = print(r, "echo 'STATE: +media-jam-error' >&2; sleep 0.5\n"
                                      "echo 'STATE: -media-jam-error' >&2; exit 1\n");
    assert_int_equal(e.outcome, PRINT_OUTCOME_UNKNOWN);
    assert_true((r->conditions_seen & PRINTER_JAM) != 0);
}

static void paper_that_is_loaded_in_time_lets_the_job_end_well(void **state)
{
    struct rig *r = *state;
    need_program(r);
    struct printer_event e =
        print(r, "echo 'STATE: +media-empty-error,media-needed' >&2; sleep 0.7\n"
                 "echo 'STATE: -media-empty-error,media-needed' >&2\n" COUNT_ONE "exit 0\n");
    assert_int_equal(e.outcome, PRINT_OUTCOME_PRINTED);
    assert_true((r->conditions_seen & PRINTER_OUT) != 0);
}

static void a_stuck_job_is_unknown_blocks_the_next_and_is_settled_later(void **state)
{
    struct rig *r = *state;
    need_program(r);
    struct printer_event e =
        print(r, "while ! [ -e \"$(dirname \"$0\")/go\" ]; do sleep 0.1; done\n"
                 "exit 1\n");
    assert_int_equal(e.outcome, PRINT_OUTCOME_UNKNOWN);
    int stuck = r->jobs;
    e = print(r, "exit 0\n");
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    assert_string_equal(e.evidence_text, "not started: the printer holds an earlier job");
    write_text(r, "go", "");
    assert_true(wait_event(r, PRINTER_SETTLED, PATIENCE_MS, &e));
    assert_int_equal(e.job_id.byte[0], stuck);
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    wait_ready(r);
    assert_int_equal(print(r, COUNT_ONE "exit 0\n").outcome, PRINT_OUTCOME_PRINTED);
}

static void a_printer_killed_in_a_job_leaves_it_unknown_and_comes_back(void **state)
{
    struct rig *r = *state;
    need_program(r);
    struct printer_event e = print(r, "kill -9 $PPID; sleep 1\n");
    (void)waitpid(r->program, NULL, 0);
    r->program = 0;
    assert_int_equal(e.outcome, PRINT_OUTCOME_UNKNOWN);
    assert_int_equal(e.evidence, PRINT_EVIDENCE_BYTES_ACCEPTED);
    assert_int_equal(certificate_printer_conditions(r->printer), PRINTER_OFFLINE);
    e = print(r, "exit 0\n");
    assert_int_equal(e.outcome, PRINT_OUTCOME_NOT_PRINTED);
    start_program(r);
    wait_ready(r);
    assert_int_equal(print(r, COUNT_ONE "exit 0\n").outcome, PRINT_OUTCOME_PRINTED);
}

static void only_ipp_addresses_are_taken(void **state)
{
    (void)state;
    struct certificate_printer *p = NULL;
    static const char *const uris[] = {"http://localhost/", "ipp", "", "file:/x"};
    for (size_t i = 0; i < sizeof uris / sizeof uris[0]; i++) {
        struct ipp_worker_settings settings = {.uri = uris[i]};
        assert_fails(certificate_printer_ipp_open(&settings, &p), INVALID);
    }
}

int main(void)
{
    (void)signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_counted_job_is_printed_and_arrives_byte_for_byte),
        cmocka_unit_test(a_job_that_is_not_counted_is_for_staff),
        cmocka_unit_test(an_aborted_job_is_not_printed),
        cmocka_unit_test(a_jam_is_never_called_nothing),
        cmocka_unit_test(paper_that_is_loaded_in_time_lets_the_job_end_well),
        cmocka_unit_test(a_stuck_job_is_unknown_blocks_the_next_and_is_settled_later),
        cmocka_unit_test(a_printer_killed_in_a_job_leaves_it_unknown_and_comes_back),
        cmocka_unit_test(only_ipp_addresses_are_taken),
    };
    return cmocka_run_group_tests_name("conform/certificate_ipp", tests, set_up, tear_down);
}
