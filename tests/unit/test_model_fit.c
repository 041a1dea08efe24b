/* `model fit` on files: the shared fixtures within all tolerances of their README, and every kind of bad file. */
#include "advice/model_fit.h"

#include <jansson.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "advice/model_csv.h"
#include "base/file_bytes.h"
#include "onset/onset_likelihood.h"
#include "testing.h"

/* ------------------------------------------------------------- fixtures */

static double at(const json_t *root, const char *a, const char *b, const char *c)
{
    const json_t *j = json_object_get(root, a);
    if (b) j = json_object_get(j, b);
    if (c) j = json_object_get(j, c);
    ck_assert_msg(json_is_number(j), "%s %s %s", a, b ? b : "", c ? c : "");
    return json_number_value(j);
}

static double item(const json_t *root, const char *a, const char *b, size_t i)
{
    const json_t *j = json_array_get(json_object_get(json_object_get(root, a), b), i);
    ck_assert_msg(json_is_number(j), "%s %s %zu", a, b, i);
    return json_number_value(j);
}

static void near_value(const char *what, double got, double expected, double tolerance)
{
    ck_assert_msg(fabs(got - expected) <= tolerance, "%s: %.9g, expected %.9g +- %g", what, got, expected, tolerance);
}

/* The grid point of the fixture: mode, log marginal. */
static void check_grid_point(const struct onset_posterior *post, const json_t *laplace)
{
    const json_t *point = json_object_get(laplace, "one_grid_point"), *mode = json_object_get(point, "mode");
    for (size_t k = 0; k < post->grid_points; k++) {
        if (fabs(post->grid_tau_min[k] - at(point, "tau", NULL, NULL)) > 1e-9 ||
            fabs(post->grid_sigma[k] - at(point, "sigma_shoe", NULL, NULL)) > 1e-9)
            continue;
        for (size_t i = 0; i < post->d; i++)
            near_value(post->names[i], post->grid_mode[i + k * post->d], json_number_value(json_array_get(mode, i)), 1e-5);
        near_value("log marginal", post->grid_log_marginal[k], at(point, "log_marginal_with_grid_mass", NULL, NULL),
                   1e-5 * fabs(post->grid_log_marginal[k]));
        return;
    }
    ck_abort_msg("the fixture's grid point is not on the grid");
}

/* Step by step, as the fixture gives it: log-likelihood at the prior mean, curvature at the mode. */
static void check_steps(const char *runs, const char *bins, const struct model_fit_result *r, const json_t *expected)
{
    const json_t *point = json_object_get(json_object_get(expected, "nested_laplace_9x5"), "one_grid_point");
    const double tau = at(point, "tau", NULL, NULL), sigma = at(point, "sigma_shoe", NULL, NULL);
    const size_t d = r->parameters;
    struct onset_data data;
    struct onset_design *design;
    struct onset_work work;
    struct arena arena;
    double theta[64] = {0}, gradient[64], information[64 * 64];
    arena_init(&arena, (size_t)1 << 30);
    ck_assert(model_data_read(&data, &arena, runs, bins, NULL) == TINGLE_OK);
    data.squared_multiplier = true;
    ck_assert(design_build(&design, &arena, &data, &r->post->load, &tau, 1, NULL) == TINGLE_OK);
    ck_assert(d == design->d && work_init(&work, &arena, design));
    for (size_t i = 0; i < 9; i++) theta[i] = item(expected, "prior", "mean", i);
    near_value("log-likelihood at the prior mean", likelihood_value(design, &work, theta) / at(point, "loglik_at_prior_mean", NULL, NULL),
               1.0, 1e-9);
    for (size_t i = 0; i < d; i++) theta[i] = json_number_value(json_array_get(json_object_get(point, "mode"), i));
    (void)likelihood_value(design, &work, theta);
    likelihood_curvature(design, &work, gradient, information);
    for (size_t i = 0; i < d; i++) {
        const double prior_sd = i < 9 ? item(expected, "prior", "sd", i) : sigma;
        near_value(r->post->names[i], (information[i + i * d] + 1.0 / (prior_sd * prior_sd)) /
                                          json_number_value(json_array_get(json_object_get(point, "precision_diag"), i)),
                   1.0, 1e-5);
    }
    arena_release(&arena);
}

