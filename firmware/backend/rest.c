#include "backend/rest.h"

#include <assert.h>
#include <stddef.h>

static int index_of(const struct rest *rest, struct id request_id)
{
    for (int i = 0; i < rest->count; i++) {
        if (id_equal(rest->entry[i].request_id, request_id)) {
            return i;
        }
    }
    return -1;
}

bool rest_put(struct rest *rest, const struct rest_entry *entry)
{
    assert(!rest_has(rest, entry->request_id));
    if (rest->count == REST_MAX) {
        return false;
    }
    rest->entry[rest->count++] = *entry;
    return true;
}

bool rest_take(struct rest *rest, struct id request_id, struct rest_entry *out)
{
    int i = index_of(rest, request_id);
    if (i < 0) {
        return false;
    }
    *out = rest->entry[i];
    rest->entry[i] = rest->entry[--rest->count];
    return true;
}

bool rest_has(const struct rest *rest, struct id request_id)
{
    return index_of(rest, request_id) >= 0;
}

const struct rest_entry *rest_first(const struct rest *rest)
{
    const struct rest_entry *first = NULL;
    for (int i = 0; i < rest->count; i++) {
        if (first == NULL || rest->entry[i].due_ms < first->due_ms) {
            first = &rest->entry[i];
        }
    }
    return first;
}
