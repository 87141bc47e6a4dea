/* What the staff screen shows of the people at the counter: login, second person, reasons, search,
 * findings of the opening check.
 *
 * Promises: never a digit of a PIN, only how many stand.
 */
#ifndef CORE_DESK_VIEW_H
#define CORE_DESK_VIEW_H

#include <stdbool.h>
#include <stdint.h>
#include "core/day.h"
#include "core/desk_pages.h"
#include "core/exception.h"
#include "core/note.h"
#include "core/stock_view.h"
#include "core/reprint.h"
#include "domain/exchange.h"
#include "domain/refused_report.h"
#include "domain/staff.h"

enum { DESK_NAMES_SHOWN = 8, FINDINGS_MAX = 12, DESK_SCREENS_MAX = 20 };

struct desk_name {
    int argument; /* of ACTION_STAFF_WHO */
    char name[STAFF_NAME_SIZE];
    bool chosen;
};

struct desk_reason {
    enum exception_kind kind; /* argument of ACTION_STAFF_REASON */
    bool allowed, chosen;
    const char *why_not; /* why it is not offered now; static, "" when it is */
};

enum finding_mark { FINDING_GOOD, FINDING_WATCH, FINDING_BAD };
struct finding {
    enum finding_mark mark;
    char label[LABEL_SIZE], value[LABEL_SIZE];
};

/* S17: one report that the backend does not take. */
struct refused_view {
    struct refused_report report; /* no: argument of its actions */
    const char *answer;           /* in staff words; static */
    bool is_open;                 /* may be settled: its visit is over */
    bool chosen;                  /* two people are taking note of it */
};

struct desk_view {
    bool has_list;     /* people log in here */
    bool wants_person; /* name and PIN are asked for: S00, or a second person on S05, S10 */
    int name_count;
    struct desk_name name[DESK_NAMES_SHOWN];
    int page, page_count; /* of names */
    int digit_count;
    bool verifying;
    int wait_seconds;                 /* before this person may try again; 0: now */
    bool refused;                     /* the last PIN was wrong */
    bool no_record;                   /* the journal has failed: nobody can log in */
    bool pin_lost;                    /* it could not be checked: once more */
    bool forbidden[DESK_SCREENS_MAX]; /* from S00: this person may not open it */
    int lock_seconds;                 /* until the screen locks by itself; 0: not soon */
    /* S05 */
    int reason_count;
    struct desk_reason reason[EXCEPTION_KIND_COUNT];
    bool writes_note; /* words under the chosen reason are being written */
    char note[NOTE_SIZE];
    /* S06 */
    int slip_count; /* number slips of this ticket so far */
    /* S11 */
    int finding_count;
    struct finding finding[FINDINGS_MAX];
    enum report_page report_page;
    enum service_page service_page;
    uint64_t touched_cells; /* bit n: cell n of the grid */
    enum face_test face_test;
    bool face_busy;         /* the applicant's screen is somebody's: no test can begin */
    uint64_t face_cells;    /* bit n: cell n of A80 was touched */
    int focus_percent;      /* how sharp the camera picture is; < 0: there is none */
    int focus_best_percent; /* … at most, since the page was opened */
    int font_count;
    struct font_row font[FONT_ROWS_MAX];
    char version[64];
    /* S12 */
    char config_digest[33];
    bool may_change; /* this person may change settings for today */
    struct {
        bool is_set; /* changed today */
        int value;   /* what counts, of domain/config.h */
    } setting[DAY_SETTING_COUNT];
    /* S17 */
    int refused_count;
    struct refused_view refused_report[REFUSED_REPORTS_MAX];
    /* S13 */
    int log_page, log_page_count;
    /* S15 */
    int search_field; /* enum search_field */
    char search_text[SEARCH_FIELD_COUNT][SEARCH_TEXT_SIZE];
    bool searching;
    char search_message[LABEL_SIZE];
    struct stock_view stock;
};

#endif
