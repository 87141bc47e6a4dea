#include "tests/kit/wire_edit.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

void wire_set(char *body, size_t cap, const char *key, const char *value)
{
    char mark[40];
    snprintf(mark, sizeof mark, "\"%s\":", key);
    char *from = strstr(body, mark);
    if (from == NULL) {
        return;
    }
    from += strlen(mark);
    bool text = *from == '"';
    from += text;
    size_t old = text ? strcspn(from, "\"") : strspn(from, "0123456789");
    size_t now = strlen(value);
    if (strlen(body) - old + now < cap) {
        memmove(from + now, from + old, strlen(from + old) + 1);
        memcpy(from, value, now);
    }
}

void wire_get(const char *body, const char *key, char out[64])
{
    char mark[40];
    snprintf(mark, sizeof mark, "\"%s\":\"", key);
    const char *from = strstr(body, mark);
    out[0] = '\0';
    if (from != NULL) {
        from += strlen(mark);
        snprintf(out, 64, "%.*s", (int)strcspn(from, "\""), from);
    }
}
