/* Every screen in every mode by its pixels: SHA-256 against tests/golden/screens.sha256.
 *
 * Without arguments: compares, and writes what differs to build/screens/index.html. --record writes
 * the fixture; --png DIR writes all pictures; --report DIR [OLD] the page of every screen with the
 * recorded picture from OLD (default build/goldens, made by --png build/goldens) and the
 * difference;
 * --sheets DIR writes applicant.png and staff.png. The fonts come first, package by version and
 * file by hash: with other font files a difference is the fonts', not the screens'.
 */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "tests/kit/kit.h"
#include "tests/kit/screen_shots.h"
#include "tests/kit/shot_report.h"
#include "tests/kit/staff_variants.h"

#define PACKAGES                                                                                   \
    "dpkg-query -W -f '${Package} ${Version}\\n' fonts-morisawa-bizud-gothic fonts-noto-cjk "      \
    "fonts-ipamj-mincho 2>/dev/null"
#define FIXTURE  "tests/golden/screens.sha256"
#define PICTURES "build/goldens"
#define FAILURES "build/screens"

enum {
    NAME_SIZE_MAX = 96,
    HEX_SIZE = SHOT_HASH_SIZE,
    GOLDENS_MAX = 600,
    LINE_SIZE = 256,
    PACKAGES_MAX = 8
};

struct golden {
    char name[NAME_SIZE_MAX], hash[HEX_SIZE];
};

struct goldens {
    int count;
    int package_count;
    char package[PACKAGES_MAX][NAME_SIZE_MAX]; /* name and version */
    struct golden row[GOLDENS_MAX];
};

static bool hash_file(const char *path, char out[HEX_SIZE])
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    unsigned char block[65536];
    size_t n;
    while ((n = fread(block, 1, sizeof block, file)) > 0) {
        crypto_hash_sha256_update(&state, block, n);
    }
    (void)fclose(file);
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256_final(&state, digest);
    sodium_bin2hex(out, HEX_SIZE, digest, sizeof digest);
    return true;
}

static struct golden *add(struct goldens *g, const char *name)
{
    assert_true(g->count < GOLDENS_MAX);
    struct golden *row = &g->row[g->count++];
    assert_true(str_copy(row->name, sizeof row->name, str_of(name)));
    return row;
}

static void add_package(struct goldens *g, const char *line)
{
    assert_true(g->package_count < PACKAGES_MAX);
    char *to = g->package[g->package_count++];
    assert_true(str_copy(to, NAME_SIZE_MAX, str_of(line)));
    to[strcspn(to, "\n")] = '\0';
}

/* Without Debian's package tools the versions are not known, and the hashes speak alone. */
static void collect_packages(struct goldens *g)
{
    FILE *list = popen(PACKAGES, "r");
    char line[NAME_SIZE_MAX];
    while (list != NULL && fgets(line, sizeof line, list) != NULL) {
        add_package(g, line);
    }
    if (list != NULL) {
        (void)pclose(list);
    }
}

static void collect_fonts(struct goldens *g)
{
    collect_packages(g);
    for (int face = 0; face < FACE_COUNT; face++) {
        for (int bold = 0; bold < 2; bold++) {
            const char *path = font_face_file((enum font_face)face, bold != 0);
            const char *slash = strrchr(path, '/');
            char name[NAME_SIZE_MAX];
            struct strbuf b = strbuf_on(name, sizeof name);
            strbuf_format(&b, "font %s", slash == NULL ? path : slash + 1);
            struct golden *row = add(g, name);
            assert_true(hash_file(path, row->hash));
        }
    }
}

static void shot_name(char name[NAME_SIZE_MAX], enum screen screen, int mode, int easy)
{
    if (view_is_applicant(screen)) {
        (void)snprintf(name, NAME_SIZE_MAX, "%s-%s-%s", screen_code(screen),
                       shot_mode_name((enum shot_mode)mode), easy ? "easy" : "ja");
    } else {
        (void)snprintf(name, NAME_SIZE_MAX, "%s", screen_code(screen));
    }
}

