/* What the terminal asks the backend and what it is told, as values (contract:
 * backend/openapi.yaml).
 *
 * Promises: independent of JSON and of HTTP; plain values without pointers. A reply is bound to its
 * request by request_id, to its visit by visit_id and, for the hand-over calls, to application and
 * token; whoever uses a reply compares all of them (DESIGN promise 2).
 */
#ifndef DOMAIN_EXCHANGE_H
#define DOMAIN_EXCHANGE_H

#include <stdint.h>
#include "base/id.h"
#include "domain/application.h"
#include "domain/exchange_words.h"
#include "domain/pickup_code.h"

enum {
    LOOKUP_APPLICATIONS_MAX = 40, /* one custodian firm's list; more: staff split the list */
    NOTICES_MAX = 4,
    NOTICE_TEXT_SIZE = 192,
    EVIDENCE_SIZE = 256,
    STAFF_ID_SIZE = 24,
    FIRM_NAME_SIZE = 128,
    SEARCH_TEXT_SIZE = 17,
};

/* People without a code: by 受付番号, or by the plate's number with the end of 車台番号; digits
 * only. */
enum search_field {
    SEARCH_RECEIPT_NO,
    SEARCH_PLATE_SERIAL,
    SEARCH_CHASSIS_TAIL,
    SEARCH_FIELD_COUNT
};

struct backend_request {
    enum exchange_op op;
    struct id request_id;      /* new for every request; the same over its retries */
    struct id idempotency_key; /* journaled before the first send; none for reads */
    struct id visit_id;
    /* LOOKUP */
    uint16_t code_length;
    uint8_t code[PICKUP_CODE_MAX]; /* wiped by the owner as soon as it is answered */
    enum code_kind code_kind;
    bool is_search; /* LOOKUP by what a clerk typed, instead of a code; staff_id says who */
    char search[SEARCH_FIELD_COUNT][SEARCH_TEXT_SIZE]; /* "": not by this */
    /* RESERVE BEGIN DONE ABORT STATE */
    char application_id[APPLICATION_ID_SIZE];
    uint64_t token; /* BEGIN DONE ABORT */
    /* DONE ABORT; staff_id: searches too */
    char evidence[EVIDENCE_SIZE]; /* machine-readable, no personal data: "print=PRINTED/job-state
                                     ..." */
    char staff_id[STAFF_ID_SIZE];
    char reason[EVIDENCE_SIZE];
    int64_t happened_at_ms; /* wall time of the physical act; of a relief: the server's, when it
                               named the terminal that is relieved */
    /* HEARTBEAT */
    uint8_t journal_head[32];
    uint64_t journal_row_count;
    uint32_t outbox_depth;
    uint32_t dropped_replies;
    char health[EVIDENCE_SIZE];
};

struct notice {
    char text[NOTICE_TEXT_SIZE];
    int64_t from_ms; /* planned stop: wall times, 0 when it is only a notice */
    int64_t until_ms;
};

struct backend_reply {
    enum exchange_op op;
    enum exchange_result result;
    struct id request_id;
    struct id visit_id;
    int64_t server_at_ms;   /* wall time of the server, for display and audit, never for timers */
    int64_t retry_after_ms; /* clamped by the codec to 0 .. 600000 */
    int64_t resumes_at_ms;  /* MAINTENANCE: wall time, 0 unknown */
    /* RESERVE BEGIN DONE ABORT STATE */
    char application_id[APPLICATION_ID_SIZE];
    uint64_t token;
    int64_t reserved_until_ms; /* server time */
    enum app_status state;     /* STATE, and conflicts: what the backend knows */
    enum handover_phase phase; /* as above; STATE: `token` is then the latest one given out */
    /* LOOKUP; STATE has one application and no firm */
    enum code_kind code_kind;       /* PICKUP_SINGLE or PICKUP_FIRM */
    char firm_name[FIRM_NAME_SIZE]; /* custodian firm [personal] */
    int application_count;
    bool application_cut; /* the firm has more than LOOKUP_APPLICATIONS_MAX */
    struct application application[LOOKUP_APPLICATIONS_MAX];
    /* NOTICES */
    int notice_count;
    struct notice notice[NOTICES_MAX];
    /* HEARTBEAT */
    int64_t next_poll_ms;
};

#endif
