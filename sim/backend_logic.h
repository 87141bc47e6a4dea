/* The reference backend without its socket: one request in, one answer out, state in SQLite.
 *
 * Promises: what openapi.yaml says, kept over crashes by one transaction a request. Every
 * Idempotency-Key is remembered with its answer for good (at least 400 days); the same key gets the
 * same answer, the same key with another body gets 422. One hand-over per application is a UNIQUE
 * constraint of the database. Tokens of an application only grow. Time comes in with each request.
 * Every request stands in the table `exchange` (a pickup code only as a hash). Never linked into
 * the terminal.
 */
#ifndef SIM_BACKEND_LOGIC_H
#define SIM_BACKEND_LOGIC_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "domain/application.h"
#include "domain/pickup_code.h"
#include "sim/backend_faults.h"

enum {
    BACKEND_RESERVATION_MS = 300000,
    BACKEND_POLL_MS = 30000,
    BACKEND_RELIEF_SILENCE_MS =
        90000, /* of the terminal that others relieve; openapi.yaml, ABORT */
};

struct backend_logic;

struct backend_logic_settings {
    const char *path; /* SQLite file, or ":memory:" */
    const char *vfs;  /* NULL: SQLite's own */
    struct pickup_key issuer;
    bool keeps_no_exchange; /* no table `exchange`: for millions of requests */
};

/* Opens the database and makes its tables. IO, CORRUPT as SQLite says. */
struct err backend_logic_open(const struct backend_logic_settings *settings,
                              struct backend_logic **out_logic);
void backend_logic_close(struct backend_logic *logic); /* NULL is allowed */

struct backend_call {
    const char *method;
    const char *path;
    const char *request_id; /* headers; NULL when absent */
    const char *visit_id;
    const char *terminal_id;
    const char *build;
    const char *config_digest;
    const char *idempotency_key;
    const void *body;
    size_t body_length;
    int64_t now_ms; /* server's wall time */
};

struct backend_answer {
    int status;
    int retry_after_s; /* header; 0 none */
    bool chunked;      /* by fault */
    const char *body;  /* JSON, unless a fault says otherwise; valid until the next answer */
    size_t length;
};

/* Carries out one request. Always answers. */
struct backend_answer backend_logic_answer(struct backend_logic *logic,
                                           const struct backend_call *call,
                                           const struct backend_faults *faults);

/* What the office does, for scenarios and the panel. `application_id` as in the seed data. */
struct err backend_logic_put_application(struct backend_logic *logic, const struct application *a);
struct err backend_logic_set_status(struct backend_logic *logic, const char *application_id,
                                    const char *status);

/* Which application, or which firm, a code opens. For opaque codes `code` is its bytes, for signed
 * ones the token's id. */
struct backend_code {
    const void *code;
    size_t length;
    bool is_token_id;
    const char *application_id; /* NULL: a firm's */
    const char *firm_id;
    int64_t expires_ms;
    bool replaced;
};
struct err backend_logic_put_code(struct backend_logic *logic, const struct backend_code *code);

struct err backend_logic_put_firm(struct backend_logic *logic, const char *firm_id,
                                  const char *name);
struct err backend_logic_put_firm_application(struct backend_logic *logic, const char *firm_id,
                                              const char *application_id);
struct err backend_logic_put_notice(struct backend_logic *logic, const char *text, int64_t from_ms,
                                    int64_t until_ms);

/* For checks in SQL: tables application, reservation, handover, idempotency, exchange, conflict. */
sqlite3 *backend_logic_db(struct backend_logic *logic);

#endif
