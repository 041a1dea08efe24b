/* Notes: one table of fields for the diary, the database and the checks. */
#include "journal/journal_note.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "base/text.h"
#include "base/utc.h"
#include "foot/regions.h"
#include "store/store.h"

#define IN_NOTE(f) false, offsetof(struct journal_note, f), sizeof((struct journal_note *)0)->f
#define IN_EPISODE(f) true, offsetof(struct journal_episode, f), sizeof((struct journal_episode *)0)->f

const struct note_field note_field_table[] = {
    {"felt", NOTE_ONE_OF, IN_NOTE(felt), 0, 0, "numb fine"},
    {"noted_at", NOTE_TIME, IN_NOTE(noted_at), 0, 0, NULL},
    {"shoe", NOTE_FREE, IN_NOTE(shoe), 0, 0, NULL},
    {"lacing_left", NOTE_NUMBER, IN_NOTE(lacing_left), 1, 5, NULL},
    {"lacing_right", NOTE_NUMBER, IN_NOTE(lacing_right), 1, 5, NULL},
    {"sock", NOTE_ONE_OF, IN_NOTE(sock), 0, 0, "thin medium thick"},
    {"foam_before", NOTE_FLAG, IN_NOTE(foam_before), 0, 1, NULL},
    {"foam_after", NOTE_FLAG, IN_NOTE(foam_after), 0, 1, NULL},
    {"relaced", NOTE_FLAG, IN_NOTE(relaced), 0, 1, NULL},
    {"carried_kg", NOTE_NUMBER, IN_NOTE(carried_kg), 0, 60, NULL},
    {"temperature_c", NOTE_NUMBER, IN_NOTE(temperature_c), -60, 60, NULL},
    {"why_ended", NOTE_ONE_OF, IN_NOTE(why_ended), 0, 0, "planned numb fear other"},
    {"breaks", NOTE_BREAK_LIST, IN_NOTE(breaks), 0, 0, NULL},
    {"text", NOTE_FREE, IN_NOTE(text), 0, 0, NULL},
    {"side", NOTE_ONE_OF, IN_EPISODE(side), 0, 0, "left right both"},
    {"regions", NOTE_REGIONS, IN_EPISODE(regions), 0, 0, NULL},
    {"quality", NOTE_SOME_OF, IN_EPISODE(quality), 0, 0, "numb tingling burning cold heavy"},
    {"onset", NOTE_ONSET, IN_EPISODE(onset), 0, 0, NULL},
    {"severity", NOTE_NUMBER, IN_EPISODE(severity), 0, 10, NULL},
    {"pain", NOTE_NUMBER, IN_EPISODE(pain), 0, 10, NULL},
    {"ended_by", NOTE_ONE_OF, IN_EPISODE(ended_by), 0, 0, "stopping walking loosening shoe-off by-itself not-yet"},
    {"relief_min", NOTE_NUMBER, IN_EPISODE(relief_min), 0, 10080, NULL},
    {"weakness", NOTE_FLAG, IN_EPISODE(weakness), 0, 1, NULL},
    {"colour_change", NOTE_FLAG, IN_EPISODE(colour_change), 0, 1, NULL},
    {"tight_leg", NOTE_FLAG, IN_EPISODE(tight_leg), 0, 1, NULL},
    {"stopped_because", NOTE_FLAG, IN_EPISODE(stopped_because), 0, 1, NULL},
};
const size_t note_field_count = sizeof note_field_table / sizeof *note_field_table;

static bool is_number(const struct note_field *f)
{
    return f->kind == NOTE_NUMBER || f->kind == NOTE_FLAG || f->kind == NOTE_TIME;
}

static void clear_fields(void *base, bool in_episode)
{
    for (size_t i = 0; i < note_field_count; i++) {
        const struct note_field *f = &note_field_table[i];
        if (f->in_episode != in_episode) continue;
        if (is_number(f)) *(double *)(void *)((char *)base + f->offset) = NAN;
        else *((char *)base + f->offset) = '\0';
    }
}

void journal_episode_init(struct journal_episode *episode)
{
    memset(episode, 0, sizeof *episode);
    clear_fields(episode, true);
}

void journal_note_init(struct journal_note *note)
{
    memset(note, 0, sizeof *note);
    clear_fields(note, false);
    for (size_t i = 0; i < NOTE_EPISODES; i++) journal_episode_init(&note->episode[i]);
}

