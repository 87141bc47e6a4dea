/* Single parts without the terminal around them: pages. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "paper/paper.h"
#include "sim/seed_data.h"
#include "tests/bench/bench.h"
#include "tests/bench/bench_figures.h"

#define ANY_DAY_MS INT64_C(1795483440000)

enum { ROUNDS = 40, PAGE_BYTES = 1 << 20 };

struct sheet {
    size_t n;
};

static struct err count_bytes(void *context, const uint8_t *bytes, size_t n)
{
    (void)bytes;
    ((struct sheet *)context)->n += n;
    return OK;
}

static void make_documents(struct document *slip, struct document *sheet)
{
    static struct application a;
    memset(slip, 0, sizeof *slip);
    strcpy(slip->office.name, SEED_OFFICE_NAME);
    slip->at = civil_of(ANY_DAY_MS);
    slip->specimen = true;
    *sheet = *slip;
    slip->kind = DOCUMENT_SLIP;
    slip->slip = (struct slip){.window_no = 2, .ready_count = 1, .wait_minutes = 5};
    strcpy(slip->slip.call_no, "A-017");
    sheet->kind = DOCUMENT_CERT_RECORD_SHEET;
    if (!failed(seed_data_application("ready", ANY_DAY_MS, &a))) {
        sheet->cert_record_sheet.field_count = a.record_field_count;
        memcpy(sheet->cert_record_sheet.field, a.record_field, sizeof a.record_field);
    }
}

int bench_paper(void)
{
    static struct document slip, sheet;
    static uint8_t bits[PAGE_BYTES];
    static struct bench_samples raster, pdf;
    struct typeset *ts = NULL;
    struct bitmap page;
    if (failed(typeset_open(&ts))) {
        return 1;
    }
    make_documents(&slip, &sheet);
    int bad = 0;
    for (int i = 0; i < ROUNDS; i++) {
        struct raster_order order = {.width_dots = 576, .dpi = 203};
        uint64_t start = bench_now_us();
        bad |= failed(paper_render_raster(ts, &slip, &order, bits, sizeof bits, &page));
        bench_add(&raster, (double)(bench_now_us() - start) / 1000.0);
        struct sheet out = {0};
        start = bench_now_us();
        bad |= failed(paper_render_pdf(ts, &sheet, count_bytes, &out));
        bench_add(&pdf, (double)(bench_now_us() - start) / 1000.0);
    }
    typeset_close(ts);
    bench_print("page: slip as raster", &raster, (struct bench_limit){.unit = "ms"});
    bench_print("page: record sheet as PDF", &pdf, (struct bench_limit){.unit = "ms"});
    return bad;
}
