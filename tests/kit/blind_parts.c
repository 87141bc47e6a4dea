#include "tests/kit/blind_parts.h"

#include <stdlib.h>
#include <string.h>
#include "app/page_worker.h"
#include "app/scan_link.h"
#include "sim/seed_data.h"
#include "tests/kit/kit.h"

enum { PAGE_DOTS = 8, RENDER_MS = 30 };

static const int64_t any_wall_ms = 1795483440000;

static void add(struct personal_texts *p, const char *text)
{
    for (int i = 0; i < p->count; i++) {
        if (strcmp(p->text[i], text) == 0) {
            return;
        }
    }
    if (strlen(text) > 3) {
        assert_true(p->count < PERSONAL_MAX && strlen(text) < PERSONAL_SIZE);
        (void)strcpy(p->text[p->count++], text);
    }
}

void personal_texts_fill(struct personal_texts *p)
{
    struct application *a = calloc(1, sizeof *a);
    assert_non_null(a);
    p->count = 0;
    for (int i = 0; i < seed_data_count(); i++) {
        assert_ok(seed_data_application(seed_data_name(i), any_wall_ms, a));
        add(p, a->user_party);
        add(p, a->owner_party);
        add(p, a->user_address);
        add(p, a->chassis_no);
    }
    free(a);
}

const char *personal_texts_find(const struct personal_texts *p, const void *bytes, size_t n)
{
    for (int i = 0; i < p->count; i++) {
        if (memmem(bytes, n, p->text[i], strlen(p->text[i])) != NULL) {
            return p->text[i];
        }
    }
    return NULL;
}

static struct err open_texts(void **out_context)
{
    struct personal_texts *p = calloc(1, sizeof *p);
    if (p == NULL) {
        return FAIL(NO_MEMORY);
    }
    personal_texts_fill(p);
    *out_context = p;
    return OK;
}

static struct err open_nothing(void **out_context)
{
    *out_context = NULL;
    return OK;
}

static void close_nothing(void *context)
{
    (void)context;
}

static void see_nothing(void *context, const void *request, void *reply)
{
    (void)context;
    (void)request;
    struct scan_answer *answer = reply;
    memset(answer, 0, sizeof *answer);
    answer->result.hint = SCAN_HINT_NOTHING;
}

static void render(void *context, const void *request, void *reply)
{
    const struct page_order *order = request;
    struct page_answer *answer = reply;
    memset(answer, 0, offsetof(struct page_answer, bytes));
    answer->length = PAGE_DOTS;
    memset(answer->bytes, 0xff, PAGE_DOTS);
    if (order->output == PAGE_PDF) {
        answer->sheets = 1;
        return;
    }
    const char *told = personal_texts_find(context, &order->document, sizeof order->document);
    if (told != NULL) {
        fail_msg("%s carries %s", document_name(order->document.kind), told);
    }
    answer->width_px = PAGE_DOTS;
    answer->height_px = PAGE_DOTS;
    answer->row_bytes = 1;
}

static size_t used_of(const void *reply)
{
    const struct page_answer *answer = reply;
    return offsetof(struct page_answer, bytes) + answer->length;
}

static const struct worker_setup decoder = {.name = "decoder",
                                            .mode = WORKER_INLINE,
                                            .request_size = sizeof(struct scan_order),
                                            .reply_size = sizeof(struct scan_answer),
                                            .open = open_nothing,
                                            .work = see_nothing,
                                            .close = close_nothing,
                                            .latency_ms = SCAN_LATENCY_MS};
static const struct worker_setup renderer = {.name = "renderer",
                                             .mode = WORKER_INLINE,
                                             .request_size = sizeof(struct page_order),
                                             .reply_size = sizeof(struct page_answer),
                                             .open = open_texts,
                                             .work = render,
                                             .close = free,
                                             .used = used_of,
                                             .limit_ms = PAGE_LIMIT_MS,
                                             .latency_ms = RENDER_MS};
static const struct app_parts parts = {.decoder = &decoder, .renderer = &renderer};

const struct app_parts *blind_parts(void)
{
    return &parts;
}