const struct note_field *journal_note_field(const char *name)
{
    for (size_t i = 0; i < note_field_count; i++)
        if (text_same(note_field_table[i].name, name)) return &note_field_table[i];
    return NULL;
}

bool journal_note_same(const struct journal_note *a, const struct journal_note *b)
{
    char one[NOTE_TEXT], other[NOTE_TEXT];
    if (a->episodes != b->episodes) return false;
    for (size_t k = 0; k == 0 || k < a->episodes; k++) {
        for (size_t i = 0; i < note_field_count; i++) {
            const struct note_field *f = &note_field_table[i];
            if (f->in_episode ? k >= a->episodes : k > 0) continue;
            journal_note_get(a, k, f, one);
            journal_note_get(b, k, f, other);
            if (strcmp(one, other) != 0) return false;
        }
    }
    return true;
}

/* ------------------------------------------------------------------- words */

static bool word_in(const char *word, size_t n, const char *words)
{
    while (*words) {
        size_t m = strcspn(words, " ");
        if (m == n && strncmp(words, word, n) == 0) return true;
        words += m + (words[m] == ' ');
    }
    return false;
}

static bool words_allowed(const char *text, const char *words)
{
    while (*text) {
        size_t n = strcspn(text, " ");
        if (n && words && !word_in(text, n, words)) return false;
        text += n + (text[n] == ' ');
    }
    return true;
}

static bool flag_of(const char *text, double *out)
{
    bool yes = text_same(text, "yes") || text_same(text, "y") || text_same(text, "1") || text_same(text, "true");
    bool no = text_same(text, "no") || text_same(text, "n") || text_same(text, "0") || text_same(text, "false");
    *out = yes;
    return yes || no;
}

/* One or two numbers: "40", "30-45", or "30 to 45" (which no spreadsheet takes for a date). */
static bool minutes_of(const char *text, double *from, double *to)
{
    const char *dash = strchr(text, '-'), *word = strstr(text, " to "), *gap = dash ? dash : word;
    size_t n = gap ? (size_t)(gap - text) : strlen(text);
    *to = NAN;
    if (!text_to_double(text, n, from) || *from < 0) return false;
    if (!gap) return true;
    gap += dash ? 1 : 4;
    return text_to_double(gap, strlen(gap), to) && *to > *from;
}

bool journal_onset_parse(const char *text, enum note_onset *kind, double *from_min, double *to_min)
{
    static const struct { const char *word; enum note_onset kind; } words[] = {
        {"", NOTE_ONSET_UNKNOWN}, {"unknown", NOTE_ONSET_UNKNOWN}, {"early", NOTE_ONSET_EARLY},
        {"middle", NOTE_ONSET_MIDDLE}, {"late", NOTE_ONSET_LATE}, {"stopped", NOTE_ONSET_STOPPED}};
    *from_min = *to_min = NAN;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(text, words[i].word) != 0) continue;
        *kind = words[i].kind;
        return true;
    }
    if (text_starts_with(text, "stopped ")) {
        *kind = NOTE_ONSET_STOPPED;
        return text_to_double(text + 8, strlen(text + 8), from_min) && *from_min >= 0;
    }
    if (!minutes_of(text, from_min, to_min)) return false;
    *kind = isnan(*to_min) ? NOTE_ONSET_MINUTE : NOTE_ONSET_WINDOW;
    return true;
}

bool journal_episode_began(const struct journal_episode *e, double moving_min, double *from_min, double *to_min)
{
    enum note_onset kind;
    if (!journal_onset_parse(e->onset, &kind, from_min, to_min)) *from_min = *to_min = NAN;
    else if (kind == NOTE_ONSET_STOPPED) *from_min = *to_min = isnan(*from_min) || isnan(moving_min) ? (double)NAN : fmax(0, moving_min - *from_min);
    else if (kind == NOTE_ONSET_MINUTE) *to_min = *from_min;
    return !isnan(*from_min);
}

double journal_note_began(const struct journal_note *note, double moving_min)
{
    double from, to, earliest = NAN;
    for (size_t i = 0; i < note->episodes; i++)
        if (journal_episode_began(&note->episode[i], moving_min, &from, &to)) earliest = fmin(earliest, (from + to) / 2);
    return earliest;
}

