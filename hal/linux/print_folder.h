/* Paper that is a folder: what the two printers that write files have in common.
 *
 * Promises: PRINTED means that the file is whole, and it and its name are on the disk; a name that
 * is there already is not written again. A folder that is missing or not writable is OFFLINE, a
 * full disk is OUT. A job ends within its submit.
 */
#ifndef HAL_LINUX_PRINT_FOLDER_H
#define HAL_LINUX_PRINT_FOLDER_H

#include "base/err.h"
#include "hal/printer_event.h"

enum { PRINT_FOLDER_SIZE = 400, PRINT_FILE_NAME_SIZE = 80 };

struct print_folder {
    char path[PRINT_FOLDER_SIZE];
    bool is_full;
    unsigned conditions;
    uint64_t now_ms, check_at_ms;
    struct printer_events events;
};

/* The folder need not exist yet: it is made when its parent exists. TOO_LARGE. */
struct err print_folder_open(struct print_folder *f, const char *path);

void print_folder_step(struct print_folder *f, uint64_t now_ms);
uint64_t print_folder_next_ms(const struct print_folder *f, uint64_t now_ms);

/* Writes `what` to the path, whole or not at all (base/file.h). */
typedef struct err print_folder_write(const void *what, const char *path);

struct print_folder_job {
    struct id job_id;
    char name[PRINT_FILE_NAME_SIZE]; /* of the file */
    enum print_evidence evidence;    /* of a file that was written */
    print_folder_write *write;
    const void *what;
};

/* BUSY: an outcome waits to be taken. Every other job has its outcome among the events. */
struct err print_folder_submit(struct print_folder *f, const struct print_folder_job *job);

#endif
