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
    int staff_taps;                        /* so far, signing left out */
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

#endif
