/* The system's disk with a gate before every sync of a WAL: closed, a sync stands there until it
 * opens.
 *
 * Promises: real files; everything but xSync goes to the system's layer. Any thread may wait at the
 * gate, one other thread opens and closes it. One gate at a time.
 */
#ifndef TESTS_KIT_GATE_DISK_H
#define TESTS_KIT_GATE_DISK_H

#include <sqlite3.h>
#include <stdbool.h>

struct gate_disk {
    sqlite3_vfs vfs; /* its zName is the name to open a journal with */
};

void gate_disk_open(struct gate_disk *d); /* registered, its gate open */
void gate_disk_close(struct gate_disk *d);

void gate_disk_let_through(struct gate_disk *d, bool open);
void gate_disk_close_after(struct gate_disk *d, int syncs); /* so many pass, then it is closed */
void gate_disk_await_one(struct gate_disk *d); /* blocks until a sync stands before a closed gate */
void gate_disk_fail(struct gate_disk *d);      /* every further sync ends with an I/O error */

#endif
