#include "domain/staff.h"

#include <assert.h>
#include <string.h>
#include "base/utf8.h"

static const char *const role_words[STAFF_ROLE_COUNT] = {
#define X(role, word) word,
    STAFF_ROLE_LIST(X)
#undef X
};

static const bool may[STAFF_RIGHT_COUNT][STAFF_ROLE_COUNT] = {
#define X(right, clerk, supervisor, engineer) {clerk, supervisor, engineer},
    STAFF_RIGHT_LIST(X)
#undef X
};

const char *staff_role_word(enum staff_role role)
{
    assert((unsigned)role < STAFF_ROLE_COUNT);
    return role_words[role];
}

bool staff_role_may(enum staff_role role, enum staff_right right)
{
    assert((unsigned)role < STAFF_ROLE_COUNT && (unsigned)right < STAFF_RIGHT_COUNT);
    return may[right][role];
}

bool staff_id_is_allowed(struct str id)
{
    for (size_t i = 0; i < id.n; i++) {
        char c = id.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '_';
        if (!plain) {
            return false;
        }
    }
    return id.n > 0 && id.n < STAFF_MEMBER_ID_SIZE;
}

bool staff_name_is_allowed(struct str name)
{
    for (size_t i = 0; i < name.n; i++) {
        if ((unsigned char)name.p[i] < 0x20 || name.p[i] == 0x7f) {
            return false;
        }
    }
    return name.n > 0 && name.n < STAFF_NAME_SIZE && utf8_valid(name);
}

bool staff_pin_is_allowed(struct str pin)
{
    for (size_t i = 0; i < pin.n; i++) {
        if (pin.p[i] < '0' || pin.p[i] > '9') {
            return false;
        }
    }
    return pin.n >= PIN_DIGITS_MIN && pin.n <= PIN_DIGITS_MAX;
}

int staff_find(const struct staff_list *list, const char *id)
{
    for (int i = 0; i < list->count; i++) {
        if (strcmp(list->member[i].id, id) == 0) {
            return i;
        }
    }
    return -1;
}

static struct str next_word(struct str *line)
{
    while (line->n > 0 && line->p[0] == ' ') {
        *line = str_skip(*line, 1);
    }
    return str_token(line, ' ');
}

/* NULL: the line was taken, or there was nothing to take. */
static const char *take_line(struct str line, struct staff_list *list)
{
    struct str rest = line;
    struct str id = next_word(&rest);
    if (id.n == 0 || id.p[0] == '#') {
        return rest.n == 0 || id.n > 0 ? NULL : "a line is ID ROLE HASH NAME";
    }
    struct str role = next_word(&rest);
    struct str hash = next_word(&rest);
    if (list->count == STAFF_MAX) {
        return "at most 24 members";
    }
    struct staff_member *m = &list->member[list->count];
    int place = str_place(role, role_words, STAFF_ROLE_COUNT);
    *m = (struct staff_member){.role = place < 0 ? STAFF_ROLE_COUNT : (enum staff_role)place};
    if (!staff_id_is_allowed(id) || !str_copy(m->id, sizeof m->id, id)) {
        return "an id is 1 to 11 letters, digits, - or _";
    }
    if (staff_find(list, m->id) >= 0) {
        return "this id stands twice";
    }
    if (m->role == STAFF_ROLE_COUNT) {
        return "a role is clerk, supervisor or engineer";
    }
    if (!str_starts(hash, STR("$argon2id$")) || !str_copy(m->hash, sizeof m->hash, hash)) {
        return "a hash is one of Argon2id, made by `uketori staff add`";
    }
    if (!staff_name_is_allowed(rest) || !str_copy(m->name, sizeof m->name, rest)) {
        return "a name is 1 to 31 bytes of UTF-8";
    }
    list->count++;
    return NULL;
}

struct err staff_parse(struct str text, const char *file_name, struct staff_list *out,
                       char message[STAFF_MESSAGE_SIZE])
{
    struct staff_list list = {.count = 0};
    message[0] = '\0';
    for (int line_no = 1; text.n > 0; line_no++) {
        const char *wrong = take_line(str_token(&text, '\n'), &list);
        if (wrong != NULL) {
            struct strbuf b = strbuf_on(message, STAFF_MESSAGE_SIZE);
            strbuf_format(&b, "%s:%d: %s", file_name, line_no, wrong);
            return FAIL(INVALID);
        }
    }
    *out = list;
    return OK;
}

void staff_names(const struct staff_list *list, const char *ids, char *out, size_t cap)
{
    struct strbuf b = strbuf_on(out, cap);
    struct str rest = str_of(ids);
    while (rest.n > 0) {
        char id[STAFF_MEMBER_ID_SIZE];
        struct str word = str_token(&rest, '+');
        int i = list != NULL && str_copy(id, sizeof id, word) ? staff_find(list, id) : -1;
        strbuf_text(&b, b.n == 0 ? "" : "・");
        if (i >= 0) {
            strbuf_text(&b, list->member[i].name);
        } else {
            strbuf_add(&b, word);
        }
    }
}
