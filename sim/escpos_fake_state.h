/* Private to the wire-level fake: its state, shared by what takes bytes in (escpos_fake_take.c) and
 * what moves paper (escpos_fake.c). */
#ifndef SIM_ESCPOS_FAKE_STATE_H
#define SIM_ESCPOS_FAKE_STATE_H

#include "sim/escpos_fake.h"
#include "sim/escpos_grammar.h"
#include "sim/escpos_type.h"
#include "sim/star_grammar.h"

enum {
    ROW_BYTES_MAX = 80,
    QUEUE_MAX = 160, /* rows and marks received but not printed: about 11 KB */
    ANSWERS_MAX = 4096,
    REALTIME_MAX = 16,
    ECHOES_MAX = 64,
    STALE_COUNTS = 8, /* a counter's values of before that are told again */
    UM_PER_MS = 150,
};

enum item_kind { ITEM_ROW, ITEM_ECHO, ITEM_CUT, ITEM_COUNT };

struct item {
    enum item_kind kind;
    uint8_t bytes[ROW_BYTES_MAX];
};

struct escpos_fake {
    struct byte_pipe pipe;
    struct escpos_fake_settings settings;
    int row_bytes;
    uint64_t now_ms, um_owed;

    uint8_t command[ESCPOS_COMMAND_MAX];
    int command_n;
    struct escpos_type type;
    bool is_picture;                                  /* the band under way is kept, not printed */
    int raster_row_bytes, raster_rows_left, raster_x; /* a band under way */
    struct item row;
    uint8_t realtime[REALTIME_MAX];
    int realtime_n;

    struct item queue[QUEUE_MAX];
    int queue_n;
    uint8_t answers[ANSWERS_MAX];
    int answers_n;
    uint8_t echoes[ECHOES_MAX][4];
    int echo_n;

    bool is_out, is_near_end, is_cover_open, is_jammed, is_cutter_stuck, has_cutter_error;
    bool is_unplugged, is_dead, is_silent, is_busy, is_status_on;
    uint8_t told[STAR_STATUS_BYTES];
    bool is_star_raster, is_star_cut_off;
    int counter;
    enum escpos_fake_fault fault;
    uint64_t fault_at, received;

    uint8_t *paper;
    int paper_rows, cut_n, cuts[ESCPOS_FAKE_CUTS_MAX];
    int unknown, hidden;
};

void escpos_fake_answer(struct escpos_fake *f, const uint8_t *bytes, int n);
bool escpos_fake_is_standing(const struct escpos_fake *f);
void escpos_fake_status(const struct escpos_fake *f, uint8_t out[4]);

/* An automatic status in the printer's language, with this counter; its length. */
int escpos_fake_full_status(const struct escpos_fake *f, int counter,
                            uint8_t out[STAR_STATUS_BYTES]);
void escpos_fake_push_status(struct escpos_fake *f, bool is_forced);
void escpos_fake_strike(struct escpos_fake *f);
void escpos_fake_enqueue(struct escpos_fake *f, const struct item *item);
void escpos_fake_forget(struct escpos_fake *f); /* everything received and not printed */

/* Lines of text on their way to the buffer; false: it is full before they are all in. */
bool escpos_fake_move_lines(struct escpos_fake *f);

#endif
