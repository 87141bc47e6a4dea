/* The verbs of a scenario: what people do, what devices do, what the office does. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "sim/scenario_verb.h"
#include "sim/shown_code.h"

static const char *arg(const struct scenario_command *c, int i)
{
    return i < c->word_count ? c->word[i].text : "";
}

/* present NAME [on phone|paper|slip] [at CM] [tilt DEG] [rotate DEG] [and NAME] */

static struct err modules_of(struct scenario_run *run, const struct scenario_command *c,
                             const char *name, struct qr_modules *out)
{
    return failed(shown_code_make(run->office, name, out))
               ? scenario_fail(run, c, "no code named %s", name)
               : OK;
}

bool scenario_carrier(const char *word, enum scene_kind *out)
{
    static const char *const words[SCENE_KIND_COUNT] = {"phone", "paper", "slip"};
    int place = str_place(str_of(word), words, SCENE_KIND_COUNT);
    if (place < 0) {
        return false;
    }
    *out = (enum scene_kind)place;
    return true;
}

static bool set_pose(struct scene_carrier *carrier, const char *what, const char *value)
{
    char *end;
    float number = strtof(value, &end);
    if (end == value || *end != '\0') {
        return false;
    }
    if (strcmp(what, "at") == 0) {
        carrier->pose.distance_cm = number;
    } else if (strcmp(what, "tilt") == 0) {
        carrier->pose.tilt_x_deg = number;
    } else if (strcmp(what, "rotate") == 0) {
        carrier->pose.rotation_deg = number;
    } else {
        return false;
    }
    return true;
}

static struct err add_second(struct scenario_run *run, const struct scenario_command *c,
                             struct scene *scene, const char *name)
{
    struct scene_carrier *second = scene_add(scene, scene->carrier[0].kind);
    scene->carrier[0].pose.centre_x = 0.28F;
    scene->carrier[0].pose.distance_cm = 24;
    second->pose = scene->carrier[0].pose;
    second->pose.centre_x = 0.72F;
    return modules_of(run, c, name, &second->code);
}

static struct err act_present(struct scenario_run *run, const struct scenario_command *c)
{
    enum scene_kind kind = SCENE_PHONE;
    for (int i = 2; i + 1 < c->word_count; i += 2) {
        if (strcmp(arg(c, i), "on") == 0 && !scenario_carrier(arg(c, i + 1), &kind)) {
            return scenario_fail(run, c, "on wants phone, paper or slip");
        }
    }
    struct scene scene = scene_default(kind);
    TRY(modules_of(run, c, arg(c, 1), &scene.carrier[0].code));
    for (int i = 2; i < c->word_count; i += 2) {
        const char *what = arg(c, i), *value = arg(c, i + 1);
        if (strcmp(what, "and") == 0) {
            TRY(add_second(run, c, &scene, value));
        } else if (strcmp(what, "on") != 0 && !set_pose(&scene.carrier[0], what, value)) {
            return scenario_fail(run, c, "unknown: %s %s", what, value);
        }
    }
    scene_clamp(&scene);
    office_set_scene(run->office, &scene);
    office_advance(run->office, office_now_ms(run->office) + 150);
    return OK;
}

static struct err act_remove(struct scenario_run *run, const struct scenario_command *c)
{
    (void)c;
    struct scene scene = scene_empty();
    office_set_scene(run->office, &scene);
    office_advance(run->office, office_now_ms(run->office) + 2000);
    return OK;
}

static struct err act_wait(struct scenario_run *run, const struct scenario_command *c)
{
    int64_t ms;
    if (!scenario_duration(arg(c, 1), &ms)) {
        return scenario_fail(run, c, "wait wants a duration such as 3s");
    }
    office_advance(run->office, office_now_ms(run->office) + (uint64_t)ms);
    return OK;
}

static struct err tap(struct scenario_run *run, const struct scenario_command *c, enum side side)
{
    /* A finger is not faster than the screen's own deafness after the last touch. */
    office_advance(run->office, office_now_ms(run->office) + 800);
    if (!office_tap(run->office, side, arg(c, 1))) {
        enum screen screen = side == SIDE_APPLICANT ? run->office->applicant_view.screen
                                                    : run->office->staff_view.screen;
        return scenario_fail(run, c, "nothing to tap named %s on %s", arg(c, 1),
                             screen_code(screen));
    }
    office_advance(run->office, office_now_ms(run->office) + 100);
    return OK;
}