static void check_parameters(const struct model_fit_result *r, const json_t *expected)
{
    const json_t *mcmc = json_object_get(json_object_get(expected, "mcmc"), "parameters");
    for (size_t i = 0; i < r->parameters; i++) {
        const struct model_fit_parameter *p = &r->parameter[i];
        const double sd = at(mcmc, p->name, "sd", NULL), slack = p->name[0] == 'u' ? 0.15 : 0.10;
        near_value(p->name, p->laplace_mean, item(expected, "nested_laplace_9x5", "mean", i), 2e-4);
        near_value(p->name, p->laplace_sd, item(expected, "nested_laplace_9x5", "sd", i), 2e-4);
        near_value(p->name, p->mean, item(expected, "nested_laplace_9x5_mean_corrected", "mean", i), 2e-4);
        near_value(p->name, p->mean, at(mcmc, p->name, "mean", NULL), 0.10 * sd);
        near_value(p->name, p->sd / sd, 1.0, slack);
    }
    near_value("logZ", r->log_z, at(expected, "nested_laplace_9x5", "logZ", NULL), 2e-4);
    near_value("log tau", r->log_tau_mean, item(expected, "nested_laplace_9x5", "log_tau", 0), 2e-4);
    near_value("sd of log tau", r->log_tau_sd, item(expected, "nested_laplace_9x5", "log_tau", 1), 2e-4);
    near_value("log tau", r->log_tau_mean, at(mcmc, "logtau", "mean", NULL), 0.10 * at(mcmc, "logtau", "sd", NULL));
    near_value("sd of log tau", r->log_tau_sd / at(mcmc, "logtau", "sd", NULL), 1.0, 0.10);
}

static void check_scenarios(const struct model_fit_result *r, const json_t *expected)
{
    const json_t *mcmc = json_object_get(json_object_get(expected, "mcmc"), "scenarios");
    double total = 0.0;
    ck_assert_uint_eq(r->scenarios, json_object_size(mcmc));
    for (size_t i = 0; i < r->scenarios; i++) {
        const struct model_fit_scenario *s = &r->scenario[i];
        near_value(s->scenario, s->risk.mean, at(mcmc, s->scenario, "mean", NULL), 0.015);
        near_value(s->scenario, s->risk.sd / at(mcmc, s->scenario, "sd", NULL), 1.0, 0.10);
        near_value(s->scenario, s->reduction, at(mcmc, s->scenario, "mean_reduction", NULL), 0.015);
        if (i) near_value(s->scenario, s->p_best, at(mcmc, s->scenario, "p_best", NULL), 0.04);
        if (i) total += s->p_best;
    }
    near_value("sum of p_best", total, 1.0, 1e-12);
}

static void check_fixture(const char *name)
{
    char text[4][4096], relative[64];
    const char *const part[] = {"runs.csv", "bins.csv", "scenarios.csv", "expected.json"};
    struct model_fit_result *r = NULL;
    struct tingle_error err = {0};
    json_t *expected;
    for (size_t i = 0; i < 4; i++) {
        const char *path;
        snprintf(relative, sizeof relative, "model/%s_%s", name, part[i]);
        path = shared_path(relative);
        if (!path) return;
        snprintf(text[i], sizeof text[i], "%s", path);
    }
    expected = json_load_file(text[3], 0, NULL);
    ck_assert_ptr_nonnull(expected);
    ck_assert_msg(model_fit_files(&r, text[0], text[1], text[2], NULL, &err) == TINGLE_OK, "%s", err.message);
    ck_assert(r->outcome == ONSET_GOOD);
    ck_assert_double_lt(r->khat, 0.7);
    ck_assert_double_gt(r->ess, 256.0);
    ck_assert_uint_eq(r->runs, (size_t)at(expected, "runs", NULL, NULL));
    ck_assert_uint_eq(r->recorded, (size_t)at(expected, "recorded", NULL, NULL));
    ck_assert_uint_eq(r->events, (size_t)at(expected, "events", NULL, NULL));
    check_parameters(r, expected);
    check_steps(text[0], text[1], r, expected);
    check_grid_point(r->post, json_object_get(expected, "nested_laplace_9x5"));
    check_scenarios(r, expected);
    model_fit_free(r);
    json_decref(expected);
}

