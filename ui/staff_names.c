/* Whether names and addresses are shown as they are written: said to staff in words. */
#include "ui/lettering.h"
#include "ui/staff.h"

enum { FINDINGS_SHOWN = 3, FINDING_SIZE = 96 };

struct letters {
    struct audit audit[3]; /* user, owner, address */
    enum coverage worst;
};

static void audit_all(struct node_tree *t, const struct application *a, struct letters *out)
{
    const char *texts[] = {a->user_party, a->owner_party, a->user_address};
    out->worst = COVERAGE_EXACT;
    for (int i = 0; i < 3; i++) {
        typeset_audit(t->lettering->typeset, FAMILY_NAME, str_of(texts[i]), &out->audit[i]);
        out->worst = out->audit[i].worst > out->worst ? out->audit[i].worst : out->worst;
    }
}

/* What is in no font needs no second 〓 with its number. */
static void describe(const struct audit_finding *finding, struct strbuf *out)
{
    if (finding->coverage == COVERAGE_ABSENT) {
        strbuf_format(out, "U+%04X", (unsigned)finding->code_point);
    } else {
        coverage_describe(finding, out);
    }
}

/* The characters themselves are personal: only while the name is open. */
static void tell_characters(struct node_tree *t, const struct letters *letters)
{
    int shown = 0;
    for (int i = 0; i < 3; i++) {
        const struct audit *audit = &letters->audit[i];
        for (int k = 0; k < audit->finding_count && k < AUDIT_FINDINGS_MAX; k++) {
            char array[FINDING_SIZE];
            struct strbuf text = strbuf_on(array, sizeof array);
            describe(&audit->finding[k], &text);
            if (shown++ < FINDINGS_SHOWN) {
                node_data(t, TYPE_STAFF_SMALL, COLOUR_TEXT, array);
            }
        }
    }
}

void ui_letter_flags(struct node_tree *t, const struct staff_view *v)
{
    struct letters letters;
    audit_all(t, &v->item.application, &letters);
    if (letters.worst == COVERAGE_EXACT) {
        return;
    }
    node_open(t, (struct node){.flow = FLOW_ROW, .gap = SPACE_2, .across = PLACE_CENTRE});
    ui_chip(
        t, CHIP_ATTENTION,
        say(t, letters.worst == COVERAGE_ABSENT ? TEXT_FLAG_LETTERS : TEXT_FLAG_SIMILAR_LETTERS));
    if (v->unmasked) {
        tell_characters(t, &letters);
    }
    node_close(t);
}
