/* The behavioural slip printer: paper comes out line by line on the time it is stepped with.
 *
 * Two sides: a struct printer for the terminal, and knobs and paper for whoever plays the office.
 * The paper belongs to the office: printer_close only hangs up, what is in the printer runs on, and
 * the same printer is there for the terminal's next start. Repeatable to the byte; never reads a
 * clock. Paper moves at 150 mm/s (slow: 15 mm/s).
 */
#ifndef SIM_SLIP_PRINTER_SIM_H
#define SIM_SLIP_PRINTER_SIM_H

#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"
#include "hal/printer.h"

/* X(name, word) */
#define SLIP_FAULT_LIST(X)                                                                         \
    X(OUT, "out")           /* no paper (left) */                                                  \
    X(NEAR_END, "near-end") /* sensor only */                                                      \
    X(COVER, "cover")       /* open: paper stands */                                               \
    X(CUTTER, "cutter")     /* blade stuck: the page is whole, but hangs on the roll */            \
    X(OVERHEAT, "overheat") /* head rests until it is switched off */                              \
    X(JAM, "jam")           /* paper stands */                                                     \
    X(OFFLINE, "offline") /* cable out: nothing arrives, nothing comes back, the paper runs on */  \
    X(SILENT, "silent")   /* prints, never answers */                                              \
    X(LIES, "lies")       /* answers as if all were well, prints nothing */                        \
    X(SLOW, "slow")

enum slip_fault {
#define X(name, word) SLIP_FAULT_##name,
    SLIP_FAULT_LIST(X)
#undef X
        SLIP_FAULT_COUNT,
};

[[nodiscard]] bool slip_fault_parse(struct str word, enum slip_fault *out); /* "near-end" */

enum { SLIP_SHEETS_MAX = 8 /* kept as pictures, the newest */ };

struct slip_printer_sim_settings {
    int width_dots;     /* 0: 576 */
    int dpi;            /* 0: 203 */
    bool no_process_id; /* a model that cannot prove a page */
    const char *folder; /* each finished or abandoned sheet as slip-0001.png; NULL: none; copied */
};

/* A sheet as it hangs out of, or has left, the printer. */
struct slip_sheet {
    struct id job_id;
    struct bitmap picture; /* the page as ordered, borrowed until the next submit */
    int dots_out;          /* lines of it that are on paper now */
    bool is_whole;         /* the last line is on paper */
    bool is_cut;
    bool is_moving;
};

struct slip_printer_sim;

struct err slip_printer_sim_open(const struct slip_printer_sim_settings *settings,
                                 struct slip_printer_sim **out);
void slip_printer_sim_close(struct slip_printer_sim *sim); /* the printer itself; NULL is allowed */

struct printer *slip_printer_sim_printer(struct slip_printer_sim *sim);

/* Takes effect at now_ms, also in the middle of a page. */
void slip_printer_sim_fault(struct slip_printer_sim *sim, enum slip_fault fault, bool is_on,
                            uint64_t now_ms);
void slip_printer_sim_jam_at_mm(struct slip_printer_sim *sim, int mm); /* in the page to come */
void slip_printer_sim_load_mm(struct slip_printer_sim *sim, int mm);   /* so much paper, then OUT */
int slip_printer_sim_count(const struct slip_printer_sim *sim);        /* sheets ever begun */

/* Sheet index (0 is the first ever); false: not begun, or too old to be kept. */
[[nodiscard]] bool slip_printer_sim_sheet(struct slip_printer_sim *sim, int index, uint64_t now_ms,
                                          struct slip_sheet *out);

#endif
