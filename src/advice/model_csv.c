/* Runs, bins and scenarios as CSV: model_csv.h. */
#include "advice/model_csv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/file_bytes.h"
#include "base/text.h"

enum { FILE_MAX_BYTES = 512 << 20, MAX_SCENARIO_BINS = 24 * 60, MAX_SCENARIOS = 256 };

static const double minutes_max = 48.0 * 60.0, value_max = 1e6;

static enum tingle_status open_csv(struct csv *csv, struct file_bytes *file, const char *path, struct tingle_error *err)
{
    enum tingle_status st = file_read(file, path, FILE_MAX_BYTES, err);
    return st ? st : csv_open(csv, file_view(file), path, err);
}

/* A number that must be there. */
static enum tingle_status need_number(const struct csv *csv, int column, double lo, double hi, double *out,
                                      struct tingle_error *err)
{
    enum tingle_status st = csv_number(csv, column, lo, hi, out, err);
    if (!st && isnan(*out))
        st = error_set(err, TINGLE_BAD_DATA, csv->line, "%s: line %lld: column \"%s\" is empty, expected a number",
                       csv->name, (long long)csv->line, csv->header[column]);
    return st;
}

static enum tingle_status need_index(const struct csv *csv, int column, size_t max, size_t *out, struct tingle_error *err)
{
    double value = 0.0;
    enum tingle_status st = need_number(csv, column, 0.0, (double)max, &value, err);
    if (!st && value != floor(value))
        st = error_set(err, TINGLE_BAD_DATA, csv->line, "%s: line %lld: column \"%s\" must be a whole number", csv->name,
                       (long long)csv->line, csv->header[column]);
    *out = st ? 0 : (size_t)value;
    return st;
}

static enum tingle_status row_error(const struct csv *csv, struct tingle_error *err, const char *what)
{
    return error_set(err, TINGLE_BAD_DATA, csv->line, "%s: line %lld: %s", csv->name, (long long)csv->line, what);
}

/* An array of doubles that grows. */
struct growing {
    double *value;
    size_t count, room;
};

static bool grow(struct growing *g, double value)
{
    if (!alloc_room(&g->value, g->count, &g->room, sizeof *g->value)) return false;
    g->value[g->count++] = value;
    return true;
}

/* ---------------------------------------------------------------- runs */

struct run_columns {
    int run, shoe, record, a_min, b_min, recovery_min;
};

static enum tingle_status find_run_columns(struct run_columns *c, const struct csv *csv, struct tingle_error *err)
{
    enum tingle_status st = csv_need_column(csv, "run", &c->run, err);
    if (!st) st = csv_need_column(csv, "shoe", &c->shoe, err);
    if (!st) st = csv_need_column(csv, "record", &c->record, err);
    if (!st) st = csv_need_column(csv, "a_min", &c->a_min, err);
    if (!st) st = csv_need_column(csv, "b_min", &c->b_min, err);
    c->recovery_min = csv_column(csv, "recovery_min");
    return st;
}

static enum tingle_status read_record(const struct csv *csv, int column, enum onset_record *out, struct tingle_error *err)
{
    static const char *const word[] = {"none", "no", "exact", "int"};
    static const enum onset_record record[] = {ONSET_NOT_RECORDED, ONSET_NONE, ONSET_EXACT, ONSET_WINDOW};
    for (size_t i = 0; i < 4; i++)
        if (text_same(csv_text(csv, column), word[i])) {
            *out = record[i];
            return TINGLE_OK;
        }
    return row_error(csv, err, "column \"record\" must be none, no, exact or int");
}

/* The times that the record needs are there, and where none is needed none is said. */
static enum tingle_status read_times(const struct csv *csv, const struct run_columns *c, struct onset_run *run,
                                     struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    run->a_min = run->b_min = run->recovery_min = NAN;
    if (run->record == ONSET_EXACT || run->record == ONSET_WINDOW)
        st = need_number(csv, c->a_min, 0.0, minutes_max, &run->a_min, err);
    if (!st && run->record == ONSET_WINDOW) st = need_number(csv, c->b_min, 0.0, minutes_max, &run->b_min, err);
    if (!st && isnan(run->a_min) && *csv_text(csv, c->a_min))
        st = row_error(csv, err, "column \"a_min\" must be empty for the record none or no");
    if (!st && isnan(run->b_min) && run->record != ONSET_EXACT && *csv_text(csv, c->b_min))
        st = row_error(csv, err, "column \"b_min\" must be empty for the record none or no");
    if (!st && run->record == ONSET_WINDOW && !(run->b_min > run->a_min))
        st = row_error(csv, err, "column \"b_min\" must be larger than \"a_min\"");
    if (!st) st = csv_number(csv, c->recovery_min, 0.0, minutes_max, &run->recovery_min, err);
    return st;
}

