/* The fit as a whole: invariances and robustness (docs/model.md section 10, items 5 and 6), nuisance,
 * determinism, predictions and summaries. */
#include "onset/onset.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "study_runner.h"
#include "testing.h"

enum { D = 2 + STUDY_COVARIATES + STUDY_SHOES };

/* ------------------------------------------------------------- helpers */

struct subject {
    struct study_runner runner;
    struct onset_effect effect[STUDY_COVARIATES + 1];
    struct onset_prior prior;
};

static void subject_make(struct subject *s, uint64_t seed, size_t runs, enum study_cause cause)
{
    struct random r;
    struct study_truth truth;
    const struct study_options options = study_options_default(runs);
    study_prior(&s->prior, s->effect, false);
    random_seed(&r, seed);
    study_truth_cause(&truth, &r, &s->prior, cause);
    study_runner_make(&s->runner, &r, &truth, &options);
}

static struct onset_posterior *fit(const struct onset_data *data, const struct onset_prior *prior)
{
    struct onset_posterior *post = NULL;
    struct tingle_error err = {0};
    const enum tingle_status st = onset_fit(&post, data, prior, NULL, &err);
    ck_assert_msg(st == TINGLE_OK, "%s", err.message);
    return post;
}

static struct onset_posterior *fit_subject(const struct subject *s) { return fit(&s->runner.data, &s->prior); }

/* Mean risk of 75 min at the reference. */
static double mean_risk(const struct onset_posterior *post)
{
    struct study_scenario usual;
    static double risk[ONSET_MORE_DRAWS];
    study_scenario_make(&usual, 75, 0, NULL);
    ck_assert(onset_predict(risk, NULL, NULL, post, &usual.run, NULL, NULL, 0, NULL) == TINGLE_OK);
    return onset_summarise(post, risk).mean;
}

static void check_same(const struct onset_posterior *a, const struct onset_posterior *b, double tolerance)
{
    ck_assert_uint_eq(a->d, b->d);
    for (size_t i = 0; i < a->d; i++) {
        ck_assert_double_eq_tol(a->mean[i], b->mean[i], tolerance);
        for (size_t j = 0; j < a->d; j++) ck_assert_double_eq_tol(a->cov[i + j * a->d], b->cov[i + j * b->d], tolerance);
    }
    ck_assert_double_eq_tol(a->log_z, b->log_z, tolerance * 100);
    ck_assert_double_eq_tol(a->log_tau_mean, b->log_tau_mean, tolerance);
}

/* --------------------------------------------------------- invariances */

START_TEST(same_bytes_twice)
{
    struct subject s;
    struct onset_posterior *a, *b;
    subject_make(&s, 1, 40, CAUSE_HEAT);
    a = fit_subject(&s);
    b = fit_subject(&s);
    ck_assert_mem_eq(a->seen, b->seen, a->draws * a->d * sizeof(double));
    ck_assert_mem_eq(a->mean, b->mean, a->d * sizeof(double));
    ck_assert(memcmp(&a->khat, &b->khat, sizeof a->khat) == 0);
    onset_posterior_free(a);
    onset_posterior_free(b);
    study_runner_release(&s.runner);
}
END_TEST

START_TEST(order_of_runs_does_not_matter)
{
    struct subject s;
    struct onset_posterior *a, *b;
    subject_make(&s, 2, 40, CAUSE_LACING);
    a = fit_subject(&s);
    for (size_t i = 0; i < 20; i++) {
        const struct onset_run keep = s.runner.run[i];
        s.runner.run[i] = s.runner.run[39 - i];
        s.runner.run[39 - i] = keep;
    }
    b = fit_subject(&s);
    check_same(a, b, 1e-10);
    onset_posterior_free(a);
    onset_posterior_free(b);
    study_runner_release(&s.runner);
}
END_TEST

/* decisions.md A1 at the level of the model: with omega 1 a run without a note is not there at all. */
START_TEST(unrecorded_runs_are_no_evidence)
{
    struct subject s;
    struct onset_posterior *with, *without;
    struct onset_data noted;
    size_t kept = 0;
    static struct onset_run run[60];
    subject_make(&s, 3, 60, CAUSE_SHOE);
    with = fit_subject(&s);
    for (size_t i = 0; i < 60; i++)
        if (s.runner.run[i].record != ONSET_NOT_RECORDED) run[kept++] = s.runner.run[i];
    ck_assert_uint_lt(kept, 60);
    noted = s.runner.data;
    noted.run = run;
    noted.runs = kept;
    without = fit(&noted, &s.prior);
    ck_assert_uint_eq(with->runs_used, kept);
    ck_assert_mem_eq(with->seen, without->seen, with->draws * with->d * sizeof(double));
    ck_assert_double_eq(mean_risk(with), mean_risk(without));
    onset_posterior_free(with);
    onset_posterior_free(without);
    study_runner_release(&s.runner);
}
END_TEST

