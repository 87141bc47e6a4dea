/* What the applicant's screen shows, as values.
 *
 * Promises: holds nothing that a bystander may not see (DESIGN promise 6): no name, no address, no
 * full plate, no chassis number, no company.
 */
#ifndef CORE_APPLICANT_VIEW_H
#define CORE_APPLICANT_VIEW_H

#include <stdbool.h>
#include <stdint.h>
#include "core/screen.h"
#include "domain/application.h"
#include "domain/config.h"
#include "domain/exchange.h"
#include "domain/office_hours.h"
#include "domain/scan_hint.h"

enum { CALL_NO_TEXT_SIZE = 8 /* */ };

struct display_modes {
    bool large, contrast, low, voice, easy;
};

enum slip_state { SLIP_NOT_WANTED, SLIP_PRINTING, SLIP_PRINTED, SLIP_FAILED };
enum camera_state {
    VIEW_CAMERA_RUNNING,
    VIEW_CAMERA_READ_OK /* the code just read */,
    VIEW_CAMERA_LOST
};

/* One line of a firm's list, told by fragments only. */
struct bulk_line {
    char receipt_tail[5]; /* last four of 受付番号 */
    char plate_tail[3];   /* last two digits */
    enum procedure procedure;
    enum readiness readiness;
    bool selected;
};

struct applicant_view {
    enum screen screen;
    const struct config *config;
    int64_t wall_ms;
    struct display_modes modes;
    enum camera_state camera;
    bool camera_live; /* the camera picture is part of this screen */
    bool finder_seen;
    enum scan_hint hint;
    enum scan_carrier carrier; /* for the wording of the hint */
    bool staff_entrance;       /* both sides share this screen: the clock lets staff in */
    bool staff_face;           /* … and it shows the staff's now */
    bool help_pulse;           /* 係員を呼ぶ draws attention */
    bool slow;                 /* A02: takes longer than usual */
    char call_no[CALL_NO_TEXT_SIZE];
    enum slip_state slip;
    int wait_minutes, wait_people; /* minutes < 0: unknown */
    enum code_kind code_kind;      /* A40: what was shown */
    char office_name[LABEL_SIZE];  /* A27 */
    struct civil issued;           /* A23; year 0 unknown */
    int64_t resumes_at_ms;         /* A50, A52; 0 unknown */
    char notice[NOTICE_TEXT_SIZE];
    int total, ready, papers, waiting, refused; /* A30 counts */
    int bulk_line_count, bulk_page;
    struct bulk_line bulk_line[LOOKUP_APPLICATIONS_MAX]; /* A31 */
    int selected_count;
    struct papers_wanted wants; /* A11, A12, A53 */
    int deliverable_count;
    struct {
        enum deliverable_kind kind;
        int count;
    } deliverable[DELIVERABLE_KIND_COUNT]; /* A63 */
    struct substitution substitution;      /* A62: one of `substitution_count`, from 1 */
    int substitution_no, substitution_count;
    int seconds_left;       /* time strip (A71); 0: no strip */
    bool help_acknowledged; /* A70 */
    uint64_t touched_cells; /* A80: bit n: cell n */
    char support_code[8];   /* small, for staff: K-31 */
};

#endif
