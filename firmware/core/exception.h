/* Exceptions that two people may make, and what nobody may.
 *
 * Promises: one table of reasons with the item state each belongs to; one rule of what can never be
 * overridden (reference: ux §6.8): an application that is not READY, a second issue, a hand-over
 * without the tax paper that is required. An exception has a reason of the list, a clerk and
 * another person, both named in its journal row, and what the clerk wrote (core/note.h): phrases in
 * the row itself, words of their own, which may name a person, under the day's key (FX_KEEP_WORDS).
 * Without a staff list there is no second person, so there are no exceptions.
 */
#ifndef CORE_EXCEPTION_H
#define CORE_EXCEPTION_H

#include <stdbool.h>
#include "core/note.h"
#include "core/states.h"
#include "domain/application.h"

/* X(kind, word in the journal, state it belongs to, label for staff) */
#define EXCEPTION_LIST(X)                                                                          \
    X(BROKEN_TAG, "broken-tag", ITEM_MATCHING, "荷札が読めない（現物と申請を見比べた）")           \
    X(NO_CODE, "no-code", ITEM_PENDING, "コードが期限切れ・ない（本人確認済み）")                  \
    X(PROXY, "proxy", ITEM_PENDING, "代理の方への交付（委任の事情を確かめた）")                    \
    X(PRINTED_ELSEWHERE, "printed-elsewhere", ITEM_PRINT_FAILED,                                   \
      "端末の故障（別の機器で印刷した）")                                                          \
    X(TAKE_OVER, "take-over", ITEM_CONFLICT, "別の端末が停止（電源を切り、渡していない）")
enum exception_kind {
#define X(kind, word, state, label) EXCEPTION_##kind,
    EXCEPTION_LIST(X)
#undef X
        EXCEPTION_KIND_COUNT,
};

/* What is often written under a reason: one touch instead of many. X(kind, phrase) */
#define EXCEPTION_PHRASE_LIST(X)                                                                   \
    X(BROKEN_TAG, "荷札が破れている")                                                              \
    X(BROKEN_TAG, "荷札が汚れている")                                                              \
    X(BROKEN_TAG, "受付番号を見比べた")                                                            \
    X(NO_CODE, "免許証で確かめた")                                                                 \
    X(NO_CODE, "電池が切れている")                                                                 \
    X(NO_CODE, "紙をなくした")                                                                     \
    X(PROXY, "委任状を確かめた")                                                                   \
    X(PROXY, "電話で本人に確かめた")                                                               \
    X(PROXY, "社員証を確かめた")                                                                   \
    X(PRINTED_ELSEWHERE, "紙づまりが直らない")                                                     \
    X(PRINTED_ELSEWHERE, "隣の窓口で印刷した")                                                     \
    X(PRINTED_ELSEWHERE, "全部の紙を見た")                                                         \
    X(TAKE_OVER, "電源が入らない")                                                                 \
    X(TAKE_OVER, "現物は棚にあった")                                                               \
    X(TAKE_OVER, "隣の係員に聞いた")

/* The phrase of that number for a reason; NULL: there are no more. */
const char *exception_phrase(enum exception_kind kind, int number);

/* Stands in a row for what the clerk wrote beside the phrases. */
#define EXCEPTION_OWN_WORDS "（係員の記載）"

/* Parts a note at 、 into phrases of that reason and the clerk's own words, each joined by 、
 * again.
 */
void exception_part(enum exception_kind kind, const char *note, char phrases[NOTE_SIZE],
                    char words[NOTE_SIZE]);

const char *exception_word(enum exception_kind kind);
const char *exception_label(enum exception_kind kind);

#endif