/* What becomes of each picture. */
struct sink {
    struct goldens *g;          /* its hash; NULL: not wanted */
    const char *folder;         /* its PNG; NULL */
    struct shot_report *report; /* its row, when `changed_only` does not leave it out; NULL */
    const struct goldens *want;
    bool changed_only;
    const char *only; /* NULL, or the one name wanted */
};

static const struct golden *find(const struct goldens *g, const char *name);

static void tell(const struct sink *sink, const char *name, cairo_surface_t *surface)
{
    const struct golden *old = find(sink->want, name);
    char hash[HEX_SIZE];
    shot_hash(surface, hash);
    if (!sink->changed_only || old == NULL || strcmp(old->hash, hash) != 0) {
        shot_report_row(sink->report, name, old == NULL ? NULL : old->hash, surface);
    }
}

static void take(const struct sink *sink, const char *name, cairo_surface_t *surface)
{
    if (sink->folder != NULL) {
        char path[LINE_SIZE];
        (void)snprintf(path, sizeof path, "%s/%s.png", sink->folder, name);
        assert_int_equal(cairo_surface_write_to_png(surface, path), CAIRO_STATUS_SUCCESS);
    }
    if (sink->g != NULL) {
        shot_hash(surface, add(sink->g, name)->hash);
    }
    if (sink->report != NULL) {
        tell(sink, name, surface);
    }
    cairo_surface_destroy(surface);
}

/* The screens that need no fonts. */
static void collect_down(struct shots *s, const struct sink *sink)
{
    static const enum screen screens[] = {SCREEN_A50, SCREEN_A51, SCREEN_A53, SCREEN_A54,
                                          SCREEN_S09};
    for (size_t i = 0; i < sizeof screens / sizeof screens[0]; i++) {
        char name[NAME_SIZE_MAX];
        (void)snprintf(name, sizeof name, "down-%s", screen_code(screens[i]));
        if (sink->only == NULL || strcmp(name, sink->only) == 0) {
            take(sink, name, shots_down(s, screens[i]));
        }
    }
}

static void collect_variants(struct shots *s, const struct sink *sink)
{
    for (int i = 0; i < VIEW_VARIANT_COUNT * 2 * SHOT_MODE_COUNT; i++) {
        int mode = i % SHOT_MODE_COUNT;
        bool easy = i / SHOT_MODE_COUNT % 2 != 0;
        enum view_variant variant = (enum view_variant)(i / (2 * SHOT_MODE_COUNT));
        char name[NAME_SIZE_MAX];
        (void)snprintf(name, sizeof name, "%s-%s-%s", view_variant_name(variant),
                       shot_mode_name((enum shot_mode)mode), easy ? "easy" : "ja");
        if (sink->only == NULL || strcmp(name, sink->only) == 0) {
            shots_build_variant(s, variant, shot_modes((enum shot_mode)mode, easy));
            take(sink, name, shots_paint(s));
        }
    }
}

static void collect_staff_variants(struct shots *s, const struct sink *sink)
{
    for (int i = 0; i < STAFF_VARIANT_COUNT; i++) {
        const char *name = staff_variant_name(i);
        if (sink->only == NULL || strcmp(name, sink->only) == 0) {
            shots_build_staff_variant(s, i, false);
            take(sink, name, shots_paint(s));
        }
    }
}

static void collect_screens(struct shots *s, const struct sink *sink)
{
    for (int screen = 0; screen < SCREEN_COUNT; screen++) {
        bool applicant = view_is_applicant((enum screen)screen);
        for (int shot = 0; shot < (applicant ? 2 * SHOT_MODE_COUNT : 1); shot++) {
            char name[NAME_SIZE_MAX];
            shot_name(name, (enum screen)screen, shot % SHOT_MODE_COUNT, shot / SHOT_MODE_COUNT);
            if (sink->only != NULL && strcmp(name, sink->only) != 0) {
                continue;
            }
            shots_build(
                s, (enum screen)screen,
                shot_modes((enum shot_mode)(shot % SHOT_MODE_COUNT), shot >= SHOT_MODE_COUNT),
                false);
            take(sink, name, shots_paint(s));
        }
    }
    collect_variants(s, sink);
    collect_staff_variants(s, sink);
    collect_down(s, sink);
}

