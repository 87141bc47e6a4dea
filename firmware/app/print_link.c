/* Orders → renderer process → printers → outcomes. Two lines, one per printer, each in order; one
 * page at a time in the renderer. Every order ends in exactly one EV_PRINT_OUTCOME. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include "app/page_worker.h"
#include "app/state.h"
#include "hal/certificate_printer.h"
#include "hal/printer.h"

#define LOG_MODULE "print"
#include "base/log.h"

struct err print_link_open(struct app *app)
{
    app->print.page = malloc(PAGE_BYTES_MAX);
    if (app->print.page == NULL) {
        return FAIL(NO_MEMORY);
    }
    if (app->setup.parts != NULL) {
        return worker_open(app->setup.parts->renderer, &app->print.renderer);
    }
    return page_worker_open(app->setup.worker_mode, app->setup.repeatable, &app->print.renderer);
}

void print_link_close(struct app *app)
{
    worker_close(app->print.renderer);
    free(app->print.page);
    app->print.renderer = NULL;
    app->print.page = NULL;
}

static bool is_for_certificate_printer(enum print_kind kind)
{
    return kind == PRINT_CERT_RECORD_SHEET || kind == PRINT_HAND_OVER_LIST ||
           kind == PRINT_DAILY_REPORT || kind == PRINT_READINESS_REPORT;
}

static void post_outcome(struct app *app, const struct print_order *order,
                         const struct printer_event *seen)
{
    struct event *ev = &app->event;
    memset(ev, 0, sizeof *ev);
    ev->kind = EV_PRINT_OUTCOME;
    ev->print.kind = order->kind;
    ev->print.job_id = order->job_id;
    ev->print.visit_id = order->visit_id;
    ev->print.outcome = seen->outcome;
    ev->print.evidence = seen->evidence;
    memcpy(ev->print.text, seen->evidence_text, sizeof ev->print.text);
    app_post(app, ev);
}

/* The first order of the line is over; the line moves up before anybody hears of it. */
static void end_first(struct app *app, struct print_line *line, const struct printer_event *seen)
{
    struct print_order order = line->order[0];
    line->count--;
    memmove(line->order, line->order + 1, (size_t)line->count * sizeof line->order[0]);
    line->busy = false;
    line->printing = false;
    app->counts.slips += order.kind != PRINT_CERT_RECORD_SHEET;
    post_outcome(app, &order, seen);
}

static void end_unprinted(struct app *app, struct print_line *line, const char *why)
{
    struct printer_event seen = {.outcome = PRINT_OUTCOME_NOT_PRINTED};
    struct strbuf text = strbuf_on(seen.evidence_text, sizeof seen.evidence_text);
    strbuf_text(&text, why);
    end_first(app, line, &seen);
}

void print_link_order(struct app *app, const struct print_order *order)
{
    struct print_line *line =
        is_for_certificate_printer(order->kind) ? &app->print.certificate : &app->print.slip;
    if (line->count < PRINT_QUEUE_MAX) {
        line->order[line->count++] = *order;
        return;
    }
    assert(line->refused_count < PRINT_REFUSED_MAX);
    line->refused[line->refused_count++] = *order;
}

static void tell_refused(struct app *app, struct print_line *line)
{
    const struct printer_event seen = {.outcome = PRINT_OUTCOME_NOT_PRINTED,
                                       .evidence_text = "why=too-many-orders"};
    for (int told = 0; line->refused_count > 0 && told < PRINT_REFUSED_MAX; told++) {
        struct print_order order = line->refused[0];
        line->refused_count--;
        memmove(line->refused, line->refused + 1,
                (size_t)line->refused_count * sizeof line->refused[0]);
        post_outcome(app, &order, &seen);
    }
}

static void start_rendering(struct app *app, struct print_line *line)
{
    bool wanted = line->count > 0 && !line->busy && app->print.rendering == NULL;
    if (!wanted || app_is_busy(app)) { /* the journal's number stands on the page */
        return;
    }
    if (!worker_is_idle(app->print.renderer)) {
        end_unprinted(app, line, "why=renderer-out");
        return;
    }
    const struct print_order *order = &line->order[0];
    struct page_order *page = worker_request(app->print.renderer);
    page->output = is_for_certificate_printer(order->kind) ? PAGE_PDF : PAGE_RASTER;
    page->width_dots = app->setup.config->slip_width_dots;
    page->dpi = app->setup.config->slip_dpi;
    page->with_pwg =
        page->output == PAGE_PDF &&
        (certificate_printer_forms(app->hal->certificate_printer) & CERTIFICATE_FORM_PWG) != 0;
    if (!document_of(app, order, &page->document)) {
        end_unprinted(app, line, "why=visit-gone");
        return;
    }
    line->busy = true;
    app->print.rendering = line;
    IGNORE_ERR(worker_submit(app->print.renderer, app->now_ms)); /* a dead one is told by take */
}

