/* The one gate before all advice (decisions.md C1).
 *
 *     emergency   an emergency sign: its action, and nothing else
 *     urgent      the same for an urgent one
 *     unscreened  an emergency or urgent question, or the profile, is unasked: those first
 *     soon        a sign of the tier S: no advice until a clinician was seen later than the sign
 *     clinician   a fact of the profile: log, doctor, report and guide only, until a clinician was seen later
 *     open
 *
 * An urgent sign that the log alone finds, and that no answer can take back, is over when a clinician was seen later.
 */
#ifndef ADVICE_GATE_H
#define ADVICE_GATE_H

#include <tingle/why.h>

#include "advice/screening.h"

enum tingle_gate gate_of(const struct screening *s);

enum { GATE_TEXT = 640 };

/* What the runner should do when the gate is not open; "" when it is. */
void gate_text(char out[GATE_TEXT], const struct screening *s);

/* "Table of signs 1 of 2026-11-26, not yet reviewed by a clinician.": goes where a sign is shown. */
enum { TABLE_TEXT = 120 };
void sign_table_text(char out[TABLE_TEXT]);

/* The doctor line, always shown: what was found, how much was never asked, and by which table. */
void doctor_line(char out[GATE_TEXT], const struct screening *s);

#endif
