#include "domain/config.h"

#include <assert.h>
#include <ini.h>
#include <sodium.h>
#include <string.h>

#include "domain/config_table.h"
#include "domain/config_value.h"

enum { ROWS_MAX = 64, DIGEST_BYTES = 16, VALUE_TEXT_SIZE = 512 };

static void put(char *out, size_t cap, const char *text)
{
    bool fits = str_copy(out, cap, str_of(text));
    assert(fits);
    (void)fits;
}
#define PUT(field, text) put(field, sizeof(field), text)

void config_default(struct config *out)
{
    *out = (struct config){
        .terminal_letter = 'A',
        .window_no = 2,
        .open_minute = 8 * 60 + 45,
        .noon_from_minute = 12 * 60,
        .noon_to_minute = 12 * 60,
        .close_minute = 16 * 60,
        .saturday_closed = true,
        .sunday_closed = true,
        .identity = IDENTITY_FOR_PROXY,
        .connect_ms = 3000,
        .lookup_ms = 8000,
        .sync_ms = 30000,
        .offline_after_failures = 3,
        .retention_days = 7,
        .lamp_white_line = -1,
        .lamp_blue_line = -1,
        .lamp_amber_line = -1,
        .lamp_red_line = -1,
        .camera_width_px = 1280,
        .camera_height_px = 720,
        .camera_hz = 30,
        .camera_mains_hz = 50,
        .camera_focus = -1,
        .camera_exposure = -1,
        .slip_width_dots = 576,
        .slip_dpi = 203,
    };
    PUT(out->terminal_id, "terminal-1");
    PUT(out->office_id, "nerima");
    PUT(out->office_name, "練馬事務所");
    PUT(out->backend_url, "https://127.0.0.1:8443");
    PUT(out->ca_file, "/var/lib/uketori/tls/ca.pem");
    PUT(out->cert_file, "/var/lib/uketori/tls/terminal.pem");
    PUT(out->key_file, "/var/lib/uketori/tls/terminal.key");
    PUT(out->journal_file, "/var/lib/uketori/journal.db");
    PUT(out->key_folder, "/var/lib/uketori/keys");
    PUT(out->voice_folder, "/usr/share/uketori/voice");
    PUT(out->certificate_printer_ca_file, "/etc/ssl/certs/ca-certificates.crt");
    PUT(out->lamp_chip, "/dev/gpiochip0");
    PUT(out->camera_device, "/dev/video0");
    PUT(out->scanner_device, "/dev/ttyACM0");
    PUT(out->staff_file, "/etc/uketori/staff.conf");
    PUT(out->slip_printer, "file:/var/lib/uketori/prints");
    PUT(out->slip_model, "generic");
    PUT(out->certificate_printer, "file:/var/lib/uketori/prints");
}

/* What the reader and the handler share while inih runs. */
struct parse {
    struct str rest; /* text not yet handed to inih */
    int line;        /* number of the line handed over last */
    struct config config;
    int line_of_row[ROWS_MAX]; /* where each key stood; 0: not in this text */
    const char *file_name;
    struct strbuf message;
};

static struct strbuf *complain(struct parse *p, int line)
{
    strbuf_format(&p->message, "%s:%d: ", p->file_name, line);
    return &p->message;
}

/* A name out of the file, safe to show on any terminal. */
static void add_name(struct strbuf *out, const char *name)
{
    for (const char *c = name; *c != '\0'; c++) {
        strbuf_char(out, *c > ' ' && *c <= '~' ? *c : '?');
    }
}

/* inih's fgets. One line a call, so that p->line is the line the handler is called for. A line that
 * would be cut is refused before inih sees it. */
static char *next_line(char *out, int cap, void *stream)
{
    struct parse *p = stream;
    if (p->rest.n == 0 || p->message.n > 0) {
        return NULL;
    }
    struct str line = str_token(&p->rest, '\n');
    p->line++;
    if (line.n > CONFIG_LINE_MAX || line.n >= (size_t)cap) {
        strbuf_format(complain(p, p->line), "a line has at most %d bytes", CONFIG_LINE_MAX);
        return NULL;
    }
    if (!str_copy(out, (size_t)cap, line)) {
        strbuf_text(complain(p, p->line), "a NUL byte is not text");
        return NULL;
    }
    return out;
}

