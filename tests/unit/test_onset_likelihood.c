/* The likelihood: hand-worked values, and every derivative against central differences. */
#include "onset/onset_likelihood.h"

#include <math.h>

#include "la/la.h"
#include "onset/onset_grid.h"
#include "onset/onset_lattice.h"
#include "onset/onset_psis.h"
#include "study_runner.h"
#include "testing.h"

static const struct onset_load_rule rule = {0.02, 30.0, 0.15};

/* ------------------------------------------------------ a small machine */

/* One run of two bins of 5 min: running, then walking. */
struct small {
    double length[2], load[2], relief[2], hazard[2];
    struct onset_run run;
    struct onset_data data;
};

static void small_init(struct small *s, enum onset_record record, double a, double b)
{
    *s = (struct small){.length = {5, 5}, .load = {1, 0.3}, .relief = {0.15, 0.6}, .hazard = {1.0, 0.3}};
    s->run = (struct onset_run){.bin_count = 2, .record = record, .a_min = a, .b_min = b, .recovery_min = NAN};
    s->data = (struct onset_data){.bins = {2, s->length, s->load, s->relief, s->hazard}, .runs = 1, .run = &s->run, .omega = 1.0};
}

/* The log-likelihood of `data` at theta for one tau. */
static double value_of(const struct onset_data *data, const double *theta, double tau_min)
{
    struct arena arena;
    struct onset_design *design;
    struct onset_work work;
    struct tingle_error err = {0};
    double value;
    arena_init(&arena, (size_t)1 << 30);
    ck_assert_msg(design_build(&design, &arena, data, &rule, &tau_min, 1, &err) == TINGLE_OK, "%s", err.message);
    ck_assert(work_init(&work, &arena, design));
    value = likelihood_value(design, &work, theta);
    arena_release(&arena);
    return value;
}

/* With g = 0 the hazard is 0.01 m: H = 0.05 in the running bin, 0.015 in the walking one. */
static double small_value(enum onset_record record, double a, double b, double omega)
{
    const double theta[2] = {-4.605170185988091368, 0.0}; /* log 0.01 */
    struct small s;
    small_init(&s, record, a, b);
    s.data.omega = omega;
    return value_of(&s.data, theta, 6.0);
}

START_TEST(values_by_hand)
{
    const double log_h = log(0.01);
    ck_assert_double_eq_tol(small_value(ONSET_NONE, NAN, NAN, 1.0), -0.065, 1e-14);
    ck_assert_double_eq_tol(small_value(ONSET_EXACT, 4.0, NAN, 1.0), -0.04 + log_h, 1e-14);
    /* an event on an edge belongs to the earlier bin (decisions.md A5) */
    ck_assert_double_eq_tol(small_value(ONSET_EXACT, 5.0, NAN, 1.0), -0.05 + log_h, 1e-14);
    ck_assert_double_eq_tol(small_value(ONSET_EXACT, 7.0, NAN, 1.0), -0.056 + log_h + log(0.3), 1e-14);
    /* (2,7]: at risk 0.02, then 0.03 + 0.006 */
    ck_assert_double_eq_tol(small_value(ONSET_WINDOW, 2.0, 7.0, 1.0), -0.02 + log(1 - exp(-0.036)), 1e-14);
    ck_assert_double_eq_tol(small_value(ONSET_WINDOW, 0.0, 10.0, 1.0), log(1 - exp(-0.065)), 1e-14);
    ck_assert_double_eq_tol(small_value(ONSET_NOT_RECORDED, NAN, NAN, 0.25), log(0.25 + 0.75 * exp(-0.065)), 1e-14);
    ck_assert_double_eq(small_value(ONSET_NOT_RECORDED, NAN, NAN, 1.0), 0.0);
    ck_assert_double_eq_tol(small_value(ONSET_NOT_RECORDED, NAN, NAN, 0.0), -0.065, 1e-14);
}
END_TEST

START_TEST(standing_bins)
{
    const double theta[2] = {log(0.01), 0.0};
    struct small s;
    /* a lap pressed while standing counts in the last moving bin, with exposure up to there */
    small_init(&s, ONSET_EXACT, 8.0, NAN);
    s.hazard[1] = 0.0;
    ck_assert_double_eq_tol(value_of(&s.data, theta, 6.0), -0.05 + log(0.01), 1e-14);
    /* a window without moving time is widened back over the last moving bin */
    small_init(&s, ONSET_WINDOW, 6.0, 9.0);
    s.hazard[1] = 0.0;
    ck_assert_double_eq_tol(value_of(&s.data, theta, 6.0), log(1 - exp(-0.05)), 1e-14);
    /* standing first: on to the first moving bin */
    small_init(&s, ONSET_WINDOW, 1.0, 4.0);
    s.hazard[0] = 0.0;
    ck_assert_double_eq_tol(value_of(&s.data, theta, 6.0), log(1 - exp(-0.015)), 1e-14);
}
END_TEST

