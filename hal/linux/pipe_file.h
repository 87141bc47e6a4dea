/* A file that takes a printer's bytes, for looking at them: nothing ever comes back, so a job on it
 * ends UNKNOWN. */
#ifndef HAL_LINUX_PIPE_FILE_H
#define HAL_LINUX_PIPE_FILE_H

#include "hal/byte_pipe.h"

/* Appends to path (copied), made when it is not there. TOO_LARGE, NO_MEMORY. */
struct err pipe_file_open(const char *path, struct byte_pipe **out);

#endif
