#include "sim/shown_code.h"

#include <assert.h>
#include <string.h>

/* A barcode's payload is twelve digits of JAN; all others are QR. */
static const struct foreign_row {
    const char *name;
    const char *payload;
    const char *summary;
} foreign_codes[] = {
    {"kei-cert", "K/22/\xef\xbc\xb4\xef\xbc\xa5\xef\xbc\xb3\xef\xbc\xb4/A/HA36S-000000/R06A/1",
     "軽自動車の車検証の二次元コード"},
    {"registered-cert", "2/-/000000000000000/-/0000/1", "登録車の車検証の二次元コード"},
    {"url", "https://example.invalid/", "ホームページのアドレス"},
    {"el-qr", "00000000000000000000000000000000000000000000000000000000",
     "地方税の納付書（eL-QR）"},
    {"payment", "00020101021126580012payments.invalid0112000000000000520400005303392540410",
     "支払いのコード"},
    {"text", "hello", "ただの文字"},
    {"barcode", "490123456789", "商品のバーコード（JAN）"},
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

struct err shown_code_make(const struct office *office, const char *name, struct qr_modules *out)
{
    const struct qr_options options = {.mode = QR_MODE_BYTES, .ecc_level = 'M'};
    const struct foreign_row *foreign = foreign_of(name);
    if (strcmp(name, "barcode") == 0) {
        return qr_make_jan(foreign->payload, out);
    }
    if (foreign != NULL) {
        return qr_make(foreign->payload, strlen(foreign->payload), &options, out);
    }
    struct seed_code code;
    TRY(seed_data_code(name, office->pki.issuer_secret, office->clock.wall_zero_ms, &code));
    return qr_make(code.bytes, code.length, &options, out);
}
