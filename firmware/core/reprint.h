/* Why a number slip is printed once more: the reasons of S06.
 *
 * Promises: words and labels only; a reprint without one of these reasons does not happen, and the
 * reason stands in the row of the clerk who gave it.
 */
#ifndef CORE_REPRINT_H
#define CORE_REPRINT_H

/* X(name, word in the journal, label for staff) */
#define REPRINT_REASON_LIST(X)                                                                     \
    X(NOT_OUT, "not-out", "出なかった・途中で切れた")                                              \
    X(LOST, "lost", "なくされた")                                                                  \
    X(SPOILED, "spoiled", "汚れた・読めない")

enum reprint_reason {
#define X(name, word, label) REPRINT_##name,
    REPRINT_REASON_LIST(X)
#undef X
        REPRINT_REASON_COUNT,
};

const char *reprint_reason_label(enum reprint_reason reason); /* static storage */

#endif
