/* One request on its way through the reference backend, inside sim/backend_*.c only. */
#ifndef SIM_BACKEND_TURN_H
#define SIM_BACKEND_TURN_H

#include <jansson.h>
#include <stdlib.h>
#include "domain/exchange.h"
#include "sim/backend_logic.h"
#include "sim/backend_store.h"

struct backend_logic {
    struct store store;
    struct pickup_key issuer;
    bool keeps_no_exchange;
    char *body; /* of the last answer, owned */
    size_t length;
    char *previous; /* the honest answer before that, owned */
    size_t previous_length;
    int previous_status;
};

struct backend_turn {
    struct backend_logic *logic;
    struct store *store;
    const struct backend_call *call;
    enum exchange_op op;
    int64_t now_ms;
    char application_id[APPLICATION_ID_SIZE]; /* from the path of STATE, else from the body */
    int64_t token;                            /* from the path */
    json_t *in;                               /* the body, an object; NULL for GET */
    /* The answer. */
    int status; /* 200 unless refused */
    enum exchange_result result;
    json_t *out; /* members beyond the envelope */
};

/* Each fills result and out; on a request that cannot be understood backend_refuse. */
void backend_on_lookup(struct backend_turn *t);
void backend_on_reserve(struct backend_turn *t);
void backend_on_begin(struct backend_turn *t);
void backend_on_done(struct backend_turn *t);
void backend_on_abort(struct backend_turn *t);
void backend_on_state(struct backend_turn *t);
void backend_on_notices(struct backend_turn *t);
void backend_on_heartbeat(struct backend_turn *t);

/* Whether this reservation was begun and given back since, also by another terminal: then a
 * repeated BEGIN is answered TOKEN_SUPERSEDED, and that answer is filled in. */
bool backend_was_given_back(struct backend_turn *t);

void backend_refuse(struct backend_turn *t, int status); /* REJECTED */

/* A text member of the body of 1 .. max bytes (0 .. when may_be_empty); NULL and refused else. */
const char *backend_text_in(struct backend_turn *t, const char *key, size_t max, bool may_be_empty);

/* The application as it stands now, a new reference; NULL when there is none. */
json_t *backend_application(struct store *store, const char *application_id);

/* The key under which a code is filed: of its bytes, or of the id inside a signed one. */
enum { BACKEND_CODE_KEY = 32 };
void backend_code_key(const void *bytes, size_t length, bool is_token_id,
                      uint8_t out[BACKEND_CODE_KEY]);

#endif
