/* The answer of `tingle why` as text for a person: at most 40 lines, more with `explain`.
 *
 * Words are the product's: "goes with", never "caused by"; percentages with intervals; the doctor
 * line always. Pure: writes into a buffer.
 */
#ifndef REPORT_WHY_TEXT_H
#define REPORT_WHY_TEXT_H

#include <stdbool.h>

#include <tingle/why.h>

#include "base/buffer.h"
#include "report/term.h"

struct why_style {
    struct term term; /* colour and width */
    bool miles;       /* pace in min/mile */
    bool explain;     /* append what each number rests on */
};

void why_text(struct buffer *out, const struct tingle_why *why, const struct why_style *style);

#endif
