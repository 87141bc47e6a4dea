#include "hal/ipp.h"

#include <stddef.h>
#include <string.h>

#include "hal/printer_condition.h"

struct stem {
    const char *text;
    unsigned condition;
};

/* The longer stem stands before the shorter one that begins it. */
static const struct stem stems[] = {
    {"media-empty", PRINTER_OUT},
    {"media-needed", PRINTER_OUT},
    {"media-low", PRINTER_NEAR_END},
    {"media-jam", PRINTER_JAM},
    {"cover-open", PRINTER_COVER_OPEN},
    {"door-open", PRINTER_COVER_OPEN},
    {"interlock-open", PRINTER_COVER_OPEN},
    {"toner-low", PRINTER_SUPPLY_LOW},
    {"toner-empty", PRINTER_SUPPLY_OUT},
    {"marker-supply-low", PRINTER_SUPPLY_LOW},
    {"marker-supply-empty", PRINTER_SUPPLY_OUT},
    {"marker-waste-full", PRINTER_SUPPLY_OUT},
    {"marker-waste-almost-full", PRINTER_SUPPLY_LOW},
    {"input-tray-missing", PRINTER_TRAY},
    {"output-tray-missing", PRINTER_TRAY},
    {"output-area-full", PRINTER_TRAY},
    {"output-area-almost-full", 0},
    {"fuser-over-temp", PRINTER_OVERHEAT},
    {"fuser-under-temp", PRINTER_OVERHEAT},
    {"spool-area-full", PRINTER_ATTENTION},
    {"offline", PRINTER_OFFLINE},
    {"shutdown", PRINTER_OFFLINE},
    {"timed-out", PRINTER_OFFLINE},
    {"paused", PRINTER_OFFLINE},
    {"moving-to-paused", PRINTER_OFFLINE},
    {"connecting-to-device", 0},
    {"none", 0},
};

unsigned ipp_reason_condition(const char *keyword)
{
    for (size_t i = 0; i < sizeof stems / sizeof stems[0]; i++) {
        size_t n = strlen(stems[i].text);
        bool is_stem =
            strncmp(keyword, stems[i].text, n) == 0 && (keyword[n] == '\0' || keyword[n] == '-');
        if (is_stem) {
            return stems[i].condition;
        }
    }
    const char *ending = strrchr(keyword, '-');
    bool only_informs = ending != NULL && strcmp(ending, "-report") == 0;
    return only_informs ? 0 : PRINTER_ATTENTION;
}

bool ipp_job_is_final(const struct ipp_job_view *job)
{
    bool is_ended = job->status == IPP_JOB_IS_CANCELED || job->status == IPP_JOB_IS_ABORTED ||
                    job->status == IPP_JOB_IS_COMPLETED;
    return is_ended && !job->is_queued_in_device;
}

static struct ipp_verdict unknown(const char *text)
{
    return (struct ipp_verdict){PRINT_OUTCOME_UNKNOWN, PRINT_EVIDENCE_JOB_STATE, text};
}

struct ipp_verdict ipp_judge(const struct ipp_job_view *job, int sheets_ordered)
{
    if (job->status == IPP_JOB_IS_COMPLETED) {
        if (job->impressions == IPP_NOT_COUNTED) {
            return unknown("completed, impressions not counted");
        }
        if (job->impressions != sheets_ordered) {
            return unknown("completed, impressions differ");
        }
        return (struct ipp_verdict){PRINT_OUTCOME_PRINTED, PRINT_EVIDENCE_JOB_STATE,
                                    "completed, impressions as ordered"};
    }
    if (job->impressions > 0) {
        return unknown("broken off after an impression");
    }
    if ((job->conditions & PRINTER_JAM) != 0) {
        return unknown("broken off with a jam");
    }
    return (struct ipp_verdict){PRINT_OUTCOME_NOT_PRINTED, PRINT_EVIDENCE_JOB_STATE,
                                job->status == IPP_JOB_IS_CANCELED ? "canceled, no impressions"
                                                                   : "aborted, no impressions"};
}
