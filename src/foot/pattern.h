/* What the places of one or many numbnesses fit: nerves, and what to look at.
 *
 * The rules are data: which regions a nerve reaches (data/foot_patterns.csv, evidence.md 1.2), and what is told of each
 * condition (data/foot_conditions.csv, evidence.md 1.3): places, when it starts and goes, what makes it more and less
 * likely. Every argument has a weight in the table; a score is their sum, and each argument that counted is handed out as a
 * sentence. A score is no probability: from FOOT_WELL on (conditions: FOOT_LOOK_WELL) it "fits well", from FOOT_PARTLY on
 * "fits partly", below it is not listed [J].
 *
 *     struct foot_history h = {.episode = episodes, .episodes = n};
 *     struct foot_findings *f = ...;
 *     foot_findings_read(f, &h);
 *
 * Never a diagnosis: a region supports a nerve, it never proves it. What belongs to a doctor (kind FOOT_DOCTOR) is never
 * named as an answer; what was noted of it becomes a sign, and signs are for `tingle doctor`.
 *
 * Pure functions; no shared state.
 */
#ifndef FOOT_PATTERN_H
#define FOOT_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "foot/region_words.h"
#include "foot/regions.h"

/* ------------------------------------------------------------------------ facts */

/* What may speak for or against; X(constant). Rows of data/foot_facts.csv. */
#define FOOT_FACT_LIST(X)                                                                                              \
    X(FOOT_ONE_FOOT) X(FOOT_BOTH_FEET) X(FOOT_BURNING) X(FOOT_COLD_FOOT) X(FOOT_PAIN) X(FOOT_LOOSENING)                \
    X(FOOT_TIGHT_LACES) X(FOOT_THICK_SOCK) X(FOOT_COLD_AIR) X(FOOT_ONE_PAIR) X(FOOT_SAME_MINUTE) X(FOOT_MOVING)        \
    X(FOOT_TIGHT_LEG) X(FOOT_WEAK) X(FOOT_COLOUR) X(FOOT_BAREFOOT) X(FOOT_AT_REST) X(FOOT_BACK) X(FOOT_SITTING)        \
    X(FOOT_HEAT) X(FOOT_BONE) X(FOOT_ILL) X(FOOT_SPRAIN)

enum foot_fact {
#define FOOT_FACT_ENUM(fact) fact,
    FOOT_FACT_LIST(FOOT_FACT_ENUM)
#undef FOOT_FACT_ENUM
    FOOT_FACTS
};

enum foot_answer { FOOT_UNSAID, FOOT_NO, FOOT_YES };

struct foot_fact_row {
    const char *name;    /* "tight-leg" */
    const char *yes, *no; /* "the lower leg felt tight" */
    bool any;            /* true already when one episode says so; else when half of those do that say either */
};
extern const struct foot_fact_row foot_fact_row[FOOT_FACTS];

/* ------------------------------------------------------------------------ tables */

struct foot_nerve {
    const char *nerve;   /* "medial plantar" */
    const char *words;   /* "the inner nerve of the sole" */
    const char *trunk;   /* of which it is a branch: "tibial"; "" */
};
extern const struct foot_nerve foot_nerve[];
extern const size_t foot_nerves;

enum foot_kind { FOOT_NERVE, FOOT_LOOK, FOOT_DOCTOR };

struct foot_weight {
    enum foot_fact fact;
    enum foot_answer answer; /* that counts */
    int weight;
};

/* Of several, the one with most weight that is there counts. */
struct foot_core {
    uint64_t all;        /* regions, all of them noted */
    int trunks;          /* else: noted regions of so many trunks */
    int weight;
};

struct foot_pattern {
    const char *id;      /* "WEB34" */
    enum foot_kind kind; /* FOOT_NERVE, FOOT_DOCTOR */
    const char *words, *anatomy, *source;
    struct foot_core core[8];
    size_t cores;
    uint64_t reach;      /* regions that do not speak against it */
    int outside;         /* weight of noted ones elsewhere */
    struct foot_weight fact[4];
    size_t facts;
};
extern const struct foot_pattern foot_pattern[];
extern const size_t foot_patterns;

