#include "base/hash.h"

static const uint64_t offset_basis = 0xCBF29CE484222325U;
static const uint64_t prime = 0x00000100000001B3U;

struct hash hash_start(void)
{
    return (struct hash){offset_basis};
}

static void add_byte(struct hash *h, uint8_t byte)
{
    h->value = (h->value ^ byte) * prime;
}

void hash_bytes(struct hash *h, const void *bytes, size_t n)
{
    const uint8_t *p = bytes;
    for (size_t i = 0; i < n; i++) {
        add_byte(h, p[i]);
    }
}

void hash_text(struct hash *h, struct str text)
{
    hash_bytes(h, text.p, text.n);
}

void hash_u64(struct hash *h, uint64_t number)
{
    for (int shift = 56; shift >= 0; shift -= 8) {
        add_byte(h, (uint8_t)(number >> shift));
    }
}