static enum tingle_status read_run(const struct csv *csv, const struct run_columns *c, size_t expected,
                                   struct onset_run *run, struct tingle_error *err)
{
    size_t number;
    enum tingle_status st = need_index(csv, c->run, (size_t)1 << 40, &number, err);
    if (!st && number != expected) st = row_error(csv, err, "column \"run\" must count 0, 1, 2, ... without gaps");
    if (!st) st = need_index(csv, c->shoe, ONSET_MAX_SHOES - 1, &run->shoe, err);
    if (!st) st = read_record(csv, c->record, &run->record, err);
    return st ? st : read_times(csv, c, run, err);
}

/* Runs that grow. */
struct run_list {
    struct onset_run *run;
    size_t count, room, shoes;
};

static enum tingle_status append_run(struct run_list *list, const struct csv *csv, const struct run_columns *c,
                                     struct tingle_error *err)
{
    struct onset_run one = {0};
    enum tingle_status st = read_run(csv, c, list->count, &one, err);
    if (st) return st;
    if (!alloc_room(&list->run, list->count, &list->room, sizeof *list->run)) return error_no_memory(err, "the runs");
    list->run[list->count++] = one;
    if (one.shoe >= list->shoes) list->shoes = one.shoe + 1;
    return TINGLE_OK;
}

static enum tingle_status keep_runs(struct onset_data *data, struct onset_run **run, struct arena *arena,
                                    const struct run_list *list, struct tingle_error *err)
{
    *run = arena_array(arena, list->count, sizeof **run);
    if (!*run) return error_no_memory(err, "the runs");
    memcpy(*run, list->run, list->count * sizeof **run);
    data->run = *run;
    data->runs = list->count;
    data->shoes = list->shoes;
    return TINGLE_OK;
}

/* *run: the same as data->run, for the caller to place the bins. */
static enum tingle_status read_runs(struct onset_data *data, struct onset_run **run, struct arena *arena, const char *path,
                                    struct tingle_error *err)
{
    struct csv csv = {0};
    struct file_bytes file = {0};
    struct run_columns columns = {0};
    struct run_list list = {0};
    bool got = false;
    enum tingle_status st = open_csv(&csv, &file, path, err);
    if (!st) st = find_run_columns(&columns, &csv, err);
    while (!st && !(st = csv_next(&csv, &got, err)) && got) st = append_run(&list, &csv, &columns, err);
    if (!st && list.count == 0) st = error_set(err, TINGLE_BAD_DATA, -1, "%s: no run in it", path);
    if (!st) st = keep_runs(data, run, arena, &list, err);
    free(list.run);
    csv_release(&csv);
    file_release(&file);
    return st;
}

/* ---------------------------------------------------------------- bins */

enum { FIXED_LENGTH, FIXED_LOAD, FIXED_RELIEF, FIXED_HAZARD, FIXED_COLUMNS };

/* Which CSV column feeds which value: the fixed four, then the covariates. */
struct bin_columns {
    int run, bin;
    int source[FIXED_COLUMNS + ONSET_MAX_COVARIATES];
    size_t covariates;
};

static enum tingle_status find_fixed(struct bin_columns *c, const struct csv *csv, const char *length,
                                     struct tingle_error *err)
{
    enum tingle_status st = csv_need_column(csv, length, &c->source[FIXED_LENGTH], err);
    if (!st) st = csv_need_column(csv, "load", &c->source[FIXED_LOAD], err);
    if (!st) st = csv_need_column(csv, "relief", &c->source[FIXED_RELIEF], err);
    if (!st) st = csv_need_column(csv, "haz_mult", &c->source[FIXED_HAZARD], err);
    return st;
}

static enum tingle_status find_bin_columns(struct bin_columns *c, const struct csv *csv, struct tingle_error *err)
{
    enum tingle_status st = csv_need_column(csv, "run", &c->run, err);
    if (!st) st = csv_need_column(csv, "bin", &c->bin, err);
    if (!st) st = find_fixed(c, csv, "dt_min", err);
    if (st) return st;
    for (int i = 0; i < (int)csv->columns; i++) {
        bool taken = i == c->run || i == c->bin;
        for (size_t f = 0; f < FIXED_COLUMNS; f++) taken = taken || i == c->source[f];
        if (taken) continue;
        if (c->covariates == ONSET_MAX_COVARIATES)
            return error_set(err, TINGLE_LIMIT, 1, "%s: more than %d covariate columns", csv->name, ONSET_MAX_COVARIATES);
        c->source[FIXED_COLUMNS + c->covariates++] = i;
    }
    return TINGLE_OK;
}

