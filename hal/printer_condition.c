#include "hal/printer_condition.h"

#include "base/str.h"

struct condition_row {
    unsigned bit;
    bool stops;
    const char *name;
};

static const struct condition_row rows[] = {
#define X(name, bit, stops) {1u << (bit), stops, #name},
    PRINTER_CONDITION_LIST(X)
#undef X
};

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

unsigned printer_stopping_conditions(void)
{
    unsigned set = 0;
    for (int i = 0; i < ROW_COUNT; i++) {
        set |= rows[i].stops ? rows[i].bit : 0;
    }
    return set;
}

static void add_lower_case(struct strbuf *b, const char *name)
{
    for (const char *c = name; *c != '\0'; c++) {
        strbuf_char(b, *c == '_' ? '-' : (char)(*c - 'A' + 'a'));
    }
}

void printer_conditions_text(unsigned conditions, char *out, size_t cap)
{
    struct strbuf b = strbuf_on(out, cap);
    for (int i = 0; i < ROW_COUNT; i++) {
        if ((conditions & rows[i].bit) == 0) {
            continue;
        }
        size_t whole = b.n;
        if (whole > 0) {
            strbuf_char(&b, ',');
        }
        add_lower_case(&b, rows[i].name);
        if (b.cut) {
            out[whole] = '\0';
            return;
        }
    }
}
