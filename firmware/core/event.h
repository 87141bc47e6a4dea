/* Everything that can happen to the terminal, as values.
 *
 * Promises: an event carries its own time; the core never asks a clock. Pointers inside an event
 * are borrowed for the one core_step call.
 */
#ifndef CORE_EVENT_H
#define CORE_EVENT_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/print_outcome.h"
#include "core/action.h"
#include "core/fault.h"
#include "core/print.h"
#include "core/recover.h"
#include "domain/exchange.h"
#include "domain/refused_report.h"
#include "domain/scan_hint.h"

/* X(name) */
#define EVENT_LIST(X)                                                                              \
    X(TICK)            /* a deadline of core_deadline() came */                                    \
    X(STARTED)         /* the journal is open, devices are opened */                               \
    X(RESTORED)        /* what the journal found open at start; at most one, after STARTED */      \
    X(CODE_READ)       /* a code came into view and was classified */                              \
    X(CODES_SEVERAL)   /* two or more codes are in view */                                         \
    X(IN_VIEW)         /* hint and finder changed */                                               \
    X(TAG_READ)        /* item tag, by hand scanner or camera */                                   \
    X(ACTION)          /* touch or key */                                                          \
    X(REPLY)           /* an answer, or the end of trying */                                       \
    X(REPORT_SETTLED)  /* an outbox row was answered for good */                                   \
    X(REFUSED_REPORTS) /* what stands aside in the outbox has changed */                           \
    X(PRINT_OUTCOME)                                                                               \
    X(DEVICE)         /* a device's condition changed */                                           \
    X(EARPHONES)      /* plugged in, or pulled out */                                              \
    X(LINK)           /* the backend is reachable, or is not (already damped) */                   \
    X(PIN_VERIFIED)   /* what a VERIFY_PIN came to */                                              \
    X(DAY_EXPORTED)   /* what an EXPORT_DAY came to */                                             \
    X(JOURNAL_FAILED) /* the rows of the last step are not durable: nothing of it was done */

enum event_kind {
#define X(name) EV_##name,
    EVENT_LIST(X)
#undef X
        EV_COUNT,
};
const char *event_kind_name(enum event_kind kind);

enum actor { ACTOR_APPLICANT, ACTOR_STAFF };

enum pin_result { PIN_GOOD, PIN_WRONG, PIN_LOST /* could not be checked */ };

struct event {
    enum event_kind kind;
    uint64_t at_ms;  /* monotonic */
    int64_t wall_ms; /* unix, for people */
    union {
        struct {
            struct code_hash hash;
            enum code_kind kind;
            enum pickup_check check;
            const uint8_t *bytes; /* the payload, pickup codes only */
            uint16_t length;
        } code;
        struct {
            enum scan_hint hint;
            enum scan_carrier carrier;
            bool finder_seen;
            bool code_seen; /* a readable code is in view */
        } in_view;
        struct {
            enum actor actor;
            enum action action;
            int argument;
        } action;
        struct {
            char text[ITEM_TAG_SIZE];
        } tag;
        const struct backend_reply *reply; /* REPLY */
        struct {
            struct id idempotency_key;
            enum exchange_op op;
            enum exchange_result result;
            char application_id[APPLICATION_ID_SIZE];
            struct id visit_id;
            uint64_t token;
            bool aside; /* given up by itself: a person must look */
        } report;
        struct refused_reports refused;
        struct {
            enum print_kind kind;
            struct id job_id;
            struct id visit_id;
            enum print_outcome outcome;
            enum print_evidence evidence;
            char text[PRINT_EVIDENCE_TEXT_SIZE];
        } print;
        struct {
            enum core_device device;
            enum device_health health;
            enum fault fault; /* NONE: the device says no more than its health */
        } device;
        struct {
            struct id verify_id;
            enum pin_result result;
        } pin;
        bool earphones;
        bool day_is_written; /* DAY_EXPORTED: the whole file is on the disk */
        bool link_up;
        struct err journal_error;
        const struct restored *restored;
    };
};

#endif
