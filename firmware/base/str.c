#include "base/str.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct str str_of(const char *text)
{
    return text == NULL ? (struct str){"", 0} : (struct str){text, strlen(text)};
}

bool str_equal(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

int str_place(struct str word, const char *const *words, int count)
{
    for (int i = 0; i < count; i++) {
        if (str_equal(word, str_of(words[i]))) {
            return i;
        }
    }
    return -1;
}

struct str str_skip(struct str s, size_t bytes)
{
    return bytes >= s.n ? (struct str){"", 0} : (struct str){s.p + bytes, s.n - bytes};
}

struct str str_token(struct str *rest, char separator)
{
    const char *hit = rest->n == 0 ? NULL : memchr(rest->p, separator, rest->n);
    struct str head = *rest;
    if (hit == NULL) {
        *rest = (struct str){"", 0};
        return head;
    }
    head.n = (size_t)(hit - head.p);
    *rest = str_skip(*rest, head.n + 1);
    return head;
}

bool str_copy(char *out, size_t cap, struct str s)
{
    assert(cap > 0);
    out[0] = '\0';
    if (s.n >= cap || (s.n > 0 && memchr(s.p, '\0', s.n) != NULL)) {
        return false;
    }
    if (s.n > 0) {
        memcpy(out, s.p, s.n);
    }
    out[s.n] = '\0';
    return true;
}

bool str_to_int64(struct str s, int64_t *out)
{
    bool minus = s.n > 0 && s.p[0] == '-';
    struct str digits = minus ? str_skip(s, 1) : s;
    if (digits.n == 0) {
        return false;
    }
    int64_t value = 0;
    for (size_t i = 0; i < digits.n; i++) {
        if (digits.p[i] < '0' || digits.p[i] > '9') {
            return false;
        }
        int64_t digit = digits.p[i] - '0';
        if (__builtin_mul_overflow(value, (int64_t)10, &value) ||
            __builtin_sub_overflow(value, digit, &value)) {
            return false;
        }
    }
    if (!minus && value == INT64_MIN) {
        return false;
    }
    *out = minus ? value : -value;
    return true;
}

struct strbuf strbuf_on(char *array, size_t cap)
{
    assert(cap > 0);
    array[0] = '\0';
    return (struct strbuf){.p = array, .cap = cap};
}

void strbuf_add(struct strbuf *b, struct str s)
{
    size_t room = b->cap - 1 - b->n;
    size_t n = s.n <= room ? s.n : room;
    if (n > 0) {
        memcpy(b->p + b->n, s.p, n);
    }
    b->n += n;
    b->p[b->n] = '\0';
    b->cut = b->cut || n < s.n;
}

void strbuf_text(struct strbuf *b, const char *text)
{
    strbuf_add(b, str_of(text));
}

void strbuf_char(struct strbuf *b, char c)
{
    strbuf_add(b, (struct str){&c, 1});
}

void strbuf_int(struct strbuf *b, int64_t value)
{
    strbuf_format(b, "%lld", (long long)value);
}

void strbuf_hex(struct strbuf *b, const uint8_t *bytes, size_t n)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        strbuf_char(b, digits[bytes[i] >> 4]);
        strbuf_char(b, digits[bytes[i] & 15]);
    }
}

void strbuf_format(struct strbuf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    size_t room = b->cap - b->n;
    int n = vsnprintf(b->p + b->n, room, format, args);
    va_end(args);
    assert(n >= 0);
    b->cut = b->cut || (size_t)n >= room;
    b->n = (size_t)n >= room ? b->cap - 1 : b->n + (size_t)n;
}
