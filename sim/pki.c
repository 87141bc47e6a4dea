#include "sim/pki.h"

#include <fcntl.h>
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/str.h"

enum { TEN_YEARS_S = 10 * 365 * 86400, DAY_S = 86400, FILE_MODE = 0600 };

/* One certificate with its key while they are made. */
struct party {
    gnutls_x509_privkey_t key;
    gnutls_x509_crt_t cert;
};

static struct err path_of(const char *folder, const char *name, char out[PKI_PATH_SIZE])
{
    int n = snprintf(out, PKI_PATH_SIZE, "%s/%s", folder, name);
    return n > 0 && n < PKI_PATH_SIZE ? OK : FAIL(INVALID);
}

static struct err write_file(const char *path, const void *bytes, size_t length)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, FILE_MODE);
    if (fd < 0) {
        return FAIL(IO);
    }
    bool whole = write(fd, bytes, length) == (ssize_t)length;
    whole = fsync(fd) == 0 && whole;
    return close(fd) == 0 && whole ? OK : FAIL(IO);
}

static struct err read_file(const char *path, void *out, size_t cap, size_t *out_length)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return FAIL(CORRUPT);
    }
    ssize_t n = read(fd, out, cap);
    close(fd);
    if (n <= 0 || (size_t)n >= cap) {
        return FAIL(CORRUPT);
    }
    *out_length = (size_t)n;
    return OK;
}

static struct err read_text(const char *folder, const char *name, char out[PKI_PEM_SIZE])
{
    char path[PKI_PATH_SIZE];
    size_t length = 0;
    TRY(path_of(folder, name, path));
    TRY(read_file(path, out, PKI_PEM_SIZE, &length));
    out[length] = '\0';
    return OK;
}

static struct err write_pem(const char *folder, const char *name, const struct party *p,
                            bool is_key)
{
    char pem[PKI_PEM_SIZE];
    char path[PKI_PATH_SIZE];
    size_t length = sizeof pem;
    int code = is_key ? gnutls_x509_privkey_export(p->key, GNUTLS_X509_FMT_PEM, pem, &length)
                      : gnutls_x509_crt_export(p->cert, GNUTLS_X509_FMT_PEM, pem, &length);
    TRY(path_of(folder, name, path));
    struct err err = code < 0 ? FAIL(IO) : write_file(path, pem, length);
    sodium_memzero(pem, sizeof pem);
    return err;
}

static void party_deinit(struct party *p)
{
    gnutls_x509_privkey_deinit(p->key);
    gnutls_x509_crt_deinit(p->cert);
}

/* Key and the fields that all three have in common. Negative: GnuTLS failed. */
static int party_init(struct party *p, const char *name, int64_t now_s)
{
    unsigned bits = GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1);
    uint8_t serial[16];
    memset(p, 0, sizeof *p);
    randombytes_buf(serial, sizeof serial);
    serial[0] &= 0x7f; /* RFC 5280 §4.1.2.2: positive */
    int code = gnutls_x509_privkey_init(&p->key);
    code = code < 0 ? code : gnutls_x509_crt_init(&p->cert);
    code = code < 0 ? code : gnutls_x509_privkey_generate(p->key, GNUTLS_PK_ECDSA, bits, 0);
    code = code < 0 ? code : gnutls_x509_crt_set_version(p->cert, 3);
    code = code < 0 ? code : gnutls_x509_crt_set_serial(p->cert, serial, sizeof serial);
    code = code < 0 ? code : gnutls_x509_crt_set_activation_time(p->cert, now_s - DAY_S);
    code = code < 0 ? code : gnutls_x509_crt_set_expiration_time(p->cert, now_s + TEN_YEARS_S);
    code = code < 0 ? code
                    : gnutls_x509_crt_set_dn_by_oid(p->cert, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                                    (unsigned)strlen(name));
    return code < 0 ? code : gnutls_x509_crt_set_key(p->cert, p->key);
}

static int sign_ca(struct party *ca)
{
    unsigned usage = GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN;
    int code = gnutls_x509_crt_set_basic_constraints(ca->cert, 1, 0);
    code = code < 0 ? code : gnutls_x509_crt_set_key_usage(ca->cert, usage);
    return code < 0 ? code
                    : gnutls_x509_crt_sign2(ca->cert, ca->cert, ca->key, GNUTLS_DIG_SHA256, 0);
}

static int sign_leaf(struct party *leaf, const struct party *ca, const char *purpose)
{
    int code = gnutls_x509_crt_set_basic_constraints(leaf->cert, 0, -1);
    code =
        code < 0 ? code : gnutls_x509_crt_set_key_usage(leaf->cert, GNUTLS_KEY_DIGITAL_SIGNATURE);
    code = code < 0 ? code : gnutls_x509_crt_set_key_purpose_oid(leaf->cert, purpose, 0);
    return code < 0 ? code
                    : gnutls_x509_crt_sign2(leaf->cert, ca->cert, ca->key, GNUTLS_DIG_SHA256, 0);
}

static int set_server_names(struct party *server)
{
    static const uint8_t loopback[4] = {127, 0, 0, 1};
    int code = gnutls_x509_crt_set_subject_alt_name(server->cert, GNUTLS_SAN_DNSNAME, "localhost",
                                                    9, GNUTLS_FSAN_SET);
    return code < 0
               ? code
               : gnutls_x509_crt_set_subject_alt_name(server->cert, GNUTLS_SAN_IPADDRESS, loopback,
                                                      sizeof loopback, GNUTLS_FSAN_APPEND);
}

