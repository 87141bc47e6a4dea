/* For a test program that makes PDFs: cairo 1.16 loses 768 bytes with every subset of a CFF font
 * (Noto) in a PDF, in frames inside the stripped library.
 *
 * Include it in one file of such a program and nowhere else: the other programs still find surfaces
 * that we forget.
 */
#ifndef TESTS_KIT_CAIRO_LEAK_H
#define TESTS_KIT_CAIRO_LEAK_H

#include <sanitizer/lsan_interface.h>

const char *__lsan_default_suppressions(void)
{
    return "leak:libcairo.so\nleak:libfontconfig.so"; /* the second: tests/kit/kit.c */
}

#endif
