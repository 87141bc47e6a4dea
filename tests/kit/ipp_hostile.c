#include "tests/kit/ipp_hostile.h"

#include "tests/kit/kit.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    BODY_MAX = 1 << 20,
    HEAD_MAX = 8192,
    REPLY_MAX = 16384,
    JOB = 7,
    WAIT_MS = 20,
    OP_VALIDATE = 0x04,
    OP_CREATE = 0x05,
    OP_SEND = 0x06,
    OP_CANCEL = 0x08,
    OP_JOB = 0x09,
    OP_JOBS = 0x0A,
    OP_PRINTER = 0x0B,
    TAG_INTEGER = 0x21,
    TAG_BOOLEAN = 0x22,
    TAG_ENUM = 0x23,
    TAG_KEYWORD = 0x44,
    TAG_CHARSET = 0x47,
    TAG_LANGUAGE = 0x48,
    TAG_MIME = 0x49,
    TAG_NAME = 0x42,
};

struct ipp_hostile {
    struct ipp_hostile_plan plan;
    int listener, port, fd;
    pthread_t thread;
    atomic_bool is_over;
    size_t document; /* bytes of the last whole Send-Document */
    bool is_cancelled;
    int answered; /* by the operation of the plan */
    size_t body_n;
    uint8_t body[BODY_MAX];
};

struct reply {
    uint8_t bytes[REPLY_MAX];
    size_t n;
};

static bool send_all(struct ipp_hostile *s, const void *bytes, size_t n)
{
    const uint8_t *at = bytes;
    while (n > 0 && !s->is_over) {
        ssize_t sent = send(s->fd, at, n, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) {
            at += sent;
            n -= (size_t)sent;
            continue;
        }
        struct pollfd p = {.fd = s->fd, .events = POLLOUT};
        (void)poll(&p, 1, WAIT_MS);
        if ((p.revents & (POLLHUP | POLLERR)) != 0) {
            return false;
        }
    }
    return n == 0;
}

/* One byte; false: the other end is gone. */
static bool take_byte(struct ipp_hostile *s, uint8_t *out)
{
    while (!s->is_over) {
        ssize_t n = recv(s->fd, out, 1, MSG_DONTWAIT);
        if (n == 1) {
            return true;
        }
        if (n == 0) {
            return false;
        }
        struct pollfd p = {.fd = s->fd, .events = POLLIN};
        if (poll(&p, 1, WAIT_MS) > 0 && (p.revents & (POLLERR | POLLNVAL)) != 0) {
            return false;
        }
    }
    return false;
}

static bool take_bytes(struct ipp_hostile *s, size_t n)
{
    while (n > 0 && !s->is_over && s->body_n + n <= BODY_MAX) {
        ssize_t got = recv(s->fd, s->body + s->body_n, n, MSG_DONTWAIT);
        if (got == 0) {
            return false;
        }
        if (got > 0) {
            s->body_n += (size_t)got;
            n -= (size_t)got;
            continue;
        }
        struct pollfd p = {.fd = s->fd, .events = POLLIN};
        (void)poll(&p, 1, WAIT_MS);
        if ((p.revents & (POLLERR | POLLNVAL)) != 0) {
            return false;
        }
    }
    return n == 0;
}

/* Up to an end of line, or an empty line. */
static bool take_text(struct ipp_hostile *s, const char *end, char *out, size_t cap)
{
    size_t n = 0, m = strlen(end);
    while (n < cap - 1 && take_byte(s, (uint8_t *)&out[n])) {
        n++;
        out[n] = '\0';
        if (n >= m && strcmp(out + n - m, end) == 0) {
            return true;
        }
    }
    return false;
}

static bool take_chunks(struct ipp_hostile *s)
{
    char line[32];
    while (take_text(s, "\r\n", line, sizeof line)) {
        size_t n = (size_t)strtoul(line, NULL, 16);
        if (!take_bytes(s, n) || !take_text(s, "\r\n", line, sizeof line)) {
            return false;
        }
        if (n == 0) {
            return true;
        }
    }
    return false;
}

static bool take_request(struct ipp_hostile *s)
{
    static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
    char head[HEAD_MAX];
    s->body_n = 0;
    if (!take_text(s, "\r\n\r\n", head, sizeof head)) {
        return false;
    }
    if (strcasestr(head, "100-continue") != NULL && !send_all(s, go_on, sizeof go_on - 1)) {
        return false;
    }
    if (strcasestr(head, "chunked") != NULL) {
        return take_chunks(s);
    }
    const char *length = strcasestr(head, "content-length:");
    return length != NULL && take_bytes(s, (size_t)strtoul(length + 15, NULL, 10));
}

