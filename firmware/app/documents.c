/* From an order and its ticket to what stands on the page. */
#include <string.h>
#include "app/state.h"
#include "paper/document.h"

static void set(char *out, size_t cap, const char *text)
{
    struct strbuf b = strbuf_on(out, cap);
    strbuf_text(&b, text);
}

static void set_office(const struct app *app, struct paper_office *out)
{
    const struct config *c = app->setup.config;
    set(out->name, sizeof out->name, c->office_name);
    set(out->phone, sizeof out->phone, c->office_phone);
    set(out->terminal_id, sizeof out->terminal_id, c->terminal_id);
    struct strbuf hours = strbuf_on(out->hours, sizeof out->hours);
    if (c->noon_from_minute == c->noon_to_minute) {
        strbuf_format(&hours, "%d:%02d〜%d:%02d", c->open_minute / 60, c->open_minute % 60,
                      c->close_minute / 60, c->close_minute % 60);
    } else {
        strbuf_format(&hours, "%d:%02d〜%d:%02d、%d:%02d〜%d:%02d", c->open_minute / 60,
                      c->open_minute % 60, c->noon_from_minute / 60, c->noon_from_minute % 60,
                      c->noon_to_minute / 60, c->noon_to_minute % 60, c->close_minute / 60,
                      c->close_minute % 60);
    }
}

/* Short enough to read out, long enough to find the visit again: no personal data in it. */
static void set_check_code(const struct print_order *order, char out[CHECK_CODE_SIZE])
{
    struct strbuf b = strbuf_on(out, CHECK_CODE_SIZE);
    strbuf_hex(&b, order->visit_id.byte, 5);
}

static void set_tail(char *out, size_t cap, const char *text, size_t bytes)
{
    size_t n = strlen(text);
    set(out, cap, n > bytes ? text + n - bytes : text);
}

static void fill_slip(const struct app *app, const struct print_order *order, struct slip *out)
{
    const struct config *c = app->setup.config;
    call_no_text(c, order->call_no, out->call_no);
    out->window_no = c->window_no;
    out->ready_count = order->ready_count;
    out->papers_count = order->papers_count;
    out->wants = order->wants;
    out->needs_identity = order->needs_identity;
    out->wait_minutes = order->wait_minutes;
    out->reprint_no = order->reprint_no;
    set_check_code(order, out->check_code);
    set(out->plate_window, sizeof out->plate_window, c->plate_window);
}

static void fill_hold_slip(const struct app *app, const struct print_order *order,
                           struct hold_slip *out)
{
    static const enum hold_slip_reason reasons[] = {
        [HOLD_NONE] = HOLD_SLIP_OTHER,
        [HOLD_KEPT] = HOLD_SLIP_KEPT,
        [HOLD_UNDER_REVIEW] = HOLD_SLIP_UNDER_REVIEW,
        [HOLD_BEING_PREPARED] = HOLD_SLIP_BEING_PREPARED,
        [HOLD_CORRECTION] = HOLD_SLIP_CORRECTION,
        [HOLD_AWAITING_PAYMENT] = HOLD_SLIP_AWAITING_PAYMENT,
        [HOLD_PAYMENT_CHECKING] = HOLD_SLIP_PAYMENT_CHECKING,
        [HOLD_OTHER_OFFICE] = HOLD_SLIP_OTHER_OFFICE,
        [HOLD_OFFLINE] = HOLD_SLIP_OFFLINE,
    };
    out->reason = reasons[order->reason];
    if (out->reason == HOLD_SLIP_KEPT && !order->wants.tax) {
        out->reason = HOLD_SLIP_KEPT_OTHER;
    }
    out->window_no = app->setup.config->window_no;
    out->reprint_no = order->reprint_no;
    call_no_text(app->setup.config, order->call_no, out->call_no);
    set(out->other_office, sizeof out->other_office, order->office_name);
    set_check_code(order, out->check_code);
}

