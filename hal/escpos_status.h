/* ESC/POS as a language: the printer's bytes to messages, and to conditions. Pure.
 *
 * Promises: any byte stream is taken; one that makes no sense gives GARBAGE and is left behind. The
 * four bytes of automatic status are one message or none. Kinds are told apart by their fixed bits
 * (Epson, "ESC/POS Command Reference", "Transmission Status and Identification"):
 *   real-time status 0xx1xx10 · automatic status 0xx1xx00 then three 0xx0xxxx · GS r 0xx0xxxx ·
 *   XON 11 · XOFF 13 · blocks begin with 35 37 3B 3D 5F and end with 00.
 */
#ifndef HAL_ESCPOS_STATUS_H
#define HAL_ESCPOS_STATUS_H

#include <stdbool.h>
#include <stdint.h>

enum { ESCPOS_BLOCK_MAX = 80, ESCPOS_STATUS_SIZE = 4 };

enum escpos_message_kind {
    ESCPOS_NOTHING,    /* the byte did not end a message */
    ESCPOS_STATUS,     /* bytes[0..3]: automatic status back */
    ESCPOS_REALTIME,   /* bytes[0]: answer to DLE EOT n, in the order of asking */
    ESCPOS_PAPER,      /* bytes[0]: answer to GS r 1 */
    ESCPOS_PROCESS_ID, /* bytes[0..3]: the id of a fence that was reached */
    ESCPOS_CLEARED,    /* buffers are clear: answer to escpos_clear */
    ESCPOS_XON,
    ESCPOS_XOFF,
    ESCPOS_OTHER_BLOCK, /* a well-formed block that we did not ask for */
    ESCPOS_GARBAGE,
};

struct escpos_message {
    enum escpos_message_kind kind;
    uint8_t bytes[ESCPOS_STATUS_SIZE];
};

/* Zero-initialised is ready; again after each reconnect. */
struct escpos_parser {
    enum { ESCPOS_AT_START, ESCPOS_IN_STATUS, ESCPOS_IN_BLOCK } state;
    uint8_t held[ESCPOS_BLOCK_MAX];
    int count;
};

/* One byte in; at most one message out. A byte that breaks a message off starts the next one, and
 * the broken one is not reported. */
struct escpos_message escpos_parse(struct escpos_parser *p, uint8_t byte);

/* Bits of enum printer_condition in an automatic status; near end only where the model has the
 * sensor. */
unsigned escpos_status_conditions(const uint8_t status[ESCPOS_STATUS_SIZE], bool has_near_end);

/* `before` with the bits that the answer to DLE EOT n speaks of replaced. */
unsigned escpos_realtime_conditions(int n, uint8_t answer, bool has_near_end, unsigned before);

#endif
