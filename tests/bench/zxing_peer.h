/* ZXing-C++ as a yardstick: in the benchmark only, never in the product. */
#ifndef TESTS_BENCH_ZXING_PEER_H
#define TESTS_BENCH_ZXING_PEER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { ZXING_PEER_MAX = 8192 };

/* What one read gave, as bytes of the symbol and as text in UTF-8; the library guesses the
 * character set of the text, so a label may match only one of them. */
struct zxing_peer_result {
    size_t byte_count;
    size_t text_count;
    uint8_t bytes[ZXING_PEER_MAX];
    uint8_t text[ZXING_PEER_MAX];
};

/* Reads one QR code with the library's defaults (all tries). Returns 0 when nothing was read. */
int zxing_peer_read(const uint8_t *px, int width, int height, struct zxing_peer_result *out);

#ifdef __cplusplus
}
#endif

#endif
