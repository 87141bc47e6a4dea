#include "scan/reed_solomon.h"

#include <stdbool.h>
#include <assert.h>
#include <string.h>

enum { ORDER = 255, POLY_MAX = RS_CHECK_MAX + 1 };

/* Powers of 2 in the field, twice over, and their logarithms; log 0 is never used. Generated from
 * the polynomial; const data instead of a table built at start so that no state is shared. */
#include "scan/gf256_tables.h"

static uint8_t mul(uint8_t a, uint8_t b)
{
    return a == 0 || b == 0 ? 0 : gf_exp[gf_log[a] + gf_log[b]];
}

static uint8_t inverse(uint8_t a)
{
    return gf_exp[ORDER - gf_log[a]];
}

/* False when all are zero: nothing to correct. */
static bool syndromes(const struct rs_block *b, uint8_t *out)
{
    uint8_t any = 0;
    for (int i = 0; i < b->check; i++) {
        uint8_t sum = 0;
        for (int k = 0; k < b->length; k++) {
            sum = (uint8_t)((sum == 0 ? 0 : gf_exp[gf_log[sum] + i]) ^ b->word[k]);
        }
        out[i] = sum;
        any |= sum;
    }
    return any != 0;
}

struct locator {
    uint8_t poly[POLY_MAX + 1];
    int degree;
};

static void start_with_erasures(struct locator *l, const struct rs_block *b,
                                const uint8_t *doubtful, int count)
{
    memset(l, 0, sizeof(*l));
    l->poly[0] = 1;
    for (int i = 0; i < count; i++) {
        uint8_t root = gf_exp[b->length - 1 - doubtful[i]];
        for (int k = i + 1; k > 0; k--) {
            l->poly[k] ^= mul(l->poly[k - 1], root);
        }
    }
    l->degree = count;
}

static void berlekamp_massey(struct locator *l, const uint8_t *syndrome, int check, int erasures)
{
    uint8_t other[POLY_MAX + 1];
    memcpy(other, l->poly, sizeof(other));
    for (int r = erasures + 1; r <= check; r++) {
        uint8_t delta = 0;
        for (int i = 0; i < r; i++) {
            delta ^= mul(l->poly[i], syndrome[r - 1 - i]);
        }
        memmove(other + 1, other, POLY_MAX);
        other[0] = 0;
        if (delta == 0) {
            continue;
        }
        uint8_t next[POLY_MAX + 1];
        for (int i = 0; i <= POLY_MAX; i++) {
            next[i] = l->poly[i] ^ mul(delta, other[i]);
        }
        if (2 * l->degree <= r - 1 + erasures) {
            l->degree = r + erasures - l->degree;
            uint8_t back = inverse(delta);
            for (int i = 0; i <= POLY_MAX; i++) {
                other[i] = mul(l->poly[i], back);
            }
        }
        memcpy(l->poly, next, sizeof(next));
    }
}

static uint8_t value_at(const uint8_t *poly, int count, int power)
{
    uint8_t sum = 0;
    for (int i = 0; i < count; i++) {
        sum ^= poly[i] == 0 ? 0 : gf_exp[(gf_log[poly[i]] + i * power) % ORDER];
    }
    return sum;
}

/* Finds where the locator vanishes; -1 unless there are exactly as many places as its degree. */
static int find_places(const struct locator *l, int length, uint8_t *places)
{
    int n = 0;
    for (int k = 0; k < length; k++) {
        int power = (ORDER - (length - 1 - k)) % ORDER;
        if (value_at(l->poly, l->degree + 1, power) == 0) {
            if (n == l->degree) {
                return -1;
            }
            places[n++] = (uint8_t)k;
        }
    }
    return n == l->degree ? n : -1;
}

static int repair(const struct rs_block *b, const struct locator *l, const uint8_t *syndrome,
                  const uint8_t *places)
{
    uint8_t omega[RS_CHECK_MAX] = {0};
    for (int i = 0; i < b->check; i++) {
        for (int k = 0; k <= i && k <= l->degree; k++) {
            omega[i] ^= mul(l->poly[k], syndrome[i - k]);
        }
    }
    uint8_t slope[POLY_MAX + 1] = {0};
    for (int i = 1; i <= l->degree; i += 2) {
        slope[i - 1] = l->poly[i];
    }
    int changed = 0;
    for (int i = 0; i < l->degree; i++) {
        int exponent = b->length - 1 - places[i];
        int power = (ORDER - exponent) % ORDER;
        uint8_t below = value_at(slope, l->degree, power);
        if (below == 0) {
            return -1;
        }
        uint8_t above = mul(value_at(omega, b->check, power), gf_exp[exponent]);
        uint8_t change = mul(above, inverse(below));
        b->word[places[i]] ^= change;
        changed += change != 0;
    }
    return changed;
}

int rs_correct(struct rs_block block, const uint8_t *doubtful, int doubtful_count, int spare)
{
    uint8_t syndrome[RS_CHECK_MAX];
    if (!syndromes(&block, syndrome)) {
        return 0;
    }
    struct locator l;
    start_with_erasures(&l, &block, doubtful, doubtful_count);
    berlekamp_massey(&l, syndrome, block.check, doubtful_count);
    /* Each error costs two check codewords, each erasure one. */
    int errors = l.degree - doubtful_count;
    if (l.degree > block.check || 2 * errors + doubtful_count > block.check - spare) {
        return -1;
    }
    uint8_t places[POLY_MAX];
    if (find_places(&l, block.length, places) < 0) {
        return -1;
    }
    uint8_t before[RS_BLOCK_MAX];
    assert(block.length > 0 && block.length <= RS_BLOCK_MAX);
    memcpy(before, block.word, (size_t)block.length);
    int changed = repair(&block, &l, syndrome, places);
    if (changed < 0 || syndromes(&block, syndrome)) {
        memcpy(block.word, before, (size_t)block.length);
        return -1;
    }
    return changed;
}
