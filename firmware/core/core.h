/* The terminal as a pure machine: (state, event) → (state, effects).
 *
 * Promises: no clock, no I/O, no allocation, no randomness but the seeded generator in the state;
 * the same events give the same effects on every machine. One applicant at the machine (struct
 * visit), a queue of tickets, one ticket at work at the counter. Replies are accepted only when
 * request, visit, application and token are those now open; everything else is dropped and counted.
 */
#ifndef CORE_CORE_H
#define CORE_CORE_H

#include "base/rng.h"
#include "core/effect.h"
#include "core/event.h"
#include "core/states.h"
#include "core/view.h"

enum {
    TICKETS_MAX = 64,
    APPLICATION_POOL_MAX = 256,
    ITEM_CHECKS_MAX = 8,
    NO_INDEX = -1,
    LOOKUP_SLOW_MS = 5000,     /* A02 says so (reference: ux §2) */
    LOOKUP_GIVE_UP_MS = 10000, /* then A51 */
    HELP_PULSE_MS = 10000,     /* 係員を呼ぶ pulses */
    HELP_ALERT_MS = 30000,     /* staff see 困っていそう */
    HINT_AFTER_MS = 2000,
    CALL_SHOWN_MS = 30000,
    CALL_AGAIN_MS = 20000, /* the voice calls twice */
    FINISHED_SHOWN_MS = 6000,
    HELP_SHOWN_MS = 20000,
    RECOVERY_AGAIN_MS = 10000,
    ANSWER_GIVE_UP_MS = 30000, /* RESERVE, BEGIN: then the item is stalled */
    IDLE_MODES_MS = 60000,     /* modes chosen before the code, and then nobody came */
    MORE_TIME_MS = 60000,
    UNMASK_MS = 15000,
    MODE_TIME_FACTOR = 3, /* voice or large: everything takes longer */
};

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
    uint64_t token;
    bool token_open;      /* reserved with this token, and neither done nor given back */
    uint64_t asked_ms;    /* RESERVING, BEGINNING: when it was sent */
    struct id request_id; /* RESERVE or BEGIN under way */
    struct id job_id;
    int print_no; /* how many sheets were ordered */
    enum print_evidence evidence;
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
    bool offline; /* taken while the backend was away: to be asked again */
    bool explain; /* nothing to hand over: staff explain (却下) */
    bool restored;
    uint64_t queued_ms;
    uint64_t called_ms;
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

struct alert {
    bool open;
    char text[LABEL_SIZE];
};
enum { ALERTS_MAX = 8 };

enum applicant_page { PAGE_NONE, PAGE_IDENTITY, PAGE_SUBSTITUTION };

struct counter {
    int selected;       /* ticket index, NO_INDEX */
    enum screen screen; /* S01 or a page the clerk opened; the work screens follow the item */
    enum applicant_page applicant_page;
    bool match_refused;
    uint64_t unmask_until_ms;
    uint64_t finished_until_ms; /* A64 */
    int substitution_line;
    bool code_passed_over; /* a code came while the applicant screen belonged to the counter */
    struct alert alert[ALERTS_MAX];
};

struct device_status {
    enum device_health health;
    char state[64];
};

struct core {
    const struct config *config; /* borrowed for the life of the core */
    struct rng rng;
    uint64_t now_ms;
    int64_t wall_ms;
    bool started;
    bool journal_failed;
    struct err journal_error;
    bool link_up;
    int64_t maintenance_until_ms; /* wall; 0 none; told by the backend */
    char notice[NOTICE_TEXT_SIZE];
    struct device_status device[CORE_DEVICE_COUNT];
    struct display_modes modes;
    struct visit visit;
    struct counter counter;
    struct ticket ticket[TICKETS_MAX];
    bool pool_used[APPLICATION_POOL_MAX];
    struct application pool[APPLICATION_POOL_MAX];
    int last_call_no;
    int32_t call_day; /* civil day of last_call_no: numbers start at 1 every day */
    enum scan_hint hint;
    bool finder_seen;
    uint64_t looking_since_ms; /* something is in view and was not read; 0 nothing */
    bool looking_alerted;
    uint64_t help_until_ms; /* A70 */
    bool help_acknowledged;
    uint32_t dropped_replies;
    struct {
        struct id request_id; /* STATE under way: facts of a restored item */
        uint64_t again_ms;    /* not before */
    } recovery;
    struct {
        int served;
        uint64_t total_wait_ms;
    } wait; /* for the estimate on the slip */
};

/* Zeroes and sets up. `seed` drives ids only. The struct is large (about 4 MB): never on the stack.
 */
void core_init(struct core *c, const struct config *config, uint64_t seed);

/* One step. `out` is emptied first. */
void core_step(struct core *c, const struct event *ev, struct effects *out);

/* Monotonic time at which an EV_TICK is due; UINT64_MAX when nothing is waiting for time. */
uint64_t core_deadline(const struct core *c);

/* The views. Large structs, filled completely. */
void core_applicant_view(const struct core *c, struct applicant_view *out);
void core_staff_view(const struct core *c, struct staff_view *out);

/* What the app needs to fill a page: the ticket of a visit, the item of an application.
 * NULL when it is no longer there: then nothing is printed. */
const struct ticket *core_ticket(const struct core *c, struct id visit_id);
const struct application *core_application(const struct core *c, struct id visit_id,
                                           const char *application_id);

void call_no_text(const struct config *config, int call_no, char out[CALL_NO_TEXT_SIZE]);

#endif
