#include "hal/linux/ipp_client.h"

#include <cups/cups.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "hal/linux/ipp_guard.h"
#include "hal/linux/ipp_trust.h"
#include "hal/printer_condition.h"

enum { HOST_SIZE = 128, RESOURCE_SIZE = 128, CHUNK = 16384, JOBS_MAX = 500 };

struct ipp_client {
    http_t *http;
    struct ipp_guard *guard;
    struct ipp_trust *trust; /* NULL without TLS */
    int timeout_ms;
    char uri[IPP_URI_SIZE];
    char host[HOST_SIZE], resource[RESOURCE_SIZE];
    int port;
    bool is_tls;
};

struct err ipp_client_open(const char *uri, const char *roots, int timeout_ms,
                           struct ipp_client **out)
{
    struct ipp_client *c = calloc(1, sizeof *c);
    if (c == NULL) {
        return FAIL(NO_MEMORY);
    }
    char scheme[16], user[16];
    http_uri_status_t status =
        httpSeparateURI(HTTP_URI_CODING_ALL, uri, scheme, sizeof scheme, user, sizeof user, c->host,
                        sizeof c->host, &c->port, c->resource, sizeof c->resource);
    c->is_tls = strcmp(scheme, "ipps") == 0;
    bool is_ours = status == HTTP_URI_STATUS_OK && (c->is_tls || strcmp(scheme, "ipp") == 0);
    if (!is_ours || !str_copy(c->uri, sizeof c->uri, str_of(uri))) {
        free(c);
        return FAIL(INVALID);
    }
    c->timeout_ms = timeout_ms;
    struct err e = c->is_tls ? ipp_trust_open(roots, &c->trust) : OK;
    e = failed(e) ? e : ipp_guard_open(&c->guard);
    if (failed(e)) {
        ipp_trust_close(c->trust);
        free(c);
        return e;
    }
    *out = c;
    return OK;
}

void ipp_client_hang_up(struct ipp_client *c)
{
    if (c->http != NULL) {
        ipp_guard_end(c->guard);
        httpClose(c->http);
        c->http = NULL;
    }
}

void ipp_client_close(struct ipp_client *c)
{
    if (c != NULL) {
        ipp_client_hang_up(c);
        ipp_guard_close(c->guard);
        ipp_trust_close(c->trust);
        free(c);
    }
}

static int give_up(http_t *http, void *data)
{
    (void)http;
    (void)data;
    return 0;
}

static bool is_trusted(struct ipp_client *c)
{
    cups_array_t *credentials = NULL;
    if (httpCopyCredentials(c->http, &credentials) != 0) {
        return false;
    }
    bool is_good = ipp_trust_believes(c->trust, c->host, credentials);
    httpFreeCredentials(credentials);
    return is_good;
}

/* Nothing to do when connected. */
static struct err connect_printer(struct ipp_client *c)
{
    if (c->http != NULL) {
        return OK;
    }
    c->http = httpConnect2(c->host, c->port, NULL, AF_UNSPEC,
                           c->is_tls ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_NEVER, 1,
                           c->timeout_ms, NULL);
    if (c->http == NULL) {
        return FAIL(GONE);
    }
    httpSetTimeout(c->http, c->timeout_ms / 1000.0, give_up, NULL);
    if (c->is_tls && !is_trusted(c)) {
        ipp_client_hang_up(c);
        return FAIL(REFUSED);
    }
    return OK;
}

static ipp_t *request_for(const struct ipp_client *c, ipp_op_t operation)
{
    ipp_t *request = ippNewRequest(operation);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, c->uri);
    return request;
}

static void add_user(ipp_t *request)
{
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, "uketori");
}

static void begin(struct ipp_client *c)
{
    ipp_guard_begin(c->guard, httpGetFd(c->http), IPP_CLIENT_PATIENCE * c->timeout_ms);
}

struct reader {
    http_t *http;
    size_t left;
};

