/* The clinician's page: what the runner's own records say, on one page, for someone who has five minutes.
 *
 *     struct tingle_clinic_report *r = NULL;
 *     st = tingle_clinic_report_make(&r, journal, &(struct tingle_clinic_options){0}, &err);
 *     ...
 *     tingle_clinic_report_free(r);
 *
 * And what the runner records for it beside the runs: facts about themselves, what was tried, checks done at home.
 *
 * Nothing here is a diagnosis. What was not recorded is counted as that, never as "no". Names of people and places are
 * left out unless asked for. Not yet reviewed by a clinician.
 */
#ifndef TINGLE_CLINIC_H
#define TINGLE_CLINIC_H

#include <stdbool.h>
#include <stddef.h>

#include <tingle/doctor.h>
#include <tingle/error.h>
#include <tingle/fit.h>
#include <tingle/scales.h>
#include <tingle/where.h>
#include <tingle/why.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tingle_journal;

/* --------------------------------------------------------------- about the runner */

/* All as text and all optional: "" is not said. When storing, NULL keeps what is there and "" forgets it. */
struct tingle_about {
    const char *born;       /* a year, "1984" */
    const char *sex;        /* "female", "male", "other" */
    const char *height_cm, *weight_kg;
    const char *first_numb; /* when feet first went numb ever: "2024", "2024-05", "2024-05-17" */
    const char *diseases, *drugs; /* one line each, in the runner's words */
    const char *question;   /* what the runner wants to ask */
};

/* Errors: TINGLE_BAD_DATA names what is wrong with which. */
enum tingle_status tingle_about_store(struct tingle_journal *journal, const struct tingle_about *about, struct tingle_error *err);

/* ------------------------------------------------------------------------- tried */

struct tingle_tried {
    const char *since;      /* the day from which on, "2026-03-01" */
    const char *what;       /* "wider shoe" */
    const char *result;     /* "better", "same", "worse", "unclear"; "" not known yet */
};

/* Adds it, or gives the one of that day and name its result. `since` NULL: the one of that name that was tried last, else
 * today. Errors: TINGLE_BAD_DATA. */
enum tingle_status tingle_tried_store(struct tingle_journal *journal, const struct tingle_tried *tried, struct tingle_error *err);
/* `since` NULL: all of that name. TINGLE_NO_INPUT: there is none. */
enum tingle_status tingle_tried_forget(struct tingle_journal *journal, const struct tingle_tried *tried, struct tingle_error *err);

/* ------------------------------------------------------------------- checks at home */

/* A check that can be done at home. It is a record for the clinician, never an answer. */
struct tingle_home_check {
    const char *id;         /* "touch" */
    const char *name;       /* "light touch on the toes" */
    const char *how;        /* what to do and what to count */
    const char *counts;     /* what is counted for each foot: "toes not felt" */
    int points;             /* at most so many on each foot */
    int abnormal;           /* so many on both feet together are more than nothing */
    const char *caution;    /* how far it can be trusted; never "" */
};
/* In the order in which they are best done. Static. */
const struct tingle_home_check *tingle_home_checks_table(size_t *count);

struct tingle_home_check_done {
    const struct tingle_home_check *check;
    const char *day;
    const char *moment;     /* "rested"; "before" or "after" a run */
    int left, right;        /* points that failed; -1: not done on that foot */
    bool abnormal;          /* as many as `abnormal` says, or more */
};

/* Who should not test; goes with every list of them. Static. */
const char *tingle_home_checks_caution(void);

/* Keeps one, over the one of that day, check and moment. `day` NULL: today; `moment` NULL: rested. Errors: TINGLE_BAD_DATA (also
 * where the profile says diabetes). */
enum tingle_status tingle_home_check_store(struct tingle_journal *journal, const char *check, const char *day, const char *moment,
                                           int left, int right, struct tingle_error *err);
/* All of a day. TINGLE_NO_INPUT: there are none. */
enum tingle_status tingle_home_checks_forget(struct tingle_journal *journal, const char *day, struct tingle_error *err);

/* -------------------------------------------------------------------- all of these */

struct tingle_records {
    struct tingle_about about;
    int age;                /* from the year; -1 not known */
    const struct tingle_tried *tried; /* the latest first */
    size_t trieds;
    const struct tingle_home_check_done *check; /* the latest first */
    size_t checks;
};

/* What is stored; an empty journal gives empty records. Errors: TINGLE_BAD_DATA (damaged journal), TINGLE_NO_MEMORY. */
enum tingle_status tingle_records_read(struct tingle_records **out, struct tingle_journal *journal, struct tingle_error *err);
void tingle_records_free(struct tingle_records *records);