static struct err submit_slip(struct app *app, const struct print_order *order,
                              const struct page_answer *page)
{
    /* The printer reads the bits and copies them; it does not write. */
    struct printer_job job = {.job_id = order->job_id, .feed_to_tear = true, .cut = true};
    memcpy(app->print.page, page->bytes, page->length);
    job.page = (struct bitmap){app->print.page, page->width_px, page->height_px, page->row_bytes};
    return printer_submit(app->hal->slip_printer, &job);
}

static struct err submit_certificate(struct app *app, const struct print_order *order,
                                     const struct page_answer *page)
{
    /* Bound to the visit to the last moment: a page whose visit is gone does not leave. */
    if (order->kind == PRINT_CERT_RECORD_SHEET &&
        core_application(&app->core, order->visit_id, order->application_id) == NULL) {
        return FAIL(NOT_FOUND);
    }
    struct certificate_job job = {.job_id = order->job_id, .sheets = page->sheets};
    id_text(order->job_id, job.name);
    memcpy(app->print.page, page->bytes, page->length);
    size_t pdf_length = page->length - page->pwg_length;
    job.pdf = (struct certificate_document){app->print.page, pdf_length};
    if (page->pwg_length > 0) {
        job.pwg = (struct certificate_document){app->print.page + pdf_length, page->pwg_length};
    }
    return certificate_printer_submit(app->hal->certificate_printer, &job);
}

static void handle_page(struct app *app, struct print_line *line, const struct page_answer *page)
{
    const struct print_order *order = &line->order[0];
    if (failed(page->err) || !page_answer_is_sane(page)) {
        LOG_WARN("page not made kind=%d err=%s", (int)order->kind, err_name(page->err));
        end_unprinted(app, line,
                      page->err.code == ERR_REFUSED ? "why=" PRINT_WHY_GLYPH : "why=page-not-made");
        return;
    }
    struct err sent = line == &app->print.certificate ? submit_certificate(app, order, page)
                                                      : submit_slip(app, order, page);
    if (failed(sent)) {
        end_unprinted(app, line, "why=printer-refused");
        return;
    }
    line->printing = true;
}

static void take_pages(struct app *app)
{
    const void *reply;
    struct print_line *line = app->print.rendering;
    enum worker_event event = worker_take(app->print.renderer, app->now_ms, &reply);
    if (event == WORKER_NOTHING || line == NULL) {
        return;
    }
    app->print.rendering = NULL;
    if (event == WORKER_DONE) {
        handle_page(app, line, reply);
    } else {
        end_unprinted(app, line, "why=renderer-died");
    }
}

static void handle_printer(struct app *app, struct print_line *line, enum core_device device,
                           const struct printer_event *seen)
{
    if (seen->kind == PRINTER_CONDITIONS_CHANGED) {
        device_link_conditions(app, device, seen->conditions);
        return;
    }
    bool ours = line->printing && id_equal(seen->job_id, line->order[0].job_id);
    if (seen->kind == PRINTER_OUTCOME && ours) {
        end_first(app, line, seen);
    } else {
        LOG_INFO("printer settled an earlier job outcome=%s", print_outcome_name(seen->outcome));
    }
}

void print_link_step(struct app *app)
{
    struct printer_event seen;
    tell_refused(app, &app->print.slip);
    tell_refused(app, &app->print.certificate);
    while (printer_take(app->hal->slip_printer, &seen)) {
        handle_printer(app, &app->print.slip, DEVICE_SLIP_PRINTER, &seen);
    }
    while (certificate_printer_take(app->hal->certificate_printer, &seen)) {
        handle_printer(app, &app->print.certificate, DEVICE_CERTIFICATE_PRINTER, &seen);
    }
    take_pages(app);
    start_rendering(app, &app->print.slip);
    start_rendering(app, &app->print.certificate);
    take_pages(app); /* inline renderers are done at once */
}

uint64_t print_link_next_ms(const struct app *app)
{
    const struct print_link *l = &app->print;
    bool refused = l->slip.refused_count + l->certificate.refused_count > 0;
    return refused ? app->now_ms : worker_next_ms(l->renderer);
}

void print_link_show(const struct app *app, struct staff_view *view)
{
    struct device_row *row = &view->device[DEVICE_SLIP_PRINTER];
    if (view->device_count <= DEVICE_SLIP_PRINTER || row->state[0] != '\0') {
        return; /* what is wrong stands there */
    }
    struct printer_info info;
    char text[PRINTER_INFO_TEXT_SIZE];
    printer_describe(app->hal->slip_printer, &info);
    printer_info_text(&info, text);
    struct strbuf state = strbuf_on(row->state, sizeof row->state);
    strbuf_text(&state, text);
}
