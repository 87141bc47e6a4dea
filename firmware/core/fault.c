#include "core/fault.h"

#include <assert.h>

static const struct fault_row rows[FAULT_COUNT] = {
#define FAULT(id, code_, device_, health_, screen_, tone_, lamp_, who_, ...)                       \
    [FAULT_##id] = {#id,                                                                           \
                    code_,                                                                         \
                    (enum core_device)(device_),                                                   \
                    health_,                                                                       \
                    (enum screen)(screen_),                                                        \
                    tone_,                                                                         \
                    lamp_,                                                                         \
                    who_,                                                                          \
                    __VA_ARGS__},
#include "core/fault.def"
#undef FAULT
};

const struct fault_row *fault_row(enum fault fault)
{
    assert(fault > FAULT_NONE && fault < FAULT_COUNT);
    return &rows[fault];
}

const char *fault_who_text(enum fault_who who)
{
    static const char *const texts[] = {
        [WHO_NOBODY] = "だれもしなくてよい",
        [WHO_CLERK] = "窓口の係員",
        [WHO_SYSTEM] = "システム担当",
        [WHO_MAINTENANCE] = "保守",
    };
    return texts[who];
}

enum fault fault_of_device(enum core_device device, enum device_health health)
{
    static const enum fault down[CORE_DEVICE_COUNT] = {
        [DEVICE_CAMERA] = FAULT_CAMERA_LOST,
        [DEVICE_SLIP_PRINTER] = FAULT_SLIP_BROKEN,
        [DEVICE_CERTIFICATE_PRINTER] = FAULT_CERTIFICATE_BROKEN,
        [DEVICE_BACKEND] = FAULT_BACKEND_AWAY,
        [DEVICE_JOURNAL] = FAULT_JOURNAL_WRITE,
        [DEVICE_DECODER] = FAULT_DECODER_STOPPED,
    };
    bool slip = device == DEVICE_SLIP_PRINTER;
    if (health == HEALTH_ATTENTION && (slip || device == DEVICE_CERTIFICATE_PRINTER)) {
        return slip ? FAULT_SLIP_ATTENTION : FAULT_CERTIFICATE_ATTENTION;
    }
    return health == HEALTH_OK ? FAULT_NONE : down[device];
}

enum fault fault_of_journal(struct err e)
{
    switch (e.code) {
    case ERR_FULL:
        return FAULT_JOURNAL_FULL;
    case ERR_CORRUPT:
        return FAULT_JOURNAL_DAMAGED;
    case ERR_UNSUPPORTED:
        return FAULT_JOURNAL_NEWER;
    case ERR_LOCKED:
    case ERR_READ_ONLY:
        return FAULT_JOURNAL_HELD;
    default:
        return FAULT_JOURNAL_WRITE;
    }
}
