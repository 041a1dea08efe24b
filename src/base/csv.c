/* The CSV reader and writer. */
#include "base/csv.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

static enum tingle_status csv_fault(const struct csv *csv, int64_t line, const char *what,
                                    struct tingle_error *err)
{
    return error_set(err, TINGLE_BAD_DATA, line, "%s: line %lld: %s", csv->name, (long long)line, what);
}

/* The separator is the one of comma, semicolon, tab that the header has; comma first. */
static char csv_find_separator(const char *text)
{
    size_t n = strcspn(text, "\r\n");
    for (const char *s = ",;\t"; *s; s++)
        if (memchr(text, *s, n)) return *s;
    return ',';
}

/* Where the quoted field that opens at `from` ends: the byte of its closing quote, or the size of the text. */
static size_t csv_closing_quote(const struct csv *csv, size_t from)
{
    for (size_t i = from + 1; i < csv->size; i += 2) {
        const char *quote = memchr(csv->text + i, '"', csv->size - i);
        if (!quote) break;
        i = (size_t)(quote - csv->text);
        if (quote[1] != '"') return i;
    }
    return csv->size;
}

/* The field at csv->at is broken: what follows is read from the next line on. */
static enum tingle_status csv_give_up(struct csv *csv, int64_t line, const char *what, struct tingle_error *err)
{
    const char *end = memchr(csv->text + csv->at, '\n', csv->size - csv->at);
    csv->at = end ? (size_t)(end - csv->text) + 1 : csv->size;
    csv->next_line = line + 1;
    return csv_fault(csv, line, what, err);
}

/* Copies [from, end) to `to`, doubled quotes once, and counts its lines. */
static char *csv_unquote(const char *from, const char *end, char *to, int64_t *line)
{
    for (; from < end; from++) {
        if (*from == '"') from++;
        if (*from == '\n') ++*line;
        *to++ = *from;
    }
    return to;
}

static bool csv_ends_field(const struct csv *csv, size_t i)
{
    char c = csv->text[i];
    return i >= csv->size || c == csv->separator || c == '\n' || c == '\r';
}

/* Unquotes the field at csv->at in place. On return csv->at is behind its separator
 * or line end and *ended says that the record ended with this field. */
static enum tingle_status csv_field(struct csv *csv, int64_t *line, char **field, bool *ended,
                                    struct tingle_error *err)
{
    char *t = csv->text, *to;
    size_t from = csv->at, i = from;
    bool quoted = t[i] == '"';
    *field = t + from;
    if (quoted) {
        i = csv_closing_quote(csv, from);
        if (i == csv->size) return csv_give_up(csv, *line, "a quote is opened and never closed", err);
        if (!csv_ends_field(csv, i + 1)) return csv_give_up(csv, *line, "text after the closing quote of a field", err);
        to = csv_unquote(t + from + 1, t + i++, t + from, line);
    } else {
        for (; !csv_ends_field(csv, i); i++)
            if (t[i] == '"') return csv_give_up(csv, *line, "a quote in the middle of a field", err);
        to = t + i;
    }
    *ended = i >= csv->size || t[i] != csv->separator;
    if (t[i] == '\r' && t[i + 1] == '\n') i++;
    if (i < csv->size && *ended) ++*line;
    csv->at = i < csv->size ? i + 1 : i;
    *to = '\0';
    return TINGLE_OK;
}

/* Reads one record into `field`, at most `room` fields. */
static enum tingle_status csv_record(struct csv *csv, char **field, size_t room, size_t *count,
                                     struct tingle_error *err)
{
    int64_t line = csv->next_line;
    bool ended = false;
    enum tingle_status st;
    csv->line = line;
    for (*count = 0; !ended; ++*count) {
        if (*count == room) return csv_give_up(csv, line, "more fields than the header has columns", err);
        st = csv_field(csv, &line, &field[*count], &ended, err);
        if (st) return st;
    }
    csv->next_line = line;
    return TINGLE_OK;
}

static enum tingle_status csv_check_header(const struct csv *csv, struct tingle_error *err)
{
    if (csv->loose) return TINGLE_OK;
    for (size_t i = 0; i < csv->columns; i++) {
        for (size_t k = 0; k < i; k++)
            if (csv->header[i][0] && text_same(csv->header[i], csv->header[k]))
                return error_set(err, TINGLE_BAD_DATA, 1, "%s: line 1: the column \"%s\" stands there twice",
                                 csv->name, csv->header[i]);
    }
    return TINGLE_OK;
}

static enum tingle_status csv_start(struct csv *csv, struct bytes view, struct tingle_error *err)
{
    static const char mark[] = "\xEF\xBB\xBF";
    char *found[CSV_MAX_COLUMNS];
    enum tingle_status st;
    if (bytes_start_with(view, mark)) view = bytes_slice(view, 3, view.size);
    if (view.size == 0) return error_set(err, TINGLE_BAD_DATA, 1, "%s: the file is empty", csv->name);
    if (!text_is_utf8((const char *)view.at, view.size) || memchr(view.at, 0, view.size))
        return error_set(err, TINGLE_BAD_DATA, -1, "%s: not a text in UTF-8", csv->name);
    csv->text = alloc_resize(NULL, view.size + 2, 1);
    if (!csv->text) return error_no_memory(err, csv->name);
    memcpy(csv->text, view.at, view.size);
    csv->text[view.size] = csv->text[view.size + 1] = '\0';
    csv->size = view.size;
    csv->next_line = 1;
    csv->separator = csv_find_separator(csv->text);
    st = csv_record(csv, found, CSV_MAX_COLUMNS, &csv->columns, err);
    if (st) return st;
    csv->header = alloc_array(csv->columns * 2, sizeof *csv->header);
    if (!csv->header) return error_no_memory(err, csv->name);
    csv->field = csv->header + csv->columns;
    for (size_t i = 0; i < csv->columns; i++) csv->header[i] = text_trim(found[i]);
    return csv_check_header(csv, err);
}

