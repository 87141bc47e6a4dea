/* One thread beside the loop that does one thing at a time: what may wait for the disk.
 *
 * Promises: what is started is done exactly once, also when side_thread_close comes meanwhile. All
 * that the work reads and writes belongs to the thread from side_thread_start until the end was
 * taken; side_thread_take and side_thread_wait order the memory of both. No second thing is begun
 * before the end of the first was taken.
 */
#ifndef APP_SIDE_THREAD_H
#define APP_SIDE_THREAD_H

#include <stdbool.h>
#include "base/err.h"

struct side_thread;

/* Starts the thread; all signals are for the loop, none for it. NO_MEMORY, IO (no thread to be
 * had). Owned by the caller. */
struct err side_thread_open(struct side_thread **out);

/* Waits for what is under way, whose result is lost; NULL is allowed. */
void side_thread_close(struct side_thread *t);

/* Calls work(context) on the thread; `context` is borrowed until the end is taken. Never blocks.
 * Something must not be under way already. */
void side_thread_start(struct side_thread *t, struct err (*work)(void *context), void *context);

/* True once per start, when the work is done; *out is what it returned. Never blocks. */
bool side_thread_take(struct side_thread *t, struct err *out);

/* As side_thread_take, but blocks until it is done. False: nothing is under way. */
bool side_thread_wait(struct side_thread *t, struct err *out);

/* Readable from the end of the work until it is taken. */
int side_thread_fd(const struct side_thread *t);

#endif