static const struct item *first_handed(const struct ticket *t)
{
    for (int i = 0; i < t->item_count; i++) {
        if (t->item[i].state == ITEM_REPORTING || t->item[i].state == ITEM_REPORTED) {
            return &t->item[i];
        }
    }
    return NULL;
}

static const char *procedure_label(enum procedure p)
{
    return p == PROC_RENEWAL ? "継続検査" : p == PROC_NEW_CAR ? "新車新規検査" : "その他の手続";
}

static void fill_tax(const struct item *item, const struct application *a, struct receipt *out)
{
    static const struct {
        enum action chosen;
        const char *label;
    } papers[] = {{ACTION_STAFF_PAPER_TAX, "納税証明書"},
                  {ACTION_STAFF_PAPER_RECEIPT, "領収の書面"},
                  {ACTION_STAFF_PAPER_OTHER, "その他の書面"}};
    out->tax = a->tax == TAX_NOT_APPLICABLE ? RECEIPT_TAX_NOT_NEEDED
               : a->tax == TAX_CONFIRMED    ? RECEIPT_TAX_CONFIRMED
                                            : RECEIPT_TAX_PAPER_SEEN;
    for (int i = 0; i < item->check_count; i++) {
        for (size_t k = 0; k < sizeof papers / sizeof papers[0]; k++) {
            if (item->check[i].kind == PAPER_TAX_PAID &&
                item->check[i].chosen == papers[k].chosen) {
                set(out->tax_paper, sizeof out->tax_paper, papers[k].label);
            }
        }
    }
}

/* How it was made sure who receives: the kind only. */
static void fill_identity(const struct ticket *t, const struct item *item, struct receipt *out)
{
    const char *kind = t->receiver == CHECK_DONE_AUTO ? "二次元コード" : "職員が確認";
    for (int i = 0; i < item->check_count; i++) {
        bool is_paper = item->check[i].kind == PAPER_IDENTITY || item->check[i].kind == PAPER_PROXY;
        if (is_paper && item->check[i].state != CHECK_OPEN) {
            kind = paper_label(item->check[i].kind);
        }
    }
    set(out->identity_kind, sizeof out->identity_kind, kind);
}

static bool fill_receipt(const struct app *app, const struct print_order *order,
                         struct receipt *out)
{
    const struct ticket *t = core_ticket(&app->core, order->visit_id);
    const struct item *item = t == NULL ? NULL : first_handed(t);
    const struct application *a =
        item == NULL ? NULL : core_application(&app->core, order->visit_id, item->application_id);
    if (a == NULL) {
        return false;
    }
    out->applicant_copy = order->kind == PRINT_RECEIPT;
    set(out->staff_mark, sizeof out->staff_mark, order->staff_id);
    out->on_roll = true;
    set_tail(out->receipt_tail, sizeof out->receipt_tail, a->receipt_no, 4);
    set(out->procedure, sizeof out->procedure, procedure_label(a->procedure));
    for (int i = 0; i < a->deliverable_count; i++) {
        if (a->deliverable[i].handed_here) {
            struct receipt_item *line = &out->item[out->item_count++];
            set(line->label, sizeof line->label, deliverable_label(a->deliverable[i].kind));
            line->count = 1;
        }
    }
    fill_tax(item, a, out);
    fill_identity(t, item, out);
    out->has_substitution = a->substitution_count > 0;
    struct journal_head head = journal_head(app->journal);
    out->serial_no = (uint32_t)head.row_count;
    struct strbuf hash = strbuf_on(out->hash, sizeof out->hash);
    strbuf_hex(&hash, head.hash.byte, 16);
    set_check_code(order, out->check_code);
    return true;
}

