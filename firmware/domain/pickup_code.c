#include "domain/pickup_code.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "base/base45.h"
#include "base/str.h"

/* Offsets in the token, and the 4 bytes of "UK1:" that are signed in front of it. */
enum {
    AT_KIND = 0,
    AT_KEY_ID = 1,
    AT_ISSUER = 2,
    AT_ID = 8,
    AT_ISSUED = 24,
    AT_EXPIRES = 32,
    AT_NONCE = 40,
    AT_SIGNATURE = 48,
    ISSUER_BYTES = AT_ID - AT_ISSUER,
    HEAD_BYTES = 4,
    SIGNED_BYTES = HEAD_BYTES + AT_SIGNATURE,
    BODY_CHARS = BASE45_LENGTH(PICKUP_TOKEN_BYTES),
};

_Static_assert(AT_SIGNATURE + crypto_sign_ed25519_BYTES == PICKUP_TOKEN_BYTES, "token layout");
_Static_assert(HEAD_BYTES + BODY_CHARS + 1 == PICKUP_TEXT_SIZE, "token text");

static const char head[] = "UK1:";

static const char *const check_names[] = {
    [PICKUP_OK] = "OK",
    [PICKUP_UNSIGNED] = "UNSIGNED",
    [PICKUP_MALFORMED] = "MALFORMED",
    [PICKUP_WRONG_ISSUER] = "WRONG_ISSUER",
    [PICKUP_BAD_SIGNATURE] = "BAD_SIGNATURE",
    [PICKUP_EXPIRED] = "EXPIRED",
    [PICKUP_FUTURE] = "FUTURE",
};

const char *pickup_check_name(enum pickup_check check)
{
    bool known = (int)check >= 0 && (size_t)check < sizeof check_names / sizeof check_names[0];
    return known ? check_names[check] : "?";
}

static uint64_t get_u64(const uint8_t *p)
{
    uint64_t value = 0;
    for (int i = 0; i < 8; i++) {
        value = value << 8 | p[i];
    }
    return value;
}

static void put_u64(uint64_t value, uint8_t *out)
{
    for (int i = 0; i < 8; i++) {
        out[i] = (uint8_t)(value >> (56 - 8 * i));
    }
}

/* Printable ASCII, at least one character, then NUL to the end: one issuer has one form. */
static bool get_issuer(const uint8_t *p, char out[ISSUER_BYTES + 1])
{
    size_t n = 0;
    while (n < ISSUER_BYTES && p[n] > ' ' && p[n] <= '~') {
        n++;
    }
    for (size_t i = n; i < ISSUER_BYTES; i++) {
        if (p[i] != 0) {
            return false;
        }
    }
    memcpy(out, p, n);
    out[n] = '\0';
    return n > 0;
}

static bool get_token(const uint8_t raw[PICKUP_TOKEN_BYTES], struct pickup_token *out)
{
    struct pickup_token t = {.kind = raw[AT_KIND], .key_id = raw[AT_KEY_ID]};
    uint64_t issued_s = get_u64(raw + AT_ISSUED);
    uint64_t expires_s = get_u64(raw + AT_EXPIRES);
    if ((t.kind != 1 && t.kind != 2) || !get_issuer(raw + AT_ISSUER, t.issuer) ||
        issued_s > INT64_MAX || expires_s > INT64_MAX) {
        return false;
    }
    memcpy(t.id, raw + AT_ID, sizeof t.id);
    memcpy(t.nonce, raw + AT_NONCE, sizeof t.nonce);
    t.issued_s = (int64_t)issued_s;
    t.expires_s = (int64_t)expires_s;
    *out = t;
    return true;
}

/* An expired signer is no signer: neither by our clock nor, when that is not trusted (0), by the
 * token's own date. */
