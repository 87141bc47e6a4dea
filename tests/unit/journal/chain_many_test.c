/* The second road to a row's hash gives what libsodium gives, and refuses what it refuses. */
#include "tests/kit/kit.h"

#include <sodium.h>
#include <string.h>
#include "base/rng.h"
#include "journal/chain_many.h"

enum { ROUNDS = 600 };

static void fill_text(struct rng *r, char *out, size_t size)
{
    size_t n = rng_below(r, (uint32_t)size);
    memset(out, 0, size);
    for (size_t i = 0; i < n; i++) {
        out[i] = (char)('a' + rng_below(r, 26));
    }
}

static void fill_bytes(struct rng *r, uint8_t *out, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = (uint8_t)rng_next(r);
    }
}

static void fill_row(struct rng *r, struct journal_row *row)
{
    *row = (struct journal_row){.kind = (enum journal_kind)rng_below(r, JOURNAL_KIND_COUNT)};
    row->wall_ms = (int64_t)rng_next(r);
    row->at_ms = rng_next(r);
    row->token = rng_next(r);
    row->call_no = (int)rng_below(r, 1000) - 500;
    fill_bytes(r, row->visit_id.byte, ID_BYTES);
    fill_bytes(r, row->code.byte, CODE_HASH_BYTES);
    fill_text(r, row->application_id, sizeof row->application_id);
    fill_text(r, row->staff_id, sizeof row->staff_id);
    fill_text(r, row->detail, sizeof row->detail);
}

/* Rows of any lengths: over one to five blocks, and now and then to the very end of one. */
struct several {
    struct journal_row row[CHAIN_LANES];
    struct chain_hash effects[CHAIN_LANES];
    struct chain_hash hash[CHAIN_LANES];
    struct chain_claim claim[CHAIN_LANES];
};

static void make(struct rng *r, const struct chain_key *key, struct several *out)
{
    for (int l = 0; l < CHAIN_LANES; l++) {
        struct journal_head prev = {rng_next(r), {{0}}};
        fill_row(r, &out->row[l]);
        fill_bytes(r, prev.hash.byte, CHAIN_BYTES);
        fill_bytes(r, out->effects[l].byte, CHAIN_BYTES);
        out->hash[l] = chain_next(key, prev, &out->row[l], out->effects[l]);
        out->claim[l] = (struct chain_claim){prev, &out->row[l], &out->effects[l], &out->hash[l]};
    }
}

static void both_roads_agree(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 1);
    for (int i = 0; i < ROUNDS; i++) {
        struct chain_key key;
        struct several several;
        bool holds[CHAIN_LANES];
        fill_bytes(&r, key.byte, sizeof key.byte);
        struct chain_start start = chain_start(&key);
        make(&r, &key, &several);
        chain_holds(&start, several.claim, holds);
        for (int l = 0; l < CHAIN_LANES; l++) {
            assert_true(holds[l]);
        }
    }
}

/* One changed bit in one lane: that lane does not hold, and the others do. */
static void one_bit_is_refused_in_its_own_lane(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 2);
    struct chain_key key = {{7}};
    struct chain_start start = chain_start(&key);
    for (int i = 0; i < ROUNDS; i++) {
        struct several several;
        bool holds[CHAIN_LANES];
        int bad = i % CHAIN_LANES;
        make(&r, &key, &several);
        uint8_t *const where[] = {
            several.hash[bad].byte + rng_below(&r, CHAIN_BYTES),
            several.effects[bad].byte + rng_below(&r, CHAIN_BYTES),
            several.claim[bad].prev.hash.byte + rng_below(&r, CHAIN_BYTES),
            several.row[bad].visit_id.byte + rng_below(&r, ID_BYTES),
            (uint8_t *)&several.claim[bad].prev.row_count,
        };
        *where[rng_below(&r, sizeof where / sizeof where[0])] ^= (uint8_t)(1u << rng_below(&r, 8));
        chain_holds(&start, several.claim, holds);
        for (int l = 0; l < CHAIN_LANES; l++) {
            assert_int_equal(holds[l], l != bad);
        }
    }
}

static void another_key_is_refused(void **state)
{
    (void)state;
    struct rng r;
    rng_init(&r, 3);
    struct chain_key key = {{7}};
    struct several several;
    bool holds[CHAIN_LANES];
    make(&r, &key, &several);
    key.byte[31] ^= 1;
    struct chain_start start = chain_start(&key);
    chain_holds(&start, several.claim, holds);
    for (int l = 0; l < CHAIN_LANES; l++) {
        assert_false(holds[l]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_roads_agree),
        cmocka_unit_test(one_bit_is_refused_in_its_own_lane),
        cmocka_unit_test(another_key_is_refused),
    };
    return sodium_init() < 0 ? 1
                             : cmocka_run_group_tests_name("journal/chain_many", tests, NULL, NULL);
}
