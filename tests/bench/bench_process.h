/* What this process and its children cost, as the kernel counts it. Blocking, a few ms. */
#ifndef TESTS_BENCH_PROCESS_H
#define TESTS_BENCH_PROCESS_H

double bench_thread_cpu_s(void); /* of the calling thread since its start */
double bench_memory_mb(void);    /* with all children; shared pages count once */

#endif
