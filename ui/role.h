/* What a node is to those who do not see it: the role in the access tree (ui/access.h), by which
 * also scenarios, lints and the focus of the five keys find their way.
 *
 * Promises: names only. A node without a role is decoration or grouping, and is never told.
 */
#ifndef UI_ROLE_H
#define UI_ROLE_H

enum role {
    ROLE_NONE, /* decoration or grouping */
    ROLE_HEADING,
    ROLE_TEXT,
    ROLE_STATUS, /* the verdict */
    ROLE_BUTTON,
    ROLE_CHECKBOX,
    ROLE_ROW, /* a line of a list that can be chosen */
    ROLE_IMAGE,
    ROLE_TIMER,
};

#endif
