/* What S11 shows of the machine itself: how sharp the camera sees, which build and fonts run. */
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>
#include "app/state.h"
#include "scan/focus.h"
#include "typeset/fonts.h"

enum { READ_BYTES = 16384, HASH_BYTES = 16, SHOWN_BYTES = 8 };

static void hash_file(const char *path, struct font_row *out)
{
    crypto_generichash_state state;
    unsigned char digest[HASH_BYTES];
    unsigned char block[READ_BYTES];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return; /* no hash stands there: it cannot be read */
    }
    crypto_generichash_init(&state, NULL, 0, sizeof digest);
    ssize_t n;
    while ((n = read(fd, block, sizeof block)) > 0) {
        crypto_generichash_update(&state, block, (unsigned long long)n);
    }
    crypto_generichash_final(&state, digest, sizeof digest);
    close(fd);
    if (n == 0) {
        struct strbuf b = strbuf_on(out->hash, sizeof out->hash);
        strbuf_hex(&b, digest, SHOWN_BYTES);
    }
}

/* One file a call: a turn never waits for sixty megabytes. */
static void read_next_font(struct bench_link *l)
{
    int face = l->font_count / 2, bold = l->font_count % 2;
    if (face >= FACE_COUNT || l->font_count == FONT_ROWS_MAX) {
        return;
    }
    const char *path = font_face_file((enum font_face)face, bold != 0);
    const char *slash = strrchr(path, '/');
    struct font_row *row = &l->font[l->font_count++];
    struct strbuf b = strbuf_on(row->name, sizeof row->name);
    strbuf_text(&b, slash == NULL ? path : slash + 1);
    hash_file(path, row);
}

static void show_focus(struct app *app, struct desk_view *v)
{
    const struct image_gray *picture = app_camera_picture(app);
    v->focus_percent = picture == NULL ? FOCUS_UNKNOWN : focus_percent(picture);
    app->bench.focus_best =
        v->focus_percent > app->bench.focus_best ? v->focus_percent : app->bench.focus_best;
    v->focus_best_percent = app->bench.focus_best;
}

void bench_link_show(struct app *app, struct staff_view *view)
{
    struct desk_view *v = &view->desk;
    struct strbuf b = strbuf_on(v->version, sizeof v->version);
    strbuf_text(&b, app->setup.build == NULL ? "" : app->setup.build);
    bool here = view->screen == SCREEN_S11;
    if (here && v->service_page == SERVICE_CAMERA) {
        show_focus(app, v);
    } else {
        app->bench.focus_best = FOCUS_UNKNOWN;
    }
    if (here && v->service_page == SERVICE_VERSIONS) {
        read_next_font(&app->bench);
        v->font_count = app->bench.font_count;
        memcpy(v->font, app->bench.font, sizeof v->font);
    }
}
