/* A seeded random walk over the pure core: events in any order, with and without sense, watched at
 * every step. A failure is a seed and a step. */
#include "tests/kit/core_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tests/kit/kit.h"

enum {
    STEPS = 200000,
    WALKS = 8,
    APPLICATIONS = 24,
    CODES = 12,
    MEMORY = 8, /* requests and jobs of the past, to be answered late */
    VIEW_EVERY = 64,
    LATER_MAX_MS = 40000,
};

struct walk {
    struct core_fixture *f;
    struct rng rng;
    int asked_count, sheets, slips, handed;
    struct backend_request asked[MEMORY];
    struct print_order sheet[MEMORY], slip[MEMORY];
};

static uint32_t below(struct walk *w, uint32_t limit)
{
    return rng_below(&w->rng, limit);
}

static void remember(struct walk *w)
{
    for (int i = 0; i < w->f->fx->count; i++) {
        const struct effect *e = &w->f->fx->effect[i];
        if (e->kind == FX_SEND) {
            w->asked[w->asked_count++ % MEMORY] = e->request;
        } else if (e->kind == FX_PRINT) {
            bool sheet = e->print.kind == PRINT_CERT_RECORD_SHEET;
            struct print_order *to =
                sheet ? &w->sheet[w->sheets++ % MEMORY] : &w->slip[w->slips++ % MEMORY];
            *to = e->print;
        } else if (e->kind == FX_OUTBOX) {
            w->handed += e->request.op == EXCHANGE_DONE;
        }
    }
}

static struct application *any_application(struct walk *w)
{
    int no = (int)below(w, APPLICATIONS);
    struct application *a = below(w, 4) == 0 ? cf_app_untagged(no) : cf_app(no);
    if (below(w, 3) == 0) {
        a->status = (enum app_status)below(w, APP_STATUS_COUNT);
    }
    a->tax = (enum tax_confirmation)below(w, TAX_COUNT);
    a->required_paper_count = (int)below(w, 3);
    a->required_paper[0].kind = PAPER_OLD_CERT;
    a->required_paper[1].kind = PAPER_PROXY;
    return a;
}

static void fill_lookup(struct walk *w)
{
    struct backend_reply *r = w->f->reply;
    r->application_count = below(w, 5) == 0 ? (int)below(w, 6) : 1;
    r->code_kind = r->application_count > 1 ? CODE_PICKUP_FIRM : CODE_PICKUP_SINGLE;
    int first = (int)below(w, APPLICATIONS);
    for (int i = 0; i < r->application_count; i++) {
        r->application[i] = *any_application(w);
        snprintf(r->application[i].application_id, APPLICATION_ID_SIZE, "%d",
                 (first + i) % APPLICATIONS);
    }
}

/* Mostly the latest question, mostly well; sometimes late, swapped or bent. */
static void reply(struct walk *w)
{
    if (w->asked_count == 0) {
        return;
    }
    int back = below(w, 10) == 0 ? (int)below(w, MEMORY) : 0;
    int at = w->asked_count - 1 - back;
    const struct backend_request *r = &w->asked[(at < 0 ? 0 : at) % MEMORY];
    w->f->asked[r->op] = *r;
    bool good = below(w, 12) != 0;
    enum exchange_result result =
        good ? EXCHANGE_RESULT_OK : (enum exchange_result)below(w, EXCHANGE_RESULT_COUNT);
    cf_bind(w->f, r->op, result);
    if (r->op == EXCHANGE_LOOKUP || r->op == EXCHANGE_STATE) {
        fill_lookup(w);
    }
    if (r->op == EXCHANGE_STATE) {
        w->f->reply->application_count = 1;
        memcpy(w->f->reply->application[0].application_id, r->application_id, APPLICATION_ID_SIZE);
        w->f->reply->token = w->f->next_token - 1;
        w->f->reply->phase = (enum handover_phase)below(w, HANDOVER_PHASE_COUNT);
    }
    if (below(w, 20) == 0) {
        w->f->reply->request_id.byte[0] ^= (uint8_t)below(w, 2);
        w->f->reply->visit_id.byte[0] ^= (uint8_t)below(w, 2);
        w->f->reply->token ^= below(w, 4);
    }
    cf_answer(w->f);
}

