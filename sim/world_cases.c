/* Applications, codes and people of one seed. */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "base/str.h"
#include "sim/seed_application.h"
#include "sim/seed_data.h"
#include "sim/world_parts.h"

enum {
    ARRIVALS_BEFORE_CALM_MS = 60000,
    FIRM_CASES = 3,
    OFFICE_DAY_CASES =
        640, /* the mean of an office and working day (14 million a year, 89 offices) */
    TERMINAL_DAY_CASES = 220, /* what one clerk gets through */
};

static int row_called(const char *name)
{
    for (int i = 0; i < seed_data_count(); i++) {
        if (strcmp(seed_data_name(i), name) == 0) {
            return i;
        }
    }
    assert(false);
    return 0;
}

static int choose_row(struct rng *r)
{
    static const char *const rows[] = {
        "ready",         "papers",     "papers-both",  "ready-new-car",
        "ready-no-tags", "papers-all", "under-review", "ready-other-procedure"};
    uint32_t draw = rng_below(r, 16);
    return row_called(rows[draw < 8 ? draw : draw < 13 ? 0 : draw - 12]);
}

static void set(char *out, size_t cap, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void set(char *out, size_t cap, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(out, cap, format, args);
    va_end(args);
    assert(n > 0 && (size_t)n < cap);
    (void)n;
}

/* Ids and names of this case alone: what is printed on a sheet must tell whose it is. */
static void make_case(struct world *w, int no, int row, int group)
{
    struct world_case *c = &w->cases[no];
    memset(c, 0, sizeof *c);
    seed_application_of(row, world_wall_ms(w), &c->application);
    struct application *a = &c->application;
    set(a->application_id, sizeof a->application_id, "W%05d", no);
    set(a->receipt_no, sizeof a->receipt_no, "2611-7000-%04d", no);
    set(a->chassis_no, sizeof a->chassis_no, "WORLDCAR%06d", no);
    set(a->user_party, sizeof a->user_party, "世界 %05d 太郎", no);
    set(c->code, sizeof c->code, SEED_OPAQUE_PREFIX "world-%08d-pickup", no);
    for (int i = 0; i < a->deliverable_count; i++) {
        if (a->deliverable[i].item_tag[0] != '\0') {
            set(a->deliverable[i].item_tag, ITEM_TAG_SIZE, "UKI:W%05d-%c", no, i == 0 ? 'C' : 'S');
        }
    }
    for (int i = 0; i < a->record_field_count; i++) {
        if (strcmp(a->record_field[i].label, "車台番号") == 0) {
            memcpy(a->record_field[i].value, a->chassis_no, sizeof a->chassis_no);
        }
    }
    c->group = group;
    c->given_at = c->given_to = c->picked = -1;
    c->papers_at_hand = world_chance(&w->rng, 90);
}

static void tell_required(struct world *w, const struct application *a)
{
    if (a->tax == TAX_UNCONFIRMED || a->tax == TAX_UNAVAILABLE) {
        HISTORY(w->history, required, 0, T(a->application_id), T(paper_name(PAPER_TAX_PAID)));
    }
    for (int i = 0; i < a->required_paper_count; i++) {
        HISTORY(w->history, required, 0, T(a->application_id),
                T(paper_name(a->required_paper[i].kind)));
    }
}

static struct err put_case(struct world *w, int no)
{
    const struct world_case *c = &w->cases[no];
    bool prints = false;
    for (int i = 0; i < c->application.deliverable_count; i++) {
        prints |= c->application.deliverable[i].printed_here;
    }
    HISTORY(w->history, application, 0, T(c->application.application_id), N(c->group), N(prints),
            N(0));
    tell_required(w, &c->application);
    return backend_logic_put_application(w->backend, &c->application);
}

static struct err put_code(struct world *w, int no, const char *firm_id)
{
    const struct world_case *c = &w->cases[no];
    struct backend_code code = {.code = c->code,
                                .length = strlen(c->code),
                                .application_id =
                                    firm_id == NULL ? c->application.application_id : NULL,
                                .firm_id = firm_id,
                                .expires_ms = world_wall_ms(w) + INT64_C(86400000) * 400};
    return backend_logic_put_code(w->backend, &code);
}

static struct err make_firm(struct world *w)
{
    int first = w->case_count, group = w->group_count++;
    char firm_id[16];
    set(firm_id, sizeof firm_id, "wfirm%d", group);
    TRY(backend_logic_put_firm(w->backend, firm_id, "株式会社世界モータース"));
    for (int i = 0; i < FIRM_CASES; i++) {
        int no = w->case_count++;
        make_case(w, no, row_called("firm12-01"), group);
        TRY(put_case(w, no));
        TRY(backend_logic_put_firm_application(w->backend, firm_id,
                                               w->cases[no].application.application_id));
    }
    TRY(put_code(w, first + 1, NULL)); /* one of the list has a code of its own, too */
    return put_code(w, first, firm_id);
}

static struct err make_single(struct world *w)
{
    int no = w->case_count++;
    make_case(w, no, choose_row(&w->rng), w->group_count++);
    TRY(put_case(w, no));
    return put_code(w, no, NULL);
}

/* Many share an application with somebody: both hold its code, or one of them the firm's and the
 * other that of one application of its list. */
static void make_person(struct world *w, int case_no)
{
    struct world_person *p = &w->person[w->person_count++];
    const struct world_case *c = &w->cases[case_no];
    *p = (struct world_person){.case_no = case_no,
                               .group = c->group,
                               .terminal = (int)rng_below(&w->rng, (uint32_t)w->setup.terminals),
                               .has_papers = c->papers_at_hand};
    p->due_ms = world_between(&w->rng, 2000, w->calm_ms - ARRIVALS_BEFORE_CALM_MS);
    struct world_part part = {WORLD_PART_PERSON, w->person_count - 1};
    p->rng = world_rng_of(w, part);
    if (!world_happens(w, part)) {
        p->state = PERSON_GONE;
        p->due_ms = WORLD_NEVER_MS;
    }
}

static int wanted_cases(struct world *w)
{
    if (w->setup.days > 0) {
        int most = WORLD_PEOPLE_MAX / 2;
        int a_day = w->setup.terminals * TERMINAL_DAY_CASES;
        int want = w->setup.days * (a_day < OFFICE_DAY_CASES ? a_day : OFFICE_DAY_CASES);
        return want < most ? want : most;
    }
    return 2 + (int)rng_below(&w->rng, 6);
}

struct err world_cases_make(struct world *w)
{
    w->case_count = w->person_count = w->group_count = w->sheet_count = 0;
    w->people_due_ms = 0;
    int want = wanted_cases(w);
    for (int i = 0; i < want; i++) {
        int first = w->case_count;
        bool firm = world_chance(&w->rng, 6);
        TRY(firm ? make_firm(w) : make_single(w));
        make_person(w, first);
        if (!w->setup.quiet && world_chance(&w->rng, 45)) {
            make_person(w, firm ? first + 1 : first);
        }
    }
    return OK;
}

int world_case_of(const struct world *w, const char *application_id)
{
    int64_t no = 0;
    if (application_id[0] != 'W') {
        return -1;
    }
    while (application_id[1] == '0' && application_id[2] != '\0') {
        application_id++;
    }
    bool good = str_to_int64(str_of(application_id + 1), &no);
    return good && no >= 0 && no < w->case_count ? (int)no : -1;
}

int world_case_of_chassis(const struct world *w, const char *chassis_no)
{
    int no = -1;
    bool good = sscanf(chassis_no, "WORLDCAR%06d", &no) == 1;
    return good && no >= 0 && no < w->case_count ? no : -1;
}
