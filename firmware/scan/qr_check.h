/* Would this symbol decode? Format, mask, blocks and error correction of sampled modules.
 *
 * Promises: a cheap answer (tens of microseconds) before ZBar is asked, so that many geometries and
 * thresholds can be tried. It never produces a payload: only ZBar does. Where soft values say that
 * codewords are doubtful it treats them as erasures, keeping QR_SPARE check codewords unused so
 * that a chance acceptance stays as rare as with plain correction.
 */
#ifndef SCAN_QR_CHECK_H
#define SCAN_QR_CHECK_H

#include <stdbool.h>
#include <stdint.h>
#include "scan/qr_layout.h"

enum { QR_SPARE = 4, QR_LEVEL_MIDDLE = 128 };

/* Sampled modules: 0 surely dark, 255 surely light, dark below QR_LEVEL_MIDDLE. */
struct qr_modules {
    int version;
    int side;
    uint8_t level[QR_MODULES_MAX];
};

struct qr_verdict {
    enum qr_level level;
    int mask;
    int corrected;      /* codewords that differed */
    int format_misses;  /* of the 30 format bits, how many differed */
    bool used_erasures; /* doubtful codewords were filled in */
    bool is_part;       /* structured append header in front */
    uint8_t part_index;
    uint8_t part_count;
    uint8_t part_parity;
};

/* Working memory, too large for a stack frame. */
struct qr_check_room {
    uint8_t word[QR_CODEWORDS_MAX];
    uint8_t doubt[QR_CODEWORDS_MAX];          /* distance of the worst bit from the middle */
    uint16_t first_bit[QR_CODEWORDS_MAX * 8]; /* module index of each bit */
    uint8_t block[256];
    uint8_t block_doubt[256];
    uint16_t block_at[256]; /* index in word of each codeword of the block */
};

/* True when every block can be corrected. With `patient` doubtful codewords may be erasures; then
 * their modules in *m are set to what the correction says, and no others. */
[[nodiscard]] bool qr_check(struct qr_modules *m, const struct qr_layout *l,
                            struct qr_check_room *room, bool patient, struct qr_verdict *out);

/* Of the 30 format bits, how many differ from the best fitting format. */
int qr_format_misses(const struct qr_modules *m);

/* Columns for rows: a symbol seen in a mirror. */
void qr_transpose(struct qr_modules *m);

#endif
