#include "hal/escpos_job.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "hal/device.h"
#include "hal/printer_condition.h"

enum { FEED_STEP = 240, FENCE_GATE = 0, FENCE_PAGE = 1, FENCE_CUT = 2 };

static void enter(struct escpos_job *j, enum escpos_phase phase, uint64_t now_ms)
{
    j->phase = phase;
    j->mark_ms = now_ms;
}

static enum print_evidence proof(const struct escpos_job *j)
{
    return j->order.model->has_process_id ? PRINT_EVIDENCE_PROCESS_ID : PRINT_EVIDENCE_STATUS_CLEAN;
}

static void end(struct escpos_job *j, enum print_outcome outcome, enum print_evidence evidence,
                const char *text)
{
    assert(j->phase != ESCPOS_OVER);
    j->phase = ESCPOS_OVER;
    j->outcome = outcome;
    j->evidence = evidence;
    (void)snprintf(j->text, sizeof j->text, "%s", text);
}

/* The verdict of a job that is broken off; the table at the top of the header. */
static void break_off(struct escpos_job *j, const char *why, enum print_evidence evidence)
{
    char text[PRINT_EVIDENCE_TEXT_SIZE];
    bool has_proof = j->is_page_proved && j->order.model->has_process_id;
    if (has_proof) {
        (void)snprintf(text, sizeof text, "page echoed, cut not: %s", why);
        end(j, PRINT_OUTCOME_PRINTED, PRINT_EVIDENCE_PROCESS_ID, text);
    } else if (j->is_tail_sent) {
        (void)snprintf(text, sizeof text, "whole page sent, no proof: %s", why);
        end(j, PRINT_OUTCOME_UNKNOWN, PRINT_EVIDENCE_BYTES_ACCEPTED, text);
    } else {
        (void)snprintf(text, sizeof text, "last rows never sent: %s", why);
        end(j, PRINT_OUTCOME_NOT_PRINTED, evidence, text);
    }
}

void escpos_job_begin(struct escpos_job *j, const struct escpos_order *order, uint64_t now_ms)
{
    *j = (struct escpos_job){.order = *order, .mark_ms = now_ms};
    j->ink_end = escpos_ink_end(&order->page);
    j->commit_row = j->ink_end > ESCPOS_COMMIT_ROWS ? j->ink_end - ESCPOS_COMMIT_ROWS : 0;
    int tear = order->feed_to_tear ? ESCPOS_TEAR_FEED_MM * order->model->dpi * 10 / 254 : 0;
    j->feed_left = order->page.height_px - j->ink_end + tear;
    bool can_clear = order->model->has_clear && !order->is_one_way;
    enter(j, can_clear ? ESCPOS_CLEARING : ESCPOS_BODY, now_ms);
}

static const struct slip_language *language_of(const struct escpos_job *j)
{
    return j->order.model->language;
}

static void put_fence(const struct escpos_job *j, struct escpos_writer *w, uint32_t which)
{
    if (j->order.model->has_process_id) {
        language_of(j)->fence(w, j->order.first_id + which);
    } else {
        language_of(j)->ask_paper(w);
    }
}

static bool fill_body(struct escpos_job *j, struct escpos_writer *w, uint64_t now_ms)
{
    if (!j->has_begun) {
        j->has_begun = true;
        language_of(j)->begin(w);
        if (j->order.cut_waste && j->order.model->has_cutter) {
            language_of(j)->cut(w);
        }
        language_of(j)->raster_on(w);
        return true;
    }
    if (j->row < j->commit_row) {
        j->row = language_of(j)->band(w, &j->order.page, j->row, j->commit_row);
        return true;
    }
    language_of(j)->raster_off(w);
    put_fence(j, w, FENCE_GATE);
    enter(j, j->order.is_one_way ? ESCPOS_TAIL : ESCPOS_GATE, now_ms);
    return true;
}

/* From the first byte of the last rows on, the page may become whole. */
static bool fill_tail(struct escpos_job *j, struct escpos_writer *w, uint64_t now_ms)
{
    if (!j->is_tail_sent) {
        language_of(j)->raster_on(w);
    }
    j->is_tail_sent = true;
    if (j->row < j->ink_end) {
        j->row = language_of(j)->band(w, &j->order.page, j->row, j->ink_end);
        return true;
    }
    language_of(j)->raster_off(w);
    put_fence(j, w, FENCE_PAGE);
    enter(j, j->order.is_one_way ? ESCPOS_REST : ESCPOS_PROOF, now_ms);
    return true;
}

static bool fill_rest(struct escpos_job *j, struct escpos_writer *w, uint64_t now_ms)
{
    if (j->feed_left > 0) {
        int rows = j->feed_left < FEED_STEP ? j->feed_left : FEED_STEP;
        language_of(j)->feed(w, rows);
        j->feed_left -= rows;
        return true;
    }
    if (j->order.cut && j->order.model->has_cutter) {
        language_of(j)->cut(w);
    }
    put_fence(j, w, FENCE_CUT);
    enter(j, ESCPOS_CUTTING, now_ms);
    return true;
}