static int index_of(const struct config_row *row)
{
    return (int)(row - config_row_at(0));
}

static int take(void *user, const char *section, const char *key, const char *value)
{
    struct parse *p = user;
    const struct config_row *row = config_row_find(str_of(section), str_of(key));
    if (row == NULL) {
        struct strbuf *out = complain(p, p->line);
        add_name(out, section);
        strbuf_char(out, '.');
        add_name(out, key);
        strbuf_text(out, ": no such key");
        return 0;
    }
    int *seen = &p->line_of_row[index_of(row)];
    if (config_row_is_list(row) && *seen == 0) {
        config_value_clear(row, &p->config);
    }
    if (!config_row_is_list(row) && *seen != 0) {
        strbuf_format(complain(p, p->line), "%s.%s: once only, it stands in line %d already",
                      section, key, *seen);
        return 0;
    }
    *seen = p->line;
    if (!config_value_read(row, str_of(value), &p->config)) {
        strbuf_format(complain(p, p->line), "%s.%s: ", section, key);
        config_value_allowed(row, &p->message);
        return 0;
    }
    return 1;
}

/* What a single row cannot know. The rule names the key that is asked to change. */
static bool whole_is_sound(struct parse *p)
{
    const struct config *c = &p->config;
    const struct {
        bool sound;
        const char *section, *key, *allowed;
    } rules[] = {
        {c->open_minute < c->close_minute, "office", "close", "later than open"},
        {c->noon_from_minute <= c->noon_to_minute, "office", "noon_to",
         "not before noon_from (equal: no noon break)"},
        {c->noon_from_minute == c->noon_to_minute ||
             (c->noon_from_minute >= c->open_minute && c->noon_to_minute <= c->close_minute),
         "office", "noon_from", "a noon break lies between open and close"},
    };
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (rules[i].sound) {
            continue;
        }
        const struct config_row *row =
            config_row_find(str_of(rules[i].section), str_of(rules[i].key));
        int line = p->line_of_row[index_of(row)];
        strbuf_format(complain(p, line > 0 ? line : p->line), "%s.%s: %s", row->section, row->key,
                      rules[i].allowed);
        return false;
    }
    return true;
}

/* inih keeps its options in the process. A value is the whole rest of its line: no comment behind
 * it, no continuation below it, nothing cut at 200 bytes. */
static void set_inih_options(void)
{
    ini_allow_inline_comments = false;
    ini_allow_multiline = false;
    ini_stop_on_first_error = true;
    ini_use_stack = true;
    ini_max_line = CONFIG_LINE_MAX + 3;
}

struct err config_parse(struct str text, const char *file_name, struct config *config,
                        char message[CONFIG_MESSAGE_SIZE])
{
    assert(config_row_count() <= ROWS_MAX);
    struct parse p = {.rest = text, .config = *config, .file_name = file_name};
    p.message = strbuf_on(message, CONFIG_MESSAGE_SIZE);
    set_inih_options();
    int bad_line = ini_parse_stream(next_line, &p, take, &p);
    if (bad_line != 0 && p.message.n == 0) {
        strbuf_text(complain(&p, p.line), "[section], key = value, or a comment after #");
    }
    if (p.message.n > 0 || !whole_is_sound(&p)) {
        return FAIL(INVALID);
    }
    *config = p.config;
    return OK;
}

void config_digest(const struct config *config, char out[33])
{
    crypto_generichash_state state;
    uint8_t digest[DIGEST_BYTES];
    (void)crypto_generichash_init(&state, NULL, 0, sizeof digest);
    for (int r = 0; r < config_row_count(); r++) {
        const struct config_row *row = config_row_at(r);
        for (int i = 0; i < config_value_count(row, config); i++) {
            char line[VALUE_TEXT_SIZE];
            struct strbuf b = strbuf_on(line, sizeof line);
            strbuf_format(&b, "%s.%s=", row->section, row->key);
            config_value_write(row, config, i, &b);
            assert(!b.cut);
            /* With its terminator: two values never run into one. */
            (void)crypto_generichash_update(&state, (const uint8_t *)line, b.n + 1);
        }
    }
    (void)crypto_generichash_final(&state, digest, sizeof digest);
    struct strbuf b = strbuf_on(out, 2 * DIGEST_BYTES + 1);
    strbuf_hex(&b, digest, sizeof digest);
}
