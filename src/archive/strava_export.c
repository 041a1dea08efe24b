/* activities.csv and shoes.csv of Strava's bulk export, in whatever language the account is. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "archive/export_build.h"
#include "archive/export_catalogue.h"
#include "archive/local_date.h"
#include "base/csv.h"
#include "base/text.h"

/* Where things stand; -1 where the table has them not. The columns of the first block that are in the account's units
 * are of no use. */
struct strava_columns {
    int id, date, name, type, description, note, gear, file, elapsed, moving, distance, weather;
};

/* What the whole table says before a row is taken. */
struct strava_survey {
    struct date_order order;
    size_t files[CSV_MAX_COLUMNS]; /* fields that look like the file of an activity, by column */
};

/* Distances from the second column of elapsed time, which stands in every table: ..., [note,] gear, file, weight,
 * bike weight, ELAPSED TIME, moving time, distance, ..., commute, ..., weather temperature. */
enum { GEAR_BACK = 4, FILE_BACK = 3, NOTE_BACK = 5, COMMUTE_AHEAD = 35, WEATHER_AHEAD = 41 };
/* Columns of the first block, the same in every table; a private note has column 10 only where the file has 12. */
enum { ID = 0, DATE = 1, NAME = 2, TYPE = 3, DESCRIPTION = 4, ELAPSED = 5, DISTANCE = 6, FILE_WITH_NOTE = 12 };

/* Taken for degrees Celsius, as the block is metric throughout [J]. */
static const double WEATHER_MIN_C = -60, WEATHER_MAX_C = 60;

static bool find_english(const struct csv *csv, struct strava_columns *k)
{
    int elapsed = csv_last_column(csv, "Elapsed Time"), distance = csv_last_column(csv, "Distance");
    k->id = csv_column(csv, "Activity ID");
    k->date = csv_column(csv, "Activity Date");
    if (k->id < 0 || k->date < 0) return false;
    k->name = csv_column(csv, "Activity Name");
    k->type = csv_column(csv, "Activity Type");
    k->description = csv_column(csv, "Activity Description");
    k->note = csv_column(csv, "Activity Private Note");
    k->gear = csv_column(csv, "Activity Gear");
    k->file = csv_column(csv, "Filename");
    k->elapsed = elapsed;
    k->moving = csv_last_column(csv, "Moving Time");
    k->distance = distance != csv_column(csv, "Distance") ? distance : -1;
    k->weather = csv_last_column(csv, "Weather Temperature");
    return true;
}

/* The heading of a column once more, further right: its index, or -1. */
static int repeated(const struct csv *csv, int column)
{
    int last = column < (int)csv->columns && *csv->header[column] ? csv_last_column(csv, csv->header[column]) : -1;
    return last > column ? last : -1;
}

/* By the order of the columns: five headings stand there twice in every language, and where elapsed time does again
 * the second block begins. */
static bool find_by_order(const struct csv *csv, struct strava_columns *k)
{
    int second = repeated(csv, ELAPSED), weather = second + WEATHER_AHEAD;
    if (second < 0 || repeated(csv, DISTANCE) != second + 2 || second - GEAR_BACK <= DISTANCE) return false;
    *k = (struct strava_columns){.id = ID, .date = DATE, .name = NAME, .type = TYPE, .description = DESCRIPTION,
                                 .note = -1, .gear = second - GEAR_BACK, .file = second - FILE_BACK, .elapsed = second,
                                 .moving = second + 1, .distance = second + 2, .weather = -1};
    if (k->file >= FILE_WITH_NOTE && repeated(csv, second - NOTE_BACK) < 0) k->note = second - NOTE_BACK;
    for (int i = DISTANCE + 1; i < k->file; i++)
        if (repeated(csv, i) == second + COMMUTE_AHEAD && weather < (int)csv->columns) k->weather = weather;
    return true;
}

/* The columns that every table has; the file is found by what stands in it. */
static const struct strava_columns first_ones = {.id = ID, .date = DATE, .name = NAME, .type = TYPE, .description = -1, .note = -1,
                                                 .gear = -1, .file = -1, .elapsed = -1, .moving = -1, .distance = -1, .weather = -1};

static bool looks_like_file(const char *text)
{
    return strncmp(text, "activities/", 11) == 0 && strlen(text) < 256 && !strpbrk(text, " \n");
}

/* Looks at every row: the order of day and month, and where files are named. */
static void survey_rows(struct csv *csv, const struct strava_columns *k, struct strava_survey *survey)
{
    struct local_date date;
    for (bool got = true; got;) {
        if (csv_next(csv, &got, NULL) || !got) continue;
        if (local_date_read(csv_text(csv, k->date), &date)) date_order_see(&survey->order, &date);
        for (size_t i = 0; i < csv->columns; i++) survey->files[i] += looks_like_file(csv->field[i]);
    }
}

/* Files named somewhere tell more than the order of the columns. False when this is no such table. */
static bool settle_file(const struct strava_survey *survey, size_t columns, bool known, struct strava_columns *k)
{
    size_t best = 0;
    for (size_t i = 1; i < columns; i++)
        if (survey->files[i] > survey->files[best]) best = i;
    if (survey->files[best] > (k->file >= 0 ? survey->files[k->file] : 0)) k->file = (int)best;
    return known || survey->files[best] > 0;
}

static enum tingle_status not_strava(const char *path, const char *what, struct tingle_error *err)
{
    return error_set(err, TINGLE_BAD_DATA, 1,
                     "%s: not the %s of a Strava export: its columns are others; take the file as it is in the export", path, what);
}

