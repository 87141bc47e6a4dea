/* The private trust of a simulated office: a CA, the server's and the terminal's certificate, and
 * the Ed25519 key that signs pickup codes. Made with GnuTLS and libsodium at the first start, kept
 * in one folder.
 *
 * Promises: an existing folder is read, never overwritten. The keys are fictitious and stay in the
 * simulator; files of private keys are readable by their owner only. Never used on a counter.
 */
#ifndef SIM_PKI_H
#define SIM_PKI_H

#include <stdint.h>
#include "base/err.h"

enum {
    PKI_PATH_SIZE = 256,
    PKI_PEM_SIZE = 2048,
    PKI_PIN_SIZE = 64,
};

struct pki {
    /* Files for the terminal: PEM. */
    char ca_file[PKI_PATH_SIZE];
    char terminal_cert_file[PKI_PATH_SIZE];
    char terminal_key_file[PKI_PATH_SIZE];
    /* For the server: PEM texts. */
    char ca_pem[PKI_PEM_SIZE];
    char server_cert_pem[PKI_PEM_SIZE];
    char server_key_pem[PKI_PEM_SIZE];
    char server_pin[PKI_PIN_SIZE]; /* base64 SHA-256 of the server's public key (RFC 7469 §2.4) */
    /* Signer of UK1 codes: libsodium's key pair. */
    uint8_t issuer_public[32];
    uint8_t issuer_secret[64];
};

/* Opens or makes `folder` (its parent must exist). now_s: wall time, from which the certificates
 * are valid for ten years. Blocks for some milliseconds. IO: folder cannot be written; CORRUPT: a
 * file of it cannot be used. */
struct err pki_open(const char *folder, int64_t now_s, struct pki *out_pki);

#endif
