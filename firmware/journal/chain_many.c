#include "journal/chain_many.h"
#include "journal/chain_record.h"

#include <sodium.h>
#include <string.h>

enum { BLOCK = 128, WORDS = 16, ROUNDS = 12 };

typedef uint64_t lanes __attribute__((vector_size(8 * CHAIN_LANES)));

static const uint64_t iv[8] = {
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
};

static const uint8_t sigma[ROUNDS][WORDS] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
};

/* What one compression takes: 16 words and the two that end it, of every lane. */
struct block {
    lanes word[WORDS];
    lanes bytes; /* hashed so far, with this block */
    lanes last;  /* all ones in the last block */
};

#define TURN(x, n) (((x) >> (n)) | ((x) << (64 - (n))))
#define MIX(a, b, c, d, x, y)                                                                      \
    do {                                                                                           \
        v[a] += v[b] + (x);                                                                        \
        v[d] = TURN(v[d] ^ v[a], 32);                                                              \
        v[c] += v[d];                                                                              \
        v[b] = TURN(v[b] ^ v[c], 24);                                                              \
        v[a] += v[b] + (y);                                                                        \
        v[d] = TURN(v[d] ^ v[a], 16);                                                              \
        v[c] += v[d];                                                                              \
        v[b] = TURN(v[b] ^ v[c], 63);                                                              \
    } while (0)

[[gnu::always_inline]] static inline void compress_as(lanes h[8], const struct block *b)
{
    lanes v[WORDS];
    for (int i = 0; i < 8; i++) {
        v[i] = h[i];
        v[i + 8] = (lanes){0} + iv[i];
    }
    v[12] ^= b->bytes;
    v[14] ^= b->last;
#pragma GCC unroll 12
    for (int r = 0; r < ROUNDS; r++) {
        const uint8_t *s = sigma[r];
        const lanes *m = b->word;
        MIX(0, 4, 8, 12, m[s[0]], m[s[1]]);
        MIX(1, 5, 9, 13, m[s[2]], m[s[3]]);
        MIX(2, 6, 10, 14, m[s[4]], m[s[5]]);
        MIX(3, 7, 11, 15, m[s[6]], m[s[7]]);
        MIX(0, 5, 10, 15, m[s[8]], m[s[9]]);
        MIX(1, 6, 11, 12, m[s[10]], m[s[11]]);
        MIX(2, 7, 8, 13, m[s[12]], m[s[13]]);
        MIX(3, 4, 9, 14, m[s[14]], m[s[15]]);
    }
    for (int i = 0; i < 8; i++) {
        h[i] ^= v[i] ^ v[i + 8];
    }
}

/* The same function for each width of registers that the machine may have. */
static void compress_plain(lanes h[8], const struct block *b)
{
    compress_as(h, b);
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] static void compress_avx2(lanes h[8], const struct block *b)
{
    compress_as(h, b);
}

[[gnu::target("avx512f,avx512vl,avx512bw,avx512dq")]] static void compress_avx512(
    lanes h[8], const struct block *b)
{
    compress_as(h, b);
}

static void compress(lanes h[8], const struct block *b)
{
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq")) {
        compress_avx512(h, b);
    } else if (__builtin_cpu_supports("avx2")) {
        compress_avx2(h, b);
    } else {
        compress_plain(h, b);
    }
}
#else
static void compress(lanes h[8], const struct block *b)
{
    compress_plain(h, b);
}
#endif

/* Words are little endian in the bytes, whatever the machine. */
static uint64_t word_at(const uint8_t *p)
{
    uint64_t w = 0;
    memcpy(&w, p, sizeof w);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    w = __builtin_bswap64(w);
#endif
    return w;
}

struct chain_start chain_start(const struct chain_key *key)
{
    uint8_t bytes[BLOCK] = {0};
    struct block b = {.bytes = (lanes){0} + BLOCK};
    lanes h[8];
    struct chain_start out;
    memcpy(bytes, key->byte, CHAIN_BYTES);
    for (int i = 0; i < WORDS; i++) {
        b.word[i] = (lanes){0} + word_at(bytes + 8 * i);
    }
    for (int i = 0; i < 8; i++) {
        h[i] = (lanes){0} + iv[i];
    }
    h[0] ^= (lanes){0} + (0x01010000 ^ (CHAIN_BYTES << 8) ^ CHAIN_BYTES); /* RFC 7693, 2.8 */
    compress(h, &b);
    for (int i = 0; i < 8; i++) {
        out.word[i] = h[i][0];
    }
    sodium_memzero(bytes, sizeof bytes);
    sodium_memzero(&b, sizeof b);
    return out;
}

/* Block `at` of each record. A lane that was over before runs along and is not looked at. */
static void load(struct block *b, const struct chain_record record[CHAIN_LANES], size_t at)
{
    for (int l = 0; l < CHAIN_LANES; l++) {
        size_t n = record[l].n;
        size_t end = (at + 1) * BLOCK;
        b->bytes[l] = BLOCK + (n < end ? n : end);
        b->last[l] = n <= end ? ~(uint64_t)0 : 0;
    }
    for (int i = 0; i < WORDS; i++) {
        size_t from = at * BLOCK + 8 * (size_t)i;
        for (int l = 0; l < CHAIN_LANES; l++) {
            b->word[i][l] = word_at(record[l].byte + from);
        }
    }
}

static bool lane_is(const lanes h[8], int lane, const struct chain_hash *hash)
{
    uint64_t differs = 0;
    for (int i = 0; i < CHAIN_BYTES / 8; i++) {
        differs |= h[i][lane] ^ word_at(hash->byte + 8 * i);
    }
    return differs == 0;
}

/* Room of a record up to the end of its last block is zero. */
static size_t pad(struct chain_record *r)
{
    size_t blocks = (r->n + BLOCK - 1) / BLOCK;
    memset(r->byte + r->n, 0, blocks * BLOCK - r->n);
    return blocks;
}

void chain_holds(const struct chain_start *start, const struct chain_claim claim[CHAIN_LANES],
                 bool out_holds[CHAIN_LANES])
{
    struct chain_record record[CHAIN_LANES];
    size_t blocks[CHAIN_LANES];
    size_t most = 0;
    lanes h[8];
    for (int l = 0; l < CHAIN_LANES; l++) {
        chain_record_event(&record[l], &claim[l].prev, claim[l].row, claim[l].effects);
        blocks[l] = pad(&record[l]);
        most = blocks[l] > most ? blocks[l] : most;
    }
    for (int i = 0; i < 8; i++) {
        h[i] = (lanes){0} + start->word[i];
    }
    for (size_t at = 0; at < most; at++) {
        struct block b;
        load(&b, record, at);
        compress(h, &b);
        for (int l = 0; l < CHAIN_LANES; l++) {
            if (blocks[l] == at + 1) {
                out_holds[l] = lane_is(h, l, claim[l].hash);
            }
        }
    }
}
