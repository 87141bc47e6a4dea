/* Bytes into the wire-level fake: commands, rows, and what is obeyed at once. */
#include <string.h>

#include "sim/escpos_fake_state.h"

static void answer_realtime_status(struct escpos_fake *f, uint8_t n)
{
    uint8_t s[4], byte = 0x12;
    escpos_fake_status(f, s);
    byte |= n == 1 && escpos_fake_is_standing(f) ? 0x08 : 0;
    byte |= n == 2 && f->is_cover_open ? 0x04 : 0;
    byte |= n == 2 && f->is_out ? 0x20 : 0;
    byte |= n == 2 && (f->is_jammed || f->has_cutter_error) ? 0x40 : 0;
    byte |= n == 3 && f->is_jammed ? 0x04 : 0;
    byte |= n == 3 && f->has_cutter_error ? 0x08 : 0;
    byte |= n == 4 && (s[2] & 0x03) != 0 ? 0x0C : 0;
    byte |= n == 4 && f->is_out ? 0x60 : 0;
    escpos_fake_answer(f, &byte, 1);
}

static void obey_realtime(struct escpos_fake *f)
{
    static const uint8_t cleared[] = {0x37, 0x25, 0};
    static const uint8_t clear[] = {0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8};
    if (f->realtime[1] == 0x04) {
        answer_realtime_status(f, f->realtime[2]);
    } else if (f->realtime[1] == 0x05 && f->realtime[2] == 2) {
        f->has_cutter_error = f->is_jammed = false;
        escpos_fake_forget(f);
        escpos_fake_push_status(f, false);
    } else if (f->settings.has_clear && memcmp(f->realtime, clear, sizeof clear) == 0) {
        escpos_fake_forget(f);
        escpos_fake_answer(f, cleared, sizeof cleared);
    }
}

/* Runs beside the in-line parser: real-time commands are looked for in every byte. */
static void watch_realtime(struct escpos_fake *f, uint8_t b, bool is_raster)
{
    if (f->realtime_n == 1 && b != 0x04 && b != 0x05 && b != 0x14) {
        f->realtime_n = 0;
    }
    if (f->realtime_n == 0 && b != 0x10) {
        return;
    }
    f->realtime[f->realtime_n++] = b;
    f->hidden += f->realtime_n == 2 && is_raster ? 1 : 0;
    if (f->realtime_n >= 3 && f->realtime_n == escpos_realtime_length(f->realtime)) {
        f->realtime_n = 0;
        obey_realtime(f);
    }
}

static void take_raster(struct escpos_fake *f, uint8_t b)
{
    if (f->raster_x < f->row_bytes) {
        f->row.bytes[f->raster_x] = b;
    }
    f->raster_x++;
    if (f->raster_x == f->raster_row_bytes) {
        if (f->is_picture) {
            escpos_type_picture_row(&f->type, f->row.bytes);
        } else {
            escpos_fake_enqueue(f, &f->row);
        }
        f->row = (struct item){.kind = ITEM_ROW};
        f->raster_x = 0;
        f->raster_rows_left--;
    }
}

/* GS 8 L, function 112: the picture's size stands behind the fixed part of the command. */
static bool begin_picture(struct escpos_fake *f, const uint8_t *c)
{
    int width = c[13] + 256 * c[14];
    if (c[2] != 'L' || c[8] != 112 || !escpos_type_picture(&f->type, width)) {
        return false;
    }
    f->raster_row_bytes = (width + 7) / 8;
    f->raster_rows_left = c[15] + 256 * c[16];
    f->raster_x = 0;
    f->is_picture = true;
    f->row = (struct item){.kind = ITEM_ROW};
    return true;
}

static void tell_name(struct escpos_fake *f, const char *name)
{
    escpos_fake_answer(f, (const uint8_t *)"_", 1);
    escpos_fake_answer(f, (const uint8_t *)name, (int)strlen(name) + 1);
}

static bool obey_foreign(struct escpos_fake *f, const uint8_t *c)
{
    if (c[1] == '8') {
        return begin_picture(f, c);
    }
    if (c[1] == 'I' && (c[2] == 0x42 || c[2] == 0x43)) {
        tell_name(f, c[2] == 0x42 ? "EPSON" : "TM-T88V");
        return true;
    }
    return escpos_type_obey(&f->type, c);
}

static void obey_gs(struct escpos_fake *f, const uint8_t *c)
{
    struct item item = {.kind = ITEM_ECHO};
    if (f->settings.has_text && obey_foreign(f, c)) {
        return;
    }
    if (c[1] == 'a') {
        f->is_status_on = c[2] != 0;
        escpos_fake_push_status(f, true);
    } else if (c[1] == 'r') {
        uint8_t s[4];
        escpos_fake_status(f, s);
        escpos_fake_answer(f, &s[2],
                           1); /* processed, not printed: that is all this command proves */
    } else if (c[1] == 'V') {
        item.kind = ITEM_CUT;
        escpos_fake_enqueue(f, &item);
    } else if (c[1] == 'v') {
        f->raster_row_bytes = c[4] + 256 * c[5];
        f->raster_rows_left = c[6] + 256 * c[7];
        f->raster_x = 0;
        f->is_picture = false;
        f->row = (struct item){.kind = ITEM_ROW};
    } else if (c[2] == 'H' && c[3] == 6 && c[5] == 48 && f->settings.has_process_id) {
        memcpy(item.bytes, c + 7, 4);
        escpos_fake_enqueue(f, &item);
    } else {
        f->unknown++;
    }
}

