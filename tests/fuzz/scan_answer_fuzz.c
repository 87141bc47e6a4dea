/* Messages of a decoder that has been taken over: any bytes of the size of an answer are either
 * refused or may be looked at field by field.
 *
 * The input is laid over an answer that is good, from the offset in its first two bytes on.
 */
#include <assert.h>
#include <string.h>
#include "app/scan_answer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct scan_answer answer;
    if (size < 2) {
        return 0;
    }
    memset(&answer, 0, sizeof answer);
    answer.result.code_count = 1;
    size_t at = (size_t)(data[0] << 8 | data[1]) % sizeof answer;
    size_t n = size - 2 < sizeof answer - at ? size - 2 : sizeof answer - at;
    memcpy((char *)&answer + at, data + 2, n);
    if (!scan_answer_is_sane(&answer)) {
        return 0;
    }
    const struct scan_result *r = &answer.result;
    unsigned sum = r->finder_seen ? 1 : 0; /* the sanitizer stops at a truth value that is none */
    assert(strlen(scan_hint_name(r->hint)) > 0);
    for (int i = 0; i < r->code_count; i++) {
        assert(r->code[i].version <= SCAN_VERSION_MAX && r->code[i].quality <= 100);
        for (int k = 0; k < r->code[i].length; k++) {
            sum += r->code[i].bytes[k];
        }
        for (int c = 0; c < 4; c++) {
            assert(r->code[i].corner[c].x == r->code[i].corner[c].x);
        }
    }
    assert(sum <= 1 + SCAN_CODES_MAX * SCAN_PAYLOAD_MAX * 255U);
    return 0;
}
