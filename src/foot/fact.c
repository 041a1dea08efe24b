/* What several episodes say together: facts, with how many say so. */
#include "foot/pattern.h"

#include <math.h>
#include <stdlib.h>

enum { AT_LEAST = 3 /* episodes that say when or where, before they agree or differ */, ONSETS = 64 };
static const double near_min = 5, near_share = 0.15; /* of the middle minute: "about the same" [J] */

static bool counts(const struct foot_episode *e, enum foot_side side) { return side == FOOT_BOTH || foot_episode_names(e, side); }

/* --------------------------------------------------------- facts that are found */

static void count_sides(const struct foot_history *h, size_t *one, size_t *said)
{
    for (size_t i = 0; i < h->episodes; i++) {
        const struct foot_episode *e = &h->episode[i];
        *said += e->left || e->right;
        *one += e->left != e->right;
    }
}

/* Left on some runs and right on others is both feet, where the rarer is a quarter or more. */
static bool sides_change(const struct foot_history *h)
{
    size_t left = 0, right = 0;
    for (size_t i = 0; i < h->episodes; i++) {
        left += h->episode[i].left;
        right += h->episode[i].right;
    }
    return 4 * (left < right ? left : right) >= left + right && left && right;
}

static enum foot_answer one_foot(const struct foot_history *h, size_t *yes, size_t *said)
{
    count_sides(h, yes, said);
    if (!*said) return FOOT_UNSAID;
    return 2 * *yes >= *said && !sides_change(h) ? FOOT_YES : FOOT_NO;
}

static enum foot_answer both_feet(const struct foot_history *h, size_t *yes, size_t *said)
{
    size_t one = 0;
    enum foot_answer answer = one_foot(h, &one, said);
    *yes = *said - one;
    return answer == FOOT_UNSAID ? answer : answer == FOOT_YES ? FOOT_NO : FOOT_YES;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Three in four within 5 minutes, or 15 %, of the middle one. Of many episodes the last ones. */
static enum foot_answer same_minute(const struct foot_history *h, enum foot_side side, size_t *yes, size_t *said)
{
    double onset[ONSETS], middle, reach;
    for (size_t i = h->episodes; i-- > 0 && *said < ONSETS;) {
        const struct foot_episode *e = &h->episode[i];
        if (counts(e, side) && e->onset_hi_min - e->onset_lo_min <= 2 * near_min) onset[(*said)++] = (e->onset_lo_min + e->onset_hi_min) / 2;
    }
    if (*said < AT_LEAST) return FOOT_UNSAID;
    qsort(onset, *said, sizeof *onset, compare);
    middle = onset[*said / 2];
    reach = fmax(near_min, near_share * middle);
    for (size_t i = 0; i < *said; i++) *yes += fabs(onset[i] - middle) <= reach;
    return 4 * *yes >= 3 * *said ? FOOT_YES : FOOT_NO;
}

/* Moving: no region is in half of the episodes that name one. */
static enum foot_answer moving(const struct foot_history *h, enum foot_side side, size_t *yes, size_t *said)
{
    size_t count[64] = {0}, most = 0;
    for (size_t i = 0; i < h->episodes; i++) {
        const struct foot_episode *e = &h->episode[i];
        if (!counts(e, side) || !e->regions) continue;
        (*said)++;
        for (size_t row = 0; row < foot_regions; row++)
            if (foot_regions_spread(e->regions) >> row & 1 && ++count[row] > most) most = count[row];
    }
    *yes = *said - most;
    if (*said < AT_LEAST) return FOOT_UNSAID;
    return 2 * most < *said ? FOOT_YES : FOOT_NO;
}

/* -------------------------------------------------------- facts that were noted */

static enum foot_answer noted(const struct foot_history *h, enum foot_side side, enum foot_fact fact, size_t *yes, size_t *said)
{
    for (size_t i = 0; i < h->episodes; i++) {
        if (!counts(&h->episode[i], side) || h->episode[i].fact[fact] == FOOT_UNSAID) continue;
        (*said)++;
        *yes += h->episode[i].fact[fact] == FOOT_YES;
    }
    if (!*said) return FOOT_UNSAID;
    if (foot_fact_row[fact].any) return *yes ? FOOT_YES : FOOT_NO;
    return 2 * *yes >= *said ? FOOT_YES : FOOT_NO;
}

enum foot_answer foot_fact_of(const struct foot_history *h, enum foot_side side, enum foot_fact fact, size_t *yes, size_t *said)
{
    *yes = *said = 0;
    if (h->known[fact] != FOOT_UNSAID) return h->known[fact];
    switch (fact) {
    case FOOT_ONE_FOOT: return one_foot(h, yes, said);
    case FOOT_BOTH_FEET: return both_feet(h, yes, said);
    case FOOT_SAME_MINUTE: return same_minute(h, side, yes, said);
    case FOOT_MOVING: return moving(h, side, yes, said);
    default: return noted(h, side, fact, yes, said);
    }
}
