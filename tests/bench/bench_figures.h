/* Samples of one figure, and its line: name median=… p95=… unit limit=… ok|over.
 *
 * Promises: keeps at most BENCH_SAMPLES_MAX samples, the first ones; judges by the percentile that
 * the limit names. No assertion, no verdict but the word.
 */
#ifndef TESTS_BENCH_FIGURES_H
#define TESTS_BENCH_FIGURES_H

#include <stdint.h>

enum { BENCH_SAMPLES_MAX = 1024 };

struct bench_samples {
    int count;
    double value[BENCH_SAMPLES_MAX];
};

enum bench_judge { BENCH_MEDIAN, BENCH_P95, BENCH_MAX };

struct bench_limit {
    const char *unit;
    double most; /* 0: none */
    enum bench_judge judge;
};

void bench_add(struct bench_samples *s, double value);
void bench_print(const char *name, struct bench_samples *s, struct bench_limit limit);
uint64_t bench_now_us(void); /* CLOCK_BOOTTIME: that of the terminal */

#endif
