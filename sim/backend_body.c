#include "sim/backend_body.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BLOCK_BYTES = 4096, LONGEST_MS = 5000 };

struct body {
    int64_t drip_ms;
    size_t end; /* where it is cut, or its length */
    bool cut;
    size_t length;
    char bytes[];
};

void backend_body_sleep(int64_t ms)
{
    if (ms > 0) {
        ms = ms > LONGEST_MS ? LONGEST_MS : ms;
        nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
    }
}

static ssize_t next_bytes(void *at, uint64_t position, char *out, size_t cap)
{
    struct body *b = at;
    if (position >= b->end) {
        return b->cut ? MHD_CONTENT_READER_END_WITH_ERROR : MHD_CONTENT_READER_END_OF_STREAM;
    }
    size_t n = b->end - (size_t)position;
    n = n < cap ? n : cap;
    if (b->drip_ms > 0) {
        backend_body_sleep(b->drip_ms);
        n = 1;
    }
    memcpy(out, b->bytes + position, n);
    return (ssize_t)n;
}

struct MHD_Response *backend_body_response(const struct backend_answer *answer,
                                           const struct backend_faults *faults)
{
    struct body *b = malloc(sizeof *b + answer->length);
    if (b == NULL) {
        return NULL;
    }
    b->drip_ms = faults->value[BACKEND_FAULT_DRIP];
    b->cut = faults->value[BACKEND_FAULT_HALF] != 0;
    b->length = answer->length;
    b->end = b->cut ? answer->length / 2 : answer->length;
    memcpy(b->bytes, answer->body, answer->length);
    uint64_t declared = answer->chunked ? MHD_SIZE_UNKNOWN : answer->length;
    size_t block = b->drip_ms > 0 ? 1 : BLOCK_BYTES;
    return MHD_create_response_from_callback(declared, block, next_bytes, b, free);
}
