/* The closed sets of words about an application: status, tax confirmation, papers, deliverables,
 * readiness. One list each gives the enum, the name on the wire and the label for people.
 *
 * Promises: a name never changes once it was on the wire or in a journal. Sources: DESIGN §5,
 * reference: domain §3, §4.2, §8.
 */
#ifndef DOMAIN_APPLICATION_WORDS_H
#define DOMAIN_APPLICATION_WORDS_H

/* 画面申請 / 一括申請 */
enum filing { FILING_SCREEN, FILING_BULK };

/* Open set: the list of procedures grows (reference: domain §1.1). */
enum procedure { PROC_RENEWAL /* 継続検査 */, PROC_NEW_CAR /* 新車新規検査 */, PROC_OTHER };

/* X(code, staff label) - the closed set of DESIGN §5. */
#define APP_STATUS_LIST(X)                                                                         \
    X(RECEIVED, "受付")                                                                            \
    X(UNDER_REVIEW, "審査中")                                                                      \
    X(CORRECTION_REQUESTED, "補正指示")                                                            \
    X(AWAITING_PAYMENT, "納付待ち")                                                                \
    X(WITHDRAWN, "取下げ")                                                                         \
    X(REJECTED, "却下")                                                                            \
    X(REVIEW_COMPLETE, "検査申請審査完了")                                                         \
    X(READY, "交付可能")                                                                           \
    X(ISSUED, "交付済")                                                                            \
    X(ASSIGNED_TO_AGENT, "記録等事務代行者交付")                                                   \
    X(OTHER_OFFICE, "交付窓口が別")                                                                \
    X(EXPIRED, "保存期間経過")                                                                     \
    X(UNKNOWN, "不明")

enum app_status {
#define X(code, label) APP_##code,
    APP_STATUS_LIST(X)
#undef X
        APP_STATUS_COUNT,
};

/* 軽自動車税種別割の納付確認, as of review completion. UNAVAILABLE is an outage, not "unconfirmed".
 */
#define TAX_LIST(X) X(CONFIRMED) X(UNCONFIRMED) X(NOT_APPLICABLE) X(UNAVAILABLE)
enum tax_confirmation {
#define X(code) TAX_##code,
    TAX_LIST(X)
#undef X
        TAX_COUNT,
};

/* What staff must see or take before the hand-over. X(code, staff label) */
#define PAPER_LIST(X)                                                                              \
    X(TAX_PAID, "納税の書面")                                                                      \
    X(PARKING_PENALTY, "放置違反金の領収")                                                         \
    X(OLD_CERT, "現在の自動車検査証を受け取る")                                                    \
    X(IDENTITY, "本人確認書類")                                                                    \
    X(PROXY, "委任状")                                                                             \
    X(OTHER, "その他の書面")
enum paper_kind {
#define X(code, label) PAPER_##code,
    PAPER_LIST(X)
#undef X
        PAPER_KIND_COUNT,
};

/* 交付物. X(code, label shown to the applicant) */
#define DELIVERABLE_LIST(X)                                                                        \
    X(INSPECTION_CERT, "自動車検査証")                                                             \
    X(INSPECTION_STICKER, "検査標章")                                                              \
    X(NUMBER_PLATE, "車両番号標")                                                                  \
    X(CERT_RECORD_SHEET, "自動車検査証記録事項")                                                   \
    X(OTHER, "その他")
enum deliverable_kind {
#define X(code, label) DELIVERABLE_##code,
    DELIVERABLE_LIST(X)
#undef X
        DELIVERABLE_KIND_COUNT,
};

/* 交付可否: one answer per application, each with its screen, text and next step. */
#define READINESS_LIST(X)                                                                          \
    X(READY)                                                                                       \
    X(READY_WITH_PAPERS)                                                                           \
    X(UNDER_REVIEW)                                                                                \
    X(BEING_PREPARED)                                                                              \
    X(CORRECTION)                                                                                  \
    X(AWAITING_PAYMENT)                                                                            \
    X(PAYMENT_CHECKING)                                                                            \
    X(WITHDRAWN)                                                                                   \
    X(REJECTED)                                                                                    \
    X(ALREADY_ISSUED)                                                                              \
    X(RECORD_AGENT)                                                                                \
    X(OTHER_OFFICE)                                                                                \
    X(ASK_STAFF)
enum readiness {
#define X(code) READINESS_##code,
    READINESS_LIST(X)
#undef X
        READINESS_COUNT,
};

const char *app_status_name(enum app_status s);  /* "UNDER_REVIEW" */
const char *app_status_label(enum app_status s); /* 審査中 */
const char *tax_name(enum tax_confirmation t);
const char *paper_name(enum paper_kind k);
const char *paper_label(enum paper_kind k);
const char *deliverable_name(enum deliverable_kind k);
const char *deliverable_label(enum deliverable_kind k);
const char *readiness_name(enum readiness r);

#endif
