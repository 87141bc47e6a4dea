/* Paper of the world: what the renderer puts on it, and what is read on it when it came out. A page
 * holds no picture, only who it is for: rasterising and the printer's own bytes cost a thousand
 * times what the rest of a visit costs, and have sweeps of their own (tests/fault). */
#include <assert.h>
#include <stdio.h>
#include <string.h>
#include "app/page_worker.h"
#include "hal/certificate_printer.h"
#include "hal/printer.h"
#include "sim/world_parts.h"

enum {
    SLIP_ROWS = 640, /* 8 cm, so that a fault finds it under way */
    SLIP_TEXT_SIZE = 64,
    RENDER_MS = 30,
};

#define LEAK "leak" /* in the place of a slip's kind: it carries what must not be on it */

static struct err open_nothing(void **out_context)
{
    *out_context = NULL;
    return OK;
}

static void close_nothing(void *context)
{
    (void)context;
}

/* What matters of a sheet is whose it is: the value of its field 車台番号. */
static void write_sheet(const struct document *d, struct page_answer *answer)
{
    const char *text = "LIST";
    if (d->kind == DOCUMENT_CERT_RECORD_SHEET) {
        const struct cert_record_sheet *sheet = &d->cert_record_sheet;
        for (int i = 0; i < sheet->field_count; i++) {
            text = strcmp(sheet->field[i].label, "車台番号") == 0 ? sheet->field[i].value : text;
        }
    }
    answer->sheets = 1;
    answer->length = strlen(text) + 1;
    memcpy(answer->bytes, text, answer->length);
}

static size_t bytes_of(const struct document *d)
{
    return d->kind == DOCUMENT_SLIP        ? sizeof d->slip
           : d->kind == DOCUMENT_HOLD_SLIP ? sizeof d->hold_slip
                                           : 0;
}

/* Of a slip: its kind, its number, which print of it, and the visit in short. Nobody's name. */
static void write_slip(const struct document *d, struct page_answer *answer)
{
    char text[SLIP_TEXT_SIZE] = "other - 0 -";
    if (d->kind == DOCUMENT_SLIP) {
        snprintf(text, sizeof text, "number %s %d %s", d->slip.call_no, d->slip.reprint_no,
                 d->slip.check_code);
    } else if (d->kind == DOCUMENT_HOLD_SLIP) {
        snprintf(text, sizeof text, "hold-slip - %d %s", d->hold_slip.reprint_no,
                 d->hold_slip.check_code);
    }
    const char *mark = world_mark_in(&d->slip, bytes_of(d));
    if (mark != NULL) {
        snprintf(text, sizeof text, LEAK " %s 0 -", mark);
    }
    answer->width_px = 8;
    answer->height_px = SLIP_ROWS;
    answer->row_bytes = 1;
    answer->length = SLIP_ROWS;
    memset(answer->bytes, 0, SLIP_ROWS);
    memcpy(answer->bytes, text, strlen(text));
}

static void render(void *context, const void *request, void *reply)
{
    const struct page_order *order = request;
    struct page_answer *answer = reply;
    (void)context;
    memset(answer, 0, offsetof(struct page_answer, bytes));
    if (order->output == PAGE_PDF) {
        write_sheet(&order->document, answer);
    } else {
        write_slip(&order->document, answer);
    }
}

static size_t used_of(const void *reply)
{
    const struct page_answer *answer = reply;
    return offsetof(struct page_answer, bytes) + answer->length;
}

const struct worker_setup world_renderer = {.name = "renderer",
                                            .mode = WORKER_INLINE,
                                            .request_size = sizeof(struct page_order),
                                            .reply_size = sizeof(struct page_answer),
                                            .open = open_nothing,
                                            .work = render,
                                            .close = close_nothing,
                                            .used = used_of,
                                            .limit_ms = PAGE_LIMIT_MS,
                                            .latency_ms = RENDER_MS};

