#include "journal/verify_rest.h"
#include "journal/verify_crew.h"
#include "journal/verify_state.h"

#include <stdatomic.h>

/* The longest first, so that no thread is left with one of them at the end. */
static const enum schema_object order[] = {
    SCHEMA_EVENT_BY_KIND, SCHEMA_EVENT_BY_VISIT,  SCHEMA_JOB,
    SCHEMA_ITEM,          SCHEMA_VISIT,           SCHEMA_OUTBOX_KEY,
    SCHEMA_VISIT_CALLED,  SCHEMA_PERSONAL,        SCHEMA_INTENT,
    SCHEMA_VISIT_OPEN,    SCHEMA_OUTBOX_QUEUED,   SCHEMA_OUTBOX_ORDER,
    SCHEMA_OUTBOX_ASIDE,  SCHEMA_OUTBOX_BY_VISIT, SCHEMA_PERSONAL_BY_DAY,
};

enum { PARTS = sizeof order / sizeof order[0] };

struct part {
    struct err error;
    struct state_result state; /* of a table */
    struct index_sum index;    /* of an index */
};

struct walk {
    const struct rest_task *task;
    struct part part[PARTS];
    atomic_int next;
};

static struct err walk_part(const struct rest_task *task, struct verify_reader *r,
                            enum schema_object object, struct part *out)
{
    if (index_is_one(object)) {
        return index_walk(r, task->schema->root[object], object, task->key, &out->index);
    }
    const struct state_task state = {object, task->schema->root[object], task->replay, task->key};
    return state_walk(r, &state, &out->state);
}

static void run(void *what)
{
    struct walk *w = what;
    struct verify_reader *r = NULL;
    struct err opened = verify_reader_open(w->task->pages, &r);
    for (int at = atomic_fetch_add(&w->next, 1); at < PARTS; at = atomic_fetch_add(&w->next, 1)) {
        struct part *part = &w->part[at];
        part->error = failed(opened) ? opened : walk_part(w->task, r, order[at], part);
    }
    verify_reader_close(r);
}

static bool same_sum(const struct index_sum *a, const struct index_sum *b)
{
    return a->sum == b->sum && a->count == b->count;
}

static void weigh(const struct walk *w, struct rest_result *out)
{
    struct index_sums sums = w->task->sums;
    for (int i = 0; i < PARTS; i++) {
        if (!index_is_one(order[i])) {
            index_add_sums(&sums, &w->part[i].state.sums);
            out->state_rows += w->part[i].state.rows;
        }
        if (!index_is_one(order[i]) && !w->part[i].state.same) {
            out->problem = VERIFY_STATE_DIFFERS;
        }
    }
    for (int i = 0; i < PARTS; i++) {
        bool index = index_is_one(order[i]);
        out->index_entries += index ? w->part[i].index.count : 0;
        if (index && out->problem == VERIFY_NONE &&
            !same_sum(&sums.of[order[i]], &w->part[i].index)) {
            out->problem = VERIFY_DAMAGED;
        }
    }
}

struct err rest_walk(const struct rest_task *task, struct rest_result *out)
{
    struct walk w = {.task = task};
    *out = (struct rest_result){0};
    crew_run(task->threads, run, &w);
    for (int i = 0; i < PARTS; i++) {
        TRY(w.part[i].error);
    }
    weigh(&w, out);
    return OK;
}
