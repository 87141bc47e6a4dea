/* Personal data that must outlive a restart: encrypted under a key of its day, deleted by
 * destroying that key.
 *
 * Promises: XChaCha20-Poly1305 (libsodium) with a random nonce; visit, application and day are the
 * associated data, so a value moved to another row does not open. One key file a day, mode 0600, in
 * the key folder. Once the key is gone the value is gone, in the log and in free pages too. Values
 * are not part of the chain.
 */
#ifndef JOURNAL_PERSONAL_H
#define JOURNAL_PERSONAL_H

#include "journal/journal.h"

enum { PERSONAL_VALUE_MAX = 4096 };

struct personal_name {
    struct id visit_id;
    char application_id[APPLICATION_ID_SIZE];
};

/* Stores or replaces; one commit. n <= PERSONAL_VALUE_MAX (asserted). wall_ms says the day. */
struct err journal_personal_put(struct journal *j, const struct personal_name *name,
                                int64_t wall_ms, const void *bytes, size_t n);

/* Reads into out[cap]. NOT_FOUND: never stored, or forgotten. CORRUPT: it does not open. TOO_LARGE:
 * cap. The caller wipes what it got. */
struct err journal_personal_get(struct journal *j, const struct personal_name *name, void *out,
                                size_t cap, size_t *out_n);

/* Destroys the keys of all days that ended more than retention_days before wall_ms, and whose
 * visits are all closed, have nothing unacknowledged in the outbox, and saw their last row
 * (usually the acknowledgement) as long ago. Then removes the rows. *out_days: keys destroyed.
 * A day later than tomorrow, or a row dated years off, comes from a wall clock that jumped: its age
 * is that of the rows written after and before it, so a jump keeps no name past its retention. */
struct err journal_forget(struct journal *j, int64_t wall_ms, int retention_days, int *out_days);

#endif
