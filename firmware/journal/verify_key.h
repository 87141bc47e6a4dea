/* The chain's key for the verifier. Private to verify. */
#ifndef JOURNAL_VERIFY_KEY_H
#define JOURNAL_VERIFY_KEY_H

#include "base/err.h"
#include "journal/chain.h"

/* From chain.key in the folder; nothing is ever made. NOT_FOUND, also for a key of another length;
 * READ_ONLY: not allowed to read; IO. The caller wipes it. */
struct err verify_key_read(const char *folder, struct chain_key *out_key);

#endif
