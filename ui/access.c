#include "ui/access.h"

enum { NAME_BYTES = 1024 };

static double px_per_mm(enum side side)
{
    return side == SIDE_APPLICANT ? 4.03 : 5.88;
}

static const char *role_name(enum role role)
{
    static const char *const names[] = {
        [ROLE_NONE] = "none",     [ROLE_HEADING] = "heading", [ROLE_TEXT] = "text",
        [ROLE_STATUS] = "status", [ROLE_BUTTON] = "button",   [ROLE_CHECKBOX] = "checkbox",
        [ROLE_ROW] = "row",       [ROLE_IMAGE] = "image",     [ROLE_TIMER] = "timer",
    };
    return names[role];
}

static bool is_inside(const struct node_tree *t, int node, int ancestor)
{
    for (int at = node; at != 0; at = t->node[at].parent) {
        if (at == ancestor) {
            return true;
        }
    }
    return ancestor == 0;
}

typedef void say_fn(struct strbuf *out, const char *marked);

static void say_node(const struct node_tree *t, int node, say_fn *say_text, struct strbuf *out)
{
    const struct node *n = &t->node[node];
    if (n->name != 0) {
        say_text(out, tree_text(t, n->name));
        return;
    }
    for (int i = node; i < t->count && (i == node || is_inside(t, i, node)); i++) {
        const char *text = tree_text(t, t->node[i].text);
        if (text[0] == '\0') {
            continue;
        }
        if (out->n > 0) {
            strbuf_char(out, ' ');
        }
        if (t->node[i].literal) {
            strbuf_text(out, text);
        } else {
            say_text(out, text);
        }
    }
}

void ui_access_name(const struct node_tree *t, int node, struct strbuf *out)
{
    say_node(t, node, text_reading, out);
}

static void json_string(struct strbuf *out, const char *text)
{
    strbuf_char(out, '"');
    for (const char *p = text; *p != '\0'; p++) {
        unsigned char c = (unsigned char)*p;
        if (c == '"' || c == '\\') {
            strbuf_char(out, '\\');
            strbuf_char(out, *p);
        } else if (c < 0x20) {
            strbuf_format(out, "\\u%04x", c);
        } else {
            strbuf_char(out, *p);
        }
    }
    strbuf_char(out, '"');
}

static void json_node(const struct node_tree *t, int i, int focus, struct strbuf *out)
{
    const struct node *n = &t->node[i];
    char array[NAME_BYTES];
    struct strbuf name = strbuf_on(array, sizeof array);
    ui_access_name(t, i, &name);
    char spoken[NAME_BYTES];
    struct strbuf reading = strbuf_on(spoken, sizeof spoken);
    say_node(t, i, text_spoken, &reading);
    double mm = px_per_mm(t->side);
    strbuf_format(out, "{\"role\":\"%s\",\"name\":", role_name(n->role));
    json_string(out, array);
    strbuf_text(out, ",\"reading\":");
    json_string(out, spoken);
    strbuf_format(out, ",\"px\":[%d,%d,%d,%d],\"mm\":[%.1f,%.1f,%.1f,%.1f]", n->rect.x, n->rect.y,
                  n->rect.w, n->rect.h, n->rect.x / mm, n->rect.y / mm, n->rect.w / mm,
                  n->rect.h / mm);
    if (n->action != ACTION_NONE) {
        strbuf_format(out, ",\"action\":\"%s\",\"argument\":%d,\"enabled\":%s,\"checked\":%s",
                      action_name(n->action), n->argument, n->enabled ? "true" : "false",
                      n->checked ? "true" : "false");
    }
    if (focus > 0) {
        strbuf_format(out, ",\"focus\":%d", focus);
    }
    strbuf_char(out, '}');
}

void ui_access_json(const struct node_tree *t, struct strbuf *out)
{
    strbuf_format(out,
                  "{\"screen\":\"%s\",\"side\":\"%s\",\"fit\":%d,\"seconds_left\":%d,\"nodes\":[",
                  screen_code(t->screen), t->side == SIDE_APPLICANT ? "applicant" : "staff",
                  (int)t->fit, t->seconds_left);
    int focus = 0;
    bool first = true;
    for (int i = 0; i < t->count; i++) {
        const struct node *n = &t->node[i];
        if (n->role == ROLE_NONE) {
            continue;
        }
        bool control = n->action != ACTION_NONE && n->enabled;
        focus += control;
        strbuf_text(out, first ? "" : ",\n");
        json_node(t, i, control ? focus : 0, out);
        first = false;
    }
    strbuf_text(out, "]}");
}
