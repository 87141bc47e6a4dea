/* Who may sit at the counter, and what each role may do there.
 *
 * Promises: the list is data (a file beside the settings, made by `uketori staff add`); it holds no
 * PIN, only its Argon2id hash. What a role may do is one table. Reading is the caller's:
 * staff_parse takes the text. Without a list the terminal has no login: one clerk, named after the
 * window.
 *
 * One member a line, blanks between, # begins a comment line:
 *   ID ROLE HASH NAME…      sato clerk $argon2id$v=19$… 佐藤
 */
#ifndef DOMAIN_STAFF_H
#define DOMAIN_STAFF_H

#include <stdbool.h>
#include "base/err.h"
#include "base/str.h"

enum {
    STAFF_MAX = 24,
    STAFF_MEMBER_ID_SIZE = 12, /* two of them, joined by +, fit a staff_id */
    STAFF_NAME_SIZE = 32,
    STAFF_HASH_SIZE = 128, /* libsodium's crypto_pwhash_STRBYTES */
    STAFF_MESSAGE_SIZE = 320,
    PIN_DIGITS_MIN = 4,
    PIN_DIGITS_MAX = 8,
};

/* X(role, word in the file) */
#define STAFF_ROLE_LIST(X)                                                                         \
    X(CLERK, "clerk")                                                                              \
    X(SUPERVISOR, "supervisor")                                                                    \
    X(ENGINEER, "engineer")
enum staff_role {
#define X(role, word) STAFF_ROLE_##role,
    STAFF_ROLE_LIST(X)
#undef X
        STAFF_ROLE_COUNT,
};
const char *staff_role_word(enum staff_role role);

/* What the counter asks a person for. X(right, clerk, supervisor, engineer) */
#define STAFF_RIGHT_LIST(X)                                                                        \
    X(SERVE, true, true, false)     /* queue, checks, hand-over, unmasking */                      \
    X(SEARCH, true, true, false)    /* people without a code */                                    \
    X(EXCEPTION, true, true, false) /* begins one */                                               \
    X(CONFIRM, true, true, false)   /* the second person of an exception, of a closing */          \
    X(REPORT, true, true, false)    /* 日報 and its closing */                                   \
    X(LOG, false, true, true)       /* 操作記録 */                                             \
    X(DEVICES, true, true, true)    /* state of the devices, supplies */                           \
    X(STOCK, true, true, false)     /* numbered sheets: boxes, spoiled ones, the count */          \
    X(SERVICE, true, true, true)    /* opening check, tests */                                     \
    X(SETTINGS, false, true, true)  /* the settings in force */                                    \
    X(CHANGE, false, true, false)   /* … and those that may be changed for today */
enum staff_right {
#define X(right, clerk, supervisor, engineer) RIGHT_##right,
    STAFF_RIGHT_LIST(X)
#undef X
        STAFF_RIGHT_COUNT,
};
bool staff_role_may(enum staff_role role, enum staff_right right);

struct staff_member {
    char id[STAFF_MEMBER_ID_SIZE]; /* letters, digits, - _ */
    enum staff_role role;
    char hash[STAFF_HASH_SIZE];
    char name[STAFF_NAME_SIZE];
};

struct staff_list {
    int count;
    struct staff_member member[STAFF_MAX];
};

/* INVALID: *out is untouched, message says "file:line: what is allowed", never a hash. On success
 * message is empty. */
[[nodiscard]] struct err staff_parse(struct str text, const char *file_name, struct staff_list *out,
                                     char message[STAFF_MESSAGE_SIZE]);

int staff_find(const struct staff_list *list, const char *id); /* -1: nobody */

/* The names behind a staff id of the journal, two of them joined by ・: sato+suzuki → 佐藤・鈴木.
 * An id that is no longer in the list, or a NULL list, stays as it is. What does not fit is cut. */
void staff_names(const struct staff_list *list, const char *ids, char *out, size_t cap);

bool staff_id_is_allowed(struct str id);
bool staff_name_is_allowed(struct str name);
bool staff_pin_is_allowed(struct str pin);

#endif
