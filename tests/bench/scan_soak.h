/* False reads: a long stream of small frames in which nothing can be read.
 *
 * 256 by 192 pixels so that many fit into minutes; the live effort, one engine, nothing forgotten
 * in between, so that what is remembered from frame to frame is part of the test. Seeded.
 */
#ifndef TESTS_BENCH_SCAN_SOAK_H
#define TESTS_BENCH_SCAN_SOAK_H

/* `frames` without a code (textures, blotches, lone patterns, bars), and as many with one that is
 * damaged beyond correction. Prints as it goes; returns the number of false reads. */
int scan_soak(int frames);

#endif
