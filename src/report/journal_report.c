/* Runs, shoes, and the health of the journal. */
#include "report/journal_report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/utc.h"
#include "report/json.h"
#include "report/told_report.h"
#include "report/units.h"

/* From here on the pressure under the midfoot was measured to be half as much again (evidence.md 3.5). */
enum { WEAR_KM = 700 };
enum { TIME_COLUMNS = 17, SHOE_COLUMNS = 24 };

static const char *known(const char *text) { return text && *text ? text : NULL; }

/* --- runs ------------------------------------------------------------------------------------ */

size_t runs_first_shown(const struct tingle_run_list *list, size_t count)
{
    return count && count < list->runs ? list->runs - count : 0;
}

static const char *felt_key(enum tingle_felt felt)
{
    return felt == TINGLE_NUMB ? "numb" : felt == TINGLE_FINE ? "fine" : NULL;
}

static void run_json(struct json *j, const struct tingle_run *r, const struct tingle_run_sources *sources)
{
    char start[UTC_TEXT_SIZE], local[UTC_TEXT_SIZE];
    utc_text(start, (int64_t)floor(r->start_unix_s));
    utc_text_local(local, (int64_t)floor(r->start_unix_s), r->utc_offset_s);
    json_begin_object(j, NULL);
    json_whole(j, "id", r->id);
    json_text(j, "start_utc", start);
    json_text(j, "start_local", local);
    json_number(j, "elapsed_s", r->elapsed_s);
    json_number(j, "moving_s", r->moving_s);
    json_number(j, "distance_m", r->distance_m);
    json_text(j, "sport", known(r->sport));
    json_text(j, "title", known(r->title));
    json_text(j, "device", known(r->device));
    json_text(j, "shoe", known(r->shoe));
    json_text(j, "felt", felt_key(r->felt));
    json_whole(j, "sources", (int64_t)r->sources);
    if (sources) sources_json(j, sources);
    json_end(j);
}

void runs_json(struct buffer *out, const struct tingle_run_list *list, struct tingle_run_sources *const *sources, size_t count)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_begin_array(&j, "runs");
    for (size_t i = runs_first_shown(list, count); i < list->runs; i++) run_json(&j, &list->run[i], sources ? sources[i] : NULL);
    json_end(&j);
    json_bool(&j, "simulated", list->simulated);
    json_end(&j);
}

void run_words(struct buffer *out, const struct tingle_run *run)
{
    buffer_printf(out, "run %lld of ", (long long)run->id);
    units_add_local_time(out, run->start_unix_s, run->utc_offset_s);
    buffer_add_text(out, ", ");
    units_add_km(out, run->distance_m);
    buffer_add_text(out, " in ");
    units_add_duration(out, run->moving_s);
}

static void add_run(struct buffer *out, const struct tingle_run *r, const struct term *term)
{
    const char *felt = felt_key(r->felt);
    struct buffer cell;
    buffer_init(&cell, 200);
    buffer_printf(out, "%5lld  ", (long long)r->id);
    units_add_local_time(&cell, r->start_unix_s, r->utc_offset_s);
    term_add_padded(out, buffer_text(&cell), TIME_COLUMNS);
    buffer_clear(&cell);
    units_add_km(&cell, r->distance_m);
    buffer_printf(out, " %9s", buffer_text(&cell));
    buffer_clear(&cell);
    units_add_duration(&cell, r->moving_s);
    buffer_printf(out, " %9s  ", buffer_text(&cell));
    if (term->colour && r->felt == TINGLE_NUMB) buffer_add_text(out, "\033[33m");
    term_add_padded(out, felt ? felt : "-", 6);
    if (term->colour && r->felt == TINGLE_NUMB) buffer_add_text(out, "\033[0m");
    if (known(r->title)) {
        term_add_padded(out, known(r->shoe) ? r->shoe : "-", SHOE_COLUMNS);
        buffer_printf(out, "  %s\n", r->title);
    } else {
        buffer_printf(out, "%s\n", known(r->shoe) ? r->shoe : "-");
    }
    buffer_release(&cell);
}

