/* Holds all that a reference backend has exchanged (its table `exchange`) against the contract.
 *
 * Promises: answers that a fault replaced are left out; everything else must be of the contract,
 * and no request may hold a pickup code.
 */
#ifndef TESTS_KIT_OPENAPI_LOG_H
#define TESTS_KIT_OPENAPI_LOG_H

#include <sqlite3.h>
#include "tests/kit/openapi.h"

/* How many exchanges were checked; the first one that is not of the contract fails the test. */
int openapi_check_log(const struct openapi *o, sqlite3 *db);

#endif
