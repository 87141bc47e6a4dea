#include "base/base64.h"

#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

bool base64_encode(const uint8_t *bytes, size_t n, char *out_text, size_t cap)
{
    /* The first test keeps the length computation from wrapping. */
    if (n > cap || BASE64_LENGTH(n) >= cap) {
        return false;
    }
    char *at = out_text;
    for (size_t i = 0; i < n; i += 3, at += 4) {
        size_t have = n - i < 3 ? n - i : 3;
        uint32_t bits = (uint32_t)bytes[i] << 16;
        bits |= have > 1 ? (uint32_t)bytes[i + 1] << 8 : 0;
        bits |= have > 2 ? bytes[i + 2] : 0;
        for (size_t k = 0; k < 4; k++) {
            at[k] = k <= have ? alphabet[bits >> (18 - 6 * k) & 63] : '=';
        }
    }
    *at = '\0';
    return true;
}

/* The last group may end in one or two =; how many stand at the end of the text. */
static size_t padding_of(struct str text)
{
    size_t pad = 0;
    while (pad < 2 && pad < text.n && text.p[text.n - 1 - pad] == '=') {
        pad++;
    }
    return pad;
}

/* Four characters as 24 bits, `pad` of them padding. False for a foreign character and for bits
 * that no byte uses. */
static bool group_of(const char *p, size_t pad, uint32_t *out_bits)
{
    uint32_t bits = 0;
    for (size_t k = 0; k < 4; k++) {
        const char *hit = p[k] == '\0' ? NULL : strchr(alphabet, p[k]);
        bool padding = k >= 4 - pad;
        if (!padding && hit == NULL) {
            return false;
        }
        bits = bits << 6 | (padding ? 0 : (uint32_t)(hit - alphabet));
    }
    if ((bits & ((1U << 8 * pad) - 1)) != 0) {
        return false;
    }
    *out_bits = bits;
    return true;
}

bool base64_decode(struct str text, uint8_t *out_bytes, size_t cap, size_t *out_n)
{
    size_t pad = padding_of(text);
    size_t n = text.n / 4 * 3 - pad;
    uint32_t bits;
    if (text.n % 4 != 0 || n > cap) {
        return false;
    }
    /* All groups are judged before the first byte is written. */
    for (size_t i = 0; i < text.n; i += 4) {
        if (!group_of(text.p + i, i + 4 == text.n ? pad : 0, &bits)) {
            return false;
        }
    }
    for (size_t i = 0, at = 0; i < text.n; i += 4) {
        bits = 0;
        (void)group_of(text.p + i, i + 4 == text.n ? pad : 0, &bits);
        for (int shift = 16; shift >= 0 && at < n; shift -= 8) {
            out_bytes[at++] = (uint8_t)(bits >> shift);
        }
    }
    *out_n = n;
    return true;
}
