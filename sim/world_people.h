/* Applications, sheets and people of one seed, and what people do. Private to sim/world*.c. */
#ifndef SIM_WORLD_PEOPLE_H
#define SIM_WORLD_PEOPLE_H

#include "base/rng.h"
#include "core/core.h"
#include "domain/application.h"

struct world;

enum { WORLD_CODE_SIZE = 48 };

/* An application, its papers on the shelf and the household or firm that may have them. */
struct world_case {
    struct application application;
    char code[WORLD_CODE_SIZE];
    int group;
    bool papers_at_hand; /* whoever comes has the papers that are asked for */
    int given_at;        /* terminal where the documents went over the counter; -1 nowhere */
    int given_to;
    int picked; /* whose prepared documents the clerk last took from the shelf for it; -1 none yet
                 */
};

enum sheet_place { SHEET_TRAY, SHEET_COUNTER, SHEET_GIVEN, SHEET_DESTROYED };

struct world_sheet {
    int terminal;
    struct id job_id;
    int case_no; /* what is printed on it; -1: nobody's */
    bool whole;
    enum sheet_place place;
    int person;
    int64_t row; /* in the history */
};

enum person_state {
    PERSON_AWAY,       /* until due_ms */
    PERSON_AT_MACHINE, /* has shown the code, looks at the screen */
    PERSON_WAITING,    /* has a number */
    PERSON_AT_COUNTER,
    PERSON_SERVED,
    PERSON_GONE, /* for good */
};

struct world_person {
    struct rng rng;
    enum person_state state;
    int case_no; /* whose code it is; a firm's: its first case */
    int group;
    int terminal;
    uint64_t due_ms;
    int tries;
    char call_no[CALL_NO_TEXT_SIZE];
    bool has_papers;
    bool shown_at_counter;
};

/* world_cases.c */
struct err world_cases_make(struct world *w);
int world_case_of(const struct world *w, const char *application_id); /* -1 */
int world_case_of_chassis(const struct world *w, const char *chassis_no);

/* world_people.c */
void world_people_act(struct world *w); /* all whose time has come */
void world_person_called(struct world *w, int terminal, const char *call_no);
int world_person_at_counter(const struct world *w, int terminal, int group); /* -1 */
void world_people_see_it_dark(struct world *w, int terminal);
/* Whoever else has the code of somebody who stands there now comes to another terminal soon. */
void world_people_try_elsewhere(struct world *w, int terminal);
void world_person_sent_away(struct world *w, int no, bool for_good); /* served: for good */

#endif