static enum print_outcome any_outcome(struct walk *w)
{
    uint32_t dice = below(w, 6);
    return dice < 4   ? PRINT_OUTCOME_PRINTED
           : dice < 5 ? PRINT_OUTCOME_NOT_PRINTED
                      : PRINT_OUTCOME_UNKNOWN;
}

static const struct print_order *order_back(struct walk *w, const struct print_order *orders,
                                            int count)
{
    int at = count - 1 - (below(w, 3) == 0 ? (int)below(w, MEMORY) : 0);
    return &orders[(at < 0 ? 0 : at) % MEMORY];
}

/* Any of the last jobs, also one that has ended before. */
static void print_ends(struct walk *w)
{
    if (below(w, 4) != 0 && w->sheets > 0) {
        w->f->ordered = *order_back(w, w->sheet, w->sheets);
        cf_sheet(w->f, any_outcome(w));
    } else if (w->slips > 0) {
        w->f->slip = *order_back(w, w->slip, w->slips);
        cf_slip(w->f, any_outcome(w));
    }
}

/* The first open check; sometimes any line, which also takes ticks away. */
static int open_line(struct walk *w, const struct ticket *t)
{
    const struct item *item = &t->item[t->current];
    for (int k = 0; k < item->check_count; k++) {
        if (item->check[k].state == CHECK_OPEN) {
            return k;
        }
    }
    return t->receiver == CHECK_OPEN ? 8 : (int)below(w, 40);
}

/* The button that the screen offers first, by habit; often enough another of its buttons. */
static void press_a_button(struct walk *w)
{
    struct core_fixture *f = w->f;
    core_staff_view(f->core, f->staff);
    int count = f->staff->button_count;
    int at = count == 0 ? 0 : (int)below(w, (uint32_t)count);
    for (int i = 0; i < count && below(w, 3) != 0; i++) {
        at = f->staff->button[i].primary && f->staff->button[i].enabled ? i : at;
    }
    const struct staff_button *b = &f->staff->button[at];
    cf_staff(f, count == 0 ? ACTION_STAFF_BACK : b->action, b->argument);
}

/* A clerk who mostly presses what the screen offers, and sometimes anything. */
static void staff(struct walk *w)
{
    struct core_fixture *f = w->f;
    const struct ticket *t =
        f->core->counter.selected == NO_INDEX ? NULL : &f->core->ticket[f->core->counter.selected];
    if (below(w, 16) == 0) {
        cf_staff(f, (enum action)below(w, ACTION_COUNT), (int)below(w, 60));
    } else if (t == NULL) {
        cf_staff(f, below(w, 2) ? ACTION_STAFF_CALL : ACTION_STAFF_SELECT, (int)below(w, 40));
    } else if (t->item_count > 0 && t->item[t->current].state == ITEM_PENDING && below(w, 2)) {
        cf_staff(f, ACTION_STAFF_CHECK, t->current * 16 + open_line(w, t));
    } else {
        press_a_button(w);
    }
}

static void applicant(struct walk *w)
{
    bool handing = below(w, 2) == 0;
    cf_applicant(w->f, handing ? ACTION_RECEIVED : (enum action)below(w, ACTION_COUNT),
                 (int)below(w, 8));
}

static void tag(struct walk *w)
{
    char text[ITEM_TAG_SIZE];
    int index = w->f->core->counter.selected;
    const struct ticket *t = index == NO_INDEX ? NULL : &w->f->core->ticket[index];
    bool right = t != NULL && t->item_count > 0 && below(w, 4) != 0;
    snprintf(text, sizeof text, "UKI:%s", right ? t->item[t->current].application_id : "0");
    cf_tag(w->f, text);
}

static void code(struct walk *w)
{
    uint32_t dice = below(w, 12);
    enum code_kind kind =
        dice < 10 ? CODE_PICKUP_SINGLE : (enum code_kind)below(w, CODE_KIND_COUNT);
    enum pickup_check check = dice < 11 ? PICKUP_OK : (enum pickup_check)below(w, PICKUP_FUTURE);
    cf_code_as(w->f, (int)below(w, CODES), kind, check);
}

