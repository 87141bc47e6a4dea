/* ippeveprinter (cups-ipp-utils) as a printer of others on loopback, with a private D-Bus, because
 * it wants one to announce itself. What it does with a job is the shell script `do` in its folder;
 * the document is $1, and what the script says on stderr is the printer's own protocol (ATTR:,
 * STATE:).
 */
#ifndef TESTS_KIT_IPPEVE_H
#define TESTS_KIT_IPPEVE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { IPPEVE_PATH = 512, IPPEVE_READY_MS = 10000 };

struct ippeve {
    char folder[256]; /* absolute */
    char uri[64];
    const char *maker;   /* first word of printer-make-and-model; NULL: the program's own */
    const char *formats; /* set before ippeve_start; NULL: PDF and PWG raster */
    int port;
    pid_t bus, program; /* 0: not running */
};

/* False, with a line that says so: a program is not installed. Anything else that goes wrong fails
 * the test. `name` is the folder under the tests' data. */
bool ippeve_open(struct ippeve *r, const char *name, const char *maker);
void ippeve_close(struct ippeve *r);

/* Kills the printer; starts it again, after it was killed. */
void ippeve_stop(struct ippeve *r);
void ippeve_start(struct ippeve *r);
void ippeve_write(const struct ippeve *r, const char *name, const char *text);
void ippeve_path(const struct ippeve *r, const char *name, char out[IPPEVE_PATH]);

uint64_t ippeve_now_ms(void);
bool ippeve_is_installed(const char *program);

#endif