START_TEST(omega_zero_counts_as_no)
{
    struct subject s;
    struct onset_posterior *a, *b;
    subject_make(&s, 4, 40, CAUSE_FOAM);
    s.runner.data.omega = 0.0;
    a = fit_subject(&s);
    for (size_t i = 0; i < 40; i++)
        if (s.runner.run[i].record == ONSET_NOT_RECORDED) s.runner.run[i].record = ONSET_NONE;
    b = fit_subject(&s);
    check_same(a, b, 1e-12);
    onset_posterior_free(a);
    onset_posterior_free(b);
    study_runner_release(&s.runner);
}
END_TEST

/* A narrow window is an exact onset, but for the logarithm of its width. */
START_TEST(narrow_window_is_exact)
{
    struct subject s;
    struct onset_posterior *exact, *window;
    size_t events = 0;
    const double width = 1e-6;
    subject_make(&s, 5, 40, CAUSE_HEAT);
    for (size_t i = 0; i < 40; i++) {
        struct onset_run *run = &s.runner.run[i];
        if (run->record != ONSET_EXACT && run->record != ONSET_WINDOW) continue;
        run->record = ONSET_EXACT;
        run->a_min = floor(0.5 * (run->a_min + run->b_min)) + 0.5; /* well inside a bin */
        if (run->a_min > (double)run->bin_count) run->a_min -= 1.0;
        if (s.runner.column[3][run->first_bin + (size_t)run->a_min] != 1.0) run->record = ONSET_NONE;
        else events++;
    }
    ck_assert_uint_gt(events, 2);
    exact = fit_subject(&s);
    for (size_t i = 0; i < 40; i++) {
        struct onset_run *run = &s.runner.run[i];
        if (run->record != ONSET_EXACT) continue;
        run->record = ONSET_WINDOW;
        run->a_min -= 0.5 * width;
        run->b_min = run->a_min + width;
    }
    window = fit_subject(&s);
    for (size_t i = 0; i < D; i++) ck_assert_double_eq_tol(exact->mean[i], window->mean[i], 1e-5);
    ck_assert_double_eq_tol(window->log_z - (double)events * log(width), exact->log_z, 1e-4);
    onset_posterior_free(exact);
    onset_posterior_free(window);
    study_runner_release(&s.runner);
}
END_TEST

START_TEST(shoes_may_be_renamed)
{
    static const size_t name[3] = {2, 0, 1};
    struct subject s;
    struct onset_posterior *a, *b;
    subject_make(&s, 6, 40, CAUSE_SHOE);
    a = fit_subject(&s);
    for (size_t i = 0; i < 40; i++) s.runner.run[i].shoe = name[s.runner.run[i].shoe];
    b = fit_subject(&s);
    for (size_t i = 0; i < 9; i++) ck_assert_double_eq_tol(a->mean[i], b->mean[i], 1e-9);
    for (size_t i = 0; i < 3; i++) ck_assert_double_eq_tol(a->mean[9 + i], b->mean[9 + name[i]], 1e-9);
    onset_posterior_free(a);
    onset_posterior_free(b);
    study_runner_release(&s.runner);
}
END_TEST

/* One more column, of zeros: its posterior is its prior and nothing else moves. */
START_TEST(column_of_zeros)
{
    struct subject s;
    struct onset_posterior *a, *b;
    struct onset_data wider;
    double *x;
    size_t block;
    subject_make(&s, 7, 30, CAUSE_HEAT);
    a = fit_subject(&s);
    wider = s.runner.data;
    block = wider.bins.count * STUDY_COVARIATES;
    x = calloc(block + wider.bins.count, sizeof *x);
    ck_assert_ptr_nonnull(x);
    memcpy(x, wider.x, block * sizeof *x);
    wider.x = x;
    wider.covariates = s.prior.covariates = STUDY_COVARIATES + 1;
    wider.names = NULL;
    s.effect[STUDY_COVARIATES] = (struct onset_effect){0.2, 0.4, 0.0};
    b = fit(&wider, &s.prior);
    for (size_t i = 0; i < 9; i++) ck_assert_double_eq_tol(a->mean[i], b->mean[i], 1e-9);
    ck_assert_double_eq_tol(b->mean[9], 0.2, 1e-12);
    ck_assert_double_eq_tol(b->cov[9 + 9 * b->d], 0.16, 1e-12);
    ck_assert_double_eq_tol(a->log_z, b->log_z, 1e-9);
    ck_assert_str_eq(b->names[9], "x7");
    free(x);
    onset_posterior_free(a);
    onset_posterior_free(b);
    study_runner_release(&s.runner);
}
END_TEST

