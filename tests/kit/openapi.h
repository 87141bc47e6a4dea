/* Holds requests and replies against firmware/backend/openapi.yaml.
 *
 * Promises: an unknown path, method, status, header or member rule is a failure with its reason.
 */
#ifndef TESTS_KIT_OPENAPI_H
#define TESTS_KIT_OPENAPI_H

#include <stdbool.h>
#include <stddef.h>
#include "tests/kit/schema.h"

struct openapi;

/* Reads the file; a file that cannot be read fails the test. */
struct openapi *openapi_open(const char *path);
void openapi_close(struct openapi *o);

struct openapi_exchange {
    const char *method; /* "GET", "POST" */
    const char *path;
    /* Value of a request's header, or NULL. */
    const char *(*header)(void *at, const char *name);
    void *at;
    const char *body; /* request; NULL: none */
    int status;
    const char *reply;
};

/* False: message says what the contract does not allow. header may be NULL: headers unchecked. */
bool openapi_check_request(const struct openapi *o, const struct openapi_exchange *exchange,
                           char message[SCHEMA_MESSAGE_SIZE]);
bool openapi_check_reply(const struct openapi *o, const struct openapi_exchange *exchange,
                         char message[SCHEMA_MESSAGE_SIZE]);

#endif
