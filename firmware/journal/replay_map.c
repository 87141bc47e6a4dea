#include "journal/replay_map.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 64, CACHE_LINE = 64 };

struct replay_map map_of(size_t entry_size, size_t key_size)
{
    return (struct replay_map){.entry_size = entry_size, .key_size = key_size};
}

void map_free(struct replay_map *m)
{
    free(m->entries);
    free(m->slot);
}

/* Rows come here only when their chain holds, so nobody without the key chooses keys: a quick hash
 * will do. */
static uint32_t hash_of(const struct replay_map *m, const void *key)
{
    const uint8_t *p = key;
    const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15);
    uint64_t h = m->key_size;
    uint64_t word = 0;
    size_t at = 0;
    for (; at + sizeof word <= m->key_size; at += sizeof word) {
        memcpy(&word, p + at, sizeof word);
        h = (h ^ word) * odd;
        h ^= h >> 29;
    }
    for (; at < m->key_size; at++) {
        h = (h ^ p[at]) * odd;
    }
    return (uint32_t)(h >> 32);
}

static uint8_t *entry_at(const struct replay_map *m, size_t at)
{
    return m->entries + at * m->entry_size;
}

/* The slot of the key, or the empty one where it belongs. */
static size_t slot_of(const struct replay_map *m, const void *key, uint32_t hash)
{
    size_t s = hash & (m->slots - 1);
    while (m->slot[s].at != 0) {
        bool same = m->slot[s].hash == hash &&
                    memcmp(entry_at(m, m->slot[s].at - 1), key, m->key_size) == 0;
        if (same) {
            break;
        }
        s = (s + 1) & (m->slots - 1);
    }
    return s;
}

static struct err widen(struct replay_map *m)
{
    size_t slots = m->slots ? m->slots * 2 : FIRST_SLOTS;
    struct map_slot *wider = calloc(slots, sizeof *wider);
    if (!wider) {
        return FAIL(NO_MEMORY);
    }
    for (size_t i = 0; i < m->slots; i++) {
        size_t s = m->slot[i].hash & (slots - 1);
        while (m->slot[i].at != 0 && wider[s].at != 0) {
            s = (s + 1) & (slots - 1);
        }
        if (m->slot[i].at != 0) {
            wider[s] = m->slot[i];
        }
    }
    free(m->slot);
    m->slot = wider;
    m->slots = slots;
    return OK;
}

static struct err grow(struct replay_map *m)
{
    if (m->count == m->cap) {
        size_t cap = m->cap ? m->cap * 2 : FIRST_SLOTS / 2;
        uint8_t *entries = realloc(m->entries, cap * m->entry_size);
        if (!entries) {
            return FAIL(NO_MEMORY);
        }
        m->entries = entries;
        m->cap = cap;
    }
    return (m->count + 1) * 2 <= m->slots ? OK : widen(m);
}

void map_expect(const struct replay_map *m, const void *key)
{
    if (m->slots > 0) {
        __builtin_prefetch(&m->slot[hash_of(m, key) & (m->slots - 1)]);
    }
}

void map_expect_entry(const struct replay_map *m, const void *key)
{
    if (m->slots == 0) {
        return;
    }
    uint32_t hash = hash_of(m, key);
    const struct map_slot *slot = &m->slot[hash & (m->slots - 1)];
    if (slot->at != 0) {
        const uint8_t *entry = entry_at(m, slot->at - 1);
        __builtin_prefetch(entry);
        __builtin_prefetch(entry + CACHE_LINE);
    }
}

void *map_find(const struct replay_map *m, const void *key)
{
    if (m->slots == 0) {
        return NULL;
    }
    size_t s = slot_of(m, key, hash_of(m, key));
    return m->slot[s].at ? entry_at(m, m->slot[s].at - 1) : NULL;
}

struct err map_obtain(struct replay_map *m, const void *key, bool *out_fresh, void **out_entry)
{
    TRY(grow(m));
    uint32_t hash = hash_of(m, key);
    size_t s = slot_of(m, key, hash);
    *out_fresh = m->slot[s].at == 0;
    if (*out_fresh) {
        uint8_t *entry = entry_at(m, m->count);
        memcpy(entry, key, m->key_size);
        memset(entry + m->key_size, 0, m->entry_size - m->key_size);
        m->slot[s] = (struct map_slot){(uint32_t)++m->count, hash};
    }
    *out_entry = entry_at(m, m->slot[s].at - 1);
    return OK;
}

/* Empties slot s and moves up what stood behind only because it was taken. */
static void close_gap(struct replay_map *m, size_t s)
{
    size_t mask = m->slots - 1;
    for (size_t next = (s + 1) & mask; m->slot[next].at != 0; next = (next + 1) & mask) {
        size_t home = m->slot[next].hash & mask;
        if (((next - home) & mask) >= ((next - s) & mask)) {
            m->slot[s] = m->slot[next];
            s = next;
        }
    }
    m->slot[s] = (struct map_slot){0};
}

void map_drop(struct replay_map *m, const void *key)
{
    if (m->slots == 0) {
        return;
    }
    size_t s = slot_of(m, key, hash_of(m, key));
    if (m->slot[s].at == 0) {
        return;
    }
    size_t at = m->slot[s].at - 1;
    size_t last = m->count - 1;
    if (at != last) {
        const uint8_t *moved = entry_at(m, last);
        m->slot[slot_of(m, moved, hash_of(m, moved))].at = (uint32_t)at + 1;
        memcpy(entry_at(m, at), moved, m->entry_size);
    }
    m->count--;
    close_gap(m, s);
}
