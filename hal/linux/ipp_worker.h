/* The thread that speaks IPP: orders in, news out, over one socket of fixed-size messages.
 *
 * Promises: the only thread of this backend and the only user of its ipp_client; shares no memory
 * with the loop but the documents of an order, which are the worker's from the moment they are
 * sent. Ends by itself when the other end of the socket is closed. One order at a time; each
 * gives exactly one OUTCOME.
 */
#ifndef HAL_LINUX_IPP_WORKER_H
#define HAL_LINUX_IPP_WORKER_H

#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/id.h"
#include "base/print_outcome.h"
#include "hal/certificate_printer.h"

struct ipp_worker_settings {
    const char *uri;
    const char *roots; /* of ipps, hal/linux/ipp_trust.h; NULL: the system's */
    /* Milliseconds; 0 takes the standard in brackets. */
    int poll_ms;    /* between looks at a job under way (250) */
    int idle_ms;    /* between looks at an idle printer (3000) */
    int stop_ms;    /* the printer stands (no paper …) so long: the job is cancelled (20000) */
    int limit_ms;   /* nothing changes for so long: the job is cancelled (90000) */
    int cancel_ms;  /* a cancelled job does not end for so long: UNKNOWN (5000) */
    int lost_ms;    /* no connection for so long: UNKNOWN (8000) */
    int timeout_ms; /* a peer says nothing for so long: it is gone (5000) */
};

struct ipp_order { /* print this */
    struct id job_id;
    char name[CERTIFICATE_NAME_SIZE];
    int sheets;
    uint8_t *pdf, *pwg; /* heap blocks, the receiver's to free; NULL: not given */
    size_t pdf_length, pwg_length;
};

enum ipp_news_kind { IPP_NEWS_CONDITIONS, IPP_NEWS_OUTCOME, IPP_NEWS_SETTLED };

struct ipp_news {
    enum ipp_news_kind kind;
    unsigned conditions;
    unsigned forms; /* enum certificate_form that the printer should get; 0: not known */
    struct id job_id;
    enum print_outcome outcome;
    enum print_evidence evidence;
    char text[PRINT_EVIDENCE_TEXT_SIZE];
};

/* Starts the thread; *out_fd is the caller's end of the socket (sequenced packets, non-blocking),
 * and closing it is the end. INVALID: the uri. NO_MEMORY, IO. */
struct err ipp_worker_start(const struct ipp_worker_settings *settings, int *out_fd);

#endif
