#include "sim/backend_json.h"

static void set_text(json_t *object, const char *key, const char *text)
{
    json_object_set_new(object, key, json_string(text));
}

static void set_int(json_t *object, const char *key, int64_t value)
{
    json_object_set_new(object, key, json_integer(value));
}

static void set_bool(json_t *object, const char *key, bool value)
{
    json_object_set_new(object, key, json_boolean(value));
}

static json_t *papers(const struct application *a)
{
    json_t *array = json_array();
    for (int i = 0; i < a->required_paper_count; i++) {
        json_t *item = json_object();
        set_text(item, "kind", paper_name(a->required_paper[i].kind));
        set_text(item, "label", a->required_paper[i].label);
        json_array_append_new(array, item);
    }
    return array;
}

static json_t *deliverables(const struct application *a)
{
    json_t *array = json_array();
    for (int i = 0; i < a->deliverable_count; i++) {
        const struct deliverable *d = &a->deliverable[i];
        json_t *item = json_object();
        set_text(item, "kind", deliverable_name(d->kind));
        set_text(item, "item_tag", d->item_tag);
        set_bool(item, "printed_here", d->printed_here);
        set_bool(item, "handed_here", d->handed_here);
        json_array_append_new(array, item);
    }
    return array;
}

static json_t *substitutions(const struct application *a)
{
    json_t *array = json_array();
    for (int i = 0; i < a->substitution_count; i++) {
        json_t *item = json_object();
        set_text(item, "applied", a->substitution[i].applied);
        set_text(item, "printed", a->substitution[i].printed);
        json_array_append_new(array, item);
    }
    return array;
}

static json_t *record_fields(const struct application *a)
{
    json_t *array = json_array();
    for (int i = 0; i < a->record_field_count; i++) {
        json_t *item = json_object();
        set_text(item, "label", a->record_field[i].label);
        set_text(item, "value", a->record_field[i].value);
        json_array_append_new(array, item);
    }
    return array;
}

static json_t *plate(const struct plate_no *p)
{
    if (plate_no_is_empty(p)) {
        return json_null();
    }
    json_t *object = json_object();
    set_text(object, "region", p->region);
    set_text(object, "class_no", p->class_no);
    set_text(object, "kana", p->kana);
    set_text(object, "serial", p->serial);
    return object;
}

static const char *procedure_word(enum procedure p)
{
    static const char *const words[] = {"RENEWAL", "NEW_CAR", "CERT_RETURN"};
    return words[p];
}

json_t *backend_json_application(const struct application *a)
{
    bool unknown = a->status == APP_UNKNOWN && a->status_text[0] != '\0';
    json_t *o = json_object();
    set_text(o, "application_id", a->application_id);
    set_text(o, "receipt_no", a->receipt_no);
    set_int(o, "version", a->version);
    set_text(o, "filing", a->filing == FILING_BULK ? "BULK" : "SCREEN");
    set_text(o, "procedure", procedure_word(a->procedure));
    set_text(o, "status", unknown ? a->status_text : app_status_name(a->status));
    set_bool(o, "payment_reported", a->payment_reported);
    set_int(o, "issued_at_ms", a->issued_at_ms);
    set_text(o, "office_id", a->office_id);
    set_text(o, "office_name", a->office_name);
    set_text(o, "tax_confirmation", tax_name(a->tax));
    set_int(o, "tax_at_ms", a->tax_at_ms);
    json_object_set_new(o, "required_papers", papers(a));
    json_object_set_new(o, "deliverables", deliverables(a));
    json_object_set_new(o, "substitutions", substitutions(a));
    set_bool(o, "high_level_kanji", a->high_level_kanji);
    set_text(o, "shelf", a->shelf);
    json_object_set_new(o, "plate_no", plate(&a->plate_no));
    set_text(o, "chassis_no", a->chassis_no);
    set_text(o, "user_party", a->user_party);
    set_text(o, "owner_party", a->owner_party);
    set_text(o, "user_address", a->user_address);
    json_object_set_new(o, "record_fields", record_fields(a));
    return o;
}
