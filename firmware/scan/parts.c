#include "scan/parts.h"

#include <assert.h>
#include <string.h>

void parts_init(struct parts *p)
{
    *p = (struct parts){.state = PARTS_EMPTY};
}

static bool same_series(const struct parts *p, const struct part *part)
{
    return p->state != PARTS_EMPTY && p->count == part->count && p->parity == part->parity;
}

/* The same index with other bytes: two messages whose parity happens to agree. */
static bool contradicts(const struct parts *p, const struct part *part)
{
    if ((p->seen >> part->index & 1) == 0) {
        return false;
    }
    return p->length[part->index] != part->length ||
           memcmp(p->store + p->at[part->index], part->bytes, part->length) != 0;
}

static enum parts_state judge(const struct parts *p)
{
    if (p->seen != (1U << p->count) - 1) {
        return PARTS_INCOMPLETE;
    }
    uint8_t parity = 0;
    for (int i = 0; i < p->used; i++) {
        parity ^= p->store[i];
    }
    return parity == p->parity ? PARTS_COMPLETE : PARTS_DAMAGED;
}

struct err parts_add(struct parts *p, const struct part *part)
{
    if (part->count < 2 || part->count > PARTS_MAX || part->index >= part->count ||
        part->length > PARTS_BYTES_MAX) {
        return FAIL(INVALID);
    }
    bool start_over = !same_series(p, part) || contradicts(p, part);
    size_t used = start_over ? 0 : p->used;
    if (!start_over && (p->seen >> part->index & 1) != 0) {
        return OK;
    }
    if (used + part->length > PARTS_MESSAGE_MAX) {
        return FAIL(TOO_LARGE);
    }
    if (start_over) {
        parts_init(p);
        p->count = part->count;
        p->parity = part->parity;
    }
    memcpy(p->store + used, part->bytes, part->length);
    p->at[part->index] = (uint16_t)used;
    p->length[part->index] = (uint16_t)part->length;
    p->used = (uint16_t)(used + part->length);
    p->seen = (uint16_t)(p->seen | 1U << part->index);
    p->state = judge(p);
    return OK;
}

bool parts_message(const struct parts *p, uint8_t *out, size_t room, size_t *out_length)
{
    assert(p->state == PARTS_COMPLETE);
    if (room < p->used) {
        return false;
    }
    size_t n = 0;
    for (int i = 0; i < p->count; i++) {
        memcpy(out + n, p->store + p->at[i], p->length[i]);
        n += p->length[i];
    }
    *out_length = n;
    return true;
}
