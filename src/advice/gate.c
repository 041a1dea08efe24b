/* The gate: its order, its words. */
#include "advice/gate.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

static uint64_t bit(int rule) { return (uint64_t)1 << rule; }

/* The first rule of a tier that fires and has not been looked at since; -1 none. An answer of E or U is only taken back by
 * another answer. */
static int open_sign(const struct screening *s, enum sign_tier tier)
{
    for (int i = 0; i < SIGN_COUNT; i++) {
        bool answered = strcmp(s->rule[i].value, "yes") == 0 && tier <= TIER_U;
        if (sign_rule[i].tier != tier || !(s->result.hits & bit(i))) continue;
        if (answered || !screening_seen_since(s, screening_rule_since(s, (enum sign_id)i))) return i;
    }
    return -1;
}

static bool grave_is_unasked(const struct screening *s)
{
    for (int i = 0; i < SIGN_COUNT; i++)
        if (sign_rule[i].tier <= TIER_U && (s->result.unasked & bit(i))) return true;
    return !s->profile_asked;
}

static bool fact_is_open(const struct screening *s, int fact)
{
    return s->answers.fact[fact] == SIGN_YES && !screening_seen_since(s, screening_fact_since(s, (enum sign_fact)fact));
}

enum tingle_gate gate_of(const struct screening *s)
{
    if (s->old_emergency || open_sign(s, TIER_E) >= 0) return TINGLE_GATE_EMERGENCY;
    if (s->old_urgent || open_sign(s, TIER_U) >= 0) return TINGLE_GATE_URGENT;
    if (grave_is_unasked(s)) return TINGLE_GATE_UNSCREENED;
    if (open_sign(s, TIER_S) >= 0) return TINGLE_GATE_SOON;
    for (int i = 0; i < SIGN_FACT_COUNT; i++)
        if (fact_is_open(s, i)) return TINGLE_GATE_CLINICIAN;
    return TINGLE_GATE_OPEN;
}

/* -------------------------------------------------------------------------- words */

static void facts_text(char *out, size_t size, const struct screening *s)
{
    size_t used = 0, facts = 0, told = 0;
    for (int i = 0; i < SIGN_FACT_COUNT; i++) facts += fact_is_open(s, i);
    *out = '\0';
    for (int i = 0; i < SIGN_FACT_COUNT && used < size; i++) {
        if (!fact_is_open(s, i)) continue;
        used += (size_t)snprintf(out + used, size - used, "%s%s", told == 0 ? "" : told + 1 == facts ? " and " : ", ", sign_fact_row[i].words);
        told++;
    }
}

static void sign_text(char out[GATE_TEXT], const struct screening *s, enum sign_tier tier, const char *end)
{
    char action[GATE_TEXT / 2];
    int rule = open_sign(s, tier);
    sign_action(action, sizeof action, sign_rule[rule].action, screening_number(s));
    snprintf(out, GATE_TEXT, "Warning sign: %s. %s%s", sign_rule[rule].title, action, end);
}

static void emergency_text(char out[GATE_TEXT], const struct screening *s)
{
    char action[GATE_TEXT / 2];
    if (open_sign(s, TIER_E) >= 0) {
        sign_text(out, s, TIER_E, " Do not run.");
        return;
    }
    sign_action(action, sizeof action, "Call {number} now.", screening_number(s));
    snprintf(out, GATE_TEXT, "You said yes to an emergency sign. %s Do not run. When that is over, answer the questions anew: `tingle doctor`.", action);
}

void gate_text(char out[GATE_TEXT], const struct screening *s)
{
    char facts[GATE_TEXT / 2];
    out[0] = '\0';
    switch (gate_of(s)) {
    case TINGLE_GATE_EMERGENCY: emergency_text(out, s); break;
    case TINGLE_GATE_URGENT:
        if (open_sign(s, TIER_U) >= 0) sign_text(out, s, TIER_U, "");
        else
            snprintf(out, GATE_TEXT, "You said yes to an urgent sign. Get medical advice today, and do not run until then. When that is "
                                     "over, answer the questions anew: `tingle doctor`.");
        break;
    case TINGLE_GATE_UNSCREENED:
        snprintf(out, GATE_TEXT, "First some questions about warning signs: run `tingle doctor`. Advice comes after that.");
        break;
    case TINGLE_GATE_SOON: sign_text(out, s, TIER_S, " Advice comes after that: `tingle doctor --seen DATE`."); break;
    case TINGLE_GATE_CLINICIAN:
        facts_text(facts, sizeof facts, s);
        snprintf(out, GATE_TEXT, "Because %s, a clinician should look at your feet first. When that is done: `tingle doctor --seen DATE`.", facts);
        break;
    case TINGLE_GATE_OPEN: break;
    }
}

void sign_table_text(char out[TABLE_TEXT])
{
    snprintf(out, TABLE_TEXT, "Table of signs %s of %s, %sreviewed by a clinician.", sign_table.version, sign_table.date,
             sign_table.reviewed ? "" : "not yet ");
}

/* Where no sign fires. */
static const char *nothing_found(const struct screening *s)
{
    if (s->log_unknown) return "none found in the answers; your log was not looked at";
    if (s->not_judged) return "none found in the answers";
    return s->log.noted ? "none found in your log" : "no run noted yet";
}

void doctor_line(char out[GATE_TEXT], const struct screening *s)
{
    char found[GATE_TEXT / 2], never[96] = "", table[TABLE_TEXT];
    size_t hits = 0, unasked = 0;
    int first = -1;
    for (int i = 0; i < SIGN_COUNT; i++) {
        if ((s->result.hits & bit(i)) && i != SIGN_SELF) {
            hits++;
            if (first < 0) first = i;
        }
        unasked += (s->result.unasked >> i) & 1;
    }
    if (hits) snprintf(found, sizeof found, "%zu found (%s%s)", hits, sign_rule[first].title, hits > 1 ? ", and more" : "");
    else snprintf(found, sizeof found, "%s", nothing_found(s));
    if (unasked) snprintf(never, sizeof never, "; %zu question%s never asked or to be asked again: `tingle doctor`", unasked, unasked == 1 ? "" : "s");
    sign_table_text(table);
    snprintf(out, GATE_TEXT, "Warning signs: %s%s. %s If you are worried, or it changes, see a doctor.", found, never, table);
}
