/* A decoder that sees nothing and a renderer that sets no type: for long runs of the whole terminal
 * in which codes come by app_code.
 *
 * Promises: keeps nothing. Every page for the slip printer is looked through before it is
 * "rendered": a name, address or chassis number of the fictitious office on it fails the test.
 */
#ifndef TESTS_KIT_BLIND_PARTS_H
#define TESTS_KIT_BLIND_PARTS_H

#include "app/app.h"

enum { PERSONAL_KINDS = 4, PERSONAL_MAX = 512, PERSONAL_SIZE = 160 };

/* For app_setup and office_setup; constant. */
const struct app_parts *blind_parts(void);

/* What is personal in the fictitious office: names, addresses, chassis numbers, each once. */
struct personal_texts {
    int count;
    char text[PERSONAL_MAX][PERSONAL_SIZE];
};
void personal_texts_fill(struct personal_texts *p);

/* The first of them that stands in the bytes; NULL: none. */
const char *personal_texts_find(const struct personal_texts *p, const void *bytes, size_t n);

#endif
