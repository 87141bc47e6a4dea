#include "journal/replay.h"
#include "journal/replay_map.h"
#include "journal/verify_meaning.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static_assert(sizeof(struct replay_item_key) == ID_BYTES + APPLICATION_ID_SIZE);
static_assert(sizeof(struct replay_intent_key) ==
              2 * ID_BYTES + APPLICATION_ID_SIZE + sizeof(enum journal_group));

struct replay {
    struct index_key key;
    struct replay_map map[REPLAY_TABLES];
};

void replay_digest(const struct replay *r, const char *text, uint8_t out[REPLAY_DIGEST_BYTES])
{
    crypto_shorthash_siphashx24(out, (const uint8_t *)text, strlen(text), r->key.byte);
}

struct replay *replay_open(const struct index_key *key)
{
    struct replay *r = calloc(1, sizeof *r);
    if (!r) {
        return NULL;
    }
    r->key = *key;
    r->map[REPLAY_VISIT] = map_of(sizeof(struct replay_visit), ID_BYTES);
    r->map[REPLAY_ITEM] = map_of(sizeof(struct replay_item), sizeof(struct replay_item_key));
    r->map[REPLAY_JOB] = map_of(sizeof(struct replay_job), ID_BYTES);
    r->map[REPLAY_INTENT] = map_of(sizeof(struct replay_intent), sizeof(struct replay_intent_key));
    return r;
}

void replay_close(struct replay *r)
{
    for (int t = 0; r && t < REPLAY_TABLES; t++) {
        map_free(&r->map[t]);
    }
    free(r);
}

const struct replay_visit *replay_visit(const struct replay *r, const struct id *visit_id)
{
    return map_find(&r->map[REPLAY_VISIT], visit_id);
}

const struct replay_item *replay_item(const struct replay *r, const struct replay_item_key *key)
{
    return map_find(&r->map[REPLAY_ITEM], key);
}

const struct replay_job *replay_job(const struct replay *r, const struct id *job_id)
{
    return map_find(&r->map[REPLAY_JOB], job_id);
}

const struct replay_intent *replay_intent(const struct replay *r,
                                          const struct replay_intent_key *key)
{
    return map_find(&r->map[REPLAY_INTENT], key);
}

void replay_expect_key(const struct replay *r, enum replay_table table, const void *key,
                       bool second)
{
    if (second) {
        map_expect_entry(&r->map[table], key);
    } else {
        map_expect(&r->map[table], key);
    }
}

uint64_t replay_count(const struct replay *r, enum replay_table table)
{
    return r->map[table].count;
}

static bool code_is_none(const struct code_hash *code)
{
    static const struct code_hash none;
    return memcmp(code, &none, sizeof none) == 0;
}

/* Days since 1970-01-01 in Japan, rounding down. */
static int64_t day_in_japan(int64_t wall_ms)
{
    int64_t hours = wall_ms / 3600000 - (wall_ms % 3600000 < 0) + 9;
    return hours / 24 - (hours % 24 < 0);
}

static struct err note_visit(struct replay *r, uint64_t row_no, const struct journal_row *row)
{
    void *entry = NULL;
    bool fresh = false;
    TRY(map_obtain(&r->map[REPLAY_VISIT], &row->visit_id, &fresh, &entry));
    struct replay_visit *v = entry;
    if (fresh) {
        v->first_row = row_no;
        v->opened_wall_ms = row->wall_ms;
    }
    bool tells = fresh || row->kind == JOURNAL_VISIT_OPENED || row->kind == JOURNAL_NUMBER ||
                 row->kind == JOURNAL_VISIT_CLOSED;
    if (tells && !code_is_none(&row->code)) {
        v->code = row->code;
    }
    if (row->kind == JOURNAL_NUMBER && row->call_no > 0) {
        v->call_no = row->call_no;
        v->call_day = day_in_japan(row->wall_ms);
    }
    if (row->kind == JOURNAL_VISIT_CLOSED) {
        v->closed = true;
        v->closed_wall_ms = row->wall_ms;
    }
    v->last_row = row_no;
    v->last_kind = row->kind;
    v->last_wall_ms = row->wall_ms;
    return OK;
}

