#include "domain/plate_no.h"

#include <string.h>

#include "base/utf8.h"

enum { SERIAL_PLACES = 4, TAIL_PLACES = 2 };

/* Full-width digits lie 0xFEE0 above their ASCII forms (JIS X 0208 row 3 as Unicode has it). */
static uint32_t fold_digit(uint32_t c)
{
    return c >= 0xFF10 && c <= 0xFF19 ? c - 0xFEE0 : c;
}

bool plate_no_is_empty(const struct plate_no *p)
{
    return p->region[0] == '\0' && p->class_no[0] == '\0' && p->kana[0] == '\0' &&
           p->serial[0] == '\0';
}

/* The serial as ASCII digits in out; 0 when it is not 1 to 4 digits. */
static size_t serial_digits(const struct plate_no *p, char out[SERIAL_PLACES])
{
    struct str s = str_of(p->serial);
    size_t n = 0;
    uint32_t c;
    while (utf8_next(&s, &c)) {
        c = fold_digit(c);
        if (c < '0' || c > '9' || n == SERIAL_PLACES) {
            return 0;
        }
        out[n++] = (char)c;
    }
    return s.n == 0 ? n : 0;
}

static struct strbuf front_of(const struct plate_no *p, char out[PLATE_TEXT_SIZE])
{
    const char *part[] = {p->region, p->class_no, p->kana};
    struct strbuf b = strbuf_on(out, PLATE_TEXT_SIZE);
    for (int i = 0; i < 3; i++) {
        strbuf_text(&b, part[i]);
        if (part[i][0] != '\0') {
            strbuf_char(&b, ' ');
        }
    }
    return b;
}

static void add_serial(struct strbuf *b, const char *digits, size_t n)
{
    for (size_t i = n; i < SERIAL_PLACES; i++) {
        strbuf_text(b, "・");
    }
    if (n < SERIAL_PLACES) {
        strbuf_add(b, (struct str){digits, n});
        return;
    }
    strbuf_add(b, (struct str){digits, TAIL_PLACES});
    strbuf_char(b, '-');
    strbuf_add(b, (struct str){digits + TAIL_PLACES, TAIL_PLACES});
}

void plate_no_text(const struct plate_no *p, char out[PLATE_TEXT_SIZE])
{
    char digits[SERIAL_PLACES];
    struct strbuf b = front_of(p, out);
    size_t n = serial_digits(p, digits);
    if (n == 0) {
        strbuf_text(&b, p->serial);
        return;
    }
    add_serial(&b, digits, n);
}

void plate_no_tail(const struct plate_no *p, char out[3])
{
    char digits[SERIAL_PLACES];
    size_t n = serial_digits(p, digits);
    size_t skip = n > TAIL_PLACES ? n - TAIL_PLACES : 0;
    struct strbuf b = strbuf_on(out, TAIL_PLACES + 1);
    strbuf_add(&b, (struct str){digits + skip, n - skip});
}

void plate_no_masked(const struct plate_no *p, char out[PLATE_TEXT_SIZE])
{
    char tail[TAIL_PLACES + 1];
    plate_no_tail(p, tail);
    struct strbuf b = front_of(p, out);
    for (size_t i = strlen(tail); i < SERIAL_PLACES; i++) {
        strbuf_text(&b, "·");
    }
    strbuf_text(&b, tail);
}
