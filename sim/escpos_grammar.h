/* How long a command is: the wire-level fake's own table of ESC/POS, apart from hal/escpos.
 *
 * Promises: a prefix of any command is told apart from no command at all. Source: Epson, "ESC/POS
 * Command Reference", "List of commands".
 */
#ifndef SIM_ESCPOS_GRAMMAR_H
#define SIM_ESCPOS_GRAMMAR_H

#include <stdbool.h>
#include <stdint.h>

enum {
    ESCPOS_COMMAND_MAX = 300, /* a bar code with its data */
    ESCPOS_MORE = 0,          /* more bytes are needed to know */
    ESCPOS_NO_COMMAND = -1,
};

/* Length of the command that begins with these n bytes; a picture's data does not count. has_text:
 * also the commands that set text, which our own driver never sends. */
int escpos_command_length(const uint8_t *c, int n, bool has_text);

/* DLE commands, n at least 3. */
int escpos_realtime_length(const uint8_t *c);

#endif
