/* 128-bit ids: visits, requests, print jobs. An id is a name, never a secret.
 *
 * The all-zero id means "none". Text form: 32 lower-case hexadecimal digits.
 */
#ifndef BASE_ID_H
#define BASE_ID_H

#include <stdbool.h>
#include <stdint.h>
#include "base/rng.h"
#include "base/str.h"

enum { ID_BYTES = 16, ID_TEXT_SIZE = 33 };

struct id {
    uint8_t byte[ID_BYTES];
};

struct id id_make(struct rng *r); /* never "none" */
bool id_equal(struct id a, struct id b);
bool id_is_none(struct id a);
void id_text(struct id a, char out[ID_TEXT_SIZE]);
[[nodiscard]] bool id_parse(struct str text, struct id *out);

#endif