static bool read_fixture(struct goldens *g)
{
    FILE *file = fopen(FIXTURE, "r");
    if (file == NULL) {
        return false;
    }
    char line[LINE_SIZE];
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#') {
            add_package(g, line + strspn(line, "# "));
        } else if (strlen(line) > HEX_SIZE + 1) {
            struct golden *row = add(g, line + HEX_SIZE + 1);
            memcpy(row->hash, line, HEX_SIZE - 1);
        }
    }
    (void)fclose(file);
    return true;
}

static const struct golden *find(const struct goldens *g, const char *name)
{
    for (int i = 0; i < g->count; i++) {
        if (strcmp(g->row[i].name, name) == 0) {
            return &g->row[i];
        }
    }
    return NULL;
}

static int differences(const struct goldens *want, const struct goldens *got, bool fonts)
{
    int count = 0;
    for (int i = 0; i < got->count; i++) {
        const struct golden *row = &got->row[i];
        const struct golden *old = find(want, row->name);
        bool is_font = strncmp(row->name, "font ", 5) == 0;
        if (is_font == fonts && (old == NULL || strcmp(old->hash, row->hash) != 0)) {
            print_message("%s: %s\n", old == NULL ? "new" : "differs", row->name);
            count++;
        }
    }
    return count;
}

/* Says which font packages are not those of the record. */
static int other_packages(const struct goldens *want, const struct goldens *got)
{
    int count = 0;
    for (int i = 0; i < got->package_count; i++) {
        bool same = false;
        for (int k = 0; k < want->package_count; k++) {
            same = same || strcmp(got->package[i], want->package[k]) == 0;
        }
        if (!same) {
            print_message("font package not as recorded: %s\n", got->package[i]);
            count++;
        }
    }
    return count;
}

static int report(struct shots *s, const char *folder, const char *old_folder, bool changed_only)
{
    struct goldens *want = calloc(1, sizeof *want);
    struct shot_report page = {.folder = folder, .old_folder = old_folder};
    bool good = want != NULL && read_fixture(want) && shot_report_open(&page);
    if (good) {
        collect_screens(
            s, &(struct sink){.report = &page, .want = want, .changed_only = changed_only});
        shot_report_close(&page);
        (void)printf("%d rows in %s/index.html\n", page.rows, folder);
    }
    free(want);
    return good ? 0 : 1;
}

static void every_screen_is_as_recorded(void **state)
{
    (void)state;
    struct shots *s = calloc(1, sizeof *s);
    struct goldens *want = calloc(1, sizeof *want);
    struct goldens *got = calloc(1, sizeof *got);
    assert_true(s != NULL && want != NULL && got != NULL);
    assert_true(read_fixture(want));
    assert_ok(shots_open(s));
    collect_fonts(got);
    (void)other_packages(want, got);
    if (differences(want, got, true) > 0) {
        print_message("other font files than recorded: screens are not compared\n");
        shots_close(s);
        free(s);
        free(want);
        free(got);
        skip();
        return;
    }
    collect_screens(s, &(struct sink){.g = got});
    int count = differences(want, got, false);
    if (count > 0) {
        (void)report(s, FAILURES, PICTURES, true);
        print_message("old, new, difference: %s/index.html\n", FAILURES);
    }
    assert_int_equal(count, 0);
    assert_int_equal(got->count, want->count);
    shots_close(s);
    free(s);
    free(want);
    free(got);
}

static void one_wrong_pixel_is_seen(void **state)
{
    (void)state;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 8, 8);
    char before[HEX_SIZE];
    char after[HEX_SIZE];
    shot_hash(surface, before);
    cairo_image_surface_get_data(surface)[5] ^= 1;
    shot_hash(surface, after);
    assert_string_not_equal(before, after);
    cairo_surface_destroy(surface);
}