static struct err act_tap(struct scenario_run *run, const struct scenario_command *c)
{
    return tap(run, c, SIDE_APPLICANT);
}

static struct err act_staff(struct scenario_run *run, const struct scenario_command *c)
{
    run->staff_taps++;
    return tap(run, c, SIDE_STAFF);
}

/* sign NAME PIN: name, digits, 決定 */
static struct err act_sign(struct scenario_run *run, const struct scenario_command *c)
{
    struct scenario_command key = *c;
    TRY(tap(run, c, SIDE_STAFF));
    for (const char *digit = arg(c, 2); *digit != '\0'; digit++) {
        key.word[1].text[0] = *digit;
        key.word[1].text[1] = '\0';
        TRY(tap(run, &key, SIDE_STAFF));
    }
    struct strbuf b = strbuf_on(key.word[1].text, sizeof key.word[1].text);
    strbuf_text(&b, "STAFF_LOGIN");
    TRY(tap(run, &key, SIDE_STAFF));
    office_advance(run->office, office_now_ms(run->office) + 300);
    return OK;
}

/* search APPLICATION: its 受付番号 typed on S15 */
static struct err act_search(struct scenario_run *run, const struct scenario_command *c)
{
    struct application a;
    struct scenario_command key = *c;
    char digits[32];
    struct strbuf b = strbuf_on(digits, sizeof digits);
    if (failed(seed_data_application(arg(c, 1), clock_wall_ms(&run->office->clock.clock), &a))) {
        return scenario_fail(run, c, "no application named %s", arg(c, 1));
    }
    for (const char *at = a.receipt_no; *at != '\0'; at++) {
        if (*at >= '0' && *at <= '9') {
            strbuf_char(&b, *at);
        }
    }
    for (const char *digit = digits; *digit != '\0'; digit++) {
        key.word[1].text[0] = *digit;
        key.word[1].text[1] = '\0';
        TRY(tap(run, &key, SIDE_STAFF));
    }
    b = strbuf_on(key.word[1].text, sizeof key.word[1].text);
    strbuf_text(&b, "STAFF_SEARCH");
    return tap(run, &key, SIDE_STAFF);
}

static struct err act_scan_tag(struct scenario_run *run, const struct scenario_command *c)
{
    struct application a;
    const char *tag = arg(c, 1);
    if (!failed(seed_data_application(tag, clock_wall_ms(&run->office->clock.clock), &a))) {
        for (int i = 0; i < a.deliverable_count; i++) {
            tag = a.deliverable[i].item_tag[0] != '\0' ? a.deliverable[i].item_tag : tag;
        }
    }
    scanner_sim_scan(&run->office->scanner, str_of(tag), office_now_ms(run->office));
    office_advance(run->office, office_now_ms(run->office) + 100);
    return OK;
}

static bool is_on(const char *word)
{
    return strcmp(word, "off") != 0;
}

static struct err act_camera(struct scenario_run *run, const struct scenario_command *c)
{
    enum camera_fault fault;
    if (!camera_fault_parse(str_of(arg(c, 1)), &fault)) {
        return scenario_fail(run, c, "no camera fault named %s", arg(c, 1));
    }
    camera_sim_fault(run->office->camera, fault, is_on(arg(c, 2)));
    office_advance(run->office, office_now_ms(run->office) + 100);
    return OK;
}

static struct err act_slip(struct scenario_run *run, const struct scenario_command *c)
{
    enum slip_fault fault;
    if (!slip_fault_parse(str_of(arg(c, 1)), &fault)) {
        return scenario_fail(run, c, "no slip printer fault named %s", arg(c, 1));
    }
    slip_printer_sim_fault(run->office->slip_printer, fault, is_on(arg(c, 2)),
                           office_now_ms(run->office));
    office_advance(run->office, office_now_ms(run->office) + 500);
    return OK;
}

