/* What the terminal may do while the backend is away: the written policy, clause by clause.
 *
 * Promises: one table gives the core its answer for every clause (core/offline.h says where each is
 * asked), the staff side its two lists (S09), and the tests their cases
 * (tests/unit/core/offline_test.c, one a clause, which fails when its `may` is turned). Two office
 * terminals cannot know of each other without the backend, so whatever could be done twice is not
 * done (reference: reliability §3.4, fail closed and record the visit). How soon "away" is said
 * and taken back: backend/client.h.
 */
#ifndef DOMAIN_OFFLINE_POLICY_H
#define DOMAIN_OFFLINE_POLICY_H

#include <stdbool.h>

/* X(clause, may, staff words) */
#define OFFLINE_CLAUSE_LIST(X)                                                                     \
    X(GIVE_NUMBER, true, "番号札を出して順番に加える")                                             \
    X(CALL_AND_CHECK, true, "呼び出して書面などを確認する")                                        \
    X(FINISH_BEGUN, true, "開始した交付を最後まで続ける")                                          \
    X(DECIDE, true, "印刷や手渡しの結果を判断する")                                                \
    X(KEEP_REPORTS, true, "報告をため、あとで送る")                                                \
    X(JUDGE, false, "受け取れるかどうかを答える")                                                  \
    X(BEGIN, false, "返事がないまま、交付を始める")                                                \
    X(SEARCH, false, "番号で探す")                                                                 \
    X(TAKE_OVER, false, "ほかの端末の申請を引き取る")

enum offline_clause {
#define X(clause, may, words) OFFLINE_##clause,
    OFFLINE_CLAUSE_LIST(X)
#undef X
        OFFLINE_CLAUSE_COUNT,
};

bool offline_may(enum offline_clause clause);
const char *offline_words(enum offline_clause clause);

#endif
