/* Special cases that other programs fit: exponential, Weibull, piecewise exponential, interval-censored,
 * delayed entry and re-entry, against R's survival and glm (decisions.md B11).
 *
 * The numbers and the data sets stand in the shared fixtures (classic_*.json, classic_*.csv; R 4.2.2,
 * survival 3.5-3). Priors are flat, there is no shoe and no relief of load, eps is 0: z = log(t / t0), so
 * the hazard is Weibull with shape 1 + g, or exponential when g is held at 0. R's accelerated-failure
 * coefficients become b = -coefficient / scale.
 */
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "base/csv.h"
#include "base/file_bytes.h"
#include "la/la.h"
#include "onset/onset.h"
#include "testing.h"

enum { MAX_SUBJECTS = 300, MAX_COVARIATES = 8, GRADED = 600 };

static const double held_sd = 1e-6;

/* ---------------------------------------------------------------- input */

struct subject {
    double from, to;          /* at risk from `from`; event or end at `to`, or event in (left, to] */
    double left;              /* NaN: not interval-censored */
    bool event;
    double x[MAX_COVARIATES];
};

struct sample {
    struct subject subject[MAX_SUBJECTS];
    size_t count, covariates;
};

static json_t *load_json(const char *name)
{
    const char *path = shared_path(name);
    json_t *root = path ? json_load_file(path, 0, NULL) : NULL;
    if (path) ck_assert_ptr_nonnull(root);
    return root;
}

/* Reads the named columns; rows with an empty covariate are left out, as R does. */
static void load_sample(struct sample *s, const char *name, const char *from, const char *left, const char *to,
                        const char *event, const char *const *x, size_t covariates)
{
    struct csv csv;
    struct file_bytes file;
    bool got = false;
    *s = (struct sample){.covariates = covariates};
    ck_assert(file_read(&file, shared_path(name), 1 << 20, NULL) == TINGLE_OK);
    ck_assert(csv_open(&csv, file_view(&file), name, NULL) == TINGLE_OK);
    while (csv_next(&csv, &got, NULL) == TINGLE_OK && got) {
        struct subject one = {.left = NAN};
        double value = 0.0;
        bool complete = true;
        if (from) ck_assert(csv_number(&csv, csv_column(&csv, from), 0, 1e6, &one.from, NULL) == TINGLE_OK);
        if (left) ck_assert(csv_number(&csv, csv_column(&csv, left), 0, 1e6, &one.left, NULL) == TINGLE_OK);
        ck_assert(csv_number(&csv, csv_column(&csv, to), 0, 1e6, &one.to, NULL) == TINGLE_OK);
        if (event) ck_assert(csv_number(&csv, csv_column(&csv, event), 0, 1, &value, NULL) == TINGLE_OK);
        one.event = value == 1.0;
        for (size_t k = 0; k < covariates; k++) {
            ck_assert(csv_number(&csv, csv_column(&csv, x[k]), -1e6, 1e6, &one.x[k], NULL) == TINGLE_OK);
            complete = complete && !isnan(one.x[k]);
        }
        ck_assert_uint_lt(s->count, MAX_SUBJECTS);
        if (complete) s->subject[s->count++] = one;
    }
    csv_release(&csv);
    file_release(&file);
}

/* ---------------------------------------------------------------- model */

/* Rows of a model under construction. */
struct rows {
    double *length, *load, *relief, *hazard, *x; /* x: row-major until finished */
    size_t count, room, columns;
    struct onset_run run[MAX_SUBJECTS];
    size_t runs;
};

static void add_bin(struct rows *r, double length, const double *x)
{
    if (r->count == r->room) {
        r->room = r->room ? 2 * r->room : 4096;
        r->length = realloc(r->length, r->room * sizeof *r->length);
        r->x = realloc(r->x, r->room * r->columns * sizeof *r->x);
        ck_assert(r->length && r->x);
    }
    r->length[r->count] = length;
    memcpy(r->x + r->count * r->columns, x, r->columns * sizeof *x);
    r->count++;
}

