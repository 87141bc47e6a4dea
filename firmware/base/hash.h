/* FNV-1a, 64 bits (Fowler, Noll, Vo): one number for a long event log, to
 * compare two runs, two machines or two compilers.
 *
 * Promises: streaming, the same everywhere, independent of byte order and of how the input is cut
 * into pieces. Never for secrets and never against someone who chooses the input: code hashes and
 * the journal chain use libsodium.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include "base/str.h"

struct hash {
    uint64_t value; /* the hash of all that was added so far */
};

struct hash hash_start(void);
void hash_bytes(struct hash *h, const void *bytes, size_t n);
void hash_text(struct hash *h, struct str text); /* its bytes only: no terminator, no length */
void hash_u64(struct hash *h, uint64_t number);  /* as 8 bytes, big endian */

#endif
