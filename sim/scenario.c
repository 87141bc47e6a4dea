#include "sim/scenario.h"
#include "sim/scenario_verb.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "domain/office_hours.h"

static struct err complain(char message[SCENARIO_MESSAGE_SIZE], const char *name, int line,
                           int column, const char *what)
{
    struct strbuf b = strbuf_on(message, SCENARIO_MESSAGE_SIZE);
    strbuf_format(&b, "%s:%d:%d: %s", name, line, column, what);
    return FAIL(INVALID);
}

/* One word, or one quoted text; returns the number of bytes taken, 0 at the end, -1 when too long
 * or not closed. */
static int next_word(struct str rest, struct scenario_word *out)
{
    size_t i = 0;
    bool quoted = rest.n > 0 && rest.p[0] == '"';
    size_t from = quoted ? 1 : 0;
    for (i = from; i < rest.n; i++) {
        bool end = quoted ? rest.p[i] == '"' : rest.p[i] == ' ' || rest.p[i] == '\t';
        if (end) {
            break;
        }
    }
    if (quoted && i == rest.n) {
        return -1;
    }
    if (!str_copy(out->text, sizeof out->text, (struct str){rest.p + from, i - from})) {
        return -1;
    }
    return (int)(quoted ? i + 1 : i);
}

static struct err split(struct str line, int line_no, struct scenario_command *c, const char *name,
                        char message[SCENARIO_MESSAGE_SIZE])
{
    c->line = line_no;
    c->word_count = 0;
    int column = 1;
    while (line.n > 0 && line.p[0] != '#') {
        if (line.p[0] == ' ' || line.p[0] == '\t') {
            line = str_skip(line, 1);
            column++;
            continue;
        }
        if (c->word_count == SCENARIO_WORDS_MAX) {
            return complain(message, name, line_no, column, "too many words");
        }
        struct scenario_word *word = &c->word[c->word_count++];
        int taken = next_word(line, word);
        if (taken < 0) {
            return complain(message, name, line_no, column, "word too long or quote not closed");
        }
        word->column = column;
        column += taken;
        line = str_skip(line, (size_t)taken);
    }
    return OK;
}

static int verb_of(const char *word)
{
    for (int i = 0; i < scenario_verb_count(); i++) {
        if (strcmp(scenario_verbs[i].word, word) == 0) {
            return i;
        }
    }
    return -1;
}

static bool parse_wall(const char *day, const char *time, int64_t *out_ms)
{
    int y, mo, d, h, mi;
    char rest;
    int32_t civil;
    if (sscanf(day, "%d-%d-%d%c", &y, &mo, &d, &rest) != 3 ||
        sscanf(time, "%d:%d%c", &h, &mi, &rest) != 2 || h < 0 || h > 23 || mi < 0 || mi > 59 ||
        !civil_day_of_date(y, mo, d, &civil)) {
        return false;
    }
    *out_ms = ((int64_t)civil * 86400 + h * 3600 + mi * 60 - 9 * 3600) * 1000;
    return true;
}

static bool is_of_world(const char *verb)
{
    return strcmp(verb, "world") == 0 || strcmp(verb, "keep") == 0 || strcmp(verb, "rule") == 0;
}

/* seed, wall, staff-list and set are headings: they shape the office before it opens. */
static struct err take_heading(struct scenario *s, const struct scenario_command *c,
                               char message[SCENARIO_MESSAGE_SIZE])
{
    const char *verb = c->word[0].text;
    int64_t number = 0;
    if (is_of_world(verb)) {
        int word = 0;
        const char *wrong = scenario_world_heading(s, c, &word);
        return wrong == NULL ? OK
                             : complain(message, s->name, c->line, c->word[word].column, wrong);
    }
    if (strcmp(verb, "seed") == 0) {
        if (!str_to_int64(str_of(c->word[1].text), &number) || number < 0) {
            return complain(message, s->name, c->line, c->word[1].column, "seed wants a number");
        }
        s->seed = (uint64_t)number;
    } else if (strcmp(verb, "staff-list") == 0) {
        s->staff_list = true;
    } else if (strcmp(verb, "wall") == 0) {
        if (!parse_wall(c->word[1].text, c->word[2].text, &s->wall_zero_ms)) {
            return complain(message, s->name, c->line, c->word[1].column,
                            "wall wants YYYY-MM-DD HH:MM");
        }
    } else {
        char scratch[CONFIG_MESSAGE_SIZE];
        const char *wrong = scenario_check_setting(c, scratch);
        if (wrong != NULL) {
            return complain(message, s->name, c->line, c->word[1].column, wrong);
        }
        struct strbuf b =
            strbuf_on(s->settings + strlen(s->settings), sizeof s->settings - strlen(s->settings));
        strbuf_format(&b, "[%s]\n%s = %s\n", c->word[1].text, c->word[2].text, c->word[3].text);
        if (b.cut) {
            return complain(message, s->name, c->line, 1, "too many settings");
        }
    }
    return OK;
}

