/* Questionnaires in words. */
#include "report/scales_report.h"

#include <math.h>
#include <stdio.h>

#include "report/json.h"

/* At most one decimal, no ".0". */
static void add_number(struct buffer *out, double value, bool signed_)
{
    char text[32];
    bool whole = fabs(value - round(value)) < 0.05;
    snprintf(text, sizeof text, signed_ ? "%+.*f" : "%.*f", whole ? 0 : 1, value == 0 ? 0.0 : value);
    buffer_add_text(out, text);
}

static const char *verdict_words(enum tingle_scale_verdict verdict, bool large)
{
    switch (verdict) {
    case TINGLE_SCALE_BETTER: return large ? "a large change for the better" : "a meaningful change for the better";
    case TINGLE_SCALE_WORSE: return large ? "a large change for the worse" : "a meaningful change for the worse";
    case TINGLE_SCALE_SAME: return "less than a meaningful change";
    case TINGLE_SCALE_FIRST: break;
    }
    return "";
}

static void add_change(struct buffer *out, const struct tingle_scale_series *s, double change, const char *since)
{
    if (change == 0) buffer_printf(out, ", the same as on %s", since);
    else {
        buffer_add_text(out, ", ");
        add_number(out, fabs(change), false);
        buffer_printf(out, " %s than on %s", change < 0 ? "less" : "more", since);
    }
    if (!*s->activity && change != 0) buffer_printf(out, ": %s", verdict_words(s->verdict, s->large));
}

void scale_words(struct buffer *out, const struct tingle_scale_series *s)
{
    const struct tingle_scale_answer *last = &s->answer[s->answers - 1];
    add_number(out, last->value, s->scale->is_change);
    if (s->scale->is_change) buffer_printf(out, " of %+.0f to %+.0f", s->scale->lo, s->scale->hi);
    else buffer_printf(out, " of %.0f", s->scale->hi);
    buffer_printf(out, " on %s", last->day);
    if (s->scale->is_change) buffer_printf(out, ": %s", verdict_words(s->verdict, s->large));
    else if (s->answers > 1) add_change(out, s, s->since_first, s->answer[0].day);
}

static void add_since_last(struct buffer *out, const struct tingle_scale_series *s)
{
    const struct tingle_scale_answer *before = &s->answer[s->answers < 2 ? 0 : s->answers - 2];
    if (s->answers < 3 || s->scale->is_change) return;
    buffer_add_text(out, "; ");
    add_number(out, s->since_last, true);
    buffer_printf(out, " since %s", before->day);
    if (!*s->activity && s->verdict_last != TINGLE_SCALE_SAME) buffer_printf(out, " (%s)", verdict_words(s->verdict_last, false));
}

static void add_series(struct buffer *out, const struct tingle_scale_series *s, const struct term *term)
{
    struct buffer line;
    buffer_init(&line, 4096);
    if (*s->activity) buffer_printf(&line, "%s: ", s->activity);
    else if (s->is_mean) buffer_add_text(&line, "mean: ");
    scale_words(&line, s);
    add_since_last(&line, s);
    buffer_add_text(out, "  ");
    term_add_wrapped(out, buffer_text(&line), 2, 4, (size_t)term->width);
    buffer_release(&line);
}

static void add_caution(struct buffer *out, const struct tingle_scale *scale, const struct term *term)
{
    buffer_add_text(out, "  ");
    term_add_wrapped(out, scale->caution, 2, 2, (size_t)term->width);
}

void scales_text(struct buffer *out, const struct tingle_scales *scales, const struct term *term)
{
    const struct tingle_scale *last = NULL;
    if (scales->count == 0) {
        term_add_folded(out, "No answers yet. `tingle scales answer` asks: the worst numbness, three things of your own, and the change as a whole.\n",
                        term->is_terminal ? (size_t)term->width : SIZE_MAX);
        return;
    }
    for (size_t i = 0; i < scales->count; i++) {
        const struct tingle_scale_series *s = &scales->series[i];
        if (s->scale != last) {
            if (last) add_caution(out, last, term);
            term_add_heading(out, term, s->scale->name);
        }
        last = s->scale;
        add_series(out, s, term);
    }
    if (last) add_caution(out, last, term);
}

static void series_json(struct json *j, const struct tingle_scale_series *s)
{
    json_begin_object(j, NULL);
    json_text(j, "scale", s->scale->id);
    json_text(j, "name", s->scale->name);
    json_text(j, "activity", *s->activity ? s->activity : NULL);
    json_bool(j, "mean", s->is_mean);
    json_begin_array(j, "answers");
    for (size_t i = 0; i < s->answers; i++) {
        json_begin_object(j, NULL);
        json_text(j, "day", s->answer[i].day);
        json_number(j, "value", s->answer[i].value);
        json_end(j);
    }
    json_end(j);
    json_number(j, "since_first", s->since_first);
    json_number(j, "since_last", s->since_last);
    json_text(j, "verdict", tingle_scale_verdict_name(s->verdict));
    json_text(j, "verdict_last", tingle_scale_verdict_name(s->verdict_last));
    json_bool(j, "large", s->large);
    json_number(j, "least", s->scale->least);
    json_text(j, "caution", s->scale->caution);
    json_end(j);
}

void scales_json(struct buffer *out, const struct tingle_scales *scales)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_begin_array(&j, "series");
    for (size_t i = 0; i < scales->count; i++) series_json(&j, &scales->series[i]);
    json_end(&j);
    json_begin_array(&j, "activities");
    for (size_t i = 0; i < scales->activities; i++) json_text(&j, NULL, scales->activity[i]);
    json_end(&j);
    json_end(&j);
}
