#include "tests/bench/bench_figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

void bench_add(struct bench_samples *s, double value)
{
    if (s->count < BENCH_SAMPLES_MAX) {
        s->value[s->count++] = value;
    }
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void bench_print(const char *name, struct bench_samples *s, struct bench_limit limit)
{
    if (s->count == 0) {
        printf("%-40s no samples\n", name);
        return;
    }
    qsort(s->value, (size_t)s->count, sizeof s->value[0], by_value);
    double median = s->value[s->count / 2], p95 = s->value[(s->count * 95) / 100],
           most = s->value[s->count - 1];
    printf("%-40s median=%.2f p95=%.2f max=%.2f %s n=%d", name, median, p95, most, limit.unit,
           s->count);
    if (limit.most > 0) {
        static const char *const judges[] = {"median", "p95", "max"};
        double judged = limit.judge == BENCH_MEDIAN ? median
                        : limit.judge == BENCH_P95  ? p95
                                                    : most;
        printf(" limit=%s<=%g %s", judges[limit.judge], limit.most,
               judged <= limit.most ? "ok" : "over");
    }
    printf("\n");
    fflush(stdout);
}

uint64_t bench_now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_BOOTTIME, &t);
    return (uint64_t)t.tv_sec * 1000000U + (uint64_t)t.tv_nsec / 1000U;
}
