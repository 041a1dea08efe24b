/* The clinician's page: one page of A4 or Letter, and the same as HTML and for the terminal.
 *
 * On paper the page is one page, whatever the records hold. Its two columns are balanced; only when it is full is it shortened, by
 * rule: the signs answered with no first, then weeks, shoes, fits and gaps; what was tried and the signs found last, emergency and urgent
 * ones never. Each list says how many were left out, and the details, when asked for, have them. These begin on page 2 with the model's
 * answer, behind the gate. Paper and HTML name no command of the program; the terminal does.
 */
#ifndef REPORT_CLINIC_PAGE_H
#define REPORT_CLINIC_PAGE_H

#include <tingle/clinic.h>

#include "base/buffer.h"
#include "report/page_pdf.h"
#include "report/term.h"

struct clinic_style {
    bool details;
    const char *name;       /* of the runner; NULL: left out */
    enum page_paper paper;
};

void clinic_text(struct buffer *out, const struct tingle_clinic_report *report, const struct clinic_style *style, const struct term *term);

/* Errors of these two: TINGLE_NO_MEMORY; of PDF also TINGLE_NO_INPUT (no fonts), TINGLE_INTERNAL. */
enum tingle_status clinic_html(struct buffer *out, const struct tingle_clinic_report *report, const struct clinic_style *style, struct tingle_error *err);
enum tingle_status clinic_pdf(struct buffer *out, const struct tingle_clinic_report *report, const struct clinic_style *style, struct tingle_error *err);

void clinic_json(struct buffer *out, const struct tingle_clinic_report *report);

#endif
