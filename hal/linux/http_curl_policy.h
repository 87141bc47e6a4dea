/* What every connection to the backend must hold to, apart from how requests move (http_curl.c).
 *
 * Promises: settings are checked once, at the start, where a person can read the error.
 */
#ifndef HAL_LINUX_HTTP_CURL_POLICY_H
#define HAL_LINUX_HTTP_CURL_POLICY_H

#include <curl/curl.h>
#include "hal/linux/http_curl.h"

enum {
    HTTP_CURL_URL_SIZE = 256,
    HTTP_CURL_FILE_SIZE = 256,
    HTTP_CURL_PINS_SIZE = 128,
};

struct http_curl_policy {
    char base_url[HTTP_CURL_URL_SIZE]; /* without a slash at its end */
    char ca_file[HTTP_CURL_FILE_SIZE];
    char cert_file[HTTP_CURL_FILE_SIZE];
    char key_file[HTTP_CURL_FILE_SIZE];
    char pins[HTTP_CURL_PINS_SIZE]; /* "sha256//…;sha256//…", empty: none */
    long connect_ms;
};

/* Errors as http_curl_open. */
struct err http_curl_policy_of(const struct http_curl_settings *settings,
                               struct http_curl_policy *out_policy);

/* Sets all of it on a fresh handle. */
CURLcode http_curl_apply(const struct http_curl_policy *policy, CURL *easy);

#endif
