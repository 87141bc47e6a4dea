/* An application as JSON, as openapi.yaml has it (schema Application), for the reference backend.
 *
 * Promises: the terminal's own reader is another piece of code (firmware/backend): the two only
 * share the contract.
 */
#ifndef SIM_BACKEND_JSON_H
#define SIM_BACKEND_JSON_H

#include <jansson.h>
#include "domain/application.h"

/* A new reference. status_text stands in for the status when that is APP_UNKNOWN. */
json_t *backend_json_application(const struct application *a);

#endif
