#include "sim/office.h"

#include <stdlib.h>
#include <string.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>
#include "app/staff_file.h"
#include "hal/linux/http_curl.h"
#include "hal/clock.h"

#define DEFAULT_WALL_MS 1795483440000 /* 2026-11-24 10:24 in Japan, a Tuesday */

static void path_in(const struct office *office, const char *name, char out[CONFIG_PATH_SIZE])
{
    struct strbuf b = strbuf_on(out, CONFIG_PATH_SIZE);
    strbuf_format(&b, "%s/%s", office->folder, name);
}

static struct err make_folder(const char *path)
{
    struct stat s;
    if (stat(path, &s) == 0) {
        return S_ISDIR(s.st_mode) ? OK : FAIL(IO);
    }
    return mkdir(path, 0700) == 0 ? OK : FAIL(IO);
}

static struct err make_folders(struct office *office)
{
    char path[CONFIG_PATH_SIZE];
    TRY(make_folder(office->folder));
    static const char *const names[] = {"keys", "slips", "certificates"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        path_in(office, names[i], path);
        TRY(make_folder(path));
    }
    return OK;
}

static void forget(const struct office *office)
{
    static const char *const files[] = {"journal.db",     "journal.db-wal", "backend.db",
                                        "backend.db-wal", "backend.db-shm", "backend.db-journal",
                                        "keys/chain.key", "keys/code.key"};
    char path[CONFIG_PATH_SIZE];
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        path_in(office, files[i], path);
        unlink(path);
    }
}

static int64_t server_wall_ms(void *at)
{
    const struct office *office = at;
    return clock_wall_ms(&office->clock.clock);
}

static struct err open_backend(struct office *office)
{
    char path[CONFIG_PATH_SIZE];
    path_in(office, "backend.db", path);
    struct backend_logic_settings logic = {.path = path};
    logic.issuer = seed_data_key(office->pki.issuer_public);
    TRY(backend_logic_open(&logic, &office->backend));
    if (office_sql(office, "SELECT count(*) FROM application WHERE ?1 IS NULL", NULL) == 0) {
        TRY(seed_data_put(office->backend, clock_wall_ms(&office->clock.clock)));
    }
    struct backend_server_settings server = {.pki = &office->pki,
                                             .logic = office->backend,
                                             .wall_ms = server_wall_ms,
                                             .wall_at = office};
    return backend_server_open(&server, &office->server);
}

static void set(char *out, size_t cap, const char *text)
{
    struct strbuf b = strbuf_on(out, cap);
    strbuf_text(&b, text);
}

static struct err make_config(struct office *office)
{
    struct config *c = &office->config;
    config_default(c);
    set(c->terminal_id, sizeof c->terminal_id, "sim-1");
    set(c->office_id, sizeof c->office_id, SEED_OFFICE_ID);
    set(c->office_name, sizeof c->office_name, SEED_OFFICE_NAME);
    set(c->office_phone, sizeof c->office_phone, "03-0000-0000");
    path_in(office, "journal.db", c->journal_file);
    path_in(office, "keys", c->key_folder);
    set(c->ca_file, sizeof c->ca_file, office->pki.ca_file);
    set(c->cert_file, sizeof c->cert_file, office->pki.terminal_cert_file);
    set(c->key_file, sizeof c->key_file, office->pki.terminal_key_file);
    set(c->prefix[0].text, sizeof c->prefix[0].text, SEED_OPAQUE_PREFIX);
    c->prefix_count = 1;
    c->key[0] = seed_data_key(office->pki.issuer_public);
    c->key_count = 1;
    if (office->setup.settings == NULL) {
        return OK;
    }
    return config_parse(str_of(office->setup.settings), office->setup.settings_name, c,
                        office->message);
}

/* Hashes of the least work: many runs a second, and nobody's real PIN. */
static struct err make_staff(struct office *office)
{
    static const struct {
        const char *id, *pin, *name;
        enum staff_role role;
    } people[] = {
#define X(id_, role_, pin_, name_) {id_, pin_, name_, STAFF_ROLE_##role_},
        OFFICE_PEOPLE(X)
#undef X
    };
    char path[CONFIG_PATH_SIZE];
    path_in(office, "staff.conf", path);
    unlink(path);
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++) {
        struct staff_member m = {.role = people[i].role};
        set(m.id, sizeof m.id, people[i].id);
        set(m.name, sizeof m.name, people[i].name);
        TRY(staff_file_add(path, &m, people[i].pin, STAFF_HASH_LEAST));
    }
    set(office->config.staff_file, sizeof office->config.staff_file, path);
    char message[STAFF_MESSAGE_SIZE];
    return staff_file_read(path, &office->staff, message);
}

