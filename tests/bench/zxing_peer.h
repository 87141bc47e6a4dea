/* ZXing-C++ as a yardstick: in the benchmark only, never in the product. */
#ifndef TESTS_BENCH_ZXING_PEER_H
#define TESTS_BENCH_ZXING_PEER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Reads one QR code with the library's defaults (all tries). Writes at most `room` bytes, returns
 * how many; 0 when nothing was read. */
size_t zxing_peer_read(const uint8_t *px, int width, int height, uint8_t *out, size_t room);

#ifdef __cplusplus
}
#endif

#endif