void runs_text(struct buffer *out, const struct tingle_run_list *list, struct tingle_run_sources *const *sources, size_t count,
               const struct term *term)
{
    size_t first = runs_first_shown(list, count);
    if (list->runs == 0) {
        buffer_add_text(out, "No runs yet. Start with `tingle import` and the folder of your watch.\n");
        return;
    }
    if (list->simulated) buffer_add_text(out, "A simulated runner, not a real one.\n");
    term_add_heading(out, term, "  run  start              distance    moving  felt  shoe");
    for (size_t i = first; i < list->runs; i++) {
        add_run(out, &list->run[i], term);
        if (sources) sources_text(out, sources[i], term);
    }
    if (first) buffer_printf(out, "%zu earlier runs: `tingle runs --all`\n", first);
}

/* --- shoes ----------------------------------------------------------------------------------- */

void shoes_json(struct buffer *out, const struct tingle_shoe_list *list)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_begin_array(&j, "shoes");
    for (size_t i = 0; i < list->shoes; i++) {
        const struct tingle_shoe *s = &list->shoe[i];
        json_begin_object(&j, NULL);
        json_text(&j, "name", s->name);
        json_text(&j, "brand", known(s->brand));
        json_text(&j, "model", known(s->model));
        json_text(&j, "size", known(s->size));
        json_text(&j, "size_system", known(s->size_system));
        json_text(&j, "width_label", known(s->width_label));
        json_number(&j, "insole_length_mm", s->insole_length_mm);
        json_number(&j, "width_mm", s->width_mm);
        json_number(&j, "ball_mm", s->ball_mm);
        json_text(&j, "toe_shape", known(s->toe_shape));
        json_text(&j, "toe_depth", known(s->toe_depth));
        json_text(&j, "upper", known(s->upper));
        json_number(&j, "stack_heel_mm", s->stack_heel_mm);
        json_number(&j, "stack_forefoot_mm", s->stack_forefoot_mm);
        json_number(&j, "drop_mm", s->drop_mm);
        json_text(&j, "cushioning", known(s->cushioning));
        json_text(&j, "cushioning_heel", known(s->cushioning_heel));
        json_text(&j, "cushioning_forefoot", known(s->cushioning_forefoot));
        json_text(&j, "insole", known(s->insole));
        json_text(&j, "arch_support", known(s->arch_support));
        json_text(&j, "laces", known(s->laces));
        json_text(&j, "lacing", known(s->lacing));
        json_text(&j, "bought", known(s->bought));
        json_text(&j, "first_used", known(s->first_used));
        json_text(&j, "retired", known(s->retired));
        json_number(&j, "start_km", s->start_km);
        json_number(&j, "km", s->km);
        json_whole(&j, "runs", (int64_t)s->runs);
        json_end(&j);
    }
    json_end(&j);
    json_end(&j);
}

void shoes_text(struct buffer *out, const struct tingle_shoe_list *list, const struct term *term)
{
    if (list->shoes == 0) {
        buffer_add_text(out, "No shoes yet. Add the pair you run in: `tingle shoes add NAME`\n");
        return;
    }
    term_add_heading(out, term, "shoe                      km  runs  since       retired");
    for (size_t i = 0; i < list->shoes; i++) {
        const struct tingle_shoe *s = &list->shoe[i];
        term_add_padded(out, s->name, SHOE_COLUMNS);
        if (isnan(s->km)) buffer_printf(out, "%4s", "-");
        else buffer_printf(out, "%4.0f", s->km);
        buffer_printf(out, "  %4zu  %-10s  %s\n", s->runs, known(s->first_used) ? s->first_used : "-",
                      known(s->retired) ? s->retired : "-");
    }
    for (size_t i = 0; i < list->shoes; i++) {
        const struct tingle_shoe *s = &list->shoe[i];
        struct buffer line;
        if (!(s->km >= WEAR_KM) || known(s->retired)) continue;
        buffer_init(&line, 1000);
        buffer_printf(&line, "%s has run %.0f km. In one study of 33 runners the pressure under the midfoot rose by half over 700 km; no study links worn "
                             "shoes to numbness.", s->name, s->km);
        term_add_wrapped(out, buffer_text(&line), 0, 0, (size_t)term->width);
        buffer_release(&line);
    }
}

