/* The commands of the `uketori` program beside `run`. Each returns the exit code of the program: 0
 * done, 1 the thing asked about is not in order, 2 the command line is wrong.
 */
#ifndef APP_COMMAND_H
#define APP_COMMAND_H

enum { EXIT_IN_ORDER = 0, EXIT_NOT_IN_ORDER = 1, EXIT_USAGE = 2 };

/* scan IMAGE…: one JSON line a file on standard output; errors per file on standard error. */
int command_scan(int count, char *const *files);

/* journal verify FILE [KEY-FOLDER [ROWS:HASH]]: the head that a heartbeat carried, so that a cut
 * tail or an older copy shows · journal show FILE [KEY-FOLDER] · journal aside FILE */
int command_journal(int count, char *const *words);

/* staff add FILE ID ROLE NAME: the PIN twice on standard input · staff list FILE */
int command_staff(int count, char *const *words);

#endif
