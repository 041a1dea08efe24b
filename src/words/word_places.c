/* Which regions and which side the words mean. */
#include "words/word_places.h"

#include "foot/regions.h"

enum { TOES = 5, BETWEEN_REACH = 8 };
#define WHERE(where) (1u << (where))

/* What is said about one place. */
struct place_talk {
    enum word_place place;
    unsigned where;           /* WHERE bits, without the toes by number */
    unsigned ordinal, plain;  /* toes named by order and by plain numbers: bit n is toe n */
    int plain_numbers;
};

/* The first row that fits names the regions; where 0 fits always. */
static const struct place_row {
    enum word_place place;
    enum word_where where;
    const char *regions;
} place_table[] = {
    {WORD_FOOT, WORD_TOP, "D_FOOT"}, {WORD_FOOT, WORD_BOTTOM, "WHOLE_SOLE"}, {WORD_FOOT, WORD_OUTER, "B_LAT"},
    {WORD_FOOT, WORD_INNER, "B_MED"}, {WORD_FOOT, WORD_FRONT, "P_FF_MED P_FF_LAT"}, {WORD_FOOT, WORD_WHOLE, "WHOLE_FOOT"},
    {WORD_TOE, WORD_MIDDLE, "P_TOE3"},
    {WORD_TOES, WORD_OUTER, "P_TOE4 P_TOE5"}, {WORD_TOES, WORD_INNER, "P_HALLUX P_TOE2"}, {WORD_TOES, WORD_MIDDLE, "P_TOE2 P_TOE3 P_TOE4"},
    {WORD_TOES, WORD_TOP, "D_HALLUX D_TOES24 D_TOE5"}, {WORD_TOES, WORD_SOME, ""}, {WORD_TOES, WORD_NOWHERE, "TOES_ALL"},
    {WORD_SOLE, WORD_OUTER, "P_SOLE_LAT"}, {WORD_SOLE, WORD_FRONT, "P_FF_MED P_FF_LAT"}, {WORD_SOLE, WORD_NOWHERE, "WHOLE_SOLE"},
    {WORD_BALL, WORD_OUTER, "P_FF_LAT"}, {WORD_BALL, WORD_INNER, "P_FF_MED"}, {WORD_BALL, WORD_NOWHERE, "P_FF_MED P_FF_LAT"},
    {WORD_HEEL, WORD_BACK, "HEEL_BACK"}, {WORD_HEEL, WORD_NOWHERE, "P_HEEL"}, {WORD_ARCH, WORD_NOWHERE, "P_ARCH"},
    {WORD_INSTEP, WORD_NOWHERE, "D_FOOT"},
    {WORD_ANKLE, WORD_OUTER, "ANK_LAT"}, {WORD_ANKLE, WORD_INNER, "ANK_MED"}, {WORD_ANKLE, WORD_FRONT, "ANK_ANT"},
};
static const char *const toe_below[TOES + 1] = {"", "P_HALLUX", "P_TOE2", "P_TOE3", "P_TOE4", "P_TOE5"};
static const char *const toe_above[TOES + 1] = {"", "D_HALLUX", "D_TOES24", "D_TOES24", "D_TOES24", "D_TOE5"};
static const char *const toe_webs[TOES] = {"", "W12", "W23", "W34", "W45"};

static uint64_t regions_of(const char *codes)
{
    uint64_t set = 0;
    return foot_regions_parse(codes, &set, NULL, 0) ? set : 0;
}

enum word_place word_place_of(const struct word_line *line, size_t item)
{
    const struct word_item *it = &line->item[item];
    if (it->row && it->row->place) return it->row->place;
    return it->part ? it->part->place : WORD_NO_PLACE;
}

bool word_has_foot(const struct word_line *line, struct word_span span)
{
    for (size_t i = span.from; i < span.to; i++) {
        enum word_place place = word_place_of(line, i);
        bool named = line->item[i].row && line->item[i].row->where;
        if (place && (place != WORD_DIGIT || named)) return true;
    }
    return false;
}