static bool break_of(char *item, struct note_break *out)
{
    static const char *const reasons[] = {"planned", "symptom", "other"};
    char *plus, *word;
    item = text_trim(item);
    plus = strchr(item, '+');
    word = strchr(item, ' ');
    if (!plus || (word && word < plus)) return false;
    if (!word) word = item + strlen(item);
    if (!text_to_double(item, (size_t)(plus - item), &out->start_min) || out->start_min < 0) return false;
    if (!text_to_double(plus + 1, (size_t)(word - plus - 1), &out->length_min) || out->length_min <= 0) return false;
    word = text_trim(word);
    out->reason = NOTE_OTHER;
    for (int i = 0; i < 3; i++)
        if (strcmp(word, reasons[i]) == 0) out->reason = (enum note_reason)i;
    return *word == '\0' || word_in(word, strlen(word), "planned symptom other");
}

bool journal_breaks_parse(const char *text, struct note_break out[NOTE_BREAKS], size_t *count)
{
    char copy[NOTE_LIST], *item = copy, *next;
    *count = 0;
    if (strlen(text) >= sizeof copy) return false;
    memcpy(copy, text, strlen(text) + 1);
    for (; item && *item; item = next) {
        next = strchr(item, ';');
        if (next) *next++ = '\0';
        if (*count == NOTE_BREAKS || !break_of(item, &out[*count])) return false;
        ++*count;
    }
    return true;
}

/* --------------------------------------------------------------- set and get */

static enum tingle_status bad_field(const struct note_field *f, const char *text, const char *expected,
                                    struct tingle_error *err)
{
    return error_set(err, TINGLE_BAD_DATA, -1, "%s is \"%.60s\"; expected %s", f->name, text, expected);
}

static enum tingle_status set_number(double *out, const struct note_field *f, const char *text, struct tingle_error *err)
{
    char range[80];
    double value;
    if (f->kind == NOTE_FLAG) return flag_of(text, out) ? TINGLE_OK : bad_field(f, text, "yes or no", err);
    if (f->kind == NOTE_TIME)
        return utc_parse(text, strlen(text), out, NULL, NULL) ? TINGLE_OK : bad_field(f, text, "a time such as 2026-03-01T18:30:00Z", err);
    snprintf(range, sizeof range, "a number from %g to %g", f->lo, f->hi);
    if (!text_to_double(text, strlen(text), &value) || value < f->lo || value > f->hi) return bad_field(f, text, range, err);
    *out = value;
    return TINGLE_OK;
}

static enum tingle_status bad_region(const struct note_field *f, const char *code, struct tingle_error *err)
{
    char expected[160] = "codes of docs/regions.md, such as P_TOE3";
    int near = foot_region_nearest(code, strlen(code));
    if (near >= 0) snprintf(expected, sizeof expected, "codes of docs/regions.md, such as %s, %s", foot_region[near].code, foot_region[near].words);
    return bad_field(f, code, expected, err);
}

static enum tingle_status check_text(const struct note_field *f, const char *text, struct tingle_error *err)
{
    struct note_break breaks[NOTE_BREAKS];
    enum note_onset kind;
    size_t count;
    uint64_t regions;
    double from, to;
    char expected[160], unknown[64];
    if (strlen(text) >= f->size) return bad_field(f, text, "a shorter text", err);
    if (!text_is_utf8(text, strlen(text))) return error_set(err, TINGLE_BAD_DATA, -1, "%s is no text in UTF-8", f->name);
    switch (f->kind) {
    case NOTE_ONE_OF:
        snprintf(expected, sizeof expected, "one of: %s", f->words);
        return word_in(text, strlen(text), f->words) ? TINGLE_OK : bad_field(f, text, expected, err);
    case NOTE_SOME_OF:
        snprintf(expected, sizeof expected, "words of: %s", f->words ? f->words : "");
        return words_allowed(text, f->words) ? TINGLE_OK : bad_field(f, text, expected, err);
    case NOTE_REGIONS:
        if (foot_regions_parse(text, &regions, unknown, sizeof unknown)) return TINGLE_OK;
        return bad_region(f, unknown, err);
    case NOTE_ONSET:
        return journal_onset_parse(text, &kind, &from, &to)
                   ? TINGLE_OK : bad_field(f, text, "a minute (40), a window (30-45), early, middle, late, stopped or unknown", err);
    case NOTE_BREAK_LIST:
        return journal_breaks_parse(text, breaks, &count)
                   ? TINGLE_OK : bad_field(f, text, "breaks such as \"25+4 planned; 50+2 symptom\"", err);
    default: return TINGLE_OK;
    }
}

