/* Picture files: any bytes are a picture within the limits or a typed refusal, and nothing leaks.
 */
#include <assert.h>
#include "scan/engine.h"
#include "scan/image_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct image_file file = {{NULL, 0, 0, 0}, NULL};
    if (failed(image_file_decode(data, size, &file))) {
        assert(file.memory == NULL);
        return 0;
    }
    assert(file.view.width_px >= 1 && file.view.width_px <= SCAN_SIDE_MAX_PX);
    assert(file.view.height_px >= 1 && file.view.height_px <= SCAN_SIDE_MAX_PX);
    volatile uint8_t last =
        file.view.pixels[(size_t)(file.view.height_px - 1) * (size_t)file.view.stride +
                         (size_t)file.view.width_px - 1];
    (void)last;
    image_file_free(&file);
    return 0;
}