static void put(struct reply *r, const void *bytes, size_t n)
{
    assert_true(r->n + n <= REPLY_MAX);
    memcpy(r->bytes + r->n, bytes, n);
    r->n += n;
}

static void put_number(struct reply *r, unsigned value, int size)
{
    for (int i = size - 1; i >= 0; i--) {
        uint8_t byte = (uint8_t)(value >> (8 * i));
        put(r, &byte, 1);
    }
}

static void put_attribute(struct reply *r, int tag, const char *name, const void *value, size_t n)
{
    put_number(r, (unsigned)tag, 1);
    put_number(r, (unsigned)strlen(name), 2);
    put(r, name, strlen(name));
    put_number(r, (unsigned)n, 2);
    put(r, value, n);
}

static void put_text(struct reply *r, int tag, const char *name, const char *value)
{
    put_attribute(r, tag, name, value, strlen(value));
}

static void put_integer(struct reply *r, int tag, const char *name, unsigned value)
{
    const uint8_t bytes[] = {(uint8_t)(value >> 24), (uint8_t)(value >> 16), (uint8_t)(value >> 8),
                             (uint8_t)value};
    put_attribute(r, tag, name, bytes, sizeof bytes);
}

static void put_printer(struct reply *r, bool has_wrong_types)
{
    put_number(r, 4, 1);
    if (has_wrong_types) {
        put_text(r, TAG_KEYWORD, "printer-state", "idle");
        put_integer(r, TAG_INTEGER, "printer-state-reasons", 3);
        put_integer(r, TAG_INTEGER, "document-format-supported", 3);
        return;
    }
    put_integer(r, TAG_ENUM, "printer-state", 3);
    put_text(r, TAG_KEYWORD, "printer-state-reasons", "none");
    put_attribute(r, TAG_BOOLEAN, "printer-is-accepting-jobs", "\1", 1);
    put_text(r, TAG_MIME, "document-format-supported", "image/pwg-raster");
}

static void put_job(const struct ipp_hostile *s, struct reply *r, enum ipp_hostile_kind kind)
{
    bool is_done = s->document > 0;
    unsigned state = is_done ? 9 : s->is_cancelled ? 7 : 3;
    put_number(r, 2, 1);
    if (kind == IPP_HOSTILE_TYPES) {
        put_text(r, TAG_KEYWORD, "job-id", "seven");
        put_text(r, TAG_KEYWORD, "job-state", "completed");
        put_text(r, TAG_KEYWORD, "job-impressions-completed", "one");
        return;
    }
    put_integer(r, TAG_INTEGER, "job-id", kind == IPP_HOSTILE_JOB_ID ? JOB + 1 : JOB);
    put_text(r, TAG_NAME, "job-name", "uk-hostile");
    put_integer(r, TAG_ENUM, "job-state", kind == IPP_HOSTILE_STATE_RANGE ? 0x7FFFFFFF : state);
    put_text(r, TAG_KEYWORD, "job-state-reasons", "none");
    put_integer(r, TAG_INTEGER, "job-impressions-completed", is_done ? 1 : 0);
}

static void put_oddity(struct reply *r, enum ipp_hostile_kind kind)
{
    enum { DEPTH = 1000 };
    if (kind == IPP_HOSTILE_NAME_LENGTH) {
        put(r, "\x44\xFF\xF0x", 4);
    } else if (kind == IPP_HOSTILE_VALUE_LENGTH) {
        put(r, "\x21\0\1x\xFF\xF0", 6);
    } else if (kind == IPP_HOSTILE_TAG_UNKNOWN) {
        put(r, "\x0F\x7F\0\1x\0\1y\x00\xFF", 10);
    } else if (kind == IPP_HOSTILE_NESTED) {
        put(r, "\x34\0\1c\0\0", 6);
        for (int i = 0; i < DEPTH; i++) {
            put(r, "\x4A\0\0\0\1m\x34\0\0\0\0", 11);
        }
    }
}