START_TEST(entry_and_reentry)
{
    const double theta[2] = {log(0.01), 0.0};
    struct small s;
    struct onset_run twice[2];
    small_init(&s, ONSET_NONE, NAN, NAN);
    s.run.entry_min = 3.0; /* 2 min of running, 5 of walking */
    ck_assert_double_eq_tol(value_of(&s.data, theta, 6.0), -0.02 - 0.015, 1e-14);
    /* numb at 2, gone at 4, no more to the end: the same bins twice */
    small_init(&s, ONSET_EXACT, 2.0, NAN);
    twice[0] = twice[1] = s.run;
    twice[1].record = ONSET_NONE;
    twice[1].entry_min = 4.0;
    s.data.run = twice;
    s.data.runs = 2;
    ck_assert_double_eq_tol(value_of(&s.data, theta, 6.0), -0.02 + log(0.01) - 0.01 - 0.015, 1e-14);
}
END_TEST

/* dL/dt = p - rho L / tau from 0: L = p (1 - e^(-a t)) / a with a = rho / tau. */
START_TEST(load_by_hand)
{
    enum { N = 120 };
    double length[N], load[N], relief[N], hazard[N], z[N];
    const double a = 0.15 / 6.0, c = (1 - exp(-30 * a)) / a;
    const struct onset_bins bins = {N, length, load, relief, hazard};
    for (size_t j = 0; j < N; j++) length[j] = 0.5, load[j] = 1.0, relief[j] = 0.15, hazard[j] = 1.0;
    onset_load_z(z, &bins, 6.0, &rule);
    for (size_t j = 0; j < N; j++) {
        const double t = 0.5 * (double)j + 0.25, l = (1 - exp(-a * t)) / a / c;
        ck_assert_double_eq_tol(z[j], log((l + 0.02) / 1.02), 1e-12);
    }
    /* standing from minute 30: the load of that moment decays with tau */
    for (size_t j = 60; j < N; j++) load[j] = 0.0, relief[j] = 1.0;
    onset_load_z(z, &bins, 6.0, &rule);
    for (size_t j = 60; j < N; j++) {
        const double since = 0.5 * (double)(j - 60) + 0.25;
        ck_assert_double_eq_tol(z[j], log((exp(-since / 6.0) + 0.02) / 1.02), 1e-12);
    }
}
END_TEST

/* No relief, eps 0: z = log(t / t0), so the hazard is Weibull of shape 1 + g. */
START_TEST(weibull_is_a_special_case)
{
    const struct onset_load_rule weibull = {0.0, 30.0, 0.0};
    double length[4] = {1, 2, 3, 4}, load[4] = {1, 1, 1, 1}, relief[4] = {0}, hazard[4] = {1, 1, 1, 1}, z[4];
    const struct onset_bins bins = {4, length, load, relief, hazard};
    const double middle[4] = {0.5, 2, 4.5, 8};
    onset_load_z(z, &bins, 6.0, &weibull);
    for (size_t j = 0; j < 4; j++) ck_assert_double_eq_tol(z[j], log(middle[j] / 30.0), 1e-14);
}
END_TEST

/* ---------------------------------------------------------- derivatives */

static void expand(const struct onset_design *design, struct onset_work *work, const double *theta, double *gradient,
                   double *hessian)
{
    const size_t d = design->d;
    (void)likelihood_value(design, work, theta);
    likelihood_curvature(design, work, gradient, hessian);
    la_mirror(d, hessian, d);
    for (size_t i = 0; i < d * d; i++) hessian[i] = -hessian[i];
}

static double at_least_one(double x) { return fabs(x) > 1.0 ? fabs(x) : 1.0; }

