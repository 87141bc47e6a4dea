#include "tests/kit/schema.h"

#include <regex.h>
#include <stdio.h>
#include <string.h>
#include "base/str.h"
#include "base/utf8.h"

enum { DEPTH_MAX = 32, PLACE_SIZE = 160 };

struct check {
    const json_t *root;
    int depth;
    char place[PLACE_SIZE]; /* "/applications/3/status" */
    char *message;
};

static bool wrong(struct check *c, const char *keyword)
{
    if (c->message[0] == '\0') {
        snprintf(c->message, SCHEMA_MESSAGE_SIZE, "%s: %s", c->place[0] == '\0' ? "/" : c->place,
                 keyword);
    }
    return false;
}

const json_t *schema_deref(const json_t *root, const json_t *object)
{
    const char *ref = json_string_value(json_object_get(object, "$ref"));
    if (ref == NULL) {
        return object;
    }
    struct str rest = str_of(ref);
    const json_t *at = str_equal(str_token(&rest, '/'), STR("#")) ? root : NULL;
    while (rest.n > 0) {
        char key[64];
        if (!str_copy(key, sizeof key, str_token(&rest, '/'))) {
            return NULL;
        }
        at = json_object_get(at, key);
    }
    return at;
}

static bool is_type(const json_t *value, const char *type)
{
    return (strcmp(type, "object") == 0 && json_is_object(value)) ||
           (strcmp(type, "array") == 0 && json_is_array(value)) ||
           (strcmp(type, "string") == 0 && json_is_string(value)) ||
           (strcmp(type, "integer") == 0 && json_is_integer(value)) ||
           (strcmp(type, "boolean") == 0 && json_is_boolean(value)) ||
           (strcmp(type, "null") == 0 && json_is_null(value));
}

static bool check_type(const json_t *want, const json_t *value)
{
    if (json_is_string(want)) {
        return is_type(value, json_string_value(want));
    }
    for (size_t i = 0; i < json_array_size(want); i++) {
        if (is_type(value, json_string_value(json_array_get(want, i)))) {
            return true;
        }
    }
    return false;
}

static bool check_enum(const json_t *want, const json_t *value)
{
    for (size_t i = 0; i < json_array_size(want); i++) {
        if (json_equal(json_array_get(want, i), value)) {
            return true;
        }
    }
    return false;
}

static bool check_pattern(const json_t *want, const json_t *value)
{
    regex_t regex;
    if (!json_is_string(value)) {
        return true;
    }
    if (regcomp(&regex, json_string_value(want), REG_EXTENDED | REG_NOSUB) != 0) {
        return false;
    }
    bool fits = regexec(&regex, json_string_value(value), 0, NULL, 0) == 0;
    regfree(&regex);
    return fits;
}

static bool check_number(const char *key, int64_t limit, const json_t *value)
{
    struct str text = {json_string_value(value), json_string_length(value)};
    if (strcmp(key, "minLength") == 0) {
        return !json_is_string(value) || utf8_count(text) >= limit;
    }
    if (strcmp(key, "maxLength") == 0) {
        return !json_is_string(value) || utf8_count(text) <= limit;
    }
    if (strcmp(key, "x-max-bytes") == 0) {
        return !json_is_string(value) || (int64_t)text.n <= limit;
    }
    if (strcmp(key, "maxItems") == 0) {
        return !json_is_array(value) || (int64_t)json_array_size(value) <= limit;
    }
    bool low = strcmp(key, "minimum") == 0;
    return !json_is_integer(value) ||
           (low ? json_integer_value(value) >= limit : json_integer_value(value) <= limit);
}

static bool check_required(const json_t *want, const json_t *value)
{
    for (size_t i = 0; i < json_array_size(want) && json_is_object(value); i++) {
        if (json_object_get(value, json_string_value(json_array_get(want, i))) == NULL) {
            return false;
        }
    }
    return true;
}

static bool check_value(struct check *c, const json_t *schema, const json_t *value);