/* A right answer, with one thing in it that is not. */
static void make_reply(const struct ipp_hostile *s, enum ipp_hostile_kind kind, struct reply *r)
{
    const uint8_t *request = s->body;
    int operation = request[3];
    r->n = 0;
    put_number(r, kind == IPP_HOSTILE_VERSION ? 0x6300 : 0x0200, 2);
    put_number(r, 0, 2); /* successful-ok */
    put(r, request + 4, 4);
    r->bytes[r->n - 1] = (uint8_t)(r->bytes[r->n - 1] + (kind == IPP_HOSTILE_REQUEST_ID ? 5 : 0));
    put_number(r, 1, 1);
    put_text(r, TAG_CHARSET, "attributes-charset", "utf-8");
    put_text(r, TAG_LANGUAGE, "attributes-natural-language", "en");
    put_oddity(r, kind);
    if (operation == OP_PRINTER) {
        put_printer(r, kind == IPP_HOSTILE_TYPES);
    } else if (operation != OP_VALIDATE) {
        put_job(s, r, kind);
    }
    if (kind != IPP_HOSTILE_NO_END) {
        put_number(r, 3, 1);
    }
}

static bool send_http(struct ipp_hostile *s, const char *length, const struct reply *r)
{
    char head[256];
    (void)snprintf(head, sizeof head,
                   "HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n%s\r\n\r\n", length);
    return send_all(s, head, strlen(head)) && send_all(s, r->bytes, r->n);
}

static bool send_sized(struct ipp_hostile *s, const struct reply *r, long length)
{
    char text[64];
    (void)snprintf(text, sizeof text, "Content-Length: %ld", length);
    return send_http(s, text, r);
}

static bool send_for_ever(struct ipp_hostile *s, const char *head, const void *part, size_t n,
                          int pause_ms)
{
    bool is_open = send_all(s, head, strlen(head));
    while (is_open && !s->is_over) {
        is_open = send_all(s, part, n);
        if (pause_ms > 0) {
            struct pollfd p = {.fd = s->fd, .events = POLLRDHUP};
            is_open = is_open && poll(&p, 1, pause_ms) == 0;
        }
    }
    return false;
}

static bool send_endless(struct ipp_hostile *s, enum ipp_hostile_kind kind)
{
    static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n"
                               "Content-Length: 2000000000\r\n\r\n";
    static const uint8_t attribute[] = {TAG_KEYWORD, 0, 1, 'x', 0, 1, 'y'};
    static const uint8_t begin[] = {2, 0, 0, 0, 0, 0, 0, 1, 1};
    switch (kind) {
    case IPP_HOSTILE_HEADERS_ENDLESS:
        return send_for_ever(s, "HTTP/1.1 200 OK\r\n", "X-More: yes\r\n", 13, 0);
    case IPP_HOSTILE_CONTINUE_ENDLESS:
        return send_for_ever(s, "", "HTTP/1.1 100 Continue\r\n\r\n", 25, 0);
    case IPP_HOSTILE_DRIP:
        return send_for_ever(s, "HTTP/1.1 200 OK\r\nX-Slow: ", "y", 1, WAIT_MS);
    default:
        return send_all(s, head, sizeof head - 1) && send_all(s, begin, sizeof begin) &&
               send_for_ever(s, "", attribute, sizeof attribute, 0);
    }
}

static bool send_status(struct ipp_hostile *s, const char *line)
{
    char head[256];
    (void)snprintf(head, sizeof head, "HTTP/1.1 %s\r\nContent-Length: 0\r\n\r\n", line);
    return send_all(s, head, strlen(head));
}

static bool send_silence(struct ipp_hostile *s)
{
    uint8_t byte;
    while (take_byte(s, &byte)) {
    }
    return false;
}