struct foot_window {
    double lo_min, hi_min;
    int weight;          /* inside; outside as much against it; 0: none is told */
};

struct foot_condition {
    const char *id;      /* "NEUROMA" */
    enum foot_kind kind; /* FOOT_LOOK, FOOT_DOCTOR */
    const char *words, *anatomy, *source;
    const char *look;    /* what to look at first; "" for the doctor's */
    struct {
        int row, weight;
    } region[16];        /* the noted one with most weight counts */
    size_t regions;
    int outside;         /* weight of noted ones elsewhere */
    struct foot_window onset, relief;
    struct foot_weight fact[12];
    size_t facts;
    unsigned needs;      /* facts (bits), one of which must be there, or ... */
    uint64_t needs_regions; /* ... one of these; both empty: one of its regions */
};
extern const struct foot_condition foot_condition[];
extern const size_t foot_conditions;

/* ---------------------------------------------------------------------- history */

struct foot_episode {
    uint64_t regions;    /* set of foot/regions.h */
    bool left, right;    /* neither: not said */
    double onset_lo_min, onset_hi_min; /* equal for a minute; NaN not said */
    double relief_min;   /* NaN */
    enum foot_answer fact[FOOT_FACTS]; /* what it says by itself; one-foot, both-feet, same-minute and moving are found */
};

/* Whether it says that foot: FOOT_NO_SIDE, none; FOOT_BOTH, one or both. */
bool foot_episode_names(const struct foot_episode *episode, enum foot_side side);

struct foot_history {
    const struct foot_episode *episode;
    size_t episodes;
    enum foot_answer known[FOOT_FACTS]; /* of the runner, whatever the episodes say: from questions, from quiet runs */
};

/* --------------------------------------------------------------------- findings */

enum { FOOT_REASONS = 16, FOOT_REASON_SIZE = 160, FOOT_FITS = 48, FOOT_PARTLY = 2, FOOT_WELL = 4, FOOT_LOOK_WELL = 5 };

struct foot_reason {
    int weight;          /* negative: against */
    char text[FOOT_REASON_SIZE];
};

struct foot_fit {
    const struct foot_pattern *pattern;     /* of nerves */
    const struct foot_condition *condition; /* of conditions */
    const char *words, *anatomy;
    enum foot_kind kind;
    enum foot_side side; /* which foot it is said of, and whose notes the reasons count; FOOT_NO_SIDE: no side was noted */
    int score;           /* sum of the reasons */
    bool well;           /* fits well, else partly */
    bool lesser;         /* of the foot that is numb less than half as often as the other only */
    struct foot_reason reason[FOOT_REASONS];
    size_t reasons;
};

struct foot_findings {
    struct foot_fit nerve[FOOT_FITS], condition[FOOT_FITS]; /* the best first, lesser ones last; FOOT_DOCTOR ones among them, for a
                                                               clinician's eyes only */
    size_t nerves, conditions;
    struct foot_reason sign[FOOT_FACTS + 1]; /* what was noted that `tingle doctor` asks about */
    size_t signs;
    uint64_t often[4];   /* by enum foot_side: regions in a quarter of the located episodes of that foot or more */
    size_t located[4];   /* episodes with a region, of that foot */
};

/* What the history fits. Nothing noted gives nothing. */
void foot_findings_read(struct foot_findings *out, const struct foot_history *history);

/* The nerve that fits a set of regions best, where one fits well. */
bool foot_best_nerve(struct foot_fit *out, uint64_t regions);

/* What the episodes and the history say of a fact, of a foot, or for FOOT_BOTH of all, those too that say none; *yes of
 * *said episodes (0 of 0 where it is known otherwise). */
enum foot_answer foot_fact_of(const struct foot_history *history, enum foot_side side, enum foot_fact fact, size_t *yes, size_t *said);

#endif
