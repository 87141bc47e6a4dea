#include "base/base45.h"

#include <string.h>

static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

static int digit_of(char c)
{
    const char *hit = c == '\0' ? NULL : strchr(alphabet, c);
    return hit == NULL ? -1 : (int)(hit - alphabet);
}

static void put(unsigned value, int chars, char *out)
{
    for (int i = 0; i < chars; i++) {
        out[i] = alphabet[value % 45];
        value /= 45;
    }
}

bool base45_encode(const uint8_t *bytes, size_t n, char *out_text, size_t cap)
{
    /* The first test keeps the length computation from wrapping. */
    if (n > cap || BASE45_LENGTH(n) >= cap) {
        return false;
    }
    char *at = out_text;
    for (size_t i = 0; i + 1 < n; i += 2, at += 3) {
        put((unsigned)bytes[i] << 8 | bytes[i + 1], 3, at);
    }
    if (n % 2 == 1) {
        put(bytes[n - 1], 2, at);
        at += 2;
    }
    *at = '\0';
    return true;
}

/* The value of a group of 2 or 3 characters, least significant first; -1 when it is none. */
static int group_of(const char *p, size_t chars)
{
    int value = 0;
    for (size_t i = chars; i > 0; i--) {
        int digit = digit_of(p[i - 1]);
        if (digit < 0) {
            return -1;
        }
        value = value * 45 + digit;
    }
    return value <= (chars == 3 ? 0xFFFF : 0xFF) ? value : -1;
}

bool base45_decode(struct str text, uint8_t *out_bytes, size_t cap, size_t *out_n)
{
    size_t n = text.n / 3 * 2 + (text.n % 3 == 2);
    if (text.n % 3 == 1 || n > cap) {
        return false;
    }
    /* All groups are judged before the first byte is written. */
    for (size_t i = 0; i < text.n; i += 3) {
        if (group_of(text.p + i, text.n - i < 3 ? 2 : 3) < 0) {
            return false;
        }
    }
    uint8_t *at = out_bytes;
    for (size_t i = 0; i < text.n; i += 3) {
        size_t chars = text.n - i < 3 ? 2 : 3;
        int value = group_of(text.p + i, chars);
        if (chars == 3) {
            *at++ = (uint8_t)(value >> 8);
        }
        *at++ = (uint8_t)(value & 0xFF);
    }
    *out_n = n;
    return true;
}
