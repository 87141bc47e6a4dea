/* Ends a conversation that does not end by itself: a peer that sends for ever keeps every time-out
 * of libcups from coming.
 *
 * Promises: when the time set by ipp_guard_begin is over before ipp_guard_end, the socket is shut
 * down, so that whatever reads or writes there fails; nothing is closed behind its owner's back.
 * One thread a guard.
 */
#ifndef HAL_LINUX_IPP_GUARD_H
#define HAL_LINUX_IPP_GUARD_H

#include "base/err.h"

struct ipp_guard;

/* NO_MEMORY. */
struct err ipp_guard_open(struct ipp_guard **out);
void ipp_guard_close(struct ipp_guard *g); /* NULL is allowed */

/* From now on fd has this long. A second call sets the time anew. */
void ipp_guard_begin(struct ipp_guard *g, int fd, int limit_ms);

/* In time; must stand before the socket is closed. */
void ipp_guard_end(struct ipp_guard *g);

#endif
