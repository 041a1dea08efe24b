/* Feet, shoes and laces: what was measured, whether it fits, and how sure that is.
 *
 *     struct tingle_fitting *fit = NULL;
 *     st = tingle_fitting_read(&fit, journal, NULL, 60, &err);
 *     for (size_t i = 0; i < fit->shoes; i++) ... fit->shoe[i].foot[0].toe.band ...
 *     tingle_fitting_free(fit);
 *
 * Everything measured carries its error, one standard deviation: two times out of three the truth lies within. A verdict is
 * given only where all of value +- error lies in one band. Lengths are mm; NaN and "" are "not known". Sizes on labels
 * are a hint at best: tingle_size_caution goes with each.
 *
 * What advises (room where it goes numb, the next pair, laces by the notes) stands behind the gate of the warning signs.
 */
#ifndef TINGLE_FIT_H
#define TINGLE_FIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tingle/error.h>
#include <tingle/why.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tingle_journal;

/* A length with its error; NaN: not known. */
struct tingle_mm {
    double mm, error_mm;
    size_t n;                  /* measurements behind it */
};

/* ---------------------------------------------------------------------- feet */

enum tingle_foot_measure { TINGLE_FOOT_LENGTH, TINGLE_FOOT_WIDTH, TINGLE_FOOT_OBLIQUE, TINGLE_FOOT_GIRTH, TINGLE_FOOT_BALL, TINGLE_FOOT_MEASURES };

/* "length", "width", "oblique", "girth", "ball". Static. */
const char *tingle_foot_measure_name(enum tingle_foot_measure measure);

/* One measurement of one foot. */
struct tingle_foot {
    int64_t id;
    const char *day;           /* "2026-03-01" */
    const char *side;          /* "left", "right" */
    const char *state;         /* "rested", "late" (in the day), "after-run" */
    double mm[TINGLE_FOOT_MEASURES];
    const char *text;
};

/* Those of one foot on one day in one state, averaged. */
struct tingle_foot_day {
    const char *day, *side, *state;
    struct tingle_mm mean[TINGLE_FOOT_MEASURES];
    bool apart[TINGLE_FOOT_MEASURES]; /* repeats over 3 mm apart: measure again */
};

/* What is known of one foot: measurements of the year before its newest, averaged. */
struct tingle_foot_known {
    const char *side;
    const char *newest;        /* day; "": never measured */
    struct tingle_mm rested[TINGLE_FOOT_MEASURES], late[TINGLE_FOOT_MEASURES], after_run[TINGLE_FOOT_MEASURES];
};

/* Means of two calendar years that differ by more than chance would have it (1.6 of its error). */
struct tingle_growth {
    const char *side, *state;
    enum tingle_foot_measure measure;
    int from_year, to_year;
    struct tingle_mm by;       /* later less earlier */
};

struct tingle_feet {
    const struct tingle_foot *foot; /* by day */
    size_t feet;
    const struct tingle_foot_day *day;
    size_t days;
    struct tingle_foot_known known[2]; /* left, right */
    const struct tingle_growth *growth;
    size_t growths;
};

enum tingle_status tingle_feet_read(struct tingle_feet **out, struct tingle_journal *journal, struct tingle_error *err);
void tingle_feet_free(struct tingle_feet *feet);

/* Adds one measurement; NULL day is today, NULL state is rested; id is not read. TINGLE_BAD_DATA: what cannot be (26.5 for 265, wider than long). */
enum tingle_status tingle_foot_add(int64_t *id, struct tingle_journal *journal, const struct tingle_foot *foot, struct tingle_error *err);

/* The same checks of what is given so far (NULL, NaN: not yet), for asking again at once. TINGLE_BAD_DATA says what cannot be. */
enum tingle_status tingle_foot_check(const struct tingle_foot *foot, struct tingle_error *err);

/* Left and right by what is known of their length; false where not both are. Over TINGLE_FEET_APART_MM one of them may be measured wrongly. */
enum { TINGLE_FEET_APART_MM = 10 };
bool tingle_feet_apart(double *mm, const struct tingle_foot_known known[2]);

/* TINGLE_NO_INPUT: no such measurement. */
enum tingle_status tingle_foot_delete(struct tingle_journal *journal, int64_t id, struct tingle_error *err);

/* --------------------------------------------------------------------- sizes */

struct tingle_size {
    const char *system;        /* "eu", "uk", "us-men", "us-women", "brannock-men", "brannock-women", "cm", "mondopoint" */
    const char *name;          /* "EU" */
    double size, rounded;      /* by the formula; the nearest that is printed */
    double foot_mm, spread_mm; /* the foot that it is meant for, give or take */
    double width_mm;           /* of Mondopoint "265/100" */
    const char *assumed;       /* what was not said and taken for likely; "" */
    char width[12];            /* as labelled: "2E" */
};

/* Reads "EU 42.5", "42,5", "US women 8", "uk8", "26.5 cm", "265/100". TINGLE_WRONG_USE says what is not understood. */
enum tingle_status tingle_size_read(struct tingle_size *out, const char *text, struct tingle_error *err);

/* The size in the i-th system of a foot; false behind the last. */
bool tingle_size_of_foot(struct tingle_size *out, size_t i, double foot_mm);

/* The caution that goes with every size. Static. */
const char *tingle_size_caution(void);

/* ----------------------------------------------------------------------- fit */

enum { TINGLE_BANDS = 5 };

