#include "tests/kit/shot_report.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "tests/kit/kit.h"

enum { ROW_BYTES_MAX = 3 * 2048, SHOWN_PX = 300, QUIET = 3 };

void shot_hash(cairo_surface_t *surface, char out[SHOT_HASH_SIZE])
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    const unsigned char *rows = cairo_image_surface_get_data(surface);
    int width = cairo_image_surface_get_width(surface);
    assert_true(3 * width <= ROW_BYTES_MAX);
    for (int y = 0; y < cairo_image_surface_get_height(surface); y++) {
        const unsigned char *row = rows + (ptrdiff_t)y * cairo_image_surface_get_stride(surface);
        unsigned char packed[ROW_BYTES_MAX]; /* the fourth byte of a pixel means nothing */
        for (int x = 0; x < width; x++) {
            memcpy(packed + 3 * x, row + 4 * x, 3);
        }
        crypto_hash_sha256_update(&state, packed, 3 * (size_t)width);
    }
    crypto_hash_sha256_final(&state, digest);
    sodium_bin2hex(out, SHOT_HASH_SIZE, digest, sizeof digest);
}

static bool write_png(cairo_surface_t *surface, const char *folder, const char *name,
                      const char *what)
{
    char path[SHOT_PATH_SIZE];
    (void)snprintf(path, sizeof path, "%s/%s%s.png", folder, name, what);
    return cairo_surface_write_to_png(surface, path) == CAIRO_STATUS_SUCCESS;
}

/* The picture of the recorded state, when there is one with the recorded pixels. */
static cairo_surface_t *old_picture(const struct shot_report *r, const char *name,
                                    const char *recorded)
{
    if (r->old_folder == NULL || recorded == NULL) {
        return NULL;
    }
    char path[SHOT_PATH_SIZE];
    (void)snprintf(path, sizeof path, "%s/%s.png", r->old_folder, name);
    cairo_surface_t *old = cairo_image_surface_create_from_png(path);
    char hash[SHOT_HASH_SIZE] = "";
    if (cairo_surface_status(old) == CAIRO_STATUS_SUCCESS) {
        shot_hash(old, hash);
    }
    if (strcmp(hash, recorded) != 0) {
        cairo_surface_destroy(old);
        return NULL;
    }
    return old;
}

static bool same_size(cairo_surface_t *a, cairo_surface_t *b)
{
    return cairo_image_surface_get_width(a) == cairo_image_surface_get_width(b) &&
           cairo_image_surface_get_height(a) == cairo_image_surface_get_height(b);
}

/* What is equal in pale gray, what differs in red. Returns how many pixels differ. */
static int paint_difference(cairo_surface_t *old, cairo_surface_t *now, cairo_surface_t *out)
{
    int count = 0;
    int width = cairo_image_surface_get_width(now);
    for (int y = 0; y < cairo_image_surface_get_height(now); y++) {
        ptrdiff_t at = (ptrdiff_t)y * cairo_image_surface_get_stride(now);
        const unsigned char *a = cairo_image_surface_get_data(old) + at;
        const unsigned char *b = cairo_image_surface_get_data(now) + at;
        unsigned char *to = cairo_image_surface_get_data(out) + at;
        for (int i = 0; i < 4 * width; i += 4) {
            bool differs = abs(a[i] - b[i]) > QUIET || abs(a[i + 1] - b[i + 1]) > QUIET ||
                           abs(a[i + 2] - b[i + 2]) > QUIET;
            unsigned char pale = (unsigned char)(200 + b[i + 1] * 50 / 255);
            to[i] = to[i + 1] = differs ? 0 : pale;
            to[i + 2] = differs ? 220 : pale;
            count += memcmp(a + i, b + i, 3) != 0;
        }
    }
    cairo_surface_mark_dirty(out);
    return count;
}

static void put_image(struct shot_report *r, const char *name, const char *what)
{
    (void)fprintf(r->page, "<td><a href=\"%s%s.png\"><img width=%d src=\"%s%s.png\"></a></td>",
                  name, what, SHOWN_PX, name, what);
}

bool shot_report_open(struct shot_report *r)
{
    char path[SHOT_PATH_SIZE];
    (void)mkdir(r->folder, 0777);
    (void)snprintf(path, sizeof path, "%s/index.html", r->folder);
    r->page = fopen(path, "w");
    r->rows = 0;
    if (r->page == NULL) {
        return false;
    }
    (void)fputs("<!doctype html><meta charset=utf-8><title>Screens</title><style>body{font:16px "
                "sans-serif}td{vertical-align:top;padding:8px}img{border:1px solid #767676}"
                "</style><table><tr><th><th>recorded<th>now<th>difference\n",
                r->page);
    return true;
}

void shot_report_row(struct shot_report *r, const char *name, const char *recorded,
                     cairo_surface_t *now)
{
    (void)fprintf(r->page, "<tr><td>%s</td>", name);
    (void)write_png(now, r->folder, name, "");
    cairo_surface_t *old = old_picture(r, name, recorded);
    if (old == NULL) {
        (void)fprintf(r->page, "<td>%s</td>",
                      recorded == NULL ? "new" : "no picture with the recorded pixels here");
        put_image(r, name, "");
        (void)fputs("<td></td></tr>\n", r->page);
    } else if (same_size(old, now)) {
        cairo_surface_t *difference = cairo_surface_create_similar_image(
            now, CAIRO_FORMAT_RGB24, cairo_image_surface_get_width(now),
            cairo_image_surface_get_height(now));
        int count = paint_difference(old, now, difference);
        (void)write_png(old, r->folder, name, "-old");
        (void)write_png(difference, r->folder, name, "-difference");
        put_image(r, name, "-old");
        put_image(r, name, "");
        put_image(r, name, "-difference");
        (void)fprintf(r->page, "<td>%d px</td></tr>\n", count);
        cairo_surface_destroy(difference);
    }
    cairo_surface_destroy(old);
    r->rows++;
}

void shot_report_close(struct shot_report *r)
{
    (void)fputs("</table>\n", r->page);
    (void)fclose(r->page);
    r->page = NULL;
}
