/* Changes of notes, back and forth. */
#include "journal/note_history.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utc.h"
#include "journal/journal_schema.h"

/* ---------------------------------------------------------------- a note as text */

static bool put_fields(json_t *object, const struct journal_note *note, size_t number, bool in_episode)
{
    char text[NOTE_TEXT];
    bool good = true;
    for (size_t i = 0; good && i < note_field_count; i++) {
        const struct note_field *f = &note_field_table[i];
        if (f->in_episode != in_episode) continue;
        journal_note_get(note, number, f, text);
        if (*text) good = json_object_set_new(object, f->name, json_string(text)) == 0;
    }
    return good;
}

/* The note as JSON text, to be given to free(); NULL when there is no memory. The shoe is there by its number too: it may
 * be called differently later. */
static char *note_text(const struct journal_note *note, int64_t shoe)
{
    json_t *root = json_object(), *episodes = json_array();
    bool good = root && put_fields(root, note, 0, false) && (!shoe || json_object_set_new(root, "shoe_id", json_integer(shoe)) == 0);
    char *text = NULL;
    for (size_t i = 0; good && i < note->episodes; i++) {
        json_t *one = json_object();
        good = one && put_fields(one, note, i, true) && json_array_append(episodes, one) == 0;
        json_decref(one);
    }
    if (good) good = json_object_set(root, "episodes", episodes) == 0;
    if (good) text = json_dumps(root, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(episodes);
    json_decref(root);
    return text;
}

static enum tingle_status take_fields(struct journal_note *note, size_t number, const json_t *object, bool in_episode, struct tingle_error *err)
{
    enum tingle_status st = TINGLE_OK;
    for (size_t i = 0; !st && i < note_field_count; i++) {
        const struct note_field *f = &note_field_table[i];
        const char *text = json_string_value(json_object_get(object, f->name));
        if (f->in_episode == in_episode && text) st = journal_note_set(note, number, f, text, err);
    }
    return st;
}

static enum tingle_status shoe_name(struct journal *j, int64_t id, struct journal_note *note, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "SELECT name FROM shoe WHERE id = ?1", err);
    if (st) return st;
    store_bind_int(&q, 1, id);
    if (store_row(&q, &st, err)) text_copy(note->shoe, sizeof note->shoe, store_text(&q, 0));
    store_done(&q);
    return st;
}

static enum tingle_status note_of_text(struct journal *j, const char *text, struct journal_note *note, struct tingle_error *err)
{
    json_t *root = json_loads(text, 0, NULL), *episodes = json_object_get(root, "episodes");
    enum tingle_status st = TINGLE_OK;
    journal_note_init(note);
    if (!json_is_object(root) || !json_is_array(episodes) || json_array_size(episodes) > NOTE_EPISODES)
        st = error_set(err, TINGLE_BAD_DATA, -1, "%s: the note of before cannot be read: see `tingle check`", journal_path(j));
    if (!st) st = take_fields(note, 0, root, false, err);
    if (!st) st = shoe_name(j, (int64_t)json_integer_value(json_object_get(root, "shoe_id")), note, err);
    if (!st) note->episodes = json_array_size(episodes);
    for (size_t i = 0; !st && i < note->episodes; i++) st = take_fields(note, i, json_array_get(episodes, i), true, err);
    json_decref(root);
    return st;
}

static enum tingle_status shoe_id(struct journal *j, const char *name, int64_t *id, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "SELECT id FROM shoe WHERE name = ?1", err);
    *id = 0;
    if (st) return st;
    store_bind_text(&q, 1, name);
    if (store_row(&q, &st, err)) *id = store_int(&q, 0);
    store_done(&q);
    return st;
}

/* The run's note now, as text; NULL where it has none. */
static enum tingle_status text_now(struct journal *j, int64_t run, char **text, struct tingle_error *err)
{
    struct journal_note note;
    int64_t shoe = 0;
    bool found;
    enum tingle_status st = journal_note_read(j, run, &note, &found, err);
    *text = NULL;
    if (st || !found) return st;
    st = shoe_id(j, note.shoe, &shoe, err);
    if (!st && !(*text = note_text(&note, shoe))) st = error_no_memory(err, "the note");
    return st;
}

static bool same_text(const char *a, const char *b) { return a && b ? strcmp(a, b) == 0 : a == b; }

/* ------------------------------------------------------------------------ changing */

static enum tingle_status remember(struct journal *j, int64_t run, const char *before, const char *after, int64_t proposal,
                                   struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_run(journal_store(j), "DELETE FROM note_change WHERE undone", err);
    if (!st) st = store_query(&q, journal_store(j), "INSERT INTO note_change (run, changed_at, before, after, proposal, undone)"
                              " VALUES (?1, ?2, ?3, ?4, ?5, 0)", err);
    if (st) return st;
    store_bind_int(&q, 1, run);
    store_bind_int(&q, 2, utc_now());
    store_bind_text(&q, 3, before);
    store_bind_text(&q, 4, after);
    if (proposal) store_bind_int(&q, 5, proposal);
    st = store_step(&q, err);
    if (!st) st = store_query(&q, journal_store(j), "DELETE FROM note_change WHERE id NOT IN"
                              " (SELECT id FROM note_change ORDER BY id DESC LIMIT ?1)", err);
    if (st) return st;
    store_bind_int(&q, 1, HISTORY_KEPT);
    return store_step(&q, err);
}

