/* Scope: clauses, negations, other days and other people. */
#include "words/word_clause.h"

#include <math.h>

#include "words/word_places.h"

enum { NO_REACH = 3, NOT_REACH = 5, BEHIND_REACH = 4, GONE_BEFORE = 3, GONE_BEHIND = 5, LIKE_REACH = 2, DOUBLE_REACH = 4 };

static const uint64_t list_words = WORD_KIND(WORD_FILL) | WORD_KIND(WORD_AILMENT) | WORD_KIND(WORD_QUALITY) | WORD_KIND(WORD_SYMPTOM) |
                                   WORD_KIND(WORD_OR) | WORD_KIND(WORD_TODAY);

struct word_span word_clause(const struct word_line *line, size_t item)
{
    struct word_span span = {item, item + 1};
    while (span.from > 0 && !word_is(line, span.from - 1, WORD_BUT)) span.from--;
    while (span.to < line->items && !word_is(line, span.to, WORD_BUT)) span.to++;
    return span;
}

struct word_span word_piece(const struct word_line *line, size_t item)
{
    struct word_span clause = word_clause(line, item), span = {item, item + 1};
    while (span.from > clause.from && word_gap_at(line, span.from) != WORD_COMMA) span.from--;
    while (span.to < clause.to && word_gap_at(line, span.to) != WORD_COMMA) span.to++;
    return span;
}

static size_t distance(size_t a, size_t b) { return a > b ? a - b : b - a; }

/* The item of these kinds nearest to `item` in the span; SIZE_MAX when there is none. */
static size_t nearest(const struct word_line *line, struct word_span span, uint64_t kinds, size_t item)
{
    size_t best = SIZE_MAX;
    for (size_t i = span.from; i < span.to; i++)
        if (word_is_any(line, i, kinds) && (best == SIZE_MAX || distance(i, item) < distance(best, item))) best = i;
    return best;
}

static bool has_kind(const struct word_line *line, struct word_span span, uint64_t kinds)
{
    return nearest(line, span, kinds, span.from) != SIZE_MAX;
}

static struct word_span part_of(struct word_span span, size_t from, size_t to)
{
    return (struct word_span){from > span.from ? from : span.from, to < span.to ? to : span.to};
}

/* ------------------------------------------------------------- another day, another person */

static bool stands_behind(const struct word_line *line, size_t item, enum word_kind kind)
{
    for (size_t i = item, steps = 0; i-- > 0 && steps < LIKE_REACH; steps++)
        if (word_is(line, i, kind)) return true;
    return false;
}

/* True when the word at `spoil` makes the symptom at `item` one of another day, person or world. */
static bool spoils(const struct word_line *line, size_t spoil, size_t item, struct word_span piece)
{
    bool in_piece = spoil >= piece.from && spoil < piece.to;
    switch (line->item[spoil].row->spoil) {
    case WORD_DAY:
        if (stands_behind(line, spoil, WORD_LIKE)) return false;
        return in_piece || (spoil < item && !has_kind(line, (struct word_span){spoil + 1, item}, WORD_KIND(WORD_TODAY)));
    case WORD_WHO: return in_piece && !stands_behind(line, spoil, WORD_WITH);
    default: return in_piece;
    }
}

/* "Maria's foot" */
static bool is_of_somebody(const struct word_line *line, struct word_span piece)
{
    for (size_t i = piece.from; i + 1 < piece.to; i++)
        if (line->token[line->item[i].last].possessive && !line->item[i].row && (word_place_of(line, i + 1) || word_is(line, i + 1, WORD_SIDE))) return true;
    return false;
}

static bool is_of_another(const struct word_line *line, size_t item, struct word_span clause, struct word_span piece)
{
    for (size_t i = clause.from; i < clause.to; i++)
        if (i != item && word_is(line, i, WORD_SPOIL) && spoils(line, i, item, piece)) return true;
    return is_of_somebody(line, piece);
}

/* ----------------------------------------------------------------- the part of the body */

/* The nearest other part of the body; `fingers` takes words for fingers and toes for fingers. */
static size_t nearest_body(const struct word_line *line, size_t item, struct word_span piece, bool fingers)
{
    for (size_t i = piece.from; fingers && i < piece.to; i++)
        if (word_place_of(line, i) == WORD_DIGIT) return i;
    return nearest(line, piece, WORD_KIND(WORD_BODY), item);
}

