/* Memory that runs out: the n-th allocation of the product fails, once or from then on.
 *
 * Promises: three sources are counted, each of its own: the product's own calls (its libraries are
 * linked with malloc, calloc, realloc and strdup redirected here, see the Makefile), SQLite's and
 * Jansson's. Only the calling thread's allocations count, and only while the memory is armed; the
 * reference backend on its own threads and the test itself never run out. Nothing is counted
 * outside failing_memory_enter() .. failing_memory_leave().
 */
#ifndef TESTS_KIT_FAILING_MEMORY_H
#define TESTS_KIT_FAILING_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum memory_source { MEMORY_OF_OURS, MEMORY_OF_SQLITE, MEMORY_OF_JSON, MEMORY_SOURCE_COUNT };

/* Once per program, before the first use of SQLite and Jansson. */
void failing_memory_install(void);

/* The n-th allocation of `source` from now fails, and when sticky all after it. n = 0: none any
 * more. The count of each source starts at 0. */
void failing_memory_at(enum memory_source source, uint64_t n, bool sticky);

/* The product is about to run, or has run, on this thread. Calls may not nest. */
void failing_memory_enter(void);
void failing_memory_leave(void);

bool failing_memory_came(void); /* the planted failure was met */
uint64_t failing_memory_count(enum memory_source source);

#endif