static struct err write_parties(const char *folder, const struct party party[3])
{
    static const char *const certs[] = {"ca.pem", "server.pem", "terminal.pem"};
    static const char *const keys[] = {"ca.key", "server.key", "terminal.key"};
    for (int i = 0; i < 3; i++) {
        TRY(write_pem(folder, certs[i], &party[i], false));
        TRY(write_pem(folder, keys[i], &party[i], true));
    }
    return OK;
}

static struct err make_certificates(const char *folder, int64_t now_s)
{
    static const char *const names[] = {"Uketori simulated office CA", "Uketori reference backend",
                                        "Uketori simulated terminal"};
    struct party party[3] = {0};
    int code = 0;
    for (int i = 0; i < 3 && code >= 0; i++) {
        code = party_init(&party[i], names[i], now_s);
    }
    code = code < 0 ? code : sign_ca(&party[0]);
    code = code < 0 ? code : set_server_names(&party[1]);
    code = code < 0 ? code : sign_leaf(&party[1], &party[0], GNUTLS_KP_TLS_WWW_SERVER);
    code = code < 0 ? code : sign_leaf(&party[2], &party[0], GNUTLS_KP_TLS_WWW_CLIENT);
    struct err err = code < 0 ? FAIL(IO) : write_parties(folder, party);
    for (int i = 0; i < 3; i++) {
        party_deinit(&party[i]);
    }
    return err;
}

static struct err make_issuer(const char *folder)
{
    uint8_t public[crypto_sign_PUBLICKEYBYTES];
    uint8_t secret[crypto_sign_SECRETKEYBYTES];
    char path[PKI_PATH_SIZE];
    TRY(path_of(folder, "issuer.key", path));
    crypto_sign_keypair(public, secret);
    struct err err = write_file(path, secret, sizeof secret);
    sodium_memzero(secret, sizeof secret);
    return err;
}

static struct err read_issuer(const char *folder, struct pki *pki)
{
    uint8_t bytes[sizeof pki->issuer_secret + 1];
    char path[PKI_PATH_SIZE];
    size_t length = 0;
    TRY(path_of(folder, "issuer.key", path));
    TRY(read_file(path, bytes, sizeof bytes, &length));
    if (length != sizeof pki->issuer_secret) {
        return FAIL(CORRUPT);
    }
    memcpy(pki->issuer_secret, bytes, sizeof pki->issuer_secret);
    crypto_sign_ed25519_sk_to_pk(pki->issuer_public, pki->issuer_secret);
    return OK;
}

/* SHA-256 of the subject public key as it stands in the certificate. */
static struct err pin_of(const char *pem, char out[PKI_PIN_SIZE])
{
    gnutls_x509_crt_t cert = NULL;
    gnutls_pubkey_t key = NULL;
    gnutls_datum_t text = {(unsigned char *)strdup(pem), (unsigned)strlen(pem)};
    gnutls_datum_t der = {0};
    uint8_t hash[crypto_hash_sha256_BYTES];
    int code = text.data == NULL ? -1 : gnutls_x509_crt_init(&cert);
    code = code < 0 ? code : gnutls_x509_crt_import(cert, &text, GNUTLS_X509_FMT_PEM);
    code = code < 0 ? code : gnutls_pubkey_init(&key);
    code = code < 0 ? code : gnutls_pubkey_import_x509(key, cert, 0);
    code = code < 0 ? code : gnutls_pubkey_export2(key, GNUTLS_X509_FMT_DER, &der);
    if (code >= 0) {
        crypto_hash_sha256(hash, der.data, der.size);
        sodium_bin2base64(out, PKI_PIN_SIZE, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL);
    }
    gnutls_free(der.data);
    gnutls_pubkey_deinit(key);
    gnutls_x509_crt_deinit(cert);
    free(text.data);
    return code < 0 ? FAIL(CORRUPT) : OK;
}

static struct err read_all(const char *folder, struct pki *pki)
{
    TRY(path_of(folder, "ca.pem", pki->ca_file));
    TRY(path_of(folder, "terminal.pem", pki->terminal_cert_file));
    TRY(path_of(folder, "terminal.key", pki->terminal_key_file));
    TRY(read_text(folder, "ca.pem", pki->ca_pem));
    TRY(read_text(folder, "server.pem", pki->server_cert_pem));
    TRY(read_text(folder, "server.key", pki->server_key_pem));
    TRY(pin_of(pki->server_cert_pem, pki->server_pin));
    return read_issuer(folder, pki);
}

struct err pki_open(const char *folder, int64_t now_s, struct pki *out_pki)
{
    char last[PKI_PATH_SIZE];
    struct pki pki = {0};
    if (sodium_init() < 0) {
        return FAIL(IO);
    }
    TRY(path_of(folder, "issuer.key", last));
    /* Written last: with it the folder is whole. */
    if (access(last, F_OK) != 0) {
        if (mkdir(folder, 0700) != 0 && access(folder, W_OK) != 0) {
            return FAIL(IO);
        }
        TRY(make_certificates(folder, now_s));
        TRY(make_issuer(folder));
    }
    TRY(read_all(folder, &pki));
    *out_pki = pki;
    return OK;
}