static void obey(struct escpos_fake *f)
{
    const uint8_t *c = f->command;
    if (c[0] == 0x1D) {
        obey_gs(f, c);
    } else if (c[0] == 0x1B && c[1] == '@') {
        f->is_status_on = false; /* as some models do on ESC @ */
        escpos_type_reset(&f->type, f->settings.width_dots);
    } else if (c[0] != 0x10 && !escpos_type_obey(&f->type, c)) {
        f->unknown++;
    }
}

static void take_inline(struct escpos_fake *f, uint8_t b)
{
    bool has_text = f->settings.has_text;
    f->command[f->command_n++] = b;
    int length = escpos_command_length(f->command, f->command_n, has_text);
    if (length == ESCPOS_NO_COMMAND && f->command_n == 1 && has_text) {
        f->command_n = 0;
        escpos_type_character(&f->type, b);
    } else if (length < 0 || length > ESCPOS_COMMAND_MAX) {
        f->unknown++;
        f->command_n = 0;
    } else if (length > 0 && f->command_n == length) {
        f->command_n = 0;
        obey(f);
    }
}

bool escpos_fake_move_lines(struct escpos_fake *f)
{
    while (f->queue_n < QUEUE_MAX) {
        const uint8_t *row = escpos_type_row(&f->type);
        if (row == NULL) {
            return true;
        }
        struct item item = {.kind = ITEM_ROW};
        memcpy(item.bytes, row, sizeof item.bytes);
        escpos_fake_enqueue(f, &item);
    }
    return false;
}

static void begin_star_row(struct escpos_fake *f)
{
    f->raster_row_bytes = f->command[1] + 256 * f->command[2];
    f->raster_rows_left = 1;
    f->raster_x = 0;
    f->is_picture = false;
    f->row = (struct item){.kind = ITEM_ROW};
    if (f->raster_row_bytes == 0) {
        f->raster_rows_left = 0;
        escpos_fake_enqueue(f, &f->row);
    }
}

static void obey_star(struct escpos_fake *f, enum star_command command)
{
    struct item item = {.kind = ITEM_CUT};
    uint8_t now[STAR_STATUS_BYTES];
    switch (command) {
    case STAR_INITIALIZE:
        f->is_star_raster = f->is_status_on = false;
        break;
    case STAR_STATUS_MODE:
        f->is_status_on = f->command[3] != 0;
        escpos_fake_push_status(f, true);
        break;
    case STAR_ASK:
        escpos_fake_answer(f, now, escpos_fake_full_status(f, f->counter, now));
        break;
    case STAR_COUNT:
        item.kind = ITEM_COUNT;
        escpos_fake_enqueue(f, &item);
        break;
    case STAR_COUNTER_ZERO:
        f->counter = 0;
        break;
    case STAR_CANCEL:
        escpos_fake_forget(f);
        f->counter = 0;
        break;
    case STAR_RASTER_ON:
        f->is_star_raster = true;
        f->is_star_cut_off = false; /* entering sets every mode back */
        break;
    case STAR_RASTER_OFF:
        if (f->is_star_raster && !f->is_star_cut_off) {
            escpos_fake_enqueue(f, &item);
        }
        f->is_star_raster = false;
        break;
    case STAR_END_MODE:
        f->is_star_cut_off = star_number(f->command) == 1;
        break;
    case STAR_ROW:
        begin_star_row(f);
        break;
    case STAR_FEED:
        f->type.feed = star_number(f->command);
        break;
    case STAR_PAGE_END:
    case STAR_CUT:
        escpos_fake_enqueue(f, &item);
        break;
    case STAR_UNKNOWN:
        f->unknown++;
        break;
    case STAR_MORE:
    case STAR_IGNORED:
        break;
    }
}

static void take_star(struct escpos_fake *f, uint8_t b)
{
    f->command[f->command_n++] = b;
    enum star_command command = star_command_of(f->command, f->command_n, f->is_star_raster);
    if (command == STAR_MORE && f->command_n < ESCPOS_COMMAND_MAX) {
        return;
    }
    f->command_n = 0;
    obey_star(f, command);
}

size_t escpos_fake_take(struct escpos_fake *f, const uint8_t *bytes, size_t n)
{
    size_t i = 0;
    while (i < n && escpos_fake_move_lines(f) && f->queue_n < QUEUE_MAX && !f->is_dead &&
           !f->is_unplugged && !f->is_busy) {
        bool is_raster = f->raster_rows_left > 0;
        if (is_raster) {
            take_raster(f, bytes[i]);
        } else if (f->settings.is_star) {
            take_star(f, bytes[i]);
        } else {
            take_inline(f, bytes[i]);
        }
        if (!f->settings.is_star) {
            watch_realtime(f, bytes[i], is_raster);
        }
        i++;
        f->received++;
        if (f->fault != ESCPOS_FAKE_NONE && f->received >= f->fault_at) {
            escpos_fake_strike(f);
        }
    }
    return i;
}