struct tingle_verdict {
    struct tingle_mm value;
    const char *band;          /* code of the one band that the interval lies in; "": cannot tell, or not known */
    const char *low, *high;    /* bands of the ends of the interval, in words; "": not known */
    const char *likely;        /* code of the most likely */
    struct { const char *code, *words; double chance; } chance[TINGLE_BANDS];
    size_t bands;
};

struct tingle_fit_foot {
    const char *side;
    struct tingle_verdict toe;         /* room before the longest toe: short, tight, ok, long, too-long */
    struct tingle_verdict width;       /* overlap of each side at rest: ok, tight, narrow */
    struct tingle_verdict width_after; /* the same after so many minutes of running */
    const char *after_state;           /* "after-run", "late": measured so; "rested": the usual widening is added; "": not known */
    struct tingle_verdict ball;        /* where the shoe bends: behind, ok, ahead */
    struct tingle_mm narrower;         /* the shoe than the foot, after the run */
};

struct tingle_fit_shoe {
    const char *name;
    bool retired, knit;
    struct tingle_fit_foot foot[2];    /* left, right */
    struct tingle_mm narrower;         /* of the foot that it is narrower for */
    struct tingle_mm longer_foot;      /* longest foot less insole, where that is over 0: the insole is shorter */
    double km;
    size_t runs, noted, numb;          /* in it: all; with a note how the feet felt; of these numb */
    struct tingle_size label;          /* system "" where there is none, or not understood */
    const char *toe_shape, *toe_depth, *lacing;
};

/* Room where it goes numb, the most first. */
struct tingle_fit_room {
    const char *shoe;
    struct tingle_mm room;     /* width: insole less foot, after the run; NaN: not measured */
    const char *depth;         /* "low", "medium", "high"; "" */
    bool like_next;            /* not to be told apart from the next one */
};

/* The next pair, as measures. */
struct tingle_fit_next {
    struct tingle_mm foot_length, foot_width; /* the longer, the wider foot, the width after the run */
    double insole_from_mm, insole_to_mm;      /* length */
    double width_from_mm, width_full_mm;      /* at the ball: up to 2 mm a side over; none over */
    struct tingle_mm ball;
    bool toes, depth, laces;   /* it goes numb at toes or ball, on the tops of the toes, under the laces */
};

struct tingle_fitting {
    double minutes;            /* of running before "after" */
    const struct tingle_fit_shoe *shoe; /* in use, or the one asked for */
    size_t shoes, retired;     /* retired: how many are left out because of it */
    struct tingle_foot_known known[2];
    /* Advice: empty unless the gate is open. */
    enum tingle_gate gate;
    const char *gate_text;
    const char *regions;       /* where it goes numb most, codes; "" no note says it */
    size_t region_notes;       /* numb notes that name one of them */
    const char *measure;       /* which room that is a matter of: "width", "depth", "laces", "none" */
    const struct tingle_fit_room *room;
    size_t rooms;
    struct tingle_fit_next next;
};

/* `shoe` NULL: all that are not retired. Errors: TINGLE_NO_INPUT (no such shoe, with the nearest name; the beginning of one name will do). */
enum tingle_status tingle_fitting_read(struct tingle_fitting **out, struct tingle_journal *journal, const char *shoe, double minutes,
                                   struct tingle_error *err);
void tingle_fitting_free(struct tingle_fitting *fit);

/* --------------------------------------------------------------------- laces */

enum { TINGLE_LACING_STEPS = 3, TINGLE_LACING_ROWS = 7, TINGLE_LACING_STOPS = 24, TINGLE_LACING_LACES = 2 };

/* An eyelet that a lace goes through. */
struct tingle_lacing_stop {
    bool right;                /* row of holes, the toes below */
    int row;                   /* 1 at the toes .. TINGLE_LACING_ROWS at the ankle; 0: the loop between the two top ones */
};

struct tingle_lacing_pattern {
    const char *code, *name;   /* "TOEBOX", "open forefoot" */
    const char *helps;         /* "toes and a broad ball of the foot" */
    const char *regions;       /* codes, blanks between */
    const char *step[TINGLE_LACING_STEPS];
    const char *path;          /* eyelets along the lace: "L7 R6 ..." (row of holes, number from the toes); ";" between two laces */
    struct tingle_lacing_stop stop[TINGLE_LACING_LACES][TINGLE_LACING_STOPS]; /* the same, taken apart */
    size_t stops[TINGLE_LACING_LACES], laces;
};

/* The i-th pattern; false behind the last. Texts are static. */
bool tingle_lacing_at(struct tingle_lacing_pattern *out, size_t i);

struct tingle_lacing {
    const struct tingle_lacing_pattern *pattern; /* the first is the one to try first; none: see `about` */
    size_t patterns;
    const char *about;         /* "pattern", "region", "shoe", "notes", "all" */
    const char *regions;       /* the places that it is for, codes; "" */
    const char *shoe, *now;    /* the shoe asked for, and the pattern that is in it; "" */
    const char *heel, *tension; /* what goes with the first; the tension holds for all */
    enum tingle_gate gate;     /* of advice by the notes; not open: no pattern by them. A pattern that is named, and all of them, are
                                  shown behind every gate, after what an emergency or urgent one says */
    const char *gate_text;
};

/* `what`: a pattern ("LOOP"), "all" of them, a shoe, places as tingle_regions_read takes them, or NULL: by the notes. Errors: TINGLE_WRONG_USE (none of these). */
enum tingle_status tingle_lacing_read(struct tingle_lacing **out, struct tingle_journal *journal, const char *what, struct tingle_error *err);
void tingle_lacing_free(struct tingle_lacing *lacing);

#ifdef __cplusplus
}
#endif
#endif