/* ippReadIO takes any length; this one does not. */
static ssize_t read_some(void *context, ipp_uchar_t *buffer, size_t n)
{
    struct reader *r = context;
    n = n < r->left ? n : r->left;
    ssize_t got = n == 0 ? 0 : httpRead2(r->http, (char *)buffer, n);
    r->left -= got > 0 ? (size_t)got : 0;
    return got;
}

/* NULL: no reply, or not the one to this request. */
static ipp_t *read_reply(struct ipp_client *c, int request_id)
{
    http_status_t status = HTTP_STATUS_CONTINUE;
    while (status == HTTP_STATUS_CONTINUE) {
        status = httpUpdate(c->http);
    }
    if (status != HTTP_STATUS_OK) {
        return NULL;
    }
    struct reader reader = {c->http, IPP_REPLY_MAX};
    ipp_t *reply = ippNew();
    ipp_state_t state = IPP_STATE_IDLE;
    while (state != IPP_STATE_DATA && state != IPP_STATE_ERROR) {
        state = ippReadIO(&reader, read_some, 1, NULL, reply);
    }
    if (state == IPP_STATE_ERROR || ippGetRequestId(reply) != request_id) {
        ippDelete(reply);
        return NULL;
    }
    httpFlush(c->http);
    return reply;
}

static struct err result_of(ipp_t *reply)
{
    ipp_status_t status = ippGetStatusCode(reply);
    if (status == IPP_STATUS_ERROR_SERVICE_UNAVAILABLE || status == IPP_STATUS_ERROR_INTERNAL) {
        return FAIL(GONE);
    }
    if (status == IPP_STATUS_ERROR_BUSY) {
        return FAIL(BUSY);
    }
    if (status == IPP_STATUS_ERROR_NOT_FOUND) {
        return FAIL(NOT_FOUND);
    }
    return status < IPP_STATUS_ERROR_BAD_REQUEST ? OK : FAIL(REFUSED);
}

/* The request is out, with its document where it has one. */
static struct err finish(struct ipp_client *c, int request_id, ipp_t **out_reply)
{
    begin(c);
    *out_reply = read_reply(c, request_id);
    struct err result = *out_reply == NULL ? FAIL(GONE) : result_of(*out_reply);
    ipp_guard_end(c->guard);
    if (result.code == ERR_GONE) {
        ipp_client_hang_up(c);
    }
    return result;
}

/* Takes the request; *out_reply must be deleted also on failure, and may be NULL. */
static struct err ask(struct ipp_client *c, ipp_t *request, ipp_t **out_reply)
{
    *out_reply = NULL;
    struct err connected = connect_printer(c);
    if (failed(connected)) {
        ippDelete(request);
        return connected;
    }
    int request_id = ippGetRequestId(request);
    begin(c);
    http_status_t sent = cupsSendRequest(c->http, request, c->resource, ippLength(request));
    ippDelete(request);
    if (sent != HTTP_STATUS_CONTINUE) {
        ipp_client_hang_up(c);
        return FAIL(GONE);
    }
    return finish(c, request_id, out_reply);
}

static struct err ask_only(struct ipp_client *c, ipp_t *request)
{
    ipp_t *reply = NULL;
    struct err result = ask(c, request, &reply);
    ippDelete(reply);
    return result;
}

static unsigned conditions_of(ipp_attribute_t *reasons)
{
    unsigned set = 0;
    for (int i = 0; i < ippGetCount(reasons); i++) {
        const char *keyword = ippGetString(reasons, i, NULL);
        set |= keyword == NULL ? 0 : ipp_reason_condition(keyword);
    }
    return set;
}

