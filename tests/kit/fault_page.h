/* The fault catalogue as a page of the manual, in Markdown.
 *
 * Promises: everything a person can meet is on it, in the order of the catalogue; the same page on
 * every call.
 */
#ifndef TESTS_KIT_FAULT_PAGE_H
#define TESTS_KIT_FAULT_PAGE_H

#include "base/str.h"

enum { FAULT_PAGE_SIZE = 64 * 1024 };

void fault_page(struct strbuf *out);

#endif