static enum tingle_status read_values(const struct csv *csv, const struct bin_columns *c, double *value,
                                      struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    for (size_t i = 0; !st && i < FIXED_COLUMNS + c->covariates; i++) {
        const double lo = i < FIXED_COLUMNS ? 0.0 : -value_max;
        st = need_number(csv, c->source[i], lo, i == FIXED_LENGTH ? minutes_max : value_max, &value[i], err);
    }
    if (!st && value[FIXED_LENGTH] == 0.0) st = row_error(csv, err, "a bin must be longer than 0 min");
    return st;
}

/* Puts the bin in its run; bins come in order of run and number. */
static enum tingle_status place_bin(const struct csv *csv, const struct bin_columns *c, struct onset_run *run,
                                    size_t runs, size_t *current, size_t row, struct tingle_error *err)
{
    size_t number, bin;
    enum tingle_status st = need_index(csv, c->run, (size_t)1 << 40, &number, err);
    if (!st) st = need_index(csv, c->bin, (size_t)1 << 40, &bin, err);
    if (st) return st;
    if (number >= runs) return row_error(csv, err, "this run is not in the file of runs");
    if (number != *current || row == 0) {
        if (number != (row == 0 ? 0 : *current + 1))
            return row_error(csv, err, "runs must come in the order of the file of runs, each with its bins");
        *current = number;
        run[number].first_bin = row;
    }
    if (bin != run[number].bin_count) return row_error(csv, err, "column \"bin\" must count 0, 1, 2, ... in each run");
    run[number].bin_count++;
    return TINGLE_OK;
}

/* Row-major values to columns in the arena. */
static bool keep_columns(struct model_bins *table, struct arena *arena, const double *value, size_t rows, size_t width)
{
    double *column = arena_array(arena, width, rows * sizeof *column);
    if (!column) return false;
    for (size_t i = 0; i < rows; i++)
        for (size_t k = 0; k < width; k++) column[i + k * rows] = value[k + i * width];
    table->bins = (struct onset_bins){rows, column + FIXED_LENGTH * rows, column + FIXED_LOAD * rows,
                                      column + FIXED_RELIEF * rows, column + FIXED_HAZARD * rows};
    table->x = column + FIXED_COLUMNS * rows;
    return true;
}

static bool keep_names(struct model_bins *table, struct arena *arena, const struct csv *csv, const struct bin_columns *c)
{
    table->covariates = c->covariates;
    table->names = arena_array(arena, c->covariates, sizeof *table->names);
    for (size_t k = 0; table->names && k < c->covariates; k++) {
        const char *name = csv->header[c->source[FIXED_COLUMNS + k]];
        table->names[k] = arena_text(arena, name, strlen(name));
        if (!table->names[k]) return false;
    }
    return table->names != NULL;
}

/* Bins that grow, with the runs they belong to. */
struct bin_list {
    struct growing value;
    struct bin_columns columns;
    struct onset_run *run;
    size_t runs, rows, current;
};

static enum tingle_status append_bin(struct bin_list *list, const struct csv *csv, struct tingle_error *err)
{
    double value[FIXED_COLUMNS + ONSET_MAX_COVARIATES];
    enum tingle_status st = place_bin(csv, &list->columns, list->run, list->runs, &list->current, list->rows, err);
    if (!st) st = read_values(csv, &list->columns, value, err);
    for (size_t k = 0; !st && k < FIXED_COLUMNS + list->columns.covariates; k++)
        if (!grow(&list->value, value[k])) st = error_no_memory(err, "the bins");
    list->rows++;
    return st;
}

static enum tingle_status keep_bins(struct model_bins *table, struct arena *arena, const struct bin_list *list,
                                    const struct csv *csv, struct tingle_error *err)
{
    if (list->rows == 0 || list->current + 1 != list->runs)
        return error_set(err, TINGLE_BAD_DATA, -1, "%s: run %zu has no bins", csv->name, list->rows == 0 ? 0 : list->current + 1);
    if (!keep_columns(table, arena, list->value.value, list->rows, FIXED_COLUMNS + list->columns.covariates) ||
        !keep_names(table, arena, csv, &list->columns))
        return error_no_memory(err, "the bins");
    return TINGLE_OK;
}

