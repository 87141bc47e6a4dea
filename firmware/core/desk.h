/* The people at the counter as state: who is logged in, who is asked for, what is searched for.
 *
 * Promises: plain state; only desk.c, pin.c, exception.c, search.c, refused.c
 * and stock_desk.c write it. Digits of a PIN
 * stand here from the key to the order to verify, and no longer.
 */
#ifndef CORE_DESK_H
#define CORE_DESK_H

#include "base/id.h"
#include "core/desk_view.h"
#include "core/exception.h"
#include "core/limits.h"
#include "core/note.h"
#include "domain/exchange.h"
#include "domain/staff.h"
#include "domain/stock.h"

/* What a PIN is asked for. */
enum pin_purpose { PIN_LOGIN, PIN_EXCEPTION, PIN_CLOSING, PIN_REPORT };

/* Who sits at the counter. */
struct desk {
    const struct staff_list *list; /* borrowed; NULL: no login, one clerk */
    int clerk;                     /* line of the list; NO_INDEX: locked */
    int last_clerk;                /* who sat here last, while it is locked; NO_INDEX nobody */
    int expected;                  /* whom the applicant's turn locked out; NO_INDEX nobody */
    uint64_t touched_ms;           /* last act of the clerk: the lock counts from it */
    enum pin_purpose purpose;
    bool wants_second; /* the purpose asks for a second person */
    int chosen, page;  /* whose PIN is typed; NO_INDEX nobody's */
    int digit_count;
    char digit[PIN_DIGITS_MAX + 1];
    struct id verify_id; /* none: nothing is being checked */
    uint64_t verify_until_ms;
    bool refused, pin_lost;
    uint64_t wait_until_ms[STAFF_MAX];
    char names[STAFF_ID_SIZE]; /* both, while an act of two people is carried out */
    enum exception_kind reason;
    struct id reason_visit;
    int reason_item;
    bool writes_note;     /* the reason is chosen, its words are being written */
    char note[NOTE_SIZE]; /* kept until the next reason is chosen */
    int log_page;
    int report_page;        /* enum report_page of core/desk_view.h */
    int service_page;       /* enum service_page of core/desk_view.h */
    uint64_t touched_cells; /* S11: bit n: cell n of the touch grid */
    uint64_t lamp_until_ms; /* S11: the lamp shows what it was told to; 0: what is */
    uint64_t face_cells;    /* A80: bit n: cell n was touched */
    uint64_t face_until_ms; /* A80 stands until then; 0: it does not stand */
    bool face_over;         /* S11 shows what became of it */
};

/* People without a code. */
struct search {
    enum search_field field;
    char text[SEARCH_FIELD_COUNT][SEARCH_TEXT_SIZE];
    struct id visit_id, request_id; /* none: nothing is being looked up */
    uint64_t free_ms[SEARCHES_MAX]; /* each turn may be taken again from then on */
    const char *message;            /* static */
};

/* S17 as state: what the journal last told. */
struct refused {
    int count;
    struct refused_report row[REFUSED_REPORTS_MAX];
    uint64_t chosen_no; /* two people are taking note of it; 0 none */
};

/* S16 as state. */
struct stock_desk {
    enum stock_kind kind;
    enum stock_task task;
    char first[STOCK_SERIAL_SIZE]; /* LOAD: of the box; "" not read yet */
    char typed[STOCK_DIGITS_MAX + 1];
    bool is_bad;
    char message[LABEL_SIZE];
};

#endif
