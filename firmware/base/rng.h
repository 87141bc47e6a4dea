/* Seeded pseudo-random numbers (xoshiro256**, Blackman and Vigna) for ids, jitter and the
 * simulator.
 *
 * Promises: the same seed gives the same sequence on every machine and compiler. Never for secrets:
 * keys and nonces of cryptography come from libsodium.
 */
#ifndef BASE_RNG_H
#define BASE_RNG_H

#include <stdint.h>

struct rng {
    uint64_t s[4];
};

void rng_init(struct rng *r, uint64_t seed);
uint64_t rng_next(struct rng *r);
uint32_t rng_below(struct rng *r, uint32_t limit); /* 0 .. limit-1, limit >= 1, unbiased */
double rng_unit(struct rng *r);                    /* 0 <= x < 1 */

#endif
