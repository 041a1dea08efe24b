/* Power: how often is the one true cause ranked first, and how strongly is it said? And what is said of runners for
 * whom nothing matters?
 *
 * usage: study_power [RUNNERS]     300 unless said otherwise
 *
 * First the guard of docs/model.md section 10, item 8: 100 runs, one strong cause, records taken at their word (the model of
 * the reference fits): the cause is first in at least 0.68 of runners. Then the table of decisions.md B3, 50 and 100
 * runs, with and without the nuisance of B2, for runners
 *   for whom nothing matters: every change has a true gain of 0;
 *   for whom only load matters: no covariate has an effect, but running slower lowers the load, so that 0.5 m/s less
 *     truly gains 3 to 6 points; here a false statement is one about a change whose true gain is below 5 points;
 *   with one strong cause.
 * P is P(gain >= 5 points) on a 75-min run: "weak" from .75, "some" from .85; of any change for the first two, of the
 * cause for the last.
 */
#include <math.h>
#include <string.h>

#include "study_report.h"
#include "study_runner.h"

enum truth_kind { NOTHING, ONLY_LOAD, ONE_CAUSE, TRUTH_KINDS };

struct verdict {
    bool first;                  /* the largest mean gain belongs to the cause */
    double any, not_true, cause; /* largest P: of any change, of those with a true gain below 5 points, of the cause */
};

static struct verdict judge(const struct onset_posterior *post, const struct study_truth *truth, int cause)
{
    static double base_risk[ONSET_MORE_DRAWS], gain[ONSET_MORE_DRAWS];
    struct study_scenario usual, other;
    struct verdict v = {0};
    double best = -INFINITY;
    study_scenario_make(&usual, 75, 0, NULL);
    if (onset_predict(base_risk, NULL, NULL, post, &usual.run, NULL, NULL, 0, NULL)) exit(70);
    for (size_t c = 0; c < STUDY_CHANGES; c++) {
        double mean, p;
        study_change_make(&other, c, truth->load_slope);
        if (onset_predict(gain, NULL, NULL, post, &other.run, &usual.run, NULL, 0, NULL)) exit(70);
        for (size_t s = 0; s < post->draws; s++) gain[s] = base_risk[s] - gain[s];
        mean = onset_summarise(post, gain).mean;
        p = onset_share(post, gain, 0.05);
        if (mean > best) v.first = (int)study_change_cause[c] == cause;
        best = fmax(best, mean);
        v.any = fmax(v.any, p);
        if (study_true_risk(truth, &usual) - study_true_risk(truth, &other) < 0.05) v.not_true = fmax(v.not_true, p);
        if ((int)study_change_cause[c] == cause) v.cause = fmax(v.cause, p);
    }
    return v;
}

/* One simulated runner; cause -1: none. */
static struct verdict run_one(uint64_t seed, size_t runs, enum truth_kind kind, int cause, bool nuisance)
{
    const struct study_options options = study_options_default(runs);
    struct onset_effect effect[STUDY_COVARIATES];
    struct onset_prior prior;
    struct onset_posterior *post = NULL;
    struct study_runner runner;
    struct study_truth truth;
    struct verdict v;
    struct random r;
    study_prior(&prior, effect, nuisance);
    random_seed(&r, seed);
    if (cause < 0) study_truth_null(&truth, &r, &prior);
    else study_truth_cause(&truth, &r, &prior, (enum study_cause)cause);
    if (kind == NOTHING) truth.load_slope = 0.0;
    study_runner_make(&runner, &r, &truth, &options);
    if (onset_fit(&post, &runner.data, &prior, NULL, NULL)) exit(70);
    v = judge(post, &truth, cause);
    onset_posterior_free(post);
    study_runner_release(&runner);
    return v;
}

/* Shares of runners. */
struct row {
    double first, weak, some, false_weak, false_some;
    double first_by_cause[STUDY_CAUSES], weak_by_cause[STUDY_CAUSES], runners_by_cause[STUDY_CAUSES];
};

