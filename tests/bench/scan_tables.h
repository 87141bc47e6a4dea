/* The tables of the benchmark: read rate, false reads and times by set, part and degradation. */
#ifndef TESTS_BENCH_SCAN_TABLES_H
#define TESTS_BENCH_SCAN_TABLES_H

#include "tests/bench/scan_decoders.h"

struct tables {
    const struct corpus *corpus;
    const struct outcome (*outcome)[DECODER_COUNT]; /* one row a picture */
    int decoders;                                   /* of the list, from its first */
};

void tables_print(const struct tables *t);

#endif
