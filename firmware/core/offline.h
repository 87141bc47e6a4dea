/* The written policy for a backend that is away, asked from inside the core.
 *
 * Promises: with the line up every clause is allowed; away, those that the table allows. Never says
 * more than that: printers, papers and planned stops have their own conditions.
 */
#ifndef CORE_OFFLINE_H
#define CORE_OFFLINE_H

#include "core/core.h"
#include "domain/offline_policy.h"

bool offline_allows(const struct core *c, enum offline_clause clause);

#endif
