/* Realistic fictitious views of every screen, for lints, goldens and contact sheets.
 *
 * Promises: the same values on every call; texts as long as the office will meet them; the personal
 * strings of the fixture (view_personal) appear in no applicant view.
 */
#ifndef TESTS_KIT_VIEWS_H
#define TESTS_KIT_VIEWS_H

#include "core/view.h"

enum { VIEW_PERSONAL_COUNT = 7 };
extern const char *const view_personal[VIEW_PERSONAL_COUNT];

struct view_fixture {
    struct config config;
    struct applicant_view applicant;
    struct staff_view staff;
};

bool view_is_applicant(enum screen screen);

/* Fills the view of the screen's side. */
void view_fixture_fill(struct view_fixture *f, enum screen screen);

/* The same with the longest texts and largest counts that the view can carry. */
void view_fixture_fill_long(struct view_fixture *f, enum screen screen);

#endif
