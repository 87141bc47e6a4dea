/* Puts a journal that cannot be used out of the way, whole and with its log. */
#include "journal/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "base/str.h"

enum { ASIDE_PATH_SIZE = JOURNAL_PATH_SIZE + 64 };

static struct err sync_folder_of(const char *path)
{
    char folder[JOURNAL_PATH_SIZE];
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) : 0;
    struct str name = slash && n > 0 ? (struct str){path, n} : slash ? STR("/") : STR(".");
    if (!str_copy(folder, sizeof folder, name)) {
        return FAIL(TOO_LARGE);
    }
    return file_sync_folder(folder);
}

static struct err move(const char *from, const char *to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) {
        return OK;
    }
    return errno == EEXIST ? FAIL(REFUSED) : file_err(errno);
}

/* The file goes first: a log left alone is refused by journal_open(), while a file left without its
 * log would look like a shorter journal. */
struct err journal_keep_aside(const char *path, int64_t wall_ms)
{
    char to[ASIDE_PATH_SIZE];
    char log[ASIDE_PATH_SIZE];
    char log_to[ASIDE_PATH_SIZE];
    if (strlen(path) >= JOURNAL_PATH_SIZE) {
        return FAIL(TOO_LARGE);
    }
    snprintf(to, sizeof to, "%s.aside-%lld", path, (long long)wall_ms);
    snprintf(log, sizeof log, "%s-wal", path);
    snprintf(log_to, sizeof log_to, "%s.aside-%lld-wal", path, (long long)wall_ms);
    struct err file_moved = move(path, to);
    if (failed(file_moved) && file_moved.code != ERR_NOT_FOUND) {
        return file_moved;
    }
    struct err log_moved = move(log, log_to);
    if (failed(log_moved) && log_moved.code != ERR_NOT_FOUND) {
        return log_moved;
    }
    if (failed(file_moved) && failed(log_moved)) {
        return FAIL(NOT_FOUND);
    }
    return sync_folder_of(path);
}