/* ------------------------------------------------------------------------ the page */

/* Numbers by their quarters. The quartiles are interpolated between the ordered values (at (n - 1) p). */
struct tingle_spread {
    size_t known, unknown;  /* of the numb runs */
    double least, lower, median, upper, most; /* NaN when none is known */
};

struct tingle_clinic_week {
    char day[16];           /* its Monday */
    size_t numb, fine, not_noted; /* runs */
    double km;
};

struct tingle_clinic_count {
    const char *word;       /* of docs/notes-csv.md: "tingling", "loosening" */
    size_t runs;
};

/* A question of the note that is answered with yes or no, over the numb runs. */
struct tingle_clinic_flag {
    const char *name;       /* "Weakness, tripping" */
    size_t yes, no, not_asked;
};

struct tingle_clinic_shoe {
    const char *name;
    const char *size;       /* "" */
    double width_mm, km;
    size_t noted, numb;     /* runs in it */
    const char *first_used, *retired;
    const char *about;      /* what was given of it: "drop 8 mm; insole: orthotic"; "" */
};

struct tingle_clinic_episode {
    const char *day;
    double minutes, km;     /* of the run */
    const char *shoe, *side, *where; /* where: in words */
    const char *onset;      /* as it was noted: "40", "30-45", "late" */
    double severity, relief_min;
    const char *ended_by;
};

enum { TINGLE_CLINIC_WEEKS = 26, TINGLE_CLINIC_FLAGS = 4 };

struct tingle_clinic_report {
    const char *made_on;              /* day */
    bool simulated;
    const struct tingle_records *records; /* with the question that was asked for */
    size_t runs, noted, numb, fine, not_noted; /* in the journal; noted = numb + fine */
    const char *first_run, *first_noted, *last_noted; /* days; "" none */
    size_t left, right, both, side_not_said;  /* of the numb runs */
    struct tingle_spread onset_min;   /* minutes of movement, the earliest of a run; a window counts with its middle */
    size_t onset_early, onset_middle, onset_late; /* of those without a minute: by third of the run, the earliest */
    struct tingle_spread relief_min, severity, pain;
    const struct tingle_clinic_count *quality, *ended_by; /* the most frequent first */
    size_t qualities, ends;
    struct tingle_clinic_flag flag[TINGLE_CLINIC_FLAGS];
    struct tingle_clinic_week week[TINGLE_CLINIC_WEEKS]; /* by time; the last is that of the last run */
    size_t weeks;                     /* 12 to 26 where there are runs */
    double weekly_km;                 /* median of the full weeks; NaN */
    size_t full_weeks;                /* of the shown ones: not the last, which may not be over; not before the first run, nor the week in
                                         which that was, unless on its Monday */
    double longest_min;               /* of movement, of the runs of these weeks; NaN */
    const struct tingle_where *where; /* the places, and what they fit, also what only a clinician should think of */
    const struct tingle_scales *scales;
    const struct tingle_clinic_shoe *shoe; /* worn on most noted runs first */
    size_t shoes;
    const struct tingle_fitting *fitting; /* the feet, and how the shoes in use fit them after an hour's run */
    const struct tingle_clinic_episode *episode; /* the latest first; all of them */
    size_t episodes;
    const struct tingle_doctor *doctor; /* the warning signs: what fires, what was answered, what was never asked */
    const struct tingle_why *why;     /* the model's answer, behind the gate; NULL unless asked for */
    const char *const *consider;      /* what a clinician may want to think of, one sentence each; from the signs that fire */
    size_t considers;
    const char *const *not_known;     /* what the records do not say, one sentence each */
    size_t not_knowns;
    const char *reviewed;             /* "Not yet reviewed by a clinician." */
};

struct tingle_clinic_options {
    const char *question;             /* one line of at most 511 bytes instead of the one that is stored; NULL: that one */
    bool model;                       /* with the model's answer: takes longer */
};

/* An empty journal gives a page too. Errors: TINGLE_BAD_DATA (damaged journal, a question that is too long or no line), TINGLE_NO_MEMORY. */
enum tingle_status tingle_clinic_report_make(struct tingle_clinic_report **out, struct tingle_journal *journal,
                                             const struct tingle_clinic_options *options, struct tingle_error *err);
void tingle_clinic_report_free(struct tingle_clinic_report *report);

#ifdef __cplusplus
}
#endif
#endif
