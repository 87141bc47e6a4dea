/* What can be printed, as plain values: each document holds exactly what stands on its paper.
 *
 * Promises: no pointers, no codes of payloads, nothing that the paper must not show. What goes to
 * the applicant on the roll (番号札, 保留票) has no field for a name, a plate, a chassis number or
 * a company, so it cannot leak one; numbers of applications appear by their last four characters
 * only (reference: ux §6.9). Texts are UTF-8; an empty text leaves its line out.
 */
#ifndef PAPER_DOCUMENT_H
#define PAPER_DOCUMENT_H

#include <stdbool.h>
#include <stdint.h>
#include "domain/application.h"
#include "domain/office_hours.h"

enum {
    CALL_NO_SIZE = 12,
    CHECK_CODE_SIZE = 24, /* short, ASCII, without any personal data */
    TAIL_SIZE = 8,        /* last four characters of a 受付番号 */
    STAFF_MARK_SIZE = 16,
    RECEIPT_HASH_SIZE = 65,
    HAND_OVER_LINES_MAX = 40, /* a firm's hand-over at once */
    REPORT_LINES_MAX = 120,
};

/* X(kind, title on the paper) */
#define DOCUMENT_LIST(X)                                                                           \
    X(SLIP, "番号札")                                                                              \
    X(HOLD_SLIP, "ご案内")                                                                         \
    X(RECEIPT, "受領記録")                                                                         \
    X(HAND_OVER_LIST, "交付一覧")                                                                  \
    X(CERT_RECORD_SHEET, "自動車検査証記録事項")                                                   \
    X(DAILY_REPORT, "日報")                                                                        \
    X(READINESS_REPORT, "開始前点検の記録")

enum document_kind {
#define X(kind, title) DOCUMENT_##kind,
    DOCUMENT_LIST(X)
#undef X
        DOCUMENT_KIND_COUNT,
};

/* Head and foot of every paper. */
struct paper_office {
    char name[LABEL_SIZE]; /* 練馬事務所 */
    char phone[32];        /* 問い合わせ先 */
    char hours[64];        /* 8:45〜11:45、13:00〜16:00 */
    char terminal_id[32];
};

/* 番号札 */
struct slip {
    char call_no[CALL_NO_SIZE]; /* */
    int window_no;
    int ready_count;     /* お渡しできるもの */
    int papers_count;    /* 書面が必要なもの */
    bool needs_papers;   /* bring: 納税の書面 */
    bool needs_identity; /* bring: 本人確認書類 */
    int wait_minutes;    /* < 0: not known, the line is left out */
    char check_code[CHECK_CODE_SIZE];
    char plate_window[LABEL_SIZE]; /* where 車両番号標 are given out; empty: here */
    int reprint_no;                /* 0: the first print */
};

/* Why nothing, or not everything, is handed over now. X(reason, title) */
#define HOLD_SLIP_LIST(X)                                                                          \
    X(KEPT, "書面がそろうまで取り置きます")                                                        \
    X(UNDER_REVIEW, "まだ審査の途中です")                                                          \
    X(BEING_PREPARED, "お渡しの準備をしています")                                                  \
    X(CORRECTION, "申請の直し（補正）が必要です")                                                  \
    X(AWAITING_PAYMENT, "納付がまだ済んでいません")                                                \
    X(PAYMENT_CHECKING, "納付を確認しています")                                                    \
    X(OTHER_OFFICE, "受け取る事務所が違います")                                                    \
    X(OFFLINE, "ただいま照会できません")                                                           \
    X(OTHER, "窓口で確認します")

enum hold_slip_reason {
#define X(reason, title) HOLD_SLIP_##reason,
    HOLD_SLIP_LIST(X)
#undef X
        HOLD_SLIP_REASON_COUNT,
};

/* 保留票 */
struct hold_slip {
    enum hold_slip_reason reason;
    char call_no[CALL_NO_SIZE];    /* empty: nobody waits */
    int window_no;                 /* with a call number */
    char other_office[LABEL_SIZE]; /* OTHER_OFFICE */
    char check_code[CHECK_CODE_SIZE];
    int reprint_no;
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

struct document {
    enum document_kind kind;
    bool specimen; /* 見本 across every page; a test build always prints it */
    struct paper_office office;
    struct civil at; /* printed; also the creation date inside a PDF */
    union {
        struct slip slip;
        struct hold_slip hold_slip;
        struct receipt receipt;
        struct hand_over_list hand_over_list;
        struct cert_record_sheet cert_record_sheet;
        struct report report; /* DAILY_REPORT, READINESS_REPORT */
    };
};

const char *document_title(enum document_kind kind);
const char *document_name(enum document_kind kind); /* "HOLD_SLIP" */

#endif
