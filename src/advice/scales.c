/* Questionnaires: checking answers, and what has changed. */
#include "advice/scales.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "advice/day_said.h"
#include "base/text.h"
#include "base/utc.h"

enum { SCALES_MAX_BYTES = 1 << 26 };

const struct tingle_scale *scale_find(const char *id)
{
    for (size_t i = 0; i < scale_count; i++)
        if (text_same(scale_table[i].id, id)) return &scale_table[i];
    return NULL;
}

/* ---------------------------------------------------------------------- storing */

static enum tingle_status check_value(const struct tingle_scale *scale, double value, struct tingle_error *err)
{
    if (isfinite(value) && value >= scale->lo && value <= scale->hi && 2 * value == floor(2 * value)) return TINGLE_OK;
    return error_set(err, TINGLE_BAD_DATA, -1, "%g is no answer to \"%s\": expected a number from %g (%s) to %g (%s), at most in halves", value,
                     scale->question, scale->lo, scale->low, scale->hi, scale->high);
}

/* The activity as it was written before, where it was; and that there are no more than three on the day. */
static enum tingle_status settle_activity(struct journal_scale_answer *answer, struct journal *j, struct tingle_error *err)
{
    struct journal_records *records = NULL;
    size_t others = 0;
    enum tingle_status st = journal_records_read(&records, j, err);
    for (size_t i = 0; !st && i < records->answers; i++) {
        const struct journal_scale_answer *a = &records->answer[i];
        if (strcmp(a->scale, answer->scale) != 0) continue;
        if (text_same(a->item, answer->item)) text_copy(answer->item, sizeof answer->item, a->item);
        else if (strcmp(a->day, answer->day) == 0) others++;
    }
    journal_records_free(records);
    if (!st && others >= TINGLE_SCALE_ACTIVITIES)
        st = error_set(err, TINGLE_BAD_DATA, -1, "there are %d activities on %s already; `tingle scales --forget %s` to begin that day again", TINGLE_SCALE_ACTIVITIES,
                       answer->day, answer->day);
    return st;
}

static enum tingle_status check_activity(const struct tingle_scale *scale, const char *activity, struct tingle_error *err)
{
    size_t n = activity ? strlen(activity) : 0;
    if (!scale->activities && n) return error_set(err, TINGLE_BAD_DATA, -1, "\"%s\" is one question and has no activities", scale->name);
    if (scale->activities && !n) return error_set(err, TINGLE_BAD_DATA, -1, "\"%s\" needs an activity of your own, such as \"run for an hour\"", scale->name);
    if (n >= RECORD_TEXT || (n && !text_is_line(activity, n)))
        return error_set(err, TINGLE_BAD_DATA, -1, "an activity is one line of at most %d bytes", RECORD_TEXT - 1);
    return TINGLE_OK;
}

enum tingle_status scale_store(struct journal *j, const char *scale, const char *activity, const char *day, double value, struct tingle_error *err)
{
    const struct tingle_scale *s = scale_find(scale);
    struct journal_scale_answer answer = {.value = value};
    char today[UTC_TEXT_SIZE];
    enum tingle_status st;
    if (!s) return error_set(err, TINGLE_BAD_DATA, -1, "there is no scale \"%.40s\"; there are nrs, psfs and groc", scale);
    utc_day_text(today, utc_now());
    st = check_value(s, value, err);
    if (!st) st = check_activity(s, activity, err);
    if (!st && day) st = day_said_check(day, err);
    if (st) return st;
    text_copy(answer.day, sizeof answer.day, day ? day : today);
    text_copy(answer.scale, sizeof answer.scale, s->id);
    if (activity) text_copy(answer.item, sizeof answer.item, activity);
    if (s->activities) st = settle_activity(&answer, j, err);
    return st ? st : journal_scale_answer_store(j, &answer, err);
}

enum tingle_status scales_forget(struct journal *j, const char *day, struct tingle_error *err)
{
    struct journal_scale_answer answer = {0};
    text_copy(answer.day, sizeof answer.day, day);
    return journal_scale_answer_remove(j, &answer, err);
}

/* ---------------------------------------------------------------------- series */

struct building {
    struct tingle_scales shown;
    struct arena arena;
    struct tingle_scale_series *series;
    size_t room;
    bool no_memory;
};

static const char *keep(struct building *b, const char *text)
{
    const char *kept = arena_text(&b->arena, text, strlen(text));
    if (!kept) b->no_memory = true;
    return kept ? kept : "";
}

static enum tingle_scale_verdict verdict_of(const struct tingle_scale *scale, double change)
{
    if (isnan(change)) return TINGLE_SCALE_FIRST;
    if (fabs(change) < scale->least - 1e-9) return TINGLE_SCALE_SAME; /* means of thirds are not exact */
    return (change > 0) == scale->up_is_better ? TINGLE_SCALE_BETTER : TINGLE_SCALE_WORSE;
}

static void judge(struct tingle_scale_series *s)
{
    double last = s->answer[s->answers - 1].value, change;
    bool several = s->answers > 1 && !s->scale->is_change;
    s->since_first = several ? last - s->answer[0].value : (double)NAN;
    s->since_last = several ? last - s->answer[s->answers - 2].value : (double)NAN;
    change = s->scale->is_change ? last : s->since_first;
    if (*s->activity) return;
    s->verdict = verdict_of(s->scale, change);
    s->verdict_last = verdict_of(s->scale, s->scale->is_change ? last : s->since_last);
    s->large = fabs(change) >= s->scale->large - 1e-9;
}

