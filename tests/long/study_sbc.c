/* Simulation-based calibration: when the truth is drawn from the prior, the rank of the truth among the
 * posterior's draws is uniform (Talts et al., arXiv 1804.06788).
 *
 * usage: study_sbc [RUNNERS]     200 unless said otherwise
 *
 * 30 runs a runner. Quantities: b0, g, seven effects, a contrast of two shoes, log tau (drawn continuously
 * within its grid cell, decisions.md B10), the risk of an hour's run. Twice: records taken at their word; and
 * with hidden reasons in the truth, where the effect "if you changed it" is ranked (decisions.md B2).
 * Goals of docs/model.md section 10, item 3.
 */
#include <math.h>
#include <string.h>

#include "study_report.h"
#include "study_runner.h"

enum { QUANTITIES = 12, RANK_BINS = 20, MAX_RUNNERS = 100000 };

static const char *const quantity_name[QUANTITIES] = {"b0",   "g",    "spd",  "cad",   "grd",     "tmp",
                                                      "lac",  "foam", "sock", "u0-u1", "log tau", "risk of 60 min"};

/* P(chi-square with odd k degrees of freedom > x): Abramowitz and Stegun 26.4.4. */
static double chi_square_tail(double x, int k)
{
    double term = sqrt(2.0 * x / 3.14159265358979323846) * exp(-0.5 * x), sum = 0.0;
    for (int r = 1; r <= (k - 1) / 2; r++) {
        sum += term;
        term *= x / (2.0 * r + 1.0);
    }
    return erfc(sqrt(0.5 * x)) + sum;
}

struct study {
    double rank[QUANTITIES][RANK_BINS];
    double inside_50, inside_90, count;
    double worst_khat;
};

static double rank_of(const struct onset_posterior *post, const double *value, double truth)
{
    double below = 0.0;
    for (size_t s = 0; s < post->draws; s++)
        if (value[s] < truth) below += post->weight[s];
    return below;
}

static void add_rank(struct study *study, size_t quantity, double rank)
{
    const size_t bin = (size_t)fmin(rank * RANK_BINS, RANK_BINS - 1);
    study->rank[quantity][bin] += 1.0;
    study->inside_50 += fabs(rank - 0.5) < 0.25;
    study->inside_90 += fabs(rank - 0.5) < 0.45;
    study->count += 1.0;
}

/* Ranks of one runner. The effects ranked are those "if you changed it"; `truth` holds them. */
static void rank_runner(struct study *study, const struct onset_posterior *post, const struct study_truth *truth,
                        const struct study_truth *seen, struct random *r)
{
    static double value[ONSET_MORE_DRAWS];
    struct study_scenario hour;
    const size_t n = post->draws;
    add_rank(study, 0, rank_of(post, post->seen, truth->b0));
    add_rank(study, 1, rank_of(post, post->seen + n, truth->g));
    for (size_t k = 0; k < STUDY_COVARIATES; k++)
        add_rank(study, 2 + k, rank_of(post, post->changed + (2 + k) * n, truth->b[k]));
    for (size_t s = 0; s < n; s++) value[s] = post->changed[s + 9 * n] - post->changed[s + 10 * n];
    add_rank(study, 9, rank_of(post, value, truth->shoe[0] - truth->shoe[1]));
    for (size_t s = 0; s < n; s++) value[s] = log(post->tau_min[s]) + (random_uniform(r) - 0.5) * post->log_tau_step;
    add_rank(study, 10, rank_of(post, value, log(truth->tau_min)));
    study_scenario_make(&hour, 60, 0, NULL);
    if (onset_predict(value, NULL, NULL, post, &hour.run, NULL, NULL, 0, NULL)) exit(70);
    add_rank(study, 11, rank_of(post, value, study_true_risk(seen, &hour)));
}

static void run_one(struct study *study, size_t seed, bool nuisance)
{
    struct study_options options = study_options_default(30);
    struct onset_effect effect[STUDY_COVARIATES];
    struct onset_prior prior;
    struct onset_posterior *post = NULL;
    struct study_runner runner;
    struct study_truth truth, seen;
    struct random r;
    options.stopped = 0.0;
    study_prior(&prior, effect, nuisance);
    random_seed(&r, 50000 + seed);
    study_truth_prior(&truth, &r, &prior);
    seen = truth;
    for (size_t k = 0; k < STUDY_COVARIATES; k++) seen.b[k] += effect[k].nuisance * random_normal(&r);
    for (size_t s = 0; s < STUDY_SHOES; s++) seen.shoe[s] += sqrt(0.5) * prior.shoe_nuisance * random_normal(&r);
    study_runner_make(&runner, &r, &seen, &options);
    if (onset_fit(&post, &runner.data, &prior, NULL, NULL)) exit(70);
    study->worst_khat = fmax(study->worst_khat, post->khat);
    rank_runner(study, post, &truth, &seen, &r);
    onset_posterior_free(post);
    study_runner_release(&runner);
}

static void check(struct study_report *report, const char *label, size_t runners, bool nuisance)
{
    static struct study study;
    const double expected = (double)runners / RANK_BINS;
    char what[96];
    memset(&study, 0, sizeof study);
    for (size_t i = 0; i < runners; i++) run_one(&study, i, nuisance);
    printf("%s: %zu runners, largest khat %.2f\n", label, runners, study.worst_khat);
    for (size_t q = 0; q < QUANTITIES; q++) {
        double chi = 0.0, p;
        for (size_t b = 0; b < RANK_BINS; b++) chi += pow(study.rank[q][b] - expected, 2) / expected;
        p = chi_square_tail(chi, RANK_BINS - 1);
        snprintf(what, sizeof what, "%s: p of the ranks of %s", label, quantity_name[q]);
        study_goal(report, p > 0.001 / QUANTITIES, what, p, "> 0.001/12");
    }
    snprintf(what, sizeof what, "%s: coverage of 50 %% intervals", label);
    study_goal(report, study.inside_50 > 0.46 * study.count && study.inside_50 < 0.54 * study.count, what,
               study.inside_50 / study.count, "0.46 to 0.54");
    snprintf(what, sizeof what, "%s: coverage of 90 %% intervals", label);
    study_goal(report, study.inside_90 > 0.88 * study.count && study.inside_90 < 0.92 * study.count, what,
               study.inside_90 / study.count, "0.88 to 0.92");
}

int main(int count, char **argument)
{
    struct study_report report = {.name = "calibration"};
    const size_t runners = study_size(count, argument, 200);
    if (runners > MAX_RUNNERS) return 2;
    check(&report, "records at their word", runners, false);
    check(&report, "hidden reasons", runners, true);
    return study_end(&report);
}
