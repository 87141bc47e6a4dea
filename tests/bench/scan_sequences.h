/* Sequences: two seconds at 30 frames a second of a person holding a phone, a sheet or a slip.
 *
 * Every frame is drawn by the simulator's synthesiser and given to the engine as the terminal does,
 * one after the other with what it remembers. A sequence ends at its first read. Seeded.
 */
#ifndef TESTS_BENCH_SCAN_SEQUENCES_H
#define TESTS_BENCH_SCAN_SEQUENCES_H

#include <stdbool.h>

/* Prints per trouble and motion: read, frames from "whole in view" to the read. With verbose also
 * every sequence that was not read. Returns 0, or 1 on a false read or when memory ran out. */
int scan_sequences(int count, bool verbose);

#endif
