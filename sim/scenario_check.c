/* What can be wrong with a scenario's words before anything runs: one check per verb. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "sim/scenario_verb.h"
#include "sim/shown_code.h"

#define ANY_DAY_MS INT64_C(1795483440000) /* names do not depend on it, dates in codes do */

static const char *arg(const struct scenario_command *c, int i)
{
    return i < c->word_count ? c->word[i].text : "";
}

static const char *at(int word, const char *what, int *out_word)
{
    *out_word = word;
    return what;
}

static bool is_application(const char *name)
{
    struct application a;
    return !failed(seed_data_application(name, ANY_DAY_MS, &a));
}

static bool is_code(const char *name)
{
    uint8_t public_key[32], secret[64];
    struct seed_code code;
    seed_data_issuer(1, public_key, secret);
    return shown_code_is_foreign(name) || !failed(seed_data_code(name, secret, ANY_DAY_MS, &code));
}

static bool is_in(const char *text, float least, float most)
{
    char *end;
    float number = strtof(text, &end);
    return end != text && *end == '\0' && isfinite(number) && number >= least && number <= most;
}

static const char *check_pose(const struct scenario_command *c, int i, int *out_word)
{
    static const struct {
        const char *word;
        float least, most;
        const char *what;
    } poses[] = {{"at", 8, 40, "at wants 8 to 40 cm"},
                 {"tilt", -60, 60, "tilt wants -60 to 60 degrees"},
                 {"rotate", 0, 360, "rotate wants 0 to 360 degrees"}};
    for (size_t k = 0; k < sizeof poses / sizeof poses[0]; k++) {
        if (strcmp(poses[k].word, arg(c, i)) == 0) {
            bool fits = is_in(arg(c, i + 1), poses[k].least, poses[k].most);
            return fits ? NULL : at(i + 1, poses[k].what, out_word);
        }
    }
    return at(i, "unknown word after the code", out_word);
}

const char *scenario_check_present(const struct scenario_command *c, int *out_word)
{
    enum scene_kind kind;
    if (!is_code(arg(c, 1))) {
        return at(1, "no code of that name", out_word);
    }
    for (int i = 2; i < c->word_count; i += 2) {
        const char *wrong = NULL;
        if (strcmp(arg(c, i), "on") == 0) {
            wrong = scenario_carrier(arg(c, i + 1), &kind)
                        ? NULL
                        : at(i + 1, "on wants phone, paper or slip", out_word);
        } else if (strcmp(arg(c, i), "and") == 0) {
            wrong = is_code(arg(c, i + 1)) ? NULL : at(i + 1, "no code of that name", out_word);
        } else {
            wrong = check_pose(c, i, out_word);
        }
        if (wrong != NULL) {
            *out_word = *out_word < c->word_count ? *out_word : c->word_count - 1;
            return wrong;
        }
    }
    return NULL;
}

const char *scenario_check_wait(const struct scenario_command *c, int *out_word)
{
    int64_t ms;
    return scenario_duration(arg(c, 1), &ms) ? NULL : at(1, "a duration such as 3s", out_word);
}

static const char *check_switch(const struct scenario_command *c, int *out_word)
{
    bool fits = c->word_count < 3 || strcmp(arg(c, 2), "on") == 0 || strcmp(arg(c, 2), "off") == 0;
    return fits ? NULL : at(2, "on or off", out_word);
}

const char *scenario_check_camera(const struct scenario_command *c, int *out_word)
{
    enum camera_fault fault;
    bool known = camera_fault_parse(str_of(arg(c, 1)), &fault);
    return known ? check_switch(c, out_word) : at(1, "no camera fault of that name", out_word);
}

const char *scenario_check_slip(const struct scenario_command *c, int *out_word)
{
    enum slip_fault fault;
    bool known = slip_fault_parse(str_of(arg(c, 1)), &fault);
    return known ? check_switch(c, out_word)
                 : at(1, "no slip printer fault of that name", out_word);
}

