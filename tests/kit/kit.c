#include "tests/kit/kit.h"

#include <stdio.h>
#include <stdlib.h>

void kit_assert_err(struct err got, struct err want, const char *expr, const char *file, int line)
{
    if (got.code != want.code) {
        print_error("%s: got %s, want %s\n", expr, err_name(got), err_name(want));
        _fail(file, line);
    }
}

void kit_folder(const char *name, char out[256])
{
    int n = snprintf(out, 256, "build/test-data/%s-XXXXXX", name);
    if (n < 0 || n >= 256 || system("mkdir -p build/test-data") != 0 || mkdtemp(out) == NULL) {
        fail_msg("no folder for %s", name);
    }
}

/* Pango reads the system's font list in a thread of its own (1.50, pangofc-fontmap.c, "[pango]
 * FcInit"); a program that ends before it leaves that list half read. */
__attribute__((weak)) const char *__lsan_default_suppressions(void);
__attribute__((weak)) const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig.so";
}
