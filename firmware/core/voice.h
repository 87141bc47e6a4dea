/* What is said aloud, to whom, and how loud.
 *
 * Promises: without voice mode nothing is said but a number that is called, and that only into the
 * room. Into earphones goes the line of the screen itself; from the speaker only a line that tells
 * a bystander nothing about the person at the screen: take the slip, look at the screen, how to
 * hold the code, that time runs out. Pulling the earphones out cuts the line at once. Loudness goes
 * up a step with each 繰返し and is back where it was for the next person. A touch cuts what is
 * said.
 *
 * Clips are recordings by number (the speaker device says where they lie): 1 and 2 below,
 * 100 + the number of the screen (A11 is 111, the time strip A71 is 171), 200 + enum scan_hint for
 * the hints of A01, 1000 + the number that is called (A-017 is 1017). What is not recorded is not
 * said; every line stands on the screen as well.
 */
#ifndef CORE_VOICE_H
#define CORE_VOICE_H

#include <stdbool.h>
#include "core/screen.h"

enum {
    VOICE_NOTHING = 0,     /* also: cut what is being said */
    VOICE_TAKE_SLIP = 1,   /* 番号札をお取りください */
    VOICE_LOOK_SCREEN = 2, /* 画面をご覧ください */
    VOICE_OF_SCREEN = 100,
    VOICE_TIME_LEFT = 171,
    VOICE_OF_HINT = 200,
    VOICE_OF_CALL = 1000,
    VOICE_VOLUME_PERCENT = 60,
    VOICE_STEP_PERCENT = 20,
    VOICE_VOLUME_MAX_PERCENT = 100,
};

/* Whether the screen is the same for whoever stands there, so that everybody may hear it. */
bool voice_is_neutral(enum screen screen);

/* The clip for an applicant screen. */
unsigned voice_clip(enum screen screen, bool earphones, bool slip_is_out);

#endif
