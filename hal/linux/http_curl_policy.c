#include "hal/linux/http_curl_policy.h"

#include <string.h>
#include <unistd.h>
#include "base/str.h"

enum {
    PIN_LENGTH = 44, /* base64 of 32 bytes: 43 digits and '=' */
    CONNECT_MS = 3000,
    LOW_SPEED_BYTES = 100,
    LOW_SPEED_S = 5,
};

static bool is_pin(const char *pin)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    return strlen(pin) == PIN_LENGTH && strspn(pin, digits) == PIN_LENGTH - 1 &&
           pin[PIN_LENGTH - 1] == '=';
}

static struct err add_pin(struct strbuf *pins, const char *pin)
{
    if (pin == NULL || pin[0] == '\0') {
        return OK;
    }
    if (!is_pin(pin)) {
        return FAIL(INVALID);
    }
    strbuf_text(pins, pins->n > 0 ? ";sha256//" : "sha256//");
    strbuf_text(pins, pin);
    return OK;
}

static struct err copy_file_name(const char *path, char out[HTTP_CURL_FILE_SIZE])
{
    bool usable = str_copy(out, HTTP_CURL_FILE_SIZE, str_of(path)) && access(path, R_OK) == 0;
    return usable ? OK : FAIL(INVALID);
}

/* "https://" and a host with a port, no path: a path in it would shift every call. */
static struct err copy_url(const char *url, char out[HTTP_CURL_URL_SIZE])
{
    struct str s = str_of(url);
    if (s.n > 0 && s.p[s.n - 1] == '/') {
        s.n--;
    }
    struct str host = str_skip(s, STR("https://").n);
    bool fits = str_starts(s, STR("https://")) && host.n > 0 && memchr(host.p, '/', host.n) == NULL;
    for (size_t i = 0; i < host.n; i++) {
        fits = fits && host.p[i] > ' ' && host.p[i] <= '~' && host.p[i] != '@';
    }
    return fits && str_copy(out, HTTP_CURL_URL_SIZE, s) ? OK : FAIL(INVALID);
}

struct err http_curl_policy_of(const struct http_curl_settings *settings,
                               struct http_curl_policy *out_policy)
{
    struct http_curl_policy p = {0};
    TRY(copy_url(settings->base_url, p.base_url));
    TRY(copy_file_name(settings->ca_file, p.ca_file));
    TRY(copy_file_name(settings->cert_file, p.cert_file));
    TRY(copy_file_name(settings->key_file, p.key_file));
    struct strbuf pins = strbuf_on(p.pins, sizeof p.pins);
    TRY(add_pin(&pins, settings->pin_current));
    TRY(add_pin(&pins, settings->pin_next));
    p.connect_ms = settings->connect_ms > 0 ? settings->connect_ms : CONNECT_MS;
    *out_policy = p;
    return OK;
}

CURLcode http_curl_apply(const struct http_curl_policy *policy, CURL *easy)
{
    const struct {
        CURLoption option;
        long value;
    } numbers[] = {
        {CURLOPT_FOLLOWLOCATION, 0},
        {CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2},
        {CURLOPT_SSL_VERIFYPEER, 1},
        {CURLOPT_SSL_VERIFYHOST, 2},
        {CURLOPT_CONNECTTIMEOUT_MS, policy->connect_ms},
        {CURLOPT_LOW_SPEED_LIMIT, LOW_SPEED_BYTES},
        {CURLOPT_LOW_SPEED_TIME, LOW_SPEED_S},
        {CURLOPT_NOSIGNAL, 1},
        {CURLOPT_QUICK_EXIT, 1}, /* do not wait for a hung name resolver */
        {CURLOPT_TCP_KEEPALIVE, 1},
        {CURLOPT_NETRC, CURL_NETRC_IGNORED},
        {CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1},
    };
    const struct {
        CURLoption option;
        const char *value;
    } texts[] = {
        {CURLOPT_PROTOCOLS_STR, "https"},     {CURLOPT_PROXY, ""},
        {CURLOPT_CAINFO, policy->ca_file},    {CURLOPT_CAPATH, NULL},
        {CURLOPT_SSLCERT, policy->cert_file}, {CURLOPT_SSLKEY, policy->key_file},
    };
    CURLcode code = CURLE_OK;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers && code == CURLE_OK; i++) {
        code = curl_easy_setopt(easy, numbers[i].option, numbers[i].value);
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts && code == CURLE_OK; i++) {
        code = curl_easy_setopt(easy, texts[i].option, texts[i].value);
    }
    if (code == CURLE_OK && policy->pins[0] != '\0') {
        code = curl_easy_setopt(easy, CURLOPT_PINNEDPUBLICKEY, policy->pins);
    }
    return code;
}
