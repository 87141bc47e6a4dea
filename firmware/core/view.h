/* Both views: the only thing the ui sees of the core. */
#ifndef CORE_VIEW_H
#define CORE_VIEW_H

#include "core/action.h"
#include "core/applicant_view.h"
#include "core/staff_view.h"

#endif
