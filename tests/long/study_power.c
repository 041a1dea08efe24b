/* Power: how often is the one true cause ranked first, and how strongly is it said?
 *
 * usage: study_power [RUNNERS]     300 unless said otherwise
 *
 * First the guard of docs/model.md section 10, item 8: 100 runs, one strong cause, records taken at their word (the model of
 * the reference fits): the cause is first in at least 0.68 of runners. Then the table of decisions.md B3: runners for whom
 * nothing matters and runners with one cause, 50 and 100 runs, with and without the nuisance of B2. P is P(gain >= 5
 * points) on a 75-min run; "any" is the largest P of any change, "cause" that of the true cause.
 */
#include <math.h>
#include <string.h>

#include "study_report.h"
#include "study_runner.h"

struct verdict {
    bool first;         /* the largest mean gain belongs to the cause */
    double any, cause;  /* largest P(gain >= 5 points) */
};

static struct verdict judge(const struct onset_posterior *post, int cause)
{
    static double base_risk[ONSET_MORE_DRAWS], gain[ONSET_MORE_DRAWS];
    struct study_scenario usual, other;
    struct verdict v = {0};
    double best = -INFINITY;
    study_scenario_make(&usual, 75, 0, NULL);
    if (onset_predict(base_risk, NULL, NULL, post, &usual.run, NULL, NULL, 0, NULL)) exit(70);
    for (size_t c = 0; c < STUDY_CHANGES; c++) {
        double mean, p;
        study_change_make(&other, c);
        if (onset_predict(gain, NULL, NULL, post, &other.run, &usual.run, NULL, 0, NULL)) exit(70);
        for (size_t s = 0; s < post->draws; s++) gain[s] = base_risk[s] - gain[s];
        mean = onset_summarise(post, gain).mean;
        p = onset_share(post, gain, 0.05);
        if (mean > best) v.first = (int)study_change_cause[c] == cause;
        best = fmax(best, mean);
        v.any = fmax(v.any, p);
        if ((int)study_change_cause[c] == cause) v.cause = fmax(v.cause, p);
    }
    return v;
}

/* One simulated runner; cause -1: nothing matters. */
static struct verdict run_one(uint64_t seed, size_t runs, int cause, bool nuisance)
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
    study_runner_make(&runner, &r, &truth, &options);
    if (onset_fit(&post, &runner.data, &prior, NULL, NULL)) exit(70);
    v = judge(post, cause);
    onset_posterior_free(post);
    study_runner_release(&runner);
    return v;
}

struct row {
    double first, any_75, any_85, cause_75, cause_85;
    double first_by_cause[STUDY_CAUSES], runners_by_cause[STUDY_CAUSES];
};

static struct row run_row(size_t runners, size_t runs, bool one_cause, bool nuisance)
{
    struct row row = {0};
    for (size_t i = 0; i < runners; i++) {
        const int cause = one_cause ? (int)(i % STUDY_CAUSES) : -1;
        const struct verdict v = run_one(5000 + i, runs, cause, nuisance);
        row.first += v.first;
        row.any_75 += v.any >= 0.75;
        row.any_85 += v.any >= 0.85;
        row.cause_75 += v.cause >= 0.75;
        row.cause_85 += v.cause >= 0.85;
        if (cause < 0) continue;
        row.first_by_cause[cause] += v.first;
        row.runners_by_cause[cause] += 1.0;
    }
    row.first /= (double)runners;
    row.any_75 /= (double)runners;
    row.any_85 /= (double)runners;
    row.cause_75 /= (double)runners;
    row.cause_85 /= (double)runners;
    return row;
}

/* Lower end of the 95 % Wilson interval of a share. */
static double wilson_low(double share, double n)
{
    const double z = 1.959963984540054, z2 = z * z;
    return (share + z2 / (2 * n) - z * sqrt(share * (1 - share) / n + z2 / (4 * n * n))) / (1 + z2 / n);
}

int main(int count, char **argument)
{
    struct study_report report = {.name = "power"};
    const size_t runners = study_size(count, argument, 300);
    struct row null_row[2], cause_row[2][2];
    struct row plain;
    printf("| runners | nuisance | main cause first | P >= .75 | P >= .85 |\n| --- | --- | --- | --- | --- |\n");
    for (size_t n = 0; n < 2; n++) {
        const size_t runs = n ? 100 : 50;
        for (size_t nuisance = 0; nuisance < 2; nuisance++) {
            const char *label = nuisance ? "as B2" : "none";
            const struct row null = run_row(runners, runs, false, nuisance);
            const struct row cause = run_row(runners, runs, true, nuisance);
            printf("| nothing matters, %zu runs | %s | - | %.2f | %.2f |\n", runs, label, null.any_75, null.any_85);
            printf("| one cause, %zu runs | %s | %.2f | %.2f | %.2f |\n", runs, label, cause.first, cause.cause_75,
                   cause.cause_85);
            fflush(stdout);
            if (nuisance) null_row[n] = null;
            cause_row[n][nuisance] = cause;
        }
    }
    plain = cause_row[1][0];
    printf("%zu runners a row. First by cause at 100 runs, no nuisance:", runners);
    for (size_t c = 0; c < STUDY_CAUSES; c++)
        printf(" %s %.2f", study_cause_names[c], plain.first_by_cause[c] / plain.runners_by_cause[c]);
    printf("\nlower 95 %% bound of the guard: %.3f of %.3f\n", wilson_low(plain.first, (double)runners), plain.first);
    study_goal(&report, plain.first >= 0.68, "one cause, 100 runs, no nuisance: first", plain.first, ">= 0.68");
    for (size_t n = 0; n < 2; n++) {
        study_goal(&report, null_row[n].any_75 <= 0.15, n ? "nothing matters, 100 runs: weak" : "nothing matters, 50 runs: weak",
                   null_row[n].any_75, "<= 0.15");
        study_goal(&report, null_row[n].any_85 <= 0.05, n ? "nothing matters, 100 runs: some" : "nothing matters, 50 runs: some",
                   null_row[n].any_85, "<= 0.05");
    }
    study_goal(&report, cause_row[1][1].first >= 0.68, "one cause, 100 runs, as B2: first", cause_row[1][1].first, ">= 0.68");
    study_goal(&report, cause_row[1][1].cause_75 >= 0.60, "one cause, 100 runs, as B2: weak or better",
               cause_row[1][1].cause_75, ">= 0.60");
    return study_end(&report);
}
