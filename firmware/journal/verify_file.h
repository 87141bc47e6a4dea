/* Opens a journal file for reading only, for the verifier. Private to verify. */
#ifndef JOURNAL_VERIFY_FILE_H
#define JOURNAL_VERIFY_FILE_H

#include <sqlite3.h>
#include "journal/verify.h"

/* Neither the file nor its log is written; no lock is taken on real files. CORRUPT: not SQLite. */
struct err verify_file_open(const char *path, const char *vfs_name, sqlite3 **out_db);

struct err verify_file_key(const char *folder, struct chain_key *out_key);

/* Marks of a journal and the exact schema text of a version that this build knows; SQLite's own
 * structure. *out_problem: NONE, NOT_A_JOURNAL or DAMAGED. */
struct err verify_file_form(sqlite3 *db, enum verify_problem *out_problem);

/* Fingerprint (BLAKE2b-128) of schema and migration rows; for making the table of known ones. */
struct err verify_file_fingerprint(sqlite3 *db, uint8_t out[16]);

#endif
