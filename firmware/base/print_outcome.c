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
    for (int i = 0; i < PRINT_OUTCOME_COUNT; i++) {
        if (str_equal(text, str_of(outcome_names[i]))) {
            *out = (enum print_outcome)i;
            return true;
        }
    }
    return false;
}

bool print_evidence_parse(struct str text, enum print_evidence *out)
{
    for (int i = 0; i < PRINT_EVIDENCE_COUNT; i++) {
        if (str_equal(text, str_of(evidence_names[i]))) {
            *out = (enum print_evidence)i;
            return true;
        }
    }
    return false;
}
