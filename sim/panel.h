/* The control panel: the office in the developer's hands, in real time.
 *
 * Opens the applicant's window, the staff's window and a third one with everything else: what lies
 * before the camera (code, phone or paper, distance, tilt, light), the papers that came out, and
 * every fault of every device, generated from the devices' own tables. The world is the one of
 * scenarios, slowed to real time.
 */
#ifndef SIM_PANEL_H
#define SIM_PANEL_H

#include "sim/office.h"

/* Runs until a window is closed. Exit code of the program. */
int panel_run(const struct office_setup *setup);

#endif
