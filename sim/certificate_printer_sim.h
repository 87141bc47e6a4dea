/* The behavioural certificate printer: sheets come out on the time it is stepped with.
 *
 * Two sides: a struct certificate_printer for the terminal, and knobs and sheets for the office.
 * The printer belongs to the office: certificate_printer_close only hangs up, a job in it runs on.
 * A sheet takes 3 s (slow: 30 s). Never reads a clock.
 */
#ifndef SIM_CERTIFICATE_PRINTER_SIM_H
#define SIM_CERTIFICATE_PRINTER_SIM_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"
#include "hal/certificate_printer.h"

/* X(name, word) */
#define CERTIFICATE_FAULT_LIST(X)                                                                  \
    X(OUT, "out")     /* the job waits for paper, then for its limit */                            \
    X(JAM, "jam")     /* the sheet under way is spoiled, the printer ends the job */               \
    X(COVER, "cover") /* the job waits */                                                          \
    X(TONER_LOW, "toner-low")                                                                      \
    X(OFFLINE, "offline") /* not reachable; what it holds runs on */                               \
    X(LOSE, "lose")       /* the connection drops right after the next document was sent */        \
    X(REFUSE, "refuse")   /* takes no document: an aborted job */                                  \
    X(LIES, "lies")       /* says completed and counts the sheets, nothing came out */             \
    X(SLOW, "slow")

enum certificate_fault {
#define X(name, word) CERTIFICATE_FAULT_##name,
    CERTIFICATE_FAULT_LIST(X)
#undef X
        CERTIFICATE_FAULT_COUNT,
};

[[nodiscard]] bool certificate_fault_parse(struct str word, enum certificate_fault *out);

enum {
    CERTIFICATE_KEPT_MAX = 16,    /* jobs kept, the newest */
    CERTIFICATE_LIMIT_MS = 20000, /* a waiting job is cancelled */
};

/* What became of a job in the printer, whatever the terminal heard. */
struct certificate_print {
    struct id job_id;
    char name[CERTIFICATE_NAME_SIZE];
    struct certificate_document pdf; /* as received, borrowed until the next submit */
    int sheets_ordered;
    int sheets_out;
    bool is_spoiled; /* a sheet was torn in a jam */
    bool is_over;
};

struct certificate_printer_sim;

/* folder: each job that gave a sheet as cert-0001.pdf; NULL: none; copied. */
struct err certificate_printer_sim_open(const char *folder, struct certificate_printer_sim **out);
void certificate_printer_sim_close(struct certificate_printer_sim *sim); /* NULL is allowed */

struct certificate_printer *certificate_printer_sim_printer(struct certificate_printer_sim *sim);

/* LOSE switches itself to OFFLINE when it strikes; OFFLINE off is what brings the printer back. */
void certificate_printer_sim_fault(struct certificate_printer_sim *sim,
                                   enum certificate_fault fault, bool is_on, uint64_t now_ms);
int certificate_printer_sim_count(const struct certificate_printer_sim *sim); /* jobs ever taken */

/* Job index (0 is the first ever); false: not taken yet, or too old to be kept. */
[[nodiscard]] bool certificate_printer_sim_print(const struct certificate_printer_sim *sim,
                                                 int index, struct certificate_print *out);

#endif
