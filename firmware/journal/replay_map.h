/* Entries of one size, found by their first bytes. Private to verify.
 *
 * Promises: whole keys are compared; the hash (SipHash-2-4, keyed, so no file can be made that
 * fills one place) only says where to look first.
 */
#ifndef JOURNAL_REPLAY_MAP_H
#define JOURNAL_REPLAY_MAP_H

#include <stddef.h>
#include <stdint.h>
#include "base/err.h"

struct map_slot {
    uint32_t at; /* entry + 1; 0: empty */
    uint32_t hash;
};

struct replay_map {
    size_t entry_size;
    size_t key_size;
    uint8_t *entries;
    size_t count;
    size_t cap;
    struct map_slot *slot;
    size_t slots; /* a power of two, or 0 */
};

struct replay_map map_of(size_t entry_size, size_t key_size);
void map_free(struct replay_map *m);

/* Fetches what a look for the key will need: first where it stands, then, some looks later, the
 * entry itself. Changes nothing. */
void map_expect(const struct replay_map *m, const void *key);
void map_expect_entry(const struct replay_map *m, const void *key);

/* NULL: there is none. */
void *map_find(const struct replay_map *m, const void *key);

/* Finds or makes; a fresh entry is zero after its key. NO_MEMORY. */
struct err map_obtain(struct replay_map *m, const void *key, bool *out_fresh, void **out_entry);

/* Nothing when there is none. Entries move: what was found before is no longer valid. */
void map_drop(struct replay_map *m, const void *key);

#endif
