#include "sim/shown_code.h"

#include <assert.h>
#include <string.h>
#include "sim/scenario.h"

static const struct foreign_row {
    const char *name;
    const char *summary;
} foreign_codes[] = {
    {"kei-cert", "軽自動車の車検証"},       {"registered-cert", "登録車の車検証"},
    {"url", "ホームページのアドレス"},      {"el-qr", "地方税の納付書（eL-QR）"},
    {"payment", "支払いのコード"},          {"text", "ただの文字"},
    {"barcode", "商品のバーコード（JAN）"},
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

struct err shown_code_make(const struct office *office, const char *name, struct qr_modules *out)
{
    const struct qr_options options = {.mode = QR_MODE_BYTES, .ecc_level = 'M'};
    const char *foreign = scenario_foreign_code(name);
    if (strcmp(name, "barcode") == 0) {
        return qr_make_jan("490123456789", out);
    }
    if (foreign != NULL) {
        return qr_make(foreign, strlen(foreign), &options, out);
    }
    struct seed_code code;
    TRY(seed_data_code(name, office->pki.issuer_secret, office->clock.wall_zero_ms, &code));
    return qr_make(code.bytes, code.length, &options, out);
}
