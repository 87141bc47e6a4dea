#include "hal/linux/scanner_tty.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "hal/linux/tty.h"

enum {
    PATH_SIZE = 256,
    GAP_MS = 200,
    RETRY_MIN_MS = 500,
    RETRY_MAX_MS = 8000,
    EVENTS_MAX = 4,
};

struct scanner_tty {
    struct scanner scanner;
    char path[PATH_SIZE];
    int baud;
    int fd; /* -1: not there */
    bool has_said_lost;
    uint64_t retry_at_ms, retry_ms, byte_at_ms;
    size_t length; /* of the code under way; above SCANNER_TEXT_MAX: too long, its bytes are gone */
    uint8_t text[SCANNER_TEXT_MAX];
    struct scanner_event waiting[EVENTS_MAX];
    int count;
};

static struct scanner_event *add(struct scanner_tty *s, enum scanner_event_kind kind,
                                 uint64_t now_ms)
{
    struct scanner_event *e = &s->waiting[s->count];
    s->count++;
    *e = (struct scanner_event){.kind = kind, .at_ms = now_ms};
    return e;
}

static void end_code(struct scanner_tty *s, uint64_t now_ms)
{
    if (s->length > SCANNER_TEXT_MAX) {
        (void)add(s, SCANNER_TOO_LONG, now_ms);
    } else if (s->length > 0) {
        struct scanner_event *e = add(s, SCANNER_TEXT, now_ms);
        e->length = s->length;
        memcpy(e->text, s->text, s->length);
    }
    s->length = 0;
}

static void lose(struct scanner_tty *s, uint64_t now_ms)
{
    if (s->fd >= 0) {
        (void)close(s->fd);
        s->fd = -1;
    }
    s->length = 0;
    if (!s->has_said_lost) {
        s->has_said_lost = true;
        (void)add(s, SCANNER_LOST, now_ms);
    }
    s->retry_ms = s->retry_ms == 0 ? RETRY_MIN_MS : s->retry_ms * 2;
    s->retry_ms = s->retry_ms > RETRY_MAX_MS ? RETRY_MAX_MS : s->retry_ms;
    s->retry_at_ms = now_ms + s->retry_ms;
}

static void find(struct scanner_tty *s, uint64_t now_ms)
{
    s->fd = tty_open(s->path, s->baud, false);
    if (s->fd < 0) {
        lose(s, now_ms);
        return;
    }
    s->retry_ms = 0;
    if (s->has_said_lost) {
        s->has_said_lost = false;
        (void)add(s, SCANNER_RUNNING, now_ms);
    }
}

static void take_byte(struct scanner_tty *s, uint8_t byte, uint64_t now_ms)
{
    if (byte == '\r' || byte == '\n') {
        end_code(s, now_ms);
        return;
    }
    if (s->length < SCANNER_TEXT_MAX) {
        s->text[s->length] = byte;
    }
    s->length = s->length > SCANNER_TEXT_MAX ? s->length : s->length + 1;
    s->byte_at_ms = now_ms;
}

/* One byte may end one code, so reading stops while two more events would not fit. */
static void read_bytes(struct scanner_tty *s, uint64_t now_ms)
{
    while (s->count < EVENTS_MAX - 1) {
        uint8_t byte;
        ssize_t n = read(s->fd, &byte, 1);
        if (n == 1) {
            take_byte(s, byte, now_ms);
        } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
            lose(s, now_ms);
            return;
        } else {
            return;
        }
    }
}

static void op_step(void *self, uint64_t now_ms)
{
    struct scanner_tty *s = self;
    if (s->count >= EVENTS_MAX - 1) {
        return;
    }
    if (s->fd < 0 && now_ms >= s->retry_at_ms) {
        find(s, now_ms);
    }
    if (s->fd >= 0) {
        read_bytes(s, now_ms);
    }
    bool has_room = s->count < EVENTS_MAX - 1;
    if (s->length > 0 && now_ms - s->byte_at_ms >= GAP_MS && has_room) {
        end_code(s, now_ms);
    }
}

static int op_poll_fds(void *self, struct pollfd *out, int max)
{
    const struct scanner_tty *s = self;
    if (s->fd < 0 || max < 1 || s->count >= EVENTS_MAX - 1) {
        return 0;
    }
    out[0] = (struct pollfd){.fd = s->fd, .events = POLLIN};
    return 1;
}

static uint64_t op_next_ms(const void *self, uint64_t now_ms)
{
    const struct scanner_tty *s = self;
    if (s->count > 0) {
        return now_ms;
    }
    if (s->fd < 0) {
        return s->retry_at_ms;
    }
    return s->length > 0 ? s->byte_at_ms + GAP_MS : DEVICE_NO_DEADLINE;
}

static bool op_take(struct scanner *scanner, struct scanner_event *out)
{
    struct scanner_tty *s = (struct scanner_tty *)scanner;
    if (s->count == 0) {
        return false;
    }
    *out = s->waiting[0];
    s->count--;
    memmove(&s->waiting[0], &s->waiting[1], (size_t)s->count * sizeof s->waiting[0]);
    return true;
}

static void op_close(void *self)
{
    struct scanner_tty *s = self;
    if (s->fd >= 0) {
        (void)close(s->fd);
    }
    free(s);
}

static const struct scanner_ops ops = {
    .device = {op_poll_fds, op_step, op_next_ms, op_close},
    .take = op_take,
};

struct err scanner_tty_open(const char *path, int baud, struct scanner **out)
{
    if (!tty_is_baud(baud)) {
        return FAIL(INVALID);
    }
    struct scanner_tty *s = calloc(1, sizeof *s);
    if (s == NULL) {
        return FAIL(NO_MEMORY);
    }
    if (!str_copy(s->path, sizeof s->path, str_of(path))) {
        free(s);
        return FAIL(TOO_LARGE);
    }
    s->scanner.ops = &ops;
    s->baud = baud;
    s->fd = -1;
    *out = &s->scanner;
    return OK;
}