static struct err act_certificate(struct scenario_run *run, const struct scenario_command *c)
{
    enum certificate_fault fault;
    if (!certificate_fault_parse(str_of(arg(c, 1)), &fault)) {
        return scenario_fail(run, c, "no certificate printer fault named %s", arg(c, 1));
    }
    certificate_printer_sim_fault(run->office->certificate_printer, fault, is_on(arg(c, 2)),
                                  office_now_ms(run->office));
    office_advance(run->office, office_now_ms(run->office) + 500);
    return OK;
}

static struct err act_backend(struct scenario_run *run, const struct scenario_command *c)
{
    enum backend_fault fault;
    int64_t value = 1;
    if (failed(backend_fault_parse(str_of(arg(c, 1)), &fault))) {
        return scenario_fail(run, c, "no backend fault named %s", arg(c, 1));
    }
    if (c->word_count > 2 && strcmp(arg(c, 2), "off") == 0) {
        value = 0;
    } else if (c->word_count > 2 && !str_to_int64(str_of(arg(c, 2)), &value)) {
        return scenario_fail(run, c, "backend wants a number or off");
    }
    return office_set_fault(run->office, fault, value);
}

static struct err act_link(struct scenario_run *run, const struct scenario_command *c)
{
    int64_t ms;
    if (!scenario_duration(arg(c, 2), &ms)) {
        return scenario_fail(run, c, "link latency wants a duration");
    }
    http_sim_latency(run->office->http, ms);
    return OK;
}

/* maintenance FOR DURATION TEXT */
static struct err act_maintenance(struct scenario_run *run, const struct scenario_command *c)
{
    int64_t ms;
    if (!scenario_duration(arg(c, 1), &ms)) {
        return scenario_fail(run, c, "maintenance wants a duration");
    }
    int64_t wall = clock_wall_ms(&run->office->clock.clock);
    return backend_logic_put_notice(run->office->backend, arg(c, 2), wall, wall + ms);
}

static bool ask_elsewhere(struct scenario_run *run, const char *path, const char *application_id,
                          int64_t *out_token)
{
    static const char *const ids[] = {"00000000000000000000000000000e01",
                                      "00000000000000000000000000000e02"};
    char body[64 + APPLICATION_ID_SIZE];
    int n = snprintf(body, sizeof body, "{\"application_id\":\"%s\"}", application_id);
    const char *key = ids[*out_token > 0];
    struct backend_call call = {.method = "POST",
                                .path = path,
                                .request_id = key,
                                .visit_id = ids[0],
                                .terminal_id = "sim-stopped",
                                .build = "sim",
                                .config_digest = "sim",
                                .idempotency_key = key,
                                .body = body,
                                .body_length = (size_t)n,
                                .now_ms = clock_wall_ms(&run->office->clock.clock)};
    struct backend_answer a = backend_logic_answer(run->office->backend, &call, NULL);
    const char *token = strstr(a.body, "\"token\":");
    *out_token = token == NULL ? 0 : strtoll(token + 8, NULL, 10);
    return strstr(a.body, "\"result\":\"OK\"") != NULL;
}

/* A terminal that is not here has begun to hand this over, and stopped. */
static struct err hold_elsewhere(struct scenario_run *run, const struct scenario_command *c,
                                 const char *application_id)
{
    char path[64];
    int64_t token = 0;
    bool held = ask_elsewhere(run, "/v1/reservations", application_id, &token);
    snprintf(path, sizeof path, "/v1/reservations/%lld/begin", (long long)token);
    held = held && ask_elsewhere(run, path, application_id, &token);
    return held ? OK : scenario_fail(run, c, "the other terminal does not get it");
}

static struct err act_office(struct scenario_run *run, const struct scenario_command *c)
{
    struct application a;
    if (failed(seed_data_application(arg(c, 2), clock_wall_ms(&run->office->clock.clock), &a))) {
        return scenario_fail(run, c, "no application named %s", arg(c, 2));
    }
    if (strcmp(arg(c, 1), "status") == 0) {
        return backend_logic_set_status(run->office->backend, a.application_id, arg(c, 3));
    }
    if (strcmp(arg(c, 1), "issuing-elsewhere") == 0) {
        return hold_elsewhere(run, c, a.application_id);
    }
    return scenario_fail(run, c, "office wants: status NAME STATUS, issuing-elsewhere NAME");
}

