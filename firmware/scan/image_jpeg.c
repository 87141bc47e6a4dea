#include <turbojpeg.h>
#include "scan/image_formats.h"

static struct err decode_with(tjhandle handle, const uint8_t *bytes, size_t n,
                              struct image_file *out)
{
    int width = 0;
    int height = 0;
    int subsampling = 0;
    int colours = 0;
    if (tjDecompressHeader3(handle, bytes, n, &width, &height, &subsampling, &colours) != 0) {
        return FAIL(CORRUPT);
    }
    if (colours == TJCS_CMYK || colours == TJCS_YCCK) {
        return FAIL(UNSUPPORTED);
    }
    struct image_file file;
    TRY(image_file_alloc(width, height, &file));
    /* A progressive file may repeat scans without end; a warning means data is missing. */
    int flags = TJFLAG_LIMITSCANS | TJFLAG_STOPONWARNING;
    if (tjDecompress2(handle, bytes, n, file.memory, width, width, height, TJPF_GRAY, flags) != 0) {
        image_file_free(&file);
        return FAIL(CORRUPT);
    }
    *out = file;
    return OK;
}

struct err image_jpeg_decode(const uint8_t *bytes, size_t n, struct image_file *out)
{
    tjhandle handle = tjInitDecompress();
    if (handle == NULL) {
        return FAIL(NO_MEMORY);
    }
    struct err e = decode_with(handle, bytes, n, out);
    (void)tjDestroy(handle); /* frees; its result repeats an earlier error */
    return e;
}
