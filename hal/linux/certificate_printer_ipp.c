#include "hal/linux/certificate_printer_ipp.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct certificate_ipp {
    struct certificate_printer printer;
    int fd;
    bool has_job;
    unsigned conditions, forms;
    struct printer_events events;
};

static void hear(struct certificate_ipp *c, const struct ipp_news *news, uint64_t now_ms)
{
    c->conditions = news->conditions;
    c->forms = news->forms == 0 ? c->forms : news->forms;
    if (news->kind == IPP_NEWS_CONDITIONS) {
        return;
    }
    struct printer_event e = {.kind = news->kind == IPP_NEWS_OUTCOME ? PRINTER_OUTCOME
                                                                     : PRINTER_SETTLED,
                              .at_ms = now_ms,
                              .conditions = news->conditions,
                              .job_id = news->job_id,
                              .outcome = news->outcome,
                              .evidence = news->evidence};
    memcpy(e.evidence_text, news->text, sizeof e.evidence_text);
    printer_events_add(&c->events, &e);
    c->has_job = c->has_job && news->kind != IPP_NEWS_OUTCOME;
}

/* Room for one more news and the conditions after it. */
static bool has_room(const struct certificate_ipp *c)
{
    return c->events.count < PRINTER_EVENTS_MAX - 1;
}

static void op_step(void *self, uint64_t now_ms)
{
    struct certificate_ipp *c = self;
    struct ipp_news news;
    while (has_room(c) && recv(c->fd, &news, sizeof news, MSG_DONTWAIT) == (ssize_t)sizeof news) {
        hear(c, &news, now_ms);
    }
    if (has_room(c)) {
        printer_events_conditions(&c->events, now_ms, c->conditions);
    }
}

static int op_poll_fds(void *self, struct pollfd *out, int max)
{
    const struct certificate_ipp *c = self;
    if (max < 1 || !has_room(c)) {
        return 0;
    }
    out[0] = (struct pollfd){.fd = c->fd, .events = POLLIN};
    return 1;
}

static uint64_t op_next_ms(const void *self, uint64_t now_ms)
{
    const struct certificate_ipp *c = self;
    return c->events.count > 0 ? now_ms : DEVICE_NO_DEADLINE;
}

static struct err copy_document(const struct certificate_document *document, uint8_t **out,
                                size_t *out_length)
{
    if (document->bytes == NULL || document->length == 0) {
        return OK;
    }
    *out = malloc(document->length);
    if (*out == NULL) {
        return FAIL(NO_MEMORY);
    }
    memcpy(*out, document->bytes, document->length);
    *out_length = document->length;
    return OK;
}

static struct err op_submit(struct certificate_printer *p, const struct certificate_job *job)
{
    struct certificate_ipp *c = (struct certificate_ipp *)p;
    if (c->has_job || printer_events_has_outcome(&c->events)) {
        return FAIL(BUSY);
    }
    struct ipp_order order = {.job_id = job->job_id, .sheets = job->sheets};
    memcpy(order.name, job->name, sizeof order.name);
    struct err result = copy_document(&job->pdf, &order.pdf, &order.pdf_length);
    if (!failed(result)) {
        result = copy_document(&job->pwg, &order.pwg, &order.pwg_length);
    }
    if (!failed(result) &&
        send(c->fd, &order, sizeof order, MSG_NOSIGNAL | MSG_DONTWAIT) != (ssize_t)sizeof order) {
        result = FAIL(IO);
    }
    if (failed(result)) {
        free(order.pdf);
        free(order.pwg);
        return result;
    }
    c->has_job = true;
    return OK;
}

static unsigned op_conditions(const struct certificate_printer *p)
{
    return ((const struct certificate_ipp *)p)->conditions;
}

static unsigned op_forms(const struct certificate_printer *p)
{
    return ((const struct certificate_ipp *)p)->forms;
}

static bool op_take(struct certificate_printer *p, struct printer_event *out)
{
    return printer_events_take(&((struct certificate_ipp *)p)->events, out);
}

static void op_close(void *self)
{
    struct certificate_ipp *c = self;
    (void)close(c->fd); /* the worker sees it, at the latest after its request, and ends */
    free(c);
}

static const struct certificate_printer_ops ops = {
    .device = {op_poll_fds, op_step, op_next_ms, op_close},
    .submit = op_submit,
    .conditions = op_conditions,
    .take = op_take,
    .forms = op_forms,
};

struct err certificate_printer_ipp_open(const struct ipp_worker_settings *settings,
                                        struct certificate_printer **out)
{
    struct certificate_ipp *c = calloc(1, sizeof *c);
    if (c == NULL) {
        return FAIL(NO_MEMORY);
    }
    c->printer.ops = &ops;
    c->conditions = PRINTER_UNKNOWN_STATE;
    c->forms = CERTIFICATE_FORM_PDF | CERTIFICATE_FORM_PWG; /* until the printer was asked */
    struct err result = ipp_worker_start(settings, &c->fd);
    if (failed(result)) {
        free(c);
        return result;
    }
    *out = &c->printer;
    return OK;
}
