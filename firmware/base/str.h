/* Borrowed text and a bounded text builder.
 *
 * struct str never owns and never promises a terminator. struct strbuf writes into the caller's
 * array, keeps it terminated, and on overflow keeps what fits and sets `cut`: the caller decides
 * what a cut means (refuse, or a visible mark), it is never silent.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
    const char *p;
    size_t n;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})

struct str str_of(const char *text); /* NULL gives the empty str */
bool str_equal(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
struct str str_skip(struct str s, size_t bytes); /* rest after `bytes`; empty when shorter */

/* Place of `word` in words[count], -1 when it is none of them. */
int str_place(struct str word, const char *const *words, int count);

/* Splits at the first `separator`: returns what stands before it, leaves the rest in *rest.
 * Without a separator all of *rest is returned and *rest becomes empty. */
struct str str_token(struct str *rest, char separator);

/* Copies into out[cap] and terminates. False, and out is the empty string, when it does not fit or
 * holds a NUL: a name is never cut in the middle. */
[[nodiscard]] bool str_copy(char *out, size_t cap, struct str s);

/* Decimal integer with optional minus sign, whole string, no blanks. False on anything else. */
[[nodiscard]] bool str_to_int64(struct str s, int64_t *out);

struct strbuf {
    char *p;
    size_t n;   /* bytes in use, without the terminator */
    size_t cap; /* size of p, at least 1 */
    bool cut;   /* something did not fit */
};

struct strbuf strbuf_on(char *array, size_t cap);
void strbuf_add(struct strbuf *b, struct str s);
void strbuf_text(struct strbuf *b, const char *text);
void strbuf_char(struct strbuf *b, char c);
void strbuf_int(struct strbuf *b, int64_t value);
void strbuf_hex(struct strbuf *b, const uint8_t *bytes, size_t n); /* lower case */
void strbuf_format(struct strbuf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
