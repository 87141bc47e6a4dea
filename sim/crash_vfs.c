/* The disk that loses power, as part of the simulator: the test kit's own files, compiled into this
 * library, because the simulator's program is not linked with the test kit. Interface:
 * tests/kit/crash_vfs.h, tests/kit/crash_disk.h. */
#include "tests/kit/crash_disk.c"
#include "tests/kit/crash_vfs.c"