static void *field_at(const struct journal_note *note, size_t number, const struct note_field *f)
{
    const char *base = f->in_episode ? (const char *)&note->episode[number] : (const char *)note;
    assert(number < NOTE_EPISODES);
    return (void *)(base + f->offset);
}

/* Words are kept in lower case: "Numb" in a spreadsheet is "numb". Regions and free text stay as they are. */
static void lower_words(char *text, const struct note_field *field)
{
    if (field->kind != NOTE_ONE_OF && field->kind != NOTE_SOME_OF && field->kind != NOTE_ONSET && field->kind != NOTE_BREAK_LIST) return;
    for (; *text; text++)
        if (*text >= 'A' && *text <= 'Z') *text = (char)(*text - 'A' + 'a');
}

enum tingle_status journal_note_set(struct journal_note *note, size_t number, const struct note_field *field,
                                    const char *text, struct tingle_error *err)
{
    char word[NOTE_TEXT];
    void *at = field_at(note, number, field);
    enum tingle_status st;
    if (field->in_episode && *text && number >= note->episodes) note->episodes = number + 1;
    if (is_number(field)) {
        *(double *)at = NAN;
        return *text ? set_number(at, field, text, err) : TINGLE_OK;
    }
    *(char *)at = '\0';
    snprintf(word, sizeof word, "%s", strlen(text) < sizeof word ? text : "");
    lower_words(word, field);
    st = *text ? check_text(field, *word ? word : text, err) : TINGLE_OK;
    if (!st) memcpy(at, word, strlen(word) + 1);
    return st;
}

void journal_note_get(const struct journal_note *note, size_t number, const struct note_field *field, char *out)
{
    const void *at = field_at(note, number, field);
    char digits[DECIMAL_TEXT_SIZE];
    double value;
    if (!is_number(field)) {
        snprintf(out, NOTE_TEXT, "%s", (const char *)at);
        return;
    }
    value = *(const double *)at;
    *out = '\0';
    if (isnan(value)) return;
    if (field->kind == NOTE_FLAG) memcpy(out, value != 0 ? "yes" : "no", value != 0 ? 4 : 3);
    else if (field->kind == NOTE_TIME) utc_text(out, (int64_t)value);
    else {
        decimal_text(digits, value);
        snprintf(out, NOTE_TEXT, "%s", digits);
    }
}

double journal_episode_relief(const struct journal_episode *e)
{
    return strcmp(e->ended_by, "not-yet") == 0 ? (double)NAN : e->relief_min;
}

double journal_episode_lasted(const struct journal_episode *e, const struct journal_note *note, const struct journal_run *run)
{
    const double until_note = floor((note->noted_at - run->start_unix_s - run->elapsed_s) / 60);
    return strcmp(e->ended_by, "not-yet") == 0 && until_note > 0 ? fmax(e->relief_min, until_note) : e->relief_min;
}

bool journal_note_is_late(const struct journal_note *note, const struct journal_run *run)
{
    return note->noted_at - (run->start_unix_s + run->elapsed_s) > 48 * 3600.0;
}

/* -------------------------------------------------------------------- checks */

static enum tingle_status check_onset(const struct journal_episode *e, const struct journal_run *run, struct tingle_error *err)
{
    enum note_onset kind;
    double from, to, end = (isnan(run->moving_s) ? run->elapsed_s : run->moving_s) / 60;
    if (!journal_onset_parse(e->onset, &kind, &from, &to)) return TINGLE_OK;
    if (from <= end + 1 && !(to > end + 1)) return TINGLE_OK;
    if (isnan(from)) return TINGLE_OK;
    return error_set(err, TINGLE_BAD_DATA, -1, "onset is %s min, but the run has only %.0f min of movement", e->onset, end);
}

/* Every field again as its text, so that no note gets in that a diary could not say. */
static enum tingle_status check_fields(const struct journal_note *note, struct tingle_error *err)
{
    struct journal_note again;
    char text[NOTE_TEXT];
    enum tingle_status st = TINGLE_OK;
    assert(note->episodes <= NOTE_EPISODES);
    journal_note_init(&again);
    if (note->episodes && strcmp(note->felt, "numb") != 0)
        return error_set(err, TINGLE_BAD_DATA, -1, "felt is \"%s\", yet numbness is described; write numb, or leave side, onset and the like empty",
                         note->felt);
    for (size_t k = 0; k == 0 || k < note->episodes; k++) {
        for (size_t i = 0; !st && i < note_field_count; i++) {
            const struct note_field *f = &note_field_table[i];
            if (f->in_episode ? k >= note->episodes : k > 0) continue;
            journal_note_get(note, k, f, text);
            st = journal_note_set(&again, k, f, text, err);
        }
    }
    return st;
}