/* True when a hand, a face or a leg is what was numb, and no foot. */
static bool is_elsewhere(const struct word_line *line, size_t item, struct word_span clause, struct word_span piece)
{
    const uint64_t joins = list_words | WORD_KIND(WORD_AND) | WORD_KIND(WORD_SIDE) | WORD_KIND(WORD_BODY) | WORD_KIND(WORD_PLACE) | WORD_KIND(WORD_WHERE);
    size_t body = nearest_body(line, item, piece, !word_has_foot(line, clause)), place = nearest(line, piece, WORD_KIND(WORD_PLACE), item);
    if (body == SIZE_MAX) return has_kind(line, clause, WORD_KIND(WORD_BODY)) && !word_has_foot(line, clause);
    if (place == SIZE_MAX || !word_has_foot(line, piece)) return true;
    if (distance(place, item) <= distance(body, item)) return false;
    for (size_t i = body < place ? body : place; i < (body < place ? place : body); i++)
        if (!word_is_any(line, i, joins) || word_is(line, i, WORD_SYMPTOM)) return true;
    return false;
}

/* "didn't feel any tingling": what was not felt is a symptom, and no foot. */
static bool loses_a_symptom(const struct word_line *line, size_t item)
{
    const uint64_t passed = WORD_KIND(WORD_FILL) | WORD_KIND(WORD_NO) | WORD_KIND(WORD_AILMENT) | WORD_KIND(WORD_OR);
    if (!word_is(line, item, WORD_SYMPTOM) || line->item[item].row->form != WORD_LOSS) return false;
    for (item++; word_gap_at(line, item) < WORD_COLON && word_is_any(line, item, passed) && !word_is(line, item, WORD_SYMPTOM); item++) {}
    return word_gap_at(line, item) < WORD_COLON && word_is(line, item, WORD_SYMPTOM);
}

/* True when the words may speak of a foot of this run. */
static bool is_of_a_foot(const struct word_line *line, size_t item, struct word_span clause, struct word_span piece)
{
    enum word_form form = line->item[item].row->form;
    if (is_elsewhere(line, item, clause, piece)) return false;
    if (form == WORD_PART) return word_has_foot(line, item > 0 && word_is(line, item - 1, WORD_NO) ? clause : piece);
    if (loses_a_symptom(line, item)) return false;
    if (form == WORD_LOSS || form == WORD_SENSE) return word_has_foot(line, clause);
    return word_has_foot(line, clause) || !has_kind(line, piece, WORD_KIND(WORD_CHILL));
}

/* ------------------------------------------------------------------------- negations */

/* "not without", "no run without" */
static bool is_doubled(const struct word_line *line, size_t without, struct word_span clause)
{
    struct word_span before = part_of(clause, without > DOUBLE_REACH ? without - DOUBLE_REACH : 0, without);
    size_t at = nearest(line, before, WORD_KIND(WORD_NO) | WORD_KIND(WORD_NOT), without);
    return at != SIZE_MAX && !has_kind(line, (struct word_span){at + 1, without}, WORD_KIND(WORD_AND)) &&
           word_piece(line, without).from <= at;
}

/* How far a look back from the symptom has come. */
struct back_look {
    bool noun;     /* may be part of a list */
    bool list;     /* nothing but words of a list so far */
    bool crossed;  /* over a comma or an "and" */
    size_t unknown;
};

/* Looks at the item; false when no negation before it reaches the symptom. */
static bool look_on(struct back_look *look, const struct word_line *line, size_t item)
{
    const uint64_t stops = WORD_KIND(WORD_WEAK) | WORD_KIND(WORD_UNTIL) | WORD_KIND(WORD_WHEN) | WORD_KIND(WORD_AFTER);
    const uint64_t negations = WORD_KIND(WORD_NO) | WORD_KIND(WORD_NOT) | WORD_KIND(WORD_WITHOUT);
    bool negation = word_is_any(line, item, negations);
    bool joint = word_gap_at(line, item + 1) == WORD_COMMA || (word_is(line, item, WORD_AND) && !negation);
    if (word_is_any(line, item, stops) && !negation) return false;
    if (joint && !(look->noun && look->list)) return false;
    look->crossed = look->crossed || joint;
    if (!negation && !word_is_any(line, item, list_words | WORD_KIND(WORD_AND))) look->list = false;
    look->unknown += !line->item[item].row && !word_is_number(line, item);
    return !(look->crossed && look->unknown > 1);
}

static bool is_negated_before(const struct word_line *line, size_t item, struct word_span clause)
{
    struct back_look look = {.noun = line->item[item].row->form == WORD_NOUN, .list = true};
    for (size_t i = item; i-- > clause.from;) {
        if (!look_on(&look, line, i)) return false;
        if (word_is(line, i, WORD_WITHOUT)) return !is_doubled(line, i, clause);
        if (word_is(line, i, WORD_NO)) return look.unknown <= NO_REACH;
        if (word_is(line, i, WORD_NOT) || loses_a_symptom(line, i)) return !look.crossed && look.unknown <= NOT_REACH;
    }
    return false;
}

