/* Why do my feet go numb: the answer, as plain structs.
 *
 * All chances are fractions 0..1 with 90 % intervals of what the runner's own records leave
 * possible. Everything rests on association unless `evidence` says experiment: "goes with",
 * never "caused by". Definitions: docs/model.md; words: docs/words.md.
 */
#ifndef TINGLE_WHY_H
#define TINGLE_WHY_H

#include <stdbool.h>
#include <stddef.h>

#include <tingle/error.h>

#ifdef __cplusplus
extern "C" {
#endif

struct tingle_journal;

struct tingle_interval {
    double mean, lo, hi; /* lo and hi: the 5 % and 95 % points */
};

/* How far the number of numb runs carries the answer: fewer than 6, 12, 25 numb runs, or more. */
enum tingle_stage { TINGLE_DAY_ONE, TINGLE_CANDIDATES, TINGLE_RANKING, TINGLE_ADVICE };

/* What a factor's figures rest on. */
enum tingle_evidence {
    TINGLE_ASSOCIATION, /* the runner's records, settings chosen freely */
    TINGLE_EXPERIMENT,  /* a randomised trial of the runner */
    TINGLE_BOTH,
    TINGLE_PRIOR        /* published figures and judgement only: the records say nothing */
};

/* decisions on strength: P is the chance that the gain is 5 percentage points or more.
 * strong: randomised, at least 6 runs in each setting, P >= .95; some: P >= .85; weak: P >= .75;
 * no sign: the whole 90 % interval of the gain within +/-10 points; not tested: it never varied. */
enum tingle_strength {
    TINGLE_STRONG,
    TINGLE_SOME,
    TINGLE_WEAK,
    TINGLE_CANNOT_TELL,
    TINGLE_NO_SIGN,
    TINGLE_NOT_TESTED
};

struct tingle_factor {
    const char *factor;  /* stable key: "lacing", "cadence", "temperature", "speed", "foam", "sock",
                            "shoe:<name>", "breaks", ... */
    const char *label;   /* for a person: "laces at 4 of 5" */
    const char *change;  /* the change asked about: "one step looser (3 of 5)" */
    size_t runs_recorded;              /* noted runs on which it was recorded */
    bool ranked;                       /* passed the gate: 3 numb and 3 quiet runs on each side */
    struct tingle_interval risk_after; /* on the named run; NaN when not ranked */
    struct tingle_interval reduction;  /* risk before - risk after; negative: worse */
    double p_helps;                    /* P(reduction > 0) */
    double p_gain5;                    /* P(reduction >= 5 points) */
    double p_best;                     /* of its group: see tingle_why.p_none_helps */
    enum tingle_evidence evidence;
    enum tingle_strength strength;
    int group;                         /* factors with the same number cannot be told apart; -1: alone */
    bool same_months;                  /* it changed over the same months as the calendar (|r| > 0.7) */
    const char *unclear_because;       /* one clause when not ranked or unclear: "always the same"; "" */
};

struct tingle_curve_point {
    double minute;
    struct tingle_interval risk; /* numb by this minute */
};

/* The run that the figures speak of. */
struct tingle_named_run {
    double minutes;        /* of movement */
    bool usual;            /* the usual long run: 80th percentile of moving time */
    double speed_mps;
    double temperature_c;
    const char *shoe;      /* "" when no shoe is known */
    double lacing;         /* 1-5; NaN unknown */
    bool foam, thick_sock;
};

struct tingle_break_rule {
    const char *text;                 /* "walk 4 min at 30 and 60 min" */
    struct tingle_interval risk_after, reduction;
    double minutes_lost;
};

struct tingle_onset_mark {
    double minute_lo, minute_hi; /* of movement; equal when exact; NaN, NaN when unknown */
};

enum tingle_gate {
    TINGLE_GATE_OPEN,       /* advice may be given */
    TINGLE_GATE_UNSCREENED, /* an emergency or urgent question, or the profile, is unasked */
    TINGLE_GATE_EMERGENCY,  /* an emergency sign: only the action text */
    TINGLE_GATE_URGENT,     /* an urgent one */
    TINGLE_GATE_SOON,       /* a sign for a doctor soon: nothing until a clinician was seen on a later day */
    TINGLE_GATE_CLINICIAN   /* profile: log, doctor, report and guide only, until a clinician's date */
};

/* What the answer rests on, for --explain. */
struct tingle_why_basis {
    size_t runs_used, bins, exact, windows, unrecorded;
    double omega;                  /* 1: unrecorded runs left out */
    double risk_if_always, risk_if_hardly; /* the risk if every / hardly any quiet run were noted; NaN
                                              unless explained */
    size_t contact_measured, contact_estimated, contact_none;
    const char *temperature_source;
    double reference_minutes, reference_speed_mps, reference_cadence_spm, reference_peak_bw;
    double log_tau_mean, log_tau_sd, log_tau_prior_sd; /* recovery speed: learned when sd < 0.9 prior sd */
    double log_z;
    size_t late_notes;             /* made more than 48 h after the run */
    double risk_without_late;      /* NaN when there are none, or unless explained */
    size_t checked;                /* latest noted runs predicted by a fit without them; 0: not done */
    double checked_expected;       /* numb runs expected among them */
    size_t checked_numb;           /* numb runs that came */
    const char *const *column;     /* model columns with posterior and prior */
    const double *column_mean, *column_sd, *column_prior_mean, *column_prior_sd;
    size_t columns;
};

struct tingle_why {
    size_t runs;               /* in the journal */
    size_t noted, numb;        /* with a note of how the feet felt; of them numb */
    size_t numb_left, numb_right, numb_both;
    int severity;              /* numb means from this severity on; 0: any */
    size_t without_severity;   /* of the numb runs: no severity noted, so counted whatever was asked */
    char since[32];            /* day of the first noted run, "" when none */
    bool simulated;
    enum tingle_stage stage;
    enum tingle_gate gate;
    const char *gate_text;     /* what to do, when the gate is not open */
    const char *doctor_text;   /* the doctor line; never empty */
    const char *day_one_text;  /* what to try first, when the stage is day-one; else "" */
    struct tingle_named_run run;
    bool has_model;            /* curve, risk and factors are there */
    const struct tingle_curve_point *curve;
    size_t curve_points;
    struct tingle_interval risk;       /* numb at some time of the named run */
    double numb_free_min;              /* expected minutes of the run before the first numbness */
    const struct tingle_factor *factor;
    size_t factors;                    /* by expected gain; not ranked ones behind */
    double p_none_helps;               /* chance that no group gains 5 points or more */
    const struct tingle_break_rule *breaks;
    size_t break_rules;
    const struct tingle_onset_mark *onset;
    size_t onsets;                     /* of all numb runs, in order of time */
    const char *where;                 /* "under the right 3rd and 4th toes"; "" when never said */
    const char *next;                  /* what would settle most; "" */
    double khat, ess;                  /* Pareto alarm of the approximation */
    bool reliable;                     /* false: say "not enough data for a reliable answer" */
    struct tingle_why_basis basis;
};

struct tingle_why_options {
    double minutes;   /* of movement on the named run; 0: the usual long run */
    int severity;     /* count as numb only from this severity on (0: any), chosen before looking */
    bool explain;     /* fill the parts of the basis that cost further fits */
};

/* Answers from the journal. Errors: TINGLE_BAD_DATA (damaged journal), TINGLE_NO_MEMORY. An empty
 * journal is an answer (day-one), not an error. */
enum tingle_status tingle_why_answer(struct tingle_why **out, struct tingle_journal *journal,
                                     const struct tingle_why_options *options, struct tingle_error *err);
void tingle_why_free(struct tingle_why *why);

/* "day-one", "candidates", "ranking", "advice"; "association", ...; "strong", ... Static. */
const char *tingle_stage_name(enum tingle_stage stage);
const char *tingle_evidence_name(enum tingle_evidence evidence);
const char *tingle_strength_name(enum tingle_strength strength);
const char *tingle_gate_name(enum tingle_gate gate);

#ifdef __cplusplus
}
#endif
#endif
