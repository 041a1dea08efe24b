/* Numbers with their units, and what the words around them make of them. */
#include "words/word_amounts.h"

#include <math.h>

static const double km_a_mile = 1.609344, minutes_max = 48 * 60, km_max = 1000, metres_min = 100;
enum { CUE_REACH = 4, SCALE_REACH = 2, SEVERITY_MAX = 10 };

static enum word_unit unit_at(const struct word_line *line, size_t item)
{
    return word_is(line, item, WORD_UNIT) ? line->item[item].row->unit : WORD_NO_UNIT;
}

static bool close_by(const struct word_line *line, size_t item) { return word_gap_at(line, item) <= WORD_HYPHEN; }

/* Puts a value with its unit into the amount; false for a unit that makes no sense with it. */
static bool set_value(struct word_amount *a, double value, double upper, enum word_unit unit)
{
    double scale = unit == WORD_H ? 60 : unit == WORD_MILE ? km_a_mile : unit == WORD_M ? 0.001 : 1;
    if (unit == WORD_NO_UNIT || (unit == WORD_M && value < metres_min)) return false;
    value *= scale;
    a->upper = upper * scale;
    a->minutes = unit == WORD_MIN || unit == WORD_H ? value : NAN;
    a->km = unit == WORD_MIN || unit == WORD_H ? NAN : value;
    return !(a->minutes > minutes_max) && !(a->km > km_max);
}

/* The second number of "30-45" or "30 to 45" behind the first; its item, or 0. */
static size_t window_end(const struct word_line *line, size_t item)
{
    if (word_gap_at(line, item + 1) == WORD_HYPHEN && word_is_number(line, item + 1)) return item + 1;
    if (word_is(line, item + 1, WORD_TO) && word_is_number(line, item + 2)) return item + 2;
    return 0;
}

/* The minutes in "1h20" and "1 h 20 min" behind the unit at an item. */
static void add_minutes(const struct word_line *line, size_t unit, struct word_amount *a)
{
    size_t next = unit + 1;
    bool glued = word_gap_at(line, next) == WORD_GLUED;
    if (word_is(line, next, WORD_AND)) next++;
    if (!word_is_number(line, next) || line->item[next].number >= 60) return;
    if (!glued && unit_at(line, next + 1) != WORD_MIN) return;
    a->minutes += line->item[next].number;
    a->at.to = next + 1 + (unit_at(line, next + 1) == WORD_MIN);
}

/* "40 min", "1h20", "1:20 h", "30-45 min" */
static bool number_then_unit(const struct word_line *line, size_t item, struct word_amount *a)
{
    size_t end = window_end(line, item), unit = (end ? end : item) + 1;
    double value = line->item[item].number;
    if (!end && word_gap_at(line, unit) == WORD_COLON && word_is_number(line, unit) && unit_at(line, unit + 1) == WORD_H) {
        *a = (struct word_amount){.at = {item, unit + 2}, .minutes = 60 * value + line->item[unit].number, .km = NAN, .upper = NAN};
        return a->minutes <= minutes_max;
    }
    if (word_gap_at(line, unit) > WORD_HYPHEN && word_gap_at(line, unit) != WORD_DOT) return false;
    if (!set_value(a, value, end ? line->item[end].number : NAN, unit_at(line, unit))) return false;
    a->at = (struct word_span){item, unit + 1};
    if (unit_at(line, unit) == WORD_H) add_minutes(line, unit, a);
    return true;
}

/* "km 8", "Minute 40": the number may be that of a window, but has no unit of its own. */
static bool unit_then_number(const struct word_line *line, size_t item, struct word_amount *a)
{
    enum word_unit unit = unit_at(line, item);
    size_t number = item + 1, end;
    if (unit != WORD_KM && unit != WORD_MILE && unit != WORD_MIN) return false;
    if (word_gap_at(line, number) > WORD_HYPHEN && word_gap_at(line, number) != WORD_DOT) return false;
    if (!word_is_number(line, number) || !line->item[number].digits) return false;
    end = window_end(line, number);
    if (unit_at(line, (end ? end : number) + 1) && close_by(line, number + 1)) return false;
    a->at = (struct word_span){item, (end ? end : number) + 1};
    return set_value(a, line->item[number].number, end ? line->item[end].number : NAN, unit);
}

