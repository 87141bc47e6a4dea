/* Strict readers for the members of a JSON object (Jansson), inside this folder only.
 *
 * Promises: the first member that is missing, mistyped, out of range or too long for its field sets
 * `bad`; everything read after that is harmless but meaningless. Outputs are untouched on failure.
 */
#ifndef BACKEND_WIRE_JSON_H
#define BACKEND_WIRE_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include "domain/application.h"

/* Wall times up to the end of year 9999. */
#define WIRE_WALL_MAX_MS INT64_C(253402300799999)

struct wire_reader {
    bool bad;
};

/* Names of an enum: "UNDER_REVIEW" for 1 … */
typedef const char *wire_name_fn(int value);

struct wire_text_out {
    char *text;
    size_t cap; /* with the terminator */
    size_t min; /* bytes */
};
#define WIRE_TEXT(array)      ((struct wire_text_out){(array), sizeof(array), 0})
#define WIRE_NOT_EMPTY(array) ((struct wire_text_out){(array), sizeof(array), 1})

/* Text without control characters, direction overrides and noncharacters. */
void wire_read_text(struct wire_reader *r, const json_t *object, const char *key,
                    struct wire_text_out out);

int64_t wire_read_int(struct wire_reader *r, const json_t *object, const char *key, int64_t min,
                      int64_t max);
bool wire_read_bool(struct wire_reader *r, const json_t *object, const char *key);

/* The value whose name this is, or -1 when the text is none of `count` names: the caller decides
 * whether the set is open. */
int wire_read_name(struct wire_reader *r, const json_t *object, const char *key,
                   wire_name_fn *name_of, int count);

/* An array of at most `max` objects; returns its length, 0 when bad. */
int wire_read_array(struct wire_reader *r, const json_t *object, const char *key, int max,
                    const json_t **out_array);

void wire_read_application(struct wire_reader *r, const json_t *object,
                           struct application *out_application);

#endif
