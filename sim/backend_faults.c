#include "sim/backend_faults.h"

#include <assert.h>

static const char *const words[BACKEND_FAULT_COUNT] = {
    [BACKEND_FAULT_DOWN] = "down",
    [BACKEND_FAULT_SLOW] = "slow",
    [BACKEND_FAULT_DRIP] = "drip",
    [BACKEND_FAULT_HALF] = "half",
    [BACKEND_FAULT_LOSE_REPLY] = "lose-reply",
    [BACKEND_FAULT_CHUNKED] = "chunked",
    [BACKEND_FAULT_STATUS] = "status",
    [BACKEND_FAULT_RETRY_AFTER] = "retry-after",
    [BACKEND_FAULT_NOT_JSON] = "not-json",
    [BACKEND_FAULT_HUGE] = "huge",
    [BACKEND_FAULT_WRONG_IDS] = "wrong-ids",
    [BACKEND_FAULT_SWAPPED] = "swapped",
    [BACKEND_FAULT_MAINTENANCE] = "maintenance",
    [BACKEND_FAULT_CLOCK] = "clock",
};

const char *backend_fault_word(enum backend_fault fault)
{
    assert(fault < BACKEND_FAULT_COUNT);
    return words[fault];
}

struct err backend_fault_parse(struct str word, enum backend_fault *out_fault)
{
    int place = str_place(word, words, BACKEND_FAULT_COUNT);
    if (place < 0) {
        return FAIL(NOT_FOUND);
    }
    *out_fault = (enum backend_fault)place;
    return OK;
}
