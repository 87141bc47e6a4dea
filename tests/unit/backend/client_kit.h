/* A client on virtual time, and a backend made of plain strings that answers it. */
#ifndef TESTS_UNIT_BACKEND_CLIENT_KIT_H
#define TESTS_UNIT_BACKEND_CLIENT_KIT_H

#include "backend/client_room.h"
#include "tests/unit/backend/samples.h"

static struct backend_reply reply;

static inline struct client *new_client(void)
{
    static struct client client;
    struct client_settings settings = {
        .identity = {"nerima-1", "build", "digest"},
        .interactive_ms = 8000,
        .sync_ms = 30000,
        .offline_after = 5,
    };
    client_init(&client, &settings, 42);
    return &client;
}

static inline struct backend_request request_no(enum exchange_op op, uint8_t n)
{
    struct backend_request q = sample_request(op);
    memset(q.request_id.byte, n, sizeof q.request_id.byte);
    return q;
}

static inline void submit(struct client *c, enum exchange_op op, uint8_t n,
                          enum client_urgency urgency, int64_t now)
{
    struct backend_request q = request_no(op, n);
    assert_ok(client_submit(c, &q, urgency, now));
}

static inline uint32_t sent(struct client *c, int64_t now)
{
    struct client_send send;
    assert_true(client_next(c, now, &send));
    assert_true(send.deadline_ms > now);
    return send.ticket;
}

/* The good reply to call `op` for request n, or no answer at all when status is 0. */
static inline bool answer(struct client *c, uint32_t ticket, int64_t now, int status,
                          enum exchange_op op, uint8_t n)
{
    char text[16384];
    char id[ID_TEXT_SIZE];
    struct id request_id;
    memset(request_id.byte, n, sizeof request_id.byte);
    id_text(request_id, id);
    sample_bend(sample_reply[op], SAMPLE_REQUEST, id, text, sizeof text);
    struct client_done done = {.ticket = ticket, .err = FAIL(GONE)};
    if (status != 0) {
        done.err = OK;
        done.answer = (struct wire_answer){.status = status, .body = text, .length = strlen(text)};
    }
    return client_on_done(c, now, &done, &reply);
}

static inline bool silence(struct client *c, uint32_t ticket, int64_t now)
{
    return answer(c, ticket, now, 0, EXCHANGE_NOTICES, 1);
}

static inline void hear_something_good(struct client *c, int64_t now)
{
    submit(c, EXCHANGE_HEARTBEAT, 0xee, CLIENT_BACKGROUND, now);
    struct client_send send;
    assert_true(client_next(c, now, &send));
    assert_string_equal(send.message->path, "/v1/heartbeats");
    assert_true(answer(c, send.ticket, now, 200, EXCHANGE_HEARTBEAT, 0xee));
}

static inline void lose_the_line(struct client *c, int64_t now)
{
    for (uint8_t i = 0; !client_is_offline(c); i++) {
        submit(c, EXCHANGE_LOOKUP, (uint8_t)(0xc0 + i), CLIENT_INTERACTIVE, now);
        uint32_t ticket = sent(c, now);
        if (!silence(c, ticket, now)) {
            struct backend_request q = request_no(EXCHANGE_LOOKUP, (uint8_t)(0xc0 + i));
            assert_false(client_cancel(c, q.request_id, &ticket));
        }
    }
}

#endif
