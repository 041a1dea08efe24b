/* Parts of the clinician's page that its files share. */
#ifndef REPORT_CLINIC_INNER_H
#define REPORT_CLINIC_INNER_H

#include <tingle/clinic.h>

#include "report/clinic_page.h"
#include "report/document.h"

/* How much room each part has: the steps by which a page is made to fit. */
struct clinic_room {
    size_t fits, reasons, tried, shoes, signs, checks, not_known, considers, unasked;
    int words;          /* columns of a text of the runner's own */
    double text_mm;     /* size of type */
};
enum { CLINIC_ROOMS = 8 };

enum { CLINIC_SHORT = 360 };

/* At most `columns` characters, then "..."; "-" for nothing. */
const char *clinic_short(char out[CLINIC_SHORT], const char *text, int columns);

/* Runs a week as a drawing: numb, fine, not noted. The caller releases it. */
void clinic_chart(struct drawing *d, const struct tingle_clinic_report *r, double width_mm);

/* Soles and tops of both feet with a legend; its description lists the places. The caller releases it. */
void clinic_map(struct drawing *d, const struct tingle_where *where, double width_mm);

/* Page 2 and on. */
void clinic_details(struct document *d, const struct tingle_clinic_report *r);

#endif