/* Gradient, Hessian and third-order term of a whole runner against central differences. */
static void check_derivatives(const struct onset_data *data, double omega)
{
    enum { D = 2 + STUDY_COVARIATES + STUDY_SHOES };
    const double tau = 7.0, step = 1e-5;
    struct onset_data changed = *data;
    struct arena arena;
    struct onset_design *design;
    struct onset_work work;
    struct random r;
    double theta[D], gradient[D], hessian[D * D], up[D], down[D], hup[D * D], hdown[D * D], sigma[D * D], t[D];
    changed.omega = omega;
    arena_init(&arena, (size_t)1 << 30);
    ck_assert(design_build(&design, &arena, &changed, &rule, &tau, 1, NULL) == TINGLE_OK);
    ck_assert(design->d == D && work_init(&work, &arena, design));
    random_seed(&r, 77);
    for (size_t i = 0; i < D; i++) theta[i] = 0.3 * random_normal(&r);
    theta[0] -= 4.5;
    theta[1] += 1.5;
    for (size_t i = 0; i < D * D; i++) sigma[i] = 0.0;
    for (size_t k = 0; k < D; k++) { /* any symmetric positive matrix */
        double x[D];
        for (size_t i = 0; i < D; i++) x[i] = 0.2 * random_normal(&r);
        la_rank_one(D, sigma, D, 1.0, x);
    }
    la_mirror(D, sigma, D);
    expand(design, &work, theta, gradient, hessian);
    likelihood_third(design, &work, sigma, t);
    for (size_t i = 0; i < D; i++) {
        const double keep = theta[i];
        double slope, contraction = 0.0;
        theta[i] = keep + step;
        slope = likelihood_value(design, &work, theta);
        expand(design, &work, theta, up, hup);
        theta[i] = keep - step;
        slope = (slope - likelihood_value(design, &work, theta)) / (2 * step);
        expand(design, &work, theta, down, hdown);
        theta[i] = keep;
        ck_assert_double_eq_tol(gradient[i] / at_least_one(slope), slope / at_least_one(slope), 1e-6);
        for (size_t j = 0; j < D; j++) {
            const double numeric = (up[j] - down[j]) / (2 * step);
            ck_assert_double_eq_tol(hessian[i + j * D] / at_least_one(numeric), numeric / at_least_one(numeric), 1e-6);
        }
        for (size_t j = 0; j < D * D; j++) contraction += sigma[j] * (hup[j] - hdown[j]) / (2 * step);
        ck_assert_double_eq_tol(t[i] / at_least_one(contraction), contraction / at_least_one(contraction), 1e-6);
    }
    arena_release(&arena);
}

/* A runner whose 12 runs all carry one kind of record. */
static void check_kind(enum onset_record record, double omega)
{
    struct random r;
    struct study_truth truth;
    struct study_runner runner;
    struct study_options options = study_options_default(12);
    struct onset_prior prior;
    struct onset_effect effect[STUDY_COVARIATES];
    study_prior(&prior, effect, false);
    random_seed(&r, 5);
    study_truth_prior(&truth, &r, &prior);
    study_runner_make(&runner, &r, &truth, &options);
    for (size_t i = 0; i < runner.data.runs; i++) {
        const double length = (double)runner.run[i].bin_count;
        runner.run[i].record = record;
        runner.run[i].a_min = record == ONSET_EXACT ? 0.6 * length : 0.35 * length;
        runner.run[i].b_min = 0.65 * length;
    }
    check_derivatives(&runner.data, omega);
    study_runner_release(&runner);
}

START_TEST(derivatives_not_numb) { check_kind(ONSET_NONE, 1.0); }
END_TEST
START_TEST(derivatives_exact) { check_kind(ONSET_EXACT, 1.0); }
END_TEST
START_TEST(derivatives_window) { check_kind(ONSET_WINDOW, 1.0); }
END_TEST
START_TEST(derivatives_unrecorded) { check_kind(ONSET_NOT_RECORDED, 0.3); }
END_TEST

START_TEST(derivatives_mixed)
{
    struct random r;
    struct study_truth truth;
    struct study_runner runner;
    struct study_options options = study_options_default(25);
    struct onset_prior prior;
    struct onset_effect effect[STUDY_COVARIATES];
    study_prior(&prior, effect, false);
    random_seed(&r, 6);
    study_truth_cause(&truth, &r, &prior, CAUSE_SHOE);
    study_runner_make(&runner, &r, &truth, &options);
    ck_assert_uint_gt(runner.numb, 3);
    check_derivatives(&runner.data, 0.15);
    study_runner_release(&runner);
}
END_TEST

START_TEST(curves_at_the_ends)
{
    const double far[] = {0.0, 1e-300, 1e-12, 800.0, 1e308};
    for (size_t i = 0; i < COUNT(far); i++) {
        const struct term_curve c = term_curve_at(TERM_WINDOW, far[i], 1.0);
        ck_assert(isfinite(c.value) && isfinite(c.first) && c.first >= 0.0);
        ck_assert(isfinite(term_curve_at(TERM_UNRECORDED, far[i], 0.5).third));
    }
    ck_assert_double_eq_tol(term_curve_at(TERM_WINDOW, 1e-12, 1.0).value, log(1e-12), 1e-10);
}
END_TEST