/* Half-minute bins against quarter-minute bins: risks within 0.5 % of their value. */
START_TEST(finer_bins_change_little)
{
    struct subject s;
    struct onset_posterior *post[2];
    double risk[2];
    subject_make(&s, 8, 40, CAUSE_LACING);
    for (size_t step = 0; step < 2; step++) {
        const size_t parts = step ? 4 : 2, count = s.runner.data.bins.count;
        struct onset_data finer = s.runner.data;
        struct onset_run run[40];
        double *column[4], *x = malloc(count * parts * STUDY_COVARIATES * sizeof *x);
        ck_assert_ptr_nonnull(x);
        for (size_t c = 0; c < 4; c++) {
            column[c] = malloc(count * parts * sizeof(double));
            ck_assert_ptr_nonnull(column[c]);
            for (size_t j = 0; j < count * parts; j++)
                column[c][j] = s.runner.column[c][j / parts] / (c == 0 ? (double)parts : 1.0);
        }
        for (size_t k = 0; k < STUDY_COVARIATES; k++)
            for (size_t j = 0; j < count * parts; j++) x[j + k * count * parts] = finer.x[j / parts + k * count];
        memcpy(run, finer.run, sizeof run);
        for (size_t i = 0; i < 40; i++) run[i].first_bin *= parts, run[i].bin_count *= parts;
        finer.bins = (struct onset_bins){count * parts, column[0], column[1], column[2], column[3]};
        finer.x = x;
        finer.run = run;
        post[step] = fit(&finer, &s.prior);
        risk[step] = mean_risk(post[step]);
        for (size_t c = 0; c < 4; c++) free(column[c]);
        free(x);
    }
    ck_assert_double_le(fabs(risk[1] / risk[0] - 1.0), 0.005);
    onset_posterior_free(post[0]);
    onset_posterior_free(post[1]);
    study_runner_release(&s.runner);
}
END_TEST

/* ------------------------------------------------------------ nuisance */

/* A column with nuisance n equals the same column twice, the second with prior N(0, n^2): b is then the first
 * one's coefficient (decisions.md B2). */
START_TEST(nuisance_is_an_explicit_delta)
{
    const double n = 0.35;
    struct subject s;
    struct onset_posterior *split, *explicit_delta;
    struct onset_data wider;
    struct onset_summary b;
    double *x;
    size_t count;
    subject_make(&s, 9, 80, CAUSE_LACING);
    s.effect[STUDY_LAC].nuisance = n;
    split = fit_subject(&s);
    s.effect[STUDY_LAC].nuisance = 0.0;
    wider = s.runner.data;
    count = wider.bins.count;
    x = malloc(count * (STUDY_COVARIATES + 1) * sizeof *x);
    ck_assert_ptr_nonnull(x);
    memcpy(x, wider.x, count * STUDY_COVARIATES * sizeof *x);
    memcpy(x + count * STUDY_COVARIATES, x + count * STUDY_LAC, count * sizeof *x);
    wider.x = x;
    wider.covariates = s.prior.covariates = STUDY_COVARIATES + 1;
    wider.names = NULL;
    s.effect[STUDY_COVARIATES] = (struct onset_effect){0.0, n, 0.0};
    explicit_delta = fit(&wider, &s.prior);
    ck_assert_double_eq_tol(split->log_z, explicit_delta->log_z, 1e-8);
    ck_assert_double_eq_tol(split->mean[2 + STUDY_LAC],
                            explicit_delta->mean[2 + STUDY_LAC] + explicit_delta->mean[9], 1e-8);
    b = onset_summarise(split, split->changed + (2 + STUDY_LAC) * split->draws);
    ck_assert_double_eq_tol(b.mean, explicit_delta->mean[2 + STUDY_LAC], 0.01);
    ck_assert_double_eq_tol(b.sd / sqrt(explicit_delta->cov[(2 + STUDY_LAC) * (explicit_delta->d + 1)]), 1.0, 0.03);
    /* records alone never bring its sd below v n^2 / (v + n^2), v = 0.4^2 */
    ck_assert_double_gt(b.sd, 0.4 * n / sqrt(0.16 + n * n));
    free(x);
    onset_posterior_free(split);
    onset_posterior_free(explicit_delta);
    study_runner_release(&s.runner);
}
END_TEST

