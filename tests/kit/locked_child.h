/* A child that gives up its rights and then tries to use one.
 *
 * Promises: each attempt runs in a process of its own, so that what a lock forbids ends only that
 * one. Attempts answer with a negative number when they were refused.
 */
#ifndef TESTS_KIT_LOCKED_CHILD_H
#define TESTS_KIT_LOCKED_CHILD_H

#include <stdbool.h>
#include "base/err.h"

typedef struct err lock_fn(void);
typedef long attempt_fn(void);

long attempt_open_a_file(void);
long attempt_make_a_file(void);
long attempt_list_a_folder(void);
long attempt_make_a_socket(void);
long attempt_make_a_pair(void);
long attempt_start_a_program(void);
long attempt_start_a_child(void);
long attempt_kill_the_parent(void);
long attempt_look_into_the_parent(void);
long attempt_remove_a_file(void);
long attempt_lift_the_limit(void);
long attempt_copy_a_descriptor(void);

/* The status, as of waitpid, of a child that locks itself in this way and then tries. Fails the
 * test when there is no child; a lock that fails is neither killed nor refused. */
int locked_status(lock_fn *lock, attempt_fn *attempt);
bool locked_is_killed(int status);  /* by the filter of system calls */
bool locked_is_refused(int status); /* the attempt was told no */

#endif
