/* The sheet on which a foot is traced at home: how to do it, where to stand, and two checks that the printer kept the size
 * (evidence.md 4.3).
 *
 * One page for each foot, A4 or Letter, to be printed at 100 %. The lower edge of the sheet stands at the wall and is the heel
 * line: a printed one would cost length, and an A4 sheet has just 297 mm of it. */
#ifndef REPORT_TRACING_SHEET_H
#define REPORT_TRACING_SHEET_H

#include "base/buffer.h"
#include "base/error.h"
#include "report/drawing.h"
#include "report/page_pdf.h"

/* Appends the PDF, the left foot first. Errors: those of page_pdf.h. */
enum tingle_status tracing_sheet_pdf(struct buffer *out, enum page_paper paper, struct tingle_error *err);

/* One page of it, of the paper's size. */
void tracing_sheet_draw(struct drawing *d, enum page_paper paper, bool right);

#endif