START_TEST(shoe_nuisance_widens_changes_only)
{
    struct subject s;
    struct onset_posterior *post;
    struct study_scenario usual, other;
    static double risk[ONSET_MORE_DRAWS], seen[ONSET_MORE_DRAWS], changed[ONSET_MORE_DRAWS];
    subject_make(&s, 10, 60, CAUSE_SHOE);
    s.prior.shoe_nuisance = 0.4;
    post = fit_subject(&s);
    study_scenario_make(&usual, 75, 0, NULL);
    study_scenario_make(&other, 75, 1, NULL);
    ck_assert(onset_predict(risk, NULL, NULL, post, &usual.run, NULL, NULL, 0, NULL) == TINGLE_OK);
    ck_assert(onset_predict(seen, NULL, NULL, post, &other.run, NULL, NULL, 0, NULL) == TINGLE_OK);
    ck_assert(onset_predict(changed, NULL, NULL, post, &other.run, &usual.run, NULL, 0, NULL) == TINGLE_OK);
    for (size_t i = 0; i < post->draws; i++) seen[i] = risk[i] - seen[i], changed[i] = risk[i] - changed[i];
    ck_assert_double_gt(onset_summarise(post, seen).mean, onset_summarise(post, changed).mean);
    ck_assert_double_gt(onset_share(post, seen, 0.05), onset_share(post, changed, 0.05));
    onset_posterior_free(post);
    study_runner_release(&s.runner);
}
END_TEST

/* ---------------------------------------------------------- robustness */

enum { ALL_NUMB, NONE_NUMB, ONE_RUN, NO_BREAKS, ALL_UNRECORDED, CONSTANT_COLUMN, SAME_COLUMN, EIGHT_HOURS, ODDITIES };

static void make_odd(struct subject *s, size_t oddity)
{
    struct onset_data *data = &s->runner.data;
    const size_t count = data->bins.count;
    double *const *column = s->runner.column;
    for (size_t i = 0; i < data->runs; i++) {
        struct onset_run *run = &s->runner.run[i];
        if (oddity == ALL_NUMB || oddity == NONE_NUMB || oddity == ALL_UNRECORDED) {
            run->record = oddity == ALL_NUMB ? ONSET_WINDOW : oddity == NONE_NUMB ? ONSET_NONE : ONSET_NOT_RECORDED;
            run->a_min = 0.0;
            run->b_min = (double)run->bin_count;
            run->recovery_min = NAN;
        }
    }
    for (size_t j = 0; j < count; j++) {
        if (oddity == NO_BREAKS) column[1][j] = 1.0, column[2][j] = 0.15, column[3][j] = 1.0;
        if (oddity == CONSTANT_COLUMN) column[4][j + STUDY_LAC * count] = 1.0;
        if (oddity == SAME_COLUMN) column[4][j + STUDY_LAC * count] = column[4][j + STUDY_TMP * count];
    }
    if (oddity == ONE_RUN) data->runs = 1;
    if (oddity == EIGHT_HOURS) {
        s->runner.run[0] = (struct onset_run){.bin_count = 480, .record = ONSET_NONE, .recovery_min = NAN};
        for (size_t j = 0; j < 480; j++) column[1][j] = 1.0, column[2][j] = 0.15, column[3][j] = 1.0;
    }
}

