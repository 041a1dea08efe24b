/* What the simulated runner wrote down: notes, shoes, answers. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/csv.h"
#include "base/utc.h"
#include "foot/signs.h"
#include "simulate/simulate_write.h"

/* A whole number without a point, else one decimal; nothing for NaN. */
static void field_number(struct buffer *out, double value)
{
    if (isnan(value)) csv_add(out, false, "");
    else csv_add_number(out, false, round(value * 100) / 100);
}

static void field_yes_no(struct buffer *out, double value) { csv_add(out, false, isnan(value) ? "" : value > 0 ? "yes" : "no"); }

static void field_when(struct buffer *out, bool first, double unix_s)
{
    char text[UTC_TEXT_SIZE];
    utc_text(text, (int64_t)unix_s);
    csv_add(out, first, text);
}

static void onset_text(char out[64], const struct simulate_note *note)
{
    static const char *const word[] = {[SIMULATE_SAID_UNKNOWN] = "unknown", [SIMULATE_SAID_EARLY] = "early",
                                       [SIMULATE_SAID_MIDDLE] = "middle", [SIMULATE_SAID_LATE] = "late",
                                       [SIMULATE_SAID_STOPPED] = "stopped"};
    switch (note->onset) {
    case SIMULATE_SAID_MINUTE: snprintf(out, 64, "%.10g", note->from_min); break;
    case SIMULATE_SAID_FROM_TO: snprintf(out, 64, "%.10g-%.10g", note->from_min, note->to_min); break;
    case SIMULATE_SAID_STOPPED:
        if (isnan(note->from_min)) snprintf(out, 64, "stopped");
        else snprintf(out, 64, "stopped %.10g", note->from_min);
        break;
    default: snprintf(out, 64, "%s", word[note->onset]);
    }
}

static const char *ended_by(const struct simulate_note *note)
{
    if (note->stopped) return "stopping";
    return isnan(note->break_min) ? "" : note->break_standing ? "by-itself" : "walking";
}

/* What was felt, when and where; nothing but "fine" on a quiet run. */
static void episode_fields(struct buffer *out, const struct simulate_runner *runner, const struct simulate_run *run)
{
    enum { AFTER_FELT = 8 };
    const struct simulate_note *note = &run->note;
    char onset[64];
    csv_add(out, false, run->numb ? "numb" : "fine");
    if (!run->numb) {
        for (int i = 0; i < AFTER_FELT; i++) csv_add(out, false, "");
        return;
    }
    onset_text(onset, note);
    csv_add(out, false, note->left && note->right ? "both" : note->left ? "left" : "right");
    csv_add(out, false, runner->body.regions);
    csv_add(out, false, note->severity >= 4 ? "numb tingling" : "tingling");
    csv_add(out, false, onset);
    csv_add(out, false, ended_by(note));
    field_number(out, note->severity);
    field_number(out, note->relief_min);
    field_yes_no(out, note->stopped);
}

static void break_field(struct buffer *out, const struct simulate_note *note)
{
    char text[64] = "";
    if (!isnan(note->break_min)) snprintf(text, sizeof text, "%.1f+%.1f symptom", note->break_min, note->break_length_min);
    csv_add(out, false, text);
}

void simulate_notes_csv(struct buffer *out, const struct simulate_runner *runner)
{
    buffer_add_text(out, "start,noted_at,felt,side,regions,quality,onset,ended_by,severity,relief_min,stopped_because,shoe,lacing_left,"
                         "lacing_right,sock,foam_before,foam_after,temperature_c,why_ended,breaks,simulated\n");
    for (size_t i = 0; i < runner->run_count; i++) {
        const struct simulate_run *run = &runner->run[i];
        double end_s = (double)run->start_unix_s + run->length_s;
        if (!run->note.noted) continue;
        field_when(out, true, (double)run->start_unix_s);
        field_when(out, false, end_s + 600 + (double)(i % 7) * 300);
        episode_fields(out, runner, run);
        csv_add(out, false, runner->shoe[run->shoe].name);
        field_number(out, run->lacing);
        field_number(out, run->lacing);
        csv_add(out, false, run->sock > 0 ? "thick" : "thin");
        field_yes_no(out, run->foam);
        field_yes_no(out, run->foam_after);
        field_number(out, run->note.temperature_c);
        csv_add(out, false, run->note.stopped ? "numb" : "planned");
        break_field(out, &run->note);
        csv_add(out, false, "yes");
        csv_end_row(out);
    }
}

void simulate_shoes_csv(struct buffer *out, const struct simulate_runner *runner)
{
    double last = (double)runner->run[runner->run_count - 1].start_unix_s, first = (double)runner->run[0].start_unix_s;
    buffer_add_text(out, "name,brand,model,start_km,first_used,retired,simulated\n");
    for (int s = 0; s < SIMULATE_SHOES; s++) {
        const struct simulate_shoe *shoe = &runner->shoe[s];
        char day[UTC_TEXT_SIZE];
        csv_add(out, true, shoe->name);
        csv_add(out, false, shoe->brand);
        csv_add(out, false, shoe->model);
        field_number(out, shoe->start_km);
        utc_day_text(day, (int64_t)(first + shoe->from * (last - first)));
        csv_add(out, false, day);
        utc_day_text(day, (int64_t)(first + shoe->to * (last - first)) + 86400);
        csv_add(out, false, shoe->to < 1 ? day : "");
        csv_add(out, false, "yes");
        csv_end_row(out);
    }
}

/* All questions asked on the day of the last run, and the ordinary kind of numbness. */
void simulate_answers_json(struct buffer *out, const struct simulate_runner *runner)
{
    char day[UTC_TEXT_SIZE];
    utc_day_text(day, runner->run[runner->run_count - 1].start_unix_s);
    buffer_printf(out, "{\n  \"simulated\": true,\n  \"asked_on\": \"%s\"", day);
    for (int i = 0; i < SIGN_COUNT; i++)
        if (sign_rule[i].asked) buffer_printf(out, ",\n  \"%s\": %s", sign_rule[i].id, i == SIGN_SELF ? "true" : "false");
    buffer_add_text(out, ",\n  \"profile\": {");
    for (int i = 0; i < SIGN_FACT_COUNT; i++) buffer_printf(out, "%s\"%s\": false", i ? ", " : "", sign_fact_row[i].key);
    buffer_printf(out, "},\n  \"quiet_notes\": \"%s\"\n}\n", runner->truth.noted_quiet < runner->truth.noted_numb ? "hardly-ever" : "always");
}
