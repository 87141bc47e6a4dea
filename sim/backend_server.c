#include "sim/backend_server.h"

#include <arpa/inet.h>
#include <assert.h>
#include <gnutls/gnutls.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "sim/backend_body.h"

enum { REQUEST_MAX = 65536, CONNECTION_TIMEOUT_S = 60, SLICE_MS = 10 };

struct backend_server {
    const struct pki *pki;
    struct backend_logic *logic;
    int64_t (*wall_ms)(void *at);
    void *wall_at;
    struct MHD_Daemon *daemon; /* NULL while down */
    uint16_t port;
    atomic_bool stopping; /* ends waits on purpose */
    pthread_mutex_t lock; /* guards logic and faults */
    struct backend_faults faults;
};

/* A request as far as it has arrived. */
struct arriving {
    size_t length;
    bool too_large;
    char body[REQUEST_MAX];
};

static int64_t machine_wall_ms(void *at)
{
    (void)at;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* libmicrohttpd asks for a client certificate but lets a peer without one in: it is ours to refuse.
 */
static bool peer_is_ours(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    unsigned status = 0;
    return info != NULL && info->tls_session != NULL &&
           gnutls_certificate_verify_peers2(info->tls_session, &status) == GNUTLS_E_SUCCESS &&
           status == 0;
}

static void add_headers(struct MHD_Response *response, const struct backend_answer *answer)
{
    MHD_add_response_header(response, "Content-Type", "application/json");
    if (answer->retry_after_s > 0) {
        char seconds[16];
        snprintf(seconds, sizeof seconds, "%d", answer->retry_after_s);
        MHD_add_response_header(response, "Retry-After", seconds);
    }
    if (answer->status >= 300 && answer->status <= 399) {
        MHD_add_response_header(response, "Location", "https://127.0.0.1:1/elsewhere");
    }
}

/* Takes the answer out of the logic while it is locked. */
static struct MHD_Response *answer_locked(struct backend_server *s, struct backend_call *call,
                                          struct backend_faults *out_faults, int *out_status)
{
    pthread_mutex_lock(&s->lock);
    call->now_ms = s->wall_ms(s->wall_at);
    struct backend_answer answer = backend_logic_answer(s->logic, call, &s->faults);
    *out_faults = s->faults;
    *out_status = answer.status;
    int64_t *left = &s->faults.value[BACKEND_FAULT_LOSE_REPLY];
    *left -= *left > 0;
    struct MHD_Response *response = backend_body_response(&answer, out_faults);
    if (response != NULL) {
        add_headers(response, &answer);
    }
    pthread_mutex_unlock(&s->lock);
    return response;
}

static enum MHD_Result reply(struct backend_server *s, struct MHD_Connection *connection,
                             struct backend_call *call)
{
    struct backend_faults faults;
    int status = 0;
    struct MHD_Response *response = answer_locked(s, call, &faults, &status);
    if (response == NULL) {
        return MHD_NO;
    }
    for (int64_t ms = 0; ms < faults.value[BACKEND_FAULT_SLOW] && !s->stopping; ms += SLICE_MS) {
        backend_body_sleep(SLICE_MS);
    }
    enum MHD_Result result = MHD_NO;
    if (faults.value[BACKEND_FAULT_LOSE_REPLY] == 0) {
        result = MHD_queue_response(connection, (unsigned)status, response);
    }
    MHD_destroy_response(response);
    return result;
}

static const char *header(struct MHD_Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static enum MHD_Result on_request(void *at, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *data,
                                  size_t *size, void **state)
{
    (void)version;
    struct arriving *a = *state;
    if (a == NULL) {
        *state = calloc(1, sizeof *a);
        return *state != NULL && peer_is_ours(connection) ? MHD_YES : MHD_NO;
    }
    if (*size > 0) {
        a->too_large = a->too_large || *size > sizeof a->body - a->length;
        if (!a->too_large) {
            memcpy(a->body + a->length, data, *size);
            a->length += *size;
        }
        *size = 0;
        return MHD_YES;
    }
    struct backend_call call = {
        .method = method,
        .path = url,
        .request_id = header(connection, "Uketori-Request"),
        .visit_id = header(connection, "Uketori-Visit"),
        .terminal_id = header(connection, "Uketori-Terminal"),
        .build = header(connection, "Uketori-Build"),
        .config_digest = header(connection, "Uketori-Config"),
        .idempotency_key = header(connection, "Idempotency-Key"),
        .body = a->body,
        .body_length = a->too_large ? 0 : a->length,
    };
    return reply(at, connection, &call);
}

static void on_ended(void *at, struct MHD_Connection *connection, void **state,
                     enum MHD_RequestTerminationCode how)
{
    (void)at;
    (void)connection;
    (void)how;
    free(*state);
    *state = NULL;
}

/* Paths stay as they were sent: undoing %XX is the router's. */
static size_t keep_escapes(void *at, struct MHD_Connection *connection, char *text)
{
    (void)at;
    (void)connection;
    return strlen(text);
}

static struct err start(struct backend_server *s)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(s->port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    unsigned flags = MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_TLS;
    s->daemon = MHD_start_daemon(
        flags, s->port, NULL, NULL, on_request, s, MHD_OPTION_SOCK_ADDR, &address,
        MHD_OPTION_HTTPS_MEM_KEY, s->pki->server_key_pem, MHD_OPTION_HTTPS_MEM_CERT,
        s->pki->server_cert_pem, MHD_OPTION_HTTPS_MEM_TRUST, s->pki->ca_pem,
        MHD_OPTION_NOTIFY_COMPLETED, on_ended, s, MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, s,
        MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)CONNECTION_TIMEOUT_S, MHD_OPTION_END);
    if (s->daemon == NULL) {
        return s->port == 0 ? FAIL(IO) : FAIL(GONE);
    }
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);
    s->port = info->port;
    return OK;
}

static void stop(struct backend_server *s)
{
    if (s->daemon != NULL) {
        s->stopping = true;
        MHD_stop_daemon(s->daemon);
        s->daemon = NULL;
        s->stopping = false;
    }
}

struct err backend_server_open(const struct backend_server_settings *settings,
                               struct backend_server **out_server)
{
    struct backend_server *s = calloc(1, sizeof *s);
    if (s == NULL) {
        return FAIL(NO_MEMORY);
    }
    s->pki = settings->pki;
    s->logic = settings->logic;
    s->port = settings->port;
    s->wall_ms = settings->wall_ms == NULL ? machine_wall_ms : settings->wall_ms;
    s->wall_at = settings->wall_at;
    pthread_mutex_init(&s->lock, NULL);
    struct err err = start(s);
    if (failed(err)) {
        backend_server_close(s);
        return err;
    }
    *out_server = s;
    return OK;
}

void backend_server_url(const struct backend_server *server, char out[64])
{
    snprintf(out, 64, "https://127.0.0.1:%u", (unsigned)server->port);
}

struct err backend_server_set_faults(struct backend_server *server,
                                     const struct backend_faults *faults)
{
    pthread_mutex_lock(&server->lock);
    server->faults = *faults;
    pthread_mutex_unlock(&server->lock);
    bool down = faults->value[BACKEND_FAULT_DOWN] != 0;
    if (down) {
        stop(server);
        return OK;
    }
    return server->daemon == NULL ? start(server) : OK;
}

void backend_server_close(struct backend_server *server)
{
    if (server != NULL) {
        stop(server);
        pthread_mutex_destroy(&server->lock);
        free(server);
    }
}
