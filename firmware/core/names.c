#include <assert.h>
#include <stdio.h>
#include "core/core.h"

static const char *const event_names[EV_COUNT] = {
#define X(name) [EV_##name] = #name,
    EVENT_LIST(X)
#undef X
};
static const char *const effect_names[FX_COUNT] = {
#define X(name) [FX_##name] = #name,
    EFFECT_LIST(X)
#undef X
};
static const char *const visit_names[VISIT_STATE_COUNT] = {
#define X(state, screen, quiet_ms, warn_ms, gives_back) [VISIT_##state] = #state,
    VISIT_STATE_LIST(X)
#undef X
};
static const char *const ticket_names[TICKET_STATE_COUNT] = {
#define X(state, screen, quiet_ms, warn_ms, gives_back) [TICKET_##state] = #state,
    TICKET_STATE_LIST(X)
#undef X
};
static const char *const item_names[ITEM_STATE_COUNT] = {
#define X(state, screen, quiet_ms, warn_ms, gives_back) [ITEM_##state] = #state,
    ITEM_STATE_LIST(X)
#undef X
};

struct screen_row {
    const char *code;
    const char *name;
};
static const struct screen_row screens[SCREEN_COUNT] = {
#define X(code_, function, name_) [SCREEN_##code_] = {#code_, name_},
    APPLICANT_SCREEN_LIST(X) STAFF_SCREEN_LIST(X)
#undef X
};

struct action_row {
    const char *name;
    bool applicant;
};
static const struct action_row actions[ACTION_COUNT] = {
#define X(name_, applicant_) [ACTION_##name_] = {#name_, applicant_},
    ACTION_LIST(X)
#undef X
};

const char *event_kind_name(enum event_kind kind)
{
    assert((unsigned)kind < EV_COUNT);
    return event_names[kind];
}

const char *effect_kind_name(enum effect_kind kind)
{
    assert((unsigned)kind < FX_COUNT);
    return effect_names[kind];
}

const char *visit_state_name(enum visit_state s)
{
    assert((unsigned)s < VISIT_STATE_COUNT);
    return visit_names[s];
}

const char *ticket_state_name(enum ticket_state s)
{
    assert((unsigned)s < TICKET_STATE_COUNT);
    return ticket_names[s];
}

const char *item_state_name(enum item_state s)
{
    assert((unsigned)s < ITEM_STATE_COUNT);
    return item_names[s];
}

const char *screen_code(enum screen s)
{
    assert((unsigned)s < SCREEN_COUNT);
    return screens[s].code;
}

const char *screen_name(enum screen s)
{
    assert((unsigned)s < SCREEN_COUNT);
    return screens[s].name;
}

const char *action_name(enum action a)
{
    assert((unsigned)a < ACTION_COUNT);
    return actions[a].name;
}

bool action_is_for_applicant(enum action a)
{
    assert((unsigned)a < ACTION_COUNT);
    return actions[a].applicant;
}

const char *reprint_reason_label(enum reprint_reason reason)
{
    static const char *const labels[REPRINT_REASON_COUNT] = {
#define X(name, word, label) [REPRINT_##name] = label,
        REPRINT_REASON_LIST(X)
#undef X
    };
    return labels[reason];
}

void call_no_text(const struct config *config, int call_no, char out[CALL_NO_TEXT_SIZE])
{
    assert(call_no >= 0 && call_no <= 999);
    if (call_no == 0) {
        out[0] = '\0';
        return;
    }
    int n = snprintf(out, CALL_NO_TEXT_SIZE, "%c-%03d", config->terminal_letter, call_no);
    assert(n == 5);
}