static void fill_line(const struct application *a, const struct item *item,
                      struct hand_over_line *out)
{
    set(out->receipt_no, sizeof out->receipt_no, a->receipt_no);
    set(out->procedure, sizeof out->procedure, procedure_label(a->procedure));
    struct strbuf things = strbuf_on(out->deliverables, sizeof out->deliverables);
    for (int i = 0; i < a->deliverable_count; i++) {
        strbuf_format(&things, "%s%s", i == 0 ? "" : "・",
                      deliverable_label(a->deliverable[i].kind));
    }
    out->handed = item->state == ITEM_REPORTING || item->state == ITEM_REPORTED;
    if (!out->handed) {
        set(out->reason, sizeof out->reason,
            item->readiness == READINESS_READY_WITH_PAPERS ? "書面がそろっていません"
            : item->state == ITEM_NOT_READY                ? app_status_label(a->status)
                                                           : "今回は受け取らない");
    }
}

static bool fill_hand_over_list(const struct app *app, const struct print_order *order,
                                struct hand_over_list *out)
{
    const struct ticket *t = core_ticket(&app->core, order->visit_id);
    for (int i = 0; t != NULL && i < t->item_count && out->line_count < HAND_OVER_LINES_MAX; i++) {
        const struct application *a =
            core_application(&app->core, order->visit_id, t->item[i].application_id);
        if (a != NULL) {
            fill_line(a, &t->item[i], &out->line[out->line_count++]);
        }
    }
    set(out->staff_mark, sizeof out->staff_mark, order->staff_id);
    out->serial_no = (uint32_t)journal_head(app->journal).row_count;
    return out->line_count > 0;
}

static bool fill_record_sheet(const struct app *app, const struct print_order *order,
                              struct cert_record_sheet *out)
{
    const struct application *a =
        core_application(&app->core, order->visit_id, order->application_id);
    if (a == NULL) {
        return false;
    }
    out->serial_no = (uint32_t)journal_head(app->journal).row_count;
    out->reprint_no = order->reprint_no;
    out->field_count = a->record_field_count;
    memcpy(out->field, a->record_field, sizeof a->record_field);
    return true;
}

static void set_report_head(const struct app *app, struct report *out)
{
    set(out->version, sizeof out->version, app->setup.build);
    set(out->config_digest, sizeof out->config_digest, app->config_digest);
}

bool document_of(const struct app *app, const struct print_order *order, struct document *out)
{
    memset(out, 0, sizeof *out);
    out->specimen = app->setup.specimen;
    out->at = civil_of(app->wall_ms);
    set_office(app, &out->office);
    switch (order->kind) {
    case PRINT_NUMBER_SLIP:
        out->kind = DOCUMENT_SLIP;
        fill_slip(app, order, &out->slip);
        return true;
    case PRINT_TEST_SLIP:
        out->kind = DOCUMENT_SLIP;
        out->specimen = true;
        fill_slip(app, order, &out->slip);
        set(out->slip.call_no, sizeof out->slip.call_no, "TEST");
        return true;
    case PRINT_HOLD_SLIP:
        out->kind = DOCUMENT_HOLD_SLIP;
        fill_hold_slip(app, order, &out->hold_slip);
        return true;
    case PRINT_RECEIPT:
    case PRINT_RECEIPT_OFFICE:
        out->kind = DOCUMENT_RECEIPT;
        return fill_receipt(app, order, &out->receipt);
    case PRINT_HAND_OVER_LIST:
        out->kind = DOCUMENT_HAND_OVER_LIST;
        return fill_hand_over_list(app, order, &out->hand_over_list);
    case PRINT_DAILY_REPORT:
        out->kind = DOCUMENT_DAILY_REPORT;
        set_report_head(app, &out->report);
        report_of_day(app, &out->report);
        return true;
    case PRINT_READINESS_REPORT:
        out->kind = DOCUMENT_READINESS_REPORT;
        set_report_head(app, &out->report);
        report_of_readiness(app, &out->report);
        return true;
    case PRINT_CERT_RECORD_SHEET:
        out->kind = DOCUMENT_CERT_RECORD_SHEET;
        return fill_record_sheet(app, order, &out->cert_record_sheet);
    }
    return false;
}
