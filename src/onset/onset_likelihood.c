/* Value and derivatives of onset_likelihood.h, term by term.
 *
 * For a term with the constant columns c and the varying columns v_a, G = (U c, V) with U = H and
 * V_a = sum w v_a, and sum w x x' = [[U c c', c V'], [V c', sum w v v']]: only the last block
 * needs products over rows. */
#include "onset/onset_likelihood.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "la/la.h"

static const double eta_max = 30.0;
static const double total_min = 1e-100, total_max = 700.0;

bool work_init(struct onset_work *work, struct arena *arena, const struct onset_design *design)
{
    const size_t d = design->d;
    work->weight = arena_array(arena, design->rows, sizeof(double));
    work->total = arena_array(arena, design->terms, sizeof(double));
    work->scaled = arena_array(arena, design->varying, design->longest_term * sizeof(double));
    work->row = arena_array(arena, 2, design->longest_term * sizeof(double));
    work->inner = arena_array(arena, d, (d + 4) * sizeof(double));
    return work->weight && work->total && work->scaled && work->row && work->inner;
}

struct term_curve term_curve_at(enum term_kind kind, double total, double omega)
{
    struct term_curve c = {-total, -1.0, 0.0, 0.0};
    if (kind == TERM_WINDOW) {
        const double h = fmin(fmax(total, total_min), total_max), r = 1.0 / expm1(h);
        c = (struct term_curve){log(-expm1(-h)), r, -r * (1.0 + r), r * (1.0 + r) * (1.0 + 2.0 * r)};
    } else if (kind == TERM_UNRECORDED) {
        const double tail = (1.0 - omega) * exp(-total), q = tail / (omega + tail), pq = q * (1.0 - q);
        c = (struct term_curve){log(omega + tail), -q, pq, -pq * (1.0 - 2.0 * q)};
    }
    return c;
}

/* theta in internal order: constants, then varying. */
static void to_internal(const struct onset_design *design, const double *theta, double *inner)
{
    for (size_t p = 0; p < design->d; p++) inner[p] = theta[design->parameter[p]];
}

static void log_hazards(const struct onset_design *design, const double *inner, double *eta)
{
    for (size_t t = 0; t < design->terms; t++) {
        const struct onset_term *term = &design->term[t];
        double *out = eta + term->first_row;
        const double level = la_dot(design->constants, inner, term->constant);
        for (size_t j = 0; j < term->rows; j++) out[j] = level;
        for (size_t a = 0; a < design->varying; a++)
            la_axpy(term->rows, inner[design->constants + a], design->column[a] + term->first_row, out);
    }
    for (size_t j = 0; j < design->rows; j++) eta[j] = eta[j] > eta_max ? eta_max : eta[j];
}

double likelihood_value(const struct onset_design *design, struct onset_work *work, const double *theta)
{
    double value = design->event_log_m;
    to_internal(design, theta, work->inner);
    log_hazards(design, work->inner, work->weight);
    la_exp(design->rows, work->weight, work->weight);
    value += la_dot(design->d, design->event_sum, work->inner);
    for (size_t t = 0; t < design->terms; t++) {
        const struct onset_term *term = &design->term[t];
        double *w = work->weight + term->first_row;
        work->total[t] = la_multiply(term->rows, w, w, design->exposure + term->first_row);
        value += term_curve_at(term->kind, work->total[t], design->omega).value;
    }
    return value;
}

/* Adds one term to the gradient and the negative Hessian, both in internal order. */
static void add_curvature(const struct onset_design *design, struct onset_work *work, size_t t, double *gradient,
                          double *information, double *g)
{
    const struct onset_term *term = &design->term[t];
    const struct term_curve curve = term_curve_at(term->kind, work->total[t], design->omega);
    const size_t d = design->d, nc = design->constants, n = term->rows;
    const double *w = work->weight + term->first_row;
    for (size_t p = 0; p < nc; p++) g[p] = work->total[t] * term->constant[p];
    la_rank_one(nc, information, d, -curve.first * work->total[t], term->constant);
    for (size_t a = 0; a < design->varying; a++) {
        double *scaled = work->scaled + a * design->longest_term;
        g[nc + a] = la_multiply(n, scaled, w, design->column[a] + term->first_row);
        for (size_t b = 0; b <= a; b++)
            information[nc + a + (nc + b) * d] -= curve.first * la_dot(n, scaled, design->column[b] + term->first_row);
        for (size_t p = 0; p < nc; p++) information[nc + a + p * d] -= curve.first * term->constant[p] * g[nc + a];
    }
    la_axpy(d, curve.first, g, gradient);
    if (curve.second != 0.0) la_rank_one(d, information, d, -curve.second, g);
}