static void another_font_version_is_told(void **state)
{
    (void)state;
    static struct goldens want, got;
    add_package(&want, "fonts-noto-cjk 1.0-1");
    add_package(&got, "fonts-noto-cjk 1.0-1\n");
    assert_int_equal(other_packages(&want, &got), 0);
    add_package(&got, "fonts-ipamj-mincho 2");
    assert_int_equal(other_packages(&want, &got), 1);
    (void)strcpy(add(&want, "font A.ttf")->hash, "1");
    (void)strcpy(add(&got, "font A.ttf")->hash, "2");
    (void)strcpy(add(&want, "A00")->hash, "3");
    (void)strcpy(add(&got, "A00")->hash, "4");
    assert_int_equal(differences(&want, &got, true), 1);
    assert_int_equal(differences(&want, &got, false), 1);
}

static int record(struct shots *s)
{
    struct goldens *g = calloc(1, sizeof *g);
    FILE *file = g == NULL ? NULL : fopen(FIXTURE, "w");
    if (file == NULL) {
        free(g);
        return 1;
    }
    collect_fonts(g);
    collect_screens(s, &(struct sink){.g = g});
    for (int i = 0; i < g->package_count; i++) {
        (void)fprintf(file, "# %s\n", g->package[i]);
    }
    for (int i = 0; i < g->count; i++) {
        (void)fprintf(file, "%s  %s\n", g->row[i].hash, g->row[i].name);
    }
    (void)printf("%d rows in %s\n", g->count, FIXTURE);
    free(g);
    return fclose(file) == 0 ? 0 : 1;
}

static int sheets(struct shots *s, const char *folder)
{
    static const char *const names[SIDE_COUNT] = {"applicant", "staff"};
    for (int side = 0; side < SIDE_COUNT; side++) {
        char path[LINE_SIZE];
        (void)snprintf(path, sizeof path, "%s/%s.png", folder, names[side]);
        cairo_surface_t *sheet = shots_sheet(s, (enum side)side);
        cairo_status_t status = cairo_surface_write_to_png(sheet, path);
        cairo_surface_destroy(sheet);
        if (status != CAIRO_STATUS_SUCCESS) {
            (void)fprintf(stderr, "%s: %s\n", path, cairo_status_to_string(status));
            return 1;
        }
    }
    return 0;
}

static int make_pictures(int argc, char **argv)
{
    struct shots *s = calloc(1, sizeof *s);
    if (s == NULL || failed(shots_open(s))) {
        free(s);
        return 1;
    }
    int status = 2;
    if (strcmp(argv[1], "--record") == 0) {
        status = record(s);
    } else if (argc > 2 && strcmp(argv[1], "--png") == 0) {
        (void)mkdir(argv[2], 0777);
        collect_screens(s, &(struct sink){.folder = argv[2], .only = argc > 3 ? argv[3] : NULL});
        status = 0;
    } else if (argc > 2 && strcmp(argv[1], "--report") == 0) {
        status = report(s, argv[2], argc > 3 ? argv[3] : PICTURES, false);
    } else if (argc > 2 && strcmp(argv[1], "--sheets") == 0) {
        (void)mkdir(argv[2], 0777);
        status = sheets(s, argv[2]);
    } else {
        (void)fprintf(stderr,
                      "usage: screens_test [--record | --png DIR [NAME] | --report DIR [OLD] | "
                      "--sheets DIR]\n");
    }
    shots_close(s);
    free(s);
    return status;
}

int main(int argc, char **argv)
{
    if (sodium_init() < 0) {
        return 1;
    }
    if (argc > 1) {
        return make_pictures(argc, argv);
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_screen_is_as_recorded),
        cmocka_unit_test(one_wrong_pixel_is_seen),
        cmocka_unit_test(another_font_version_is_told),
    };
    return cmocka_run_group_tests_name("golden/screens", tests, NULL, NULL);
}