/* ------------------------------------------------------------- what is said of a place */

unsigned word_toe_number(const struct word_line *line, size_t item)
{
    if (item >= line->items || !line->item[item].digits) return 0;
    for (unsigned toe = 1; toe <= TOES; toe++)
        if (line->item[item].number == toe) return toe;
    return 0;
}

static void talk_add_number(struct place_talk *talk, const struct word_line *line, size_t item)
{
    unsigned toe = word_toe_number(line, item);
    if (line->item[item].ordinal) talk->ordinal |= 1u << toe;
    else talk->plain |= 1u << toe, talk->plain_numbers++;
}

static void talk_add_where(struct place_talk *talk, enum word_where where)
{
    if (where >= WORD_FIRST && where <= WORD_FIFTH) talk->ordinal |= 1u << where;
    else talk->where |= WHERE(where);
}

/* From toe a to toe b where the item between two numbers, or its gap, says so: "2-4", "2nd to 4th". */
static void talk_fill_window(struct place_talk *talk, const struct word_line *line, size_t low, size_t high)
{
    unsigned a = word_toe_number(line, low), b = word_toe_number(line, high);
    if (a && b && word_gap_at(line, low + 1) != WORD_SLASH)
        for (unsigned toe = a; toe <= b; toe++) talk->plain |= 1u << toe;
}

static bool toes_may_be_numbered(const struct place_talk *talk)
{
    return talk->place == WORD_TOE || talk->place == WORD_TOES || talk->place == WORD_DIGIT;
}

/* True when a plain number stands before the place itself, or is joined to the next number: "3, 4 and 5 toes". */
static bool is_counted_on(const struct word_line *line, size_t item, size_t place)
{
    enum word_gap gap = word_gap_at(line, item + 1);
    return item + 1 == place || gap == WORD_HYPHEN || gap == WORD_SLASH || word_is_any(line, item + 1, WORD_KIND(WORD_AND) | WORD_KIND(WORD_TO));
}

/* A number of toes before the place; *last is the number read before this one, which stands behind it, or 0. */
static bool talk_take_number(struct place_talk *talk, const struct word_line *line, size_t item, size_t place, size_t *last)
{
    bool joined = *last == item + 1 ? word_gap_at(line, item + 1) == WORD_HYPHEN : word_is(line, item + 1, WORD_TO);
    if (!line->item[item].ordinal && !is_counted_on(line, item, place)) return false;
    talk_add_number(talk, line, item);
    if (*last && joined) talk_fill_window(talk, line, item, *last);
    *last = item;
    return true;
}

/* What stands before the place, back to the first word that has nothing to do with it. */
static void talk_read_left(struct place_talk *talk, const struct word_line *line, struct word_span span, size_t place)
{
    const uint64_t passed = WORD_KIND(WORD_SIDE) | WORD_KIND(WORD_FILL) | WORD_KIND(WORD_AND) | WORD_KIND(WORD_TO);
    size_t last_number = 0;
    for (size_t i = place; i-- > span.from && word_gap_at(line, i + 1) < WORD_COLON;) {
        bool number = word_is_number(line, i);
        if (word_place_of(line, i) || (number && i > span.from && word_is(line, i - 1, WORD_UNIT))) return;
        if (word_is(line, i, WORD_WHERE)) {
            talk_add_where(talk, line->item[i].row->where);
        } else if (toes_may_be_numbered(talk) && word_toe_number(line, i)) {
            if (!talk_take_number(talk, line, i, place, &last_number)) return;
        } else if (number && !line->item[i].digits && line->item[i].number > 1) {
            talk->where |= WHERE(WORD_SOME);
        } else if (!word_is_any(line, i, passed)) {
            return;
        }
    }
}