static enum tingle_status read_bins(struct model_bins *table, struct arena *arena, const char *path,
                                    struct onset_run *run, size_t runs, struct tingle_error *err)
{
    struct csv csv = {0};
    struct file_bytes file = {0};
    struct bin_list list = {.run = run, .runs = runs};
    bool got = false;
    enum tingle_status st = open_csv(&csv, &file, path, err);
    if (!st) st = find_bin_columns(&list.columns, &csv, err);
    while (!st && !(st = csv_next(&csv, &got, err)) && got) st = append_bin(&list, &csv, err);
    if (!st) st = keep_bins(table, arena, &list, &csv, err);
    free(list.value.value);
    csv_release(&csv);
    file_release(&file);
    return st;
}

enum tingle_status model_data_read(struct onset_data *data, struct arena *arena, const char *runs_csv,
                                   const char *bins_csv, struct tingle_error *err)
{
    struct model_bins table = {0};
    struct onset_run *run = NULL;
    enum tingle_status st;
    *data = (struct onset_data){.omega = 1.0};
    st = read_runs(data, &run, arena, runs_csv, err);
    if (!st) st = read_bins(&table, arena, bins_csv, run, data->runs, err);
    data->bins = table.bins;
    data->x = table.x;
    data->covariates = table.covariates;
    data->names = table.names;
    return st;
}

/* ----------------------------------------------------------- scenarios */

/* The covariates of a scenario file, in the order of the data's. */
static enum tingle_status find_scenario_columns(struct bin_columns *c, int *name, int *shoe, const struct csv *csv,
                                                const struct onset_data *data, struct tingle_error *err)
{
    enum tingle_status st = csv_need_column(csv, "scenario", name, err);
    if (!st) st = csv_need_column(csv, "shoe", shoe, err);
    if (!st) st = find_fixed(c, csv, "minutes", err);
    c->covariates = data->covariates;
    for (size_t k = 0; !st && k < data->covariates; k++)
        st = csv_need_column(csv, data->names[k], &c->source[FIXED_COLUMNS + k], err);
    return st;
}

/* A run of constant inputs in bins of at most a minute. */
static bool spread(struct model_bins *table, struct arena *arena, const double *value, size_t covariates)
{
    const size_t bins = (size_t)ceil(value[FIXED_LENGTH]), width = FIXED_COLUMNS + covariates;
    double *rows = alloc_array(bins, width * sizeof *rows);
    bool good;
    if (!rows) return false;
    for (size_t j = 0; j < bins; j++) {
        memcpy(rows + j * width, value, width * sizeof *rows);
        rows[j * width + FIXED_LENGTH] = value[FIXED_LENGTH] / (double)bins;
    }
    good = keep_columns(table, arena, rows, bins, width);
    free(rows);
    return good;
}

static enum tingle_status read_scenario(struct model_scenario_row *row, struct arena *arena, const struct csv *csv,
                                        const struct bin_columns *c, int name, int shoe,
                                        const struct onset_data *data, struct tingle_error *err)
{
    double value[FIXED_COLUMNS + ONSET_MAX_COVARIATES];
    enum tingle_status st = read_values(csv, c, value, err);
    if (!st) st = need_index(csv, shoe, data->shoes - 1, &row->shoe, err);
    if (!st && value[FIXED_LENGTH] > MAX_SCENARIO_BINS) st = row_error(csv, err, "a scenario of more than a day");
    if (st) return st;
    row->name = arena_text(arena, csv_text(csv, name), strlen(csv_text(csv, name)));
    if (!row->name || !spread(&row->table, arena, value, data->covariates)) return error_no_memory(err, "the scenarios");
    return TINGLE_OK;
}

enum tingle_status model_scenarios_read(struct model_scenario_row **rows, size_t *count, struct arena *arena,
                                        const char *path, const struct onset_data *data, struct tingle_error *err)
{
    struct csv csv = {0};
    struct file_bytes file = {0};
    struct bin_columns columns = {0};
    struct model_scenario_row *all = arena_array(arena, MAX_SCENARIOS, sizeof *all);
    int name = -1, shoe = -1;
    bool got = false;
    enum tingle_status st = all ? open_csv(&csv, &file, path, err) : error_no_memory(err, "the scenarios");
    *count = 0;
    if (!st) st = find_scenario_columns(&columns, &name, &shoe, &csv, data, err);
    while (!st && !(st = csv_next(&csv, &got, err)) && got) {
        if (*count == MAX_SCENARIOS)
            st = error_set(err, TINGLE_LIMIT, csv.line, "%s: more than %d scenarios", path, MAX_SCENARIOS);
        if (!st) st = read_scenario(&all[*count], arena, &csv, &columns, name, shoe, data, err);
        (*count)++;
    }
    if (!st && *count == 0) st = error_set(err, TINGLE_BAD_DATA, -1, "%s: no scenario in it", path);
    *rows = all;
    csv_release(&csv);
    file_release(&file);
    return st;
}
