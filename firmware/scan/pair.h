/* Two position patterns of a symbol whose third is hidden by glare, a crack or a finger.
 *
 * Promises: a pair of patterns has six places for the third; each is only a guess that assumes a
 * square seen straight on, and pair_slide moves the hidden corner until timing and alignment
 * patterns fit. Nothing is a symbol until its error correction says so. Pure, bounded work.
 */
#ifndef SCAN_PAIR_H
#define SCAN_PAIR_H

#include "scan/grid.h"

enum { PAIR_GUESSES = 6 };

enum pair_hidden { PAIR_HIDES_TOP_LEFT, PAIR_HIDES_TOP_RIGHT, PAIR_HIDES_BOTTOM_LEFT };

struct pair_guess {
    struct finder corner[3]; /* top left, top right, bottom left */
    enum pair_hidden hidden;
};

/* Can these be two patterns of one symbol? By colour, size and distance. */
bool pair_fits(const struct finder *a, const struct finder *b);

void pair_guess(const struct finder *a, const struct finder *b,
                struct pair_guess out[PAIR_GUESSES]);

/* Moves the hidden corner by a few modules, with or without the far one, to where the known modules
 * fit best. About 400 looks at them. */
void pair_slide(const struct scene *s, const struct qr_layout *l, enum pair_hidden hidden,
                struct grid *g);

#endif