enum { LABEL_COLUMNS = 21 };

static void add_text(struct buffer *out, const char *label, const char *text, const struct term *term)
{
    if (!known(text)) return;
    buffer_add_text(out, "  ");
    term_add_padded(out, label, LABEL_COLUMNS);
    term_add_wrapped(out, text, LABEL_COLUMNS + 2, LABEL_COLUMNS + 2, (size_t)term->width);
}

static void add_number(struct buffer *out, const char *label, double value, const char *unit, const struct term *term)
{
    char text[40];
    snprintf(text, sizeof text, "%.6g %s", value, unit);
    add_text(out, label, isnan(value) ? NULL : text, term);
}

void shoe_text(struct buffer *out, const struct tingle_shoe *s, const struct term *term)
{
    char runs[32];
    snprintf(runs, sizeof runs, "%zu", s->runs);
    term_add_heading(out, term, s->name);
    add_text(out, "brand", s->brand, term);
    add_text(out, "model", s->model, term);
    add_text(out, "size", s->size, term);
    add_text(out, "size system", s->size_system, term);
    add_text(out, "width label", s->width_label, term);
    add_number(out, "insole length", s->insole_length_mm, "mm", term);
    add_number(out, "width", s->width_mm, "mm", term);
    add_number(out, "heel to ball", s->ball_mm, "mm", term);
    add_text(out, "toe shape", s->toe_shape, term);
    add_text(out, "toe depth", s->toe_depth, term);
    add_text(out, "upper", s->upper, term);
    add_number(out, "stack heel", s->stack_heel_mm, "mm", term);
    add_number(out, "stack forefoot", s->stack_forefoot_mm, "mm", term);
    add_number(out, "drop", s->drop_mm, "mm", term);
    add_text(out, "cushioning", s->cushioning, term);
    add_text(out, "cushioning heel", s->cushioning_heel, term);
    add_text(out, "cushioning forefoot", s->cushioning_forefoot, term);
    add_text(out, "insole", s->insole, term);
    add_text(out, "arch support", s->arch_support, term);
    add_text(out, "laces", s->laces, term);
    add_text(out, "lacing", s->lacing, term);
    add_text(out, "bought", s->bought, term);
    add_text(out, "first used", s->first_used, term);
    add_text(out, "retired", s->retired, term);
    add_number(out, "start km", s->start_km, "km", term);
    add_number(out, "km in all", round(s->km), "km", term);
    add_text(out, "runs", runs, term);
}

/* --- check ----------------------------------------------------------------------------------- */

void check_json(struct buffer *out, const struct tingle_check_report *report)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_bool(&j, "ok", report->problems == 0);
    json_begin_array(&j, "problems");
    for (size_t i = 0; i < report->problems; i++) json_text(&j, NULL, report->problem[i]);
    json_end(&j);
    json_whole(&j, "runs", (int64_t)report->runs);
    json_whole(&j, "notes", (int64_t)report->notes);
    json_whole(&j, "originals", (int64_t)report->originals);
    json_whole(&j, "schema_version", report->schema_version);
    json_end(&j);
}

void check_text(struct buffer *out, const struct tingle_check_report *report)
{
    buffer_printf(out, "%zu runs, %zu notes, %zu original files; schema %d\n", report->runs, report->notes,
                  report->originals, report->schema_version);
    for (size_t i = 0; i < report->problems; i++) buffer_printf(out, "  problem: %s\n", report->problem[i]);
    if (report->problems) buffer_printf(out, "%zu problems\n", report->problems);
    else buffer_add_text(out, "all well\n");
}
