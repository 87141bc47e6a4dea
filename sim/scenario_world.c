/* Scenarios of the world: a seed and the people and faults of it that happen, as a violation is
 * written down (sim/world_shrink.h). */
#include <sys/stat.h>
#include <string.h>
#include "sim/scenario.h"

static bool number(const char *text, int64_t least, int64_t most, int64_t *out)
{
    return str_to_int64(str_of(text), out) && *out >= least && *out <= most;
}

static const char *at(int word, const char *what, int *out_word)
{
    *out_word = word;
    return what;
}

static const char *take_world(struct scenario_world *w, const struct scenario_command *c,
                              int *out_word)
{
    int64_t n = 0;
    if (w->is_told) {
        return at(0, "a second world", out_word);
    }
    if (!number(c->word[1].text, 0, INT64_MAX, &n)) {
        return at(1, "world wants a seed", out_word);
    }
    *w = (struct scenario_world){.is_told = true, .seed = (uint64_t)n, .terminals = 3};
    for (int i = 2; i < c->word_count; i++) {
        const char *word = c->word[i].text;
        const char *value = i + 1 < c->word_count ? c->word[i + 1].text : "";
        if (strcmp(word, "quiet") == 0) {
            w->quiet = true;
            continue;
        }
        i++;
        if (strcmp(word, "terminals") == 0 && number(value, 1, WORLD_TERMINALS_MAX, &n)) {
            w->terminals = (int)n;
        } else if (strcmp(word, "days") == 0 && number(value, 0, WORLD_DAYS_MAX, &n)) {
            w->days = (int)n;
        } else {
            return at(i - 1, "world SEED [terminals 1-8] [days 0-365] [quiet]", out_word);
        }
    }
    return NULL;
}

static const char *take_keep(struct scenario_world *w, const struct scenario_command *c,
                             int *out_word)
{
    enum world_part_kind kind;
    int64_t n = 0;
    w->selects = true;
    if (strcmp(c->word[1].text, "nothing") == 0) {
        return c->word_count == 2 ? NULL : at(2, "nothing wants no number", out_word);
    }
    if (!world_part_parse(str_of(c->word[1].text), &kind)) {
        return at(1, "keep wants person, fault, ambush or nothing", out_word);
    }
    if (c->word_count == 2) {
        return at(1, "keep wants numbers", out_word);
    }
    for (int i = 2; i < c->word_count; i++) {
        if (!number(c->word[i].text, 0, WORLD_PART_NO_MAX, &n)) {
            return at(i, "keep wants numbers", out_word);
        }
        world_kept_add(&w->kept, (struct world_part){kind, (int)n});
    }
    return w->kept.cut ? at(0, "too many parts", out_word) : NULL;
}

static const char *take_rule(struct scenario_world *w, const struct scenario_command *c,
                             int *out_word)
{
    const char *name = c->word[1].text;
    bool known = strcmp(name, "none") == 0;
    for (int i = 0; i < world_rule_count(); i++) {
        known |= strcmp(name, world_rule_name(i)) == 0;
    }
    if (!known) {
        return at(1, "no such rule", out_word);
    }
    struct strbuf b = strbuf_on(w->rule, sizeof w->rule);
    strbuf_text(&b, strcmp(name, "none") == 0 ? "" : name);
    return NULL;
}

const char *scenario_world_heading(struct scenario *s, const struct scenario_command *c,
                                   int *out_word)
{
    const char *verb = c->word[0].text;
    if (strcmp(verb, "world") == 0) {
        return s->command_count > 0 ? at(0, "world stands first", out_word)
                                    : take_world(&s->world, c, out_word);
    }
    if (!s->world.is_told) {
        return at(0, "only behind a world line", out_word);
    }
    return strcmp(verb, "keep") == 0 ? take_keep(&s->world, c, out_word)
                                     : take_rule(&s->world, c, out_word);
}

struct world_setup scenario_world_setup(const struct scenario *s, const char *key_folder)
{
    return (struct world_setup){.terminals = s->world.terminals,
                                .days = s->world.days,
                                .quiet = s->world.quiet,
                                .key_folder = key_folder};
}

static struct err tell_other_end(struct scenario_run *run, const struct world_report *r)
{
    struct strbuf b = strbuf_on(run->message, sizeof run->message);
    const char *wanted = run->scenario->world.rule;
    strbuf_format(&b, "%s: expected %s%s, got %s%s%s", run->scenario->name,
                  wanted[0] == '\0' ? "no rule to be broken" : "rule ", wanted,
                  r->violations == 0 ? "no violation" : r->rule, r->violations == 0 ? "" : ": ",
                  r->detail);
    return FAIL(REFUSED);
}

struct err scenario_world_play(struct scenario_run *run, const struct office_setup *setup,
                               uint64_t *out_hash)
{
    const struct scenario_world *told = &run->scenario->world;
    char keys[OFFICE_PATH_SIZE];
    struct strbuf b = strbuf_on(keys, sizeof keys);
    strbuf_format(&b, "%s/world-keys", setup->folder);
    mkdir(setup->folder, 0755); /* both may be there already */
    mkdir(keys, 0700);
    struct world_setup own = scenario_world_setup(run->scenario, keys);
    own.log = setup->event_log;
    own.hooks = run->world_hooks;
    struct world *world = NULL;
    struct world_report r = {0};
    struct err e = world_open(&own, &world);
    if (!failed(e)) {
        e = world_run_parts(world, told->seed, told->selects ? &told->kept : NULL, &r);
        world_close(world);
    }
    if (failed(e)) {
        b = strbuf_on(run->message, sizeof run->message);
        strbuf_format(&b, "%s: the world does not run: %s", run->scenario->name, err_text(e));
        return e;
    }
    *out_hash = r.hash;
    return strcmp(r.rule, told->rule) == 0 ? OK : tell_other_end(run, &r);
}
