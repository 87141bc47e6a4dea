/* The parts of the figures program; each prints its own lines. `folder` is theirs to write in. */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

int bench_terminal(const char *folder); /* the whole terminal, in real time; 0: it ran */
int bench_screens(void);
int bench_paper(void);
int bench_journal(const char *folder);

/* The journal of 10,000 visits beside that of BENCH_VISITS (environment; 1,000,000), then ten days
 * without the backend. Minutes, and 4 KB of disk a visit. */
int bench_journal_size(const char *folder);
int bench_offline(const char *folder);

#endif