/* Bins over (a, b], cubically finer towards a, and a last one of no width so that an event at b is met at b. */
static void add_graded(struct rows *r, double a, double b, const double *x)
{
    const double last = 1e-9 * (b - a), width = b - a - last;
    for (size_t i = 0; i < GRADED; i++) {
        const double u = (double)i / GRADED, v = (double)(i + 1) / GRADED;
        add_bin(r, width * (v * v * v - u * u * u), x);
    }
    add_bin(r, last, x);
}

/* The record of a subject whose bins start at first_bin. */
static void add_run(struct rows *r, const struct subject *s, size_t first_bin, double end)
{
    struct onset_run run = {.first_bin = first_bin, .bin_count = r->count - first_bin, .record = ONSET_NONE,
                            .entry_min = s->from, .recovery_min = NAN};
    if (s->event) {
        run.record = ONSET_EXACT;
        run.a_min = end;
    }
    r->run[r->runs++] = run;
}

struct fitted {
    struct onset_posterior *post;
    double loglik;
};

/* Maximum likelihood by flat priors; g_held and b0_held keep a parameter at 0. */
static void fit_rows(struct fitted *f, struct rows *r, bool g_held, bool b0_held)
{
    struct onset_effect effect[MAX_COVARIATES];
    struct onset_prior prior;
    struct onset_options options = onset_options_default();
    struct onset_data data = {.covariates = r->columns, .run = r->run, .runs = r->runs, .omega = 1.0};
    double *x = malloc(r->count * r->columns * sizeof *x), *ones = malloc(r->count * sizeof *ones);
    double *zeros = calloc(r->count, sizeof *zeros), factor[100];
    ck_assert(x && ones && zeros);
    for (size_t i = 0; i < r->count; i++) {
        ones[i] = 1.0;
        for (size_t k = 0; k < r->columns; k++) x[i + k * r->count] = r->x[k + i * r->columns];
    }
    for (size_t k = 0; k < r->columns; k++) effect[k] = (struct onset_effect){0.0, INFINITY, 0.0};
    onset_prior_default(&prior, effect, r->columns);
    prior.b0 = b0_held ? (struct onset_effect){0.0, held_sd, 0.0} : (struct onset_effect){-6.0, INFINITY, 0.0};
    prior.g = g_held ? (struct onset_effect){0.0, held_sd, 0.0} : (struct onset_effect){0.0, INFINITY, 0.0};
    prior.log_tau_sd = 0.0;
    prior.load = (struct onset_load_rule){0.0, 100.0, 0.0};
    options.skip_correction = options.skip_alarm = true;
    data.bins = (struct onset_bins){r->count, r->length, ones, zeros, ones};
    data.x = x;
    ck_assert(onset_fit(&f->post, &data, &prior, &options, NULL) == TINGLE_OK);
    ck_assert(f->post->outcome == ONSET_GOOD);
    /* log marginal = loglik + 1/2 log det Q (held ones) + 1/2 log det cov */
    memcpy(factor, f->post->cov, f->post->d * f->post->d * sizeof *factor);
    ck_assert(la_cholesky(f->post->d, factor, f->post->d));
    f->loglik = f->post->grid_log_marginal[0] - 0.5 * la_cholesky_log_det(f->post->d, factor, f->post->d) +
                ((g_held ? 1 : 0) + (b0_held ? 1 : 0)) * log(held_sd);
    free(x);
    free(ones);
    free(zeros);
    free(r->length);
    free(r->x);
}

/* ------------------------------------------------------------ comparing */

static double number(const json_t *root, const char *a, const char *b)
{
    const json_t *inner = json_object_get(root, a);
    if (b) inner = json_object_get(inner, b);
    ck_assert_msg(json_is_number(inner), "no %s %s", a, b ? b : "");
    return json_number_value(inner);
}

static double element(const json_t *array, size_t i)
{
    ck_assert(json_is_number(json_array_get(array, i)));
    return json_number_value(json_array_get(array, i));
}

static void check_close(const char *what, double got, double expected, double relative, double absolute)
{
    ck_assert_msg(fabs(got - expected) <= fmax(relative * fabs(expected), absolute), "%s: %.12g, expected %.12g", what, got,
                  expected);
}

