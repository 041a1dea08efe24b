/* What a watch file holds. */
#include "report/recording_report.h"

#include <math.h>

#include "base/csv.h"
#include "report/units.h"

enum { LABEL_COLUMNS = 13 };

static const char *known(const char *text) { return text && *text ? text : NULL; }

void repairs_json(struct json *j, const struct tingle_repair *repair, size_t repairs)
{
    json_begin_array(j, "repairs");
    for (size_t i = 0; i < repairs; i++) {
        json_begin_object(j, NULL);
        json_text(j, "code", repair[i].code);
        json_whole(j, "offset", repair[i].offset);
        json_whole(j, "count", (int64_t)repair[i].count);
        json_text(j, "message", repair[i].message);
        json_end(j);
    }
    json_end(j);
}

/* {name: count} of the columns that have any. */
static void counts_json(struct json *j, const char *key, const struct tingle_recording *r,
                        bool before_masking)
{
    json_begin_object(j, key);
    for (size_t i = 0; i < r->columns; i++) {
        size_t n = before_masking ? r->column[i].valid : r->column[i].used;
        if (n) json_whole(j, r->column[i].name, (int64_t)n);
    }
    json_end(j);
}

void recording_json(struct buffer *out, const struct tingle_recording *r, const char *path)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    if (path) json_text(&j, "path", path);
    json_text(&j, "format", r->format);
    json_text(&j, "kind", r->kind);
    json_text(&j, "sport", r->sport);
    json_text(&j, "sub_sport", r->sub_sport);
    json_begin_object(&j, "device");
    json_text(&j, "manufacturer", known(r->manufacturer));
    json_text(&j, "product", known(r->product));
    json_end(&j);
    json_text(&j, "start_utc", known(r->start_utc));
    json_number(&j, "elapsed_s", r->elapsed_s);
    json_number(&j, "timer_s", r->timer_s);
    json_number(&j, "distance_m", r->distance_m);
    json_whole(&j, "samples", (int64_t)r->samples);
    counts_json(&j, "columns", r, true);
    counts_json(&j, "used", r, false);
    json_whole(&j, "merged", (int64_t)r->merged);
    json_whole(&j, "laps", (int64_t)r->laps);
    json_whole(&j, "sessions", (int64_t)r->sessions);
    json_whole(&j, "chained", (int64_t)r->chained);
    json_bool(&j, "crc_ok", r->crc_ok);
    repairs_json(&j, r->repair, r->repairs);
    json_end(&j);
}

void recording_json_error(struct buffer *out, const char *path, const char *message)
{
    struct json j;
    json_init(&j, out);
    json_begin_object(&j, NULL);
    json_text(&j, "path", path);
    json_text(&j, "error", message);
    json_end(&j);
}

void recording_csv(struct buffer *out, const struct tingle_recording *r)
{
    csv_add(out, true, "time_s");
    for (size_t i = 0; i < r->columns; i++)
        if (r->column[i].value) csv_add(out, false, r->column[i].name);
    csv_end_row(out);
    for (size_t row = 0; row < r->rows; row++) {
        csv_add_number(out, true, r->time_s[row]);
        for (size_t i = 0; i < r->columns; i++)
            if (r->column[i].value) csv_add_number(out, false, r->column[i].value[row]);
        csv_end_row(out);
    }
}

static void add_columns(struct buffer *out, const struct tingle_recording *r, const struct term *term)
{
    struct buffer list;
    buffer_init(&list, 1 << 20);
    for (size_t i = 0; i < r->columns; i++)
        if (r->column[i].used) buffer_printf(&list, " %s (%zu)", r->column[i].name, r->column[i].used);
    buffer_printf(out, "%-*s", LABEL_COLUMNS, "  columns");
    term_add_wrapped(out, buffer_text(&list), LABEL_COLUMNS, LABEL_COLUMNS, (size_t)term->width);
    buffer_release(&list);
}

void recording_text(struct buffer *out, const struct tingle_recording *r, const char *path,
                    const struct term *term)
{
    buffer_printf(out, "%s: %s %s", path, r->format, r->kind);
    if (known(r->sport)) buffer_printf(out, ", %s", r->sport);
    if (known(r->sub_sport)) buffer_printf(out, " (%s)", r->sub_sport);
    buffer_printf(out, "\n  start      %s\n  time       ", known(r->start_utc) ? r->start_utc : "-");
    units_add_duration(out, r->elapsed_s);
    buffer_add_text(out, ", timer ");
    units_add_duration(out, r->timer_s);
    buffer_add_text(out, "\n  distance   ");
    units_add_km(out, r->distance_m);
    buffer_printf(out, "\n  device     %s %s\n", known(r->manufacturer) ? r->manufacturer : "-", r->product);
    buffer_printf(out, "  samples    %zu in %zu laps and %zu sessions\n", r->samples, r->laps, r->sessions);
    add_columns(out, r, term);
    for (size_t i = 0; i < r->repairs; i++)
        buffer_printf(out, "  repaired   %s at byte %lld%s: %s\n", r->repair[i].code,
                      (long long)r->repair[i].offset, r->repair[i].count > 1 ? " and after" : "", r->repair[i].message);
}
