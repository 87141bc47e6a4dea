/* A wire-level ESC/POS printer: interprets bytes on its own and draws the paper.
 *
 * Promises: shares no code or constant with hal/escpos, so a misreading there cannot hide here.
 * Paper moves on the time it is stepped with, 150 mm/s; an echo leaves when the rows before it are
 * on paper. Real-time commands are obeyed on arrival, also inside raster data, as Epson's manual
 * warns, and those inside raster data are counted. Speaks through an own byte pipe, or plain calls
 * for a socket or pty.
 */
#ifndef SIM_ESCPOS_FAKE_H
#define SIM_ESCPOS_FAKE_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/image.h"
#include "hal/byte_pipe.h"

enum { ESCPOS_FAKE_ROWS_MAX = 16384, ESCPOS_FAKE_CUTS_MAX = 64 };

enum escpos_fake_fault {
    ESCPOS_FAKE_NONE,
    ESCPOS_FAKE_OUT, /* paper end */
    ESCPOS_FAKE_NEAR_END,
    ESCPOS_FAKE_COVER,
    ESCPOS_FAKE_JAM,        /* mechanical error */
    ESCPOS_FAKE_CUTTER,     /* the next cut fails */
    ESCPOS_FAKE_DISCONNECT, /* cable out: what was received is printed */
    ESCPOS_FAKE_POWER,      /* buffers are lost, the paper stands */
    ESCPOS_FAKE_SILENCE,    /* prints, answers nothing any more */
    ESCPOS_FAKE_BUSY,       /* takes not one byte more */
    ESCPOS_FAKE_STALE_ECHO, /* repeats every echo of before */
    ESCPOS_FAKE_FAULT_COUNT,
};

struct escpos_fake_settings {
    int width_dots; /* multiple of 8, at most 640 */
    int dpi;
    bool has_process_id, has_clear;
    bool has_text; /* also obeys what others' programs send: text, stored pictures, names */
    bool is_star;  /* speaks Star raster mode instead of ESC/POS */
};

struct escpos_fake;

struct err escpos_fake_open(const struct escpos_fake_settings *settings, struct escpos_fake **out);
void escpos_fake_close(struct escpos_fake *f); /* NULL is allowed */

/* The printer's end of a cable; closing the pipe leaves the printer standing. */
struct byte_pipe *escpos_fake_pipe(struct escpos_fake *f);

void escpos_fake_step(struct escpos_fake *f, uint64_t now_ms);
size_t escpos_fake_take(struct escpos_fake *f, const uint8_t *bytes, size_t n); /* bytes accepted */
size_t escpos_fake_give(struct escpos_fake *f, uint8_t *out, size_t max);       /* its answers */

/* Strikes when `bytes` more bytes have arrived; one fault at a time. */
void escpos_fake_fault_at(struct escpos_fake *f, uint64_t bytes, enum escpos_fake_fault fault);

/* Someone loads paper, closes the cover, plugs in: everything is well again. What is in the buffer
 * is printed then, as on a real printer. */
void escpos_fake_restore(struct escpos_fake *f);

/* Everything that was ever printed, borrowed until the next step. */
struct bitmap escpos_fake_paper(const struct escpos_fake *f);
int escpos_fake_cuts(const struct escpos_fake *f, int out_rows[ESCPOS_FAKE_CUTS_MAX]);
int escpos_fake_unknown_commands(const struct escpos_fake *f);
int escpos_fake_hidden_commands(
    const struct escpos_fake *f);                           /* real-time ones inside raster data */
uint64_t escpos_fake_received(const struct escpos_fake *f); /* bytes since it was opened */

#endif
