/* IPP as a language: what a printer's keywords and states mean here. Pure; no wire, no libcups.
 *
 * Promises: reasons are matched by stem, because printers change the endings -error, -warning and
 * -report by their own state (RFC 8011 §5.4.12; seen with ippeveprinter). A job is PRINTED only
 * when it is completed, nothing is queued in the device, and the impressions counted are those
 * ordered.
 */
#ifndef HAL_IPP_H
#define HAL_IPP_H

#include <stdbool.h>
#include "base/print_outcome.h"

/* RFC 8011 §5.3.7 */
enum ipp_job_status {
    IPP_JOB_IS_PENDING = 3,
    IPP_JOB_IS_HELD = 4,
    IPP_JOB_IS_PROCESSING = 5,
    IPP_JOB_IS_STOPPED = 6,
    IPP_JOB_IS_CANCELED = 7,
    IPP_JOB_IS_ABORTED = 8,
    IPP_JOB_IS_COMPLETED = 9,
};

enum { IPP_NOT_COUNTED = -1 };

struct ipp_job_view {
    int status;               /* enum ipp_job_status; others are taken as under way */
    int impressions;          /* or sheets; IPP_NOT_COUNTED: the printer does not tell */
    bool is_queued_in_device; /* completed for the queue, not for the paper */
    unsigned conditions;      /* of the printer at the same time, enum printer_condition */
};

struct ipp_verdict {
    enum print_outcome outcome;
    enum print_evidence evidence;
    const char *text; /* static storage */
};

/* Bits of enum printer_condition for one printer-state-reasons keyword; "none" and what only
 * informs give 0, an unknown one that a person should see ATTENTION. */
unsigned ipp_reason_condition(const char *keyword);

bool ipp_job_is_final(const struct ipp_job_view *job);

/* For a job that is final. */
struct ipp_verdict ipp_judge(const struct ipp_job_view *job, int sheets_ordered);

#endif
