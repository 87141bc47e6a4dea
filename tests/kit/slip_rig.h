/* The ESC/POS or Star slip printer on one end of a pipe and the wire-level fake on the other, on
 * virtual time, with a page of ink that no other job could have left.
 */
#ifndef TESTS_KIT_SLIP_RIG_H
#define TESTS_KIT_SLIP_RIG_H

#include "hal/printer_escpos.h"
#include "sim/escpos_fake.h"

enum {
    SLIP_RIG_WIDTH = 576,
    SLIP_RIG_ROW = SLIP_RIG_WIDTH / 8,
    SLIP_RIG_HEIGHT = 400,
    SLIP_RIG_INK = 360, /* rows with ink */
    SLIP_RIG_TURN_MS = 5,
    SLIP_RIG_PATIENCE_MS = 20000,
};

struct slip_rig {
    struct escpos_fake *fake;
    struct printer *printer;
    uint64_t now_ms;
    uint8_t bits[SLIP_RIG_ROW * SLIP_RIG_HEIGHT];
};

/* model: a row of hal/escpos_model.h; those that begin with "star" get a fake of that language. */
void slip_rig_open(struct slip_rig *r, const char *model, bool has_process_id);
void slip_rig_close(struct slip_rig *r);
void slip_rig_turn(struct slip_rig *r);   /* five milliseconds of both ends */
void slip_rig_settle(struct slip_rig *r); /* a while, events thrown away */
void slip_rig_start(struct slip_rig *r, uint8_t number);
struct printer_event slip_rig_outcome(struct slip_rig *r);

/* The page's rows follow one another on the paper from this row on; anywhere from there on. */
bool slip_rig_is_page_at(const struct slip_rig *r, int paper_row);
bool slip_rig_is_page_since(const struct slip_rig *r, int from);

#endif