static enum tingle_status change(struct journal *j, int64_t run, const struct journal_note *note, int64_t proposal, struct tingle_error *err)
{
    char *before = NULL, *after = NULL;
    enum tingle_status st = text_now(j, run, &before, err);
    if (!st) st = note ? journal_note_store(j, run, note, err) : journal_note_remove(j, run, err);
    if (!st) st = text_now(j, run, &after, err);
    if (!st && !same_text(before, after)) st = remember(j, run, before, after, proposal, err);
    free(before);
    free(after);
    return st;
}

enum tingle_status journal_note_change(struct journal *j, int64_t run, const struct journal_note *note, int64_t proposal,
                                       struct tingle_error *err)
{
    enum tingle_status st = journal_begin(j, err);
    return st ? st : journal_end(j, change(j, run, note, proposal, err), err);
}

/* ------------------------------------------------------------------- back and forth */

struct row {
    int64_t id, run, changed_at, proposal;
    char *before, *after; /* owned; NULL: no note */
};

static void row_release(struct row *row)
{
    free(row->before);
    free(row->after);
}

/* A column's text, to be given to free(); NULL for NULL. */
static enum tingle_status take_text(const struct store_query *q, int column, char **out, struct tingle_error *err)
{
    *out = NULL;
    if (store_is_null(q, column)) return TINGLE_OK;
    *out = strdup(store_text(q, column));
    return *out ? TINGLE_OK : error_no_memory(err, "the note");
}

#define ROW "SELECT id, run, changed_at, before, after, proposal FROM note_change "

static enum tingle_status read_row(struct journal *j, bool undo, struct row *row, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), undo ? ROW "WHERE NOT undone ORDER BY id DESC LIMIT 1" : ROW "WHERE undone ORDER BY id LIMIT 1", err);
    if (st) return st;
    if (store_row(&q, &st, err)) {
        row->id = store_int(&q, 0);
        row->run = store_int(&q, 1);
        row->changed_at = store_int(&q, 2);
        row->proposal = store_int(&q, 5);
        st = take_text(&q, 3, &row->before, err);
        if (!st) st = take_text(&q, 4, &row->after, err);
    } else if (!st) {
        st = error_set(err, TINGLE_NO_INPUT, -1, undo ? "no change of a note is left to take back" : "nothing was taken back that could be done again");
    }
    store_done(&q);
    return st;
}

static enum tingle_status put_text(struct journal *j, int64_t run, const char *text, struct tingle_error *err)
{
    struct journal_note note;
    enum tingle_status st = TINGLE_OK;
    if (!text) return journal_note_remove(j, run, err);
    st = note_of_text(j, text, &note, err);
    return st ? st : journal_note_put_back(j, run, &note, err);
}

/* Marks the row, with what was there on the side that is left. */
static enum tingle_status turn_row(struct journal *j, bool undo, const struct row *row, const char *left, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), undo ? "UPDATE note_change SET undone = 1, after = ?2 WHERE id = ?1"
                                                                   : "UPDATE note_change SET undone = 0, before = ?2 WHERE id = ?1", err);
    if (st) return st;
    store_bind_int(&q, 1, row->id);
    store_bind_text(&q, 2, left);
    return store_step(&q, err);
}

static enum tingle_status turn_proposal(struct journal *j, bool undo, int64_t proposal, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = proposal ? store_query(&q, journal_store(j), undo ? "UPDATE proposal SET state = 'open' WHERE id = ?1 AND state = 'taken'"
                                                                              : "UPDATE proposal SET state = 'taken' WHERE id = ?1 AND state = 'open'", err)
                                     : TINGLE_OK;
    if (st || !proposal) return st;
    store_bind_int(&q, 1, proposal);
    return store_step(&q, err);
}

static enum tingle_status count_left(struct journal *j, struct history_step *out, struct tingle_error *err)
{
    struct store_query q;
    enum tingle_status st = store_query(&q, journal_store(j), "SELECT count(*) - sum(undone), sum(undone) FROM note_change", err);
    if (st) return st;
    if (store_row(&q, &st, err)) {
        out->undos = (size_t)store_int(&q, 0);
        out->redos = (size_t)store_int(&q, 1);
    }
    store_done(&q);
    return st;
}

static enum tingle_status turn(struct journal *j, bool undo, struct row *row, struct history_step *out, struct tingle_error *err)
{
    char *left = NULL;
    enum tingle_status st = read_row(j, undo, row, err);
    if (!st) st = text_now(j, row->run, &left, err);
    if (!st) {
        *out = (struct history_step){.run = row->run, .changed_at = row->changed_at,
                                     .kind = !row->before ? HISTORY_ADDED : row->after ? HISTORY_CHANGED : HISTORY_REMOVED,
                                     .written_since = !same_text(left, undo ? row->after : row->before)};
        st = put_text(j, row->run, undo ? row->before : row->after, err);
    }
    if (!st) st = turn_row(j, undo, row, left, err);
    if (!st) st = turn_proposal(j, undo, row->proposal, err);
    if (!st) st = count_left(j, out, err);
    free(left);
    return st;
}

static enum tingle_status turn_whole(struct journal *j, bool undo, struct history_step *out, struct tingle_error *err)
{
    struct row row = {0};
    enum tingle_status st = journal_begin(j, err);
    if (st) return st;
    st = journal_end(j, turn(j, undo, &row, out, err), err);
    row_release(&row);
    return st;
}

enum tingle_status history_undo(struct journal *j, struct history_step *out, struct tingle_error *err) { return turn_whole(j, true, out, err); }
enum tingle_status history_redo(struct journal *j, struct history_step *out, struct tingle_error *err) { return turn_whole(j, false, out, err); }