/* Goes one step down and comes back up. */
static bool check_member(struct check *c, const char *name, const json_t *schema,
                         const json_t *value)
{
    size_t before = strlen(c->place);
    snprintf(c->place + before, sizeof c->place - before, "/%s", name);
    bool fits = check_value(c, schema, value);
    c->place[before] = '\0';
    return fits;
}

static bool check_properties(struct check *c, const json_t *schema, const json_t *value)
{
    const json_t *properties = json_object_get(schema, "properties");
    bool closed = json_is_false(json_object_get(schema, "additionalProperties"));
    const char *key;
    json_t *member;
    json_t *object = json_incref((json_t *)(uintptr_t)value);
    bool fits = true;
    json_object_foreach(object, key, member)
    {
        const json_t *rule = json_object_get(properties, key);
        if (rule == NULL && closed) {
            fits = wrong(c, "additionalProperties");
        } else if (rule != NULL && !check_member(c, key, rule, member)) {
            fits = false;
        }
    }
    json_decref(object);
    return fits;
}

static bool check_items(struct check *c, const json_t *rule, const json_t *value)
{
    char number[24];
    for (size_t i = 0; i < json_array_size(value); i++) {
        snprintf(number, sizeof number, "%zu", i);
        if (!check_member(c, number, rule, json_array_get(value, i))) {
            return false;
        }
    }
    return true;
}

static bool check_then(struct check *c, const json_t *schema, const json_t *value)
{
    char unused[SCHEMA_MESSAGE_SIZE] = "";
    struct check quiet = {.root = c->root, .depth = c->depth, .message = unused};
    return !check_value(&quiet, json_object_get(schema, "if"), value) ||
           check_value(c, json_object_get(schema, "then"), value);
}

static bool check_keyword(struct check *c, const json_t *schema, const char *key,
                          const json_t *value)
{
    static const char *const numbers[] = {"minLength", "maxLength", "x-max-bytes",
                                          "maxItems",  "minimum",   "maximum"};
    static const char *const silent[] = {"description", "then", "additionalProperties"};
    const json_t *rule = json_object_get(schema, key);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (strcmp(key, numbers[i]) == 0) {
            return check_number(key, json_integer_value(rule), value) || wrong(c, key);
        }
    }
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++) {
        if (strcmp(key, silent[i]) == 0) {
            return true;
        }
    }
    if (strcmp(key, "type") == 0) {
        return check_type(rule, value) || wrong(c, key);
    }
    if (strcmp(key, "enum") == 0) {
        return check_enum(rule, value) || wrong(c, key);
    }
    if (strcmp(key, "const") == 0) {
        return json_equal(rule, value) || wrong(c, key);
    }
    if (strcmp(key, "pattern") == 0) {
        return check_pattern(rule, value) || wrong(c, key);
    }
    if (strcmp(key, "required") == 0) {
        return check_required(rule, value) || wrong(c, key);
    }
    if (strcmp(key, "properties") == 0) {
        return check_properties(c, schema, value);
    }
    if (strcmp(key, "items") == 0) {
        return check_items(c, rule, value);
    }
    return strcmp(key, "if") == 0 ? check_then(c, schema, value) : wrong(c, "unknown keyword");
}

static bool check_value(struct check *c, const json_t *schema, const json_t *value)
{
    const json_t *rule = schema_deref(c->root, schema);
    if (!json_is_object(rule) || c->depth == DEPTH_MAX) {
        return wrong(c, "no schema");
    }
    c->depth++;
    json_t *object = json_incref((json_t *)(uintptr_t)rule);
    const char *key;
    json_t *unused;
    bool fits = true;
    json_object_foreach(object, key, unused)
    {
        fits = fits && check_keyword(c, rule, key, value);
    }
    json_decref(object);
    c->depth--;
    return fits;
}

bool schema_check(const json_t *root, const json_t *schema, const json_t *value,
                  char message[SCHEMA_MESSAGE_SIZE])
{
    struct check c = {.root = root, .message = message};
    message[0] = '\0';
    return check_value(&c, schema, value);
}
