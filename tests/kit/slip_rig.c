#include "tests/kit/slip_rig.h"

#include "tests/kit/kit.h"

#include <string.h>

void slip_rig_open(struct slip_rig *r, const char *model, bool has_process_id)
{
    struct escpos_fake_settings settings = {.width_dots = SLIP_RIG_WIDTH,
                                            .dpi = 203,
                                            .has_process_id = has_process_id,
                                            .has_clear = true,
                                            .is_star = strncmp(model, "star", 4) == 0};
    assert_ok(escpos_fake_open(&settings, &r->fake));
    assert_ok(printer_escpos_open(escpos_fake_pipe(r->fake), escpos_model_find(str_of(model)), 1,
                                  &r->printer));
    memset(r->bits, 0, sizeof r->bits);
    for (int i = 0; i < SLIP_RIG_ROW * SLIP_RIG_INK; i++) {
        r->bits[i] = (uint8_t)(i * 29 >> 2 | 1);
    }
    r->now_ms = 1000;
}

void slip_rig_close(struct slip_rig *r)
{
    printer_close(r->printer);
    escpos_fake_close(r->fake);
}

void slip_rig_turn(struct slip_rig *r)
{
    r->now_ms += SLIP_RIG_TURN_MS;
    escpos_fake_step(r->fake, r->now_ms);
    device_step(printer_device(r->printer), r->now_ms);
}

void slip_rig_settle(struct slip_rig *r)
{
    struct printer_event e;
    for (int i = 0; i < 40; i++) {
        slip_rig_turn(r);
        while (printer_take(r->printer, &e)) {
        }
    }
}

void slip_rig_start(struct slip_rig *r, uint8_t number)
{
    struct printer_job job = {.job_id = {{number}},
                              .page = {r->bits, SLIP_RIG_WIDTH, SLIP_RIG_HEIGHT, SLIP_RIG_ROW},
                              .feed_to_tear = true,
                              .cut = true};
    assert_ok(printer_submit(r->printer, &job));
}

struct printer_event slip_rig_outcome(struct slip_rig *r)
{
    struct printer_event e;
    for (uint64_t end = r->now_ms + SLIP_RIG_PATIENCE_MS; r->now_ms < end;) {
        slip_rig_turn(r);
        while (printer_take(r->printer, &e)) {
            if (e.kind == PRINTER_OUTCOME) {
                return e;
            }
        }
    }
    fail_msg("no outcome, conditions %x", printer_conditions(r->printer));
    return e;
}

bool slip_rig_is_page_at(const struct slip_rig *r, int paper_row)
{
    struct bitmap paper = escpos_fake_paper(r->fake);
    return paper.height_px - paper_row >= SLIP_RIG_INK &&
           memcmp(paper.bits + (size_t)paper_row * SLIP_RIG_ROW, r->bits,
                  (size_t)SLIP_RIG_INK * SLIP_RIG_ROW) == 0;
}

bool slip_rig_is_page_since(const struct slip_rig *r, int from)
{
    int rows = escpos_fake_paper(r->fake).height_px;
    for (int y = from; y + SLIP_RIG_INK <= rows; y++) {
        if (slip_rig_is_page_at(r, y)) {
            return true;
        }
    }
    return false;
}
