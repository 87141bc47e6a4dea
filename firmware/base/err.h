/* Operation failures as a type of their own (DESIGN §7, kind 2).
 *
 * Promises: an error cannot be ignored (nodiscard) and cannot be mixed with a number. Never carries
 * text from outside. Bugs are not errors: they assert. Device conditions (paper out, cover open)
 * are not errors either: they are data in events.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

/* Who can do something about it. */
enum err_class {
    ERR_CLASS_NONE,
    ERR_CLASS_RETRY,     /* the same call may succeed later */
    ERR_CLASS_STAFF,     /* a person at the counter must act */
    ERR_CLASS_PERMANENT, /* neither time nor staff help: input or configuration is wrong */
};

/* X(code, class, text) - one row is one code everywhere: enum, name, class, text. */
#define ERR_LIST(X)                                                                                \
    X(OK, NONE, "success")                                                                         \
    X(IO, RETRY, "input or output failed")                                                         \
    X(BUSY, RETRY, "busy, try again")                                                              \
    X(TIMEOUT, RETRY, "deadline passed")                                                           \
    X(GONE, RETRY, "device or peer is gone")                                                       \
    X(FULL, STAFF, "no room left")                                                                 \
    X(CORRUPT, STAFF, "stored data is damaged")                                                    \
    X(LOCKED, STAFF, "held by another process")                                                    \
    X(READ_ONLY, STAFF, "storage is read-only")                                                    \
    X(TOO_LARGE, PERMANENT, "larger than the limit")                                               \
    X(INVALID, PERMANENT, "not in the required form")                                              \
    X(UNSUPPORTED, PERMANENT, "not supported by this device or build")                             \
    X(NOT_FOUND, PERMANENT, "does not exist")                                                      \
    X(REFUSED, PERMANENT, "refused by policy or peer")                                             \
    X(NO_MEMORY, RETRY, "out of memory")

enum err_code {
#define X(code, class, text) ERR_##code,
    ERR_LIST(X)
#undef X
        ERR_COUNT,
};

struct [[nodiscard]] err {
    enum err_code code;
};

static const struct err OK = {ERR_OK}; /* a constant, so that lists may have a row OK */
#define FAIL(code_) ((struct err){ERR_##code_})
#define TRY(expr)                                                                                  \
    do {                                                                                           \
        struct err try_err_ = (expr);                                                              \
        if (try_err_.code != ERR_OK) {                                                             \
            return try_err_;                                                                       \
        }                                                                                          \
    } while (0)

/* Says, where it stands, that a failure changes nothing for the caller. */
#define IGNORE_ERR(expr) ((void)(expr).code)

static inline bool failed(struct err e)
{
    return e.code != ERR_OK;
}

const char *err_name(struct err e); /* "TIMEOUT"; static storage */
const char *err_text(struct err e); /* one English phrase; static storage */
enum err_class err_class(struct err e);

#endif