const char *scenario_check_certificate(const struct scenario_command *c, int *out_word)
{
    enum certificate_fault fault;
    bool known = certificate_fault_parse(str_of(arg(c, 1)), &fault);
    return known ? check_switch(c, out_word)
                 : at(1, "no certificate printer fault of that name", out_word);
}

const char *scenario_check_backend(const struct scenario_command *c, int *out_word)
{
    enum backend_fault fault;
    int64_t value = 0;
    if (failed(backend_fault_parse(str_of(arg(c, 1)), &fault))) {
        return at(1, "no backend fault of that name", out_word);
    }
    if (c->word_count < 3 || strcmp(arg(c, 2), "off") == 0) {
        return NULL;
    }
    if (!str_to_int64(str_of(arg(c, 2)), &value)) {
        return at(2, "a number or off", out_word);
    }
    bool is_status = fault != BACKEND_FAULT_STATUS || (value >= 200 && value <= 599);
    bool is_sane = fault == BACKEND_FAULT_CLOCK || value >= 0;
    return is_status && is_sane ? NULL : at(2, "number out of range", out_word);
}

const char *scenario_check_link(const struct scenario_command *c, int *out_word)
{
    int64_t ms;
    if (strcmp(arg(c, 1), "latency") != 0) {
        return at(1, "link wants: latency DURATION", out_word);
    }
    return scenario_duration(arg(c, 2), &ms) ? NULL : at(2, "a duration such as 3s", out_word);
}

const char *scenario_check_office(const struct scenario_command *c, int *out_word)
{
    bool elsewhere = strcmp(arg(c, 1), "issuing-elsewhere") == 0 && c->word_count == 3;
    if (!elsewhere && (strcmp(arg(c, 1), "status") != 0 || c->word_count != 4)) {
        return at(1, "office wants: status APPLICATION STATUS", out_word);
    }
    return is_application(arg(c, 2)) ? NULL : at(2, "no application of that name", out_word);
}

const char *scenario_check_search(const struct scenario_command *c, int *out_word)
{
    return is_application(arg(c, 1)) ? NULL : at(1, "no application of that name", out_word);
}

const char *scenario_check_sign(const struct scenario_command *c, int *out_word)
{
    return staff_pin_is_allowed(str_of(arg(c, 2))) ? NULL : at(2, "4 to 8 digits", out_word);
}

const char *scenario_check_power(const struct scenario_command *c, int *out_word)
{
    bool fits = strcmp(arg(c, 1), "cut") == 0 || strcmp(arg(c, 1), "on") == 0;
    return fits ? NULL : at(1, "power wants cut or on", out_word);
}

const char *scenario_check_shot(const struct scenario_command *c, int *out_word)
{
    bool fits = strchr(arg(c, 1), '/') == NULL && arg(c, 1)[0] != '\0';
    return fits ? NULL : at(1, "a name without /", out_word);
}

enum figure_name { NAME_NONE, NAME_JOURNAL, NAME_APPLICATION, NAME_ALL, NAME_STOCK };
enum figure_value { VALUE_TEXT, VALUE_SCREEN, VALUE_NUMBER, VALUE_BACKEND };

static const struct figure {
    const char *word;
    enum figure_name name;
    enum figure_value value;
} figures[] = {
    {"screen", NAME_NONE, VALUE_SCREEN},     {"staff", NAME_NONE, VALUE_SCREEN},
    {"face", NAME_NONE, VALUE_TEXT},         {"number", NAME_NONE, VALUE_TEXT},
    {"queue", NAME_NONE, VALUE_NUMBER},      {"alerts", NAME_NONE, VALUE_NUMBER},
    {"slips", NAME_NONE, VALUE_NUMBER},      {"certificates", NAME_NONE, VALUE_NUMBER},
    {"tone", NAME_NONE, VALUE_TEXT},         {"journal", NAME_JOURNAL, VALUE_NUMBER},
    {"hint", NAME_NONE, VALUE_TEXT},         {"backend", NAME_APPLICATION, VALUE_BACKEND},
    {"handovers", NAME_ALL, VALUE_NUMBER},   {"dropped", NAME_NONE, VALUE_NUMBER},
    {"outbox", NAME_NONE, VALUE_NUMBER},     {"staff-taps", NAME_NONE, VALUE_NUMBER},
    {"exceptions", NAME_NONE, VALUE_NUMBER}, {"clerk", NAME_NONE, VALUE_TEXT},
    {"stock", NAME_STOCK, VALUE_NUMBER},     {"ready", NAME_NONE, VALUE_NUMBER},
    {"papers", NAME_NONE, VALUE_NUMBER},
};

