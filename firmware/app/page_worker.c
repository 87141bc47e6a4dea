#include "app/page_worker.h"

#include <string.h>
#include "app/renderer_lock.h"

struct sink {
    struct page_answer *answer;
};

static struct err append(void *context, const uint8_t *bytes, size_t n)
{
    struct page_answer *answer = ((struct sink *)context)->answer;
    if (n > sizeof answer->bytes - answer->length) {
        return FAIL(TOO_LARGE);
    }
    memcpy(answer->bytes + answer->length, bytes, n);
    answer->length += n;
    return OK;
}

static struct err render_raster(struct typeset *ts, const struct page_order *order,
                                struct page_answer *answer)
{
    struct raster_order raster = {.width_dots = order->width_dots, .dpi = order->dpi};
    struct bitmap page;
    TRY(paper_render_raster(ts, &order->document, &raster, answer->bytes, sizeof answer->bytes,
                            &page));
    answer->width_px = page.width_px;
    answer->height_px = page.height_px;
    answer->row_bytes = page.row_bytes;
    answer->length = (size_t)page.row_bytes * (size_t)page.height_px;
    return OK;
}

static struct err render_pdf(struct typeset *ts, const struct page_order *order,
                             struct page_answer *answer)
{
    struct paper_size size;
    struct sink sink = {answer};
    TRY(paper_check(ts, &order->document, &answer->refusal));
    paper_measure(ts, &order->document, &size);
    answer->sheets = size.page_count;
    TRY(paper_render_pdf(ts, &order->document, append, &sink));
    if (!order->with_pwg) {
        return OK;
    }
    size_t pdf_length = answer->length;
    TRY(paper_render_pwg(ts, &order->document, append, &sink));
    answer->pwg_length = answer->length - pdf_length;
    return OK;
}

static void render(void *context, const void *request, void *reply)
{
    const struct page_order *order = request;
    struct page_answer *answer = reply;
    memset(answer, 0, offsetof(struct page_answer, bytes));
    answer->err = order->output == PAGE_RASTER ? render_raster(context, order, answer)
                                               : render_pdf(context, order, answer);
}

static size_t used_of(const void *reply)
{
    const struct page_answer *answer = reply;
    return offsetof(struct page_answer, bytes) + answer->length;
}

static struct err open_typeset(void **out_context)
{
    struct typeset *ts;
    TRY(typeset_open(&ts));
    *out_context = ts;
    return OK;
}

static void close_typeset(void *context)
{
    typeset_close(context);
}

struct err page_worker_open(enum worker_mode mode, bool repeatable, struct worker **out_worker)
{
    struct worker_setup setup = {
        .name = "renderer",
        .mode = mode,
        .request_size = sizeof(struct page_order),
        .reply_size = sizeof(struct page_answer),
        .open = open_typeset,
        .work = render,
        .close = close_typeset,
        .used = used_of,
        .lock = renderer_lock,
        .limit_ms = PAGE_LIMIT_MS,
        .latency_ms = repeatable ? PAGE_LATENCY_MS : 0,
        .wait = repeatable,
    };
    return worker_open(&setup, out_worker);
}

bool page_answer_is_sane(const struct page_answer *answer)
{
    if (answer->length > sizeof answer->bytes || answer->pwg_length >= answer->length) {
        return false;
    }
    if (answer->width_px == 0) {
        return answer->sheets >= 1 && answer->sheets <= PAPER_PAGES_MAX;
    }
    return answer->width_px > 0 && answer->height_px > 0 && answer->row_bytes > 0 &&
           answer->row_bytes == (answer->width_px + 7) / 8 &&
           (size_t)answer->height_px <= answer->length / (size_t)answer->row_bytes;
}
