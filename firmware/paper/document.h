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
#include "domain/office_hours.h"
#include "paper/roll_documents.h"
#include "paper/sheet_documents.h"

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
