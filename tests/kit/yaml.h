/* Reads the part of YAML that our own files keep to, as JSON values.
 *
 * Promises: block mappings and sequences by two spaces, one-line scalars (plain, "double quoted" as
 * in JSON, whole numbers, true, false, null), flow sequences of scalars, whole-line comments.
 * Anything else, and a key twice, is an error with its line; nothing is guessed.
 */
#ifndef TESTS_KIT_YAML_H
#define TESTS_KIT_YAML_H

#include <jansson.h>

/* A new reference; NULL and *out_line (from 1) where it cannot be read. */
json_t *yaml_parse(const char *text, int *out_line);

#endif
