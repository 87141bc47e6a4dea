#include "base/err.h"

#include <assert.h>

struct err_row {
    const char *name;
    const char *text;
    enum err_class class;
};

static const struct err_row rows[ERR_COUNT] = {
#define X(code, class_, text_) [ERR_##code] = {#code, text_, ERR_CLASS_##class_},
    ERR_LIST(X)
#undef X
};

static const struct err_row *row_of(struct err e)
{
    assert((unsigned)e.code < ERR_COUNT);
    return &rows[e.code];
}

const char *err_name(struct err e)
{
    return row_of(e)->name;
}

const char *err_text(struct err e)
{
    return row_of(e)->text;
}

enum err_class err_class(struct err e)
{
    return row_of(e)->class;
}