static void trouble(struct walk *w)
{
    struct core_fixture *f = w->f;
    uint32_t dice = below(w, 8);
    if (dice < 2) {
        cf_link(f, below(w, 12) != 0);
    } else if (dice < 4) {
        cf_device(f, (enum core_device)below(w, CORE_DEVICE_COUNT),
                  below(w, 8) != 0 ? HEALTH_OK : HEALTH_DOWN);
    } else if (dice < 5) {
        f->wall_ms += ((int64_t)below(w, 21) - 10) * 3600000; /* a clock that jumps */
        cf_event(f, EV_TICK);
        f->wall_ms = cf_open_wall_ms + (int64_t)f->now_ms % 3600000;
    } else if (dice < 6) {
        f->wall_ms = cf_open_wall_ms + (int64_t)f->now_ms % 3600000;
    } else if (dice < 7) {
        cf_event(f, EV_CODES_SEVERAL);
    } else {
        struct event ev = {.kind = EV_IN_VIEW};
        ev.in_view.hint = (enum scan_hint)below(w, SCAN_HINT_COUNT);
        cf_step(f, &ev);
    }
}

/* To what is due next, as the loop does; sometimes beyond it, as a machine that stood still. */
static void time_passes(struct walk *w)
{
    struct core_fixture *f = w->f;
    uint64_t later_ms = below(w, LATER_MAX_MS);
    uint64_t due_ms = core_deadline(f->core);
    bool in_time = below(w, 8) != 0 && due_ms > f->now_ms;
    if (in_time && due_ms < f->now_ms + later_ms) {
        later_ms = due_ms - f->now_ms;
    }
    f->now_ms += later_ms;
    f->wall_ms += (int64_t)later_ms;
    cf_event(f, EV_TICK);
}

static void step(struct walk *w)
{
    uint32_t dice = below(w, 100);
    w->f->fx->count = 0;
    if (dice < 10) {
        code(w);
    } else if (dice < 32) {
        reply(w);
    } else if (dice < 42) {
        print_ends(w);
    } else if (dice < 76) {
        staff(w);
    } else if (dice < 84) {
        applicant(w);
    } else if (dice < 90) {
        tag(w);
    } else if (dice < 93) {
        cf_settled(w->f, below(w, 6) == 0 ? EXCHANGE_RESULT_CONFLICT : EXCHANGE_RESULT_OK);
    } else if (dice < 98) {
        time_passes(w);
    } else {
        trouble(w);
    }
    remember(w);
}

static void everybody_leaves(struct walk *w)
{
    cf_wait(w->f, 600000);
    assert_int_equal(w->f->core->visit.state, VISIT_IDLE);
}

static void two_hundred_thousand_events(void **state)
{
    struct walk *w = calloc(1, sizeof *w);
    assert_non_null(w);
    w->f = *state;
    int sheets = 0;
    for (uint64_t seed = 1; seed <= WALKS; seed++) {
        cf_reset(w->f);
        cf_start(w->f);
        rng_init(&w->rng, seed);
        w->asked_count = w->sheets = w->slips = 0;
        for (int i = 0; i < STEPS / WALKS; i++) {
            step(w);
            if (i % VIEW_EVERY == 0) {
                cf_screen(w->f);
                cf_staff_screen(w->f);
            }
        }
        everybody_leaves(w);
        sheets += w->sheets;
    }
    print_message("sheets=%d handed=%d\n", sheets, w->handed);
    assert_true(sheets > 800 && w->handed > 100); /* the walk gets somewhere */
    free(w);
}

/* The same seed is the same walk: ids, effects, everything. */
static void the_same_seed_is_the_same_walk(void **state)
{
    struct core_fixture *f = *state;
    struct walk w = {.f = f};
    uint64_t sum[2] = {0, 0};
    for (int run = 0; run < 2; run++) {
        cf_reset(f);
        cf_start(f);
        rng_init(&w.rng, 99);
        w.asked_count = w.sheets = w.slips = 0;
        for (int i = 0; i < 5000; i++) {
            step(&w);
            for (int k = 0; k < f->fx->count; k++) {
                const struct effect *e = &f->fx->effect[k];
                uint64_t word = (uint64_t)e->kind;
                if (e->kind == FX_JOURNAL) {
                    memcpy(&word, e->row.request_id.byte, sizeof word);
                    word += (uint64_t)e->row.kind;
                }
                sum[run] = sum[run] * 1099511628211u + word;
            }
        }
    }
    assert_true(sum[0] == sum[1]);
    assert_true(sum[0] != 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(two_hundred_thousand_events, cf_setup, cf_teardown),
        cmocka_unit_test_setup_teardown(the_same_seed_is_the_same_walk, cf_setup, cf_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