bool word_amount_at(const struct word_line *line, size_t item, struct word_amount *out)
{
    *out = (struct word_amount){.minutes = NAN, .km = NAN, .upper = NAN};
    if (word_is(line, item, WORD_DURATION)) {
        out->at = (struct word_span){item, item + 1};
        out->minutes = line->item[item].row->number;
        return true;
    }
    if (word_is_number(line, item) && number_then_unit(line, item, out)) return true;
    *out = (struct word_amount){.minutes = NAN, .km = NAN, .upper = NAN};
    return unit_then_number(line, item, out);
}

/* ------------------------------------------------------------------------- cues */

/* What the words before the amount say. */
static enum word_cue cue_before(const struct word_line *line, size_t item, enum word_cue otherwise)
{
    for (size_t steps = 0; steps < CUE_REACH && item > 0 && word_gap_at(line, item) < WORD_COLON; steps++) {
        item--;
        if (word_is(line, item, WORD_UNTIL)) return WORD_UNTIL_CUE;
        if (word_is(line, item, WORD_ANTI)) return WORD_NO_CUE;
        if (word_is_any(line, item, WORD_KIND(WORD_AT) | WORD_KIND(WORD_AFTER) | WORD_KIND(WORD_BEGAN))) return WORD_BEGINS;
        if (!word_is_any(line, item, WORD_KIND(WORD_ABOUT) | WORD_KIND(WORD_FILL) | WORD_KIND(WORD_TO))) break;
    }
    return otherwise;
}

static enum word_cue cue_of(const struct word_line *line, const struct word_amount *a, bool unit_first)
{
    size_t behind = a->at.to;
    bool tail = word_is(line, behind, WORD_TAIL) && close_by(line, behind) &&
                !(behind + 1 < line->items && line->item[behind + 1].digits);
    if (word_gap_at(line, behind) == WORD_SLASH) return WORD_NO_CUE;
    if (word_is(line, behind, WORD_TAIL_NOT) && close_by(line, behind)) return WORD_NO_CUE;
    return cue_before(line, a->at.from, unit_first || tail ? WORD_BEGINS : WORD_NO_CUE);
}

size_t word_amounts(const struct word_line *line, struct word_amount *out, size_t room)
{
    size_t found = 0;
    for (size_t i = 0; i < line->items && found < room; i++) {
        struct word_amount *a = &out[found];
        if (!word_amount_at(line, i, a)) continue;
        a->cue = cue_of(line, a, unit_at(line, i) != WORD_NO_UNIT);
        i = a->at.to - 1;
        found++;
    }
    return found;
}

/* --------------------------------------------------------------------- severity */

bool word_severity_at(const struct word_line *line, size_t item, double *value, size_t *next)
{
    size_t ten = item + 1;
    if (word_is(line, item, WORD_SCALE) && word_is_number(line, item + 1)) {
        *value = line->item[item + 1].number;
        *next = item + 2;
        if (word_severity_at(line, item + 1, value, next)) return true;
        return *value <= SEVERITY_MAX;
    }
    if (!word_is_number(line, item)) return false;
    if (word_is(line, ten, WORD_OUTOF)) ten++;
    else if (word_gap_at(line, ten) != WORD_SLASH) return false;
    if (!word_is_number(line, ten) || line->item[ten].number != SEVERITY_MAX) return false;
    if (word_gap_at(line, ten + 1) == WORD_SLASH || word_is(line, ten + 1, WORD_UNIT)) return false;
    *value = line->item[item].number;
    *next = ten + 1;
    return *value <= SEVERITY_MAX;
}

static bool is_of_something_else(const struct word_line *line, size_t item)
{
    for (size_t steps = 0; steps <= SCALE_REACH && item > 0 && word_gap_at(line, item) < WORD_COMMA; steps++) {
        item--;
        if (word_is(line, item, WORD_SYMPTOM)) return false;
        if (word_is(line, item, WORD_OTHER_SCALE)) return true;
    }
    return false;
}

double word_severity(const struct word_line *line)
{
    double value;
    for (size_t i = 0, next; i < line->items; i++)
        if (word_severity_at(line, i, &value, &next) && !is_of_something_else(line, i)) return value;
    return NAN;
}
