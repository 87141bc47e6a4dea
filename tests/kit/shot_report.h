/* Pictures side by side as one HTML page: as recorded, as now, and where they differ.
 *
 * Promises: the page stands alone with the PNGs beside it; the recorded picture is shown only when
 * its pixels have the recorded hash, never a stale one.
 */
#ifndef TESTS_KIT_SHOT_REPORT_H
#define TESTS_KIT_SHOT_REPORT_H

#include <cairo.h>
#include <stdbool.h>
#include <stdio.h>

enum { SHOT_HASH_SIZE = 65, SHOT_PATH_SIZE = 320 };

/* SHA-256 over the visible bytes of every pixel. */
void shot_hash(cairo_surface_t *surface, char out[SHOT_HASH_SIZE]);

struct shot_report {
    const char *folder;     /* of the page; made when it is not there */
    const char *old_folder; /* pictures of the recorded state, NULL: none */
    FILE *page;
    int rows;
};

/* False: the folder cannot be written. */
bool shot_report_open(struct shot_report *r);
/* `recorded`: the hash in the fixture, NULL: a new screen. */
void shot_report_row(struct shot_report *r, const char *name, const char *recorded,
                     cairo_surface_t *now);
void shot_report_close(struct shot_report *r);

#endif
