#include "tests/kit/ippeve.h"

#include "tests/kit/kit.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/str.h"

uint64_t ippeve_now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

void ippeve_write(const struct ippeve *r, const char *name, const char *text)
{
    char path[IPPEVE_PATH], part[IPPEVE_PATH + 8];
    (void)snprintf(path, sizeof path, "%s/%s", r->folder, name);
    (void)snprintf(part, sizeof part, "%s.part", path);
    FILE *file = fopen(part, "w");
    assert_non_null(file);
    (void)fputs(text, file);
    (void)fclose(file);
    assert_int_equal(chmod(part, 0755), 0);
    assert_int_equal(rename(part, path), 0);
}

static pid_t start(const struct ippeve *r, char *const argv[])
{
    pid_t pid = fork();
    if (pid == 0) {
        char log[IPPEVE_PATH], bus[IPPEVE_PATH];
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

static bool connects(int family, const struct sockaddr *a, socklen_t size)
{
    int fd = socket(family, SOCK_STREAM, 0);
    bool is_there = connect(fd, a, size) == 0;
    (void)close(fd);
    return is_there;
}

static bool printer_answers(const struct ippeve *r)
{
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons((uint16_t)r->port),
                            .sin_addr = {htonl(INADDR_LOOPBACK)}};
    return connects(AF_INET, (const struct sockaddr *)&a, sizeof a);
}

static bool bus_answers(const struct ippeve *r)
{
    char path[IPPEVE_PATH];
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    ippeve_path(r, "bus", path);
    assert_true(str_copy(a.sun_path, sizeof a.sun_path, str_of(path)));
    return connects(AF_UNIX, (const struct sockaddr *)&a, sizeof a);
}

/* Both programs write a line to the log once they listen: then it is looked again. */
static int watch_log(const struct ippeve *r)
{
    int fd = inotify_init1(IN_CLOEXEC);
    assert_true(fd >= 0);
    assert_true(inotify_add_watch(fd, r->folder, IN_CREATE | IN_MODIFY) >= 0);
    return fd;
}

static void wait_until(const struct ippeve *r, int log_fd, bool (*answers)(const struct ippeve *))
{
    char events[4096];
    while (!answers(r)) {
        struct pollfd fd = {.fd = log_fd, .events = POLLIN};
        assert_int_equal(poll(&fd, 1, IPPEVE_READY_MS), 1);
        assert_true(read(log_fd, events, sizeof events) > 0);
    }
    (void)close(log_fd);
}

void ippeve_start(struct ippeve *r)
{
    char port[16], spool[IPPEVE_PATH], command[IPPEVE_PATH], keys[IPPEVE_PATH], formats[128];
    ippeve_path(r, "keys", keys);
    (void)snprintf(formats, sizeof formats, "%s",
                   r->formats != NULL ? r->formats : "application/pdf,image/pwg-raster");
    (void)snprintf(port, sizeof port, "%d", r->port);
    (void)snprintf(spool, sizeof spool, "%s/spool", r->folder);
    (void)snprintf(command, sizeof command, "%s/command", r->folder);
    char *argv[] = {(char[]){"ippeveprinter"},
                    (char[]){"-v"},
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
                    formats,
                    (char[]){"-c"},
                    command,
                    (char[]){"-K"},
                    keys,
                    (char[]){"cert"},
                    NULL,
                    NULL,
                    NULL,
                    NULL,
                    NULL};
    char maker[64];
    if (r->maker != NULL) {
        (void)snprintf(maker, sizeof maker, "%s", r->maker);
        size_t last = sizeof argv / sizeof argv[0] - 6;
        argv[last++] = (char[]){"-M"};
        argv[last++] = maker;
        argv[last++] = (char[]){"-m"};
        argv[last++] = (char[]){"Test"};
        argv[last++] = (char[]){"cert"};
    }
    int log_fd = watch_log(r);
    r->program = start(r, argv);
    wait_until(r, log_fd, printer_answers);
}

static void start_bus(struct ippeve *r)
{
    char text[1024], config[IPPEVE_PATH];
    (void)snprintf(text, sizeof text,
                   "<busconfig><type>system</type><listen>unix:path=%s/bus</listen>"
                   "<policy context=\"default\"><allow send_destination=\"*\"/>"
                   "<allow receive_sender=\"*\"/><allow own=\"*\"/><allow user=\"*\"/></policy>"
                   "</busconfig>",
                   r->folder);
    ippeve_write(r, "bus.conf", text);
    (void)snprintf(config, sizeof config, "--config-file=%s/bus.conf", r->folder);
    char *argv[] = {(char[]){"dbus-daemon"},     config,
                    (char[]){"--nofork"},        (char[]){"--nopidfile"},
                    (char[]){"--print-address"}, NULL};
    int log_fd = watch_log(r);
    r->bus = start(r, argv);
    wait_until(r, log_fd, bus_answers);
}

bool ippeve_is_installed(const char *program)
{
    char command[64];
    (void)snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", program);
    return system(command) == 0;
}

void ippeve_path(const struct ippeve *r, const char *name, char out[IPPEVE_PATH])
{
    (void)snprintf(out, IPPEVE_PATH, "%s/%s", r->folder, name);
}

bool ippeve_open(struct ippeve *r, const char *name, const char *maker)
{
    char relative[256], path[IPPEVE_PATH];
    *r = (struct ippeve){.maker = maker};
    if (!ippeve_is_installed("ippeveprinter") || !ippeve_is_installed("dbus-daemon")) {
        print_message("skipped: ippeveprinter (cups-ipp-utils) or dbus-daemon is not installed\n");
        return false;
    }
    kit_folder(name, relative);
    char *absolute = realpath(relative, NULL);
    assert_non_null(absolute);
    assert_true(str_copy(r->folder, sizeof r->folder, str_of(absolute)));
    free(absolute);
    ippeve_path(r, "spool", path);
    assert_int_equal(mkdir(path, 0755), 0);
    ippeve_path(r, "keys", path);
    assert_int_equal(mkdir(path, 0755), 0);
    (void)snprintf(path, sizeof path, "#!/bin/sh\n. %s/do\n", r->folder);
    ippeve_write(r, "command", path);
    ippeve_write(r, "do", "exit 0\n");
    r->port = free_port();
    start_bus(r);
    ippeve_start(r);
    (void)snprintf(r->uri, sizeof r->uri, "ipp://localhost:%d/ipp/print", r->port);
    return true;
}

void ippeve_stop(struct ippeve *r)
{
    stop(&r->program);
}

void ippeve_close(struct ippeve *r)
{
    ippeve_stop(r);
    stop(&r->bus);
}