static bool name_fits(enum figure_name kind, const char *name)
{
    enum journal_kind journal;
    enum stock_kind stock;
    enum stock_place place;
    return kind == NAME_JOURNAL       ? journal_kind_parse(str_of(name), &journal)
           : kind == NAME_ALL         ? strcmp(name, "all") == 0
           : kind == NAME_STOCK       ? scenario_stock_name(name, &stock, &place)
           : kind == NAME_APPLICATION ? is_application(name)
                                      : true;
}

static bool value_fits(enum figure_value kind, const char *value)
{
    int64_t number;
    if (kind == VALUE_NUMBER) {
        return str_to_int64(str_of(value), &number) && number >= 0;
    }
    if (kind == VALUE_BACKEND) {
        return strcmp(value, "idle") == 0 || strcmp(value, "issuing") == 0 ||
               strcmp(value, "handed-over") == 0;
    }
    bool known = kind == VALUE_TEXT;
    for (int s = 0; s < SCREEN_COUNT; s++) {
        known |= strcmp(screen_code((enum screen)s), value) == 0;
    }
    return known;
}

static const char *check_tail(const struct scenario_command *c, int i, int *out_word)
{
    int64_t ms;
    if (i == c->word_count) {
        return NULL;
    }
    if (strcmp(arg(c, i), "within") != 0 || i + 2 != c->word_count) {
        return at(i, "only within DURATION may follow", out_word);
    }
    return scenario_duration(arg(c, i + 1), &ms) ? NULL
                                                 : at(i + 1, "a duration such as 3s", out_word);
}

const char *scenario_check_expect(const struct scenario_command *c, int *out_word)
{
    const struct figure *f = NULL;
    for (size_t k = 0; k < sizeof figures / sizeof figures[0]; k++) {
        f = strcmp(figures[k].word, arg(c, 1)) == 0 ? &figures[k] : f;
    }
    if (f == NULL) {
        return at(1, "no figure of that name", out_word);
    }
    int i = 2;
    if (f->name != NAME_NONE && !name_fits(f->name, arg(c, i++))) {
        return at(2, "this figure has no such part", out_word);
    }
    i += strcmp(arg(c, i), "=") == 0;
    if (i >= c->word_count) {
        return at(c->word_count - 1, "a value is missing", out_word);
    }
    if (!value_fits(f->value, arg(c, i))) {
        return at(i, "this figure never has that value", out_word);
    }
    return check_tail(c, i + 1, out_word);
}

const char *scenario_check_setting(const struct scenario_command *c,
                                   char message[CONFIG_MESSAGE_SIZE])
{
    char text[SCENARIO_WORD_SIZE * 4];
    struct config config;
    config_default(&config);
    struct strbuf b = strbuf_on(config.terminal_id, sizeof config.terminal_id);
    strbuf_text(&b, "sim-1");
    b = strbuf_on(config.office_id, sizeof config.office_id);
    strbuf_text(&b, SEED_OFFICE_ID);
    b = strbuf_on(config.office_name, sizeof config.office_name);
    strbuf_text(&b, SEED_OFFICE_NAME);
    b = strbuf_on(text, sizeof text);
    strbuf_format(&b, "[%s]\n%s = %s\n", arg(c, 1), arg(c, 2), arg(c, 3));
    if (!failed(config_parse(str_of(text), "set", &config, message))) {
        return NULL;
    }
    const char *reason = strstr(message, ": ");
    return reason == NULL ? message : reason + 2;
}
