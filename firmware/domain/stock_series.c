#include "domain/stock_series.h"

#include <string.h>
#include "base/str.h"

bool stock_series_of(const char *text, struct stock_series *out)
{
    *out = (struct stock_series){.count = 1};
    size_t n = strnlen(text, STOCK_SERIAL_SIZE), i = 0;
    for (; i < n && text[i] >= 'A' && text[i] <= 'Z'; i++) {
        out->letters[i] = text[i];
    }
    for (; i < n && text[i] >= '0' && text[i] <= '9'; i++) {
        out->first = out->first * 10 + (uint64_t)(text[i] - '0');
        out->digits++;
        if (out->digits > STOCK_DIGITS_MAX) {
            return false;
        }
    }
    return n < STOCK_SERIAL_SIZE && i == n && out->digits > 0;
}

void stock_serial(const struct stock_series *series, int index, char out[STOCK_SERIAL_SIZE])
{
    struct strbuf b = strbuf_on(out, STOCK_SERIAL_SIZE);
    strbuf_format(&b, "%s%0*llu", series->letters, series->digits,
                  (unsigned long long)(series->first + (uint64_t)index));
}

bool stock_series_overlap(const struct stock_series *a, const struct stock_series *b)
{
    return a->digits == b->digits && strcmp(a->letters, b->letters) == 0 &&
           a->first < b->first + (uint64_t)b->count && b->first < a->first + (uint64_t)a->count;
}

struct err stock_last_of(const char *first, int64_t count, char out[STOCK_SERIAL_SIZE])
{
    struct stock_series series;
    uint64_t end = 1;
    if (!stock_series_of(first, &series) || count < 1) {
        return FAIL(INVALID);
    }
    if (count > STOCK_RANGE_MAX) {
        return FAIL(TOO_LARGE);
    }
    for (int i = 0; i < series.digits; i++) {
        end *= 10;
    }
    if (series.first + (uint64_t)count > end) {
        return FAIL(INVALID);
    }
    stock_serial(&series, (int)count - 1, out);
    return OK;
}

int stock_sheets(const char *first, const char *last)
{
    struct stock_series a, b;
    bool is_series = stock_series_of(first, &a) && stock_series_of(last, &b) &&
                     a.digits == b.digits && strcmp(a.letters, b.letters) == 0 &&
                     b.first >= a.first;
    uint64_t sheets = is_series ? b.first - a.first + 1 : 0;
    return sheets > STOCK_RANGE_MAX ? STOCK_RANGE_MAX + 1 : (int)sheets;
}
