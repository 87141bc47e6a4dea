#include "paper/render.h"

#include <assert.h>
#include "paper/pages.h"

bool page_is_specimen(const struct document *document, bool test_build)
{
    return document->specimen || test_build;
}

static bool is_roll(const struct document *d)
{
    return d->kind == DOCUMENT_SLIP || d->kind == DOCUMENT_HOLD_SLIP ||
           (d->kind == DOCUMENT_RECEIPT && d->receipt.on_roll);
}

static int page_count(const struct document *d)
{
    switch (d->kind) {
    case DOCUMENT_HAND_OVER_LIST:
        return hand_over_list_page_count(d);
    case DOCUMENT_CERT_RECORD_SHEET:
        return cert_record_sheet_page_count(d);
    case DOCUMENT_DAILY_REPORT:
    case DOCUMENT_READINESS_REPORT:
        return report_page_count(d);
    case DOCUMENT_SLIP:
    case DOCUMENT_HOLD_SLIP:
    case DOCUMENT_RECEIPT:
    case DOCUMENT_KIND_COUNT:
        break;
    }
    return 1;
}

static int draw_kind(struct pen *pen, const struct document *d, int page_no, int *out_unfit)
{
    switch (d->kind) {
    case DOCUMENT_SLIP:
        return slip_draw(pen, d);
    case DOCUMENT_HOLD_SLIP:
        return hold_slip_draw(pen, d);
    case DOCUMENT_RECEIPT:
        return d->receipt.on_roll ? receipt_roll_draw(pen, d) : receipt_draw(pen, d);
    case DOCUMENT_HAND_OVER_LIST:
        return hand_over_list_draw(pen, d, page_no);
    case DOCUMENT_CERT_RECORD_SHEET:
        return cert_record_sheet_draw(pen, d, page_no, out_unfit);
    case DOCUMENT_DAILY_REPORT:
    case DOCUMENT_READINESS_REPORT:
        return report_draw(pen, d, page_no);
    case DOCUMENT_KIND_COUNT:
        break;
    }
    assert(false);
    return 0;
}

static int measured_height(struct typeset *ts, const struct document *d)
{
    struct pen pen = {.ts = ts};
    int unfit = -1;
    return is_roll(d) ? draw_kind(&pen, d, 0, &unfit) : PAPER_A4_HEIGHT;
}

int page_draw(struct pen *pen, const struct document *d, int page_no)
{
    if (page_is_specimen(d, PAPER_ALWAYS_SPECIMEN != 0)) {
        pen_specimen(pen, is_roll(d) ? PAPER_ROLL_WIDTH : PAPER_A4_WIDTH,
                     measured_height(pen->ts, d));
    }
    int unfit = -1;
    return draw_kind(pen, d, page_no, &unfit);
}

void paper_measure(struct typeset *ts, const struct document *d, struct paper_size *out)
{
    *out = (struct paper_size){
        .width = is_roll(d) ? PAPER_ROLL_WIDTH : PAPER_A4_WIDTH,
        .height = measured_height(ts, d),
        .page_count = page_count(d),
    };
}

static struct err check_certificate(struct typeset *ts, const struct document *d,
                                    struct paper_refusal *out)
{
    const struct cert_record_sheet *record = &d->cert_record_sheet;
    for (int i = 0; i < record->field_count; i++) {
        struct audit audit;
        typeset_audit(ts, FAMILY_CERT, str_of(record->field[i].value), &audit);
        if (audit.worst != COVERAGE_EXACT) {
            *out = (struct paper_refusal){.field = i, .audit = audit};
            return FAIL(REFUSED);
        }
    }
    int pages = cert_record_sheet_page_count(d);
    for (int i = 0; i < pages; i++) {
        struct pen pen = {.ts = ts};
        int unfit = -1;
        draw_kind(&pen, d, i, &unfit);
        if (unfit >= 0) {
            *out = (struct paper_refusal){.field = unfit, .does_not_fit = true};
            return FAIL(REFUSED);
        }
    }
    return OK;
}

struct err paper_check(struct typeset *ts, const struct document *d, struct paper_refusal *out)
{
    if (d->kind == DOCUMENT_CERT_RECORD_SHEET) {
        TRY(check_certificate(ts, d, out));
    }
    struct paper_size size;
    paper_measure(ts, d, &size);
    bool fits =
        size.page_count <= PAPER_PAGES_MAX && (size.height <= PAPER_ROLL_HEIGHT_MAX || !is_roll(d));
    return fits ? OK : FAIL(TOO_LARGE);
}

struct err page_admit(struct typeset *ts, const struct document *d, int page_no, int dpi,
                      struct paper_size *out_size)
{
    struct paper_refusal refusal;
    if (dpi < PAPER_DPI_MIN || dpi > PAPER_DPI_MAX || page_no < 0 || page_no >= page_count(d)) {
        return FAIL(INVALID);
    }
    TRY(paper_check(ts, d, &refusal));
    paper_measure(ts, d, out_size);
    return OK;
}

int page_dots(int tenths, int dpi)
{
    return (tenths * dpi + 253) / 254;
}