/* True when the number at an item is the toe's: nothing else is counted by it. */
static bool numbers_the_toe(const struct word_line *line, size_t item)
{
    return word_toe_number(line, item) && !word_is(line, item + 1, WORD_UNIT) && !word_is(line, item + 1, WORD_OUTOF) &&
           !(word_gap_at(line, item + 1) == WORD_SLASH && !word_toe_number(line, item + 1));
}

/* What stands right behind it: "orteil gauche", "dedo gordo", "toes 3 and 4". */
static void talk_read_right(struct place_talk *talk, const struct word_line *line, struct word_span span, size_t place)
{
    size_t last_number = 0;
    for (size_t i = place + 1; i < span.to && word_gap_at(line, i) < WORD_COLON; i++) {
        bool joins = last_number && word_is_any(line, i, WORD_KIND(WORD_AND) | WORD_KIND(WORD_TO));
        if (word_place_of(line, i)) return;
        if (toes_may_be_numbered(talk) && numbers_the_toe(line, i)) {
            if (last_number && (last_number + 1 == i ? word_gap_at(line, i) == WORD_HYPHEN : word_is(line, i - 1, WORD_TO)))
                talk_fill_window(talk, line, last_number, i);
            talk->ordinal |= 1u << word_toe_number(line, i);
            last_number = i;
        } else if (word_is(line, i, WORD_WHERE)) {
            talk_add_where(talk, line->item[i].row->where);
        } else if (!joins && !word_is(line, i, WORD_SIDE)) {
            return;
        }
    }
}

/* ------------------------------------------------------------------------- regions */

static uint64_t numbered_toes(const struct place_talk *talk)
{
    unsigned toes = talk->ordinal;
    uint64_t set = 0;
    if (talk->plain_numbers > 1 || toes || talk->place == WORD_TOE) toes |= talk->plain;
    if (talk->where & WHERE(WORD_BIG)) toes |= 1u << 1;
    if (talk->where & WHERE(WORD_LITTLE)) toes |= 1u << TOES;
    for (unsigned toe = 1; toe <= TOES; toe++)
        if (toes >> toe & 1) set |= regions_of(talk->where & WHERE(WORD_TOP) ? toe_above[toe] : toe_below[toe]);
    return set;
}

static uint64_t talk_regions(const struct place_talk *talk)
{
    uint64_t set = toes_may_be_numbered(talk) ? numbered_toes(talk) : 0;
    if (set) return set;
    if (talk->plain_numbers && toes_may_be_numbered(talk)) return 0;
    for (size_t i = 0; i < sizeof place_table / sizeof *place_table; i++) {
        const struct place_row *row = &place_table[i];
        if (row->place == talk->place && (!row->where || talk->where & WHERE(row->where))) return regions_of(row->regions);
    }
    return 0;
}

/* "between the 3rd and 4th toes": the web of two neighbours, and the item behind; 0 when it is nothing like it. */
static uint64_t web_regions(const struct word_line *line, size_t between, size_t end, size_t *next)
{
    struct place_talk talk = {.place = WORD_TOE};
    unsigned toes;
    size_t i;
    for (i = between + 1; i < end && i <= between + BETWEEN_REACH; i++) {
        const struct word_row *row = line->item[i].row;
        if (word_toe_number(line, i)) talk_add_number(&talk, line, i);
        else if (row && row->where) talk_add_where(&talk, row->where);
        else if (!row || !(row->kinds & (WORD_KIND(WORD_AND) | WORD_KIND(WORD_FILL) | WORD_KIND(WORD_PLACE) | WORD_KIND(WORD_SIDE)))) break;
    }
    toes = talk.ordinal | talk.plain | (talk.where & WHERE(WORD_BIG) ? 2u : 0u) | (talk.where & WHERE(WORD_LITTLE) ? 1u << TOES : 0u);
    *next = i;
    for (unsigned toe = 1; toe < TOES; toe++)
        if (toes == 3u << toe) return regions_of(toe_webs[toe]);
    return 0;
}

