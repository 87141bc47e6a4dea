/* The demonstration: one whole pickup as a storyboard of pictures.
 *
 * Promises: runs without a display, writes NN-name-applicant.png and NN-name-staff.png for each
 * step and an index.html that tells the story; the same pictures every time. Prints where they are.
 */
#ifndef SIM_DEMO_H
#define SIM_DEMO_H

/* Exit code of the program. `out` is made when it is not there. */
int demo_run(const char *out, const char *work_folder);

#endif