START_TEST(odd_logs_give_finite_answers)
{
    for (size_t oddity = 0; oddity < ODDITIES; oddity++) {
        struct subject s;
        struct onset_posterior *post;
        double risk;
        subject_make(&s, 11, 30, CAUSE_CADENCE);
        make_odd(&s, oddity);
        post = fit_subject(&s);
        risk = mean_risk(post);
        ck_assert_msg(post->outcome != ONSET_NO_CONVERGENCE, "oddity %zu", oddity);
        ck_assert_msg(isfinite(post->log_z) && risk > 0.0 && risk < 1.0, "oddity %zu", oddity);
        for (size_t i = 0; i < D; i++) {
            const double sd = sqrt(post->cov[i * (D + 1)]);
            /* an impossible precision or a wild mean would be a defect; a window may widen a little */
            ck_assert_msg(sd > 0.01 && sd < 1.05 * post->prior_sd[i], "oddity %zu, %s", oddity, post->names[i]);
            ck_assert_msg(fabs(post->mean[i]) < 10.0, "oddity %zu, %s", oddity, post->names[i]);
        }
        if (oddity == ALL_NUMB) ck_assert_double_gt(risk, 0.9);
        if (oddity == NONE_NUMB) ck_assert_double_lt(risk, 0.15);
        onset_posterior_free(post);
        study_runner_release(&s.runner);
    }
}
END_TEST

/* Truths far outside the prior, wild units, any mixture of records: always a finite answer, and one that cannot be relied on says so. */
START_TEST(wild_logs_give_finite_answers)
{
    size_t outcomes[4] = {0};
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct subject s;
        struct onset_posterior *post;
        struct study_truth truth;
        struct study_options options;
        struct random r;
        double scale;
        random_seed(&r, seed);
        options = study_options_default(1 + random_index(&r, 40));
        options.missing = random_uniform(&r);
        options.exact = random_uniform(&r);
        study_prior(&s.prior, s.effect, seed % 2 == 0);
        study_truth_prior(&truth, &r, &s.prior);
        truth.b0 += 6 * random_normal(&r);
        truth.g += 3 * random_normal(&r);
        scale = exp(2 * random_normal(&r));
        study_runner_make(&s.runner, &r, &truth, &options);
        for (size_t j = 0; j < s.runner.data.bins.count; j++) {
            if (seed % 3 == 0) s.runner.column[1][j] *= scale;
            if (seed % 5 == 0) s.runner.column[4][j + STUDY_LAC * s.runner.data.bins.count] *= scale;
        }
        s.runner.data.omega = random_uniform(&r);
        post = fit_subject(&s);
        outcomes[post->outcome]++;
        for (size_t i = 0; i < D; i++) {
            ck_assert(isfinite(post->mean[i]) && isfinite(post->cov[i * (D + 1)]) && post->cov[i * (D + 1)] > 0.0);
            for (size_t k = 0; k < post->draws; k++) ck_assert(isfinite(post->seen[k + i * post->draws]));
        }
        onset_posterior_free(post);
        study_runner_release(&s.runner);
    }
    ck_assert_uint_eq(outcomes[ONSET_NO_CONVERGENCE], 0);
    ck_assert_uint_gt(outcomes[ONSET_GOOD], 45);
    ck_assert_uint_gt(outcomes[ONSET_WEIGHTED] + outcomes[ONSET_UNRELIABLE], 0); /* the alarm does sound */
}
END_TEST

/* Nothing recorded: the answer is the prior. The chance of numbness in 60 min at the reference has the prior
 * predictive points 0.06/0.19/0.42/0.72/0.99 (docs/model.md section 3, from 300 random draws). */
START_TEST(no_data_gives_the_prior)
{
    const double q[] = {0.05, 0.25, 0.50, 0.75, 0.95}, expected[] = {0.06, 0.19, 0.42, 0.72, 0.99};
    static double risk[ONSET_MORE_DRAWS];
    struct subject s;
    struct onset_posterior *post;
    struct study_scenario hour;
    subject_make(&s, 12, 10, CAUSE_HEAT);
    make_odd(&s, ALL_UNRECORDED);
    post = fit_subject(&s);
    ck_assert_uint_eq(post->runs_used, 0);
    ck_assert(post->outcome == ONSET_GOOD);
    for (size_t i = 0; i < 9; i++) {
        const struct onset_effect *e = i == 0 ? &s.prior.b0 : i == 1 ? &s.prior.g : &s.effect[i - 2];
        ck_assert_double_eq_tol(post->mean[i], e->mean, 1e-12);
        ck_assert_double_eq_tol(sqrt(post->cov[i * (D + 1)]), e->sd, 1e-12);
    }
    ck_assert_double_eq_tol(post->log_z, log(0.984), 0.01); /* the grid holds 98 % of the prior of tau */
    study_scenario_make(&hour, 60, 0, NULL);
    ck_assert(onset_predict(risk, NULL, NULL, post, &hour.run, NULL, NULL, 0, NULL) == TINGLE_OK);
    for (size_t i = 0; i < 5; i++) ck_assert_double_eq_tol(onset_quantile(post, risk, q[i]), expected[i], 0.05);
    onset_posterior_free(post);
    study_runner_release(&s.runner);
}
END_TEST

