#include "app/staff_file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static_assert(STAFF_HASH_SIZE >= crypto_pwhash_STRBYTES, "a hash fits its field");

enum { STAFF_FILE_MAX = 16 * 1024 };

struct err staff_file_read(const char *path, struct staff_list *out,
                           char message[STAFF_MESSAGE_SIZE])
{
    char text[STAFF_FILE_MAX + 1];
    message[0] = '\0';
    FILE *f = fopen(path, "rb");
    if (f == NULL && errno == ENOENT) {
        *out = (struct staff_list){.count = 0};
        return OK;
    }
    if (f == NULL) {
        struct strbuf b = strbuf_on(message, STAFF_MESSAGE_SIZE);
        strbuf_format(&b, "%s: %s", path, strerror(errno));
        return FAIL(IO);
    }
    size_t n = fread(text, 1, sizeof text, f);
    bool whole = ferror(f) == 0;
    fclose(f);
    if (!whole || n > STAFF_FILE_MAX) {
        struct strbuf b = strbuf_on(message, STAFF_MESSAGE_SIZE);
        strbuf_format(&b, "%s: %s", path, whole ? "too large" : "cannot be read");
        return whole ? FAIL(TOO_LARGE) : FAIL(IO);
    }
    return staff_parse((struct str){text, n}, path, out, message);
}

static bool hash_pin(const char *pin, enum staff_hash_work work, char out[STAFF_HASH_SIZE])
{
    bool least = work == STAFF_HASH_LEAST;
    memset(out, 0, STAFF_HASH_SIZE);
    return crypto_pwhash_str(
               out, pin, strlen(pin),
               least ? crypto_pwhash_OPSLIMIT_MIN : crypto_pwhash_OPSLIMIT_INTERACTIVE,
               least ? crypto_pwhash_MEMLIMIT_MIN : crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0;
}

struct err staff_file_add(const char *path, const struct staff_member *member, const char *pin,
                          enum staff_hash_work work)
{
    struct staff_list list;
    char message[STAFF_MESSAGE_SIZE];
    char hash[STAFF_HASH_SIZE];
    bool allowed = staff_id_is_allowed(str_of(member->id)) &&
                   staff_name_is_allowed(str_of(member->name)) &&
                   staff_pin_is_allowed(str_of(pin)) && member->role < STAFF_ROLE_COUNT;
    if (!allowed) {
        return FAIL(INVALID);
    }
    TRY(staff_file_read(path, &list, message));
    if (list.count == STAFF_MAX || staff_find(&list, member->id) >= 0) {
        return FAIL(INVALID);
    }
    if (!hash_pin(pin, work, hash)) {
        return FAIL(NO_MEMORY);
    }
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0) {
        return FAIL(IO);
    }
    bool written = dprintf(fd, "%s %s %s %s\n", member->id, staff_role_word(member->role), hash,
                           member->name) > 0 &&
                   fsync(fd) == 0;
    close(fd);
    return written ? OK : FAIL(IO);
}