static double sd_of(const struct onset_posterior *post, size_t i) { return sqrt(post->cov[i + i * post->d]); }

/* A survreg model: intercept and coefficients on the scale of log time. */
static void check_survreg(const struct fitted *f, const json_t *model, const char *const *x, size_t n, double tolerance)
{
    const double scale = number(model, "scale", NULL);
    const json_t *var = json_object_get(model, "var");
    const bool weibull = json_array_size(var) == n + 2;
    for (size_t k = 0; k < n; k++) {
        check_close(x[k], f->post->mean[2 + k], -number(model, "coef", x[k]) / scale, tolerance, 1e-7);
        if (!weibull)
            check_close("its standard error", sd_of(f->post, 2 + k), sqrt(element(json_array_get(var, 1 + k), 1 + k)), 1e-4, 0);
    }
    if (weibull) {
        check_close("shape", 1.0 + f->post->mean[1], 1.0 / scale, tolerance, 0);
        check_close("its standard error", sd_of(f->post, 1), sqrt(element(json_array_get(var, n + 1), n + 1)) / scale, 1e-4, 0);
        /* t0 = 100: b0 = log shape - intercept/scale + g log t0 */
        check_close("b0", f->post->mean[0],
                    -log(scale) - number(model, "coef", "(Intercept)") / scale + (1.0 / scale - 1.0) * log(100.0), tolerance, 0);
    } else {
        check_close("b0", f->post->mean[0], -number(model, "coef", "(Intercept)"), tolerance, 1e-7);
    }
    check_close("log-likelihood", f->loglik, element(json_object_get(model, "loglik"), 1), weibull ? 1e-6 : 1e-7, 0);
}

static void exponential(struct fitted *f, const struct sample *s)
{
    struct rows r = {.columns = s->covariates};
    for (size_t i = 0; i < s->count; i++) {
        const size_t first = r.count;
        add_bin(&r, s->subject[i].to, s->subject[i].x);
        add_run(&r, &s->subject[i], first, s->subject[i].to);
    }
    fit_rows(f, &r, true, false);
}

static void weibull(struct fitted *f, const struct sample *s)
{
    struct rows r = {.columns = s->covariates};
    for (size_t i = 0; i < s->count; i++) {
        const size_t first = r.count;
        add_graded(&r, 0.0, s->subject[i].to, s->subject[i].x);
        add_run(&r, &s->subject[i], first, s->subject[i].to);
    }
    fit_rows(f, &r, false, false);
}

/* One 0/1 column per interval, b0 held at 0; the baseline of interval i is its coefficient. */
static void check_piecewise(const struct sample *s, const json_t *model, const char *const *x)
{
    const json_t *cuts = json_object_get(model, "cuts");
    const size_t intervals = json_array_size(cuts) + 1;
    struct rows r = {.columns = intervals + s->covariates};
    struct fitted f;
    for (size_t i = 0; i < s->count; i++) {
        const size_t first = r.count;
        double start = 0.0;
        for (size_t v = 0; v < intervals && start < s->subject[i].to; v++) {
            const double cut = v + 1 < intervals ? element(cuts, v) : INFINITY, end = fmin(cut, s->subject[i].to);
            double column[MAX_COVARIATES] = {0};
            column[v] = 1.0;
            memcpy(column + intervals, s->subject[i].x, s->covariates * sizeof *column);
            add_bin(&r, end - start, column);
            start = end;
        }
        add_run(&r, &s->subject[i], first, s->subject[i].to);
    }
    fit_rows(&f, &r, true, true);
    for (size_t v = 0; v < intervals + s->covariates; v++) {
        char interval[32];
        const char *name = v < intervals ? interval : x[v - intervals];
        snprintf(interval, sizeof interval, "iv%zu", v + 1);
        check_close(name, f.post->mean[2 + v], number(model, "coef", name), 1e-6, 1e-7);
        check_close(name, sd_of(f.post, 2 + v), number(model, "se", name), 1e-4, 0);
    }
    check_close("log-likelihood", f.loglik, number(model, "hazard_loglik", NULL), 1e-7, 0);
    onset_posterior_free(f.post);
}

