/* The decoders of the benchmark: each reads one picture, is judged and timed.
 *
 * Times are CPU time of the thread, the median of the repeats. Ours stands in four rows: its first
 * pass, one live frame, all passes, and a picture held before the camera for half a second, whose
 * time is that of its dearest frame.
 */
#ifndef TESTS_BENCH_SCAN_DECODERS_H
#define TESTS_BENCH_SCAN_DECODERS_H

#include "scan/engine.h"
#include "tests/bench/scan_corpus.h"

#define DECODER_LIST(X)                                                                            \
    X(OURS_FIRST, "ours, first pass")                                                              \
    X(OURS_FRAME, "ours, one live frame")                                                          \
    X(OURS_STILL, "ours, all passes")                                                              \
    X(OURS_HELD, "ours, held half a second")                                                       \
    X(ZBAR_ALL, "ZBar, defaults")                                                                  \
    X(ZBAR_QR, "ZBar, QR only, bytes")                                                             \
    X(ZBAR_INVERTED, "ZBar, QR only, inverted")                                                    \
    X(ZXING, "ZXing-C++, QR only")

enum decoder {
#define X(name, text) DECODER_##name,
    DECODER_LIST(X)
#undef X
        DECODER_COUNT,
};

enum { OURS_COUNT = DECODER_OURS_HELD + 1, REPEATS_MAX = 15, HELD_FRAMES = 15 };

struct outcome {
    bool read;
    int wrong; /* payloads that nobody put there */
    double ms;
};

struct decoders; /* one of each, opened once */

[[nodiscard]] bool decoders_open(struct decoders **out); /* false: out of memory */
void decoders_close(struct decoders *d);                 /* NULL is allowed */
struct scan_engine *decoders_engine(struct decoders *d); /* ours */

/* What our engine said to the person about the picture it looked at last. */
enum scan_hint decoders_hint(const struct decoders *d);

struct outcome decoders_run(struct decoders *d, enum decoder which, const struct corpus_row *row,
                            const struct image_gray *frame, int repeats);

double decoders_cpu_ms(void); /* of this thread so far */

/* The value below which that share of them lies; sorts them. 0 of none. */
double decoders_share(double *values, int n, double share);

#endif
