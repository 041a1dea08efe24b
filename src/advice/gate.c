/* The gate: its order, its words. Texts after evidence.md section 2 and decisions.md C1, C2, C4, C8;
 * not yet reviewed by a clinician. */
#include "advice/gate.h"

#include <tingle/why.h>

enum tingle_gate gate_of(const struct screening *s)
{
    if (s->emergency == SCREEN_YES) return TINGLE_GATE_EMERGENCY;
    if (s->urgent == SCREEN_YES) return TINGLE_GATE_URGENT;
    if (s->emergency == SCREEN_UNASKED || s->urgent == SCREEN_UNASKED || !s->profile_asked)
        return TINGLE_GATE_UNSCREENED;
    if ((s->under_16 || s->pregnant || s->diabetes || s->neuropathy || s->surgery) && !s->seen_by_clinician)
        return TINGLE_GATE_CLINICIAN;
    return TINGLE_GATE_OPEN;
}

const char *gate_text(enum tingle_gate gate)
{
    switch (gate) {
    case TINGLE_GATE_UNSCREENED:
        return "First three questions about warning signs: run `tingle doctor`. Advice comes after that.";
    case TINGLE_GATE_EMERGENCY:
        return "You said yes to an emergency sign. Call the emergency number now (112 in much of the world). Do not run.";
    case TINGLE_GATE_URGENT:
        return "You said yes to an urgent sign. Get medical advice today, and do not run until then.";
    case TINGLE_GATE_CLINICIAN:
        return "With what you told about yourself a clinician should look at your feet first. When that is done: "
               "`tingle doctor --seen DATE`.";
    case TINGLE_GATE_OPEN: break;
    }
    return "";
}

const char *doctor_line(const struct screening *s)
{
    if (gate_of(s) == TINGLE_GATE_UNSCREENED)
        return "Warning signs: never asked. If you are worried, or it changes, see a doctor.";
    return "Warning signs: only three questions were asked so far, not the whole list. Not yet reviewed by a "
           "clinician. If you are worried, or it changes, see a doctor.";
}

const char gate_question_emergency[] =
    "Right now or new in the last two weeks, is any of these true?\n"
    "  - sudden numbness or weakness of face, arm or leg, or trouble speaking or seeing, not from running\n"
    "  - numb between the legs or around the bottom, or new trouble with pee or poo\n"
    "  - a foot or leg suddenly cold, pale or blue, or very painful, that does not recover with rest\n"
    "  - a leg so tight and painful after running that rest does not ease it\n"
    "  - weakness climbing in both legs over hours to days, or trouble breathing or swallowing\n"
    "  - chest pain, collapse, dark urine after hard exercise, or a bad injury\n";
const char gate_question_urgent[] =
    "Apart from the foot numbness that comes with running and goes after, is any of these true?\n"
    "  - you cannot lift the front of a foot, or a leg or foot has become weak\n"
    "  - the numbness has stayed for more than 24 hours after a run\n"
    "  - hands also numb or clumsy, unsteady legs, or several numb patches with fever or feeling ill\n"
    "  - one calf newly swollen, warm and painful\n"
    "  - with diabetes: a wound, a blister, or a hot, red or swollen foot\n";
const char gate_question_profile[] =
    "Is any of these true of you: under 16, pregnant, diabetes, a known nerve disease of the feet, "
    "surgery of foot, leg or back?\n";