static void add_sheet(struct world_terminal *t, const struct certificate_print *job, bool whole)
{
    struct world *w = t->world;
    const struct world_hooks *hooks = w->setup.hooks;
    char text[CHASSIS_NO_SIZE] = "";
    char id[ID_TEXT_SIZE];
    struct strbuf b = strbuf_on(text, sizeof text);
    strbuf_add(&b, (struct str){(const char *)job->pdf.bytes, job->pdf.length - 1});
    if (strcmp(text, "LIST") == 0) {
        id_text(job->job_id, id); /* the firm's list is no certificate */
        HISTORY(w->history, slip, w->now_ms, N(t->no), T(id), T("list"), T(""), N(0), T(""));
        return;
    }
    if (hooks != NULL && hooks->page != NULL) {
        hooks->page(hooks->at, text, sizeof text);
    }
    assert(w->sheet_count < WORLD_SHEETS_MAX);
    struct world_sheet *sheet = &w->sheet[w->sheet_count++];
    *sheet = (struct world_sheet){.terminal = t->no,
                                  .job_id = job->job_id,
                                  .case_no = world_case_of_chassis(w, text),
                                  .whole = whole,
                                  .place = SHEET_TRAY,
                                  .person = -1};
    id_text(job->job_id, id);
    const char *application =
        sheet->case_no < 0 ? "" : w->cases[sheet->case_no].application.application_id;
    sheet->row = HISTORY(w->history, sheet, w->now_ms, N(t->no), T(id), T(application), N(whole),
                         T("TRAY"), N(-1));
    world_note(w, t->no, "printer", whole ? "sheet" : "spoiled sheet", sheet->case_no);
}

static void look_at_sheets(struct world_terminal *t)
{
    struct certificate_print job;
    int jobs = certificate_printer_sim_count(t->certificate_printer);
    if (jobs > t->jobs_known) {
        t->jobs_known = jobs;
        world_delicate(t->world, t->no);
    }
    while (certificate_printer_sim_print(t->certificate_printer, t->jobs_seen, &job)) {
        for (; t->sheets_seen < job.sheets_out; t->sheets_seen++) {
            add_sheet(t, &job, true);
        }
        if (job.is_spoiled && !t->spoiled_seen) {
            t->spoiled_seen = true;
            add_sheet(t, &job, false);
        }
        if (!job.is_over || t->jobs_seen + 1 >= jobs) {
            break;
        }
        t->jobs_seen++;
        t->sheets_seen = 0;
        t->spoiled_seen = false;
    }
}

static void add_slip(struct world_terminal *t, const struct slip_sheet *paper)
{
    struct world *w = t->world;
    const struct world_hooks *hooks = w->setup.hooks;
    char text[SLIP_TEXT_SIZE], id[ID_TEXT_SIZE], kind[12] = "", number[CALL_NO_SIZE] = "";
    char visit[ID_TEXT_SIZE] = "";
    int reprint = 0;
    memcpy(text, paper->picture.bits, sizeof text);
    text[sizeof text - 1] = '\0';
    if (hooks != NULL && hooks->slip != NULL) {
        hooks->slip(hooks->at, t->leftover, text, sizeof text);
    }
    int read = sscanf(text, "%11s %11s %d %32s", kind, number, &reprint, visit);
    assert(read == 4);
    (void)read;
    if (strcmp(kind, LEAK) == 0) {
        world_look_for_names(w, text, strlen(text), "slip of terminal", t->no);
    }
    id_text(paper->job_id, id);
    HISTORY(w->history, slip, w->now_ms, N(t->no), T(id), T(kind), T(number), N(reprint), T(visit));
    t->leftover[0] = '\0';
}

/* A slip is read when it is whole; one that stopped is kept in mind when the next one began: it may
 * have been in the buffer still. */
static void look_at_slips(struct world_terminal *t)
{
    struct slip_sheet paper;
    int begun = slip_printer_sim_count(t->slip_printer);
    while (slip_printer_sim_sheet(t->slip_printer, t->slips_seen, t->world->now_ms, &paper)) {
        if (paper.is_whole) {
            add_slip(t, &paper);
        } else if (t->slips_seen + 1 < begun) {
            snprintf(t->leftover, sizeof t->leftover, "%.*s", SLIP_TEXT_SIZE - 1,
                     (const char *)paper.picture.bits);
        } else {
            return;
        }
        t->slips_seen++;
    }
}

/* What came out since the last look; the printers live on without the terminal. */
void world_terminal_look_at_tray(struct world_terminal *t)
{
    if (!world_terminal_runs(t)) {
        device_step(
            certificate_printer_device(certificate_printer_sim_printer(t->certificate_printer)),
            t->world->now_ms);
    }
    look_at_sheets(t);
    look_at_slips(t);
}
