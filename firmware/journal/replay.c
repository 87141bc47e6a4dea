#include "journal/replay.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    uint8_t digest[16];
    bool present;
    struct replay_state state;
};

struct replay {
    struct entry *entry;
    size_t count;
    size_t cap;
    uint32_t *slot;  /* index + 1 into entry; 0 empty */
    size_t slot_cap; /* power of two */
    uint64_t present[REPLAY_TABLES];
};

static void digest_key(const struct replay_key *key, uint8_t out[16])
{
    uint8_t bytes[2 + 2 * ID_BYTES + APPLICATION_ID_SIZE] = {(uint8_t)key->table,
                                                             (uint8_t)key->group};
    memcpy(bytes + 2, key->visit_id.byte, ID_BYTES);
    memcpy(bytes + 2 + ID_BYTES, key->job_id.byte, ID_BYTES);
    memcpy(bytes + 2 + 2 * ID_BYTES, key->application_id,
           strnlen(key->application_id, APPLICATION_ID_SIZE));
    crypto_generichash(out, 16, bytes, sizeof bytes, NULL, 0);
}

void replay_digest(const char *text, uint8_t out[16])
{
    crypto_generichash(out, 16, (const uint8_t *)text, strlen(text), NULL, 0);
}

struct replay *replay_open(void)
{
    struct replay *r = calloc(1, sizeof *r);
    if (!r) {
        return NULL;
    }
    r->slot_cap = 1024;
    r->slot = calloc(r->slot_cap, sizeof *r->slot);
    if (!r->slot) {
        free(r);
        return NULL;
    }
    return r;
}

void replay_close(struct replay *r)
{
    if (r) {
        free(r->entry);
        free(r->slot);
        free(r);
    }
}

/* The slot that holds the digest, or the empty one where it belongs. */
static size_t slot_of(const struct replay *r, const uint8_t digest[16])
{
    uint64_t start = 0;
    memcpy(&start, digest, sizeof start);
    size_t at = (size_t)start & (r->slot_cap - 1);
    while (r->slot[at] != 0 && memcmp(r->entry[r->slot[at] - 1].digest, digest, 16) != 0) {
        at = (at + 1) & (r->slot_cap - 1);
    }
    return at;
}

static struct err grow(struct replay *r)
{
    if (r->count == r->cap) {
        size_t cap = r->cap ? r->cap * 2 : 256;
        struct entry *list = realloc(r->entry, cap * sizeof *list);
        if (!list) {
            return FAIL(NO_MEMORY);
        }
        r->entry = list;
        r->cap = cap;
    }
    if ((r->count + 1) * 2 <= r->slot_cap) {
        return OK;
    }
    uint32_t *wider = calloc(r->slot_cap * 2, sizeof *wider);
    if (!wider) {
        return FAIL(NO_MEMORY);
    }
    free(r->slot);
    r->slot = wider;
    r->slot_cap *= 2;
    for (size_t i = 0; i < r->count; i++) {
        r->slot[slot_of(r, r->entry[i].digest)] = (uint32_t)(i + 1);
    }
    return OK;
}

/* *out_fresh: there was no such entry. */
static struct err obtain(struct replay *r, const struct replay_key *key, bool *out_fresh,
                         struct replay_state **out_state)
{
    uint8_t digest[16];
    digest_key(key, digest);
    TRY(grow(r));
    size_t at = slot_of(r, digest);
    if (r->slot[at] == 0) {
        struct entry fresh = {0};
        memcpy(fresh.digest, digest, sizeof digest);
        r->entry[r->count] = fresh;
        r->slot[at] = (uint32_t)++r->count;
    }
    struct entry *e = &r->entry[r->slot[at] - 1];
    *out_fresh = !e->present;
    if (!e->present) {
        e->present = true;
        e->state = (struct replay_state){0};
        r->present[key->table]++;
    }
    *out_state = &e->state;
    return OK;
}

const struct replay_state *replay_find(const struct replay *r, const struct replay_key *key)
{
    uint8_t digest[16];
    digest_key(key, digest);
    size_t at = slot_of(r, digest);
    const struct entry *e = r->slot[at] ? &r->entry[r->slot[at] - 1] : NULL;
    return e && e->present ? &e->state : NULL;
}

uint64_t replay_count(const struct replay *r, enum replay_table table)
{
    return r->present[table];
}

static bool code_is_none(struct code_hash code)
{
    return sodium_is_zero(code.byte, CODE_HASH_BYTES) == 1;
}

