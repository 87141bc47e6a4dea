/* How long codes go unread when the decoder process dies.
 *
 * Prints the median and the longest wall time from the moment its death is noticed to the first
 * answer of the next one, which has forked, set up its engine and locked itself in between. Returns
 * 0, or 1 when it cannot be measured.
 */
#ifndef TESTS_BENCH_SCAN_RESTART_H
#define TESTS_BENCH_SCAN_RESTART_H

int scan_restart(int times);

#endif