START_TEST(fixture_r1) { check_fixture("r1"); }
END_TEST
START_TEST(fixture_r2) { check_fixture("r2"); }
END_TEST
START_TEST(fixture_r3) { check_fixture("r3"); }
END_TEST

/* ---------------------------------------------------------- small files */

static const char *const good_runs = "run,shoe,record,a_min,b_min,recovery_min\n"
                                     "0,0,no,,,\n"
                                     "1,1,int,0,2,\n"
                                     "2,0,exact,1.5,,4\n"
                                     "3,0,none,,,\n";
static const char *const good_bins = "run,bin,dt_min,load,haz_mult,relief,heat,hill\n"
                                     "0,0,1,1,1,0.15,0,1\n0,1,1,1,1,0.15,0,2\n"
                                     "1,0,1,1,1,0.15,1,1\n1,1,1,1,1,0.15,1,0\n"
                                     "2,0,1,1,1,0.15,1,1\n2,1,1,0.3,0.3,0.6,1,0\n"
                                     "3,0,1,1,1,0.15,1,1\n";
static const char *const good_scenarios = "scenario,minutes,shoe,load,haz_mult,relief,hill,heat\n"
                                          "as usual,60,0,1,1,0.15,0,1\ncooler,60,0,1,1,0.15,0,0\n";

static char folder[64];

static const char *place(const char *name, const char *text)
{
    static char path[4][128];
    static size_t next;
    char *out = path[next++ % 4];
    snprintf(out, sizeof path[0], "%s/%s", folder, name);
    ck_assert(file_write(out, bytes_of(text, strlen(text)), 0600, NULL) == TINGLE_OK);
    return out;
}

static enum tingle_status fit_texts(struct model_fit_result **r, const char *runs, const char *bins, const char *scenarios,
                                    const char *prior, struct tingle_error *err)
{
    return model_fit_files(r, place("runs.csv", runs), place("bins.csv", bins),
                           scenarios ? place("scenarios.csv", scenarios) : NULL, prior ? place("prior.json", prior) : NULL, err);
}

START_TEST(small_files)
{
    struct model_fit_result *r = NULL;
    struct tingle_error err = {0};
    ck_assert_msg(fit_texts(&r, good_runs, good_bins, good_scenarios, NULL, &err) == TINGLE_OK, "%s", err.message);
    ck_assert_uint_eq(r->parameters, 6);
    ck_assert_str_eq(r->parameter[2].name, "heat");
    ck_assert_str_eq(r->parameter[3].name, "hill");
    ck_assert_str_eq(r->parameter[5].name, "u1");
    ck_assert_uint_eq(r->runs, 4);
    ck_assert_uint_eq(r->recorded, 3);
    ck_assert_uint_eq(r->events, 2);
    ck_assert_uint_eq(r->bins, 7);
    ck_assert_str_eq(r->scenario[1].scenario, "cooler");
    ck_assert_double_gt(r->scenario[1].reduction, 0.0); /* both numb runs were hot, the quiet one was not */
    model_fit_free(r);
}
END_TEST

