/* The fault catalogue: one row a fault, and everything that is said about it.
 *
 * Promises: constant data. What the applicant reads, what staff read, who acts, the support code in
 * the corner of the screen, sound, lamp and the page of the manual come from this one table
 * (fault.def); nothing else in the firmware words a fault. Codes: K-2x seeing, K-3x slip printer,
 * K-4x backend, K-5x codes, K-6x certificate printer, K-8x the terminal's own files, K-9x journal.
 */
#ifndef CORE_FAULT_H
#define CORE_FAULT_H

#include "base/err.h"
#include "core/effect.h"
#include "core/screen.h"

enum core_device {
    DEVICE_CAMERA,
    DEVICE_SLIP_PRINTER,
    DEVICE_CERTIFICATE_PRINTER,
    DEVICE_BACKEND,
    DEVICE_JOURNAL,
    DEVICE_DECODER,
    CORE_DEVICE_COUNT
};

enum device_health { HEALTH_OK, HEALTH_ATTENTION, HEALTH_DOWN };

enum fault {
    FAULT_NONE,
#define FAULT(id, ...) FAULT_##id,
#include "core/fault.def"
#undef FAULT
    FAULT_COUNT,
};

enum fault_who { WHO_NOBODY /* it ends by itself */, WHO_CLERK, WHO_SYSTEM, WHO_MAINTENANCE };

enum { FAULT_SILENT = -1 };
#define FAULT_NO_SCREEN SCREEN_COUNT
#define FAULT_NO_DEVICE CORE_DEVICE_COUNT

struct fault_row {
    const char *name;          /* "SLIP_PAPER_OUT" */
    const char *code;          /* "K-32" */
    enum core_device device;   /* FAULT_NO_DEVICE: of no device */
    enum device_health health; /* what it makes of the device */
    enum screen screen;        /* where an applicant meets it; FAULT_NO_SCREEN: nowhere */
    int tone;                  /* enum tone, when an applicant meets it; FAULT_SILENT */
    enum signal lamp;
    enum fault_who who;
    const char *applicant; /* the sentence on that screen; "" with FAULT_NO_SCREEN */
    const char *staff;  /* the state: S09 and head line; of no device, or the journal: an alert */
    const char *cure;   /* 直し方, beside it */
    const char *manual; /* what happened, what to do, and when to call somebody */
};

/* FAULT_NONE has no row. */
const struct fault_row *fault_row(enum fault fault);
const char *fault_who_text(enum fault_who who); /* 窓口の係員 */

/* What is said when a device tells no more than its health; NONE when it is well. */
enum fault fault_of_device(enum core_device device, enum device_health health);

/* Of the journal, by the failure that stopped it. */
enum fault fault_of_journal(struct err e);

#endif
