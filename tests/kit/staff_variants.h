/* More pictures of staff screens than the one that a fixture fills: the steps of an exception, the
 * pages of reports and tests, the same screens on a portrait screen.
 *
 * X(name of the picture, screen)
 */
#ifndef TESTS_KIT_STAFF_VARIANTS_H
#define TESTS_KIT_STAFF_VARIANTS_H

#include "tests/kit/views.h"

#define STAFF_VARIANT_LIST(X)                                                                      \
    X("S01-empty", S01)                                                                            \
    X("S01-over", S01)                                                                             \
    X("S02-aborted", S02)                                                                          \
    X("S02-left", S02)                                                                             \
    X("S03-phrases", S03)                                                                          \
    X("S03-firm", S03)                                                                             \
    X("S03-identity", S03)                                                                         \
    X("S04-wrong", S04)                                                                            \
    X("S04-waiting", S04)                                                                          \
    X("S04-eye", S04)                                                                              \
    X("S07-wrong", S07)                                                                            \
    X("S07-waiting", S07)                                                                          \
    X("S05-write", S05)                                                                            \
    X("S05-sign", S05)                                                                             \
    X("S09-well", S09)                                                                             \
    X("S10-verdicts", S10)                                                                         \
    X("S10-full", S10)                                                                             \
    X("S10-notes", S10)                                                                            \
    X("S10-unfiled", S10)                                                                          \
    X("S11-signals", S11)                                                                          \
    X("S11-camera", S11)                                                                           \
    X("S11-touch", S11)                                                                            \
    X("S11-touch-runs", S11)                                                                       \
    X("S11-touch-over", S11)                                                                       \
    X("S11-touch-runs-alert", S11)                                                                 \
    X("S11-colours", S11)                                                                          \
    X("S11-versions", S11)                                                                         \
    X("S13-words", S13)                                                                            \
    X("S13-words-alert", S13)                                                                      \
    X("S14-glyph", S14)                                                                            \
    X("S00-upright", S00)                                                                          \
    X("S01-upright", S01)                                                                          \
    X("S03-upright", S03)                                                                          \
    X("S04-upright", S04)                                                                          \
    X("S05-write-upright", S05)                                                                    \
    X("S07-upright", S07)                                                                          \
    X("S09-upright", S09)                                                                          \
    X("S10-upright", S10)                                                                          \
    X("S10-unfiled-upright", S10)                                                                  \
    X("S11-touch-upright", S11)                                                                    \
    X("S14-upright", S14)                                                                          \
    X("S15-upright", S15)

enum {
#define X(name, screen) +1
    STAFF_VARIANT_COUNT = 0 STAFF_VARIANT_LIST(X)
#undef X
};

const char *staff_variant_name(int variant);
enum screen staff_variant_screen(int variant);

/* Bends the filled fixture of its screen. */
void staff_variant_bend(int variant, struct staff_view *v);

#endif
