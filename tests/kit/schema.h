/* Holds a JSON value against the part of JSON Schema 2020-12 that openapi.yaml uses.
 *
 * Promises: a keyword that it does not know is an error, so that a rule of the contract is never
 * silently unchecked. `x-max-bytes` limits a text in bytes of UTF-8.
 */
#ifndef TESTS_KIT_SCHEMA_H
#define TESTS_KIT_SCHEMA_H

#include <jansson.h>
#include <stdbool.h>

enum { SCHEMA_MESSAGE_SIZE = 256 };

/* `root` is where "$ref": "#/…" starts. False: message names the place and the keyword. */
bool schema_check(const json_t *root, const json_t *schema, const json_t *value,
                  char message[SCHEMA_MESSAGE_SIZE]);

/* Follows one local "$ref", if the object is one; NULL when it leads nowhere. */
const json_t *schema_deref(const json_t *root, const json_t *object);

#endif
