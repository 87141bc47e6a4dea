#include "hal/linux/ipp_trust.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>

struct ipp_trust {
    gnutls_x509_trust_list_t list;
};

struct err ipp_trust_open(const char *roots, struct ipp_trust **out)
{
    struct ipp_trust *t = calloc(1, sizeof *t);
    if (t == NULL || gnutls_x509_trust_list_init(&t->list, 0) != GNUTLS_E_SUCCESS) {
        free(t);
        return FAIL(NO_MEMORY);
    }
    bool is_own = roots != NULL && roots[0] != '\0';
    int count = is_own ? gnutls_x509_trust_list_add_trust_file(t->list, roots, NULL,
                                                               GNUTLS_X509_FMT_PEM, 0, 0)
                       : gnutls_x509_trust_list_add_system_trust(t->list, 0, 0);
    if (is_own && count < 1) {
        ipp_trust_close(t);
        return FAIL(INVALID);
    }
    *out = t; /* without system authorities: nobody is believed */
    return OK;
}

void ipp_trust_close(struct ipp_trust *t)
{
    if (t != NULL) {
        gnutls_x509_trust_list_deinit(t->list, 1);
        free(t);
    }
}

/* The chain as certificates; how many. What cannot be read ends it. */
static unsigned read_chain(cups_array_t *credentials, gnutls_x509_crt_t chain[IPP_TRUST_CHAIN_MAX])
{
    unsigned n = 0;
    for (const http_credential_t *c = cupsArrayFirst(credentials);
         c != NULL && n < IPP_TRUST_CHAIN_MAX; c = cupsArrayNext(credentials)) {
        gnutls_datum_t der = {c->data, (unsigned)c->datalen};
        if (gnutls_x509_crt_init(&chain[n]) != GNUTLS_E_SUCCESS) {
            break;
        }
        if (gnutls_x509_crt_import(chain[n], &der, GNUTLS_X509_FMT_DER) != GNUTLS_E_SUCCESS) {
            gnutls_x509_crt_deinit(chain[n]);
            break;
        }
        n++;
    }
    return n;
}

bool ipp_trust_believes(const struct ipp_trust *t, const char *host, cups_array_t *credentials)
{
    gnutls_x509_crt_t chain[IPP_TRUST_CHAIN_MAX];
    char name[HTTP_MAX_HOST];
    unsigned status = ~0u;
    size_t length = strnlen(host, sizeof name - 1);
    memcpy(name, host, length);
    name[length] = '\0';
    gnutls_typed_vdata_st wanted = {
        .type = GNUTLS_DT_DNS_HOSTNAME, .data = (unsigned char *)name, .size = (unsigned)length};
    unsigned n = read_chain(credentials, chain);
    int verified = n == 0 ? GNUTLS_E_NO_CERTIFICATE_FOUND
                          : gnutls_x509_trust_list_verify_crt2(t->list, chain, n, &wanted, 1, 0,
                                                               &status, NULL);
    for (unsigned i = 0; i < n; i++) {
        gnutls_x509_crt_deinit(chain[i]);
    }
    return verified == GNUTLS_E_SUCCESS && status == 0;
}