/* Days since 1970-01-01 in Japan, rounding down. */
static int64_t day_in_japan(int64_t wall_ms)
{
    int64_t hours = wall_ms / 3600000 - (wall_ms % 3600000 < 0) + 9;
    return hours / 24 - (hours % 24 < 0);
}

static struct err replay_visit(struct replay *r, uint64_t row_no, const struct journal_row *row)
{
    struct replay_key key = {.table = REPLAY_VISIT, .visit_id = row->visit_id};
    struct replay_state *s = NULL;
    bool fresh = false;
    TRY(obtain(r, &key, &fresh, &s));
    if (fresh) {
        s->first_row = row_no;
        s->opened_wall_ms = row->wall_ms;
    }
    bool tells = fresh || row->kind == JOURNAL_VISIT_OPENED || row->kind == JOURNAL_NUMBER ||
                 row->kind == JOURNAL_VISIT_CLOSED;
    if (tells && !code_is_none(row->code)) {
        s->code = row->code;
    }
    if (row->kind == JOURNAL_NUMBER && row->call_no > 0) {
        s->call_no = row->call_no;
        s->call_day = day_in_japan(row->wall_ms);
    }
    if (row->kind == JOURNAL_VISIT_CLOSED) {
        s->closed = true;
        s->closed_wall_ms = row->wall_ms;
    }
    s->last_row = row_no;
    s->last_kind = row->kind;
    s->last_wall_ms = row->wall_ms;
    return OK;
}

static void note_outcome(struct replay_state *s, const struct journal_row *row)
{
    if (journal_kind_phase(row->kind) == JOURNAL_OUTCOME) {
        s->has_outcome = true;
        s->outcome_kind = row->kind;
        replay_digest(row->detail, s->outcome_digest);
    }
}

static struct err replay_item(struct replay *r, uint64_t row_no, const struct journal_row *row)
{
    struct replay_key key = {.table = REPLAY_ITEM, .visit_id = row->visit_id};
    struct replay_state *s = NULL;
    bool fresh = false;
    memcpy(key.application_id, row->application_id, sizeof key.application_id);
    TRY(obtain(r, &key, &fresh, &s));
    s->first_row = fresh ? row_no : s->first_row;
    s->last_row = row_no;
    s->last_kind = row->kind;
    s->token = row->token > s->token ? row->token : s->token; /* a late report bears an older one */
    s->request_id = id_is_none(row->request_id) ? s->request_id : row->request_id;
    s->job_id = id_is_none(row->job_id) ? s->job_id : row->job_id;
    note_outcome(s, row);
    return OK;
}

static struct err replay_job(struct replay *r, uint64_t row_no, const struct journal_row *row)
{
    struct replay_key key = {.table = REPLAY_JOB, .job_id = row->job_id};
    struct replay_state *s = NULL;
    bool fresh = false;
    TRY(obtain(r, &key, &fresh, &s));
    if (fresh) {
        s->visit_id = row->visit_id;
        s->group = journal_kind_group(row->kind);
        memcpy(s->application_id, row->application_id, sizeof s->application_id);
    }
    s->last_row = row_no;
    note_outcome(s, row);
    return OK;
}

static struct err replay_intent(struct replay *r, uint64_t row_no, const struct journal_row *row)
{
    struct replay_key key = {
        .table = REPLAY_INTENT,
        .visit_id = row->visit_id,
        .job_id = row->job_id,
        .group = journal_kind_group(row->kind),
    };
    struct replay_state *s = NULL;
    bool fresh = false;
    memcpy(key.application_id, row->application_id, sizeof key.application_id);
    TRY(obtain(r, &key, &fresh, &s));
    if (journal_kind_phase(row->kind) == JOURNAL_OUTCOME) {
        uint8_t digest[16];
        digest_key(&key, digest);
        r->entry[r->slot[slot_of(r, digest)] - 1].present = false;
        r->present[REPLAY_INTENT]--;
        return OK;
    }
    s->last_row = row_no;
    s->request_id = row->request_id;
    s->opened_wall_ms = row->wall_ms;
    return OK;
}

struct err replay_row(struct replay *r, uint64_t row_no, const struct journal_row *row)
{
    enum journal_phase phase = journal_kind_phase(row->kind);
    if (!id_is_none(row->job_id)) {
        TRY(replay_job(r, row_no, row));
    }
    if (id_is_none(row->visit_id)) {
        return OK;
    }
    TRY(replay_visit(r, row_no, row));
    if (row->application_id[0] != '\0') {
        TRY(replay_item(r, row_no, row));
    }
    if (phase == JOURNAL_NOTE || journal_kind_group(row->kind) == JOURNAL_GROUP_VISIT) {
        return OK;
    }
    return replay_intent(r, row_no, row);
}
