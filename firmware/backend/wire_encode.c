/* struct backend_request → HTTP message. Written by hand, not by a JSON library: a LOOKUP's body
 * holds a pickup code, which must not stay behind on anybody's heap. */
#include "backend/wire.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>
#include "base/str.h"
#include "base/utf8.h"

static void add_string(struct strbuf *b, const char *text)
{
    struct str s = str_of(text);
    assert(utf8_valid(s));
    strbuf_char(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '"' || c == '\\') {
            strbuf_char(b, '\\');
            strbuf_char(b, c);
        } else if ((unsigned char)c < 0x20) {
            strbuf_format(b, "\\u%04x", (unsigned)c);
        } else {
            strbuf_char(b, c);
        }
    }
    strbuf_char(b, '"');
}

static void member(struct strbuf *b, const char *name)
{
    strbuf_text(b, b->n == 0 ? "{\"" : ",\"");
    strbuf_text(b, name);
    strbuf_text(b, "\":");
}

static void text_member(struct strbuf *b, const char *name, const char *text)
{
    member(b, name);
    add_string(b, text);
}

static void int_member(struct strbuf *b, const char *name, int64_t value)
{
    member(b, name);
    strbuf_int(b, value);
}

static const char *kind_word(enum code_kind kind)
{
    switch (kind) {
    case CODE_PICKUP_SINGLE:
        return "SINGLE";
    case CODE_PICKUP_FIRM:
        return "FIRM";
    default:
        return "OPAQUE";
    }
}

/* What a clerk typed for a person without a code. */
static void encode_search(const struct backend_request *q, struct strbuf *b)
{
    text_member(b, "code_kind", "SEARCH");
    text_member(b, "receipt_no", q->search[SEARCH_RECEIPT_NO]);
    text_member(b, "plate_serial", q->search[SEARCH_PLATE_SERIAL]);
    text_member(b, "chassis_tail", q->search[SEARCH_CHASSIS_TAIL]);
    text_member(b, "staff_id", q->staff_id);
}

static void encode_lookup(const struct backend_request *q, struct strbuf *b)
{
    char code[sodium_base64_ENCODED_LEN(PICKUP_CODE_MAX, sodium_base64_VARIANT_ORIGINAL)];
    assert(q->code_length <= PICKUP_CODE_MAX);
    sodium_bin2base64(code, sizeof code, q->code, q->code_length, sodium_base64_VARIANT_ORIGINAL);
    text_member(b, "code_kind", kind_word(q->code_kind));
    text_member(b, "code", code);
    sodium_memzero(code, sizeof code);
}

static void encode_outcome(const struct backend_request *q, struct strbuf *b)
{
    text_member(b, "application_id", q->application_id);
    text_member(b, "evidence", q->evidence);
    text_member(b, "staff_id", q->staff_id);
    if (q->op == EXCHANGE_ABORT) {
        text_member(b, "reason", q->reason);
    }
    int_member(b, "happened_at_ms", q->happened_at_ms);
}

static void encode_heartbeat(const struct backend_request *q, struct strbuf *b)
{
    char head[2 * sizeof q->journal_head + 1];
    struct strbuf hex = strbuf_on(head, sizeof head);
    strbuf_hex(&hex, q->journal_head, sizeof q->journal_head);
    text_member(b, "journal_head", head);
    int_member(b, "journal_row_count", (int64_t)q->journal_row_count);
    int_member(b, "outbox_depth", q->outbox_depth);
    int_member(b, "dropped_replies", q->dropped_replies);
    text_member(b, "health", q->health);
}

static void encode_body(const struct backend_request *q, struct strbuf *b)
{
    switch (q->op) {
    case EXCHANGE_LOOKUP:
        if (q->is_search) {
            encode_search(q, b);
        } else {
            encode_lookup(q, b);
        }
        break;
    case EXCHANGE_RESERVE:
    case EXCHANGE_BEGIN:
        text_member(b, "application_id", q->application_id);
        break;
    case EXCHANGE_DONE:
    case EXCHANGE_ABORT:
        encode_outcome(q, b);
        break;
    case EXCHANGE_HEARTBEAT:
        encode_heartbeat(q, b);
        break;
    case EXCHANGE_STATE:
    case EXCHANGE_NOTICES:
    case EXCHANGE_COUNT:
        return;
    }
    strbuf_char(b, '}');
}

/* RFC 3986 §2.3: everything but unreserved characters is escaped, so an id cannot leave its
 * segment. */
static void add_segment(struct strbuf *b, const char *text)
{
    static const char digits[] = "0123456789ABCDEF";
    for (const char *c = text; *c != '\0'; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
                     (*c >= '0' && *c <= '9') || *c == '-' || *c == '_' || *c == '~';
        if (plain) {
            strbuf_char(b, *c);
        } else {
            strbuf_char(b, '%');
            strbuf_char(b, digits[(unsigned char)*c >> 4]);
            strbuf_char(b, digits[(unsigned char)*c & 15]);
        }
    }
}

static void encode_path(const struct backend_request *q, struct strbuf *b)
{
    static const char *const plain[EXCHANGE_COUNT] = {
        [EXCHANGE_LOOKUP] = "/v1/lookups",  [EXCHANGE_RESERVE] = "/v1/reservations",
        [EXCHANGE_BEGIN] = "begin",         [EXCHANGE_DONE] = "done",
        [EXCHANGE_ABORT] = "abort",         [EXCHANGE_STATE] = "/v1/applications/",
        [EXCHANGE_NOTICES] = "/v1/notices", [EXCHANGE_HEARTBEAT] = "/v1/heartbeats",
    };
    assert(q->op < EXCHANGE_COUNT);
    if (plain[q->op][0] != '/') {
        strbuf_format(b, "/v1/reservations/%llu/%s", (unsigned long long)q->token, plain[q->op]);
        return;
    }
    strbuf_text(b, plain[q->op]);
    if (q->op == EXCHANGE_STATE) {
        add_segment(b, q->application_id);
    }
}

static void add_header(struct wire_message *m, const char *name, const char *value)
{
    struct wire_header *h = &m->header[m->header_count++];
    h->name = name;
    bool fits = str_copy(h->value, sizeof h->value, str_of(value));
    assert(fits);
    (void)fits;
}

static void encode_headers(const struct backend_request *q, const struct wire_identity *identity,
                           struct wire_message *m)
{
    char text[ID_TEXT_SIZE];
    id_text(q->request_id, text);
    add_header(m, "Uketori-Request", text);
    id_text(q->visit_id, text);
    add_header(m, "Uketori-Visit", text);
    add_header(m, "Uketori-Terminal", identity->terminal_id);
    add_header(m, "Uketori-Build", identity->build);
    add_header(m, "Uketori-Config", identity->config_digest);
    if (!id_is_none(q->idempotency_key)) {
        id_text(q->idempotency_key, text);
        add_header(m, "Idempotency-Key", text);
    }
}

void wire_encode(const struct backend_request *request, const struct wire_identity *identity,
                 struct wire_message *out_message)
{
    struct wire_message *m = out_message;
    bool reads = request->op == EXCHANGE_STATE || request->op == EXCHANGE_NOTICES;
    m->method = reads ? WIRE_GET : WIRE_POST;
    m->header_count = 0;
    encode_headers(request, identity, m);
    struct strbuf path = strbuf_on(m->path, sizeof m->path);
    encode_path(request, &path);
    struct strbuf body = strbuf_on(m->body, sizeof m->body);
    encode_body(request, &body);
    m->body_length = body.n;
    assert(!path.cut && !body.cut);
}
