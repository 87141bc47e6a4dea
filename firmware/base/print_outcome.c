#include "base/print_outcome.h"

#include <assert.h>

static const char *const outcome_names[] = {
#define X(name) #name,
    PRINT_OUTCOME_LIST(X)
#undef X
};

static const char *const evidence_names[] = {
#define X(name, text) text,
    PRINT_EVIDENCE_LIST(X)
#undef X
};

const char *print_outcome_name(enum print_outcome o)
{
    assert(o < PRINT_OUTCOME_COUNT);
    return outcome_names[o];
}

const char *print_evidence_name(enum print_evidence e)
{
    assert(e < PRINT_EVIDENCE_COUNT);
    return evidence_names[e];
}

bool print_outcome_parse(struct str text, enum print_outcome *out)
{
    int place = str_place(text, outcome_names, PRINT_OUTCOME_COUNT);
    if (place < 0) {
        return false;
    }
    *out = (enum print_outcome)place;
    return true;
}

bool print_evidence_parse(struct str text, enum print_evidence *out)
{
    int place = str_place(text, evidence_names, PRINT_EVIDENCE_COUNT);
    if (place < 0) {
        return false;
    }
    *out = (enum print_evidence)place;
    return true;
}