static struct err open_devices(struct office *office)
{
    char path[CONFIG_PATH_SIZE];
    const struct config *c = &office->config;
    TRY(camera_sim_open(c->camera_width_px, c->camera_height_px, office->setup.seed,
                        &office->camera));
    path_in(office, "slips", path);
    struct slip_printer_sim_settings slip = {
        .width_dots = c->slip_width_dots, .dpi = c->slip_dpi, .folder = path};
    TRY(slip_printer_sim_open(&slip, &office->slip_printer));
    path_in(office, "certificates", path);
    TRY(certificate_printer_sim_open(path, &office->certificate_printer));
    return OK;
}

static struct err open_http(struct office *office)
{
    char url[64];
    backend_server_url(office->server, url);
    struct http_curl_settings settings = {.base_url = url,
                                          .ca_file = office->config.ca_file,
                                          .cert_file = office->config.cert_file,
                                          .key_file = office->config.key_file,
                                          .pin_current = office->pki.server_pin,
                                          .pin_next = "",
                                          .connect_ms = office->config.connect_ms};
    struct http *inner = NULL;
    TRY(http_curl_open(&settings, &inner));
    struct err e = http_sim_open(inner, &office->http);
    if (failed(e)) {
        http_close(inner);
    }
    return e;
}

/* A new terminal in the same office: its devices are plugged in again, time went on. */
struct err office_power_on(struct office *office)
{
    lamp_sim_init(&office->lamp);
    sound_sim_init(&office->sound);
    scanner_sim_init(&office->scanner);
    watchdog_sim_init(&office->watchdog);
    TRY(open_http(office));
    office->hal = (struct hal){
        .clock = &office->clock.clock,
        .camera = camera_sim_camera(office->camera),
        .slip_printer = slip_printer_sim_printer(office->slip_printer),
        .certificate_printer = certificate_printer_sim_printer(office->certificate_printer),
        .http = http_sim_http(office->http),
        .lamp = &office->lamp.lamp,
        .sound = &office->sound.sound,
        .scanner = &office->scanner.scanner,
        .watchdog = &office->watchdog.watchdog,
    };
    office->starts++;
    struct app_setup app = {
        .config = &office->config,
        .staff = &office->staff,
        .hal = &office->hal,
        .seed = office->setup.seed + (uint64_t)office->starts * 0x9E3779B9U,
        .build = "sim",
        .vfs_name = office->setup.journal_vfs,
        .worker_mode = office->setup.worker_mode,
        .repeatable = true,
        .specimen = true,
        .event_log = office->setup.event_log,
        .parts = office->setup.parts,
    };
    struct err e = app_open(&app, &office->app);
    office->next_ms = office_now_ms(office);
    return e;
}

uint64_t office_log_hash(const struct office *office)
{
    enum { TURN = 7 }; /* so that two equal starts do not cancel out */
    uint64_t before = office->log_hash << TURN | office->log_hash >> (64 - TURN);
    return office->app == NULL ? office->log_hash : before ^ app_event_log_hash(office->app);
}

void office_power_cut(struct office *office)
{
    if (office->app == NULL) {
        return;
    }
    office->log_hash = office_log_hash(office);
    app_close(office->app);
    office->app = NULL;
    hal_close(&office->hal);
    office->http = NULL;
}

