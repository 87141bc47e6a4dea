#include "sim/escpos_grammar.h"

#include <stddef.h>

enum { DLE = 0x10, ESC = 0x1B, FS = 0x1C, GS = 0x1D };

/* Commands of a fixed length; `is_text` as in the header. */
struct row {
    uint8_t lead, name;
    int8_t length;
    bool is_text;
};

static const struct row rows[] = {
    {ESC, '@', 2, false}, {GS, 'a', 3, false}, {GS, 'r', 3, false}, {GS, 'v', 8, false},
    {GS, 'I', 3, true},   {ESC, ' ', 3, true}, {ESC, '!', 3, true}, {ESC, '$', 4, true},
    {ESC, '-', 3, true},  {ESC, '2', 2, true}, {ESC, '3', 3, true}, {ESC, 'E', 3, true},
    {ESC, 'G', 3, true},  {ESC, 'J', 3, true}, {ESC, 'M', 3, true}, {ESC, 'R', 3, true},
    {ESC, '\\', 4, true}, {ESC, 'a', 3, true}, {ESC, 'd', 3, true}, {ESC, 't', 3, true},
    {ESC, '{', 3, true},  {FS, '&', 2, true},  {FS, '.', 2, true},  {FS, '-', 3, true},
    {FS, 'C', 3, true},   {FS, 'S', 4, true},  {GS, '!', 3, true},  {GS, 'B', 3, true},
    {GS, 'H', 3, true},   {GS, 'L', 4, true},  {GS, 'W', 4, true},  {GS, 'h', 3, true},
    {GS, 'w', 3, true},   {GS, '8', 17, true},
};

int escpos_realtime_length(const uint8_t *c)
{
    if (c[1] != 0x14) {
        return 3;
    }
    return c[2] == 8 ? 10 : 5;
}

static int realtime(const uint8_t *c, int n)
{
    if (n < 3) {
        return c[1] == 0x04 || c[1] == 0x05 || c[1] == 0x14 ? ESCPOS_MORE : ESCPOS_NO_COMMAND;
    }
    return escpos_realtime_length(c);
}

/* Those that carry their own length. */
static int variable(const uint8_t *c, int n, bool has_text)
{
    if ((c[0] == GS || (c[0] == FS && has_text)) && c[1] == '(') {
        return n < 5 ? ESCPOS_MORE : 5 + c[3] + 256 * c[4];
    }
    if (c[0] == GS && c[1] == 'V') {
        return n < 3 ? ESCPOS_MORE : (c[2] == 65 || c[2] == 66 ? 4 : 3);
    }
    if (c[0] == GS && c[1] == 'k' && has_text) {
        return n < 4 ? ESCPOS_MORE : 4 + c[3];
    }
    return ESCPOS_NO_COMMAND;
}

int escpos_command_length(const uint8_t *c, int n, bool has_text)
{
    if (n < 2) {
        bool is_lead = c[0] == ESC || c[0] == GS || c[0] == DLE || (c[0] == FS && has_text);
        return is_lead ? ESCPOS_MORE : ESCPOS_NO_COMMAND;
    }
    if (c[0] == DLE) {
        return realtime(c, n);
    }
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].lead == c[0] && rows[i].name == c[1] && (has_text || !rows[i].is_text)) {
            return rows[i].length;
        }
    }
    return variable(c, n, has_text);
}
