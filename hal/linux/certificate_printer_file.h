/* A certificate printer whose paper is a folder: each job becomes <job name>.pdf (or .pwg).
 *
 * Promises: those of hal/linux/print_folder.h; for desks and pilots, not for counters.
 */
#ifndef HAL_LINUX_CERTIFICATE_PRINTER_FILE_H
#define HAL_LINUX_CERTIFICATE_PRINTER_FILE_H

#include "base/err.h"
#include "hal/certificate_printer.h"

/* The folder (copied) need not exist yet: it is made when its parent exists. TOO_LARGE, NO_MEMORY.
 */
struct err certificate_printer_file_open(const char *folder, struct certificate_printer **out);

#endif
