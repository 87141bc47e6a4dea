#include "journal/verify_outbox.h"
#include "journal/verify_row.h"
#include "journal/verify_tree.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Column numbers of the tables. */
enum { PUT_COLUMNS = 15, PUT_ROW = 1, PUT_STATE = 12, PUT_ATTEMPTS, PUT_RESULT };
enum { STEP_COLUMNS = 5, STEP_ROW = 1, STEP_OUTBOX, STEP_STATE, STEP_RESULT };

struct standing {
    enum outbox_state state;
    bool has_result;
    bool has_attempts;
    enum exchange_result result;
};

struct put {
    struct id idempotency_key;
    struct standing told; /* by the row itself */
    struct standing made; /* by the steps */
};

/* A table of which the next row is known. */
struct source {
    struct tree_cursor *cursor;
    struct record row;
    int64_t no;
    int64_t event_row; /* which it belongs to */
    bool any;
};

struct verify_outbox {
    const struct chain_key *chain;
    const struct index_key *key;
    struct source puts;
    struct source steps;
    struct put *put; /* by number - 1 */
    size_t cap;
    size_t count;
    int64_t step_count;
    struct index_sums sums;
};

static struct err next(struct source *s, int columns)
{
    struct tree_cell cell;
    TRY(tree_next(s->cursor, &cell, &s->any));
    if (!s->any) {
        return OK;
    }
    s->no = cell.row_no;
    bool sound = record_parse(cell.payload, cell.n, columns, &s->row) &&
                 record_is_null(&s->row, 0) && column_number(&s->row, PUT_ROW, &s->event_row);
    return sound ? OK : FAIL(CORRUPT);
}

static_assert((int)PUT_ROW == (int)STEP_ROW);

struct err verify_outbox_open(struct verify_reader *r, const struct verify_schema *schema,
                              const struct chain_key *chain, const struct index_key *key,
                              struct verify_outbox **out)
{
    struct verify_outbox *o = calloc(1, sizeof *o);
    if (!o) {
        return FAIL(NO_MEMORY);
    }
    o->chain = chain;
    o->key = key;
    struct err e = tree_open(r, TREE_TABLE, schema->root[SCHEMA_OUTBOX], &o->puts.cursor);
    e = failed(e) ? e
                  : tree_open(r, TREE_TABLE, schema->root[SCHEMA_OUTBOX_STEP], &o->steps.cursor);
    e = failed(e) ? e : next(&o->puts, PUT_COLUMNS);
    e = failed(e) ? e : next(&o->steps, STEP_COLUMNS);
    if (failed(e)) {
        verify_outbox_close(o);
        return e;
    }
    *out = o;
    return OK;
}

void verify_outbox_close(struct verify_outbox *o)
{
    if (o) {
        tree_close(o->puts.cursor);
        tree_close(o->steps.cursor);
        free(o->put);
        free(o);
    }
}

static bool read_told(const struct record *row, struct standing *out)
{
    int64_t attempts = 0;
    *out = (struct standing){.has_result = !record_is_null(row, PUT_RESULT)};
    bool sound = column_number(row, PUT_ATTEMPTS, &attempts) && attempts >= 0;
    out->has_attempts = attempts > 0;
    return sound && verify_read_state(row, PUT_STATE, &out->state) &&
           (!out->has_result || verify_read_result(row, PUT_RESULT, &out->result));
}

static struct err keep(struct verify_outbox *o, const struct put *put)
{
    if (o->count == o->cap) {
        size_t cap = o->cap ? o->cap * 2 : 64;
        struct put *list = realloc(o->put, cap * sizeof *list);
        if (!list) {
            return FAIL(NO_MEMORY);
        }
        o->put = list;
        o->cap = cap;
    }
    o->put[o->count++] = *put;
    return OK;
}

static struct err fold_puts(struct verify_outbox *o, uint64_t row_no, struct chain_hash *effects,
                            bool *out_sound)
{
    struct source *s = &o->puts;
    while (s->any && s->event_row <= (int64_t)row_no) {
        struct backend_request request;
        struct put put = {.made = {.state = OUTBOX_QUEUED}};
        *out_sound = s->event_row == (int64_t)row_no && s->no == (int64_t)o->count + 1 &&
                     verify_read_put(&s->row, &request) && read_told(&s->row, &put.told);
        if (!*out_sound) {
            return OK;
        }
        put.idempotency_key = request.idempotency_key;
        *effects = chain_fold_put(o->chain, *effects, &request);
        index_add_row(&o->sums, o->key, SCHEMA_OUTBOX, s->no, &s->row);
        TRY(keep(o, &put));
        TRY(next(s, PUT_COLUMNS));
    }
    return OK;
}

static struct err fold_steps(struct verify_outbox *o, uint64_t row_no, struct chain_hash *effects,
                             bool *out_sound)
{
    struct source *s = &o->steps;
    while (*out_sound && s->any && s->event_row <= (int64_t)row_no) {
        struct outbox_settle step = {0};
        int64_t no = 0;
        *out_sound = s->event_row == (int64_t)row_no && s->no == o->step_count + 1 &&
                     column_number(&s->row, STEP_OUTBOX, &no) && no >= 1 &&
                     no <= (int64_t)o->count &&
                     verify_read_state(&s->row, STEP_STATE, &step.state) &&
                     verify_read_result(&s->row, STEP_RESULT, &step.result);
        if (!*out_sound) {
            return OK;
        }
        struct put *put = &o->put[no - 1];
        step.idempotency_key = put->idempotency_key;
        *effects = chain_fold_step(o->chain, *effects, &step);
        put->made =
            (struct standing){.state = step.state, .has_result = true, .result = step.result};
        o->step_count++;
        TRY(next(s, STEP_COLUMNS));
    }
    return OK;
}

struct err verify_outbox_fold(struct verify_outbox *o, uint64_t row_no,
                              struct chain_hash *out_effects, bool *out_sound)
{
    *out_effects = (struct chain_hash){0};
    *out_sound = true;
    TRY(fold_puts(o, row_no, out_effects, out_sound));
    return fold_steps(o, row_no, out_effects, out_sound);
}

/* What a row that is still queued says of its last result means nothing, and its attempts are what
 * the terminal noted; a settled one counts none. */
static bool stands(const struct put *put)
{
    bool settled = put->made.has_result && put->made.state != OUTBOX_QUEUED;
    return put->told.state == put->made.state &&
           (!settled || (put->told.has_result && put->told.result == put->made.result &&
                         !put->told.has_attempts));
}

bool verify_outbox_ends(const struct verify_outbox *o)
{
    bool right = !o->puts.any && !o->steps.any;
    for (size_t i = 0; right && i < o->count; i++) {
        right = stands(&o->put[i]);
    }
    return right;
}

uint64_t verify_outbox_rows(const struct verify_outbox *o)
{
    return o->count;
}

const struct index_sums *verify_outbox_sums(const struct verify_outbox *o)
{
    return &o->sums;
}
