/* A small IPP printer in a thread that behaves until the moment its plan says, then does not.
 *
 * Its answers are bytes of its own making, not libcups', so that they can be wrong in any way. It
 * keeps the truth: whether a whole document arrived.
 */
#ifndef TESTS_KIT_IPP_HOSTILE_H
#define TESTS_KIT_IPP_HOSTILE_H

#include <stdbool.h>
#include <stddef.h>

enum ipp_hostile_op {
    IPP_HOSTILE_PRINTER, /* Get-Printer-Attributes */
    IPP_HOSTILE_VALIDATE,
    IPP_HOSTILE_CREATE,
    IPP_HOSTILE_SEND,
    IPP_HOSTILE_JOB, /* Get-Job-Attributes */
    IPP_HOSTILE_OP_COUNT,
};

enum ipp_hostile_kind {
    IPP_HOSTILE_NOT,
    IPP_HOSTILE_HANG_UP,
    IPP_HOSTILE_SILENCE,
    IPP_HOSTILE_HALF_HEADER,
    IPP_HOSTILE_LENGTH_TOO_LARGE,
    IPP_HOSTILE_LENGTH_TOO_SMALL,
    IPP_HOSTILE_LENGTH_NEGATIVE,
    IPP_HOSTILE_LENGTH_ENORMOUS,
    IPP_HOSTILE_CHUNK_BAD,
    IPP_HOSTILE_HEADERS_ENDLESS,
    IPP_HOSTILE_CONTINUE_ENDLESS,
    IPP_HOSTILE_ATTRIBUTES_ENDLESS,
    IPP_HOSTILE_DRIP, /* a byte every now and then, for ever */
    IPP_HOSTILE_STATUS_500,
    IPP_HOSTILE_REDIRECT,
    IPP_HOSTILE_UNAUTHORIZED,
    IPP_HOSTILE_UPGRADE,
    IPP_HOSTILE_EMPTY,
    IPP_HOSTILE_GARBAGE,
    IPP_HOSTILE_TEXT, /* a web page */
    IPP_HOSTILE_REQUEST_ID,
    IPP_HOSTILE_VERSION,
    IPP_HOSTILE_NAME_LENGTH,
    IPP_HOSTILE_VALUE_LENGTH,
    IPP_HOSTILE_TAG_UNKNOWN,
    IPP_HOSTILE_NESTED, /* collections in collections */
    IPP_HOSTILE_TYPES,  /* numbers as words, words as numbers */
    IPP_HOSTILE_JOB_ID,
    IPP_HOSTILE_STATE_RANGE,
    IPP_HOSTILE_NO_END, /* the end tag is missing */
    IPP_HOSTILE_KIND_COUNT,
    IPP_HOSTILE_CUT_AT, /* the answer is cut at byte `number`, its length fits */
};

struct ipp_hostile_plan {
    enum ipp_hostile_kind kind;
    enum ipp_hostile_op operation;
    int times; /* the first so many answers */
    int number;
};

struct ipp_hostile;

struct ipp_hostile *ipp_hostile_open(const struct ipp_hostile_plan *plan);
int ipp_hostile_port(const struct ipp_hostile *s);

/* Ends it; true: so many bytes of a document arrived, in one Send-Document that was whole. */
bool ipp_hostile_close(struct ipp_hostile *s, size_t document_length);

#endif
