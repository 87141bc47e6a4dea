/* Pages of the staff screens that have several, and what S11 tries and shows.
 *
 * Promises: names and sizes only; the page that stands there is state of core/desk.h.
 */
#ifndef CORE_DESK_PAGES_H
#define CORE_DESK_PAGES_H

/* Pages of S10. */
enum report_page { REPORT_FIGURES, REPORT_VERDICTS, REPORT_NOTES, REPORT_PAGE_COUNT };

/* Pages of S11. */
enum service_page {
    SERVICE_CHECK,    /* opening check */
    SERVICE_SIGNALS,  /* lamp, tones, voice, a slip */
    SERVICE_CAMERA,   /* the live picture and how sharp it is */
    SERVICE_TOUCH,    /* a grid to be touched through */
    SERVICE_COLOURS,  /* every colour of the theme beside each other */
    SERVICE_VERSIONS, /* build, settings, font files */
    SERVICE_PAGE_COUNT
};
/* What S11 tries, as arguments of its actions: in the order of enum signal and enum tone. */
enum { SERVICE_LAMPS = 4, SERVICE_TONES = 5 };
enum { TOUCH_CELLS = 40, FONT_ROWS_MAX = 9, FONT_NAME_SIZE = 40 };
/* … and of the whole applicant screen, on A80: rows from the top, each from the left. */
enum { FACE_COLUMNS = 6, FACE_CELLS = 60 };
enum face_test { FACE_TEST_NONE, FACE_TEST_RUNS, FACE_TEST_OVER };

struct font_row {
    char name[FONT_NAME_SIZE]; /* of the file */
    char hash[17];             /* first 64 bits of its BLAKE2b, hex; "": it cannot be read */
};

#endif
