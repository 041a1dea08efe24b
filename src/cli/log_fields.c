/* Rows to fields. */
#include "cli/log_fields.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "report/note_report.h"

/* In the order of note_row. */
static const char *const hints[] = {
    "f fine, n numb", "left, right, both", "numbers or names: 3 4, arch", "minute (40), 30-45, early, middle, late, stopped",
    "0 to 10", "of numb tingling burning cold heavy", "0 to 10", "stopping, walking, loosening, shoe-off, by-itself, not-yet",
    "minutes", "y, n", "y, n", "y, n", "y, n", "the name", "1 slides to 5 leaves a mark", "1 slides to 5 leaves a mark",
    "thin, medium, thick", "y, n", "y, n", "y, n", "kg", "degrees Celsius", "planned, numb, fear, other",
    "such as 25+4 planned; 50+2 symptom", "anything"};

const char *log_field_hint(size_t row)
{
    _Static_assert(sizeof hints / sizeof *hints == 25, "a hint for each row");
    return row < sizeof hints / sizeof *hints ? hints[row] : "";
}

/* The place of a row's field in a note: texts or numbers. */
static const char **text_at(struct tingle_note *n, const char *column)
{
    const struct {
        const char *column, **at;
    } all[] = {{"side", &n->side}, {"regions", &n->regions}, {"onset", &n->onset}, {"quality", &n->quality}, {"ended_by", &n->ended_by},
               {"weakness", &n->weakness}, {"colour_change", &n->colour_change}, {"tight_leg", &n->tight_leg},
               {"stopped_because", &n->stopped_because}, {"shoe", &n->shoe}, {"sock", &n->sock}, {"relaced", &n->relaced},
               {"foam_before", &n->foam_before}, {"foam_after", &n->foam_after}, {"why_ended", &n->why_ended}, {"breaks", &n->breaks}, {"text", &n->text}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].column, column) == 0) return all[i].at;
    return NULL;
}

static double *number_at(struct tingle_note *n, const char *column)
{
    const struct {
        const char *column;
        double *at;
    } all[] = {{"severity", &n->severity}, {"pain", &n->pain}, {"relief_min", &n->relief_min}, {"lacing_left", &n->lacing_left},
               {"lacing_right", &n->lacing_right}, {"carried_kg", &n->carried_kg}, {"temperature_c", &n->temperature_c}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].column, column) == 0) return all[i].at;
    return NULL;
}

static enum tingle_status set_felt(struct tingle_note *note, const char *typed, struct tingle_error *err)
{
    bool fine = text_same(typed, "f") || text_same(typed, "fine"), numb = text_same(typed, "n") || text_same(typed, "numb");
    note->felt = fine ? TINGLE_FINE : TINGLE_NUMB;
    return fine || numb ? TINGLE_OK : error_set(err, TINGLE_BAD_DATA, -1, "f for fine or n for numb");
}

enum tingle_status log_field_set(struct tingle_note *note, size_t row, const char *typed, struct log_field_text *text, struct tingle_error *err)
{
    const char *column = note_row[row].column, **words = text_at(note, column);
    double *number = number_at(note, column);
    if (strcmp(column, "felt") == 0) return set_felt(note, typed, err);
    if (strcmp(column, "regions") == 0) {
        enum tingle_status st = tingle_regions_read(text->regions, typed, err);
        if (!st) note->regions = text->regions;
        return st;
    }
    if (words) {
        snprintf(text->text, sizeof text->text, "%s", typed);
        *words = text->text;
        return TINGLE_OK;
    }
    return text_to_double(typed, strlen(typed), number) ? TINGLE_OK : error_set(err, TINGLE_BAD_DATA, -1, "\"%.60s\" is no number", typed);
}

/* --- names ----------------------------------------------------------------------------------- */

static const char *column_of(const char *name)
{
    if (strcmp(name, "lacing") == 0) return "lacing_left lacing_right";
    if (strcmp(name, "episode") == 0) return name;
    for (size_t i = 0; i < note_rows; i++)
        if (strcmp(note_row[i].option, name) == 0 || strcmp(note_row[i].column, name) == 0) return note_row[i].column;
    return NULL;
}

enum tingle_status log_columns(char out[LOG_COLUMNS_SIZE], const char *names, struct tingle_error *err)
{
    size_t used = 0;
    *out = '\0';
    while (*names) {
        char name[64];
        size_t n = strcspn(names, " ,");
        snprintf(name, sizeof name, "%.*s", (int)(n < sizeof name ? n : sizeof name - 1), names);
        if (n) {
            const char *column = column_of(name);
            if (!column) return error_set(err, TINGLE_WRONG_USE, -1, "--clear: \"%s\" is no field of a note; they are named as the options, such as onset or shoe", name);
            used += (size_t)snprintf(out + used, LOG_COLUMNS_SIZE - used, "%s%s", used ? " " : "", column);
            if (used >= LOG_COLUMNS_SIZE) return error_set(err, TINGLE_WRONG_USE, -1, "--clear: too many names");
        }
        names += n + (names[n] != '\0');
    }
    return TINGLE_OK;
}