/* False: hang up. */
static bool misbehave(struct ipp_hostile *s, enum ipp_hostile_kind kind, struct reply *r)
{
    switch (kind) {
    case IPP_HOSTILE_HANG_UP:
        return false;
    case IPP_HOSTILE_SILENCE:
        return send_silence(s);
    case IPP_HOSTILE_HALF_HEADER:
        (void)send_all(s, "HTTP/1.1 200 O", 14);
        return false;
    case IPP_HOSTILE_LENGTH_TOO_LARGE:
        (void)send_sized(s, r, (long)r->n + 50);
        return false;
    case IPP_HOSTILE_LENGTH_TOO_SMALL:
        return send_sized(s, r, (long)r->n / 2);
    case IPP_HOSTILE_LENGTH_NEGATIVE:
        return send_sized(s, r, -5);
    case IPP_HOSTILE_LENGTH_ENORMOUS:
        (void)send_http(s, "Content-Length: 99999999999999999999", r);
        return false;
    case IPP_HOSTILE_CHUNK_BAD:
        return send_http(s, "Transfer-Encoding: chunked\r\n\r\nzz", r);
    case IPP_HOSTILE_HEADERS_ENDLESS:
    case IPP_HOSTILE_CONTINUE_ENDLESS:
    case IPP_HOSTILE_ATTRIBUTES_ENDLESS:
    case IPP_HOSTILE_DRIP:
        return send_endless(s, kind);
    case IPP_HOSTILE_STATUS_500:
        return send_status(s, "500 Internal Server Error");
    case IPP_HOSTILE_REDIRECT:
        return send_status(s, "302 Found\r\nLocation: /ipp/print");
    case IPP_HOSTILE_UNAUTHORIZED:
        return send_status(s, "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"");
    case IPP_HOSTILE_UPGRADE:
        return send_status(s, "426 Upgrade Required\r\nUpgrade: TLS/1.2\r\nConnection: Upgrade");
    case IPP_HOSTILE_EMPTY:
        r->n = 0;
        break;
    case IPP_HOSTILE_GARBAGE:
        for (size_t i = 0; i < r->n; i++) {
            r->bytes[i] = (uint8_t)(i * 197 + 31);
        }
        break;
    case IPP_HOSTILE_TEXT:
        r->n = 0;
        put(r, "<html>please log in</html>", 26);
        break;
    case IPP_HOSTILE_CUT_AT:
        r->n = (size_t)s->plan.number < r->n ? (size_t)s->plan.number : r->n - 1;
        break;
    default: /* the answer itself is the misbehaviour */
        break;
    }
    return send_sized(s, r, (long)r->n);
}

static bool is_operation_of(enum ipp_hostile_op op, int operation)
{
    static const int operations[IPP_HOSTILE_OP_COUNT] = {OP_PRINTER, OP_VALIDATE, OP_CREATE,
                                                         OP_SEND, OP_JOB};
    return operations[op] == operation;
}

/* Where the attributes end and the document begins; 0: the request is not whole. */
static size_t document_at(const uint8_t *body, size_t n)
{
    size_t at = 8;
    while (at < n && body[at] != 3) {
        if (body[at] < 0x10) {
            at++;
            continue;
        }
        for (int part = 0; part < 2; part++) {
            size_t from = part == 0 ? at + 1 : at;
            if (from + 2 > n) {
                return 0;
            }
            at = from + 2 + (size_t)(body[from] << 8 | body[from + 1]);
        }
    }
    return at < n ? at + 1 : 0;
}

static bool answer(struct ipp_hostile *s)
{
    struct reply r;
    int operation = s->body_n > 8 ? s->body[3] : 0;
    size_t at = document_at(s->body, s->body_n);
    if (operation == OP_SEND && at > 0) {
        s->document = s->body_n - at;
    }
    s->is_cancelled = s->is_cancelled || operation == OP_CANCEL;
    bool is_due = s->plan.kind != IPP_HOSTILE_NOT &&
                  is_operation_of(s->plan.operation, operation) && s->answered++ < s->plan.times;
    enum ipp_hostile_kind kind = is_due ? s->plan.kind : IPP_HOSTILE_NOT;
    make_reply(s, kind, &r);
    return misbehave(s, kind, &r);
}

static void *serve(void *argument)
{
    struct ipp_hostile *s = argument;
    while (!s->is_over) {
        struct pollfd p = {.fd = s->listener, .events = POLLIN};
        if (poll(&p, 1, WAIT_MS) <= 0) {
            continue;
        }
        s->fd = accept(s->listener, NULL, NULL);
        while (s->fd >= 0 && take_request(s) && answer(s)) {
        }
        if (s->fd >= 0) {
            (void)close(s->fd);
        }
    }
    return NULL;
}

struct ipp_hostile *ipp_hostile_open(const struct ipp_hostile_plan *plan)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof a;
    struct ipp_hostile *s = calloc(1, sizeof *s);
    assert_non_null(s);
    s->plan = *plan;
    s->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(s->listener, (const struct sockaddr *)&a, size), 0);
    assert_int_equal(listen(s->listener, 8), 0);
    assert_int_equal(getsockname(s->listener, (struct sockaddr *)&a, &size), 0);
    s->port = ntohs(a.sin_port);
    assert_int_equal(pthread_create(&s->thread, NULL, serve, s), 0);
    return s;
}

int ipp_hostile_port(const struct ipp_hostile *s)
{
    return s->port;
}

bool ipp_hostile_close(struct ipp_hostile *s, size_t document_length)
{
    s->is_over = true;
    (void)pthread_join(s->thread, NULL);
    bool has_all = s->document == document_length;
    (void)close(s->listener);
    free(s);
    return has_all;
}