static void check_right_censored(const char *csv, const char *json, const char *const *x)
{
    static struct sample s;
    json_t *root = load_json(json);
    struct fitted f;
    if (!root) return;
    load_sample(&s, csv, NULL, NULL, "time", "status", x, 3);
    exponential(&f, &s);
    check_survreg(&f, json_object_get(root, "exponential"), x, 3, 1e-6);
    onset_posterior_free(f.post);
    weibull(&f, &s);
    check_survreg(&f, json_object_get(root, "weibull"), x, 3, 1e-5);
    onset_posterior_free(f.post);
    check_piecewise(&s, json_object_get(root, "piecewise_exponential"), x);
    json_decref(root);
}

START_TEST(lung)
{
    const char *const x[] = {"age", "sex", "ph.ecog"};
    check_right_censored("model/classic_lung.csv", "model/classic_lung.json", x);
}
END_TEST

START_TEST(veteran)
{
    const char *const x[] = {"trt", "karno", "age"};
    check_right_censored("model/classic_veteran.csv", "model/classic_veteran.json", x);
}
END_TEST

/* Delayed entry and re-entry: every row of the counting process is a run that enters at its start. */
START_TEST(bladder)
{
    static struct sample s;
    const char *const x[] = {"rx", "number", "size"};
    json_t *root = load_json("model/classic_bladder2.json"), *model;
    struct fitted f;
    if (!root) return;
    model = json_object_get(root, "poisson_exponential");
    load_sample(&s, "model/classic_bladder2.csv", "start", NULL, "stop", "event", x, 3);
    exponential(&f, &s);
    check_close("b0", f.post->mean[0], number(model, "coef", "(Intercept)"), 1e-6, 1e-7);
    check_close("se of b0", sd_of(f.post, 0), number(model, "se", "(Intercept)"), 1e-4, 0);
    for (size_t k = 0; k < 3; k++) {
        check_close(x[k], f.post->mean[2 + k], number(model, "coef", x[k]), 1e-6, 1e-7);
        check_close(x[k], sd_of(f.post, 2 + k), number(model, "se", x[k]), 1e-4, 0);
    }
    onset_posterior_free(f.post);
    json_decref(root);
}
END_TEST

/* Windows: left empty is (0, right], right empty is no event up to left. */
static void interval(struct fitted *f, const struct sample *s, bool graded)
{
    struct rows r = {.columns = s->covariates};
    for (size_t i = 0; i < s->count; i++) {
        const struct subject *one = &s->subject[i];
        const size_t first = r.count;
        const double left = isnan(one->left) ? 0.0 : one->left;
        if (left > 0.0 && graded) add_graded(&r, 0.0, left, one->x);
        else if (left > 0.0) add_bin(&r, left, one->x);
        if (!isnan(one->to) && graded) add_graded(&r, left, one->to, one->x);
        else if (!isnan(one->to)) add_bin(&r, one->to - left, one->x);
        r.run[r.runs++] = (struct onset_run){.first_bin = first, .bin_count = r.count - first,
                                             .record = isnan(one->to) ? ONSET_NONE : ONSET_WINDOW, .a_min = left,
                                             .b_min = one->to, .recovery_min = NAN};
    }
    fit_rows(f, &r, !graded, false);
}

START_TEST(lung_interval)
{
    static struct sample s;
    const char *const x[] = {"age", "sex"};
    json_t *root = load_json("model/classic_lung_interval.json");
    struct fitted f;
    if (!root) return;
    load_sample(&s, "model/classic_lung_interval.csv", NULL, "left", "right", NULL, x, 2);
    interval(&f, &s, false);
    check_survreg(&f, json_object_get(root, "exponential"), x, 2, 1e-5);
    onset_posterior_free(f.post);
    interval(&f, &s, true);
    check_survreg(&f, json_object_get(root, "weibull"), x, 2, 1e-5);
    onset_posterior_free(f.post);
    json_decref(root);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(lung), TEST(veteran), TEST(bladder), TEST(lung_interval)};
    return run_tests("onset classical", tests, COUNT(tests));
}