static void note_outcome(const struct replay *r, struct replay_outcome *o,
                         const struct journal_row *row)
{
    if (kind_meaning(row->kind)->phase == JOURNAL_OUTCOME) {
        o->any = true;
        o->kind = row->kind;
        replay_digest(r, row->detail, o->digest);
    }
}

static struct replay_item_key item_key(const struct journal_row *row)
{
    struct replay_item_key key = {.visit_id = row->visit_id};
    memcpy(key.application_id, row->application_id, sizeof key.application_id);
    return key;
}

static struct err note_item(struct replay *r, uint64_t row_no, const struct journal_row *row)
{
    struct replay_item_key key = item_key(row);
    void *entry = NULL;
    bool fresh = false;
    TRY(map_obtain(&r->map[REPLAY_ITEM], &key, &fresh, &entry));
    struct replay_item *item = entry;
    item->first_row = fresh ? row_no : item->first_row;
    item->last_row = row_no;
    item->last_kind = row->kind;
    /* A late report bears an older token. */
    item->token = row->token > item->token ? row->token : item->token;
    item->request_id = id_is_none(row->request_id) ? item->request_id : row->request_id;
    item->job_id = id_is_none(row->job_id) ? item->job_id : row->job_id;
    note_outcome(r, &item->outcome, row);
    return OK;
}

static struct err note_job(struct replay *r, uint64_t row_no, const struct journal_row *row)
{
    void *entry = NULL;
    bool fresh = false;
    TRY(map_obtain(&r->map[REPLAY_JOB], &row->job_id, &fresh, &entry));
    struct replay_job *job = entry;
    if (fresh) {
        job->visit_id = row->visit_id;
        job->group = kind_meaning(row->kind)->group;
        memcpy(job->application_id, row->application_id, sizeof job->application_id);
    }
    job->last_row = row_no;
    note_outcome(r, &job->outcome, row);
    return OK;
}

static struct err note_intent(struct replay *r, uint64_t row_no, const struct journal_row *row)
{
    struct replay_intent_key key = {
        .visit_id = row->visit_id,
        .job_id = row->job_id,
        .group = kind_meaning(row->kind)->group,
    };
    void *entry = NULL;
    bool fresh = false;
    memcpy(key.application_id, row->application_id, sizeof key.application_id);
    if (kind_meaning(row->kind)->phase == JOURNAL_OUTCOME) {
        map_drop(&r->map[REPLAY_INTENT], &key);
        return OK;
    }
    TRY(map_obtain(&r->map[REPLAY_INTENT], &key, &fresh, &entry));
    struct replay_intent *intent = entry;
    intent->row_no = row_no;
    intent->request_id = row->request_id;
    intent->wall_ms = row->wall_ms;
    return OK;
}

void replay_expect(const struct replay *r, const struct journal_row *row,
                   const struct journal_row *before)
{
    bool same_visit = before && id_equal(before->visit_id, row->visit_id);
    if (!same_visit) {
        map_expect(&r->map[REPLAY_VISIT], &row->visit_id);
    }
    if (!id_is_none(row->job_id) && !(before && id_equal(before->job_id, row->job_id))) {
        map_expect(&r->map[REPLAY_JOB], &row->job_id);
    }
    if (row->application_id[0] != '\0' &&
        !(same_visit && strcmp(before->application_id, row->application_id) == 0)) {
        struct replay_item_key key = item_key(row);
        map_expect(&r->map[REPLAY_ITEM], &key);
    }
}

struct err replay_row(struct replay *r, uint64_t row_no, const struct journal_row *row)
{
    if (!id_is_none(row->job_id)) {
        TRY(note_job(r, row_no, row));
    }
    if (id_is_none(row->visit_id)) {
        return OK;
    }
    TRY(note_visit(r, row_no, row));
    if (row->application_id[0] != '\0') {
        TRY(note_item(r, row_no, row));
    }
    if (kind_meaning(row->kind)->phase == JOURNAL_NOTE ||
        kind_meaning(row->kind)->group == JOURNAL_GROUP_VISIT) {
        return OK;
    }
    return note_intent(r, row_no, row);
}
