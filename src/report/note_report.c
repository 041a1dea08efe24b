/* Notes for people and programs. */
#include "report/note_report.h"

#include <math.h>
#include <string.h>

#include "base/decimal.h"
#include "base/utc.h"

const struct note_row note_row[] = {
    {"felt", "felt", "felt", false},
    {"foot", "side", "side", true},
    {"where", "where", "regions", true},
    {"began", "onset", "onset", true},
    {"strength", "severity", "severity", true},
    {"felt like", "quality", "quality", true},
    {"pain", "pain", "pain", true},
    {"ended by", "ended-by", "ended_by", true},
    {"back after (min)", "relief", "relief_min", true},
    {"weakness", "weakness", "weakness", true},
    {"colour changed", "colour-change", "colour_change", true},
    {"tight leg", "tight-leg", "tight_leg", true},
    {"stopped because", "stopped", "stopped_because", true},
    {"shoes", "shoe", "shoe", false},
    {"laces left", "lacing-left", "lacing_left", false},
    {"laces right", "lacing-right", "lacing_right", false},
    {"socks", "sock", "sock", false},
    {"relaced", "relaced", "relaced", false},
    {"foam before", "foam-before", "foam_before", false},
    {"foam after", "foam-after", "foam_after", false},
    {"carried (kg)", "carried", "carried_kg", false},
    {"air (C)", "temperature", "temperature_c", false},
    {"why it ended", "why-ended", "why_ended", false},
    {"breaks", "breaks", "breaks", false},
    {"text", "text", "text", false}};
const size_t note_rows = sizeof note_row / sizeof *note_row;

static const char *felt_key(enum tingle_felt felt)
{
    return felt == TINGLE_NUMB ? "numb" : felt == TINGLE_FINE ? "fine" : NULL;
}

/* ---------------------------------------------------------------------- values */

struct value {
    const char *text; /* NULL: a number, or nothing */
    double number;
};

/* In the order of note_row. */
static struct value value_of(const struct tingle_note *n, size_t row)
{
    const struct value all[] = {
        {felt_key(n->felt), NAN}, {n->side, NAN}, {n->regions, NAN}, {n->onset, NAN}, {NULL, n->severity}, {n->quality, NAN}, {NULL, n->pain},
        {n->ended_by, NAN}, {NULL, n->relief_min}, {n->weakness, NAN}, {n->colour_change, NAN}, {n->tight_leg, NAN}, {n->stopped_because, NAN},
        {n->shoe, NAN}, {NULL, n->lacing_left}, {NULL, n->lacing_right}, {n->sock, NAN}, {n->relaced, NAN}, {n->foam_before, NAN},
        {n->foam_after, NAN}, {NULL, n->carried_kg}, {NULL, n->temperature_c}, {n->why_ended, NAN}, {n->breaks, NAN}, {n->text, NAN}};
    _Static_assert(sizeof all / sizeof *all == sizeof note_row / sizeof *note_row, "a value for each row");
    return all[row];
}

static void add_number(struct buffer *out, double number)
{
    char text[DECIMAL_TEXT_SIZE];
    decimal_text(text, number);
    buffer_add_text(out, text);
}

void note_row_value(struct buffer *out, const struct tingle_note *note, size_t row)
{
    struct value v = value_of(note, row);
    if (v.text) buffer_add_text(out, v.text);
    else if (!isnan(v.number)) add_number(out, v.number);
}

/* ---------------------------------------------------------------------- one line */

/* Parts with commas between. */
static const char *part(struct buffer *out, const char *between)
{
    buffer_add_text(out, between);
    return ", ";
}

void note_place_words(struct buffer *out, const struct tingle_noted *noted, size_t episode)
{
    const struct tingle_note *n = &noted->note[episode];
    const char *between = "";
    if (n->side) {
        between = part(out, between);
        buffer_add_text(out, n->side);
    }
    if (*noted->where[episode]) {
        part(out, between);
        buffer_add_text(out, noted->where[episode]);
    }
}