static struct row run_row(size_t runners, size_t runs, enum truth_kind kind, bool nuisance)
{
    const double share = 1.0 / (double)runners;
    struct row row = {0};
    for (size_t i = 0; i < runners; i++) {
        const int cause = kind == ONE_CAUSE ? (int)(i % STUDY_CAUSES) : -1;
        const struct verdict v = run_one(5000 + i, runs, kind, cause, nuisance);
        const double p = cause < 0 ? v.any : v.cause;
        row.first += share * v.first;
        row.weak += share * (p >= 0.75);
        row.some += share * (p >= 0.85);
        row.false_weak += share * (v.not_true >= 0.75);
        row.false_some += share * (v.not_true >= 0.85);
        if (cause < 0) continue;
        row.first_by_cause[cause] += v.first;
        row.weak_by_cause[cause] += v.cause >= 0.75;
        row.runners_by_cause[cause] += 1.0;
    }
    return row;
}

/* Lower end of the 95 % Wilson interval of a share. */
static double wilson_low(double share, double n)
{
    const double z = 1.959963984540054, z2 = z * z;
    return (share + z2 / (2 * n) - z * sqrt(share * (1 - share) / n + z2 / (4 * n * n))) / (1 + z2 / n);
}

static void print_row(const struct row *row, size_t runs, enum truth_kind kind, bool nuisance)
{
    static const char *const name[] = {"nothing matters", "only load matters", "one cause"};
    char first[16] = "-";
    if (kind == ONE_CAUSE) snprintf(first, sizeof first, "%.2f", row->first);
    printf("| %s, %zu runs | %s | %s | %.2f | %.2f | %.2f | %.2f |\n", name[kind], runs, nuisance ? "as B2" : "none", first,
           row->weak, row->some, row->false_weak, row->false_some);
    fflush(stdout);
}

static void print_causes(const char *what, const double *share, const double *runners)
{
    printf("%s:", what);
    for (size_t c = 0; c < STUDY_CAUSES; c++) printf(" %s %.2f", study_cause_names[c], share[c] / runners[c]);
    printf("\n");
}

int main(int count, char **argument)
{
    struct study_report report = {.name = "power"};
    const size_t runners = study_size(count, argument, 300);
    struct row row[TRUTH_KINDS][2][2]; /* kind, 50 or 100 runs, nuisance */
    const struct row *guard = &row[ONE_CAUSE][1][0], *full = &row[ONE_CAUSE][1][1];
    printf("| runners | nuisance | cause first | weak or better | some | false weak | false some |\n"
           "| --- | --- | --- | --- | --- | --- | --- |\n");
    for (size_t n = 0; n < 2; n++)
        for (enum truth_kind kind = NOTHING; kind < TRUTH_KINDS; kind++)
            for (size_t nuisance = 0; nuisance < 2; nuisance++) {
                row[kind][n][nuisance] = run_row(runners, n ? 100 : 50, kind, nuisance);
                print_row(&row[kind][n][nuisance], n ? 100 : 50, kind, nuisance);
            }
    printf("%zu runners a row\n", runners);
    print_causes("first, 100 runs, no nuisance", guard->first_by_cause, guard->runners_by_cause);
    print_causes("weak or better, 100 runs, as B2", full->weak_by_cause, full->runners_by_cause);
    printf("lower 95 %% bound of the guard: %.3f of %.3f\n", wilson_low(guard->first, (double)runners), guard->first);
    study_goal(&report, guard->first >= 0.68, "one cause, 100 runs, no nuisance: first", guard->first, ">= 0.68");
    for (size_t n = 0; n < 2; n++) {
        const struct row *null = &row[NOTHING][n][1];
        study_goal(&report, null->weak <= 0.15, n ? "nothing matters, 100 runs: weak" : "nothing matters, 50 runs: weak",
                   null->weak, "<= 0.15");
        study_goal(&report, null->some <= 0.05, n ? "nothing matters, 100 runs: some" : "nothing matters, 50 runs: some",
                   null->some, "<= 0.05");
    }
    study_goal(&report, full->first >= 0.68, "one cause, 100 runs, as B2: first", full->first, ">= 0.68");
    study_goal(&report, full->weak >= 0.60, "one cause, 100 runs, as B2: weak or better", full->weak, ">= 0.60");
    return study_end(&report);
}
