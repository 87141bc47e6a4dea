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

/* X(name, screen, caption): the same screen in another state, each an own golden. */
#define VIEW_VARIANT_LIST(X)                                                                       \
    X(TIME, SCREEN_A10, "A71 時間の確認")                                                          \
    X(TIME_BULK, SCREEN_A30, "A71 まとめの上で")                                                   \
    X(SLOW, SCREEN_A02, "A02 時間がかかる")                                                        \
    X(CALLING, SCREEN_A70, "A70 返事を待つ")                                                       \
    X(NO_NUMBER, SCREEN_A51, "A51 番号なし")                                                       \
    X(NO_SLIP, SCREEN_A10, "A10 番号札なし")                                                       \
    X(NOTICE, SCREEN_A00, "A00 お知らせ")                                                          \
    X(HINT_ONE, SCREEN_A01, "A01 一つだけ")                                                        \
    X(HINT_WHOLE, SCREEN_A01, "A01 全体を")                                                        \
    X(HINT_FARTHER, SCREEN_A01, "A01 離す")                                                        \
    X(HINT_STILL, SCREEN_A01, "A01 止める")                                                        \
    X(HINT_TILT, SCREEN_A01, "A01 傾ける")                                                         \
    X(HINT_BRIGHT, SCREEN_A01, "A01 明るく")                                                       \
    X(HINT_LAMP, SCREEN_A01, "A01 明るいほうへ")                                                   \
    X(HINT_UNCOVER, SCREEN_A01, "A01 指を離す")                                                    \
    X(PROXY, SCREEN_A11, "A11 委任状")                                                             \
    X(TWO_PAPERS, SCREEN_A11, "A11 納税の書面とほか")                                              \
    X(KEPT_PROXY, SCREEN_A12, "A12 委任状")                                                        \
    X(BRING, SCREEN_A53, "A53 納税の書面も")                                                       \
    X(SECOND, SCREEN_A62, "A62 二文字目")

enum view_variant {
#define X(name, screen, caption) VIEW_##name,
    VIEW_VARIANT_LIST(X)
#undef X
        VIEW_VARIANT_COUNT,
};

const char *view_variant_name(enum view_variant variant);    /* "A10+TIME" */
const char *view_variant_caption(enum view_variant variant); /* "A71 時間の確認" */
enum screen view_variant_screen(enum view_variant variant);
void view_fixture_fill_variant(struct view_fixture *f, enum view_variant variant);

bool view_is_applicant(enum screen screen);

/* Fills the view of the screen's side. */
void view_fixture_fill(struct view_fixture *f, enum screen screen);

/* The same with the longest texts and largest counts that the view can carry. */
void view_fixture_fill_long(struct view_fixture *f, enum screen screen);

#endif
