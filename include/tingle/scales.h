/* Questionnaires that are free to use: a rating from 0 to 10, three activities of the runner's own (the
 * patient-specific functional scale), and the change as a whole (global rating of change).
 *
 *     st = tingle_scale_store(journal, "nrs", NULL, "2026-11-26", 4, &err);
 *     st = tingle_scales_read(&state, journal, &err);
 *     for (i...) printf("%s: %g, %+g since the first\n", s->series[i].scale->name, ...last, ...since_first);
 *     tingle_scales_free(state);
 *
 * Answers are kept with their day. None of them is validated for numb feet; each scale says so in `caution`.
 */
#ifndef TINGLE_SCALES_H
#define TINGLE_SCALES_H

#include <stdbool.h>
#include <stddef.h>

#include <tingle/error.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tingle_journal;

struct tingle_scale {
    const char *id;         /* "nrs", "psfs", "groc" */
    const char *name;       /* "worst numbness" */
    const char *question;
    double lo, hi;          /* the answers allowed, whole numbers or halves between */
    const char *low, *high; /* what the two ends mean */
    bool activities;        /* asked of up to three activities that the runner names; else once */
    bool up_is_better;
    bool is_change;         /* the answer is itself a change since the beginning */
    double least, large;    /* the smallest change that is meaningful, and a large one */
    const char *caution;    /* how far that is known; never "" */
};

/* The scales in the order in which they are asked. Static. */
const struct tingle_scale *tingle_scales_table(size_t *count);

enum { TINGLE_SCALE_ACTIVITIES = 3 };

enum tingle_scale_verdict {
    TINGLE_SCALE_FIRST,     /* one answer: nothing to compare */
    TINGLE_SCALE_BETTER,    /* a meaningful change for the better; so also for a scale that is a change */
    TINGLE_SCALE_WORSE,
    TINGLE_SCALE_SAME       /* less than the smallest meaningful change */
};
const char *tingle_scale_verdict_name(enum tingle_scale_verdict verdict); /* "first", "better", "worse", "same". Static. */

struct tingle_scale_answer {
    const char *day;        /* "2026-11-26" */
    double value;
};

/* The answers to one question: of a scale without activities, of one activity, or the mean of the activities. */
struct tingle_scale_series {
    const struct tingle_scale *scale;
    const char *activity;   /* "" for a scale without, and for the mean */
    bool is_mean;           /* of the activities of the last time, on the days on which all of them were answered */
    const struct tingle_scale_answer *answer; /* by day */
    size_t answers;         /* at least 1 */
    double since_first, since_last; /* the last answer less the first, and less the one before; NaN with one answer, and
                                       for a scale that is a change */
    enum tingle_scale_verdict verdict, verdict_last; /* on since_first and on since_last. A change: on the answer itself. An
                                                        activity alone: always "first": what counts is the mean */
    bool large;             /* the change behind `verdict` is a large one */
};

struct tingle_scales {
    const struct tingle_scale_series *series; /* in the order of the table; the mean before its activities */
    size_t count;
    const char *activity[TINGLE_SCALE_ACTIVITIES]; /* those of the last time, to be asked again */
    size_t activities;
};

enum tingle_status tingle_scales_read(struct tingle_scales **out, struct tingle_journal *journal, struct tingle_error *err);
void tingle_scales_free(struct tingle_scales *scales);

/* Keeps an answer, over one of the same day. `activity` is NULL for a scale without; `day` NULL: today. Errors:
 * TINGLE_BAD_DATA: no such scale, a value outside its ends or between halves, a day that is none or in the future, an activity where there is
 * none, none where one is needed, or a fourth one on a day. */
enum tingle_status tingle_scale_store(struct tingle_journal *journal, const char *scale, const char *activity, const char *day,
                                      double value, struct tingle_error *err);

/* Removes the answers of a day. TINGLE_NO_INPUT: there are none. */
enum tingle_status tingle_scales_forget(struct tingle_journal *journal, const char *day, struct tingle_error *err);

#ifdef __cplusplus
}
#endif
#endif
