/* One row of sim/seed_rows.h → the whole fictitious application. Pure. */
#ifndef SIM_SEED_APPLICATION_H
#define SIM_SEED_APPLICATION_H

#include "sim/seed_rows.h"

void seed_application_of(int row, int64_t now_ms, struct application *out_application);

#endif
