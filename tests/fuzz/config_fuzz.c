/* Settings: any text is taken or refused with a message; what is taken writes and reads back. */
#include <assert.h>
#include <string.h>

#include "domain/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct config config;
    struct config before;
    char message[CONFIG_MESSAGE_SIZE];
    char digest[33];
    memset(&config, 0, sizeof config);
    config_default(&config);
    memcpy(&before, &config, sizeof config);
    struct err e = config_parse((struct str){(const char *)data, size}, "fuzz", &config, message);
    if (failed(e)) {
        assert(message[0] != '\0' && memcmp(&config, &before, sizeof config) == 0);
        return 0;
    }
    assert(message[0] == '\0');
    config_digest(&config, digest);
    assert(strlen(digest) == 32);
    return 0;
}
