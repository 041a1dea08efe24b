/* Where on the foot: the regions of a note, how often each was numb, and what that fits.
 *
 *     char codes[TINGLE_REGIONS_SIZE];
 *     st = tingle_regions_read(codes, "34, arch; P_TOE3", &err);     "P_TOE3 W34 P_ARCH"
 *
 *     struct tingle_where *w = NULL;
 *     st = tingle_where_answer(&w, journal, 0, &err);
 *     printf("%s\n", w->place);                                      "under the right 3rd and 4th toes, where ..."
 *     tingle_where_free(w);
 *
 * Skin territories overlap and vary between people: a region supports a nerve, it never proves it. What is listed fits what
 * was noted, with what speaks for and against it; nothing here is a diagnosis. Scores are sums of weights of a table
 * (docs/regions.md), no probabilities.
 */
#ifndef TINGLE_WHERE_H
#define TINGLE_WHERE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <tingle/error.h>
#include <tingle/why.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tingle_journal;

/* ------------------------------------------------------------------- regions */

enum tingle_view { TINGLE_VIEW_SOLE, TINGLE_VIEW_TOP, TINGLE_VIEW_INNER, TINGLE_VIEW_OUTER, TINGLE_VIEWS };

struct tingle_region {
    const char *code;   /* "P_TOE3": what a note keeps */
    int number;         /* 3: what is typed, and drawn on the foot; 1 to 99 */
    const char *name;   /* "under the 3rd toe" */
    const char *nerve;  /* the nerve to think of first: "medial plantar" */
    unsigned views;     /* bits (1u << enum tingle_view) in which it is drawn; 0: made of several regions */
};

/* The i-th region, in the order of data/regions.csv; false behind the last. Texts are static. */
bool tingle_region_at(struct tingle_region *out, size_t i);

/* What a runner typed, as codes with blanks between, in the order of the table. Pieces stand between commas, semicolons,
 * '+' or line breaks; each is a code (P_TOE3), a number (34), several of them (3 4), or a name or part of one: "arch", "big toe",
 * "between 3 and 4", "3rd and 4th toes", "outer ball". Nothing typed gives "". TINGLE_BAD_DATA: a piece that is none, with
 * the nearest that is, or that fits several, with these. */
enum { TINGLE_REGIONS_SIZE = 512 };
enum tingle_status tingle_regions_read(char codes[TINGLE_REGIONS_SIZE], const char *text, struct tingle_error *err);

/* Codes (as a note keeps them) as a phrase: "under the right 3rd and 4th toes". `side` is "left", "right", "both" or "".
 * An unknown code is left out. Cut with "..." where it does not fit. */
enum { TINGLE_PLACE_SIZE = 400 };
void tingle_regions_words(char words[TINGLE_PLACE_SIZE], const char *codes, const char *side);

/* -------------------------------------------------------------------- answer */

/* How often a region was numb. A run counts once, whatever number of its episodes name the region. */
struct tingle_spot {
    struct tingle_region region;
    size_t left, right, unsaid; /* runs that name it, by foot; both feet count twice; unsaid: no foot was said */
    double share_left, share_right; /* of the runs that name a place: how often the region, or one that covers it, was numb in that
                                       foot; runs that said no foot count for both. 0 to 1; NaN: no run names a place */
};

/* Something that the noted places fit. */
struct tingle_fit {
    const char *id;          /* "WEB34", "NEUROMA": a row of data/foot_patterns.csv or data/foot_conditions.csv */
    const char *words;       /* "the nerve between the 3rd and 4th toes" */
    const char *anatomy;     /* "common plantar digital 3", "" */
    const char *side;        /* the foot it is said of: "left", "right", "both"; "" no foot was said */
    bool well;               /* fits well; else partly */
    int score;
    const char *const *pro;  /* what speaks for it, a sentence each, the weightiest first */
    size_t pros;
    const char *const *con;  /* what speaks against it */
    size_t cons;
    const char *look;        /* what to look at first; "" for a nerve */
};

struct tingle_where {
    int64_t run;             /* the one asked for; 0: all */
    size_t noted, numb;      /* runs with a note of how the feet felt; of them numb */
    size_t located;          /* numb runs that name a place */
    const struct tingle_spot *spot; /* all regions, in the order of the table */
    size_t spots;
    const char *place;       /* in words, where it is numb most often; "" when never said */
    const struct tingle_fit *nerve; /* which nerves reach there, the best first */
    size_t nerves;
    const struct tingle_fit *condition; /* what to look at first, and what a clinician may consider; the best first */
    size_t conditions;
    const char *const *sign; /* what was noted that `tingle doctor` asks about, a sentence each. Shown before all else */
    size_t signs;
    const struct tingle_fit *clinician; /* what the signs may belong to. For a clinician's page only: never shown to the runner
                                           as an answer */
    size_t clinicians;
    enum tingle_gate gate;   /* unless it is open, show the map and `gate_text`, and none of the fits */
    const char *gate_text;   /* what to do when it is not; "" */
    const char *doctor_text; /* the doctor line; never "" */
    bool simulated;
};

/* From all notes (run 0), or from the note of one run. A journal without notes, or a run without one, is an answer with
 * nothing located. Errors: TINGLE_NO_INPUT (no such run), TINGLE_BAD_DATA (damaged journal), TINGLE_NO_MEMORY. */
enum tingle_status tingle_where_answer(struct tingle_where **out, struct tingle_journal *journal, int64_t run,
                                       struct tingle_error *err);
void tingle_where_free(struct tingle_where *where);

#ifdef __cplusplus
}
#endif
#endif
