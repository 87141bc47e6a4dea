/* The staff list on disk, and the command that adds to it.
 *
 * Promises: a file that is not there is an empty list (no login); a file that cannot be read or is
 * wrong is a failure, never an empty list. PINs are read from standard input and leave memory as
 * soon as they are hashed; only the Argon2id hash is written (libsodium, interactive limits: about
 * 100 ms and 64 MiB a try on the terminal's processor).
 */
#ifndef APP_STAFF_FILE_H
#define APP_STAFF_FILE_H

#include "domain/staff.h"

/* INVALID: message says where. IO, TOO_LARGE. */
[[nodiscard]] struct err staff_file_read(const char *path, struct staff_list *out,
                                         char message[STAFF_MESSAGE_SIZE]);

/* How much work a hash is: INTERACTIVE for people, LEAST for simulated ones. */
enum staff_hash_work { STAFF_HASH_INTERACTIVE, STAFF_HASH_LEAST };

/* Appends one member, made anew with mode 0600. INVALID: a word is not allowed, or the id is
 * there; NO_MEMORY, IO. */
[[nodiscard]] struct err staff_file_add(const char *path, const struct staff_member *member,
                                        const char *pin, enum staff_hash_work work);

#endif
