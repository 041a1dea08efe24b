/* Points of the mixture over the grid, their split into b and delta, and the alarm (docs/model.md eq. 14, 15, 18). */
#ifndef ONSET_ONSET_DRAWS_H
#define ONSET_ONSET_DRAWS_H

#include "onset/onset_grid.h"

struct onset_draw_set {
    size_t draws, d;
    size_t *point;    /* draws: grid point */
    double *seen;     /* draws x d */
    double *changed;  /* draws x d */
    double *distance; /* draws: (theta - mean)' A (theta - mean) */
    double *weight;   /* draws */
    double khat, ess;
};

/* `draws` points with equal weights, in `arena`. False when out of memory. */
bool draws_make(struct onset_draw_set *set, struct arena *arena, const struct onset_grid *grid, size_t draws);

/* Importance weights of the points, khat and ess. False when out of memory. */
bool draws_weigh(struct onset_draw_set *set, const struct onset_grid *grid, struct onset_design *design,
                 struct onset_work *work);

#endif
