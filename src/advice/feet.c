/* Averages and growth. */
#include "advice/feet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/utc.h"

/* A difference counts as growth from 1.645 of its error on: by chance alone one of ten would pass [J]. */
static const double growth_errors = 1.645;
static const double year_s = 365.25 * 86400;
enum { FEET_MAX_BYTES = 1 << 26 };

struct feet {
    struct tingle_feet shown;
    struct arena arena;
    struct journal_foot_list *list; /* owns the texts */
    struct tingle_foot *foot;
    struct tingle_foot_day *day;
    struct tingle_growth *growth;
    size_t growth_room;
    double *pool;                   /* measurements of one kind */
};

static const char *const sides[2] = {"left", "right"}, *const states[] = {"rested", "late", "after-run"};
enum { STATES = sizeof states / sizeof *states };

static double day_s(const char *day)
{
    double t = 0;
    utc_parse(day, strlen(day), &t, NULL, NULL);
    return t;
}

static int year_of(const char *day)
{
    int64_t year = 0;
    text_to_int(day, 4, 0, 9999, &year);
    return (int)year;
}

static bool is_of(const struct journal_foot *f, const char *side, const char *state)
{
    return strcmp(f->side, side) == 0 && strcmp(f->state, state) == 0;
}

/* --- what is known now ------------------------------------------------------------------------ */

/* The mean of a measure over those of one foot in one state since a moment. */
static struct tingle_mm mean_since(const struct journal_foot_list *list, const char *side, const char *state, double since_s, enum fit_measure measure)
{
    enum { POOL = 256 }; /* the newest; more would change nothing */
    double pool[POOL];
    size_t n = 0;
    for (size_t i = list->feet; i-- > 0 && n < POOL;)
        if (is_of(&list->foot[i], side, state) && day_s(list->foot[i].day) >= since_s) pool[n++] = list->foot[i].mm[measure];
    return mm_of(fit_average(measure, pool, n));
}

void feet_known(struct tingle_foot_known known[2], const struct journal_foot_list *list)
{
    for (int side = 0; side < 2; side++) {
        struct tingle_foot_known *k = &known[side];
        double since_s;
        *k = (struct tingle_foot_known){.side = sides[side], .newest = ""};
        for (size_t i = 0; list && i < list->feet; i++)
            if (strcmp(list->foot[i].side, sides[side]) == 0) k->newest = list->foot[i].day;
        since_s = *k->newest ? day_s(k->newest) - year_s : 0;
        for (int m = 0; m < TINGLE_FOOT_MEASURES; m++) {
            k->rested[m] = k->late[m] = k->after_run[m] = mm_of(fit_unknown());
            if (!*k->newest) continue;
            k->rested[m] = mean_since(list, sides[side], "rested", since_s, (enum fit_measure)m);
            k->late[m] = mean_since(list, sides[side], "late", since_s, (enum fit_measure)m);
            k->after_run[m] = mean_since(list, sides[side], "after-run", since_s, (enum fit_measure)m);
        }
    }
}

static struct tingle_mm first_known(struct tingle_mm a, struct tingle_mm b) { return isnan(a.mm) ? b : a; }

struct tingle_mm foot_widened(const struct tingle_foot_known *known, enum tingle_foot_measure measure)
{
    return first_known(known->after_run[measure], known->late[measure]);
}

struct tingle_mm foot_at_rest(const struct tingle_foot_known *known, enum tingle_foot_measure measure)
{
    return first_known(known->rested[measure], first_known(known->late[measure], known->after_run[measure]));
}

bool feet_apart(double *mm, const struct tingle_foot_known known[2])
{
    *mm = fabs(foot_at_rest(&known[0], TINGLE_FOOT_LENGTH).mm - foot_at_rest(&known[1], TINGLE_FOOT_LENGTH).mm);
    return !isnan(*mm);
}

/* --- days ------------------------------------------------------------------------------------- */

static void average_day(struct feet *f, struct tingle_foot_day *day, size_t first, size_t end)
{
    for (int m = 0; m < TINGLE_FOOT_MEASURES; m++) {
        double lo = INFINITY, hi = -INFINITY;
        for (size_t i = first; i < end; i++) {
            f->pool[i - first] = f->list->foot[i].mm[m];
            lo = fmin(lo, f->list->foot[i].mm[m]);
            hi = fmax(hi, f->list->foot[i].mm[m]);
        }
        day->mean[m] = mm_of(fit_average((enum fit_measure)m, f->pool, end - first));
        day->apart[m] = hi - lo > FIT_REPEAT_MM;
    }
}

