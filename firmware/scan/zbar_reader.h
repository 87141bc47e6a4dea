/* ZBar behind one door: the decoder that has the last word.
 *
 * Promises: QR bytes are the symbol's bytes (ZBAR_CFG_BINARY: text mode guesses a character set and
 * alters payloads); a part of a structured append comes out as SCAN_QR_PART, never as a whole code.
 * Never accepts what ZBar did not. Allocates inside ZBar only. Source: zbar.h of 0.23.92.
 */
#ifndef SCAN_ZBAR_READER_H
#define SCAN_ZBAR_READER_H

#include <stdbool.h>
#include "base/err.h"
#include "scan/engine.h"
#include "scan/plane.h"

struct zbar_reader {
    void *qr;    /* zbar_image_scanner_t, QR only */
    void *bars;  /* zbar_image_scanner_t, EAN, UPC and Code 128 */
    void *image; /* zbar_image_t without data of its own */
};

[[nodiscard]] struct err zbar_reader_open(struct zbar_reader *out); /* NO_MEMORY */
void zbar_reader_close(struct zbar_reader *r);

/* Reads all QR symbols of the picture. Writes at most `room` codes with bytes, symbology and
 * corners (outline as ZBar saw it, picture coordinates); version, level and quality stay unknown.
 * Codes longer than SCAN_PAYLOAD_MAX are dropped. Returns how many. */
int zbar_reader_qr(struct zbar_reader *r, const struct plane *picture, struct scan_code *out,
                   int room);

/* Linear barcodes, so that the terminal can say that this is not a QR code. */
int zbar_reader_bars(struct zbar_reader *r, const struct plane *picture, struct scan_code *out,
                     int room);

#endif
