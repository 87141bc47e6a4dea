/* What stands on the papers for the counter: 受領記録, 交付一覧, 自動車検査証記録事項, reports.
 *
 * Promises: the receipt holds the last four characters of a 受付番号 and kinds of papers, never
 * their numbers. Personal fields are marked; they exist on A4 only.
 */
#ifndef PAPER_SHEET_DOCUMENTS_H
#define PAPER_SHEET_DOCUMENTS_H

#include <stdbool.h>
#include <stdint.h>
#include "domain/application.h"
#include "paper/roll_documents.h"

enum {
    TAIL_SIZE = 8, /* last four characters of a 受付番号 */
    STAFF_MARK_SIZE = 24,
    RECEIPT_HASH_SIZE = 65,
    HAND_OVER_LINES_MAX = 40, /* a firm's hand-over at once */
    REPORT_LINES_MAX = 120,
};

enum receipt_tax { RECEIPT_TAX_NOT_NEEDED, RECEIPT_TAX_CONFIRMED, RECEIPT_TAX_PAPER_SEEN };

struct receipt_item {
    char label[LABEL_SIZE];
    int count;
};

/* 受領記録 */
struct receipt {
    bool applicant_copy; /* 控: without the staff mark and the place to sign */
    bool on_roll;        /* 80 mm paper instead of A4 */
    char receipt_tail[TAIL_SIZE];
    char procedure[LABEL_SIZE];
    int item_count;
    struct receipt_item item[DELIVERABLES_MAX];
    enum receipt_tax tax;
    char tax_paper[LABEL_SIZE];     /* kind of the paper that was seen */
    char identity_kind[LABEL_SIZE]; /* 運転免許証; the kind only, never its number */
    bool has_substitution;          /* 代替文字 */
    char staff_mark[STAFF_MARK_SIZE];
    uint32_t serial_no;           /* 通し番号 */
    char hash[RECEIPT_HASH_SIZE]; /* hex digits, for telling an altered copy */
    char check_code[CHECK_CODE_SIZE];
};

struct hand_over_line {
    char receipt_no[RECEIPT_NO_SIZE];
    char procedure[LABEL_SIZE];
    char deliverables[LABEL_SIZE]; /* 検査証・標章 */
    bool handed;
    char reason[LABEL_SIZE]; /* when it was held back */
};

/* 業者用 交付一覧, signed by both sides. */
struct hand_over_list {
    char firm_name[NAME_SIZE]; /* [personal] A4 only, for the firm itself */
    char staff_mark[STAFF_MARK_SIZE];
    uint32_t serial_no;
    int line_count;
    struct hand_over_line line[HAND_OVER_LINES_MAX];
};

/* 自動車検査証記録事項. Labels of the form find their box, others get a row of their own. */
struct cert_record_sheet {
    uint32_t serial_no; /* of this print, 0: left out */
    int reprint_no;     /* 0: the first print; a later one says so, and that the earlier is void */
    int field_count;
    struct record_field field[RECORD_FIELDS_MAX]; /* [personal] */
};

enum report_mark { REPORT_HEADING, REPORT_FIGURE, REPORT_GOOD, REPORT_WATCH, REPORT_BAD };

/* One line of 日報 or of the readiness report: a heading, a figure, or a finding. */
struct report_line {
    enum report_mark mark;
    char label[LABEL_SIZE];
    char value[LABEL_SIZE];
};

struct report {
    char version[48];
    char config_digest[40]; /* 設定 */
    int line_count;
    struct report_line line[REPORT_LINES_MAX];
};

#endif
