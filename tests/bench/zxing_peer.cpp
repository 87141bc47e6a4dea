#include "tests/bench/zxing_peer.h"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>
#include <cstring>
#include <exception>

extern "C" size_t zxing_peer_read(const uint8_t *px, int width, int height, uint8_t *out,
                                  size_t room)
{
    try {
        ZXing::DecodeHints hints;
        hints.setFormats(ZXing::BarcodeFormat::QRCode);
        ZXing::ImageView view(px, width, height, ZXing::ImageFormat::Lum);
        ZXing::Result result = ZXing::ReadBarcode(view, hints);
        if (!result.isValid()) {
            return 0;
        }
        const ZXing::ByteArray &bytes = result.bytes();
        size_t n = bytes.size() < room ? bytes.size() : room;
        std::memcpy(out, bytes.data(), n);
        return n;
    } catch (const std::exception &) {
        return 0;
    }
}