static void read_printer(ipp_t *reply, struct ipp_printer_view *out)
{
    ipp_attribute_t *state = ippFindAttribute(reply, "printer-state", IPP_TAG_ENUM);
    ipp_attribute_t *reasons = ippFindAttribute(reply, "printer-state-reasons", IPP_TAG_KEYWORD);
    ipp_attribute_t *accepts =
        ippFindAttribute(reply, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
    ipp_attribute_t *formats =
        ippFindAttribute(reply, "document-format-supported", IPP_TAG_MIMETYPE);
    ipp_attribute_t *model = ippFindAttribute(reply, "printer-make-and-model", IPP_TAG_TEXT);
    int value = state == NULL ? 0 : ippGetInteger(state, 0);
    *out = (struct ipp_printer_view){
        .conditions = reasons == NULL ? (unsigned)PRINTER_UNKNOWN_STATE : conditions_of(reasons),
        .is_idle = value == IPP_PSTATE_IDLE,
        .takes_pdf = formats != NULL && ippContainsString(formats, IPP_FORMAT_PDF),
        .takes_pwg = formats != NULL && ippContainsString(formats, IPP_FORMAT_PWG),
        .profile = ipp_profile_find(model == NULL ? NULL : ippGetString(model, 0, NULL))};
    bool is_closed = accepts != NULL && !ippGetBoolean(accepts, 0);
    bool is_stopped = value == IPP_PSTATE_STOPPED && out->conditions == 0;
    out->conditions |= is_closed || is_stopped ? PRINTER_OFFLINE : 0;
}

struct err ipp_client_printer(struct ipp_client *c, struct ipp_printer_view *out)
{
    static const char *const wanted[] = {"printer-state", "printer-state-reasons",
                                         "printer-is-accepting-jobs", "document-format-supported",
                                         "printer-make-and-model"};
    ipp_t *request = request_for(c, IPP_OP_GET_PRINTER_ATTRIBUTES), *reply = NULL;
    add_user(request);
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                  (int)(sizeof wanted / sizeof wanted[0]), NULL, wanted);
    struct err result = ask(c, request, &reply);
    if (!failed(result)) {
        read_printer(reply, out);
    }
    ippDelete(reply);
    return result;
}

struct err ipp_client_validate(struct ipp_client *c, const char *name, const char *format)
{
    ipp_t *request = request_for(c, IPP_OP_VALIDATE_JOB);
    add_user(request);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, name);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL, format);
    return ask_only(c, request);
}

struct err ipp_client_create(struct ipp_client *c, const char *name, int *out_job)
{
    ipp_t *request = request_for(c, IPP_OP_CREATE_JOB), *reply = NULL;
    add_user(request);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", NULL, name);
    struct err result = ask(c, request, &reply);
    ipp_attribute_t *id =
        failed(result) ? NULL : ippFindAttribute(reply, "job-id", IPP_TAG_INTEGER);
    int job = id == NULL ? 0 : ippGetInteger(id, 0);
    if (!failed(result) && job <= 0) {
        result = FAIL(GONE);
    }
    if (!failed(result)) {
        *out_job = job;
    }
    ippDelete(reply);
    return result;
}

static bool write_document(struct ipp_client *c, const struct certificate_document *document)
{
    for (size_t at = 0; at < document->length;) {
        size_t left = document->length - at;
        size_t n = left < CHUNK ? left : CHUNK;
        begin(c); /* a printer may print while it reads: each piece has its own time */
        if (cupsWriteRequestData(c->http, (const char *)document->bytes + at, n) !=
            HTTP_STATUS_CONTINUE) {
            return false;
        }
        at += n;
    }
    return true;
}

struct err ipp_client_send(struct ipp_client *c, int job, const char *format,
                           const struct certificate_document *document)
{
    TRY(connect_printer(c));
    ipp_t *request = request_for(c, IPP_OP_SEND_DOCUMENT);
    ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    add_user(request);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", NULL, format);
    ippAddBoolean(request, IPP_TAG_OPERATION, "last-document", 1);
    int request_id = ippGetRequestId(request);
    begin(c);
    http_status_t sent = cupsSendRequest(c->http, request, c->resource, CUPS_LENGTH_VARIABLE);
    ippDelete(request);
    if (sent != HTTP_STATUS_CONTINUE || !write_document(c, document) ||
        httpWrite2(c->http, "", 0) < 0) { /* the last chunk */
        ipp_client_hang_up(c);
        return FAIL(GONE);
    }
    ipp_t *reply = NULL;
    struct err result = finish(c, request_id, &reply);
    ippDelete(reply);
    return result;
}

