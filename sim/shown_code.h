/* The codes that people hold before the camera, by name: those of the fictitious office
 * (sim/seed_data.h) and those of other systems that are shown by mistake.
 *
 * Promises: foreign codes have the shape of their kind only, nothing of anybody. A pickup code is
 * that of the morning: shown again, it is the same one.
 */
#ifndef SIM_SHOWN_CODE_H
#define SIM_SHOWN_CODE_H

#include "sim/office.h"
#include "sim/qr_make.h"

int shown_code_foreign_count(void);
const char *shown_code_foreign_name(int i);    /* "kei-cert"; 0 .. count-1 */
const char *shown_code_foreign_summary(int i); /* Japanese, one line */

bool shown_code_is_foreign(const char *name);

/* NOT_FOUND: no code of that name. */
struct err shown_code_make(const struct office *office, const char *name, struct qr_modules *out);

#endif
