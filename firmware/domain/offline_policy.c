#include "domain/offline_policy.h"

#include <assert.h>

static const struct {
    bool may;
    const char *words;
} clauses[OFFLINE_CLAUSE_COUNT] = {
#define X(clause, may_, words_) [OFFLINE_##clause] = {may_, words_},
    OFFLINE_CLAUSE_LIST(X)
#undef X
};

bool offline_may(enum offline_clause clause)
{
    assert((unsigned)clause < OFFLINE_CLAUSE_COUNT);
    return clauses[clause].may;
}

const char *offline_words(enum offline_clause clause)
{
    assert((unsigned)clause < OFFLINE_CLAUSE_COUNT);
    return clauses[clause].words;
}
