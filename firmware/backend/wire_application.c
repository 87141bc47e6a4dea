/* One application as the backend writes it → struct application. */
#include "backend/wire_json.h"

#include <string.h>
#include "base/str.h"

static const char *filing_name_at(int i)
{
    static const char *const names[] = {"SCREEN", "BULK"};
    return names[i];
}

static const char *procedure_name_at(int i)
{
    static const char *const names[] = {"RENEWAL", "NEW_CAR"};
    return names[i];
}

static const char *status_name_at(int i)
{
    return app_status_name((enum app_status)i);
}

static const char *tax_name_at(int i)
{
    return tax_name((enum tax_confirmation)i);
}

static const char *paper_name_at(int i)
{
    return paper_name((enum paper_kind)i);
}

static const char *deliverable_name_at(int i)
{
    return deliverable_name((enum deliverable_kind)i);
}

/* For sets that must not be guessed. */
static int read_closed(struct wire_reader *r, const json_t *object, const char *key,
                       wire_name_fn *name_of, int count)
{
    int value = wire_read_name(r, object, key, name_of, count);
    if (value < 0) {
        r->bad = true;
        return 0;
    }
    return value;
}

static void read_status(struct wire_reader *r, const json_t *object, struct application *a)
{
    int status = wire_read_name(r, object, "status", status_name_at, APP_STATUS_COUNT);
    a->status = status < 0 ? APP_UNKNOWN : (enum app_status)status;
    if (a->status == APP_UNKNOWN) {
        wire_read_text(r, object, "status", WIRE_NOT_EMPTY(a->status_text));
    }
    a->payment_reported = wire_read_bool(r, object, "payment_reported");
    a->issued_at_ms = wire_read_int(r, object, "issued_at_ms", 0, WIRE_WALL_MAX_MS);
}

/* An unknown kind of paper is shown by its own words: staff can still ask for it. */
static void read_papers(struct wire_reader *r, const json_t *object, struct application *a)
{
    const json_t *array = NULL;
    a->required_paper_count =
        wire_read_array(r, object, "required_papers", REQUIRED_PAPERS_MAX, &array);
    for (int i = 0; i < a->required_paper_count; i++) {
        const json_t *item = json_array_get(array, (size_t)i);
        struct required_paper *paper = &a->required_paper[i];
        int kind = wire_read_name(r, item, "kind", paper_name_at, PAPER_KIND_COUNT);
        paper->kind = kind < 0 ? PAPER_OTHER : (enum paper_kind)kind;
        wire_read_text(r, item, "label", WIRE_TEXT(paper->label));
        if (kind < 0 && paper->label[0] == '\0') {
            wire_read_text(r, item, "kind", WIRE_NOT_EMPTY(paper->label));
        }
    }
}

static void read_deliverables(struct wire_reader *r, const json_t *object, struct application *a)
{
    const json_t *array = NULL;
    a->deliverable_count = wire_read_array(r, object, "deliverables", DELIVERABLES_MAX, &array);
    for (int i = 0; i < a->deliverable_count; i++) {
        const json_t *item = json_array_get(array, (size_t)i);
        struct deliverable *d = &a->deliverable[i];
        int kind = wire_read_name(r, item, "kind", deliverable_name_at, DELIVERABLE_KIND_COUNT);
        d->kind = kind < 0 ? DELIVERABLE_OTHER : (enum deliverable_kind)kind;
        wire_read_text(r, item, "item_tag", WIRE_TEXT(d->item_tag));
        d->printed_here = wire_read_bool(r, item, "printed_here");
        d->handed_here = wire_read_bool(r, item, "handed_here");
    }
}

static void read_substitutions(struct wire_reader *r, const json_t *object, struct application *a)
{
    const json_t *array = NULL;
    a->substitution_count = wire_read_array(r, object, "substitutions", SUBSTITUTIONS_MAX, &array);
    for (int i = 0; i < a->substitution_count; i++) {
        const json_t *item = json_array_get(array, (size_t)i);
        wire_read_text(r, item, "applied", WIRE_NOT_EMPTY(a->substitution[i].applied));
        wire_read_text(r, item, "printed", WIRE_NOT_EMPTY(a->substitution[i].printed));
    }
}

static void read_record_fields(struct wire_reader *r, const json_t *object, struct application *a)
{
    const json_t *array = NULL;
    a->record_field_count = wire_read_array(r, object, "record_fields", RECORD_FIELDS_MAX, &array);
    for (int i = 0; i < a->record_field_count; i++) {
        const json_t *item = json_array_get(array, (size_t)i);
        wire_read_text(r, item, "label", WIRE_NOT_EMPTY(a->record_field[i].label));
        wire_read_text(r, item, "value", WIRE_TEXT(a->record_field[i].value));
    }
}

/* A new car has no plate yet: null. */
static void read_plate_no(struct wire_reader *r, const json_t *object, struct application *a)
{
    const json_t *plate = json_object_get(object, "plate_no");
    if (json_is_null(plate)) {
        return;
    }
    wire_read_text(r, plate, "region", WIRE_NOT_EMPTY(a->plate_no.region));
    wire_read_text(r, plate, "class_no", WIRE_NOT_EMPTY(a->plate_no.class_no));
    wire_read_text(r, plate, "kana", WIRE_NOT_EMPTY(a->plate_no.kana));
    wire_read_text(r, plate, "serial", WIRE_NOT_EMPTY(a->plate_no.serial));
}

void wire_read_application(struct wire_reader *r, const json_t *object,
                           struct application *out_application)
{
    struct application *a = out_application;
    memset(a, 0, sizeof *a);
    wire_read_text(r, object, "application_id", WIRE_NOT_EMPTY(a->application_id));
    wire_read_text(r, object, "receipt_no", WIRE_NOT_EMPTY(a->receipt_no));
    a->version = (uint32_t)wire_read_int(r, object, "version", 0, UINT32_MAX);
    a->filing = (enum filing)read_closed(r, object, "filing", filing_name_at, 2);
    int procedure = wire_read_name(r, object, "procedure", procedure_name_at, 2);
    a->procedure = procedure < 0 ? PROC_OTHER : (enum procedure)procedure;
    read_status(r, object, a);
    wire_read_text(r, object, "office_id", WIRE_NOT_EMPTY(a->office_id));
    wire_read_text(r, object, "office_name", WIRE_TEXT(a->office_name));
    a->tax =
        (enum tax_confirmation)read_closed(r, object, "tax_confirmation", tax_name_at, TAX_COUNT);
    a->tax_at_ms = wire_read_int(r, object, "tax_at_ms", 0, WIRE_WALL_MAX_MS);
    read_papers(r, object, a);
    read_deliverables(r, object, a);
    read_substitutions(r, object, a);
    a->high_level_kanji = wire_read_bool(r, object, "high_level_kanji");
    wire_read_text(r, object, "shelf", WIRE_TEXT(a->shelf));
    read_plate_no(r, object, a);
    wire_read_text(r, object, "chassis_no", WIRE_TEXT(a->chassis_no));
    wire_read_text(r, object, "user_party", WIRE_TEXT(a->user_party));
    wire_read_text(r, object, "owner_party", WIRE_TEXT(a->owner_party));
    wire_read_text(r, object, "user_address", WIRE_TEXT(a->user_address));
    read_record_fields(r, object, a);
}
