/* The words of data/symptom_words.csv, as a table to look words up in.
 *
 * A row is a phrase of one language: words in base letters ("fuss" for "Fuß"), blanks between. A word that ends in
 * '*' stands for every word that begins so ("entumecid*"), one that begins with '*' for every longer word that ends
 * or goes on so ("*taubheit": "Fußtaubheit"). A phrase may be of several kinds: "cold" is a quality of a foot and a
 * reason for numb hands.
 *
 * Constant data, pure functions.
 */
#ifndef WORDS_WORD_ROWS_H
#define WORDS_WORD_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum word_language { WORD_EN, WORD_DE, WORD_FR, WORD_ES, WORD_IT, WORD_NL, WORD_PT, WORD_LANGUAGES };

extern const char word_language_code[WORD_LANGUAGES][3]; /* "en" */

enum word_kind {
    WORD_SYMPTOM,     /* says numbness: value `symptom` and `form` */
    WORD_QUALITY,     /* burning, cold, heavy: of a foot that is numb, never by itself */
    WORD_NOT,         /* negates the verb: "not", "didn't" */
    WORD_NO,          /* negates the noun behind it: "no", "kein" */
    WORD_WITHOUT,
    WORD_WEAK,        /* "hardly any", "less": there was some */
    WORD_PLAIN,       /* a turn of phrase whose words do not mean what they mean alone: "no wonder" */
    WORD_BUT,         /* a new thought begins: "but", "because" */
    WORD_UNTIL,
    WORD_WHEN,        /* "once", "as soon as" */
    WORD_AFTER,       /* before an amount: it began then */
    WORD_AT,          /* the same: "at", "from" */
    WORD_ABOUT,       /* may stand between these and the amount */
    WORD_ANTI,        /* before an amount: it is no beginning: "for", "the last" */
    WORD_TAIL,        /* behind an amount: it began then: "8 km in" */
    WORD_TAIL_NOT,    /* behind an amount: it is no beginning: "2 km to go" */
    WORD_BEGAN,
    WORD_CAME,        /* with a "not": it stayed away: "did not return" */
    WORD_GONE,
    WORD_AND,
    WORD_OR,
    WORD_FILL,        /* articles, auxiliaries, degrees: stand anywhere */
    WORD_AILMENT,     /* what else is listed beside numbness: "pain", "cramps" */
    WORD_PLACE,       /* of the foot: value `place`, perhaps `where` and `side` */
    WORD_WHERE,       /* which part of the place, which toe: value `where` */
    WORD_SIDE,
    WORD_BODY,        /* another part of the body */
    WORD_SPOIL,       /* another day or person, a hope, a joke: value `spoil` */
    WORD_WITH,        /* before a person: only company */
    WORD_LIKE,        /* before another day: only a comparison */
    WORD_TODAY,
    WORD_CHILL,       /* cold weather */
    WORD_SCALE,       /* before a number: how bad it was */
    WORD_OTHER_SCALE, /* before "5/10": of something else */
    WORD_OUTOF,       /* "5 of 10" */
    WORD_YES,
    WORD_UNIT,        /* value `unit` */
    WORD_NUMBER,      /* value `number` */
    WORD_DURATION,    /* "half an hour": `number` minutes */
    WORD_FINE,        /* a one-line note that says there was none */
    WORD_TO           /* between the ends of a window: "30 to 45" */
};
#define WORD_KIND(kind) (UINT64_C(1) << (kind))

enum word_symptom { WORD_NO_SYMPTOM, WORD_NUMB, WORD_TINGLING, WORD_BURNING, WORD_COLD, WORD_HEAVY };

/* What else a symptom word needs. */
enum word_form {
    WORD_NO_FORM,
    WORD_NOUN, /* may be listed and negated as one: "numbness" */
    WORD_ADJ,  /* says it of something: "numb" */
    WORD_PART, /* only of a foot: "asleep" */
    WORD_LOSS, /* only of a foot, its "not" is part of it: "couldn't feel" */
    WORD_SENSE /* only of a foot, and only with a "not" somewhere: "spürte" */
};

enum word_place { WORD_NO_PLACE, WORD_FOOT, WORD_TOE, WORD_TOES, WORD_DIGIT, WORD_SOLE, WORD_BALL, WORD_HEEL, WORD_ARCH, WORD_INSTEP, WORD_ANKLE };
enum word_where {
    WORD_NOWHERE, WORD_FIRST, WORD_SECOND, WORD_THIRD, WORD_FOURTH, WORD_FIFTH, /* toes by number */
    WORD_BIG, WORD_LITTLE, WORD_MIDDLE, WORD_TOP, WORD_BOTTOM, WORD_OUTER, WORD_INNER, WORD_BACK, WORD_FRONT, WORD_WHOLE,
    WORD_SOME, WORD_BETWEEN
};
enum word_side { WORD_NO_SIDE, WORD_LEFT, WORD_RIGHT, WORD_BOTH, WORD_PERHAPS_RIGHT /* "right": a side beside a foot only */ };
enum word_body { WORD_NO_BODY, WORD_OTHER, WORD_LEG };
enum word_spoil { WORD_NO_SPOIL, WORD_DAY, WORD_WHO, WORD_IF, WORD_JOKE };
enum word_unit { WORD_NO_UNIT, WORD_MIN, WORD_H, WORD_KM, WORD_MILE, WORD_M };

struct word_row {
    const char *phrase;
    uint64_t kinds;          /* WORD_KIND bits */
    uint8_t symptom, form;   /* enum word_symptom, word_form; of a quality too */
    uint8_t place, where, side, body, spoil, unit;
    uint8_t number;
};

/* Rows of a language, by the first letter of the phrase: those of letter c are [start[c], start[c + 1]), c = 0 for
 * 'a'; 26 holds the rest, those that begin with '*' among them. */
enum { WORD_SLOTS = 27 };
extern const struct word_row word_row[];
extern const uint16_t word_start[WORD_LANGUAGES][WORD_SLOTS + 1];

/* Rows that say a symptom, of all languages, in the same way. */
struct word_symptom_row {
    uint16_t row;
    uint8_t language;
};
extern const struct word_symptom_row word_symptom_row[];
extern const uint16_t word_symptom_start[WORD_SLOTS + 1];

/* Slot of a word. */
static inline size_t word_slot(const char *word)
{
    return *word >= 'a' && *word <= 'z' ? (size_t)(*word - 'a') : WORD_SLOTS - 1;
}

#endif
