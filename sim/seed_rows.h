/* The rows behind sim/seed_data.h: what differs from one application to the next. */
#ifndef SIM_SEED_ROWS_H
#define SIM_SEED_ROWS_H

#include "domain/application.h"

enum seed_flag {
    SEED_OPAQUE = 1 << 0,
    SEED_NEW_CAR = 1 << 1,
    SEED_EXPIRED_CODE = 1 << 2,
    SEED_REPLACED_CODE = 1 << 3,
    SEED_PAYMENT_REPORTED = 1 << 4,
    SEED_OTHER_OFFICE = 1 << 5,
    SEED_PARKING = 1 << 6,
    SEED_PROXY = 1 << 7,
    SEED_HIGH_LEVEL = 1 << 8,
    SEED_SUBSTITUTED = 1 << 9,
    SEED_NO_TAGS = 1 << 10,
    SEED_BULK = 1 << 11,
    SEED_OLD_PAPER_CERT = 1 << 12, /* A4: a new card is made, the old sheet is taken */
    SEED_OTHER_PAPER = 1 << 13,
    SEED_OTHER_PROCEDURE = 1 << 14,
};

struct seed_row {
    const char *name;
    const char *status;
    enum tax_confirmation tax;
    unsigned flags;
    const char *user;    /* NULL: from the list of ordinary names */
    const char *chassis; /* NULL: by number */
    const char *plate;   /* "region class kana serial"; NULL: by number */
};

extern const struct seed_row seed_rows[];
extern const int seed_row_count;

#endif