static void check_refused(struct subject *s, const char *part)
{
    struct onset_posterior *post = NULL;
    struct tingle_error err = {0};
    ck_assert(onset_fit(&post, &s->runner.data, &s->prior, NULL, &err) == TINGLE_BAD_DATA);
    ck_assert_ptr_null(post);
    ck_assert_msg(strstr(err.message, part) != NULL, "\"%s\" lacks \"%s\"", err.message, part);
}

START_TEST(bad_input_is_refused)
{
    static const char *const name[] = {"length_min", "load", "relief", "hazard"};
    struct subject s;
    size_t bin;
    subject_make(&s, 13, 10, CAUSE_HEAT);
    bin = s.runner.run[3].first_bin + 2;
    for (size_t c = 0; c < 4; c++) {
        const double keep = s.runner.column[c][bin], bad[] = {NAN, -1.0, INFINITY};
        char part[64];
        snprintf(part, sizeof part, "run 3, bin 2: %s is", name[c]);
        for (size_t i = 0; i < 3; i++) {
            s.runner.column[c][bin] = bad[i];
            check_refused(&s, part);
        }
        s.runner.column[c][bin] = keep;
    }
    s.runner.column[4][bin + STUDY_TMP * s.runner.data.bins.count] = NAN;
    check_refused(&s, "run 3, bin 2: tmp is");
    s.runner.column[4][bin + STUDY_TMP * s.runner.data.bins.count] = 0.0;
    s.runner.run[4] = (struct onset_run){.first_bin = s.runner.run[4].first_bin, .bin_count = 20, .record = ONSET_WINDOW,
                                         .a_min = 5, .b_min = 5, .recovery_min = NAN};
    check_refused(&s, "run 4: the window");
    s.runner.run[4].b_min = NAN;
    check_refused(&s, "run 4: the window");
    s.runner.run[4].record = ONSET_EXACT;
    s.runner.run[4].a_min = 21;
    check_refused(&s, "run 4: a_min");
    s.runner.run[4].a_min = 5;
    s.runner.run[4].recovery_min = -1;
    check_refused(&s, "run 4: recovery_min");
    s.runner.run[4].recovery_min = 1;
    s.runner.run[4].shoe = 3;
    check_refused(&s, "run 4: no such shoe");
    s.runner.run[4].shoe = 0;
    for (size_t j = 0; j < 20; j++) s.runner.column[3][s.runner.run[4].first_bin + j] = 0.0;
    check_refused(&s, "run 4: it has no moving time");
    s.runner.run[4].bin_count = 0;
    check_refused(&s, "run 4: its bins");
    s.runner.data.runs = 4;
    s.runner.data.omega = NAN;
    check_refused(&s, "omega");
    s.runner.data.omega = 1.0;
    s.effect[0].sd = -1.0;
    check_refused(&s, "the prior");
    study_runner_release(&s.runner);
}
END_TEST

/* The n-th allocation fails, for every n: a status, nothing leaked (the sanitizers watch), nothing handed out. */
START_TEST(memory_runs_out)
{
    struct subject s;
    struct onset_posterior *post = NULL;
    long n = 1;
    subject_make(&s, 16, 6, CAUSE_HEAT);
    for (; n < 1000 && !post; n++) {
        enum tingle_status st;
        alloc_fail_at(n);
        st = onset_fit(&post, &s.runner.data, &s.prior, NULL, NULL);
        ck_assert(st == (post ? TINGLE_OK : TINGLE_NO_MEMORY));
    }
    alloc_fail_at(0);
    ck_assert_ptr_nonnull(post);
    ck_assert_int_gt(n, 4);
    onset_posterior_free(post);
    study_runner_release(&s.runner);
}
END_TEST

START_TEST(too_many_columns)
{
    struct onset_effect effect[ONSET_MAX_COVARIATES + 1] = {{0.0, 1.0, 0.0}};
    struct onset_posterior *post = NULL;
    struct onset_prior prior;
    const struct onset_data data = {.covariates = ONSET_MAX_COVARIATES + 1, .omega = 1.0};
    for (size_t k = 0; k <= ONSET_MAX_COVARIATES; k++) effect[k] = (struct onset_effect){0.0, 1.0, 0.0};
    onset_prior_default(&prior, effect, ONSET_MAX_COVARIATES + 1);
    ck_assert(onset_fit(&post, &data, &prior, NULL, NULL) == TINGLE_LIMIT);
}
END_TEST

