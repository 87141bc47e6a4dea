/* What the decoder process answers, and whether it may be believed.
 *
 * The decoder works on hostile pixels, so its answer is hostile too: nobody looks at a field before
 * scan_answer_is_sane has looked at all of them.
 */
#ifndef APP_SCAN_ANSWER_H
#define APP_SCAN_ANSWER_H

#include "scan/engine.h"

struct scan_answer {
    struct err err;
    struct scan_result result;
};

/* Every count, length, enumeration, truth value and coordinate within what scan/engine.h promises;
 * of codes only those that are counted. Pure. */
bool scan_answer_is_sane(const struct scan_answer *answer);

#endif
