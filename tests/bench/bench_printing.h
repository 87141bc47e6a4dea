/* Figures of printing: a slip from document to bytes, and when its first byte leaves. */
#ifndef TESTS_BENCH_BENCH_PRINTING_H
#define TESTS_BENCH_BENCH_PRINTING_H

int bench_printing(void); /* 0: it ran */

#endif
