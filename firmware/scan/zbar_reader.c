#include "scan/zbar_reader.h"

#include <string.h>
#include <zbar.h>

enum {
    SIDE_MIN_PX = 21,    /* a version 1 symbol at one pixel a module */
    BAR_LENGTH_MIN = 6,  /* shorter Code 128 reads are texture */
    BAR_QUALITY_MIN = 3, /* ZBar counts the scan lines that agreed */
    FOURCC_Y800 = 0x30303859,
};

struct err zbar_reader_open(struct zbar_reader *out)
{
    zbar_image_scanner_t *qr = zbar_image_scanner_create();
    zbar_image_scanner_t *bars = zbar_image_scanner_create();
    zbar_image_t *image = zbar_image_create();
    struct zbar_reader r = {qr, bars, image};
    if (qr == NULL || bars == NULL || image == NULL) {
        zbar_reader_close(&r);
        return FAIL(NO_MEMORY);
    }
    zbar_image_scanner_set_config(qr, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(qr, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
    zbar_image_scanner_set_config(qr, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
    zbar_image_scanner_set_config(bars, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(bars, ZBAR_EAN13, ZBAR_CFG_ENABLE, 1);
    zbar_image_scanner_set_config(bars, ZBAR_EAN8, ZBAR_CFG_ENABLE, 1);
    zbar_image_scanner_set_config(bars, ZBAR_CODE128, ZBAR_CFG_ENABLE, 1);
    zbar_image_scanner_set_config(bars, ZBAR_NONE, ZBAR_CFG_X_DENSITY, 2);
    zbar_image_scanner_set_config(bars, ZBAR_NONE, ZBAR_CFG_Y_DENSITY, 2);
    zbar_image_set_format(image, FOURCC_Y800);
    *out = r;
    return OK;
}

void zbar_reader_close(struct zbar_reader *r)
{
    if (r->image != NULL) {
        zbar_image_destroy(r->image);
    }
    if (r->qr != NULL) {
        zbar_image_scanner_destroy(r->qr);
    }
    if (r->bars != NULL) {
        zbar_image_scanner_destroy(r->bars);
    }
    *r = (struct zbar_reader){NULL, NULL, NULL};
}

/* ZBar's outline of a QR symbol is its four corners; a linear code has a cloud of points. */
static void take_corners(const zbar_symbol_t *symbol, struct scan_code *code)
{
    unsigned n = zbar_symbol_get_loc_size(symbol);
    if (zbar_symbol_get_type(symbol) != ZBAR_CODE128 && n == 4) {
        /* ZBar goes counter-clockwise from the top left: TL, BL, BR, TR. */
        static const unsigned order[4] = {0, 3, 2, 1};
        for (unsigned i = 0; i < 4; i++) {
            code->corner[i].x = (float)zbar_symbol_get_loc_x(symbol, order[i]);
            code->corner[i].y = (float)zbar_symbol_get_loc_y(symbol, order[i]);
        }
        return;
    }
    int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    for (unsigned i = 0; i < n; i++) {
        int x = zbar_symbol_get_loc_x(symbol, i);
        int y = zbar_symbol_get_loc_y(symbol, i);
        x0 = i == 0 || x < x0 ? x : x0;
        x1 = i == 0 || x > x1 ? x : x1;
        y0 = i == 0 || y < y0 ? y : y0;
        y1 = i == 0 || y > y1 ? y : y1;
    }
    code->corner[0] = (struct point_f){(float)x0, (float)y0};
    code->corner[1] = (struct point_f){(float)x1, (float)y0};
    code->corner[2] = (struct point_f){(float)x1, (float)y1};
    code->corner[3] = (struct point_f){(float)x0, (float)y1};
}

/* Bytes of a symbol, as ZBar keeps them. */
struct text {
    const zbar_symbol_t *symbol;
    const char *data;
    unsigned length;
};

static struct text text_of(const zbar_symbol_t *s)
{
    return (struct text){s, zbar_symbol_get_data(s), zbar_symbol_get_data_length(s)};
}

/* The read part of an incomplete structured append; ZBar stands in PARTIAL for missing ones. All of
 * a group lie in one text, where ZBar (0.23.92) puts a NUL for the missing in front and counts one
 * for those behind that is not there: so there the text of a part begins a byte late, here it ends
 * a byte early. parts.h judges the whole by its parity. */
static struct text part_of(const zbar_symbol_t *group)
{
    const zbar_symbol_set_t *set = zbar_symbol_get_components(group);
    const zbar_symbol_t *s = set == NULL ? NULL : zbar_symbol_set_first_symbol(set);
    bool missing_before = false;
    while (s != NULL && zbar_symbol_get_type(s) != ZBAR_QRCODE) {
        missing_before = true;
        s = zbar_symbol_next(s);
    }
    if (s == NULL) {
        return (struct text){NULL, NULL, 0};
    }
    struct text t = text_of(s);
    if (missing_before && t.length > 0) {
        t.data++;
        t.length--;
    }
    t.length += zbar_symbol_next(s) != NULL ? 1 : 0;
    return t;
}

static bool take_symbol(const zbar_symbol_t *symbol, struct scan_code *code)
{
    zbar_symbol_type_t type = zbar_symbol_get_type(symbol);
    code->symbology = type == ZBAR_QRCODE ? SCAN_QR : SCAN_BARCODE;
    struct text t = type == ZBAR_PARTIAL ? part_of(symbol) : text_of(symbol);
    if (type == ZBAR_PARTIAL) {
        code->symbology = SCAN_QR_PART;
    }
    if (t.data == NULL || t.length == 0 || t.length > SCAN_PAYLOAD_MAX) {
        return false;
    }
    if (code->symbology == SCAN_BARCODE &&
        (t.length < BAR_LENGTH_MIN || zbar_symbol_get_quality(symbol) < BAR_QUALITY_MIN)) {
        return false;
    }
    memcpy(code->bytes, t.data, t.length);
    code->length = (uint16_t)t.length;
    take_corners(t.symbol, code);
    return true;
}

static int scan_with(void *scanner, void *image, const struct plane *picture, struct scan_code *out,
                     int room)
{
    if (picture->width < SIDE_MIN_PX || picture->height < SIDE_MIN_PX) {
        return 0;
    }
    unsigned width = (unsigned)picture->width;
    unsigned height = (unsigned)picture->height;
    zbar_image_set_size(image, width, height);
    zbar_image_set_data(image, picture->px, (unsigned long)width * height, NULL);
    int n = 0;
    if (zbar_scan_image(scanner, image) > 0) {
        const zbar_symbol_t *s = zbar_image_first_symbol(image);
        for (; s != NULL && n < room; s = zbar_symbol_next(s)) {
            out[n] = (struct scan_code){.version = 0};
            n += take_symbol(s, &out[n]) ? 1 : 0;
        }
    }
    zbar_image_set_symbols(image, NULL);
    zbar_image_set_data(image, NULL, 0, NULL);
    return n;
}

int zbar_reader_qr(struct zbar_reader *r, const struct plane *picture, struct scan_code *out,
                   int room)
{
    return scan_with(r->qr, r->image, picture, out, room);
}

int zbar_reader_bars(struct zbar_reader *r, const struct plane *picture, struct scan_code *out,
                     int room)
{
    return scan_with(r->bars, r->image, picture, out, room);
}
