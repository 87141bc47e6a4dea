/* The same work by several threads at once. Private to verify. */
#ifndef JOURNAL_VERIFY_CREW_H
#define JOURNAL_VERIFY_CREW_H

enum { CREW_MAX = 16 };

/* How many threads the machine runs at once, 1 .. CREW_MAX. */
int crew_size(void);

/* Runs work(what) `threads` times at once, once on the calling thread, and waits for all. When the
 * system gives fewer threads there are fewer: the work must be such that any of them can do all. */
void crew_run(int threads, void (*work)(void *what), void *what);

#endif