static void onset_words(struct buffer *out, const char *onset)
{
    bool minutes = *onset >= '0' && *onset <= '9';
    if (minutes) buffer_printf(out, "from minute %s", onset);
    else if (strncmp(onset, "stopped ", 8) == 0) buffer_printf(out, "numb for %s min before it stopped you", onset + 8);
    else if (strcmp(onset, "stopped") == 0) buffer_add_text(out, "until it stopped you");
    else if (strcmp(onset, "unknown") == 0) buffer_add_text(out, "from when is not known");
    else if (strcmp(onset, "middle") == 0) buffer_add_text(out, "from the middle on");
    else buffer_printf(out, "%s in the run", onset);
}

static void amount_words(struct buffer *out, const char **between, const char *what, double number, const char *unit)
{
    if (isnan(number)) return;
    *between = part(out, *between);
    buffer_add_text(out, what);
    add_number(out, number);
    buffer_add_text(out, unit);
}

static void flag_words(struct buffer *out, const char **between, const char *flag, const char *yes, const char *no)
{
    const char *words = !flag ? NULL : strcmp(flag, "yes") == 0 ? yes : no;
    if (!words) return;
    *between = part(out, *between);
    buffer_add_text(out, words);
}

/* Minutes with "not over yet" are how long it is known to have lasted. */
static void ended_words(struct buffer *out, const char **between, const struct tingle_note *n)
{
    if (n->ended_by && strcmp(n->ended_by, "not-yet") == 0) {
        *between = part(out, *between);
        buffer_add_text(out, "not over yet");
        amount_words(out, &(const char *){" "}, "after ", n->relief_min, " min");
        return;
    }
    if (n->ended_by) {
        *between = part(out, *between);
        buffer_printf(out, "ended by %s", strcmp(n->ended_by, "by-itself") == 0 ? "itself" : n->ended_by);
    }
    amount_words(out, between, "back after ", n->relief_min, " min");
}

static void episode_words(struct buffer *out, const struct tingle_noted *noted, size_t episode)
{
    const struct tingle_note *n = &noted->note[episode];
    const char *between = episode ? "; then " : ": ";
    const size_t before = out->size;
    if (n->side || *noted->where[episode]) {
        between = part(out, between);
        note_place_words(out, noted, episode);
    }
    if (n->onset) {
        between = part(out, between);
        onset_words(out, n->onset);
    }
    amount_words(out, &between, "", n->severity, " of 10");
    amount_words(out, &between, "pain ", n->pain, " of 10");
    if (n->quality && strcmp(n->quality, "numb") != 0) { /* said already */
        between = part(out, between);
        buffer_add_text(out, n->quality);
    }
    flag_words(out, &between, n->weakness, "weakness or tripping", "no weakness");
    flag_words(out, &between, n->colour_change, "the foot changed colour", "no change of colour");
    flag_words(out, &between, n->tight_leg, "a tight lower leg", "no tight leg");
    flag_words(out, &between, n->stopped_because, "you stopped because of it", "you did not stop for it");
    ended_words(out, &between, n);
    if (out->size == before && episode) buffer_add_text(out, "; then again");
}

void note_worn_words(struct buffer *out, const struct tingle_note *n)
{
    const char *between = "";
    const bool same = n->lacing_left == n->lacing_right;
    if (n->shoe) {
        between = part(out, between);
        buffer_add_text(out, n->shoe);
    }
    if (same) amount_words(out, &between, "laces ", n->lacing_left, "");
    if (!same) amount_words(out, &between, "left laces ", n->lacing_left, "");
    if (!same) amount_words(out, &between, "right laces ", n->lacing_right, "");
    if (n->sock) {
        part(out, between);
        buffer_printf(out, "%s socks", n->sock);
    }
}

