/* A seed of the world watched (`panel found.scn`): both screens of one of its terminals, at a
 * chosen speed, with its events on standard output.
 *
 * Promises: only looks; touches on the screens do nothing, and the seed goes as it goes without a
 * watcher. Keys of the small window: 1-8 the terminal, space stops and goes on, + and - the speed,
 * n to the next event.
 */
#ifndef SIM_PANEL_WORLD_H
#define SIM_PANEL_WORLD_H

#include "sim/scenario.h"

struct panel_world;

/* `scenario` and `folder` are borrowed. `folder` holds the world's keys. INVALID: the scenario is
 * not of the world. */
struct err panel_world_open(const struct scenario *scenario, const struct ui_setup *screens,
                            const char *folder, struct panel_world **out_panel);
void panel_world_close(struct panel_world *p); /* NULL is allowed */

/* Lets so much real time go by. False: the seed is over, and `*out_report` says how it ended, or
 * somebody closed a window (out_report->virtual_ms is then 0). */
bool panel_world_turn(struct panel_world *p, uint64_t real_ms, struct world_report *out_report);

/* A key of the small window. */
void panel_world_key(struct panel_world *p, char key);

/* Watches to the end. Returns the program's exit code: 0 when it ended as the scenario says. */
int panel_world_run(const struct scenario *scenario, const struct ui_setup *screens,
                    const char *folder);

#endif
