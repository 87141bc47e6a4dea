#include "hal/escpos_status.h"

#include <assert.h>
#include <string.h>

#include "hal/printer_condition.h"

enum {
    XON = 0x11,
    XOFF = 0x13,
    BLOCK_RESPONSE = 0x37, /* header of process id and buffer-clear blocks */
    TYPE_PROCESS_ID = 0x22,
    TYPE_CLEARED = 0x25,
};

static bool is_block_header(uint8_t b)
{
    return b == 0x35 || b == BLOCK_RESPONSE || b == 0x3B || b == 0x3D || b == 0x5F;
}

static struct escpos_message message(enum escpos_message_kind kind, const uint8_t *bytes, size_t n)
{
    struct escpos_message m = {.kind = kind};
    memcpy(m.bytes, bytes, n);
    return m;
}

static struct escpos_message at_start(struct escpos_parser *p, uint8_t b)
{
    p->count = 0;
    if (is_block_header(b)) {
        p->state = ESCPOS_IN_BLOCK;
        p->held[p->count++] = b;
        return (struct escpos_message){.kind = ESCPOS_NOTHING};
    }
    if (b == XON || b == XOFF) {
        return message(b == XON ? ESCPOS_XON : ESCPOS_XOFF, &b, 1);
    }
    switch (b & 0x93) {
    case 0x10:
        p->state = ESCPOS_IN_STATUS;
        p->held[p->count++] = b;
        return (struct escpos_message){.kind = ESCPOS_NOTHING};
    case 0x12:
        return message(ESCPOS_REALTIME, &b, 1);
    default:
        return message((b & 0x90) == 0 ? ESCPOS_PAPER : ESCPOS_GARBAGE, &b, 1);
    }
}

static struct escpos_message in_status(struct escpos_parser *p, uint8_t b)
{
    if (b == XON || b == XOFF) {
        return message(b == XON ? ESCPOS_XON : ESCPOS_XOFF, &b, 1);
    }
    if ((b & 0x90) != 0) {
        p->state = ESCPOS_AT_START;
        return at_start(p, b);
    }
    p->held[p->count++] = b;
    if (p->count < ESCPOS_STATUS_SIZE) {
        return (struct escpos_message){.kind = ESCPOS_NOTHING};
    }
    p->state = ESCPOS_AT_START;
    return message(ESCPOS_STATUS, p->held, ESCPOS_STATUS_SIZE);
}

/* Header and type, then what the type asks for. */
static struct escpos_message end_block(const struct escpos_parser *p)
{
    if (p->held[0] != BLOCK_RESPONSE || p->count < 2) {
        return (struct escpos_message){.kind = ESCPOS_OTHER_BLOCK};
    }
    if (p->held[1] == TYPE_PROCESS_ID && p->count == 2 + 4) {
        return message(ESCPOS_PROCESS_ID, p->held + 2, 4);
    }
    bool is_cleared = p->held[1] == TYPE_CLEARED && p->count == 2;
    return (struct escpos_message){.kind = is_cleared ? ESCPOS_CLEARED : ESCPOS_OTHER_BLOCK};
}

static struct escpos_message in_block(struct escpos_parser *p, uint8_t b)
{
    if (b == 0) {
        p->state = ESCPOS_AT_START;
        return end_block(p);
    }
    if (p->count == ESCPOS_BLOCK_MAX || (b & 0x80) != 0) {
        p->state = ESCPOS_AT_START;
        return (struct escpos_message){.kind = ESCPOS_GARBAGE};
    }
    p->held[p->count++] = b;
    return (struct escpos_message){.kind = ESCPOS_NOTHING};
}

struct escpos_message escpos_parse(struct escpos_parser *p, uint8_t byte)
{
    switch (p->state) {
    case ESCPOS_AT_START:
        return at_start(p, byte);
    case ESCPOS_IN_STATUS:
        return in_status(p, byte);
    case ESCPOS_IN_BLOCK:
        return in_block(p, byte);
    }
    return (struct escpos_message){.kind = ESCPOS_GARBAGE};
}

struct bit_row {
    uint8_t byte; /* of the automatic status, or n of DLE EOT */
    uint8_t mask; /* any of these bits */
    unsigned condition;
};

static const struct bit_row status_bits[] = {
    {0, 0x20, PRINTER_COVER_OPEN}, {1, 0x04, PRINTER_JAM},      {1, 0x08, PRINTER_CUTTER},
    {1, 0x20, PRINTER_FAILED},     {1, 0x40, PRINTER_OVERHEAT}, {2, 0x03, PRINTER_NEAR_END},
    {2, 0x0C, PRINTER_OUT},
};

static const struct bit_row realtime_bits[] = {
    {1, 0x08, PRINTER_OFFLINE},  {2, 0x04, PRINTER_COVER_OPEN}, {3, 0x04, PRINTER_JAM},
    {3, 0x08, PRINTER_CUTTER},   {3, 0x20, PRINTER_FAILED},     {3, 0x40, PRINTER_OVERHEAT},
    {4, 0x0C, PRINTER_NEAR_END}, {4, 0x60, PRINTER_OUT},
};

enum { STATUS_OFFLINE = 0x08, STATUS_FEEDING = 0x40 };

unsigned escpos_status_conditions(const uint8_t status[ESCPOS_STATUS_SIZE], bool has_near_end)
{
    unsigned set = 0;
    for (size_t i = 0; i < sizeof status_bits / sizeof status_bits[0]; i++) {
        const struct bit_row *row = &status_bits[i];
        set |= (status[row->byte] & row->mask) != 0 ? row->condition : 0;
    }
    set &= has_near_end ? ~0u : ~(unsigned)PRINTER_NEAR_END;
    /* The off-line bit goes with each cause; alone it is one of its own. */
    bool is_offline = (status[0] & STATUS_OFFLINE) != 0 && (status[0] & STATUS_FEEDING) == 0;
    bool has_cause = (set & ~(unsigned)PRINTER_NEAR_END) != 0;
    return is_offline && !has_cause ? set | PRINTER_OFFLINE : set;
}

unsigned escpos_realtime_conditions(int n, uint8_t answer, bool has_near_end, unsigned before)
{
    assert(n >= 1 && n <= 4);
    unsigned set = before;
    for (size_t i = 0; i < sizeof realtime_bits / sizeof realtime_bits[0]; i++) {
        const struct bit_row *row = &realtime_bits[i];
        if (row->byte != n) {
            continue;
        }
        bool is_set = (answer & row->mask) != 0;
        set = is_set ? set | row->condition : set & ~row->condition;
    }
    return has_near_end ? set : set & ~(unsigned)PRINTER_NEAR_END;
}
