#include "hal/linux/watchdog_dev.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct watchdog_dev {
    struct watchdog watchdog;
    int device_fd, socket_fd; /* -1: none */
    struct sockaddr_un address;
    socklen_t address_length;
};

static struct err notify(const struct watchdog_dev *w, const char *text)
{
    if (w->socket_fd < 0) {
        return OK;
    }
    ssize_t n = sendto(w->socket_fd, text, strlen(text), MSG_DONTWAIT | MSG_NOSIGNAL,
                       (const struct sockaddr *)&w->address, w->address_length);
    return n < 0 ? FAIL(IO) : OK;
}

static struct err op_pet(struct watchdog *watchdog)
{
    struct watchdog_dev *w = (struct watchdog_dev *)watchdog;
    bool is_fed = w->device_fd < 0 || write(w->device_fd, "", 1) == 1;
    struct err told = notify(w, "WATCHDOG=1");
    return is_fed ? told : FAIL(IO);
}

static struct err op_ready(struct watchdog *watchdog)
{
    return notify((struct watchdog_dev *)watchdog, "READY=1");
}

static void op_close(void *self)
{
    struct watchdog_dev *w = self;
    IGNORE_ERR(notify(w, "STOPPING=1")); /* nobody is left to hear of a failure */
    if (w->socket_fd >= 0) {
        (void)close(w->socket_fd);
    }
    if (w->device_fd >= 0) {
        ssize_t n = write(w->device_fd, "V", 1);
        (void)n;
        (void)close(w->device_fd);
    }
    free(w);
}

static const struct watchdog_ops ops = {
    .device = {.close = op_close},
    .pet = op_pet,
    .ready = op_ready,
};

/* A name that starts with '@' is in the abstract name space, with a NUL in its place. */
static void open_socket(struct watchdog_dev *w, const struct watchdog_dev_settings *settings)
{
    size_t n = settings->notify_socket == NULL ? 0 : strlen(settings->notify_socket);
    if (n == 0 || n >= sizeof w->address.sun_path) {
        return;
    }
    w->address.sun_family = AF_UNIX;
    memcpy(w->address.sun_path, settings->notify_socket, n);
    if (w->address.sun_path[0] == '@') {
        w->address.sun_path[0] = '\0';
    }
    w->address_length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n);
    w->socket_fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
}

static struct err open_device(struct watchdog_dev *w, const char *path)
{
    w->device_fd = open(path, O_WRONLY | O_CLOEXEC);
    if (w->device_fd < 0) {
        return errno == EBUSY ? FAIL(LOCKED) : FAIL(NOT_FOUND);
    }
    return OK;
}

struct err watchdog_dev_open(const struct watchdog_dev_settings *settings, struct watchdog **out)
{
    struct watchdog_dev *w = calloc(1, sizeof *w);
    if (w == NULL) {
        return FAIL(NO_MEMORY);
    }
    *w = (struct watchdog_dev){.watchdog = {&ops}, .device_fd = -1, .socket_fd = -1};
    open_socket(w, settings);
    struct err device =
        settings->device == NULL ? FAIL(NOT_FOUND) : open_device(w, settings->device);
    if (failed(device) && w->socket_fd < 0) {
        free(w);
        return device;
    }
    *out = &w->watchdog;
    return OK;
}