static enum tingle_status csv_open_as(struct csv *csv, struct bytes view, const char *name, bool loose,
                                      struct tingle_error *err)
{
    enum tingle_status st;
    *csv = (struct csv){.name = name, .loose = loose};
    st = csv_start(csv, view, err);
    if (st) csv_release(csv);
    return st;
}

enum tingle_status csv_open(struct csv *csv, struct bytes view, const char *name, struct tingle_error *err)
{
    return csv_open_as(csv, view, name, false, err);
}

enum tingle_status csv_open_loose(struct csv *csv, struct bytes view, const char *name, struct tingle_error *err)
{
    return csv_open_as(csv, view, name, true, err);
}

void csv_release(struct csv *csv)
{
    if (!csv) return;
    free(csv->header);
    free(csv->text);
    *csv = (struct csv){0};
}

static bool csv_skip_blank_lines(struct csv *csv)
{
    for (; csv->at < csv->size; csv->at++) {
        if (csv->text[csv->at] == '\n') csv->next_line++;
        else if (csv->text[csv->at] != '\r') return true;
    }
    return false;
}

enum tingle_status csv_next(struct csv *csv, bool *got, struct tingle_error *err)
{
    size_t count;
    enum tingle_status st;
    *got = csv_skip_blank_lines(csv);
    if (!*got) return TINGLE_OK;
    st = csv_record(csv, csv->field, csv->columns, &count, err);
    if (st) return st;
    for (; csv->loose && count < csv->columns; count++) csv->field[count] = csv->text + csv->size;
    if (count < csv->columns)
        return error_set(err, TINGLE_BAD_DATA, csv->line, "%s: line %lld: %zu fields, where the header has %zu",
                         csv->name, (long long)csv->line, count, csv->columns);
    return TINGLE_OK;
}

bool csv_trim(struct csv *csv)
{
    bool any = false;
    for (size_t i = 0; i < csv->columns; i++) {
        csv->field[i] = text_trim(csv->field[i]);
        any = any || *csv->field[i];
    }
    return any;
}

int csv_column(const struct csv *csv, const char *name)
{
    for (size_t i = 0; i < csv->columns; i++)
        if (text_same(csv->header[i], name)) return (int)i;
    return -1;
}

int csv_last_column(const struct csv *csv, const char *name)
{
    for (size_t i = csv->columns; i-- > 0;)
        if (text_same(csv->header[i], name)) return (int)i;
    return -1;
}

enum tingle_status csv_need_column(const struct csv *csv, const char *name, int *index,
                                   struct tingle_error *err)
{
    *index = csv_column(csv, name);
    if (*index >= 0) return TINGLE_OK;
    return error_set(err, TINGLE_BAD_DATA, 1, "%s: line 1: the column \"%s\" is missing", csv->name, name);
}

const char *csv_text(const struct csv *csv, int column)
{
    assert(column < (int)csv->columns);
    return column < 0 ? "" : csv->field[column];
}

enum tingle_status csv_number(const struct csv *csv, int column, double lo, double hi, double *out,
                              struct tingle_error *err)
{
    const char *text = csv_text(csv, column);
    double value;
    *out = NAN;
    if (text[strspn(text, " \t")] == '\0') return TINGLE_OK;
    if (!text_to_double(text, strlen(text), &value))
        return error_set(err, TINGLE_BAD_DATA, csv->line, "%s: line %lld: \"%.40s\" in column \"%s\" is not a number",
                         csv->name, (long long)csv->line, text, csv->header[column]);
    if (value < lo || value > hi)
        return error_set(err, TINGLE_BAD_DATA, csv->line, "%s: line %lld: %s is %.40s; expected %g to %g", csv->name,
                         (long long)csv->line, csv->header[column], text, lo, hi);
    *out = value;
    return TINGLE_OK;
}

void csv_add(struct buffer *out, bool first, const char *text)
{
    if (!first) buffer_add_byte(out, ',');
    if (text[strcspn(text, ",;\t\"\r\n")] == '\0' && text[0] != ' ') {
        buffer_add_text(out, text);
        return;
    }
    buffer_add_byte(out, '"');
    for (; *text; text++) {
        if (*text == '"') buffer_add_byte(out, '"');
        buffer_add_byte(out, *text);
    }
    buffer_add_byte(out, '"');
}

void csv_add_number(struct buffer *out, bool first, double value)
{
    if (!first) buffer_add_byte(out, ',');
    buffer_add_double(out, value);
}

void csv_end_row(struct buffer *out) { buffer_add_byte(out, '\n'); }
