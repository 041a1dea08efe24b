/* Sums and products over columns; the order of summation is that of la.h. */
#include "la/la.h"

#include "la/la_lanes.h"

/* Eight lanes: four independent chains of additions hide the latency of one. */
enum { STEP = 4 * LANES };

static double lanes_total(const lanes s[4])
{
    const lanes even_odd = (s[0] + s[1]) + (s[2] + s[3]);
    return even_odd[0] + even_odd[1];
}

double la_sum(size_t n, const double *x)
{
    lanes s[4] = {{0}};
    double total;
    size_t i = 0;
    for (; i + STEP <= n; i += STEP) {
        s[0] += lanes_load(x + i);
        s[1] += lanes_load(x + i + 2);
        s[2] += lanes_load(x + i + 4);
        s[3] += lanes_load(x + i + 6);
    }
    total = lanes_total(s);
    for (; i < n; i++) total += x[i];
    return total;
}

double la_dot(size_t n, const double *x, const double *y)
{
    lanes s[4] = {{0}};
    double total;
    size_t i = 0;
    for (; i + STEP <= n; i += STEP) {
        s[0] += lanes_load(x + i) * lanes_load(y + i);
        s[1] += lanes_load(x + i + 2) * lanes_load(y + i + 2);
        s[2] += lanes_load(x + i + 4) * lanes_load(y + i + 4);
        s[3] += lanes_load(x + i + 6) * lanes_load(y + i + 6);
    }
    total = lanes_total(s);
    for (size_t k = 0; k < n % STEP; k++) total += x[i + k] * y[i + k];
    return total;
}

double la_multiply(size_t n, double *out, const double *x, const double *y)
{
    lanes s[4] = {{0}};
    double total;
    size_t i = 0;
    for (; i + STEP <= n; i += STEP)
        for (size_t k = 0; k < 4; k++) {
            const lanes product = lanes_load(x + i + LANES * k) * lanes_load(y + i + LANES * k);
            lanes_store(out + i + LANES * k, product);
            s[k] += product;
        }
    total = lanes_total(s);
    for (; i < n; i++) {
        out[i] = x[i] * y[i];
        total += out[i];
    }
    return total;
}

void la_axpy(size_t n, double a, const double *x, double *y)
{
    const lanes factor = lanes_of(a);
    size_t i = 0;
    for (; i + 2 * LANES <= n; i += 2 * LANES) {
        lanes_store(y + i, lanes_load(y + i) + factor * lanes_load(x + i));
        lanes_store(y + i + 2, lanes_load(y + i + 2) + factor * lanes_load(x + i + 2));
    }
    for (size_t k = 0; k < n % (2 * LANES); k++) y[i + k] += a * x[i + k];
}

void la_multiply_add(size_t n, double *out, const double *x, const double *y)
{
    size_t i = 0;
    for (; i + 2 * LANES <= n; i += 2 * LANES) {
        lanes_store(out + i, lanes_load(out + i) + lanes_load(x + i) * lanes_load(y + i));
        lanes_store(out + i + 2, lanes_load(out + i + 2) + lanes_load(x + i + 2) * lanes_load(y + i + 2));
    }
    for (; i < n; i++) out[i] += x[i] * y[i];
}
