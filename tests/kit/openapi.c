#include "tests/kit/openapi.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tests/kit/kit.h"
#include "tests/kit/yaml.h"

enum { FILE_MAX = 262144 };

struct openapi {
    json_t *root;
};

struct openapi *openapi_open(const char *path)
{
    struct openapi *o = calloc(1, sizeof *o);
    char *text = calloc(1, FILE_MAX);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t n = fread(text, 1, FILE_MAX - 1, file);
    fclose(file);
    int line = 0;
    o->root = yaml_parse(text, &line);
    if (n == 0 || o->root == NULL) {
        fail_msg("%s:%d: not in the YAML that we read", path, line);
    }
    free(text);
    return o;
}

void openapi_close(struct openapi *o)
{
    json_decref(o->root);
    free(o);
}

static bool say(char message[SCHEMA_MESSAGE_SIZE], const char *what, const char *which)
{
    snprintf(message, SCHEMA_MESSAGE_SIZE, "%s: %s", what, which);
    return false;
}

static bool path_fits(const char *pattern, const char *path)
{
    struct str p = str_of(pattern);
    struct str s = str_of(path);
    while (p.n > 0 && s.n > 0) {
        struct str want = str_token(&p, '/');
        struct str got = str_token(&s, '/');
        bool variable = want.n > 0 && want.p[0] == '{' && got.n > 0;
        if (!variable && !str_equal(want, got)) {
            return false;
        }
    }
    return p.n == 0 && s.n == 0;
}

static const json_t *operation_of(const struct openapi *o, const struct openapi_exchange *x)
{
    const char *key;
    json_t *item;
    json_t *paths = json_object_get(o->root, "paths");
    json_object_foreach(paths, key, item)
    {
        if (path_fits(key, x->path)) {
            return json_object_get(item, strcmp(x->method, "GET") == 0 ? "get" : "post");
        }
    }
    return NULL;
}

static const json_t *body_schema(const json_t *holder)
{
    const json_t *content = json_object_get(holder, "content");
    return json_object_get(json_object_get(content, "application/json"), "schema");
}

static bool check_text(const struct openapi *o, const json_t *schema, const char *text,
                       char message[SCHEMA_MESSAGE_SIZE])
{
    json_t *value = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    bool fits = value == NULL ? say(message, "not JSON", text)
                              : schema_check(o->root, schema, value, message);
    json_decref(value);
    return fits;
}

static bool check_headers(const struct openapi *o, const json_t *operation,
                          const struct openapi_exchange *x, char message[SCHEMA_MESSAGE_SIZE])
{
    const json_t *parameters = json_object_get(operation, "parameters");
    for (size_t i = 0; i < json_array_size(parameters); i++) {
        const json_t *p = schema_deref(o->root, json_array_get(parameters, i));
        const char *name = json_string_value(json_object_get(p, "name"));
        if (strcmp(json_string_value(json_object_get(p, "in")), "header") != 0) {
            continue;
        }
        const char *text = x->header(x->at, name);
        if (text == NULL) {
            return say(message, "missing header", name);
        }
        json_t *value = json_string(text);
        bool fits = schema_check(o->root, json_object_get(p, "schema"), value, message);
        json_decref(value);
        if (!fits) {
            return say(message, "header", name);
        }
    }
    return true;
}

bool openapi_check_request(const struct openapi *o, const struct openapi_exchange *exchange,
                           char message[SCHEMA_MESSAGE_SIZE])
{
    const json_t *operation = operation_of(o, exchange);
    if (operation == NULL) {
        return say(message, "no such call", exchange->path);
    }
    if (exchange->header != NULL && !check_headers(o, operation, exchange, message)) {
        return false;
    }
    const json_t *schema = body_schema(json_object_get(operation, "requestBody"));
    bool has_body = exchange->body != NULL && exchange->body[0] != '\0';
    if ((schema != NULL) != has_body) {
        return say(message, "body", has_body ? "unexpected" : "missing");
    }
    return schema == NULL || check_text(o, schema, exchange->body, message);
}

bool openapi_check_reply(const struct openapi *o, const struct openapi_exchange *exchange,
                         char message[SCHEMA_MESSAGE_SIZE])
{
    const json_t *operation = operation_of(o, exchange);
    /* What is not in the contract is refused in the form of the contract. */
    const char *code = exchange->status == 200 ? "200" : exchange->status >= 500 ? "5XX" : "4XX";
    const json_t *response = json_object_get(json_object_get(operation, "responses"), code);
    if (operation == NULL) {
        const json_t *components = json_object_get(o->root, "components");
        response = json_object_get(json_object_get(components, "responses"), "Refused");
    }
    const json_t *schema = body_schema(schema_deref(o->root, response));
    if (schema == NULL || exchange->status < 200 || exchange->reply == NULL) {
        return say(message, "no such answer", code);
    }
    return check_text(o, schema, exchange->reply, message);
}