bool escpos_job_fill(struct escpos_job *j, struct escpos_writer *w, uint64_t now_ms)
{
    switch (j->phase) {
    case ESCPOS_CLEARING:
        if (j->is_clear_sent) {
            return false;
        }
        j->is_clear_sent = true;
        language_of(j)->clear(w, j->order.first_id);
        return true;
    case ESCPOS_BODY:
        return fill_body(j, w, now_ms);
    case ESCPOS_TAIL:
        return fill_tail(j, w, now_ms);
    case ESCPOS_REST:
        return fill_rest(j, w, now_ms);
    case ESCPOS_CUTTING:
        if (j->order.is_one_way) {
            break_off(j, "nothing comes back on this line", PRINT_EVIDENCE_BYTES_ACCEPTED);
        }
        return false;
    case ESCPOS_GATE:
    case ESCPOS_PROOF:
    case ESCPOS_QUIET:
    case ESCPOS_OVER:
        break;
    }
    return false;
}

void escpos_job_progress(struct escpos_job *j, uint64_t now_ms)
{
    j->mark_ms = now_ms;
}

static void reach(struct escpos_job *j, uint32_t which, uint64_t now_ms)
{
    bool is_pid = j->order.model->has_process_id;
    j->mark_ms = now_ms;
    if (which == FENCE_GATE && j->phase == ESCPOS_GATE) {
        enter(j, ESCPOS_TAIL, now_ms);
    } else if (which == FENCE_PAGE && j->phase == ESCPOS_PROOF) {
        j->is_page_proved = true;
        enter(j, ESCPOS_REST, now_ms);
    } else if (which == FENCE_CUT && j->phase == ESCPOS_CUTTING) {
        j->is_clean = true;
        if (is_pid) {
            end(j, PRINT_OUTCOME_PRINTED, proof(j), "page and cut echoed");
        } else {
            enter(j, ESCPOS_QUIET, now_ms);
        }
    }
}

void escpos_job_hear(struct escpos_job *j, const struct escpos_message *m, uint64_t now_ms)
{
    const struct slip_language *language = language_of(j);
    uint32_t first = j->order.first_id;
    if (j->phase == ESCPOS_CLEARING) {
        if (j->is_clear_sent && language->is_cleared(m, first)) {
            enter(j, ESCPOS_BODY, now_ms);
        }
    } else if (j->order.model->has_process_id) {
        for (uint32_t which = FENCE_GATE; which <= FENCE_CUT && j->phase != ESCPOS_OVER; which++) {
            if (language->is_fence(m, first + which)) {
                reach(j, which, now_ms);
            }
        }
    } else if (m->kind == ESCPOS_PAPER) {
        uint32_t last = j->phase == ESCPOS_CUTTING ? FENCE_CUT : FENCE_PAGE;
        reach(j, j->phase == ESCPOS_GATE ? FENCE_GATE : last, now_ms);
    }
}

static uint64_t limit_ms(const struct escpos_job *j, unsigned conditions)
{
    if (j->phase == ESCPOS_CLEARING) {
        return ESCPOS_CLEAR_MS;
    }
    return (conditions & PRINTER_OVERHEAT) != 0 ? ESCPOS_HEAT_MS : j->order.limit_ms;
}

static unsigned stops(unsigned conditions)
{
    return conditions & printer_stopping_conditions() & ~(unsigned)PRINTER_OVERHEAT;
}

void escpos_job_tick(struct escpos_job *j, unsigned conditions, uint64_t now_ms)
{
    if (j->phase == ESCPOS_OVER) {
        return;
    }
    char names[64];
    if (stops(conditions) == 0) {
        j->stopped_ms = 0;
    } else if (j->stopped_ms == 0) {
        j->stopped_ms = now_ms;
    } else if (now_ms - j->stopped_ms >= ESCPOS_GRACE_MS) {
        printer_conditions_text(stops(conditions), names, sizeof names);
        break_off(j, names, PRINT_EVIDENCE_SENSOR);
        return;
    }
    uint64_t waited = now_ms - j->mark_ms;
    if (j->phase == ESCPOS_QUIET) {
        bool is_clean = (conditions & printer_stopping_conditions()) == 0;
        if (!is_clean) {
            j->mark_ms = now_ms;
        } else if (waited >= ESCPOS_QUIET_MS) {
            end(j, PRINT_OUTCOME_PRINTED, proof(j), "processed, status clean");
        }
    } else if (waited >= limit_ms(j, conditions)) {
        break_off(j, "no answer in time", PRINT_EVIDENCE_NONE);
    }
}

void escpos_job_lost(struct escpos_job *j)
{
    if (j->phase != ESCPOS_OVER) {
        break_off(j, "connection lost", PRINT_EVIDENCE_NONE);
    }
}

uint64_t escpos_job_next_ms(const struct escpos_job *j, unsigned conditions)
{
    if (j->phase == ESCPOS_OVER) {
        return DEVICE_NO_DEADLINE;
    }
    uint64_t wait = j->phase == ESCPOS_QUIET ? ESCPOS_QUIET_MS : limit_ms(j, conditions);
    uint64_t next = j->mark_ms + wait;
    if (stops(conditions) != 0) {
        uint64_t grace = j->stopped_ms == 0 ? 0 : j->stopped_ms + ESCPOS_GRACE_MS;
        next = grace < next ? grace : next;
    }
    return next;
}

bool escpos_job_left_waste(const struct escpos_job *j)
{
    return j->phase == ESCPOS_OVER && j->row > 0 && j->outcome != PRINT_OUTCOME_PRINTED;
}
