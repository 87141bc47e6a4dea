/* Files that are whole or not there, and what the system says about a file in our words.
 *
 * Promises: what is written goes to PATH.new (mode 0600, never through a link) and takes the name
 * only when it is on the disk: over a power cut the file is the new one or what it was before. A
 * try that fails leaves neither half a file nor PATH.new. Blocks for the disk.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include "base/err.h"

/* An errno of a call on a file. FULL: no room, or a limit on the size of files; READ_ONLY: not
 * allowed; NOT_FOUND: no such file or folder; IO: anything else. */
struct err file_err(int errno_code);

struct new_file {
    FILE *stream; /* to write to; what goes wrong there stays in its error mark until the end */
    char path[PATH_MAX], fresh[PATH_MAX];
};

/* On failure there is nothing to end. TOO_LARGE: the path; else as file_err(). */
struct err file_begin(struct new_file *file, const char *path);

/* whole: all is written, as far as the caller knows; when not, errno says why. Frees the stream.
 * The name is durable only after file_sync_folder() of its folder. */
struct err file_end(struct new_file *file, bool whole);

/* Makes the names in a folder durable. */
struct err file_sync_folder(const char *folder);

#endif
