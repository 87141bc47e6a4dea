/* A certificate printer whose paper is a folder: each job becomes <job name>.pdf (or .pwg).
 *
 * Promises: PRINTED means that the file is whole and on the disk; a name that is there already is
 * not written again. A folder that is missing or not writable is OFFLINE. Writing happens within
 * submit.
 */
#ifndef HAL_LINUX_CERTIFICATE_PRINTER_FILE_H
#define HAL_LINUX_CERTIFICATE_PRINTER_FILE_H

#include "base/err.h"
#include "hal/certificate_printer.h"

/* The folder (copied) need not exist yet: it is made when its parent exists. TOO_LARGE, NO_MEMORY.
 */
struct err certificate_printer_file_open(const char *folder, struct certificate_printer **out);

#endif