/* --------------------------------------------------------------- pieces */

/* kappa integrated out numerically over a fine grid. */
START_TEST(recovery_density)
{
    const double log_recovery[3] = {1.2, 2.4, 0.7}, log_tau = 1.5, rs = 0.6, ks = 0.5, pi = 3.14159265358979323846;
    double sum = 0.0, dk = 1e-4;
    for (double kappa = -5.0; kappa < 5.0; kappa += dk) {
        double density = exp(-0.5 * kappa * kappa / (ks * ks)) / sqrt(2 * pi * ks * ks);
        for (size_t i = 0; i < 3; i++) {
            const double off = log_recovery[i] - log_tau - kappa;
            density *= exp(-0.5 * off * off / (rs * rs)) / sqrt(2 * pi * rs * rs);
        }
        sum += density * dk;
    }
    ck_assert_double_eq_tol(recovery_log_density(log_recovery, 3, log_tau, ks, rs), log(sum), 1e-8);
    ck_assert_double_eq(recovery_log_density(log_recovery, 0, log_tau, ks, rs), 0.0);
}
END_TEST

/* Quantiles of a known generalised Pareto distribution give its shape back (weakly drawn to 1/2). */
START_TEST(pareto_shape_is_found)
{
    enum { N = 2000 };
    static double x[N];
    const double shapes[] = {0.1, 0.5, 0.9};
    for (size_t k = 0; k < 3; k++) {
        double shape, scale;
        for (size_t i = 0; i < N; i++) {
            const double p = ((double)i + 0.5) / N;
            x[i] = 2.0 * expm1(-shapes[k] * log1p(-p)) / shapes[k];
        }
        pareto_fit(x, N, &shape, &scale);
        ck_assert_double_eq_tol(shape, shapes[k], 0.02);
        ck_assert_double_eq_tol(scale, 2.0, 0.05);
    }
}
END_TEST

START_TEST(equal_ratios_weigh_the_same)
{
    double ratio[512], weight[512], khat, ess;
    for (size_t i = 0; i < 512; i++) ratio[i] = 3.25;
    ck_assert(psis_weights(ratio, 512, weight, &khat, &ess));
    ck_assert_double_eq(khat, 0.0);
    ck_assert_double_eq_tol(ess, 512.0, 1e-9);
    ck_assert_double_eq_tol(weight[17], 1.0 / 512, 1e-15);
}
END_TEST

/* Each dimension is the midpoint rule; pairs of dimensions integrate products well. */
START_TEST(lattice_fills_the_cube)
{
    enum { N = 512 };
    static double u[N], v[N], seen[N];
    for (size_t j = 0; j < 70; j++) {
        lattice_column(u, N, j);
        for (size_t i = 0; i < N; i++) seen[i] = 0;
        for (size_t i = 0; i < N; i++) {
            const double cell = u[i] * N - 0.5;
            ck_assert_double_eq_tol(cell, round(cell), 1e-9);
            seen[(size_t)lround(cell)]++;
        }
        for (size_t i = 0; i < N; i++) ck_assert_double_eq(seen[i], 1);
        for (size_t i = 0; i < N; i++) ck_assert_double_eq_tol(u[i] + u[N - 1 - i], 1.0, 1e-12);
    }
    lattice_column(u, 101, 3); /* no power of two */
    ck_assert_double_eq(u[50], 0.5);
    for (size_t j = 0; j < 40; j++)
        for (size_t k = 0; k < j; k++) {
            double correlation = 0.0;
            lattice_column(u, N, j);
            lattice_column(v, N, k);
            for (size_t i = 0; i < N; i++) correlation += 12.0 * (u[i] - 0.5) * (v[i] - 0.5) / N;
            ck_assert_double_le(fabs(correlation), 0.25); /* four sd of random mirrored points: 4/sqrt(256) */
        }
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(values_by_hand), TEST(standing_bins), TEST(entry_and_reentry), TEST(load_by_hand),
        TEST(weibull_is_a_special_case), TEST(derivatives_not_numb), TEST(derivatives_exact),
        TEST(derivatives_window), TEST(derivatives_unrecorded), TEST(derivatives_mixed), TEST(curves_at_the_ends),
        TEST(recovery_density), TEST(pareto_shape_is_found), TEST(equal_ratios_weigh_the_same),
        TEST(lattice_fills_the_cube),
    };
    return run_tests("onset likelihood", tests, COUNT(tests));
}