static enum tingle_status survey(struct bytes view, const char *path, struct strava_columns *k, bool *month_first,
                                 struct tingle_error *err)
{
    struct strava_survey s = {0};
    struct csv csv;
    bool known;
    enum tingle_status st = csv_open_loose(&csv, view, path, err);
    if (st) return st;
    known = find_english(&csv, k) || find_by_order(&csv, k);
    if (!known) *k = first_ones;
    if (!known && csv.columns <= TYPE) st = not_strava(path, "activities.csv", err);
    if (!st) survey_rows(&csv, k, &s);
    if (!st && !settle_file(&s, csv.columns, known, k)) st = not_strava(path, "activities.csv", err);
    *month_first = date_order_month_first(&s.order);
    csv_release(&csv);
    return st;
}

/* The number of a field of the second block; NaN for anything else, also for a decimal comma: whose unit that is
 * nobody says. */
static double number_in(const struct csv *csv, int column, double lo, double hi)
{
    const char *text = csv_text(csv, column);
    double value;
    return text_to_double(text, strlen(text), &value) && value >= lo && value <= hi ? value : NAN;
}

static const char *text_in(struct export_catalogue *c, const struct csv *csv, int column, enum export_text_kind kind)
{
    const char *text = csv_text(csv, column);
    return export_text(c, text, strlen(text), kind);
}

static void take_type(struct export_entry *e, const struct csv *csv, int column)
{
    char word[64];
    const char *text = csv_text(csv, column);
    if (strlen(text) >= sizeof word) return;
    memcpy(word, text, strlen(text) + 1);
    e->is_run = export_sport_is_run(EXPORT_STRAVA, text_trim(word));
    e->is_other = export_sport_is_other(EXPORT_STRAVA, text_trim(word));
}

static enum tingle_status take_row(struct export_catalogue *c, const struct csv *csv, const struct strava_columns *k,
                                   bool month_first, struct tingle_error *err)
{
    struct export_entry e = export_entry_empty(EXPORT_STRAVA);
    struct local_date date;
    if (local_date_read(csv_text(csv, k->date), &date)) e.start_unix_s = local_date_unix_s(&date, month_first);
    e.elapsed_s = number_in(csv, k->elapsed, 0, 1e9);
    e.moving_s = number_in(csv, k->moving, 0, 1e9);
    e.distance_m = number_in(csv, k->distance, 0, 1e9);
    e.weather_c = number_in(csv, k->weather, WEATHER_MIN_C, WEATHER_MAX_C);
    take_type(&e, csv, k->type);
    e.id = text_in(c, csv, k->id, EXPORT_TEXT_LINE);
    e.file = export_file_beside(c, csv->name, csv_text(csv, k->file));
    e.title = text_in(c, csv, k->name, EXPORT_TEXT_LINE);
    e.description = text_in(c, csv, k->description, EXPORT_TEXT_BLOCK);
    e.private_note = text_in(c, csv, k->note, EXPORT_TEXT_BLOCK);
    e.gear = text_in(c, csv, k->gear, EXPORT_TEXT_LINE);
    if (!e.id || !e.file || !e.title || !e.description || !e.private_note || !e.gear) return export_no_room(c, csv->name, err);
    return export_entry_add(c, &e, csv->name, err);
}

/* A row without the number of its activity is none. */
static bool row_has_id(const struct csv *csv, const struct strava_columns *k)
{
    const char *text = csv_text(csv, k->id);
    int64_t id;
    return text_to_int(text, strlen(text), 1, INT64_MAX, &id);
}

static void add_odd_row(struct export_catalogue *c, const struct csv *csv)
{
    char message[sizeof c->odd];
    snprintf(message, sizeof message, "%s: line %lld: no activity ID in the first column", csv->name, (long long)csv->line);
    export_odd_add(c, message);
}

enum tingle_status strava_activities_read(struct export_catalogue *c, struct bytes view, const char *path,
                                          struct tingle_error *err)
{
    struct strava_columns k;
    struct tingle_error why;
    struct csv csv = {0};
    bool month_first, got = true;
    enum tingle_status st = survey(view, path, &k, &month_first, err);
    if (!st) st = csv_open_loose(&csv, view, path, err);
    while (!st && got) {
        enum tingle_status row = csv_next(&csv, &got, &why);
        if (row) export_odd_add(c, why.message);
        else if (got && !row_has_id(&csv, &k)) add_odd_row(c, &csv);
        else if (got) st = take_row(c, &csv, &k, month_first, err);
    }
    csv_release(&csv);
    return st;
}

static enum tingle_status take_shoe(struct export_catalogue *c, const struct csv *csv, struct tingle_error *err)
{
    struct export_shoe shoe = {.name = text_in(c, csv, 0, EXPORT_TEXT_LINE), .brand = text_in(c, csv, 1, EXPORT_TEXT_LINE),
                               .model = text_in(c, csv, 2, EXPORT_TEXT_LINE)};
    if (!shoe.name || !shoe.brand || !shoe.model) return export_no_room(c, csv->name, err);
    if (!*shoe.name && !*shoe.brand && !*shoe.model) return TINGLE_OK;
    return export_shoe_add(c, &shoe, csv->name, err);
}

enum tingle_status strava_shoes_read(struct export_catalogue *c, struct bytes view, const char *path,
                                     struct tingle_error *err)
{
    struct tingle_error why;
    struct csv csv;
    bool got = true;
    enum tingle_status st = csv_open_loose(&csv, view, path, err);
    if (st) return st;
    if (csv.columns < 3 || csv.columns > 6) st = not_strava(path, "shoes.csv", err);
    while (!st && got) {
        enum tingle_status row = csv_next(&csv, &got, &why);
        if (row) export_odd_add(c, why.message);
        else if (got) st = take_shoe(c, &csv, err);
    }
    csv_release(&csv);
    return st;
}