static int counted(ipp_t *reply)
{
    static const char *const names[] = {"job-impressions-completed", "job-media-sheets-completed"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        ipp_attribute_t *a = ippFindAttribute(reply, names[i], IPP_TAG_INTEGER);
        if (a != NULL) {
            return ippGetInteger(a, 0);
        }
    }
    return IPP_NOT_COUNTED;
}

struct err ipp_client_job(struct ipp_client *c, int job, struct ipp_job_view *out)
{
    static const char *const wanted[] = {"job-id", "job-state", "job-state-reasons",
                                         "job-impressions-completed", "job-media-sheets-completed"};
    ipp_t *request = request_for(c, IPP_OP_GET_JOB_ATTRIBUTES), *reply = NULL;
    ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    add_user(request);
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                  (int)(sizeof wanted / sizeof wanted[0]), NULL, wanted);
    struct err result = ask(c, request, &reply);
    ipp_attribute_t *id =
        failed(result) ? NULL : ippFindAttribute(reply, "job-id", IPP_TAG_INTEGER);
    if (!failed(result) && id != NULL && ippGetInteger(id, 0) != job) {
        result = FAIL(GONE); /* the answer to another question */
    }
    if (!failed(result)) {
        ipp_attribute_t *state = ippFindAttribute(reply, "job-state", IPP_TAG_ENUM);
        ipp_attribute_t *reasons = ippFindAttribute(reply, "job-state-reasons", IPP_TAG_KEYWORD);
        *out = (struct ipp_job_view){.status = state == NULL ? 0 : ippGetInteger(state, 0),
                                     .impressions = counted(reply),
                                     .is_queued_in_device =
                                         reasons != NULL &&
                                         ippContainsString(reasons, "queued-in-device") != 0};
    }
    ippDelete(reply);
    return result;
}

/* Jobs come as groups: an id and a name belong together within one, in either order. */
static int job_named(ipp_t *reply, const char *name)
{
    int id = 0;
    bool has_name = false;
    for (ipp_attribute_t *a = ippFirstAttribute(reply); a != NULL; a = ippNextAttribute(reply)) {
        const char *attribute = ippGetName(a);
        if (attribute == NULL) {
            id = 0;
            has_name = false;
        } else if (strcmp(attribute, "job-id") == 0) {
            id = ippGetInteger(a, 0);
        } else if (strcmp(attribute, "job-name") == 0) {
            const char *text = ippGetString(a, 0, NULL);
            has_name = text != NULL && strcmp(text, name) == 0;
        }
        if (has_name && id > 0) {
            return id;
        }
    }
    return 0;
}

static struct err find_in(struct ipp_client *c, const char *which, const char *name, int *out_job)
{
    static const char *const wanted[] = {"job-id", "job-name"};
    ipp_t *request = request_for(c, IPP_OP_GET_JOBS), *reply = NULL;
    add_user(request);
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", NULL, which);
    ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "limit", JOBS_MAX);
    ippAddStrings(request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", 2, NULL,
                  wanted);
    struct err result = ask(c, request, &reply);
    int job = failed(result) ? 0 : job_named(reply, name);
    ippDelete(reply);
    if (!failed(result) && job == 0) {
        return FAIL(NOT_FOUND);
    }
    if (!failed(result)) {
        *out_job = job;
    }
    return result;
}

struct err ipp_client_find(struct ipp_client *c, const char *name, int *out_job)
{
    struct err result = find_in(c, "not-completed", name, out_job);
    return result.code == ERR_NOT_FOUND ? find_in(c, "completed", name, out_job) : result;
}

struct err ipp_client_cancel(struct ipp_client *c, int job)
{
    ipp_t *request = request_for(c, IPP_OP_CANCEL_JOB);
    ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    add_user(request);
    return ask_only(c, request);
}
