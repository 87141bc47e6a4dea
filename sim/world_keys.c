#include "sim/world_keys.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/str.h"

static const uint8_t factory_key[32] = "a key for worlds, not for people";

static struct err make_file(const char *folder, const char *name, const uint8_t *bytes, size_t n)
{
    char path[CONFIG_PATH_SIZE];
    struct strbuf b = strbuf_on(path, sizeof path);
    strbuf_format(&b, "%s/%s", folder, name);
    int fd = b.cut ? -1 : open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) {
        return FAIL(IO);
    }
    bool written = n == 0 || write(fd, bytes, n) == (ssize_t)n;
    close(fd);
    return written ? OK : FAIL(IO);
}

static void empty_folder(const char *folder)
{
    DIR *dir = opendir(folder);
    if (dir == NULL) {
        return;
    }
    for (const struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        if (entry->d_name[0] != '.') {
            (void)unlinkat(dirfd(dir), entry->d_name, 0);
        }
    }
    closedir(dir);
}

static struct err folder_of(const struct world_keys *keys, int terminal, char out[CONFIG_PATH_SIZE])
{
    struct strbuf b = strbuf_on(out, CONFIG_PATH_SIZE);
    strbuf_format(&b, "%s/t%d", keys->folder, terminal);
    return b.cut ? FAIL(TOO_LARGE) : OK;
}

struct err world_keys_open(const char *within, struct world_keys *out)
{
    struct strbuf b = strbuf_on(out->folder, sizeof out->folder);
    strbuf_format(&b, "%s/w-XXXXXX", within);
    if (b.cut || mkdtemp(out->folder) == NULL) {
        out->folder[0] = '\0';
        return FAIL(IO);
    }
    return OK;
}

void world_keys_close(struct world_keys *keys)
{
    char folder[CONFIG_PATH_SIZE];
    if (keys->folder[0] == '\0') {
        return;
    }
    for (int i = 0; !failed(folder_of(keys, i, folder)) && access(folder, F_OK) == 0; i++) {
        empty_folder(folder);
        (void)rmdir(folder);
    }
    (void)rmdir(keys->folder);
    keys->folder[0] = '\0';
}

struct err world_keys_reset(const struct world_keys *keys, int terminal,
                            char out_folder[CONFIG_PATH_SIZE])
{
    TRY(folder_of(keys, terminal, out_folder));
    (void)mkdir(out_folder, 0700); /* when it is there, it is emptied */
    empty_folder(out_folder);
    TRY(make_file(out_folder, "chain.key", factory_key, sizeof factory_key));
    TRY(make_file(out_folder, "code.key", factory_key, sizeof factory_key));
    return make_file(out_folder, "journal.born", NULL, 0);
}