void likelihood_curvature(const struct onset_design *design, struct onset_work *work, double *gradient,
                          double *information)
{
    const size_t d = design->d;
    double *inner_gradient = work->inner, *g = work->inner + d, *inner = work->inner + 4 * d;
    memcpy(inner_gradient, design->event_sum, d * sizeof *inner_gradient);
    memset(inner, 0, d * d * sizeof *inner);
    for (size_t t = 0; t < design->terms; t++) add_curvature(design, work, t, inner_gradient, inner, g);
    for (size_t p = 0; p < d; p++) {
        gradient[design->parameter[p]] = inner_gradient[p];
        for (size_t q = 0; q <= p; q++) {
            const size_t i = design->parameter[p], j = design->parameter[q];
            information[(i > j ? i : j) + (i > j ? j : i) * d] = inner[p + q * d];
        }
    }
}

/* Sigma x_j for all rows of a term, only as far as it is needed: s_j = x_j' Sigma x_j.
 * With Sigma in blocks (c: constant, v: varying) and y = Sigma_vc c:
 *     s_j = c' Sigma_cc c + sum_a v_a (2 y_a + sum_b Sigma_ab v_b). */
static void row_variances(const struct onset_design *design, const struct onset_term *term, const double *sigma,
                          double *line, double *s)
{
    const size_t d = design->d, nc = design->constants, n = term->rows;
    const double own = la_quadratic(nc, sigma, d, term->constant);
    for (size_t j = 0; j < n; j++) s[j] = own;
    for (size_t a = 0; a < design->varying; a++) {
        const double *v = design->column[a] + term->first_row;
        const double shared = 2.0 * la_dot(nc, sigma + (nc + a) * d, term->constant);
        for (size_t j = 0; j < n; j++) line[j] = shared;
        la_axpy(n, sigma[nc + a + (nc + a) * d], v, line);
        for (size_t b = 0; b < a; b++)
            la_axpy(n, 2.0 * sigma[nc + b + (nc + a) * d], design->column[b] + term->first_row, line);
        la_multiply_add(n, s, v, line);
    }
}

/* t += factor x sum over the term's rows of w_j y_j x_j; returns sum of w_j y_j. y is overwritten. */
static double add_weighted(const struct onset_design *design, const struct onset_term *term, const double *w,
                           double factor, double *y, double *t)
{
    const size_t nc = design->constants;
    const double sum = la_multiply(term->rows, y, w, y);
    la_axpy(nc, factor * sum, term->constant, t);
    for (size_t a = 0; a < design->varying; a++)
        t[nc + a] += factor * la_dot(term->rows, y, design->column[a] + term->first_row);
    return sum;
}

/* x_j' y for all rows, y in internal order. */
static void row_products(const struct onset_design *design, const struct onset_term *term, const double *y, double *out)
{
    const double level = la_dot(design->constants, y, term->constant);
    for (size_t j = 0; j < term->rows; j++) out[j] = level;
    for (size_t a = 0; a < design->varying; a++)
        la_axpy(term->rows, y[design->constants + a], design->column[a] + term->first_row, out);
}

static void add_third(const struct onset_design *design, struct onset_work *work, size_t index, const double *sigma,
                      double *t)
{
    const struct onset_term *term = &design->term[index];
    const struct term_curve curve = term_curve_at(term->kind, work->total[index], design->omega);
    const size_t d = design->d, nc = design->constants;
    const double *w = work->weight + term->first_row;
    double *g = work->inner + d, *sigma_g = work->inner + 2 * d, *line = work->row, *s = work->row + design->longest_term;
    double sum;
    row_variances(design, term, sigma, line, s);
    sum = add_weighted(design, term, w, curve.first, s, t);
    if (curve.second == 0.0 && curve.third == 0.0) return;
    for (size_t p = 0; p < nc; p++) g[p] = work->total[index] * term->constant[p];
    for (size_t a = 0; a < design->varying; a++) g[nc + a] = la_dot(term->rows, w, design->column[a] + term->first_row);
    la_times(d, sigma, d, g, sigma_g);
    row_products(design, term, sigma_g, line);
    (void)add_weighted(design, term, w, 2.0 * curve.second, line, t);
    la_axpy(d, curve.second * sum + curve.third * la_dot(d, g, sigma_g), g, t);
}

void likelihood_third(const struct onset_design *design, struct onset_work *work, const double *sigma, double *t)
{
    const size_t d = design->d;
    double *inner_t = work->inner, *inner_sigma = work->inner + 4 * d;
    for (size_t p = 0; p < d; p++)
        for (size_t q = 0; q < d; q++)
            inner_sigma[p + q * d] = sigma[design->parameter[p] + design->parameter[q] * d];
    memset(inner_t, 0, d * sizeof *inner_t);
    for (size_t i = 0; i < design->terms; i++) add_third(design, work, i, inner_sigma, inner_t);
    for (size_t p = 0; p < d; p++) t[design->parameter[p]] = inner_t[p];
}