/* Nothing but filling behind an item of the piece. */
static bool ends_the_piece(const struct word_line *line, size_t item, struct word_span piece)
{
    for (size_t i = item + 1; i < piece.to; i++)
        if (!word_is_any(line, i, WORD_KIND(WORD_FILL) | WORD_KIND(WORD_TODAY))) return false;
    return true;
}

/* What a "no" or "not" at an item makes of the symptom before it. */
static bool denies(const struct word_line *line, size_t item, struct word_span piece)
{
    bool not_follows = line->language == WORD_DE || line->language == WORD_NL, no = word_is(line, item, WORD_NO), not = word_is(line, item, WORD_NOT);
    if (has_kind(line, part_of(piece, item > 0 ? item - 1 : 0, item + 3), WORD_KIND(WORD_GONE))) return false;
    if (not && (not_follows || has_kind(line, part_of(piece, item + 1, item + 4), WORD_KIND(WORD_CAME)))) return true;
    return (no || word_gap_at(line, item) >= WORD_COLON) && ends_the_piece(line, item, piece);
}

/* "Kribbeln: keins", "tintelden niet", "numbness did not come back" */
static bool is_negated_behind(const struct word_line *line, size_t item, struct word_span piece)
{
    const uint64_t stops = WORD_KIND(WORD_WEAK) | WORD_KIND(WORD_AND) | WORD_KIND(WORD_UNTIL);
    bool sense = line->item[item].row->form == WORD_SENSE;
    struct word_span near = part_of(piece, item + 1, sense ? piece.to : item + 1 + BEHIND_REACH);
    for (size_t i = near.from; i < near.to && !word_is_any(line, i, stops); i++)
        if (word_is_any(line, i, WORD_KIND(WORD_NO) | WORD_KIND(WORD_NOT))) return denies(line, i, piece);
    return false;
}

/* "numbness gone"; but "numbness gone after I loosened the laces" was there. */
static bool is_gone(const struct word_line *line, size_t item, struct word_span clause, struct word_span piece, size_t amounts)
{
    struct word_span near = part_of(piece, item > GONE_BEFORE ? item - GONE_BEFORE : 0, item + 1 + GONE_BEHIND);
    size_t gone = nearest(line, near, WORD_KIND(WORD_GONE), item);
    if (line->item[item].row->form != WORD_NOUN || gone == SIZE_MAX || gone == item || amounts) return false;
    if (has_kind(line, part_of(piece, gone > 2 ? gone - 2 : 0, gone + 2), WORD_KIND(WORD_NOT))) return false;
    return !has_kind(line, clause, WORD_KIND(WORD_WHEN) | WORD_KIND(WORD_AFTER));
}

static const struct word_amount *until_in(struct word_span clause, const struct word_amount *amount, size_t amounts)
{
    for (size_t i = 0; i < amounts; i++)
        if (amount[i].cue == WORD_UNTIL_CUE && amount[i].at.from >= clause.from && amount[i].at.to <= clause.to) return &amount[i];
    return NULL;
}

/* "usually numb, but not today" */
static bool is_absent_today(const struct word_line *line, size_t item)
{
    const uint64_t negations = WORD_KIND(WORD_NOT) | WORD_KIND(WORD_NO);
    for (size_t i = item + 1; i + 1 < line->items; i++) {
        bool last = i + 2 >= line->items || word_gap_at(line, i + 2) >= WORD_COMMA;
        if (word_is(line, i, WORD_NOT) && word_is(line, i + 1, WORD_TODAY)) return true;
        if (word_is(line, i, WORD_TODAY) && word_is_any(line, i + 1, negations) && last) return true;
    }
    return false;
}

enum symptom_felt word_felt(const struct word_line *line, size_t item, const struct word_amount *amount, size_t amounts,
                            struct word_amount *began)
{
    struct word_span clause = word_clause(line, item), piece = word_piece(line, item);
    const struct word_amount *until = until_in(clause, amount, amounts);
    bool negated, sense = line->item[item].row->form == WORD_SENSE;
    if (!is_of_a_foot(line, item, clause, piece)) return SYMPTOM_NOT_SAID;
    if (is_of_another(line, item, clause, piece)) return is_absent_today(line, item) ? SYMPTOM_NONE : SYMPTOM_NOT_SAID;
    negated = is_negated_before(line, item, clause) || is_negated_behind(line, item, piece);
    if (sense) return negated ? SYMPTOM_NUMB : SYMPTOM_NOT_SAID;
    if (negated && until) {
        *began = *until;
        return SYMPTOM_NUMB;
    }
    return negated || is_gone(line, item, clause, piece, amounts) || word_severity(line) == 0 ? SYMPTOM_NONE : SYMPTOM_NUMB;
}
