/* Codes in front of the camera: any bytes have one kind, and none of them verifies without a key.
 *
 * The first byte chooses what the scanner knew about the symbol, the rest is the payload.
 */
#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "domain/pickup_code.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct pickup_key a_key(void)
{
    struct pickup_key key = {.key_id = 1, .issuer = "PILOT", .not_after_s = INT64_MAX};
    uint8_t secret[64];
    uint8_t seed[32] = {7};
    (void)crypto_sign_ed25519_seed_keypair(key.public_key, secret, seed);
    return key;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct pickup_prefix prefix[] = {{"KOFU:"}};
    if (size == 0 || sodium_init() < 0) {
        return 0;
    }
    struct code_shape shape = {
        .bytes = data + 1,
        .length = size - 1,
        .partial = (data[0] & 1) != 0,
        .barcode = (data[0] & 2) != 0,
    };
    enum code_kind kind = code_kind_of(shape, prefix, 1);
    assert((int)kind >= 0 && kind < CODE_KIND_COUNT);
    assert(!code_kind_is_pickup(kind) || shape.length <= PICKUP_CODE_MAX);

    struct pickup_key key = a_key();
    struct pickup_token token = {0};
    enum pickup_check check =
        pickup_code_check(shape.bytes, shape.length, &key, 1, 1784246400, &token);
    assert(check != PICKUP_OK && check != PICKUP_EXPIRED && check != PICKUP_FUTURE);
    bool filled = check != PICKUP_UNSIGNED && check != PICKUP_MALFORMED;
    assert(filled == (token.kind == 1 || token.kind == 2));
    return 0;
}