static struct err act_power(struct scenario_run *run, const struct scenario_command *c)
{
    struct office *office = run->office;
    if (strcmp(arg(c, 1), "cut") == 0) {
        office_power_cut(office);
        return OK;
    }
    if (strcmp(arg(c, 1), "on") != 0 || office->app != NULL) {
        return scenario_fail(run, c, "power wants cut, or on after a cut");
    }
    TRY(office_power_on(office));
    office_set_scene(office, &office->scene);
    office_advance(office, office_now_ms(office) + 500);
    return OK;
}

static struct err act_shot(struct scenario_run *run, const struct scenario_command *c)
{
    char path[2 * OFFICE_PATH_SIZE];
    if (run->shots == NULL) {
        return OK;
    }
    static const char *const names[SIDE_COUNT] = {"applicant", "staff"};
    bool one_screen = run->office->config.staff_on_same_screen;
    struct err e = OK;
    for (int side = 0; side < SIDE_COUNT && !failed(e); side++) {
        struct strbuf b = strbuf_on(path, sizeof path);
        strbuf_format(&b, "%s/%02d-%s-%s.png", run->shots, run->shot_count, arg(c, 1), names[side]);
        if (!one_screen || side == (int)ui_face(run->office->ui)) {
            e = ui_screenshot(run->office->ui, (enum side)side, path);
        }
    }
    run->shot_count++;
    return failed(e) ? scenario_fail(run, c, "no picture: %s", err_text(e)) : OK;
}

const struct scenario_verb scenario_verbs[] = {
    {"seed", 1, 1, NULL, NULL, "seed NUMBER"},
    {"wall", 2, 2, NULL, NULL, "wall YYYY-MM-DD HH:MM"},
    {"staff-list", 0, 0, NULL, NULL, "staff-list"},
    {"set", 3, 3, NULL, NULL, "set SECTION KEY VALUE"},
    {"world", 1, 6, NULL, NULL, "world SEED [terminals K] [days D] [quiet]"},
    {"keep", 1, SCENARIO_WORDS_MAX - 1, NULL, NULL,
     "keep person|fault|ambush NUMBER…, or keep nothing"},
    {"rule", 1, 1, NULL, NULL, "rule NAME|none"},
    {"present", 1, 11, act_present, scenario_check_present,
     "present CODE [on phone|paper|slip] [at CM] [tilt DEG] [rotate DEG] [and CODE]"},
    {"remove", 0, 0, act_remove, NULL, "remove"},
    {"wait", 1, 1, act_wait, scenario_check_wait, "wait DURATION"},
    {"tap", 1, 1, act_tap, NULL, "tap CONTROL"},
    {"staff", 1, 1, act_staff, NULL, "staff CONTROL"},
    {"sign", 2, 2, act_sign, scenario_check_sign, "sign NAME PIN"},
    {"search", 1, 1, act_search, scenario_check_search, "search APPLICATION"},
    {"scan-tag", 1, 1, act_scan_tag, NULL, "scan-tag APPLICATION|TEXT"},
    {"camera", 1, 2, act_camera, scenario_check_camera, "camera FAULT [on|off]"},
    {"slip", 1, 2, act_slip, scenario_check_slip, "slip FAULT [on|off]"},
    {"certificate", 1, 2, act_certificate, scenario_check_certificate,
     "certificate FAULT [on|off]"},
    {"backend", 1, 2, act_backend, scenario_check_backend, "backend FAULT [VALUE|off]"},
    {"link", 2, 2, act_link, scenario_check_link, "link latency DURATION"},
    {"maintenance", 2, 2, act_maintenance, scenario_check_wait, "maintenance DURATION TEXT"},
    {"office", 2, 3, act_office, scenario_check_office,
     "office status APPLICATION STATUS, or office issuing-elsewhere APPLICATION"},
    {"power", 1, 1, act_power, scenario_check_power, "power cut|on"},
    {"shot", 1, 1, act_shot, scenario_check_shot, "shot NAME"},
    {"expect", 2, 8, scenario_expect, scenario_check_expect,
     "expect FIGURE [NAME] [=] VALUE [within DURATION]"},
};

int scenario_verb_count(void)
{
    return (int)(sizeof scenario_verbs / sizeof scenario_verbs[0]);
}
