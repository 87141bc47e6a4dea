#include "journal/keys.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "base/str.h"

enum { KEY_PATH_SIZE = 320, KEY_BYTES = 32 };

static struct err path_of(char out[KEY_PATH_SIZE], const char *folder, const char *name)
{
    struct strbuf b = strbuf_on(out, KEY_PATH_SIZE);
    strbuf_text(&b, folder);
    strbuf_char(&b, '/');
    strbuf_text(&b, name);
    return b.cut ? FAIL(TOO_LARGE) : OK;
}

static struct err make_file(const char *folder, const char *name, const uint8_t *bytes, size_t n)
{
    char path[KEY_PATH_SIZE];
    struct new_file file;
    TRY(path_of(path, folder, name));
    TRY(file_begin(&file, path));
    setvbuf(file.stream, NULL, _IONBF, 0); /* no copy of a key stays in a buffer */
    TRY(file_end(&file, n == 0 || fwrite(bytes, 1, n, file.stream) == n));
    return file_sync_folder(folder);
}

static struct err read_key(const char *folder, const char *name, uint8_t out[KEY_BYTES])
{
    char path[KEY_PATH_SIZE];
    uint8_t bytes[KEY_BYTES + 1];
    TRY(path_of(path, folder, name));
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        return file_err(errno);
    }
    ssize_t n = read(fd, bytes, sizeof bytes);
    struct err e = n < 0 ? file_err(errno) : n == KEY_BYTES ? OK : FAIL(CORRUPT);
    close(fd);
    if (!failed(e)) {
        memcpy(out, bytes, KEY_BYTES);
    }
    sodium_memzero(bytes, sizeof bytes);
    return e;
}

static struct err read_or_make(const char *folder, const char *name, bool make,
                               uint8_t out[KEY_BYTES])
{
    struct err e = read_key(folder, name, out);
    if (e.code != ERR_NOT_FOUND || !make) {
        return e;
    }
    uint8_t bytes[KEY_BYTES];
    randombytes_buf(bytes, sizeof bytes);
    e = make_file(folder, name, bytes, sizeof bytes);
    if (!failed(e)) {
        memcpy(out, bytes, KEY_BYTES);
    }
    sodium_memzero(bytes, sizeof bytes);
    return e;
}

struct err keys_chain(const char *folder, bool make, struct chain_key *out_key)
{
    return read_or_make(folder, "chain.key", make, out_key->byte);
}

struct err keys_code(const char *folder, uint8_t out_key[KEYS_CODE_BYTES])
{
    return read_or_make(folder, "code.key", true, out_key);
}

bool keys_born(const char *folder)
{
    char path[KEY_PATH_SIZE];
    return !failed(path_of(path, folder, "journal.born")) && access(path, F_OK) == 0;
}

struct err keys_mark_born(const char *folder)
{
    return keys_born(folder) ? OK : make_file(folder, "journal.born", NULL, 0);
}

static void day_name(char out[40], int64_t day)
{
    snprintf(out, 40, "day-%lld.key", (long long)day);
}

static struct err write_synced(int fd, const uint8_t *bytes, size_t n)
{
    ssize_t done = write(fd, bytes, n);
    if (done < 0) {
        return file_err(errno);
    }
    if ((size_t)done != n) {
        return FAIL(FULL);
    }
    return fsync(fd) == 0 ? OK : file_err(errno);
}

struct err keys_forget_day(const char *folder, int64_t day)
{
    char name[40];
    char path[KEY_PATH_SIZE];
    const uint8_t zeros[KEY_BYTES] = {0};
    day_name(name, day);
    TRY(path_of(path, folder, name));
    int fd = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? OK : file_err(errno);
    }
    struct err e = write_synced(fd, zeros, sizeof zeros);
    close(fd);
    TRY(e);
    if (unlink(path) != 0) {
        return file_err(errno);
    }
    return file_sync_folder(folder);
}

struct err keys_day(const char *folder, int64_t day, bool make, uint8_t out_key[KEYS_DAY_BYTES])
{
    char name[40];
    day_name(name, day);
    struct err e = read_or_make(folder, name, make, out_key);
    if (failed(e) || !sodium_is_zero(out_key, KEYS_DAY_BYTES)) {
        return e;
    }
    TRY(keys_forget_day(folder, day)); /* power went before its name was gone */
    return read_or_make(folder, name, make, out_key);
}

static bool parse_day(const char *name, int64_t *out)
{
    struct str s = str_of(name);
    const size_t fixed = sizeof "day-.key" - 1;
    if (s.n <= fixed || !str_starts(s, STR("day-")) || strcmp(name + s.n - 4, ".key") != 0) {
        return false;
    }
    return str_to_int64((struct str){name + 4, s.n - fixed}, out);
}

bool keys_next_day(const char *folder, int64_t after, int64_t *out_day)
{
    DIR *dir = opendir(folder);
    bool found = false;
    if (!dir) {
        return false;
    }
    for (const struct dirent *entry = readdir(dir); entry; entry = readdir(dir)) {
        int64_t day = 0;
        if (parse_day(entry->d_name, &day) && day > after && (!found || day < *out_day)) {
            *out_day = day;
            found = true;
        }
    }
    closedir(dir);
    return found;
}