/* --------------------------------------------------------- predictions */

START_TEST(curve_risk_and_free_minutes_agree)
{
    static double risk[ONSET_MORE_DRAWS], free_min[ONSET_MORE_DRAWS], by[3 * ONSET_MORE_DRAWS];
    const double minute[3] = {30.0, 30.5, 75.0};
    struct subject s;
    struct onset_posterior *post;
    struct study_scenario usual;
    subject_make(&s, 14, 50, CAUSE_SPEED);
    post = fit_subject(&s);
    study_scenario_make(&usual, 75, 0, NULL);
    ck_assert(onset_predict(risk, free_min, by, post, &usual.run, NULL, minute, 3, NULL) == TINGLE_OK);
    for (size_t i = 0; i < post->draws; i++) {
        double integral = 0.0, start = 0.0;
        ck_assert_double_eq_tol(by[i + 2 * post->draws], risk[i], 1e-12);
        ck_assert(by[i] < by[i + post->draws] && by[i + post->draws] < risk[i]);
        ck_assert(free_min[i] > 75.0 * (1 - risk[i]) && free_min[i] < 75.0);
        /* the survival curve integrated by Simpson's rule over each bin of the first draw */
        if (i) continue;
        for (size_t j = 0; j < 75; j++) {
            const double at[3] = {start, start + 0.5, start + 1.0};
            double p[3], all[ONSET_MORE_DRAWS * 3];
            ck_assert(onset_predict(NULL, NULL, all, post, &usual.run, NULL, at, 3, NULL) == TINGLE_OK);
            for (size_t k = 0; k < 3; k++) p[k] = 1 - all[k * post->draws];
            integral += (p[0] + 4 * p[1] + p[2]) / 6.0;
            start += 1.0;
        }
        ck_assert_double_eq_tol(free_min[0], integral, 1e-6);
    }
    onset_posterior_free(post);
    study_runner_release(&s.runner);
}
END_TEST

START_TEST(a_change_without_nuisance_is_the_run_itself)
{
    static double direct[ONSET_MORE_DRAWS], change[ONSET_MORE_DRAWS];
    struct subject s;
    struct onset_posterior *post;
    struct study_scenario usual, other;
    subject_make(&s, 15, 50, CAUSE_SPEED);
    post = fit_subject(&s);
    study_scenario_make(&usual, 75, 0, NULL);
    for (size_t c = 0; c < STUDY_CHANGES; c++) {
        study_change_make(&other, c, 0.07);
        ck_assert(onset_predict(direct, NULL, NULL, post, &other.run, NULL, NULL, 0, NULL) == TINGLE_OK);
        ck_assert(onset_predict(change, NULL, NULL, post, &other.run, &usual.run, NULL, 0, NULL) == TINGLE_OK);
        for (size_t i = 0; i < post->draws; i++) ck_assert_double_eq_tol(direct[i], change[i], 1e-12);
    }
    other.run.shoe = 3;
    ck_assert(onset_predict(direct, NULL, NULL, post, &other.run, NULL, NULL, 0, NULL) == TINGLE_BAD_DATA);
    other.run.shoe = 0;
    other.x[0] = NAN;
    ck_assert(onset_predict(direct, NULL, NULL, post, &other.run, NULL, NULL, 0, NULL) == TINGLE_BAD_DATA);
    onset_posterior_free(post);
    study_runner_release(&s.runner);
}
END_TEST

/* The hazard that the simulator uses is the one that the fit predicts with. */
START_TEST(hazard_and_prediction_agree)
{
    double b[STUDY_COVARIATES] = {0.1, -0.2, 0.05, 0.3, 0.2, -0.1, 0.15}, weight = 1.0, tau = 5.0, theta[D], risk;
    struct onset_posterior one = {.d = D, .covariates = STUDY_COVARIATES, .shoes = STUDY_SHOES, .draws = 1,
                                  .weight = &weight, .tau_min = &tau, .seen = theta, .changed = theta,
                                  .load = {0.02, 30.0, 0.15}};
    const char *names[D] = {"b0", "g", "spd", "cad", "grd", "tmp", "lac", "foam", "sock", "u0", "u1", "u2"};
    struct study_truth truth = {.b0 = -4.5, .g = 1.6, .shoe = {0.1, -0.3, 0.2}, .tau_min = 5.0};
    struct study_scenario other;
    memcpy(truth.b, b, sizeof b);
    theta[0] = truth.b0;
    theta[1] = truth.g;
    memcpy(theta + 2, b, sizeof b);
    memcpy(theta + 9, truth.shoe, sizeof truth.shoe);
    one.names = names;
    for (size_t c = 0; c < STUDY_CHANGES; c++) {
        study_change_make(&other, c, 0.07);
        ck_assert(onset_predict(&risk, NULL, NULL, &one, &other.run, NULL, NULL, 0, NULL) == TINGLE_OK);
        ck_assert_double_eq_tol(risk, study_true_risk(&truth, &other), 1e-12);
    }
}
END_TEST

