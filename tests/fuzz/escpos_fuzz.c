/* What a printer sends, ESC/POS or Star: the status parser and a job that listens to it, on any
 * bytes. The first byte chooses the model. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "hal/escpos_job.h"
#include "hal/printer_condition.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WIDTH = 64, HEIGHT = 40, ROW = WIDTH / 8 };

static void send_all(struct escpos_job *job, uint64_t now_ms)
{
    uint8_t chunk[ESCPOS_CHUNK_SIZE];
    struct escpos_writer w = {chunk, 0, sizeof chunk};
    while (job->phase != ESCPOS_OVER && escpos_job_fill(job, &w, now_ms)) {
        w.n = 0;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t bits[ROW * HEIGHT] = {[ROW * HEIGHT - 1] = 1};
    const struct escpos_model *model =
        escpos_model_at(size == 0 ? 0 : data[0] % escpos_model_count());
    const struct slip_language *language = model->language;
    struct escpos_order order = {.model = model,
                                 .page = {bits, WIDTH, HEIGHT, ROW},
                                 .cut = true,
                                 .first_id = language->is_counter ? 2 : 1,
                                 .limit_ms = ESCPOS_LIMIT_MIN_MS};
    struct escpos_parser parser = {0};
    struct escpos_job job;
    unsigned conditions = 0;
    escpos_job_begin(&job, &order, 0);
    for (size_t i = 0; i < size; i++) {
        uint64_t now_ms = 10 * i;
        send_all(&job, now_ms);
        struct escpos_message m = language->parse(&parser, data[i]);
        if (m.kind == ESCPOS_STATUS) {
            conditions = language->conditions(m.bytes, true);
        } else if (m.kind == ESCPOS_REALTIME) {
            conditions = escpos_realtime_conditions(1 + (int)(i % 4), m.bytes[0], true, conditions);
        }
        if (job.phase != ESCPOS_OVER && m.kind != ESCPOS_NOTHING) {
            escpos_job_hear(&job, &m, now_ms);
        }
        escpos_job_tick(&job, conditions, now_ms);
        /* The promise of the two-part page: nothing is PRINTED whose last rows were never sent. */
        assert(job.phase != ESCPOS_OVER || job.outcome != PRINT_OUTCOME_PRINTED ||
               job.is_tail_sent);
    }
    escpos_job_lost(&job);
    assert(job.phase == ESCPOS_OVER);
    return 0;
}