/* The list is in order of day, side and state: those of one kind stand together. */
static void average_days(struct feet *f)
{
    for (size_t i = 0, end; i < f->list->feet; i = end) {
        const struct journal_foot *a = &f->list->foot[i];
        struct tingle_foot_day *day = &f->day[f->shown.days++];
        for (end = i + 1; end < f->list->feet; end++)
            if (strcmp(f->list->foot[end].day, a->day) != 0 || !is_of(&f->list->foot[end], a->side, a->state)) break;
        *day = (struct tingle_foot_day){.day = a->day, .side = a->side, .state = a->state};
        average_day(f, day, i, end);
    }
}

/* --- growth ----------------------------------------------------------------------------------- */

static struct fit_value mean_of_year(struct feet *f, const char *side, const char *state, enum fit_measure measure, int year)
{
    size_t n = 0;
    for (size_t i = 0; i < f->list->feet; i++)
        if (is_of(&f->list->foot[i], side, state) && year_of(f->list->foot[i].day) == year) f->pool[n++] = f->list->foot[i].mm[measure];
    return fit_average(measure, f->pool, n);
}

static enum tingle_status notice_growth(struct feet *f, const char *side, const char *state, enum fit_measure measure, struct tingle_error *err)
{
    int first = 0, last = 0;
    struct fit_value by;
    for (size_t i = 0; i < f->list->feet; i++) {
        const struct journal_foot *foot = &f->list->foot[i];
        if (!is_of(foot, side, state) || isnan(foot->mm[measure])) continue;
        if (!first) first = year_of(foot->day);
        last = year_of(foot->day);
    }
    if (first == last) return TINGLE_OK;
    by = fit_difference(mean_of_year(f, side, state, measure, last), mean_of_year(f, side, state, measure, first));
    if (!(fabs(by.mm) >= growth_errors * by.error_mm)) return TINGLE_OK;
    if (!arena_room(&f->arena, &f->growth, f->shown.growths, &f->growth_room, sizeof *f->growth)) return error_no_memory(err, "the feet");
    f->growth[f->shown.growths++] = (struct tingle_growth){.side = side, .state = state, .measure = (enum tingle_foot_measure)measure,
                                                           .from_year = first, .to_year = last, .by = mm_of(by)};
    return TINGLE_OK;
}

static enum tingle_status notice_all(struct feet *f, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    for (int side = 0; side < 2; side++)
        for (int state = 0; state < STATES; state++)
            for (int m = 0; !st && m < TINGLE_FOOT_MEASURES; m++) st = notice_growth(f, sides[side], states[state], (enum fit_measure)m, err);
    return st;
}

/* --- all of it -------------------------------------------------------------------------------- */

static enum tingle_status fill(struct feet *f, struct tingle_error *err)
{
    enum tingle_status st;
    f->foot = arena_array(&f->arena, f->list->feet, sizeof *f->foot);
    f->day = arena_array(&f->arena, f->list->feet, sizeof *f->day);
    f->pool = arena_array(&f->arena, f->list->feet, sizeof *f->pool);
    if (!f->foot || !f->day || !f->pool) return error_no_memory(err, "the feet");
    for (size_t i = 0; i < f->list->feet; i++) {
        const struct journal_foot *from = &f->list->foot[i];
        f->foot[i] = (struct tingle_foot){.id = from->id, .day = from->day, .side = from->side, .state = from->state, .text = from->text};
        memcpy(f->foot[i].mm, from->mm, sizeof from->mm);
    }
    average_days(f);
    st = notice_all(f, err);
    f->shown.foot = f->foot;
    f->shown.feet = f->list->feet;
    f->shown.day = f->day;
    f->shown.growth = f->growth;
    return st;
}

enum tingle_status feet_read(struct tingle_feet **out, struct journal *j, struct tingle_error *err)
{
    struct feet *f = alloc_array(1, sizeof *f);
    enum tingle_status st = f ? TINGLE_OK : error_no_memory(err, "the feet");
    *out = NULL;
    if (st) return st;
    arena_init(&f->arena, FEET_MAX_BYTES);
    if (j) st = journal_feet(&f->list, j, err);
    if (!st && f->list) st = fill(f, err);
    feet_known(f->shown.known, f->list);
    if (st) feet_free(&f->shown);
    else *out = &f->shown;
    return st;
}

void feet_free(struct tingle_feet *shown)
{
    struct feet *f = (struct feet *)shown;
    if (!f) return;
    journal_foot_list_free(f->list);
    arena_release(&f->arena);
    free(f);
}
