/* What every test file needs: cmocka with its includes, and the small checks it lacks.
 *
 * Promises: a test includes this and nothing of cmocka itself. Never hides a failure.
 */
#ifndef TESTS_KIT_H
#define TESTS_KIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/err.h"
#include "base/str.h"

/* The call succeeded / failed with exactly this code; prints the code's name when it did not. */
#define assert_ok(expr)          kit_assert_err((expr), FAIL(OK), #expr, __FILE__, __LINE__)
#define assert_fails(expr, code) kit_assert_err((expr), FAIL(code), #expr, __FILE__, __LINE__)

void kit_assert_err(struct err got, struct err want, const char *expr, const char *file, int line);

/* A fresh empty folder under the build tree, removed by nobody: a failed test leaves its evidence.
 * The path is written to out[256]. */
void kit_folder(const char *name, char out[256]);

#endif
