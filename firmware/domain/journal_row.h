/* What the journal remembers: one row per intent and one per outcome, as values.
 *
 * Promises: the core writes these rows as data, the journal stores them, recovery reads them back.
 * The list below is the catalogue of every remembered event: its name is what stands in the file
 * and in 操作記録. Phase INTENT opens something physical or promised, OUTCOME closes the latest
 * intent of the same `closes` group for the same visit, application and job; NOTE stands alone. A
 * bare INTENT found at start becomes a decision for staff.
 */
#ifndef DOMAIN_JOURNAL_ROW_H
#define DOMAIN_JOURNAL_ROW_H

#include <stdint.h>
#include "base/id.h"
#include "domain/application.h"
#include "domain/exchange.h"
#include "domain/pickup_code.h"

enum journal_phase { JOURNAL_NOTE, JOURNAL_INTENT, JOURNAL_OUTCOME };

/* X(kind, phase, group, 操作記録 label) */
#define JOURNAL_KIND_LIST(X)                                                                       \
    X(STARTED, NOTE, TERMINAL, "起動")                                                             \
    X(STOPPED, NOTE, TERMINAL, "停止")                                                             \
    X(SERVICE, NOTE, TERMINAL, "状態の変化")                                                       \
    X(DEVICE, NOTE, TERMINAL, "機器の状態")                                                        \
    X(DROPPED, NOTE, TERMINAL, "対応しない返事を破棄")                                             \
    X(VISIT_OPENED, INTENT, VISIT, "コードを読み取り")                                             \
    X(LOOKUP, INTENT, LOOKUP, "照会")                                                              \
    X(LOOKUP_ANSWERED, OUTCOME, LOOKUP, "照会の結果")                                              \
    X(VERDICT, NOTE, VISIT, "案内")                                                                \
    X(NUMBER, NOTE, VISIT, "番号を発行")                                                           \
    X(SLIP, INTENT, SLIP, "番号札の印刷")                                                          \
    X(SLIP_OUTCOME, OUTCOME, SLIP, "番号札の結果")                                                 \
    X(CALLED, NOTE, VISIT, "呼び出し")                                                             \
    X(NO_ANSWER, NOTE, VISIT, "不在")                                                              \
    X(HELD, NOTE, VISIT, "取り置き")                                                               \
    X(CHECKED, NOTE, VISIT, "確認")                                                                \
    X(RESERVE, INTENT, RESERVE, "交付の予約")                                                      \
    X(RESERVE_ANSWERED, OUTCOME, RESERVE, "予約の結果")                                            \
    X(BEGIN, INTENT, BEGIN, "交付の開始")                                                          \
    X(BEGIN_ANSWERED, OUTCOME, BEGIN, "開始の結果")                                                \
    X(PRINT, INTENT, PRINT, "証書の印刷")                                                          \
    X(PRINT_OUTCOME, OUTCOME, PRINT, "印刷の結果")                                                 \
    X(MATCHED, NOTE, ITEM, "照合")                                                                 \
    X(MATCH_REFUSED, NOTE, ITEM, "照合の不一致")                                                   \
    X(HAND_OVER, INTENT, HAND_OVER, "手渡し")                                                      \
    X(HANDED_OVER, OUTCOME, HAND_OVER, "受け取り")                                                 \
    X(NOT_HANDED_OVER, OUTCOME, HAND_OVER, "手渡しの取りやめ")                                     \
    X(REPORT, INTENT, REPORT, "報告")                                                              \
    X(REPORTED, OUTCOME, REPORT, "報告の受理")                                                     \
    X(REPORT_REFUSED, OUTCOME, REPORT, "報告の不一致")                                             \
    X(VISIT_CLOSED, OUTCOME, VISIT, "終了")                                                        \
    X(DECISION, NOTE, ITEM, "係員の判断")                                                          \
    X(EXCEPTION, NOTE, ITEM, "例外の取扱い")                                                       \
    X(HELP, NOTE, TERMINAL, "係員の呼び出し")                                                      \
    X(UNMASKED, NOTE, TERMINAL, "個人情報の表示")                                                  \
    X(STAFF, NOTE, TERMINAL, "職員の操作")                                                         \
    X(STOCK, NOTE, TERMINAL, "用紙の在庫")                                                         \
    X(STOCK_CARRIED, NOTE, TERMINAL, "在庫の繰り越し")

enum journal_kind {
#define X(kind, phase, group, label) JOURNAL_##kind,
    JOURNAL_KIND_LIST(X)
#undef X
        JOURNAL_KIND_COUNT,
};

enum journal_group {
    JOURNAL_GROUP_TERMINAL,
    JOURNAL_GROUP_VISIT,
    JOURNAL_GROUP_LOOKUP,
    JOURNAL_GROUP_SLIP,
    JOURNAL_GROUP_ITEM,
    JOURNAL_GROUP_RESERVE,
    JOURNAL_GROUP_BEGIN,
    JOURNAL_GROUP_PRINT,
    JOURNAL_GROUP_HAND_OVER,
    JOURNAL_GROUP_REPORT,
};

const char *journal_kind_name(enum journal_kind kind);  /* "HAND_OVER" */
const char *journal_kind_label(enum journal_kind kind); /* 手渡し */
enum journal_phase journal_kind_phase(enum journal_kind kind);
enum journal_group journal_kind_group(enum journal_kind kind);
[[nodiscard]] bool journal_kind_parse(struct str name, enum journal_kind *out);

enum { JOURNAL_DETAIL_SIZE = 256 };

struct journal_row {
    enum journal_kind kind;
    int64_t wall_ms;      /* for people; order is the row number */
    uint64_t at_ms;       /* monotonic, of this run */
    struct id visit_id;   /* none for terminal rows */
    struct id request_id; /* LOOKUP RESERVE BEGIN REPORT: also the idempotency key */
    struct id job_id;     /* SLIP PRINT */
    char application_id[APPLICATION_ID_SIZE];
    uint64_t token;        /* RESERVE_ANSWERED and later */
    int call_no;           /* NUMBER: 17 for A-017 */
    struct code_hash code; /* VISIT_OPENED */
    char staff_id[STAFF_ID_SIZE];
    char detail[JOURNAL_DETAIL_SIZE]; /* key=value words, no personal data, no payload */
};

/* The value of key=value in a row's detail; empty when it is not there. */
struct str journal_detail(const struct journal_row *row, const char *key);

#endif
