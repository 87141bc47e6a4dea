/* Sizes and times of the core, all in one place.
 *
 * Promises: every array of the core has its maximum here, every time-out that is not a column of
 * states.h too. Times in milliseconds; sources: reference: ux §2, §6.5.
 */
#ifndef CORE_LIMITS_H
#define CORE_LIMITS_H

enum {
    TICKETS_MAX = 64,
    APPLICATION_POOL_MAX = 256,
    ITEM_CHECKS_MAX = 8,
    NO_INDEX = -1,
    LOOKUP_SLOW_MS = 5000,     /* A02 says so (reference: ux §2) */
    LOOKUP_GIVE_UP_MS = 10000, /* then A51 */
    HELP_PULSE_MS = 10000,     /* 係員を呼ぶ pulses */
    HELP_ALERT_MS = 30000,     /* staff see 困っていそう */
    HINT_AFTER_MS = 2000,
    HINT_SHOWN_MS = 2000,  /* one at a time, at least so long (ux §2) */
    HINT_SPOKEN_MS = 5000, /* voice mode: before that only the screen helps */
    LOOK_OVER_MS = 1500,   /* gone for less, it is still being held up */
    CALL_SHOWN_MS = 30000,
    CALL_AGAIN_MS = 20000, /* tone and voice call once more, unless somebody came */
    FINISHED_SHOWN_MS = 6000,
    HELP_SHOWN_MS = 20000,
    RECOVERY_AGAIN_MS = 10000,
    ANSWER_GIVE_UP_MS = 30000, /* RESERVE, BEGIN: then the item is stalled */
    IDLE_MODES_MS = 60000,     /* modes chosen before the code, and then nobody came */
    MORE_TIME_MS = 60000,
    UNMASK_MS = 15000,
    LOCK_AFTER_MS = 180000, /* of no touch on the staff side */
    LOCK_WARN_MS = 20000,
    PIN_FREE_TRIES = 5,
    PIN_WAIT_MS = 15000,       /* after them, doubling … */
    PIN_WAIT_MAX_MS = 3600000, /* … up to an hour */
    PIN_FORGET_MS = 30000,     /* digits left standing on the locked screen */
    PIN_GIVE_UP_MS = 10000,    /* no answer of the verifier */
    FACE_TEST_MS = 60000,      /* A80 untouched */
    FACE_DONE_MS = 5000,       /* … and every cell touched */
    SEARCHES_MAX = 6,          /* … within SEARCH_WINDOW_MS */
    SEARCH_WINDOW_MS = 300000,
    MODE_TIME_FACTOR = 3, /* voice or large: everything takes longer */
};

#endif
