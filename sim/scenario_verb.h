/* The verbs of scenario files, among the scenario's own parts (grammar: sim/README.md).
 *
 * Promises: one table, a row a verb: how many words, what is wrong with them (scenario_check.c,
 * said by the parser before anything runs), what it does (scenario_acts.c, scenario_expect.c). A
 * verb that cannot be done, or an expectation that does not hold, is REFUSED with the reason in
 * run->message.
 */
#ifndef SIM_SCENARIO_VERB_H
#define SIM_SCENARIO_VERB_H

#include "sim/scenario.h"

/* NULL: nothing is wrong, else *out_word is the word that is. */
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
