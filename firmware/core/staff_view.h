/* What the staff screen shows, as values: the queue, the work in hand, devices, alerts.
 *
 * Promises: holds full data; `unmasked` says whether it may be drawn. Everything is copied; no
 * pointers into the core but `config`.
 */
#ifndef CORE_STAFF_VIEW_H
#define CORE_STAFF_VIEW_H

#include <stdbool.h>
#include <stdint.h>
#include "core/action.h"
#include "core/applicant_view.h"
#include "core/day.h"
#include "core/desk_view.h"
#include "core/queue_view.h"
#include "domain/journal_row.h"

enum {
    QUEUE_ROWS_MAX = 64,
    CHECK_LINES_MAX = 10,
    LOG_ROWS_MAX = 7,
    DEVICE_ROWS_MAX = 8,
};

enum check_state { CHECK_OPEN, CHECK_DONE, CHECK_DONE_AUTO };
struct check_line {
    int argument; /* of ACTION_STAFF_CHECK and ACTION_STAFF_PAPER_*: item and line */
    enum paper_kind kind;
    bool is_receiver;        /* 二次元コード（受取人の確認） instead of a paper */
    bool offers_paper_kinds; /* 納税証明書 / 領収で確認 / その他 */
    char label[LABEL_SIZE];
    enum check_state state;
    enum action chosen; /* ACTION_STAFF_PAPER_*, or NONE */
    int64_t at_ms;      /* wall time, 0 when open */
};

/* One button of the staff screen: enabled, or what is missing first. */
struct staff_button {
    enum action action;
    int argument;
    bool primary;
    bool enabled;
    char label[LABEL_SIZE];
};

enum { STAFF_BUTTONS_MAX = 4 };

struct item_view {
    struct application application; /* [personal]: draw by `unmasked` only */
    bool known;                     /* false: only application_id, being asked for */
    bool kept; /* not known, but who, plate and shelf as kept before a restart */
    enum readiness readiness;
    const char *state;      /* staff words: 印刷中, 照合待ち … static */
    enum journal_kind last; /* decision: the bare intent */
    char evidence[EVIDENCE_SIZE];
    uint64_t token;
};

enum device_level { DEVICE_OK, DEVICE_ATTENTION, DEVICE_DOWN };
struct device_row {
    const char *name; /* カメラ; static */
    enum device_level level;
    char state[64];           /* 残りわずか */
    char cure[LABEL_SIZE];    /* 直し方 */
    char figures[LABEL_SIZE]; /* measured now: 毎秒30コマ; "" none */
};

struct staff_view {
    enum screen screen;
    const struct config *config;
    int64_t wall_ms;
    char staff_name[32];
    int queue_count;
    struct queue_row queue[QUEUE_ROWS_MAX];
    int selected;     /* queue row, -1 none */
    int wait_minutes; /* half of those called today waited less; < 0: nobody yet */
    /* the ticket at work */
    bool has_ticket;
    char call_no[CALL_NO_TEXT_SIZE];
    int item_no, item_count, handed_count; /* item_no: 0-based line at work */
    struct item_view item;
    int check_count;
    struct check_line check[CHECK_LINES_MAX];
    bool unmasked;
    char message[NOTICE_TEXT_SIZE]; /* the amber box: what stands in the way, and what to do */
    enum device_level message_level;
    int button_count;
    struct staff_button button[STAFF_BUTTONS_MAX];
    bool phrase_sheet;        /* S03: in its place, what a deaf person reads */
    bool details_open;        /* S02 over the work, by 詳細; else it is the work itself */
    bool one_screen;          /* both sides share one portrait screen */
    bool match_refused, busy; /* S04: ×; something is under way: the state line moves */
    int device_count;
    struct device_row device[DEVICE_ROWS_MAX];
    int alert_count; /* S08 cards not acknowledged */
    char alert[LABEL_SIZE];
    bool alert_person; /* somebody waits at the machine; else something does */
    int log_count;     /* S13, S10 */
    struct journal_row log[LOG_ROWS_MAX];
    bool backend_away; /* S09: what goes on without it (domain/offline_policy.h) */
    uint32_t outbox_depth, outbox_aside, dropped_replies; /* aside: refused, part of the depth */
    char log_names[LOG_ROWS_MAX][LABEL_SIZE];             /* who, as people are called */
    char log_note[LOG_ROWS_MAX][NOTE_SHOWN_SIZE];         /* [personal] of an exception; "" none */
    int held_count;
    struct day_tally day; /* S10, S09 */
    char closed_names[LABEL_SIZE], exception_names[DAY_EXCEPTIONS_MAX][LABEL_SIZE];
    char exception_note[DAY_EXCEPTIONS_MAX][NOTE_SHOWN_SIZE]; /* [personal] with their own words */
    struct desk_view desk;
};

#endif
