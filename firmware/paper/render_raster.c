#include "paper/render.h"

#include <string.h>

struct canvas {
    int width, height; /* dots */
    double left;       /* dots before the page */
    int dpi;
    bool bitonal;
};

/* Draws on a white surface of our own; NULL when there is no memory. The caller destroys it. */
static cairo_surface_t *draw_surface(struct typeset *ts, const struct document *d, int page_no,
                                     const struct canvas *canvas)
{
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, canvas->width, canvas->height);
    cairo_t *cr = cairo_create(surface);
    double scale = canvas->dpi / 254.0;
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_translate(cr, canvas->left, 0);
    cairo_scale(cr, scale, scale);
    struct pen pen = {.ts = ts, .cr = cr, .dots_per_unit = scale, .bitonal = canvas->bitonal};
    page_draw(&pen, d, page_no);
    bool good = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    if (!good) {
        cairo_surface_destroy(surface);
        return NULL;
    }
    return surface;
}

static uint8_t gray_at(const uint8_t *row, int x)
{
    uint32_t pixel;
    memcpy(&pixel, row + (size_t)x * 4, 4);
    uint32_t r = pixel >> 16 & 0xFF, g = pixel >> 8 & 0xFF, b = pixel & 0xFF;
    return (uint8_t)((r * 77 + g * 151 + b * 28) >> 8);
}

static void to_bits(cairo_surface_t *surface, const struct bitmap *out)
{
    const uint8_t *pixels = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    memset(out->bits, 0, (size_t)out->height_px * (size_t)out->row_bytes);
    for (int y = 0; y < out->height_px; y++) {
        const uint8_t *row = pixels + (ptrdiff_t)y * stride;
        uint8_t *bits = out->bits + (ptrdiff_t)y * out->row_bytes;
        for (int x = 0; x < out->width_px; x++) {
            if (gray_at(row, x) < 128) {
                bits[x / 8] = (uint8_t)(bits[x / 8] | 0x80 >> x % 8);
            }
        }
    }
}

/* Bytes that a raster of this page needs. */
static size_t raster_bytes(struct typeset *ts, const struct document *d,
                           const struct raster_order *order)
{
    struct paper_size size;
    paper_measure(ts, d, &size);
    return (size_t)page_dots(size.height, order->dpi) * (size_t)((order->width_dots + 7) / 8);
}

struct err paper_render_raster(struct typeset *ts, const struct document *d,
                               const struct raster_order *order, uint8_t *bits, size_t capacity,
                               struct bitmap *out)
{
    struct paper_size size;
    TRY(page_admit(ts, d, order->page_no, order->dpi, &size));
    /* 180 dpi heads of 512 dots are a hair wider, 203 dpi heads of 576 a hair wider than 72 mm. */
    int page_width = size.width * order->dpi / 254;
    if (page_width > order->width_dots || raster_bytes(ts, d, order) > capacity) {
        return FAIL(TOO_LARGE);
    }
    struct canvas canvas = {
        .width = order->width_dots,
        .height = page_dots(size.height, order->dpi),
        .left = (order->width_dots - page_width) / 2,
        .dpi = order->dpi,
        .bitonal = true,
    };
    cairo_surface_t *surface = draw_surface(ts, d, order->page_no, &canvas);
    if (surface == NULL) {
        return FAIL(NO_MEMORY);
    }
    *out = (struct bitmap){bits, canvas.width, canvas.height, (canvas.width + 7) / 8};
    to_bits(surface, out);
    cairo_surface_destroy(surface);
    return OK;
}

static struct err draw_plain(struct typeset *ts, const struct document *d, int page_no, int dpi,
                             cairo_surface_t **out)
{
    struct paper_size size;
    TRY(page_admit(ts, d, page_no, dpi, &size));
    struct canvas canvas = {
        .width = page_dots(size.width, dpi), .height = page_dots(size.height, dpi), .dpi = dpi};
    cairo_surface_t *surface = draw_surface(ts, d, page_no, &canvas);
    if (surface == NULL) {
        return FAIL(NO_MEMORY);
    }
    *out = surface;
    return OK;
}

struct err paper_render_gray(struct typeset *ts, const struct document *d, int page_no, int dpi,
                             uint8_t *pixels, size_t capacity, struct image_gray *out)
{
    cairo_surface_t *surface = NULL;
    TRY(draw_plain(ts, d, page_no, dpi, &surface));
    int width = cairo_image_surface_get_width(surface);
    int height = cairo_image_surface_get_height(surface);
    struct err e = FAIL(TOO_LARGE);
    if ((size_t)width * (size_t)height <= capacity) {
        const uint8_t *from = cairo_image_surface_get_data(surface);
        int stride = cairo_image_surface_get_stride(surface);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[(ptrdiff_t)y * width + x] = gray_at(from + (ptrdiff_t)y * stride, x);
            }
        }
        *out = (struct image_gray){pixels, width, height, width};
        e = OK;
    }
    cairo_surface_destroy(surface);
    return e;
}

struct err paper_render_png(struct typeset *ts, const struct document *d, int page_no, int dpi,
                            const char *file)
{
    cairo_surface_t *surface = NULL;
    TRY(draw_plain(ts, d, page_no, dpi, &surface));
    cairo_status_t status = cairo_surface_write_to_png(surface, file);
    cairo_surface_destroy(surface);
    return status == CAIRO_STATUS_SUCCESS ? OK : FAIL(IO);
}
