/* HTTP over libcurl's multi interface (hal/http.h), for one backend.
 *
 * Promises: https only, TLS 1.2 or later, trust in the given CA file alone (no system store), the
 * peer's name checked, the terminal's certificate shown, and, when pins are given, the peer's leaf
 * key among them. No redirect, no proxy, no cookie, no netrc, no compression. Threads: only
 * libcurl's own name resolver. All memory is taken in http_curl_open.
 *
 * Figures: connect 3 s by default, at least 100 B/s over 5 s, two idle connections. libcurl 7.88
 * checks a reply's size only where a length is declared, so the caps of hal/http.h are held by our
 * own callbacks.
 */
#ifndef HAL_LINUX_HTTP_CURL_H
#define HAL_LINUX_HTTP_CURL_H

#include "hal/http.h"

struct http_curl_settings {
    const char *base_url; /* "https://host:port", without a path */
    const char *ca_file;  /* PEM */
    const char *cert_file;
    const char *key_file;
    const char *pin_current; /* base64 of the SHA-256 of the leaf's public key; empty: CA only */
    const char *pin_next;    /* for the day of a key change; may be empty */
    int connect_ms;
};

/* INVALID: not an https URL, a file cannot be read, or a pin is no base64 of 32 bytes. */
struct err http_curl_open(const struct http_curl_settings *settings, struct http **out_http);

#endif
