/* A slip printer whose paper is a folder: each job becomes slip-<job id>.png.
 *
 * Promises: those of hal/linux/print_folder.h. Writing takes some milliseconds within submit: for
 * desks and pilots, not for counters.
 */
#ifndef HAL_LINUX_PRINTER_FILE_H
#define HAL_LINUX_PRINTER_FILE_H

#include "base/err.h"
#include "hal/printer.h"

/* The folder (copied) need not exist yet: it is made when its parent exists. TOO_LARGE, NO_MEMORY.
 */
struct err printer_file_open(const char *folder, int width_dots, int dpi, struct printer **out);

#endif
