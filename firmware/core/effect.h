/* What the core wants done. The app carries it out; nothing else touches the world.
 *
 * Contract of one step's effects: all FX_JOURNAL, FX_OUTBOX and FX_OUTBOX_SETTLE of a step are one
 * transaction, made durable before any other effect of that step starts; its FX_KEEP_WORDS before
 * that. If that fails, no other
 * effect of the step is carried out and the core is told (EV_JOURNAL_FAILED). So paper, documents
 * and requests always stand behind their row.
 */
#ifndef CORE_EFFECT_H
#define CORE_EFFECT_H

#include <assert.h>
#include "core/note.h"
#include "core/print.h"
#include "domain/exchange.h"
#include "domain/journal_row.h"
#include "domain/staff.h"

/* X(name) */
#define EFFECT_LIST(X)                                                                             \
    X(JOURNAL)       /* row */                                                                     \
    X(OUTBOX)        /* request: must reach the backend, exactly once, whenever that is */         \
    X(OUTBOX_SETTLE) /* settle */                                                                  \
    X(KEEP_WORDS)    /* words: may name a person, so they go under the day's key */                \
    X(SEND)          /* request, a person waits */                                                 \
    X(PRINT)         /* print */                                                                   \
    X(TONE)          /* tone */                                                                    \
    X(SAY)           /* clip: core/voice.h; 0 cuts what is being said */                           \
    X(VOLUME)        /* volume_percent */                                                          \
    X(SIGNAL)        /* signal: the lamp beside the screen */                                      \
    X(SCAN_REARM)    /* a code that was passed over may be read again */                           \
    X(VERIFY_PIN)    /* verify: the try stands in the journal already; EV_PIN_VERIFIED answers */  \
    X(EXPORT_DAY)    /* the figures of the day as CSV; EV_DAY_EXPORTED answers */

enum effect_kind {
#define X(name) FX_##name,
    EFFECT_LIST(X)
#undef X
        FX_COUNT,
};
const char *effect_kind_name(enum effect_kind kind);

/* Where a report goes: it is over (acknowledged, or two people took note of its refusal), stands
 * aside for staff, or is sent again. */
enum settle_to { SETTLE_OVER, SETTLE_ASIDE, SETTLE_AGAIN };
enum tone { TONE_READ_OK, TONE_NEEDS, TONE_CANNOT, TONE_CALL, TONE_TIMEOUT };
enum signal { SIGNAL_READY, SIGNAL_ATTENTION, SIGNAL_FAULT, SIGNAL_CALL };

struct effect {
    enum effect_kind kind;
    union {
        struct journal_row row;
        struct backend_request request; /* SEND, OUTBOX */
        struct {
            struct id idempotency_key;
            enum exchange_result result;
            enum settle_to to;
        } settle;
        struct {
            struct id visit_id;
            char name[APPLICATION_ID_SIZE]; /* stands as words= in the row */
            char text[NOTE_SIZE];           /* [personal] wiped when it was kept; never logged */
        } words;
        struct print_order print;
        enum tone tone;
        unsigned clip;
        int volume_percent;
        enum signal signal;
        struct {
            struct id verify_id;
            int member;                   /* line of the staff list */
            char pin[PIN_DIGITS_MAX + 1]; /* wiped when it was handed on; never logged */
        } verify;
    };
};

enum { EFFECTS_MAX = 640 };

struct effects {
    int count;
    struct effect effect[EFFECTS_MAX];
};

/* Appends and returns the new effect, zeroed but for its kind. More than EFFECTS_MAX in one step is
 * a bug. The largest steps: a restart (64 visits with 8 open intents and a closing row each, 579),
 * a firm's hand-over (40 items with two rows and a report each, 122). */
struct effect *effects_add(struct effects *fx, enum effect_kind kind);

#endif
