#include "backend/wire_json.h"

#include <string.h>
#include "base/str.h"
#include "base/utf8.h"

/* A name that turns the reading direction or hides characters could show staff another name. */
static bool is_shown(uint32_t c)
{
    bool control = c < 0x20 || (c >= 0x7f && c <= 0x9f);
    bool direction = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e ||
                     c == 0x200f || c == 0x061c;
    bool noncharacter = (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef) || c == 0xfeff;
    return !control && !direction && !noncharacter;
}

static bool text_is_shown(struct str s)
{
    uint32_t c;
    while (s.n > 0) {
        if (!utf8_next(&s, &c) || !is_shown(c)) {
            return false;
        }
    }
    return true;
}

void wire_read_text(struct wire_reader *r, const json_t *object, const char *key,
                    struct wire_text_out out)
{
    const json_t *value = json_object_get(object, key);
    if (r->bad || !json_is_string(value)) {
        r->bad = true;
        return;
    }
    struct str s = {json_string_value(value), json_string_length(value)};
    if (s.n < out.min || !text_is_shown(s)) {
        r->bad = true;
        return;
    }
    r->bad = !str_copy(out.text, out.cap, s);
}

int64_t wire_read_int(struct wire_reader *r, const json_t *object, const char *key, int64_t min,
                      int64_t max)
{
    const json_t *value = json_object_get(object, key);
    if (r->bad || !json_is_integer(value) || json_integer_value(value) < min ||
        json_integer_value(value) > max) {
        r->bad = true;
        return min;
    }
    return json_integer_value(value);
}

bool wire_read_bool(struct wire_reader *r, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (r->bad || !json_is_boolean(value)) {
        r->bad = true;
        return false;
    }
    return json_is_true(value);
}

int wire_read_name(struct wire_reader *r, const json_t *object, const char *key,
                   wire_name_fn *name_of, int count)
{
    char text[STATUS_TEXT_SIZE] = "";
    wire_read_text(r, object, key, WIRE_NOT_EMPTY(text));
    for (int i = 0; i < count && !r->bad; i++) {
        if (strcmp(name_of(i), text) == 0) {
            return i;
        }
    }
    return -1;
}

int wire_read_array(struct wire_reader *r, const json_t *object, const char *key, int max,
                    const json_t **out_array)
{
    const json_t *array = json_object_get(object, key);
    if (r->bad || !json_is_array(array) || json_array_size(array) > (size_t)max) {
        r->bad = true;
        return 0;
    }
    for (size_t i = 0; i < json_array_size(array); i++) {
        if (!json_is_object(json_array_get(array, i))) {
            r->bad = true;
            return 0;
        }
    }
    *out_array = array;
    return (int)json_array_size(array);
}
