/* The closed sets of words about numbered stock: kinds, places, acts. One list each gives the enum,
 * the word in journal rows and settings, and the label for people.
 *
 * Promises: a word never changes once it stood in a journal.
 */
#ifndef DOMAIN_STOCK_WORDS_H
#define DOMAIN_STOCK_WORDS_H

#include <stdbool.h>
#include "domain/application_words.h"

/* X(kind, word in rows and settings, label) */
#define STOCK_KIND_LIST(X)                                                                         \
    X(CERTIFICATE, "certificate", "検査証")                                                        \
    X(STICKER, "sticker", "検査標章")
enum stock_kind {
#define X(kind, word, label) STOCK_##kind,
    STOCK_KIND_LIST(X)
#undef X
        STOCK_KIND_COUNT,
};
const char *stock_kind_word(enum stock_kind kind);
const char *stock_kind_label(enum stock_kind kind);
/* The kind of stock that a deliverable is made of. False: it is not numbered stock. */
bool stock_kind_of(enum deliverable_kind deliverable, enum stock_kind *out);

enum stock_place { STOCK_LEFT, STOCK_HELD, STOCK_ISSUED, STOCK_SPOILED, STOCK_PLACE_COUNT };

/* X(act, word in rows) */
#define STOCK_ACT_LIST(X)                                                                          \
    X(LOAD, "load")       /* first to last, both included */                                       \
    X(HOLD, "hold")       /* first was read back from the finished thing, for this application */  \
    X(ISSUE, "issue")     /* first, held for this application, went over the counter */            \
    X(SPOIL, "spoil")     /* first: destroyed, whether left or held */                             \
    X(RELEASE, "release") /* first: held by mistake, blank after all */
enum stock_act {
#define X(act, word) STOCK_##act,
    STOCK_ACT_LIST(X)
#undef X
        STOCK_ACT_COUNT,
};

#endif
