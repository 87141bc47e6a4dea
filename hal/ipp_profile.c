#include "hal/ipp_profile.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

/* The last row is the standard and matches everything. */
static const struct ipp_profile profiles[] = {
    {"CUPS-PDF", true, false},           /* prints into files: no sheet to count */
    {"Generic PDF", true, false},        /* a queue of another system, not a device */
    {"Generic PostScript", true, false}, /* the same */
    {"Local Raw Printer", false, false}, /* passes bytes on and hears nothing back */
    {"", false, true},
};

int ipp_profile_count(void)
{
    return (int)(sizeof profiles / sizeof profiles[0]);
}

const struct ipp_profile *ipp_profile_at(int index)
{
    assert(index >= 0 && index < ipp_profile_count());
    return &profiles[index];
}

const struct ipp_profile *ipp_profile_find(const char *model)
{
    int last = ipp_profile_count() - 1;
    for (int i = 0; i < last && model != NULL; i++) {
        if (strncasecmp(model, profiles[i].model, strlen(profiles[i].model)) == 0) {
            return &profiles[i];
        }
    }
    return &profiles[last];
}
