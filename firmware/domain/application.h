/* An application (申請) as the backend tells it, and what may be done with it at the counter.
 *
 * Promises: plain values, no pointers, no I/O. Texts are UTF-8, kept code point by code point,
 * never normalised. Codes that this build does not know stay verbatim in status_text for staff.
 * Fields marked [personal] never reach the applicant side, a log, a slip or a metric (DESIGN
 * promise 6).
 */
#ifndef DOMAIN_APPLICATION_H
#define DOMAIN_APPLICATION_H

#include <stdbool.h>
#include <stdint.h>
#include "domain/application_words.h"
#include "domain/plate_no.h"

enum {
    APPLICATION_ID_SIZE = 32,
    RECEIPT_NO_SIZE = 32,
    STATUS_TEXT_SIZE = 64,
    LABEL_SIZE = 96,
    NAME_SIZE = 192, /* 使用者: 60 code points with variation selectors */
    ADDRESS_SIZE = 384,
    CHASSIS_NO_SIZE = 96, /* 23 full-width characters and brackets (reference: domain §5.3) */
    OFFICE_ID_SIZE = 16,
    ITEM_TAG_SIZE = 48,
    REQUIRED_PAPERS_MAX = 6,
    DELIVERABLES_MAX = 6,
    SUBSTITUTIONS_MAX = 4,
    RECORD_FIELDS_MAX = 40,
    RECORD_LABEL_SIZE = 48,
    RECORD_VALUE_SIZE = 128,
};

struct required_paper {
    enum paper_kind kind;
    char label[LABEL_SIZE]; /* the backend's words; empty: the list's label */
};

struct deliverable {
    enum deliverable_kind kind;
    char item_tag[ITEM_TAG_SIZE]; /* what its tag's code says; empty: no tag, matched by the eye */
    bool printed_here;            /* leaves the terminal's certificate printer */
    bool handed_here;             /* false: another window gives it out (reference: domain §1.2) */
};

/* 代替文字: what was applied for, and what stands on the certificate. One character, with its
 * variation selector, each. */
struct substitution {
    char applied[16];
    char printed[16];
};

struct record_field {
    char label[RECORD_LABEL_SIZE];
    char value[RECORD_VALUE_SIZE]; /* [personal] */
};

struct application {
    char application_id[APPLICATION_ID_SIZE];
    char receipt_no[RECEIPT_NO_SIZE]; /* 受付番号, opaque */
    uint32_t version;                 /* grows with every change at the backend */
    enum filing filing;
    enum procedure procedure;
    enum app_status status;
    char status_text[STATUS_TEXT_SIZE]; /* verbatim when status is APP_UNKNOWN */
    bool payment_reported;              /* AWAITING_PAYMENT: paid, not yet visible (A25) */
    int64_t issued_at_ms;               /* ISSUED: wall time, 0 when unknown */
    char office_id[OFFICE_ID_SIZE];     /* where it is handed over */
    char office_name[LABEL_SIZE];
    enum tax_confirmation tax;
    int64_t tax_at_ms; /* wall time of that finding */
    int required_paper_count;
    struct required_paper required_paper[REQUIRED_PAPERS_MAX];
    int deliverable_count;
    struct deliverable deliverable[DELIVERABLES_MAX];
    int substitution_count;
    struct substitution substitution[SUBSTITUTIONS_MAX];
    bool high_level_kanji;            /* 高水準文字: staff compare the name with care */
    char shelf[16];                   /* 棚: where the prepared documents lie */
    struct plate_no plate_no;         /* [personal] */
    char chassis_no[CHASSIS_NO_SIZE]; /* 車台番号 [personal] */
    char user_party[NAME_SIZE];       /* 使用者 [personal] */
    char owner_party[NAME_SIZE];      /* 所有者 [personal] */
    char user_address[ADDRESS_SIZE];  /* [personal] */
    int record_field_count;           /* 自動車検査証記録事項, in the order of printing */
    struct record_field record_field[RECORD_FIELDS_MAX];
};

/* What an applicant brings that not everybody has at hand, told by kind alone: labels stay with
 * staff. `other` are papers that a bystander need not read of (放置違反金) or that only a label
 * names. */
struct papers_wanted {
    bool tax, proxy, other;
};
struct papers_wanted papers_wanted_of(const struct application *a);
struct papers_wanted papers_wanted_both(struct papers_wanted a, struct papers_wanted b);
bool papers_wanted_any(struct papers_wanted w);

/* The readiness at the office `office_id`. UNCONFIRMED tax or any required paper to be brought
 * gives READY_WITH_PAPERS, never a refusal; UNAVAILABLE too (DESIGN §5). The old certificate and an
 * identity paper alone do not: every receiver has them at hand. */
enum readiness readiness_of(const struct application *a, const char *office_id);

bool readiness_can_hand_over(enum readiness r); /* READY and READY_WITH_PAPERS */

#endif