/* The prior file reaches the model: a tight prior is the posterior. */
START_TEST(prior_file)
{
    struct model_fit_result *r = NULL;
    struct tingle_error err = {0};
    const char *prior = "{\"b0\": {\"mean\": -3, \"sd\": 0.001}, \"g\": {\"mean\": 1, \"sd\": 0.001},"
                        " \"effects\": {\"hill\": {\"mean\": 0.7, \"sd\": 0.001}}, \"log_tau\": {\"mean\": 2, \"sd\": 0.001},"
                        " \"sigma_shoe\": 0.001, \"kappa_sd\": 0.4, \"recovery_sd\": 0.5, \"omega\": 0.5,"
                        " \"squared_multiplier\": false, \"load\": {\"eps\": 0.01, \"t0_min\": 20, \"relief_run\": 0.2}}";
    ck_assert_msg(fit_texts(&r, good_runs, good_bins, NULL, prior, &err) == TINGLE_OK, "%s", err.message);
    near_value("b0", r->parameter[0].mean, -3.0, 1e-4);
    near_value("g", r->parameter[1].mean, 1.0, 1e-4);
    near_value("hill", r->parameter[3].mean, 0.7, 1e-4);
    near_value("log tau", r->log_tau_mean, 2.0, 1e-4);
    near_value("u0", r->parameter[4].mean, 0.0, 1e-4);
    ck_assert_uint_eq(r->post->runs_used, 4); /* omega below 1: the run without a note is used */
    ck_assert_double_eq(r->post->load.t0_min, 20.0);
    model_fit_free(r);
}
END_TEST

/* Text with one part replaced. */
static const char *with(const char *text, const char *from, const char *to)
{
    static char out[2048];
    const char *found = strstr(text, from);
    ck_assert_msg(found != NULL, "no \"%s\"", from);
    snprintf(out, sizeof out, "%.*s%s%s", (int)(found - text), text, to, found + strlen(from));
    return out;
}

struct bad_case {
    char file; /* r, b, s or p; R: runs changed, but it shows in the bins */
    const char *from, *to;
    const char *part; /* of the message */
};

static const struct bad_case bad_cases[] = {
    {'r', "run,shoe", "lap,shoe", "run"},
    {'r', "record", "records", "record"},
    {'r', "0,0,no", "0,0,maybe", "line 2: column \"record\""},
    {'r', "0,0,no", "0,-1,no", "line 2: shoe is -1"},
    {'r', "0,0,no", "0,0.5,no", "line 2: column \"shoe\""},
    {'r', "1,1,int", "2,1,int", "line 3: column \"run\""},
    {'r', "int,0,2", "int,2,1", "line 3: column \"b_min\""},
    {'r', "int,0,2", "int,,2", "line 3: column \"a_min\" is empty"},
    {'r', "int,0,2", "int,nan,2", "line 3: \"nan\" in column \"a_min\""},
    {'r', "1.5,,4", "1.5,,-4", "line 4: recovery_min"},
    {'r', "1.5,,4", "2.5,,4", "run 2: a_min"},
    {'R', "3,0,none,,,\n", "3,0,none,,,\n4,0,no,,,\n", "run 4 has no bins"},
    {'R', "3,0,none,,,\n", "", "line 8: this run is not"},
    {'r', "0,0,no,,,", "0,0,no,,", "line 2"},
    {'b', "dt_min", "dt", "dt_min"},
    {'b', "heat,hill", "heat,heat", "heat"},
    {'b', "0,1,1,1,1,0.15,0,2", "0,2,1,1,1,0.15,0,2", "line 3: column \"bin\""},
    {'b', "0,1,1,1,1,0.15,0,2", "0,1,0,1,1,0.15,0,2", "line 3: a bin must be longer"},
    {'b', "0,1,1,1,1,0.15,0,2", "0,1,1,-1,1,0.15,0,2", "line 3: load is -1"},
    {'b', "0,1,1,1,1,0.15,0,2", "0,1,1,1,1,0.15,,2", "line 3: column \"heat\" is empty"},
    {'b', "0,1,1,1,1,0.15,0,2", "0,1,1,1,1,0.15,x,2", "line 3: \"x\" in column \"heat\""},
    {'b', "0,1,1,1,1,0.15,0,2", "0,1,1,1,1,inf,0,2", "line 3"},
    {'b', "1,0,1,1,1,0.15,1,1", "2,0,1,1,1,0.15,1,1", "line 4: runs must come"},
    {'s', "hill,heat", "hill,cold", "heat"},
    {'s', "cooler,60,0", "cooler,60,2", "line 3: shoe"},
    {'s', "cooler,60,0", "cooler,0,0", "line 3"},
    {'s', "cooler,60,0", "cooler,1e3,0,", "line 3"},
    {'p', "{}", "[]", "object"},
    {'p', "{}", "{\"b0\": 1}", "\"b0\" must be an object"},
    {'p', "{}", "{\"b0\": {\"sd\": 0}}", "\"b0.sd\" must be a number"},
    {'p', "{}", "{\"b0\": {\"men\": 0}}", "\"b0.men\" is not a key"},
    {'p', "{}", "{\"effects\": {\"wind\": {}}}", "\"effects.wind\" is no covariate"},
    {'p', "{}", "{\"omega\": 2}", "\"omega\" must be a number"},
    {'p', "{}", "{\"colour\": 2}", "\"colour\" is not a key"},
    {'p', "{}", "{\"b0\": {}, \"b0\": {}}", "line 1"},
    {'p', "{}", "{", "line 1"},
};