/* A day alone is midnight, and clocks differ: a day of grace at both ends. */
static enum tingle_status check_noted_at(const struct journal_note *note, const struct journal_run *run, struct tingle_error *err)
{
    const double day_s = 86400;
    char noted[UTC_TEXT_SIZE], began[UTC_TEXT_SIZE];
    bool early = note->noted_at < run->start_unix_s - day_s, future = note->noted_at > (double)utc_now() + day_s;
    if (!early && !future) return TINGLE_OK;
    utc_text(noted, (int64_t)note->noted_at);
    utc_text(began, (int64_t)run->start_unix_s);
    if (future) return error_set(err, TINGLE_BAD_DATA, -1, "noted_at is %s, which is in the future", noted);
    return error_set(err, TINGLE_BAD_DATA, -1, "noted_at is %s, but the run began only at %s", noted, began);
}

static enum tingle_status check_inside(const struct journal_note *note, const struct journal_run *run, struct tingle_error *err)
{
    struct note_break breaks[NOTE_BREAKS];
    size_t count = 0;
    enum tingle_status st = check_fields(note, err);
    if (!st) st = check_noted_at(note, run, err);
    for (size_t i = 0; !st && i < note->episodes; i++) st = check_onset(&note->episode[i], run, err);
    if (st || !journal_breaks_parse(note->breaks, breaks, &count)) return st;
    for (size_t i = 0; i < count; i++)
        if (breaks[i].start_min + breaks[i].length_min > run->elapsed_s / 60 + 1)
            return error_set(err, TINGLE_BAD_DATA, -1, "a break ends at %.0f min, but the run at %.0f min",
                             breaks[i].start_min + breaks[i].length_min, run->elapsed_s / 60);
    return TINGLE_OK;
}

static enum tingle_status shoe_id(struct journal *j, const char *name, int64_t *id, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st;
    *id = 0;
    if (!*name) return TINGLE_OK;
    st = store_query(&q, journal_store(j), "SELECT id FROM shoe WHERE name = ?1", err);
    if (st) return st;
    store_bind_text(&q, 1, name);
    if (store_row(&q, &st, err)) *id = store_int(&q, 0);
    else if (!st)
        st = error_set(err, TINGLE_BAD_DATA, -1, "no shoe \"%s\" in the journal; `tingle shoes` lists them, `tingle shoes add` adds one", name);
    store_done(&q);
    return st;
}

/* -------------------------------------------------------------------- storing */

static void bind_field(struct store_query *q, int at, const void *value, const struct note_field *f)
{
    if (!is_number(f)) {
        const char *text = value;
        store_bind_text(q, at, *text ? text : NULL);
    } else if (f->kind == NOTE_NUMBER) {
        store_bind_double(q, at, *(const double *)value);
    } else if (!isnan(*(const double *)value)) {
        store_bind_int(q, at, (int64_t) * (const double *)value);
    }
}

/* The order of ?2 and on is that of note_field_table. */
static const char insert_note[] =
    "INSERT OR REPLACE INTO note (run, felt, noted_at, shoe, lacing_left, lacing_right, sock, foam_before, foam_after,"
    " relaced, carried_kg, temperature_c, why_ended, breaks, text)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
static const char insert_episode[] =
    "INSERT INTO episode (run, number, side, regions, quality, onset, severity, pain, ended_by, relief_min, weakness,"
    " colour_change, tight_leg, stopped_because) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
static const char select_note[] =
    "SELECT felt, noted_at, (SELECT name FROM shoe s WHERE s.id = note.shoe), lacing_left, lacing_right, sock, foam_before,"
    " foam_after, relaced, carried_kg, temperature_c, why_ended, breaks, text FROM note WHERE run = ?1";
static const char select_episodes[] =
    "SELECT side, regions, quality, onset, severity, pain, ended_by, relief_min, weakness, colour_change, tight_leg,"
    " stopped_because FROM episode WHERE run = ?1 ORDER BY number";

