/* Scenario files: one file, one story, on virtual time (grammar: sim/README.md).
 *
 * Promises: an unknown word, a missing or extra argument, a number out of range is an error with
 * line and column before anything runs. The same file gives the same event log every time. A failed
 * expectation ends the run and says what stood there instead.
 */
#ifndef SIM_SCENARIO_H
#define SIM_SCENARIO_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"
#include "sim/office.h"
#include "sim/world.h"

enum {
    SCENARIO_COMMANDS_MAX = 256,
    SCENARIO_WORDS_MAX = 16,
    SCENARIO_WORD_SIZE = 96,
    SCENARIO_SETTINGS_SIZE = 4096,
    SCENARIO_MESSAGE_SIZE = 512,
    SCENARIO_FILE_MAX = 64 * 1024,
};

struct scenario_word {
    char text[SCENARIO_WORD_SIZE];
    int column;
};

struct scenario_command {
    int line;
    int verb; /* row of the verb table */
    int word_count;
    struct scenario_word word[SCENARIO_WORDS_MAX]; /* word[0] is the verb */
};

/* `world SEED …`: not one office told line by line, but a seed of the world with some of its parts.
 */
struct scenario_world {
    bool is_told;
    uint64_t seed;
    int terminals, days;
    bool quiet;
    bool selects; /* only what `keep` names happens */
    struct world_kept kept;
    char rule[WORLD_RULE_SIZE]; /* that must be broken; "": none may */
};

struct scenario {
    char name[64];
    struct scenario_world world;
    uint64_t seed;
    bool staff_list; /* people log in */
    int64_t wall_zero_ms;
    char settings[SCENARIO_SETTINGS_SIZE]; /* ini, from `set` lines */
    int command_count;
    struct scenario_command command[SCENARIO_COMMANDS_MAX];
};

/* Reads the text. INVALID: message says "name:line:column: what". *out is scratch then. */
struct err scenario_parse(struct str text, const char *name, struct scenario *out,
                          char message[SCENARIO_MESSAGE_SIZE]);

struct scenario_run {
    const struct scenario *scenario;
    struct office *office;
    const char *shots;                   /* folder of `shot` pictures; NULL: none are made */
    char message[SCENARIO_MESSAGE_SIZE]; /* "name:line: what was expected, what stood there" */
    int shot_count;
    int staff_taps; /* so far, signing left out */
    char kill_copy[OFFICE_PATH_SIZE];
    const struct world_hooks *world_hooks; /* of a test that plants a bug; NULL */
};

/* Opens an office in `folder` and carries the story out. REFUSED: an expectation did not hold, or
 * an act was impossible; IO and others: the office could not be opened. run->message tells. */
struct err scenario_carry_out(struct scenario_run *run, const struct office_setup *setup,
                              uint64_t *out_hash);

/* scenario_world.c: the lines world, keep and rule; NULL: taken, else what is wrong. A scenario of
 * the world has no other lines. */
const char *scenario_world_heading(struct scenario *s, const struct scenario_command *c,
                                   int *out_word);
struct world_setup scenario_world_setup(const struct scenario *s, const char *key_folder);
struct err scenario_world_play(struct scenario_run *run, const struct office_setup *setup,
                               uint64_t *out_hash);

/* scenario_acts.c, scenario_expect.c: the verbs. scenario_check.c: what is wrong with their words;
 * NULL: nothing, else *out_word is the wrong one. */
typedef struct err scenario_verb_fn(struct scenario_run *run, const struct scenario_command *c);
typedef const char *scenario_check_fn(const struct scenario_command *c, int *out_word);
struct scenario_verb {
    const char *word;
    int least, most;          /* words behind the verb */
    scenario_verb_fn *act;    /* NULL: a heading line, read by the parser */
    scenario_check_fn *check; /* NULL: any words will do */
    const char *usage;
};
extern const struct scenario_verb scenario_verbs[];
int scenario_verb_count(void);

struct err scenario_fail(struct scenario_run *run, const struct scenario_command *c,
                         const char *format, ...) __attribute__((format(printf, 3, 4)));
bool scenario_duration(const char *text, int64_t *out_ms); /* 250ms, 3s, 2m, 1h */
scenario_verb_fn scenario_expect;
scenario_check_fn scenario_check_present, scenario_check_wait, scenario_check_camera,
    scenario_check_slip, scenario_check_certificate, scenario_check_backend, scenario_check_link,
    scenario_check_office, scenario_check_sign, scenario_check_search, scenario_check_power,
    scenario_check_shot, scenario_check_expect;

/* A part of the figure `stock`: certificate-left, sticker-issued … False: there is no such part. */
bool scenario_stock_name(const char *name, enum stock_kind *out_kind, enum stock_place *out_place);

/* What is wrong with a `set` line, in the words of the settings' own reader; NULL: nothing. */
const char *scenario_check_setting(const struct scenario_command *c,
                                   char message[CONFIG_MESSAGE_SIZE]);

bool scenario_carrier(const char *word, enum scene_kind *out);

#endif
