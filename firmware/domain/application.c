#include "domain/application.h"

#include <string.h>

struct word {
    const char *name;
    const char *label;
};

static const struct word status_words[APP_STATUS_COUNT] = {
#define X(code, label) {#code, label},
    APP_STATUS_LIST(X)
#undef X
};

static const struct word paper_words[PAPER_KIND_COUNT] = {
#define X(code, label) {#code, label},
    PAPER_LIST(X)
#undef X
};

static const struct word deliverable_words[DELIVERABLE_KIND_COUNT] = {
#define X(code, label) {#code, label},
    DELIVERABLE_LIST(X)
#undef X
};

static const char *const tax_names[TAX_COUNT] = {
#define X(code) #code,
    TAX_LIST(X)
#undef X
};

static const char *const readiness_names[READINESS_COUNT] = {
#define X(code) #code,
    READINESS_LIST(X)
#undef X
};

static struct word word_of(const struct word *words, int count, int i)
{
    return i >= 0 && i < count ? words[i] : (struct word){"?", "?"};
}

static bool everybody_has_it(enum paper_kind kind)
{
    return kind == PAPER_OLD_CERT || kind == PAPER_IDENTITY;
}

struct papers_wanted papers_wanted_of(const struct application *a)
{
    struct papers_wanted w = {.tax = a->tax == TAX_UNCONFIRMED || a->tax == TAX_UNAVAILABLE};
    for (int i = 0; i < a->required_paper_count; i++) {
        enum paper_kind kind = a->required_paper[i].kind;
        w.tax |= kind == PAPER_TAX_PAID;
        w.proxy |= kind == PAPER_PROXY;
        w.other |= kind != PAPER_TAX_PAID && kind != PAPER_PROXY && !everybody_has_it(kind);
    }
    return w;
}

struct papers_wanted papers_wanted_both(struct papers_wanted a, struct papers_wanted b)
{
    return (struct papers_wanted){a.tax || b.tax, a.proxy || b.proxy, a.other || b.other};
}

bool papers_wanted_any(struct papers_wanted w)
{
    return w.tax || w.proxy || w.other;
}

static enum readiness readiness_when_ready(const struct application *a, const char *office_id)
{
    /* An empty office is the backend saying nothing; it then meant the one that asked. */
    if (a->office_id[0] != '\0' && strcmp(a->office_id, office_id) != 0) {
        return READINESS_OTHER_OFFICE;
    }
    return papers_wanted_any(papers_wanted_of(a)) ? READINESS_READY_WITH_PAPERS : READINESS_READY;
}

enum readiness readiness_of(const struct application *a, const char *office_id)
{
    switch (a->status) {
    case APP_READY:
        return readiness_when_ready(a, office_id);
    case APP_RECEIVED:
    case APP_UNDER_REVIEW:
        return READINESS_UNDER_REVIEW;
    case APP_REVIEW_COMPLETE:
        return READINESS_BEING_PREPARED;
    case APP_CORRECTION_REQUESTED:
        return READINESS_CORRECTION;
    case APP_AWAITING_PAYMENT:
        return a->payment_reported ? READINESS_PAYMENT_CHECKING : READINESS_AWAITING_PAYMENT;
    case APP_WITHDRAWN:
        return READINESS_WITHDRAWN;
    case APP_REJECTED:
        return READINESS_REJECTED;
    case APP_ISSUED:
        return READINESS_ALREADY_ISSUED;
    case APP_ASSIGNED_TO_AGENT:
        return READINESS_RECORD_AGENT;
    case APP_OTHER_OFFICE:
        return READINESS_OTHER_OFFICE;
    case APP_EXPIRED:
    case APP_UNKNOWN:
    case APP_STATUS_COUNT:
        break;
    }
    return READINESS_ASK_STAFF;
}

bool readiness_can_hand_over(enum readiness r)
{
    return r == READINESS_READY || r == READINESS_READY_WITH_PAPERS;
}

const char *app_status_name(enum app_status s)
{
    return word_of(status_words, APP_STATUS_COUNT, (int)s).name;
}

const char *app_status_label(enum app_status s)
{
    return word_of(status_words, APP_STATUS_COUNT, (int)s).label;
}

const char *tax_name(enum tax_confirmation t)
{
    return (int)t >= 0 && t < TAX_COUNT ? tax_names[t] : "?";
}

const char *paper_name(enum paper_kind k)
{
    return word_of(paper_words, PAPER_KIND_COUNT, (int)k).name;
}

const char *paper_label(enum paper_kind k)
{
    return word_of(paper_words, PAPER_KIND_COUNT, (int)k).label;
}

const char *deliverable_name(enum deliverable_kind k)
{
    return word_of(deliverable_words, DELIVERABLE_KIND_COUNT, (int)k).name;
}

const char *deliverable_label(enum deliverable_kind k)
{
    return word_of(deliverable_words, DELIVERABLE_KIND_COUNT, (int)k).label;
}

const char *readiness_name(enum readiness r)
{
    return (int)r >= 0 && r < READINESS_COUNT ? readiness_names[r] : "?";
}
