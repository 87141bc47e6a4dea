#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include "base/str.h"

struct err file_err(int errno_code)
{
    switch (errno_code) {
    case ENOENT:
    case ENOTDIR:
        return FAIL(NOT_FOUND);
    case EACCES:
    case EPERM:
    case EROFS:
        return FAIL(READ_ONLY);
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return FAIL(FULL);
    default:
        return FAIL(IO);
    }
}

struct err file_begin(struct new_file *file, const char *path)
{
    struct strbuf fresh = strbuf_on(file->fresh, sizeof file->fresh);
    strbuf_format(&fresh, "%s.new", path);
    if (fresh.cut || !str_copy(file->path, sizeof file->path, str_of(path))) {
        return FAIL(TOO_LARGE);
    }
    int fd = open(file->fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    file->stream = fd < 0 ? NULL : fdopen(fd, "w");
    if (file->stream == NULL) {
        struct err e = file_err(errno);
        if (fd >= 0) {
            close(fd);
            (void)unlink(file->fresh);
        }
        return e;
    }
    return OK;
}

struct err file_end(struct new_file *file, bool whole)
{
    whole = whole && fflush(file->stream) == 0 && !ferror(file->stream) &&
            fsync(fileno(file->stream)) == 0;
    struct err e = whole ? OK : file_err(errno);
    if (fclose(file->stream) != 0 && !failed(e)) {
        e = file_err(errno);
    }
    if (!failed(e) && rename(file->fresh, file->path) != 0) {
        e = file_err(errno);
    }
    if (failed(e)) {
        (void)unlink(file->fresh); /* it helps nobody, and takes the room of the next try */
    }
    return e;
}

struct err file_sync_folder(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return file_err(errno);
    }
    struct err e = fsync(fd) == 0 ? OK : file_err(errno);
    close(fd);
    return e;
}