void note_words(struct buffer *out, const struct tingle_noted *noted)
{
    const char *felt = felt_key(noted->note->felt);
    struct buffer worn;
    if (!noted->found) {
        buffer_add_text(out, "no note");
        return;
    }
    buffer_add_text(out, felt ? felt : "how it felt is not said");
    for (size_t i = 0; i < noted->episodes; i++) episode_words(out, noted, i);
    buffer_init(&worn, 4096);
    note_worn_words(&worn, noted->note);
    if (worn.size) buffer_printf(out, "; %s", buffer_text(&worn));
    buffer_release(&worn);
    if (noted->late) buffer_add_text(out, "; noted more than 48 h after the run");
}

/* ------------------------------------------------------------------------- table */

static void add_row(struct buffer *out, const struct tingle_noted *noted, size_t episode, size_t row, const struct term *term)
{
    enum { LABEL = 18, INDENT = 24 };
    const struct tingle_note *n = &noted->note[episode];
    struct buffer value;
    buffer_init(&value, 1 << 16);
    if (strcmp(note_row[row].column, "regions") == 0) buffer_add_text(&value, noted->where[episode]);
    else note_row_value(&value, n, row);
    buffer_printf(out, "%4zu  ", row + 1);
    term_add_padded(out, note_row[row].label, LABEL);
    term_add_wrapped(out, value.size ? buffer_text(&value) : "-", INDENT, INDENT, (size_t)term->width);
    buffer_release(&value);
}

static bool says_nothing(const struct tingle_note *n, size_t row)
{
    struct value v = value_of(n, row);
    return !v.text && isnan(v.number);
}

static bool is_among(enum note_rows_shown rows, size_t row)
{
    return note_row[row].in_episode ? rows != NOTE_OF_RUN : rows != NOTE_EPISODE_SAID;
}

/* "not said: 3 where, 7 pain" */
static void add_unsaid(struct buffer *out, const struct tingle_note *n, enum note_rows_shown rows, const struct term *term)
{
    struct buffer line;
    const char *between = "not said: ";
    buffer_init(&line, 1 << 12);
    for (size_t i = 0; i < note_rows; i++) {
        if (!is_among(rows, i) || !says_nothing(n, i)) continue;
        between = part(&line, between);
        buffer_printf(&line, "%zu %s", i + 1, note_row[i].label);
    }
    if (line.size) {
        buffer_add_text(out, "      ");
        term_add_wrapped(out, buffer_text(&line), 6, 6, (size_t)term->width);
    }
    buffer_release(&line);
}

void note_text(struct buffer *out, const struct tingle_noted *noted, size_t episode, enum note_rows_shown rows, const struct term *term)
{
    for (size_t i = 0; i < note_rows; i++)
        if (is_among(rows, i) && !says_nothing(&noted->note[episode], i)) add_row(out, noted, episode, i, term);
    if (rows == NOTE_ALL || rows == NOTE_OF_RUN) add_unsaid(out, &noted->note[episode], rows, term);
}

/* -------------------------------------------------------------------------- JSON */

static void rows_json(struct json *j, const struct tingle_note *n, bool in_episode)
{
    for (size_t i = 0; i < note_rows; i++) {
        struct value v = value_of(n, i);
        if (note_row[i].in_episode != in_episode) continue;
        if (v.text) json_text(j, note_row[i].column, v.text);
        else json_number(j, note_row[i].column, v.number);
    }
}

void note_json(struct json *j, const char *key, const struct tingle_noted *noted)
{
    char at[UTC_TEXT_SIZE];
    if (!noted->found) {
        json_null(j, key);
        return;
    }
    json_begin_object(j, key);
    rows_json(j, noted->note, false);
    if (!isnan(noted->noted_at)) utc_text(at, (int64_t)noted->noted_at);
    json_text(j, "noted_at", isnan(noted->noted_at) ? NULL : at);
    json_bool(j, "late", noted->late);
    json_begin_array(j, "episodes");
    for (size_t i = 0; i < noted->episodes; i++) {
        json_begin_object(j, NULL);
        rows_json(j, &noted->note[i], true);
        json_end(j);
    }
    json_end(j);
    json_end(j);
}