struct err office_open(struct office *office, const struct office_setup *setup)
{
    memset(office, 0, sizeof *office);
    office->setup = *setup;
    set(office->folder, sizeof office->folder, setup->folder);
    office->scene = scene_empty();
    clock_sim_init(&office->clock,
                   setup->wall_zero_ms == 0 ? DEFAULT_WALL_MS : setup->wall_zero_ms);
    struct err e = sodium_init() < 0 ? FAIL(UNSUPPORTED) : make_folders(office);
    if (!failed(e) && setup->fresh) {
        forget(office);
    }
    char pki[CONFIG_PATH_SIZE];
    path_in(office, "pki", pki);
    e = failed(e) ? e
                  : pki_open(setup->pki_folder == NULL ? pki : setup->pki_folder,
                             DEFAULT_WALL_MS / 1000 - 30 * 86400, &office->pki);
    e = failed(e) ? e : make_config(office);
    if (!failed(e) && setup->staff_list) {
        e = make_staff(office);
    }
    e = failed(e) ? e : open_backend(office);
    e = failed(e) ? e : open_devices(office);
    e = failed(e) ? e : office_power_on(office);
    struct ui_setup screens = setup->ui;
    screens.one_screen = office->config.staff_on_same_screen && screens.staff;
    e = failed(e) ? e : ui_open(&screens, &office->ui);
    if (failed(e)) {
        office_close(office);
    } else {
        office_set_scene(office, &office->scene);
    }
    return e;
}

void office_close(struct office *office)
{
    office_power_cut(office);
    ui_close(office->ui);
    slip_printer_sim_close(office->slip_printer);
    certificate_printer_sim_close(office->certificate_printer);
    camera_sim_close(office->camera);
    backend_server_close(office->server);
    backend_logic_close(office->backend);
    office->ui = NULL;
    office->slip_printer = NULL;
    office->certificate_printer = NULL;
    office->camera = NULL;
    office->server = NULL;
    office->backend = NULL;
}

uint64_t office_now_ms(const struct office *office)
{
    return office->clock.now_ms;
}

static void show(struct office *office)
{
    app_views(office->app, &office->applicant_view, &office->staff_view);
    (void)ui_show(office->ui, &office->applicant_view, &office->staff_view,
                  app_camera_picture(office->app), office_now_ms(office));
    office->shown_version = app_view_version(office->app);
}

static void take_touches(struct office *office)
{
    struct ui_event touched;
    while (ui_take(office->ui, office_now_ms(office), &touched) != UI_NOTHING) {
        if (touched.kind == UI_QUIT) {
            office->quit = true;
        } else if (touched.kind == UI_REPEAT && office->app != NULL) {
            app_action(office->app, ACTOR_APPLICANT, ACTION_REPEAT, 0);
        } else if (touched.kind == UI_ACTION && office->app != NULL) {
            app_action(office->app, touched.side == SIDE_APPLICANT ? ACTOR_APPLICANT : ACTOR_STAFF,
                       touched.action, touched.argument);
            office->next_ms = office_now_ms(office);
        }
    }
}

void office_turn(struct office *office)
{
    take_touches(office);
    if (office->app == NULL) {
        return;
    }
    office->next_ms = app_turn(office->app, office_now_ms(office));
    show(office);
}

void office_advance(struct office *office, uint64_t until_ms)
{
    office_turn(office);
    while (office_now_ms(office) < until_ms) {
        uint64_t now = office_now_ms(office);
        uint64_t next = office->app == NULL ? until_ms : office->next_ms;
        next = next <= now ? now + 1 : next;
        next = next > now + OFFICE_STEP_MAX_MS ? now + OFFICE_STEP_MAX_MS : next;
        clock_sim_advance_to(&office->clock, next < until_ms ? next : until_ms);
        office_turn(office);
    }
}

void office_set_scene(struct office *office, const struct scene *scene)
{
    office->scene = *scene;
    camera_sim_set_scene(office->camera, scene);
    office->next_ms = office_now_ms(office);
}

bool office_tap(struct office *office, enum side side, const char *name)
{
    return office->app != NULL && ui_tap(office->ui, side, name);
}

struct err office_set_fault(struct office *office, enum backend_fault fault, int64_t value)
{
    office->faults.value[fault] = value;
    return backend_server_set_faults(office->server, &office->faults);
}

int64_t office_sql(struct office *office, const char *sql, const char *argument)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(backend_logic_db(office->backend), sql, -1, &statement, NULL) !=
        SQLITE_OK) {
        return -1;
    }
    sqlite3_bind_text(statement, 1, argument, -1, SQLITE_TRANSIENT);
    int64_t value = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
    sqlite3_finalize(statement);
    return value;
}

int office_journal_count(struct office *office, enum journal_kind kind)
{
    return office->app == NULL ? -1 : app_journal_count(office->app, kind);
}