static struct tingle_scale_series *series_new(struct building *b, const struct tingle_scale *scale, const char *activity)
{
    if (!arena_room(&b->arena, &b->series, b->shown.count, &b->room, sizeof *b->series)) return NULL;
    b->series[b->shown.count] = (struct tingle_scale_series){.scale = scale, .activity = activity};
    return &b->series[b->shown.count++];
}

/* The answers to one question, by day. */
static enum tingle_status add_series(struct building *b, const struct journal_records *r, const struct tingle_scale *scale, const char *item,
                                     struct tingle_error *err)
{
    struct tingle_scale_answer *answer = NULL;
    struct tingle_scale_series *s;
    size_t n = 0, room = 0;
    for (size_t i = 0; i < r->answers; i++) {
        const struct journal_scale_answer *a = &r->answer[i];
        if (strcmp(a->scale, scale->id) != 0 || strcmp(a->item, item) != 0) continue;
        if (!arena_room(&b->arena, &answer, n, &room, sizeof *answer)) return error_no_memory(err, "the questionnaires");
        answer[n++] = (struct tingle_scale_answer){keep(b, a->day), a->value};
    }
    if (n == 0) return TINGLE_OK;
    s = series_new(b, scale, keep(b, item));
    if (!s) return error_no_memory(err, "the questionnaires");
    s->answer = answer;
    s->answers = n;
    judge(s);
    return TINGLE_OK;
}

/* The activities of the last day on which there were any. */
static void find_activities(struct building *b, const struct journal_records *r, const struct tingle_scale *scale)
{
    const char *last = NULL;
    for (size_t i = 0; i < r->answers; i++)
        if (strcmp(r->answer[i].scale, scale->id) == 0) last = r->answer[i].day;
    for (size_t i = 0; last && i < r->answers; i++) {
        const struct journal_scale_answer *a = &r->answer[i];
        if (strcmp(a->scale, scale->id) == 0 && strcmp(a->day, last) == 0 && b->shown.activities < TINGLE_SCALE_ACTIVITIES)
            b->shown.activity[b->shown.activities++] = keep(b, a->item);
    }
}

/* Sum of the current activities on a day; false when one of them was not answered then. */
static bool sum_of_day(const struct building *b, const struct journal_records *r, const struct tingle_scale *scale, const char *day, double *sum)
{
    size_t found = 0;
    *sum = 0;
    for (size_t i = 0; i < r->answers; i++) {
        const struct journal_scale_answer *a = &r->answer[i];
        if (strcmp(a->scale, scale->id) != 0 || strcmp(a->day, day) != 0) continue;
        for (size_t k = 0; k < b->shown.activities; k++) {
            if (strcmp(a->item, b->shown.activity[k]) != 0) continue;
            found++;
            *sum += a->value;
        }
    }
    return found == b->shown.activities;
}

static enum tingle_status add_mean(struct building *b, const struct journal_records *r, const struct tingle_scale *scale, struct tingle_error *err)
{
    struct tingle_scale_answer *answer = NULL;
    struct tingle_scale_series *s;
    size_t n = 0, room = 0;
    const char *day = "";
    double sum;
    if (b->shown.activities == 0) return TINGLE_OK;
    for (size_t i = 0; i < r->answers; i++) {
        const struct journal_scale_answer *a = &r->answer[i];
        if (strcmp(a->scale, scale->id) != 0 || strcmp(a->day, day) == 0) continue;
        day = a->day;
        if (!sum_of_day(b, r, scale, day, &sum)) continue;
        if (!arena_room(&b->arena, &answer, n, &room, sizeof *answer)) return error_no_memory(err, "the questionnaires");
        answer[n++] = (struct tingle_scale_answer){keep(b, day), sum / (double)b->shown.activities};
    }
    s = series_new(b, scale, "");
    if (!s) return error_no_memory(err, "the questionnaires");
    s->is_mean = true;
    s->answer = answer;
    s->answers = n;
    judge(s);
    return TINGLE_OK;
}

static enum tingle_status add_activities(struct building *b, const struct journal_records *r, const struct tingle_scale *scale, struct tingle_error *err)
{
    enum tingle_status st;
    find_activities(b, r, scale);
    st = add_mean(b, r, scale, err);
    for (size_t i = 0; !st && i < b->shown.activities; i++) st = add_series(b, r, scale, b->shown.activity[i], err);
    return st;
}

enum tingle_status scales_read(struct tingle_scales **out, struct journal *j, struct tingle_error *err)
{
    struct journal_records *records = NULL;
    struct building *b = alloc_array(1, sizeof *b);
    enum tingle_status st = b ? TINGLE_OK : error_no_memory(err, "the questionnaires");
    *out = NULL;
    if (st) return st;
    arena_init(&b->arena, SCALES_MAX_BYTES);
    if (j) st = journal_records_read(&records, j, err);
    for (size_t i = 0; !st && records && i < scale_count; i++) {
        if (scale_table[i].activities) st = add_activities(b, records, &scale_table[i], err);
        else st = add_series(b, records, &scale_table[i], "", err);
    }
    journal_records_free(records);
    if (!st && b->no_memory) st = error_no_memory(err, "the questionnaires");
    b->shown.series = b->series;
    if (st) scales_free(&b->shown);
    else *out = &b->shown;
    return st;
}

void scales_free(struct tingle_scales *scales)
{
    struct building *b = (struct building *)scales;
    if (!b) return;
    arena_release(&b->arena);
    free(b);
}
