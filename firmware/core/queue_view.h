/* The queue as the staff screen shows it: one row a ticket.
 *
 * Promises: nothing of a person in it: numbers, kinds, marks and minutes.
 */
#ifndef CORE_QUEUE_VIEW_H
#define CORE_QUEUE_VIEW_H

#include <stdbool.h>
#include "core/applicant_view.h"

/* Shape, word and colour of a queue row. */
enum queue_mark {
    MARK_READY,
    MARK_PAPERS,
    MARK_EXPLAIN,
    MARK_OFFLINE,
    MARK_DECISION,
    MARK_SERVING,
    MARK_HELD
};

struct queue_row {
    int argument; /* of ACTION_STAFF_SELECT: the call number, so a moving queue cannot cross */
    char call_no[CALL_NO_TEXT_SIZE];
    enum procedure procedure;
    int item_count, ready_count; /* more than one: まとめ */
    enum queue_mark mark;
    bool substitution_flag, new_flag, help_flag;
    int waited_minutes;
    int call_count;
};

#endif
