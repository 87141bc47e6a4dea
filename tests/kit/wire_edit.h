/* Bends compact JSON in place: for tests that falsify what goes over the wire.
 *
 * Promises: only the first member of that name, only texts without quotes and whole numbers; what
 * does not fit or is not there stays as it is.
 */
#ifndef TESTS_KIT_WIRE_EDIT_H
#define TESTS_KIT_WIRE_EDIT_H

#include <stddef.h>

/* Replaces the text behind "key":" or the number behind "key":; `cap` is the room of body. */
void wire_set(char *body, size_t cap, const char *key, const char *value);

/* The text behind "key":" cut to fit; empty when it is not there. */
void wire_get(const char *body, const char *key, char out[64]);

#endif
