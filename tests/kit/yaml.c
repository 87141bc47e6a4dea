#include "tests/kit/yaml.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_MAX = 4096, DEPTH_MAX = 24, STEP = 2 };

struct line {
    int indent;
    int number;
    char *text;
};

struct reader {
    struct line line[LINES_MAX];
    int count;
    int at;
    int bad_line;
};

static json_t *fail_at(struct reader *r, int number)
{
    r->bad_line = r->bad_line == 0 ? number : r->bad_line;
    return NULL;
}

static bool is_item(const struct line *l)
{
    return strncmp(l->text, "- ", 2) == 0;
}

/* The ':' that ends a key, or NULL when the text is no entry of a mapping. */
static char *key_end(char *text)
{
    if (text[0] == '"') {
        char *quote = strchr(text + 1, '"');
        return quote != NULL && quote[1] == ':' ? quote + 1 : NULL;
    }
    char *colon = strchr(text, ':');
    while (colon != NULL && colon[1] != ' ' && colon[1] != '\0') {
        colon = strchr(colon + 1, ':');
    }
    return colon;
}

static json_t *plain(const char *text)
{
    bool number = text[0] != '\0' && strspn(text, "0123456789") == strlen(text);
    bool json = number || text[0] == '"' || strcmp(text, "true") == 0 ||
                strcmp(text, "false") == 0 || strcmp(text, "null") == 0;
    if (json) {
        return json_loads(text, JSON_DECODE_ANY, NULL);
    }
    return text[0] == '\0' || strpbrk(text, "{}[]&*!|>'%@`") != NULL ? NULL : json_string(text);
}

static json_t *flow(char *text)
{
    size_t n = strlen(text);
    if (n < 2 || text[n - 1] != ']') {
        return NULL;
    }
    text[n - 1] = '\0';
    json_t *array = json_array();
    char *rest = NULL;
    for (char *t = strtok_r(text + 1, ",", &rest); t != NULL; t = strtok_r(NULL, ",", &rest)) {
        t += strspn(t, " ");
        json_t *value = plain(t);
        if (value == NULL) {
            json_decref(array);
            return NULL;
        }
        json_array_append_new(array, value);
    }
    return array;
}

static json_t *scalar(struct reader *r, const struct line *l, char *text)
{
    json_t *value = text[0] == '[' ? flow(text) : plain(text);
    return value == NULL ? fail_at(r, l->number) : value;
}

static json_t *block(struct reader *r, int indent, int depth);

static json_t *value_of(struct reader *r, const struct line *l, char *text, int depth)
{
    text += strspn(text, " ");
    if (text[0] != '\0') {
        return scalar(r, l, text);
    }
    if (r->at == r->count || r->line[r->at].indent != l->indent + STEP) {
        return fail_at(r, l->number);
    }
    return block(r, l->indent + STEP, depth + 1);
}

static bool add_entry(struct reader *r, json_t *object, int depth)
{
    struct line *l = &r->line[r->at++];
    char *end = key_end(l->text);
    if (end == NULL) {
        fail_at(r, l->number);
        return false;
    }
    *end = '\0';
    char *key = l->text;
    if (key[0] == '"') {
        end[-1] = '\0';
        key++;
    }
    json_t *value = json_object_get(object, key) == NULL ? value_of(r, l, end + 1, depth) : NULL;
    if (value == NULL) {
        fail_at(r, l->number);
        return false;
    }
    return json_object_set_new(object, key, value) == 0;
}

static bool add_item(struct reader *r, json_t *array, int depth)
{
    struct line *l = &r->line[r->at];
    l->text += STEP;
    l->indent += STEP;
    json_t *value = NULL;
    if (key_end(l->text) != NULL && l->text[0] != '[') {
        value = block(r, l->indent, depth + 1);
    } else {
        r->at++;
        value = scalar(r, l, l->text);
    }
    return value != NULL && json_array_append_new(array, value) == 0;
}

static json_t *block(struct reader *r, int indent, int depth)
{
    if (depth > DEPTH_MAX) {
        return fail_at(r, r->line[r->at].number);
    }
    bool list = is_item(&r->line[r->at]);
    json_t *value = list ? json_array() : json_object();
    while (r->at < r->count && r->line[r->at].indent == indent &&
           is_item(&r->line[r->at]) == list) {
        if (list ? !add_item(r, value, depth) : !add_entry(r, value, depth)) {
            json_decref(value);
            return NULL;
        }
    }
    if (r->at < r->count && r->line[r->at].indent > indent) {
        json_decref(value);
        return fail_at(r, r->line[r->at].number);
    }
    return value;
}

static bool split(struct reader *r, char *text)
{
    int number = 0;
    for (char *next = text; next != NULL;) {
        char *line = next;
        next = strchr(line, '\n');
        if (next != NULL) {
            *next++ = '\0';
        }
        number++;
        size_t indent = strspn(line, " ");
        if (line[indent] == '\0' || line[indent] == '#') {
            continue;
        }
        if (r->count == LINES_MAX || indent % STEP != 0 || strchr(line, '\t') != NULL) {
            fail_at(r, number);
            return false;
        }
        r->line[r->count++] = (struct line){(int)indent, number, line + indent};
    }
    return r->count > 0;
}

json_t *yaml_parse(const char *text, int *out_line)
{
    struct reader *r = calloc(1, sizeof *r);
    char *copy = strdup(text);
    json_t *value = NULL;
    if (r != NULL && copy != NULL && split(r, copy)) {
        value = block(r, 0, 0);
        if (value != NULL && r->at < r->count) {
            fail_at(r, r->line[r->at].number);
            json_decref(value);
            value = NULL;
        }
    }
    if (value == NULL) {
        *out_line = r == NULL ? 0 : r->bad_line;
    }
    free(copy);
    free(r);
    return value;
}
