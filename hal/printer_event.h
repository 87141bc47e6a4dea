/* What a printer of either kind tells: outcomes of jobs and changes of condition, and the small
 * queue that every backend keeps them in.
 *
 * Promises: events are taken in the order they were made; changes of condition that nobody took are
 * merged into one. The queue cannot overflow: a printer takes no new job while an outcome waits.
 */
#ifndef HAL_PRINTER_EVENT_H
#define HAL_PRINTER_EVENT_H

#include <stdbool.h>
#include <stdint.h>
#include "base/id.h"
#include "base/print_outcome.h"
#include "hal/printer_condition.h"

enum printer_event_kind {
    PRINTER_OUTCOME, /* the job's end; exactly one for each accepted job */
    PRINTER_SETTLED, /* at most one later, only after UNKNOWN: what it turned out to be */
    PRINTER_CONDITIONS_CHANGED, /* conditions is the new set */
};

struct printer_event {
    enum printer_event_kind kind;
    uint64_t at_ms;
    unsigned conditions; /* when the event was made, enum printer_condition */
    struct id job_id;    /* OUTCOME, SETTLED */
    enum print_outcome outcome;
    enum print_evidence evidence;
    char evidence_text[PRINT_EVIDENCE_TEXT_SIZE]; /* English, no personal data */
};

enum { PRINTER_EVENTS_MAX = 8 };

/* For backends. Zero-initialised is empty, with no conditions. */
struct printer_events {
    struct printer_event waiting[PRINTER_EVENTS_MAX];
    int count;
    unsigned conditions; /* as last reported */
};

/* Reports the set; no event when it is the one reported last. */
void printer_events_conditions(struct printer_events *q, uint64_t now_ms, unsigned conditions);

/* Adds an OUTCOME or SETTLED event; e->at_ms, e->conditions and e->kind are the caller's. */
void printer_events_add(struct printer_events *q, const struct printer_event *e);

/* An outcome waits to be taken: the printer is still busy. */
bool printer_events_has_outcome(const struct printer_events *q);

bool printer_events_take(struct printer_events *q, struct printer_event *out);

#endif
