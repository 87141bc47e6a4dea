#include "sim/shown_code.h"

#include <assert.h>
#include <string.h>

/* Codes of other systems: shapes only, nothing of anybody. The bar code has its own symbology. */
static const struct foreign_row {
    const char *name;
    const char *summary;
    const char *payload;
} foreign_codes[] = {
    {"kei-cert", "軽自動車の車検証",
     "K/22/\xef\xbc\xb4\xef\xbc\xa5\xef\xbc\xb3\xef\xbc\xb4/A/HA36S-000000/R06A/1"},
    {"registered-cert", "登録車の車検証", "2/-/000000000000000/-/0000/1"},
    {"url", "ホームページのアドレス", "https://example.invalid/"},
    {"el-qr", "地方税の納付書（eL-QR）",
     "00000000000000000000000000000000000000000000000000000000"},
    {"payment", "支払いのコード",
     "00020101021126580012payments.invalid0112000000000000520400005303392540410"},
    {"text", "ただの文字", "hello"},
    {"barcode", "商品のバーコード（JAN）", NULL},
};
enum { FOREIGN_COUNT = sizeof foreign_codes / sizeof *foreign_codes };

int shown_code_foreign_count(void)
{
    return FOREIGN_COUNT;
}

const char *shown_code_foreign_name(int i)
{
    assert(i >= 0 && i < FOREIGN_COUNT);
    return foreign_codes[i].name;
}

const char *shown_code_foreign_summary(int i)
{
    assert(i >= 0 && i < FOREIGN_COUNT);
    return foreign_codes[i].summary;
}

static const struct foreign_row *foreign_of(const char *name)
{
    for (int i = 0; i < FOREIGN_COUNT; i++) {
        if (strcmp(foreign_codes[i].name, name) == 0) {
            return &foreign_codes[i];
        }
    }
    return NULL;
}

bool shown_code_is_foreign(const char *name)
{
    return foreign_of(name) != NULL;
}

struct err shown_code_make(const struct office *office, const char *name, struct qr_modules *out)
{
    const struct qr_options options = {.mode = QR_MODE_BYTES, .ecc_level = 'M'};
    const struct foreign_row *foreign = foreign_of(name);
    if (foreign != NULL) {
        return foreign->payload == NULL
                   ? qr_make_jan("490123456789", out)
                   : qr_make(foreign->payload, strlen(foreign->payload), &options, out);
    }
    struct seed_code code;
    TRY(seed_data_code(name, office->pki.issuer_secret, office->clock.wall_zero_ms, &code));
    return qr_make(code.bytes, code.length, &options, out);
}
