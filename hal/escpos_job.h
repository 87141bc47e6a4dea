/* One slip on an ESC/POS printer, from the first byte to the verdict. Pure: bytes, messages, times.
 *
 * How it knows: the page is sent in two parts. The last rows with ink (ESCPOS_COMMIT_ROWS) leave
 * only after the printer has echoed a fence behind everything above them; a second fence stands
 * behind them and a third behind the cut. So, whatever breaks: second echo seen            the
 * whole page exists           PRINTED last rows never sent        the page can never become whole
 * NOT_PRINTED in between                                                  UNKNOWN An echo counts
 * only with an id of this job, so one from before a reconnect is nothing. A model without process
 * ids answers GS r instead, which proves processing: then quiet, clean status afterwards gives
 * PRINTED by STATUS_CLEAN. A pipe that never answers ends UNKNOWN, never PRINTED.
 */
#ifndef HAL_ESCPOS_JOB_H
#define HAL_ESCPOS_JOB_H

#include <stdbool.h>
#include <stdint.h>
#include "base/image.h"
#include "base/print_outcome.h"
#include "hal/escpos.h"
#include "hal/escpos_model.h"
#include "hal/escpos_status.h"

enum {
    ESCPOS_COMMIT_ROWS = 8, /* one millimetre */
    ESCPOS_TEAR_FEED_MM = 32,
    ESCPOS_GRACE_MS = 500, /* a stop must stand so long to end the job */
    ESCPOS_QUIET_MS =
        1500, /* without process ids: clean status for so long after the last answer */
    ESCPOS_CLEAR_MS = 1500, /* to answer "clear" */
    ESCPOS_HEAT_MS = 30000, /* a hot head may rest so long */
    ESCPOS_LIMIT_MIN_MS = 3000,
    ESCPOS_LIMIT_MAX_MS = 15000,
};

enum escpos_phase {
    ESCPOS_CLEARING, /* waits until the last job's rest is gone from the printer */
    ESCPOS_BODY,     /* sends everything above the last rows */
    ESCPOS_GATE,     /* waits for the first echo */
    ESCPOS_TAIL,     /* sends the last rows */
    ESCPOS_PROOF,    /* waits for the second echo */
    ESCPOS_REST,     /* sends the feed and the cut */
    ESCPOS_CUTTING,  /* waits for the third echo */
    ESCPOS_QUIET,
    ESCPOS_OVER,
};

struct escpos_order {
    const struct escpos_model *model;
    struct bitmap page; /* borrowed until the job is over */
    bool feed_to_tear, cut;
    bool cut_waste;    /* a part page hangs in the printer: cut it off first */
    bool is_one_way;   /* nothing ever comes back */
    uint32_t first_id; /* this job uses first_id, +1 and +2 */
    uint64_t limit_ms; /* without any progress for so long, the printer is silent */
};

struct escpos_job {
    struct escpos_order order;
    enum escpos_phase phase;
    bool has_begun, is_clear_sent, is_tail_sent, is_page_proved;
    bool is_clean; /* ended by its last echo: its time is a normal one */
    int row, commit_row, ink_end, feed_left;
    uint64_t mark_ms;           /* last progress */
    uint64_t stopped_ms;        /* since when a stop stands; 0: none */
    enum print_outcome outcome; /* valid when phase is ESCPOS_OVER */
    enum print_evidence evidence;
    char text[PRINT_EVIDENCE_TEXT_SIZE];
};

void escpos_job_begin(struct escpos_job *j, const struct escpos_order *order, uint64_t now_ms);

/* The next bytes to send, when all before were taken; false: none now. At most ESCPOS_CHUNK_SIZE.
 */
bool escpos_job_fill(struct escpos_job *j, struct escpos_writer *w, uint64_t now_ms);

/* The pipe took bytes: the printer lives. */
void escpos_job_progress(struct escpos_job *j, uint64_t now_ms);

void escpos_job_hear(struct escpos_job *j, const struct escpos_message *m, uint64_t now_ms);

/* Judges stops and silence by the conditions as last heard. */
void escpos_job_tick(struct escpos_job *j, unsigned conditions, uint64_t now_ms);

/* The connection is gone: ends the job. */
void escpos_job_lost(struct escpos_job *j);

/* When tick must run again. */
uint64_t escpos_job_next_ms(const struct escpos_job *j, unsigned conditions);

/* A part of the page may hang in the printer. */
bool escpos_job_left_waste(const struct escpos_job *j);

#endif
