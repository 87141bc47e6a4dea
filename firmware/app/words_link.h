/* What a clerk wrote under an exception in words of their own: it may name a person.
 *
 * Promises: kept under the key of its day (journal/personal.h) before the row that speaks of it is
 * written; shown to staff on the screens 日報 and 操作記録 while the key exists, after that as
 * forgotten. In no log, on no paper and in no exported file: those cannot be made to forget. What
 * was looked up leaves memory with the page that showed it.
 */
#ifndef APP_WORDS_LINK_H
#define APP_WORDS_LINK_H

#include "core/effect.h"
#include "core/view.h"

struct app;

enum { WORDS_LOOKED_UP_MAX = DAY_EXCEPTIONS_MAX + LOG_ROWS_MAX };

/* Words as they were found; the oldest gives way. */
struct words_link {
    int count, next;
    struct words_found {
        char name[APPLICATION_ID_SIZE];
        bool found;
        char text[NOTE_SIZE]; /* [personal] */
    } looked_up[WORDS_LOOKED_UP_MAX];
};

/* All FX_KEEP_WORDS of the step; on the thread that writes its rows. */
struct err words_link_keep(struct app *app);

/* Fills in what S10 and S13 say of exceptions: phrases, and the clerk's own words or that they are
 * forgotten. Reads the journal when there is something new to show. */
void words_link_show(struct app *app, struct staff_view *view);

#endif
