#include "tests/bench/zxing_peer.h"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>
#include <cstring>
#include <exception>

static size_t put(const void *from, size_t n, uint8_t *out)
{
    n = n < ZXING_PEER_MAX ? n : ZXING_PEER_MAX;
    std::memcpy(out, from, n);
    return n;
}

extern "C" int zxing_peer_read(const uint8_t *px, int width, int height,
                               struct zxing_peer_result *out)
{
    try {
        ZXing::DecodeHints hints;
        hints.setFormats(ZXing::BarcodeFormat::QRCode);
        ZXing::ImageView view(px, width, height, ZXing::ImageFormat::Lum);
        ZXing::Result result = ZXing::ReadBarcode(view, hints);
        if (!result.isValid()) {
            return 0;
        }
        std::string text = result.text();
        out->byte_count = put(result.bytes().data(), result.bytes().size(), out->bytes);
        out->text_count = put(text.data(), text.size(), out->text);
        return 1;
    } catch (const std::exception &) {
        return 0;
    }
}
