#include "sim/qr_make.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <string.h>

#include <qrencode.h>

static void set_dark(struct qr_modules *m, int column, int row)
{
    m->bits[row][column / 8] |= (uint8_t)(0x80 >> (column % 8));
}

bool qr_is_dark(const struct qr_modules *m, int column, int row)
{
    assert(column >= 0 && column < m->columns && row >= 0 && row < m->rows);
    return m->bits[row][column / 8] >> (7 - column % 8) & 1;
}

static bool ecc_of(char letter, QRecLevel *out)
{
    static const struct {
        char letter;
        QRecLevel level;
    } levels[] = {
        {'L', QR_ECLEVEL_L}, {'M', QR_ECLEVEL_M}, {'Q', QR_ECLEVEL_Q}, {'H', QR_ECLEVEL_H}};
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        if (levels[i].letter == letter) {
            *out = levels[i].level;
            return true;
        }
    }
    return false;
}

static void take(const QRcode *code, struct qr_modules *out)
{
    assert(code->width > 0 && code->width <= QR_SIDE_MAX);
    memset(out, 0, sizeof *out);
    out->columns = (uint8_t)code->width;
    out->rows = (uint8_t)code->width;
    for (int row = 0; row < code->width; row++) {
        for (int column = 0; column < code->width; column++) {
            if (code->data[row * code->width + column] & 1) {
                set_dark(out, column, row);
            }
        }
    }
}

static struct err from_errno(int number)
{
    switch (number) {
    case ERANGE:
        return FAIL(TOO_LARGE);
    case ENOMEM:
        return FAIL(NO_MEMORY);
    default:
        return FAIL(INVALID);
    }
}

struct err qr_make(const void *payload, size_t length, const struct qr_options *options,
                   struct qr_modules *out)
{
    QRecLevel level;
    if (length == 0 || !ecc_of(options->ecc_level, &level) || options->version < 0 ||
        options->version > QRSPEC_VERSION_MAX) {
        return FAIL(INVALID);
    }
    if (length > QR_SIDE_MAX * QR_SIDE_MAX) {
        return FAIL(TOO_LARGE);
    }
    QRinput *input = QRinput_new2(options->version, level);
    if (!input) {
        return from_errno(errno);
    }
    QRcode *code = NULL;
    struct err e = OK;
    QRencodeMode mode = options->mode == QR_MODE_ALNUM ? QR_MODE_AN : QR_MODE_8;
    if (QRinput_append(input, mode, (int)length, payload) != 0 ||
        !(code = QRcode_encodeInput(input))) {
        e = from_errno(errno);
    } else {
        take(code, out);
    }
    QRcode_free(code);
    QRinput_free(input);
    return e;
}

struct err qr_make_parts(const void *payload, size_t length, const struct qr_options *options,
                         struct qr_modules *out, int *out_count)
{
    QRecLevel level;
    if (length == 0 || !ecc_of(options->ecc_level, &level) || options->version < 1 ||
        options->version > QRSPEC_VERSION_MAX || options->mode != QR_MODE_BYTES) {
        return FAIL(INVALID);
    }
    if (length > QR_PARTS_MAX * QR_SIDE_MAX * QR_SIDE_MAX) {
        return FAIL(TOO_LARGE);
    }
    QRcode_List *list = QRcode_encodeDataStructured((int)length, payload, options->version, level);
    if (!list) {
        return from_errno(errno);
    }
    int count = QRcode_List_size(list);
    struct err e = OK;
    if (count > QR_PARTS_MAX) {
        e = FAIL(TOO_LARGE);
    } else {
        const QRcode_List *entry = list;
        for (int i = 0; i < count; i++, entry = entry->next) {
            take(entry->code, &out[i]);
        }
        *out_count = count;
    }
    QRcode_List_free(list);
    return e;
}

/* Seven modules from the left, dark is 1, of a digit in number set A; set C is the complement and
 * set B is set C backwards (GS1 General Specifications, figure 5.2.1.2.1-1). */
static unsigned jan_set_a(int digit)
{
    static const uint8_t set_a[10] = {0x0D, 0x19, 0x13, 0x3D, 0x23, 0x31, 0x2F, 0x3B, 0x37, 0x0B};
    return set_a[digit];
}

static unsigned jan_set_b(int digit)
{
    unsigned c = ~jan_set_a(digit) & 0x7FU;
    unsigned b = 0;
    for (int i = 0; i < 7; i++) {
        b = b << 1 | (c >> i & 1U);
    }
    return b;
}

static int put_bars(struct qr_modules *m, int column, unsigned bars, int width)
{
    for (int i = 0; i < width; i++) {
        if (bars >> (width - 1 - i) & 1U) {
            set_dark(m, column + i, 0);
        }
    }
    return column + width;
}

static bool jan_digits(const char *text, int digit[13])
{
    size_t length = strlen(text);
    if (length != 12 && length != 13) {
        return false;
    }
    int sum = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
        digit[i] = text[i] - '0';
        sum += i < 12 ? digit[i] * (i % 2 ? 3 : 1) : 0;
    }
    int check = (10 - sum % 10) % 10;
    if (length == 13 && digit[12] != check) {
        return false;
    }
    digit[12] = check;
    return true;
}

struct err qr_make_jan(const char *digits, struct qr_modules *out)
{
    /* Bit 5-i: left digit i+1 is in set B; chosen by the first digit, which has no bars itself. */
    static const uint8_t in_set_b[10] = {0x00, 0x0B, 0x0D, 0x0E, 0x13,
                                         0x19, 0x1C, 0x15, 0x16, 0x1A};
    int digit[13];
    if (!jan_digits(digits, digit)) {
        return FAIL(INVALID);
    }
    memset(out, 0, sizeof *out);
    out->columns = QR_JAN_COLUMNS;
    out->rows = 1;
    int column = put_bars(out, 0, 0x5, 3);
    for (int i = 1; i <= 6; i++) {
        bool b = in_set_b[digit[0]] >> (6 - i) & 1;
        column = put_bars(out, column, b ? jan_set_b(digit[i]) : jan_set_a(digit[i]), 7);
    }
    column = put_bars(out, column, 0xA, 5);
    for (int i = 7; i <= 12; i++) {
        column = put_bars(out, column, ~jan_set_a(digit[i]) & 0x7FU, 7);
    }
    column = put_bars(out, column, 0x5, 3);
    assert(column == QR_JAN_COLUMNS);
    return OK;
}
