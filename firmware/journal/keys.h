/* Key files beside the journal: the chain's, the one of code hashes, and one a day for personal
 * data.
 *
 * Promises: a key is 32 bytes in a file of mode 0600, made with libsodium's random bytes and on the
 * disk, whole, before it is used. Destroying overwrites the file before it is removed. Never in a
 * log.
 */
#ifndef JOURNAL_KEYS_H
#define JOURNAL_KEYS_H

#include "base/err.h"
#include "journal/chain.h"

enum { KEYS_DAY_BYTES = 32, KEYS_CODE_BYTES = 32 };

/* chain.key. With `make` a missing one is made; else NOT_FOUND. CORRUPT: wrong length. */
struct err keys_chain(const char *folder, bool make, struct chain_key *out_key);

/* code.key, of the hashes that stand for codes; a missing one is made. CORRUPT: wrong length. */
struct err keys_code(const char *folder, uint8_t out_key[KEYS_CODE_BYTES]);

/* journal.born: this folder's journal once had rows, so an empty file is a loss, not a beginning.
 */
bool keys_born(const char *folder);
struct err keys_mark_born(const char *folder);

/* day-<day>.key. With `make` a missing one is made; else NOT_FOUND. One that was half forgotten
 * when power went counts as missing. */
struct err keys_day(const char *folder, int64_t day, bool make, uint8_t out_key[KEYS_DAY_BYTES]);

/* Destroys the key of a day; OK when there is none. */
struct err keys_forget_day(const char *folder, int64_t day);

/* The oldest day with a key file after `after`; false when none. */
bool keys_next_day(const char *folder, int64_t after, int64_t *out_day);

#endif