uint64_t word_regions(const struct word_line *line, struct word_span span)
{
    uint64_t set = 0, web;
    for (size_t i = span.from, next; i < span.to; i++) {
        struct place_talk talk = {.place = word_place_of(line, i)};
        if (word_is(line, i, WORD_WHERE) && line->item[i].row->where == WORD_BETWEEN) {
            web = web_regions(line, i, span.to, &next);
            if (web) i = next - 1;
            set |= web;
        } else if (talk.place) {
            if (line->item[i].row->where) talk_add_where(&talk, line->item[i].row->where);
            talk_read_left(&talk, line, span, i);
            talk_read_right(&talk, line, span, i);
            set |= talk_regions(&talk);
        }
    }
    return set;
}

/* --------------------------------------------------------------------------- sides */

/* A place follows, perhaps behind what says more of it: "right big toe". */
static bool place_follows(const struct word_line *line, size_t item)
{
    const uint64_t passed = WORD_KIND(WORD_WHERE) | WORD_KIND(WORD_AND) | WORD_KIND(WORD_SIDE);
    while (++item < line->items && word_gap_at(line, item) < WORD_COLON) {
        if (word_place_of(line, item)) return true;
        if (!word_is_any(line, item, passed) && !word_is_number(line, item)) return false;
    }
    return false;
}

/* True where "left" is of the hand, or was a verb: "left hand", "2 km left". */
static bool is_no_side(const struct word_line *line, size_t item)
{
    bool behind_unit = item > 0 && word_is(line, item - 1, WORD_UNIT) && word_gap_at(line, item) < WORD_COLON;
    if (word_is(line, item + 1, WORD_BODY) || (item > 0 && word_is(line, item - 1, WORD_BODY))) return true;
    return behind_unit && !place_follows(line, item) && line->item[item].row->side != WORD_BOTH;
}

static enum word_side side_at(const struct word_line *line, size_t item)
{
    enum word_side side = line->item[item].row ? line->item[item].row->side : WORD_NO_SIDE;
    bool ends = word_gap_at(line, item + 1) >= WORD_COLON || word_is(line, item + 1, WORD_SYMPTOM);
    if (!side || word_place_of(line, item)) return side;
    if (is_no_side(line, item)) return WORD_NO_SIDE;
    if (side != WORD_PERHAPS_RIGHT) return side;
    return ends || place_follows(line, item) || (item > 0 && word_place_of(line, item - 1)) ? WORD_RIGHT : WORD_NO_SIDE;
}

/* "left and right", "left foot, then the right one", "left worse than right": nothing else between. */
static bool are_joined(const struct word_line *line, size_t first, size_t second)
{
    const uint64_t passed = WORD_KIND(WORD_AND) | WORD_KIND(WORD_OR) | WORD_KIND(WORD_FILL) | WORD_KIND(WORD_PLACE) | WORD_KIND(WORD_LIKE);
    size_t compared = 0, others = 0;
    for (size_t i = first + 1; i < second; i++) {
        compared += word_is(line, i, WORD_LIKE);
        others += !word_is_any(line, i, passed);
    }
    return others <= (compared ? 1 : 0);
}

enum word_side word_side(const struct word_line *line, struct word_span span, size_t near)
{
    enum word_side found = WORD_NO_SIDE;
    size_t found_at = 0, least = SIZE_MAX;
    for (size_t i = span.from; i < span.to; i++) {
        enum word_side side = side_at(line, i);
        size_t apart = i > near ? i - near : near - i;
        if (!side) continue;
        if (side == WORD_BOTH) return side;
        if (found && side != found && are_joined(line, found_at, i)) return WORD_BOTH;
        if (apart < least) found = side, least = apart, found_at = i;
    }
    return found;
}

const char *word_side_text(enum word_side side)
{
    static const char *const text[] = {"", "left", "right", "both"};
    return side <= WORD_BOTH ? text[side] : "";
}
