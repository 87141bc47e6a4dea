#include "journal/verify_key.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct err verify_key_read(const char *folder, struct chain_key *out_key)
{
    char path[512];
    uint8_t bytes[CHAIN_BYTES + 1];
    if (snprintf(path, sizeof path, "%s/chain.key", folder) >= (int)sizeof path) {
        return FAIL(TOO_LARGE);
    }
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return errno == EACCES ? FAIL(READ_ONLY) : FAIL(NOT_FOUND);
    }
    ssize_t n = read(fd, bytes, sizeof bytes);
    close(fd);
    if (n != CHAIN_BYTES) {
        return n < 0 ? FAIL(IO) : FAIL(NOT_FOUND);
    }
    memcpy(out_key->byte, bytes, CHAIN_BYTES);
    sodium_memzero(bytes, sizeof bytes);
    return OK;
}