static enum tingle_status store_episode(struct journal *j, int64_t run, const struct journal_note *note, size_t number,
                                        struct tingle_error *err)
{
    struct store_query q;
    int at = 3;
    enum tingle_status st = store_query(&q, journal_store(j), insert_episode, err);
    if (st) return st;
    store_bind_int(&q, 1, run);
    store_bind_int(&q, 2, (int64_t)number + 1);
    for (size_t i = 0; i < note_field_count; i++)
        if (note_field_table[i].in_episode) bind_field(&q, at++, field_at(note, number, &note_field_table[i]), &note_field_table[i]);
    return store_step(&q, err);
}

static enum tingle_status store_note(struct journal *j, int64_t run, const struct journal_note *note, int64_t shoe,
                                     struct tingle_error *err)
{
    struct store_query q;
    int at = 2;
    enum tingle_status st = store_query(&q, journal_store(j), insert_note, err);
    if (st) return st;
    store_bind_int(&q, 1, run);
    for (size_t i = 0; i < note_field_count; i++) {
        const struct note_field *f = &note_field_table[i];
        if (f->in_episode) continue;
        if (f->offset != offsetof(struct journal_note, shoe)) bind_field(&q, at, field_at(note, 0, f), f);
        else if (shoe) store_bind_int(&q, at, shoe);
        at++;
    }
    return store_step(&q, err);
}

static enum tingle_status remove_rows(struct journal *j, const char *sql, int64_t run, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), sql, err);
    if (st) return st;
    store_bind_int(&q, 1, run);
    return store_step(&q, err);
}

static enum tingle_status put_note(struct journal *j, int64_t run, const struct journal_note *note,
                                   struct tingle_error *err)
{
    int64_t shoe = 0;
    enum tingle_status st = shoe_id(j, note->shoe, &shoe, err);
    if (!st) st = remove_rows(j, "DELETE FROM episode WHERE run = ?1", run, err);
    if (!st) st = store_note(j, run, note, shoe, err);
    for (size_t i = 0; !st && i < note->episodes; i++) st = store_episode(j, run, note, i, err);
    return st;
}

static enum tingle_status put_checked(struct journal *j, int64_t run, const struct journal_note *note, struct tingle_error *err)
{
    struct journal_run known;
    enum tingle_status st = journal_run_read(j, run, &known, err);
    if (!st) st = check_inside(note, &known, err);
    return st ? st : put_note(j, run, note, err);
}

enum tingle_status journal_note_store(struct journal *j, int64_t run, const struct journal_note *note,
                                      struct tingle_error *err)
{
    enum tingle_status st = journal_begin(j, err);
    return st ? st : journal_end(j, put_checked(j, run, note, err), err);
}

enum tingle_status journal_note_put_back(struct journal *j, int64_t run, const struct journal_note *note,
                                         struct tingle_error *err)
{
    enum tingle_status st = journal_begin(j, err);
    return st ? st : journal_end(j, put_note(j, run, note, err), err);
}

enum tingle_status journal_note_remove(struct journal *j, int64_t run, struct tingle_error *err)
{
    return remove_rows(j, "DELETE FROM note WHERE run = ?1", run, err); /* and its episodes */
}

static void read_fields(const struct store_query *q, struct journal_note *note, size_t number, bool in_episode)
{
    int at = 0;
    for (size_t i = 0; i < note_field_count; i++) {
        const struct note_field *f = &note_field_table[i];
        void *to = field_at(note, number, f);
        if (f->in_episode != in_episode) continue;
        if (is_number(f)) *(double *)to = store_double(q, at);
        else snprintf(to, f->size, "%s", store_text(q, at));
        at++;
    }
}

enum tingle_status journal_note_read(struct journal *j, int64_t run, struct journal_note *note, bool *found,
                                     struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), select_note, err);
    *found = false;
    journal_note_init(note);
    if (st) return st;
    store_bind_int(&q, 1, run);
    if (store_row(&q, &st, err)) {
        read_fields(&q, note, 0, false);
        *found = true;
    }
    store_done(&q);
    if (st || !*found) return st;
    st = store_query(&q, journal_store(j), select_episodes, err);
    if (st) return st;
    store_bind_int(&q, 1, run);
    while (note->episodes < NOTE_EPISODES && store_row(&q, &st, err)) read_fields(&q, note, note->episodes++, true);
    store_done(&q);
    return st;
}
