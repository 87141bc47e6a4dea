/* The people in the terminal's memory: the visit at the machine, the tickets of the queue, the
 * items of a ticket.
 *
 * Promises: plain state, no behaviour; only the machines of core/ write it. Facts about an
 * application lie in the core's pool, not here, and are wiped with the ticket.
 */
#ifndef CORE_TICKET_H
#define CORE_TICKET_H

#include "base/print_outcome.h"
#include "core/limits.h"
#include "core/states.h"
#include "core/view.h"

/* The applicant at the machine. */
struct visit {
    enum visit_state state;
    struct id visit_id;
    struct id request_id; /* LOOKUP: the one reply that counts */
    struct code_hash code;
    enum code_kind code_kind;
    uint64_t since_ms;       /* of the state */
    uint64_t quiet_until_ms; /* 0: no time-out */
    bool warned;
    int ticket; /* NO_INDEX: none */
    struct id slip_job;
    enum slip_state slip;
    char office_name[LABEL_SIZE];
    int64_t issued_at_ms;
    int bulk_page;
};

enum relief { RELIEF_NONE, RELIEF_ASKING, RELIEF_GIVING_BACK };

struct check {
    enum paper_kind kind;
    enum check_state state;
    enum action chosen;
    int64_t at_ms;
};

struct item {
    enum item_state state;
    int pool; /* index into applications, NO_INDEX while unknown */
    char application_id[APPLICATION_ID_SIZE];
    enum readiness readiness;
    bool selected;
    bool stalled; /* RESERVING, BEGINNING: no answer; the same ids wait for 再送 */
    bool unsure;  /* restored with a token: whether it still counts is being asked (STATE) */
    uint64_t token;
    enum relief relief;  /* CONFLICT: giving back what a dead terminal holds */
    struct id relief_id; /* its STATE or ABORT under way */
    char relief_names[STAFF_ID_SIZE];
    int64_t conflict_at_ms; /* CONFLICT: server time of the answer; 0: of an earlier run */
    bool may_lie;           /* a sheet of it may be in the tray or on the counter */
    bool token_open;        /* reserved with this token, and neither done nor given back */
    uint64_t asked_ms;      /* RESERVING, BEGINNING: when it was sent */
    struct id request_id;   /* RESERVE or BEGIN under way */
    struct id job_id;
    const char *tag_by; /* MATCHING: how its tag was seen, NULL not yet; static */
    int print_no;       /* how many sheets were ordered */
    enum print_evidence evidence;
    bool is_glyph_refused;  /* PRINT_FAILED: a character has no exact form, no sheet was begun */
    enum journal_kind bare; /* DECISION: the intent without outcome */
    enum exchange_result conflict;
    char note[EVIDENCE_SIZE];
    int check_count;
    struct check check[ITEM_CHECKS_MAX];
};

struct ticket {
    enum ticket_state state;
    struct id visit_id;
    int call_no;
    struct code_hash code;
    enum code_kind code_kind;
    bool offline;   /* taken while the backend was away: to be asked again */
    bool explain;   /* nothing to hand over: staff explain (却下) */
    bool asks_help; /* pressed 係員を呼ぶ, and nobody has acknowledged it */
    bool restored;
    bool searched; /* found by number, without a code: who receives is for two people to say */
    uint64_t queued_ms;
    uint64_t called_ms;     /* A60 stands from then on */
    uint64_t call_again_ms; /* 0: not due */
    bool is_call_unseen;    /* somebody else's visit stood on the screen when it was called */
    int64_t called_wall_ms;
    int call_count;
    uint64_t close_ms;         /* served: leaves the queue then; 0 not yet */
    int slip_no;               /* prints of its number slip */
    enum check_state receiver; /* 二次元コード（受取人の確認） */
    int64_t receiver_at_ms;
    int item_count;
    int current; /* item at work */
    struct item item[LOOKUP_APPLICATIONS_MAX];
};

#endif