START_TEST(summaries_by_hand)
{
    double weight[4] = {0.1, 0.2, 0.3, 0.4}, value[4] = {4, 3, 2, 1}, p_best[2];
    /* options: two of group 0, one of group 1 */
    double gain[12] = {0.10, 0.02, 0.01, -0.1, 0.05, 0.03, 0.20, -0.2, 0.09, 0.08, 0.10, -0.3};
    const size_t group[3] = {0, 0, 1};
    const struct onset_posterior post = {.draws = 4, .weight = weight};
    const struct onset_summary s = onset_summarise(&post, value);
    ck_assert_double_eq_tol(s.mean, 2.0, 1e-15);
    ck_assert_double_eq_tol(s.sd, 1.0, 1e-15);
    /* middles of the cumulative weights: 1 at .2, 2 at .55, 3 at .8, 4 at .95 */
    ck_assert_double_eq_tol(onset_quantile(&post, value, 0.55), 2.0, 1e-12);
    ck_assert_double_eq_tol(onset_quantile(&post, value, 0.675), 2.5, 1e-12);
    ck_assert_double_eq(s.lo, 1.0);
    ck_assert_double_eq_tol(s.hi, 4.0, 1e-12);
    ck_assert_double_eq_tol(onset_share(&post, value, 2.0), 0.6, 1e-15);
    ck_assert_double_eq_tol(onset_best(p_best, &post, gain, 3, group, 2, 0.05), 0.4, 1e-15);
    ck_assert_double_eq_tol(p_best[0], 0.4, 1e-15); /* draws 0 (.10) and 2 (.20) */
    ck_assert_double_eq_tol(p_best[1], 0.2, 1e-15); /* draw 1 (.08) */
    ck_assert_double_eq_tol(onset_best(p_best, &post, gain, 3, group, 2, -INFINITY), 0.0, 1e-15);
    ck_assert_double_eq_tol(p_best[0], 0.8, 1e-15);
}
END_TEST

START_TEST(priors_from_the_table)
{
    const struct onset_prior_row *row = onset_prior_row("lac");
    struct onset_prior prior;
    ck_assert_ptr_nonnull(row);
    ck_assert_double_eq(row->effect.mean, 0.25);
    ck_assert_double_eq(row->effect.nuisance, 0.35);
    ck_assert_double_eq(onset_prior_effect("an own column").sd, 0.3);
    ck_assert_double_eq(onset_prior_effect("b0").mean, 0.0); /* a covariate may be called so: no row for it */
    onset_prior_default(&prior, NULL, 0);
    ck_assert_double_eq(prior.b0.mean, -4.8);
    ck_assert_double_eq_tol(prior.log_tau_mean, log(6.0), 1e-15);
    ck_assert_double_eq(prior.shoe_nuisance, 0.4);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(same_bytes_twice), TEST(order_of_runs_does_not_matter), TEST(unrecorded_runs_are_no_evidence),
        TEST(omega_zero_counts_as_no), TEST(narrow_window_is_exact), TEST(shoes_may_be_renamed),
        TEST(column_of_zeros), TEST(finer_bins_change_little), TEST(nuisance_is_an_explicit_delta),
        TEST(shoe_nuisance_widens_changes_only), TEST(odd_logs_give_finite_answers), TEST(wild_logs_give_finite_answers), TEST(no_data_gives_the_prior),
        TEST(bad_input_is_refused), TEST(memory_runs_out), TEST(too_many_columns), TEST(curve_risk_and_free_minutes_agree),
        TEST(a_change_without_nuisance_is_the_run_itself), TEST(hazard_and_prediction_agree), TEST(summaries_by_hand),
        TEST(priors_from_the_table),
    };
    return run_tests("onset", tests, COUNT(tests));
}
