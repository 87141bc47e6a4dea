#include "domain/exchange.h"

static const char *const op_names[EXCHANGE_COUNT] = {
#define X(name) #name,
    EXCHANGE_LIST(X)
#undef X
};

static const char *const result_names[EXCHANGE_RESULT_COUNT] = {
#define X(name) #name,
    EXCHANGE_RESULT_LIST(X)
#undef X
};

const char *exchange_op_name(enum exchange_op op)
{
    return (int)op >= 0 && op < EXCHANGE_COUNT ? op_names[op] : "?";
}

const char *exchange_result_name(enum exchange_result r)
{
    return (int)r >= 0 && r < EXCHANGE_RESULT_COUNT ? result_names[r] : "?";
}