static struct err take_line(struct scenario *s, struct scenario_command *c,
                            char message[SCENARIO_MESSAGE_SIZE])
{
    c->verb = verb_of(c->word[0].text);
    if (c->verb < 0) {
        return complain(message, s->name, c->line, c->word[0].column, "unknown word");
    }
    const struct scenario_verb *verb = &scenario_verbs[c->verb];
    int words = c->word_count - 1;
    if (words < verb->least || words > verb->most) {
        char what[SCENARIO_MESSAGE_SIZE];
        struct strbuf b = strbuf_on(what, sizeof what);
        strbuf_format(&b, "usage: %s", verb->usage);
        return complain(message, s->name, c->line, c->word[0].column, what);
    }
    if (s->world.is_told && !is_of_world(verb->word)) {
        return complain(message, s->name, c->line, c->word[0].column,
                        "not in a scenario of the world");
    }
    if (verb->act == NULL) {
        return take_heading(s, c, message);
    }
    int word = 0;
    const char *wrong = verb->check == NULL ? NULL : verb->check(c, &word);
    if (wrong != NULL) {
        return complain(message, s->name, c->line, c->word[word].column, wrong);
    }
    if (s->command_count == SCENARIO_COMMANDS_MAX) {
        return complain(message, s->name, c->line, 1, "too many lines");
    }
    s->command[s->command_count++] = *c;
    return OK;
}

struct err scenario_parse(struct str text, const char *name, struct scenario *out,
                          char message[SCENARIO_MESSAGE_SIZE])
{
    memset(out, 0, sizeof *out);
    message[0] = '\0';
    const char *slash = strrchr(name, '/');
    struct strbuf b = strbuf_on(out->name, sizeof out->name);
    strbuf_text(&b, slash == NULL ? name : slash + 1);
    if (text.n > SCENARIO_FILE_MAX) {
        return complain(message, out->name, 0, 0, "file too large");
    }
    struct scenario_command c;
    for (int line_no = 1; text.n > 0; line_no++) {
        struct str line = str_token(&text, '\n');
        TRY(split(line, line_no, &c, out->name, message));
        if (c.word_count > 0) {
            TRY(take_line(out, &c, message));
        }
    }
    return OK;
}

struct err scenario_fail(struct scenario_run *run, const struct scenario_command *c,
                         const char *format, ...)
{
    struct strbuf b = strbuf_on(run->message, sizeof run->message);
    strbuf_format(&b, "%s:%d: ", run->scenario->name, c->line);
    char what[SCENARIO_MESSAGE_SIZE];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    strbuf_text(&b, what);
    return FAIL(REFUSED);
}

bool scenario_duration(const char *text, int64_t *out_ms)
{
    static const struct {
        const char *unit;
        int64_t ms;
    } units[] = {{"ms", 1}, {"s", 1000}, {"m", 60000}, {"h", 3600000}};
    char *end;
    long long n = strtoll(text, &end, 10);
    if (end == text || n < 0 || n > 1000000) {
        return false;
    }
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(end, units[i].unit) == 0) {
            *out_ms = n * units[i].ms;
            return true;
        }
    }
    return false;
}

struct err scenario_carry_out(struct scenario_run *run, const struct office_setup *setup,
                              uint64_t *out_hash)
{
    if (run->scenario->world.is_told) {
        return scenario_world_play(run, setup, out_hash);
    }
    struct office_setup own = *setup;
    own.seed = run->scenario->seed;
    own.staff_list = run->scenario->staff_list;
    own.wall_zero_ms = run->scenario->wall_zero_ms;
    own.settings = run->scenario->settings[0] == '\0' ? NULL : run->scenario->settings;
    own.settings_name = run->scenario->name;
    struct err e = office_open(run->office, &own);
    if (failed(e)) {
        struct strbuf b = strbuf_on(run->message, sizeof run->message);
        strbuf_format(&b, "%s: office does not open: %s %s", run->scenario->name, err_text(e),
                      run->office->message);
        return e;
    }
    for (int i = 0; i < run->scenario->command_count && !failed(e); i++) {
        const struct scenario_command *c = &run->scenario->command[i];
        e = scenario_verbs[c->verb].act(run, c);
    }
    *out_hash = office_log_hash(run->office);
    office_close(run->office);
    return e;
}