START_TEST(bad_files)
{
    for (size_t i = 0; i < COUNT(bad_cases); i++) {
        const struct bad_case *c = &bad_cases[i];
        static const char *const name[] = {"runs.csv", "bins.csv", "scenarios.csv", "prior.json"};
        const char *text[4] = {good_runs, good_bins, good_scenarios, "{}"};
        const size_t which = c->file == 'r' || c->file == 'R' ? 0 : c->file == 'b' ? 1 : c->file == 's' ? 2 : 3;
        struct model_fit_result *r = NULL;
        struct tingle_error err = {0};
        enum tingle_status st;
        text[which] = with(text[which], c->from, c->to);
        st = fit_texts(&r, text[0], text[1], text[2], text[3], &err);
        ck_assert_msg(st == TINGLE_BAD_DATA, "case %zu (%s): status %d, \"%s\"", i, c->to, (int)st, err.message);
        ck_assert_msg(strstr(err.message, c->part) != NULL, "case %zu: \"%s\" lacks \"%s\"", i, err.message, c->part);
        ck_assert_msg(strstr(err.message, name[c->file == 'R' ? 1 : which]) != NULL, "case %zu: \"%s\" names not the file", i,
                      err.message);
        ck_assert(strchr(err.message, '\n') == NULL && r == NULL);
    }
}
END_TEST

START_TEST(no_such_file)
{
    struct model_fit_result *r = NULL;
    struct tingle_error err = {0};
    char missing[128];
    snprintf(missing, sizeof missing, "%s/missing.csv", folder);
    ck_assert(model_fit_files(&r, missing, place("bins.csv", good_bins), NULL, NULL, &err) == TINGLE_NO_INPUT);
    ck_assert(strstr(err.message, "missing.csv") != NULL);
    ck_assert(model_fit_files(&r, place("runs.csv", good_runs), place("bins.csv", ""), NULL, NULL, &err) == TINGLE_BAD_DATA);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(fixture_r1), TEST(fixture_r2), TEST(fixture_r3), TEST(small_files),
        TEST(prior_file), TEST(bad_files),  TEST(no_such_file),
    };
    const char *const left[] = {"runs.csv", "bins.csv", "scenarios.csv", "prior.json"};
    int failed;
    snprintf(folder, sizeof folder, "/tmp/tingle-model-fit-XXXXXX");
    if (!mkdtemp(folder)) return 1;
    failed = run_tests("model fit", tests, COUNT(tests));
    for (size_t i = 0; i < COUNT(left); i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", folder, left[i]);
        (void)unlink(path);
    }
    (void)rmdir(folder);
    return failed;
}
