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

/* X(name, screen): the same screen in another state, each an own golden. */
#define VIEW_VARIANT_LIST(X)                                                                       \
    X(TIME, SCREEN_A10)      /* A71: the time strip */                                             \
    X(TIME_BULK, SCREEN_A30) /* A71 over the list */                                               \
    X(SLOW, SCREEN_A02)                                                                            \
    X(CALLING, SCREEN_A70) /* nobody has answered yet */                                           \
    X(NO_NUMBER, SCREEN_A51)                                                                       \
    X(NO_SLIP, SCREEN_A10)                                                                         \
    X(NOTICE, SCREEN_A00)                                                                          \
    X(HINT_ONE, SCREEN_A01)                                                                        \
    X(HINT_WHOLE, SCREEN_A01)                                                                      \
    X(HINT_FARTHER, SCREEN_A01)                                                                    \
    X(HINT_STILL, SCREEN_A01)                                                                      \
    X(HINT_TILT, SCREEN_A01)                                                                       \
    X(HINT_BRIGHT, SCREEN_A01)                                                                     \
    X(HINT_LAMP, SCREEN_A01)                                                                       \
    X(HINT_UNCOVER, SCREEN_A01)

enum view_variant {
#define X(name, screen) VIEW_##name,
    VIEW_VARIANT_LIST(X)
#undef X
        VIEW_VARIANT_COUNT,
};

const char *view_variant_name(enum view_variant variant); /* "A10+TIME" */
enum screen view_variant_screen(enum view_variant variant);
void view_fixture_fill_variant(struct view_fixture *f, enum view_variant variant);

bool view_is_applicant(enum screen screen);

/* Fills the view of the screen's side. */
void view_fixture_fill(struct view_fixture *f, enum screen screen);

/* The same with the longest texts and largest counts that the view can carry. */
void view_fixture_fill_long(struct view_fixture *f, enum screen screen);

#endif
