/* The outbox and its steps, read along with the rows that cover them. Private to verify.
 *
 * Promises: puts and steps are numbered from 1, each belongs to the event row that it names, and
 * the state of a put is what its steps made of it. 40 bytes a put.
 */
#ifndef JOURNAL_VERIFY_OUTBOX_H
#define JOURNAL_VERIFY_OUTBOX_H

#include "journal/chain.h"
#include "journal/verify_index.h"

struct verify_outbox;

/* The reader and the keys must outlive it. NO_MEMORY, IO, CORRUPT. */
struct err verify_outbox_open(struct verify_reader *r, const struct verify_schema *schema,
                              const struct chain_key *chain, const struct index_key *key,
                              struct verify_outbox **out);
void verify_outbox_close(struct verify_outbox *o);

/* What row `row_no` did to the outbox, folded. *out_sound is false when a put or step is not in the
 * required form, out of number, or of a row before. Rows must be asked for in order. */
struct err verify_outbox_fold(struct verify_outbox *o, uint64_t row_no,
                              struct chain_hash *out_effects, bool *out_sound);

/* After the last row: nothing is left over and every state is right. */
bool verify_outbox_ends(const struct verify_outbox *o);

uint64_t verify_outbox_rows(const struct verify_outbox *o);
const struct index_sums *verify_outbox_sums(const struct verify_outbox *o);

#endif
