/* The table of settings: one row per key. Private to config*.c and its tests.
 *
 * Promises: whatever a row does not say is not a setting. The row gives the key, its type, its
 * place in struct config, its bounds; reading, writing, the text of a refusal and the digest all
 * come from it.
 */
#ifndef DOMAIN_CONFIG_TABLE_H
#define DOMAIN_CONFIG_TABLE_H

#include <stddef.h>
#include <stdint.h>
#include "domain/config.h"

enum config_type {
    CONFIG_TYPE_WORD,     /* letters, digits, . _ - ; 1 byte or more */
    CONFIG_TYPE_TEXT,     /* UTF-8 without control characters; may be empty when min is 0 */
    CONFIG_TYPE_PATH,     /* begins with / */
    CONFIG_TYPE_HTTPS,    /* https://HOST… */
    CONFIG_TYPE_DEVICE,   /* one of `schemes` and something behind it */
    CONFIG_TYPE_LETTER,   /* A to Z */
    CONFIG_TYPE_INT,      /* min to max */
    CONFIG_TYPE_MINUTE,   /* HH:MM */
    CONFIG_TYPE_BOOL,     /* yes no true false */
    CONFIG_TYPE_IDENTITY, /* off always proxy */
    CONFIG_TYPE_PIN,      /* base64 of 32 bytes, or empty */
    CONFIG_TYPE_DAYS,     /* list: YYYY-MM-DD */
    CONFIG_TYPE_PREFIXES, /* list: first bytes of an opaque pickup code */
    CONFIG_TYPE_KEYS,     /* list: id issuer hex date */
};

struct config_row {
    const char *section;
    const char *key;
    enum config_type type;
    size_t offset; /* of the field, or of the list's array */
    size_t size;   /* of the field */
    int64_t min;   /* INT: bounds; TEXT: least number of bytes */
    int64_t max;
    const char *schemes; /* DEVICE: separated by blanks */
};

int config_row_count(void);
const struct config_row *config_row_at(int i); /* 0 <= i < config_row_count() */

/* NULL when there is no such key. */
const struct config_row *config_row_find(struct str section, struct str key);

#endif