static const struct pickup_key *signer_of(const struct pickup_token *t,
                                          const struct pickup_key *keys, int key_count,
                                          int64_t wall_s)
{
    for (int i = 0; i < key_count; i++) {
        const struct pickup_key *key = &keys[i];
        if (key->key_id == t->key_id && strcmp(key->issuer, t->issuer) == 0 &&
            wall_s <= key->not_after_s && t->issued_s <= key->not_after_s) {
            return key;
        }
    }
    return NULL;
}

static void signed_part(const uint8_t raw[PICKUP_TOKEN_BYTES], uint8_t out[SIGNED_BYTES])
{
    memcpy(out, head, HEAD_BYTES);
    memcpy(out + HEAD_BYTES, raw, AT_SIGNATURE);
}

static enum pickup_check check_time(const struct pickup_token *t, int64_t wall_s)
{
    if (wall_s <= 0) {
        return PICKUP_OK;
    }
    if (wall_s >= t->expires_s) {
        return PICKUP_EXPIRED;
    }
    bool ahead = t->issued_s > wall_s && t->issued_s - wall_s > PICKUP_SKEW_S;
    return ahead ? PICKUP_FUTURE : PICKUP_OK;
}

enum pickup_check pickup_code_check(const uint8_t *bytes, size_t length,
                                    const struct pickup_key *keys, int key_count, int64_t wall_s,
                                    struct pickup_token *out_token)
{
    if (length < HEAD_BYTES || memcmp(bytes, head, HEAD_BYTES) != 0) {
        return PICKUP_UNSIGNED;
    }
    uint8_t raw[PICKUP_TOKEN_BYTES];
    size_t n;
    struct pickup_token token;
    struct str body = {(const char *)bytes + HEAD_BYTES, length - HEAD_BYTES};
    if (body.n != BODY_CHARS || !base45_decode(body, raw, sizeof raw, &n) ||
        !get_token(raw, &token)) {
        return PICKUP_MALFORMED;
    }
    *out_token = token;
    const struct pickup_key *key = signer_of(&token, keys, key_count, wall_s);
    if (key == NULL) {
        return PICKUP_WRONG_ISSUER;
    }
    uint8_t message[SIGNED_BYTES];
    signed_part(raw, message);
    if (crypto_sign_ed25519_verify_detached(raw + AT_SIGNATURE, message, sizeof message,
                                            key->public_key) != 0) {
        return PICKUP_BAD_SIGNATURE;
    }
    return check_time(&token, wall_s);
}

void pickup_code_make(const struct pickup_token *token, const uint8_t secret_key[64],
                      char out[PICKUP_TEXT_SIZE])
{
    uint8_t raw[PICKUP_TOKEN_BYTES] = {[AT_KIND] = token->kind, [AT_KEY_ID] = token->key_id};
    uint8_t message[SIGNED_BYTES];
    assert(token->issued_s >= 0 && token->expires_s >= 0);
    memcpy(raw + AT_ISSUER, token->issuer, strnlen(token->issuer, ISSUER_BYTES));
    memcpy(raw + AT_ID, token->id, sizeof token->id);
    put_u64((uint64_t)token->issued_s, raw + AT_ISSUED);
    put_u64((uint64_t)token->expires_s, raw + AT_EXPIRES);
    memcpy(raw + AT_NONCE, token->nonce, sizeof token->nonce);
    signed_part(raw, message);
    (void)crypto_sign_ed25519_detached(raw + AT_SIGNATURE, NULL, message, sizeof message,
                                       secret_key);
    memcpy(out, head, HEAD_BYTES);
    bool fits = base45_encode(raw, sizeof raw, out + HEAD_BYTES, PICKUP_TEXT_SIZE - HEAD_BYTES);
    assert(fits);
    (void)fits;
}

struct code_hash code_hash_of(const uint8_t *bytes, size_t length, const uint8_t key[32])
{
    struct code_hash hash;
    (void)crypto_generichash(hash.byte, sizeof hash.byte, bytes, length, key, 32);
    return hash;
}

bool code_hash_equal(struct code_hash a, struct code_hash b)
{
    return sodium_memcmp(a.byte, b.byte, CODE_HASH_BYTES) == 0;
}
