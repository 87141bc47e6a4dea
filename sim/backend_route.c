#include "sim/backend_route.h"

#include <string.h>
#include "base/str.h"

static int hex(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Undoes %XX. False when the result is empty or too long, or the escape is none. */
static bool unescape(struct str s, char out[APPLICATION_ID_SIZE])
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '%') {
            int high = i + 2 < s.n ? hex(s.p[i + 1]) : -1;
            int low = i + 2 < s.n ? hex(s.p[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return false;
            }
            c = (char)(high << 4 | low);
            i += 2;
        }
        if (n + 1 >= APPLICATION_ID_SIZE || c == '\0') {
            return false;
        }
        out[n++] = c;
    }
    out[n] = '\0';
    return n > 0;
}

static bool token_route(struct str rest, struct backend_route *route)
{
    static const struct {
        struct str word;
        enum exchange_op op;
    } calls[] = {
        {{"begin", 5}, EXCHANGE_BEGIN},
        {{"done", 4}, EXCHANGE_DONE},
        {{"abort", 5}, EXCHANGE_ABORT},
    };
    struct str token = str_token(&rest, '/');
    if (!str_to_int64(token, &route->token) || route->token < 1) {
        return false;
    }
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (str_equal(rest, calls[i].word)) {
            route->op = calls[i].op;
            return true;
        }
    }
    return false;
}

static bool find(struct str path, struct backend_route *route)
{
    static const struct {
        struct str path;
        enum exchange_op op;
    } fixed[] = {
        {{"/v1/lookups", 11}, EXCHANGE_LOOKUP},
        {{"/v1/reservations", 16}, EXCHANGE_RESERVE},
        {{"/v1/notices", 11}, EXCHANGE_NOTICES},
        {{"/v1/heartbeats", 14}, EXCHANGE_HEARTBEAT},
    };
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        if (str_equal(path, fixed[i].path)) {
            route->op = fixed[i].op;
            return true;
        }
    }
    if (str_starts(path, STR("/v1/reservations/"))) {
        return token_route(str_skip(path, STR("/v1/reservations/").n), route);
    }
    route->op = EXCHANGE_STATE;
    return str_starts(path, STR("/v1/applications/")) &&
           unescape(str_skip(path, STR("/v1/applications/").n), route->application_id);
}

int backend_route_of(const char *method, const char *path, struct backend_route *out_route)
{
    struct backend_route route = {0};
    if (!find(str_of(path), &route)) {
        return 404;
    }
    bool reads = route.op == EXCHANGE_STATE || route.op == EXCHANGE_NOTICES;
    if (strcmp(method, reads ? "GET" : "POST") != 0) {
        return 405;
    }
    *out_route = route;
    return 200;
}
