/* What a code in front of the camera is, by a table of shapes, and signed pickup codes (UK1:).
 *
 * The official payload is not public, so a pickup code is opaque bytes behind a table of prefixes
 * (DESIGN §5). A signature proves origin, never freshness: the backend decides. Nothing here acts
 * on the content of foreign codes (車検証, URL …): they are recognised to answer kindly, by shape
 * only.
 *
 * UK1 format, version 1: "UK1:" + base45 (RFC 9285) of 112 bytes:
 *   0 kind (1 single 画面申請, 2 custodian firm 証明書等管理業者) · 1 key id · 2..7 issuer, ASCII
 * padded with NUL · 8..23 id · 24..31 issued · 32..39 expires (unix seconds, big endian) · 40..47
 * nonce · 48..111 Ed25519 signature (RFC 8032) over "UK1:" and bytes 0..47.
 *
 * The caller's main runs sodium_init() once before anything here is called.
 */
#ifndef DOMAIN_PICKUP_CODE_H
#define DOMAIN_PICKUP_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PICKUP_CODE_MAX = 512, /* bytes; longer is never a pickup code */
    PICKUP_TOKEN_BYTES = 112,
    PICKUP_TEXT_SIZE = 4 + 168 + 1,
    PICKUP_KEYS_MAX = 4,
    CODE_HASH_BYTES = 16,
};

/* X(name) */
#define CODE_KIND_LIST(X)                                                                               \
    X(PICKUP_SINGLE) /* 画面申請の二次元コード */                                            \
    X(PICKUP_FIRM)   /* 証明書等管理業者を認証する二次元コード */                    \
    X(PICKUP_OPAQUE) /* a prefix from settings: the backend says which kind */                          \
    X(KEI_CERT)      /* 軽自動車の車検証: K/ with 6, 18 or 19 slashes */                        \
    X(REGISTERED_CERT) /* 登録車の車検証: parts of a structured append, or d/ with 5 or >= 18 */ \
    X(EL_QR)           /* 地方税統一QRコード on a tax bill */                                   \
    X(URL)                                                                                              \
    X(PAYMENT)  /* payment apps */                                                                      \
    X(BARCODE)  /* JAN and other one-dimensional codes */                                               \
    X(ITEM_TAG) /* tag of a prepared document: UKI: */                                                  \
    X(UNKNOWN)
enum code_kind {
#define X(name) CODE_##name,
    CODE_KIND_LIST(X)
#undef X
        CODE_KIND_COUNT,
};

const char *code_kind_name(enum code_kind kind);
bool code_kind_is_pickup(enum code_kind kind);

/* A prefix that marks an opaque pickup code; from settings. */
struct pickup_prefix {
    char text[16];
};

/* Classifies by shape alone: a UK1: text whose kind cannot be read counts as single, and
 * pickup_code_check says MALFORMED. `prefix` has `prefix_count` rows; partial: a part of a
 * structured append; barcode: a one-dimensional symbol. Any bytes are allowed, also none and NUL.
 */
struct code_shape {
    const uint8_t *bytes;
    size_t length;
    bool partial;
    bool barcode;
};
enum code_kind code_kind_of(struct code_shape shape, const struct pickup_prefix *prefix,
                            int prefix_count);

struct pickup_token {
    uint8_t kind; /* 1 or 2 */
    uint8_t key_id;
    char issuer[7];
    uint8_t id[16];
    int64_t issued_s;
    int64_t expires_s;
    uint8_t nonce[8];
};

struct pickup_key {
    uint8_t key_id;
    char issuer[7];
    uint8_t public_key[32]; /* Ed25519 */
    int64_t not_after_s;    /* an expired signer is no signer */
};

enum pickup_check {
    PICKUP_OK,           /* signed by a known, valid key, within its time */
    PICKUP_UNSIGNED,     /* an opaque code: only the backend can tell */
    PICKUP_MALFORMED,    /* UK1: but not base45, wrong length, unknown kind, impossible field */
    PICKUP_WRONG_ISSUER, /* no valid key for its issuer and key id: foreign, or expired signer */
    PICKUP_BAD_SIGNATURE,
    PICKUP_EXPIRED,
    PICKUP_FUTURE, /* issued more than PICKUP_SKEW_S ahead of our clock */
};
enum { PICKUP_SKEW_S = 300 };

const char *pickup_check_name(enum pickup_check check);

/* Reads and verifies; the first that applies, in the order MALFORMED, WRONG_ISSUER, BAD_SIGNATURE,
 * EXPIRED, FUTURE. *out_token is filled whenever the result is not MALFORMED or UNSIGNED.
 * wall_s is now; a terminal whose clock is not trusted passes 0 and gets no EXPIRED or FUTURE. */
enum pickup_check pickup_code_check(const uint8_t *bytes, size_t length,
                                    const struct pickup_key *keys, int key_count, int64_t wall_s,
                                    struct pickup_token *out_token);

/* Makes a signed code (simulator, pilots, tests). secret_key: 64 bytes as libsodium has it. */
void pickup_code_make(const struct pickup_token *token, const uint8_t secret_key[64],
                      char out[PICKUP_TEXT_SIZE]);

/* Keyed hash (BLAKE2b) that stands for a code wherever one must be remembered or compared: a
 * payload itself is never stored, shown or logged. */
struct code_hash {
    uint8_t byte[CODE_HASH_BYTES];
};
struct code_hash code_hash_of(const uint8_t *bytes, size_t length, const uint8_t key[32]);
bool code_hash_equal(struct code_hash a, struct code_hash b);

#endif
