/* The rules' SQL, as it stands in tests/world/rules, carried inside the program. */
#include "sim/world.h"
#include "sim/world_history.h"

/* X(file) */
#define RULE_LIST(X)                                                                               \
    X(one_hand_over)                                                                               \
    X(begin_before_hand_over)                                                                      \
    X(tokens_grow)                                                                                 \
    X(begin_once)                                                                                  \
    X(keys_kept)                                                                                   \
    X(books_agree)                                                                                 \
    X(reported_once)                                                                               \
    X(sheet_has_intent)                                                                            \
    X(sheet_has_fate)                                                                              \
    X(slip_has_intent)                                                                             \
    X(slip_voids_earlier)                                                                          \
    X(outcome_is_true)                                                                             \
    X(no_crossing)                                                                                 \
    X(papers_seen)                                                                                 \
    X(matched_before_hand_over)                                                                    \
    X(nothing_stays_issuing)                                                                       \
    X(relief_by_two)                                                                               \
    X(unknown_decided)                                                                             \
    X(intent_before_act)                                                                           \
    X(answers_kept)                                                                                \
    X(rows_survive)                                                                                \
    X(journal_opens)                                                                               \
    X(journal_verifies)                                                                            \
    X(service_returns)                                                                             \
    X(one_number)                                                                                  \
    X(nothing_leaks)

#define X(name)                                                                                    \
    __asm__(".section .rodata\n"                                                                   \
            ".global world_rule_" #name "\n"                                                       \
            "world_rule_" #name ":\n"                                                              \
            ".incbin \"tests/world/rules/" #name ".sql\"\n"                                        \
            ".byte 0\n"                                                                            \
            ".previous\n");                                                                        \
    extern const char world_rule_##name[];
RULE_LIST(X)
#undef X

static const struct {
    const char *name;
    const char *sql;
} rules[] = {
#define X(name) {#name, world_rule_##name},
    RULE_LIST(X)
#undef X
};

int world_rules_count(void)
{
    return (int)(sizeof rules / sizeof rules[0]);
}

const char *world_rules_name(int rule)
{
    return rules[rule].name;
}

const char *world_rules_sql(int rule)
{
    return rules[rule].sql;
}

int world_rule_count(void)
{
    return world_rules_count();
}

const char *world_rule_name(int rule)
{
    return world_rules_name(rule);
}
