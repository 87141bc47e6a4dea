/* Private to paper: one drawing function per document, and what they share. */
#ifndef PAPER_PAGES_H
#define PAPER_PAGES_H

#include "paper/document.h"
#include "paper/pen.h"

/* Each draws one page and returns the height it used; on A4 that is the sheet's. */
int slip_draw(struct pen *pen, const struct document *d);
int hold_slip_draw(struct pen *pen, const struct document *d);
int receipt_draw(struct pen *pen, const struct document *d);
int receipt_roll_draw(struct pen *pen, const struct document *d);
int hand_over_list_draw(struct pen *pen, const struct document *d, int page_no);
int report_draw(struct pen *pen, const struct document *d, int page_no);

int hand_over_list_page_count(const struct document *d);
int report_page_count(const struct document *d);

/* The certificate: *out_field is the first field that does not fit its box, -1 for none. */
int cert_record_sheet_draw(struct pen *pen, const struct document *d, int page_no, int *out_field);
int cert_record_sheet_page_count(const struct document *d);

/* Rows that the receipt shows on A4 and on the roll alike. */
enum { RECEIPT_ROWS_MAX = 10, RECEIPT_VALUE_SIZE = 128 };
struct receipt_row {
    const char *label;
    char value[RECEIPT_VALUE_SIZE];
};
int receipt_rows(const struct document *d, struct receipt_row out[RECEIPT_ROWS_MAX]);

/* Roll, 80 mm: text between these margins. */
enum { ROLL_MARGIN = 30, ROLL_TEXT = 660, ROLL_BODY = 43 /* 12 pt */ };
int roll_head(struct pen *pen, const struct document *d, int y);
int roll_row(struct pen *pen, int y, const char *label, const char *value);
int roll_rule(struct pen *pen, int y, int thick);
int roll_number(struct pen *pen, int y, const char *call_no, int digit_em);
int roll_foot(struct pen *pen, const struct document *d, int y, const char *check_code,
              int reprint_no);

/* A4. */
enum { SHEET_LEFT = 160, SHEET_WIDTH = 1780, SHEET_BODY_TOP = 420, SHEET_BODY_BOTTOM = 2740 };
void sheet_head(struct pen *pen, const struct document *d, const char *title);
void sheet_foot(struct pen *pen, const struct document *d, int page_no, int page_count);

/* "2026年11月23日（月） 10:24" */
enum { CIVIL_TEXT_SIZE = 64 };
void civil_text(const struct civil *at, char out[CIVIL_TEXT_SIZE]);

#endif
