/* What stands on the papers of the slip printer: 番号札 and 保留票.
 *
 * Promises: no field for a name, a plate, a chassis number, a company or a whole 受付番号, so these
 * papers cannot leak one (reference: ux §6.9). An empty text leaves its line out.
 */
#ifndef PAPER_ROLL_DOCUMENTS_H
#define PAPER_ROLL_DOCUMENTS_H

#include <stdbool.h>
#include "domain/application.h"

enum {
    CALL_NO_SIZE = 12,
    CHECK_CODE_SIZE = 24, /* short, ASCII, without any personal data */
};

/* 番号札 */
struct slip {
    char call_no[CALL_NO_SIZE]; /* */
    int window_no;
    int ready_count;            /* お渡しできるもの */
    int papers_count;           /* 書面が必要なもの */
    struct papers_wanted wants; /* bring: 納税の書面, 委任状, what else was asked for */
    bool needs_identity;        /* bring: 本人確認書類 */
    int wait_minutes;           /* < 0: not known, the line is left out */
    char check_code[CHECK_CODE_SIZE];
    char plate_window[LABEL_SIZE]; /* where 車両番号標 are given out; empty: here */
    int reprint_no;                /* 0: the first print */
};

/* Why nothing, or not everything, is handed over now. X(reason, title) */
#define HOLD_SLIP_LIST(X)                                                                          \
    X(KEPT, "書面がそろうまで取り置きます")                                                        \
    X(KEPT_OTHER, "書面がそろうまで取り置きます") /* … and it is not the tax paper */            \
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

#endif
