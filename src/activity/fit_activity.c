/* FIT messages into a struct activity: the meaning of fields, by the field table. */
#include "activity/fit_activity.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "activity/activity_build.h"
#include "activity/activity_limits.h"
#include "activity/fit_decode.h"
#include "activity/fit_fields.h"
#include "activity/fit_head.h"
#include "activity/fit_hr.h"
#include "activity/fit_names.h"
#include "activity/fit_record.h"
#include "base/text.h"

enum {
    FILE_TYPE_ACTIVITY = 4,
    EVENT_TIMER = 0, EVENT_WORKOUT = 3, EVENT_WORKOUT_STEP = 4, EVENT_USER_MARKER = 32,
    TYPE_START = 0, TYPE_STOP = 1, TYPE_STOP_ALL = 4, TYPE_STOP_DISABLE = 8, TYPE_STOP_DISABLE_ALL = 9,
    MAX_DESCRIPTIONS = 1024,
    PLANS = 32,
    USUAL_PLANS = 8,   /* definitions of records, and ... */
    USUAL_TEXTS = 8192 /* ... bytes for names and the list of repairs, in most files */
};

/* The messages that have something to tell; others are passed over. */
static const uint16_t wanted[] = {FIT_MESSAGE_FILE_ID, FIT_MESSAGE_SPORT, FIT_MESSAGE_SESSION, FIT_MESSAGE_LAP,
                                  FIT_MESSAGE_RECORD, FIT_MESSAGE_EVENT, FIT_MESSAGE_DEVICE_INFO, FIT_MESSAGE_WORKOUT,
                                  FIT_MESSAGE_ACTIVITY, FIT_MESSAGE_HR, FIT_MESSAGE_FIELD_DESCRIPTION};

/* How many messages of each kind the first walk found. */
struct fit_counts {
    size_t record, lap, session, event, workout, heart_beats;
};

struct fit_reading {
    struct activity *a;
    struct fit_decoder *d;
    struct repair_log *log;
    const char *name; /* for messages */
    struct fit_counts n;
    int file_type;    /* of the first file_id that has one, an activity's before others; -1 */
    int manufacturer, product; /* -1 unknown */
    char product_name[ACTIVITY_MAX_NAME + 1];
    int sport, sub_sport;      /* of the sport message, for files without a session */
    bool present[ACTIVITY_COLUMN_COUNT];
    struct fit_developer_uses uses;
    uint32_t surveyed[PLANS]; /* serials of definitions of records that were looked at, each at serial % PLANS */
    struct fit_developer_table developer;
    const char *described_name[ACTIVITY_MAX_DEVELOPER_SERIES]; /* of each series, as described */
    struct fit_record_columns columns;
    struct fit_record_plan *plan[PLANS]; /* each at its serial % PLANS, made when first needed */
    bool no_memory; /* met inside a walk */
    struct fit_distance_sum distance;
    struct fit_hr hr;
    size_t row;
};

/* A field by its row of the table, in the row's unit; NaN when missing. */
static double value_of(const struct fit_message *m, enum fit_field_id id)
{
    const struct fit_field_row *row = &fit_field_rows[id];
    assert(m->def->message == row->message);
    return fit_message_number(m, row->field) * row->factor / row->scale - row->offset;
}

/* The same as a whole number; `missing` when there is none. */
static int code_of(const struct fit_message *m, enum fit_field_id id, int missing)
{
    double value = value_of(m, id);
    return fabs(value) <= 1e9 ? (int)value : missing;
}

/* A moment as Unix seconds; NaN when missing. */
static double unix_of(const struct fit_message *m, enum fit_field_id id)
{
    return value_of(m, id) + FIT_EPOCH_UNIX_S;
}

/* ---- first walk ------------------------------------------------------------------ */

static void survey_file_id(struct fit_reading *r, const struct fit_message *m)
{
    int type = code_of(m, FIT_FILE_ID_TYPE, -1);
    if (r->file_type < 0 || (type == FILE_TYPE_ACTIVITY && r->file_type != FILE_TYPE_ACTIVITY)) r->file_type = type;
    if (r->manufacturer < 0) {
        r->manufacturer = code_of(m, FIT_FILE_ID_MANUFACTURER, -1);
        r->product = code_of(m, FIT_FILE_ID_PRODUCT, -1);
    }
    if (!r->product_name[0])
        fit_message_text(m, fit_field_rows[FIT_FILE_ID_PRODUCT_NAME].field, r->product_name, sizeof r->product_name);
}

/* The device that made the file, for files whose file_id does not say. */
static void survey_device(struct fit_reading *r, const struct fit_message *m)
{
    if (code_of(m, FIT_DEVICE_INFO_DEVICE_INDEX, -1) != 0) return;
    if (r->manufacturer < 0) r->manufacturer = code_of(m, FIT_DEVICE_INFO_MANUFACTURER, -1);
    if (r->product < 0) r->product = code_of(m, FIT_DEVICE_INFO_PRODUCT, -1);
    if (!r->product_name[0])
        fit_message_text(m, fit_field_rows[FIT_DEVICE_INFO_PRODUCT_NAME].field, r->product_name, sizeof r->product_name);
}

static int column_of_native(int message, int field)
{
    if (message != FIT_MESSAGE_RECORD) return -1;
    for (int id = 0; id < FIT_FIELD_ID_COUNT; id++)
        if (fit_field_rows[id].message == message && fit_field_rows[id].field == field) return fit_field_rows[id].column;
    return -1;
}

static const char *keep_text(struct fit_reading *r, const char *text)
{
    const char *kept = arena_text(&r->a->arena, text, strlen(text));
    return kept ? kept : "";
}

/* Is a series already that of another field of the same file (two sensors of one make)? */
static bool is_taken(const struct fit_reading *r, size_t series, const struct fit_developer_field *by)
{
    for (size_t i = 0; i < r->developer.count; i++) {
        const struct fit_developer_field *f = &r->developer.row[i];
        if (f->series == series && f->file == by->file && (f->index != by->index || f->number != by->number)) return true;
    }
    return false;
}

/* The series of a description: one of the same name and unit, or a new one with a name of its own ("Power 2").
 * SIZE_MAX when there are too many. */
static size_t developer_series(struct fit_reading *r, const struct fit_developer_field *f, const char *name,
                               const char *unit, int native)
{
    struct activity *a = r->a;
    char own[ACTIVITY_MAX_NAME + 16];
    unsigned same_name = 0;
    for (size_t i = 0; i < a->developer_count; i++) {
        if (strcmp(r->described_name[i], name) != 0) continue;
        if (strcmp(a->developer[i].unit, unit) == 0 && !is_taken(r, i, f)) return i;
        same_name++;
    }
    if (a->developer_count == ACTIVITY_MAX_DEVELOPER_SERIES) return SIZE_MAX;
    r->described_name[a->developer_count] = keep_text(r, name);
    snprintf(own, sizeof own, same_name ? "%s %u" : "%s", name, same_name + 1);
    a->developer[a->developer_count] =
        (struct activity_series){.name = keep_text(r, own), .unit = keep_text(r, unit), .native = native};
    return a->developer_count++;
}

/* Room for the next description and its series; NULL when there are too many. */
static struct fit_developer_field *next_description(struct fit_reading *r)
{
    struct activity *a = r->a;
    if (!r->developer.row) {
        r->developer.row = arena_raw(&a->arena, MAX_DESCRIPTIONS * sizeof *r->developer.row);
        a->developer = arena_array(&a->arena, ACTIVITY_MAX_DEVELOPER_SERIES, sizeof *a->developer);
        r->no_memory |= !r->developer.row || !a->developer;
    }
    return r->no_memory || r->developer.count == MAX_DESCRIPTIONS ? NULL : &r->developer.row[r->developer.count];
}

static void too_many_descriptions(struct fit_reading *r, const struct fit_message *m)
{
    if (!r->no_memory)
        repair_note(r->log, REPAIR_DEVELOPER, (int64_t)m->offset, "more than %d developer fields; this one and those behind it left out",
                    ACTIVITY_MAX_DEVELOPER_SERIES);
}

static void survey_description(struct fit_reading *r, const struct fit_message *m)
{
    struct fit_developer_field *f = next_description(r);
    char name[ACTIVITY_MAX_NAME + 1], unit[ACTIVITY_MAX_NAME + 1];
    int index = code_of(m, FIT_FIELD_DESCRIPTION_DEVELOPER_DATA_INDEX, -1);
    int number = code_of(m, FIT_FIELD_DESCRIPTION_FIELD_DEFINITION_NUMBER, -1);
    double scale = value_of(m, FIT_FIELD_DESCRIPTION_SCALE), offset = value_of(m, FIT_FIELD_DESCRIPTION_OFFSET);
    if (index < 0 || number < 0) return;
    if (!f) {
        too_many_descriptions(r, m);
        return;
    }
    fit_message_text(m, fit_field_rows[FIT_FIELD_DESCRIPTION_FIELD_NAME].field, name, sizeof name);
    fit_message_text(m, fit_field_rows[FIT_FIELD_DESCRIPTION_UNITS].field, unit, sizeof unit);
    if (!name[0]) snprintf(name, sizeof name, "developer %d field %d", index, number);
    f->index = (uint8_t)index;
    f->number = (uint8_t)number;
    f->type = (uint8_t)code_of(m, FIT_FIELD_DESCRIPTION_FIT_BASE_TYPE_ID, FIT_BYTE);
    f->file = m->file;
    f->offset = m->offset;
    f->scale = scale >= 1 ? scale : 1;
    f->offset_value = isnan(offset) ? 0 : offset;
    f->series = developer_series(r, f, name, unit,
                                 column_of_native(code_of(m, FIT_FIELD_DESCRIPTION_NATIVE_MESG_NUM, -1),
                                                  code_of(m, FIT_FIELD_DESCRIPTION_NATIVE_FIELD_NUM, -1)));
    if (f->series != SIZE_MAX) r->developer.count++;
    else too_many_descriptions(r, m);
}

static void survey_record(struct fit_reading *r, const struct fit_message *m)
{
    uint32_t *surveyed = &r->surveyed[m->def->serial % PLANS];
    r->n.record += 1 + fit_decode_more(r->d, m, SIZE_MAX);
    if (*surveyed == m->def->serial) return;
    *surveyed = m->def->serial;
    fit_record_survey(m->def, r->present, &r->uses);
}

static void survey_message(struct fit_reading *r, const struct fit_message *m)
{
    switch (m->def->message) {
    case FIT_MESSAGE_RECORD: survey_record(r, m); break;
    case FIT_MESSAGE_FILE_ID: survey_file_id(r, m); break;
    case FIT_MESSAGE_DEVICE_INFO: survey_device(r, m); break;
    case FIT_MESSAGE_FIELD_DESCRIPTION: survey_description(r, m); break;
    case FIT_MESSAGE_LAP: r->n.lap++; break;
    case FIT_MESSAGE_SESSION: r->n.session++; break;
    case FIT_MESSAGE_EVENT: r->n.event++; break;
    case FIT_MESSAGE_WORKOUT: r->n.workout++; break;
    case FIT_MESSAGE_HR: r->n.heart_beats += fit_hr_count(m); break;
    case FIT_MESSAGE_SPORT:
        r->sport = code_of(m, FIT_SPORT_SPORT, r->sport);
        r->sub_sport = code_of(m, FIT_SPORT_SUB_SPORT, r->sub_sport);
        break;
    default: break;
    }
}


static enum tingle_status survey(struct fit_reading *r, struct tingle_error *err)
{
    struct activity *a = r->a;
    struct fit_message m;
    while (fit_decode_next(r->d, &m)) survey_message(r, &m);
    if (r->no_memory) return error_no_memory(err, r->name);
    a->chained = r->d->files;
    a->crc_ok = r->d->crc_ok;
    if (r->n.record > ACTIVITY_MAX_SAMPLES)
        return error_set(err, TINGLE_LIMIT, -1, "%s: %zu records; at most %d are read", r->name, r->n.record,
                         ACTIVITY_MAX_SAMPLES);
    if (r->n.lap > ACTIVITY_MAX_MARKS || r->n.session > ACTIVITY_MAX_MARKS || r->n.event > ACTIVITY_MAX_MARKS)
        return error_set(err, TINGLE_LIMIT, -1, "%s: more than %d laps, sessions or events", r->name,
                         ACTIVITY_MAX_MARKS);
    return TINGLE_OK;
}

/* ---- between the walks ----------------------------------------------------------- */

/* Keeps the developer series that records really have, under new indices. */
static void drop_unused_series(struct fit_reading *r)
{
    struct activity *a = r->a;
    size_t moved[ACTIVITY_MAX_DEVELOPER_SERIES], kept = 0;
    bool used[ACTIVITY_MAX_DEVELOPER_SERIES] = {false};
    for (size_t i = 0; i < r->developer.count; i++)
        if (fit_developer_used(&r->uses, r->developer.row[i].index, r->developer.row[i].number))
            used[r->developer.row[i].series] = true;
    for (size_t i = 0; i < a->developer_count; i++) {
        moved[i] = kept;
        if (used[i]) a->developer[kept++] = a->developer[i];
    }
    a->developer_count = kept;
    for (size_t i = 0, n = r->developer.count; i < n; i++) {
        size_t old = r->developer.row[i].series;
        r->developer.row[i].series = used[old] ? moved[old] : 0;
    }
}

/* Most files need one block of the heap: what is the same for every file, and four times the size of the file for
 * the columns, which take about three times as much. Memory that is not touched costs nothing. */
static bool reserve_for_all(struct activity *a, size_t file_size)
{
    enum { COLUMNS_TO_FILE = 4, MOST = 64 * 1024 * 1024 };
    const size_t fixed = sizeof(struct fit_reading) + sizeof(struct fit_decoder) + sizeof(struct repair_log) +
                         USUAL_PLANS * sizeof(struct fit_record_plan) + USUAL_TEXTS;
    return arena_reserve(&a->arena, fixed + (file_size < MOST / COLUMNS_TO_FILE ? file_size * COLUMNS_TO_FILE : MOST));
}

/* Now that it is known what the file has: one more block where that was not enough. */
static bool reserve_for_collecting(const struct fit_reading *r)
{
    struct activity *a = r->a;
    size_t columns = 1 + a->developer_count, plans = 0;
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) columns += r->present[c];
    for (int i = 0; i < PLANS; i++) plans += r->surveyed[i] != 0;
    return arena_reserve(&a->arena, r->n.record * columns * sizeof(double) + r->n.lap * sizeof *a->lap +
                                        r->n.session * sizeof *a->session + r->n.event * sizeof *a->event +
                                        r->n.heart_beats * sizeof *r->hr.beat + plans * sizeof *r->plan[0] + USUAL_TEXTS);
}

static enum tingle_status make_room(struct fit_reading *r, struct tingle_error *err)
{
    struct activity *a = r->a;
    enum tingle_status st;
    bool reserved;
    drop_unused_series(r);
    if (r->n.heart_beats) r->present[ACTIVITY_HEART_RATE_BPM] = true;
    reserved = reserve_for_collecting(r);
    st = activity_add_unset_columns(a, r->n.record, r->present, err);
    if (st) return st;
    r->columns.time = a->time_s;
    for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++) r->columns.column[c] = a->column[c].value;
    for (size_t i = 0; i < a->developer_count; i++) r->columns.developer[i] = a->developer[i].value;
    a->lap = arena_array(&a->arena, r->n.lap, sizeof *a->lap);
    a->session = arena_array(&a->arena, r->n.session, sizeof *a->session);
    a->event = arena_array(&a->arena, r->n.event + 1, sizeof *a->event);
    r->hr.room = r->n.heart_beats;
    r->hr.beat = arena_raw(&a->arena, r->hr.room * sizeof *r->hr.beat);
    if (!reserved || !a->lap || !a->session || !a->event || !r->hr.beat) return error_no_memory(err, r->name);
    return TINGLE_OK;
}

/* ---- second walk ----------------------------------------------------------------- */

/* The plan for records like this one; NULL when there is no memory for it. */
static struct fit_record_plan *plan_for(struct fit_reading *r, const struct fit_message *m)
{
    struct fit_record_plan **place = &r->plan[m->def->serial % PLANS], *plan = *place;
    if (plan && plan->serial == m->def->serial) return plan;
    if (plan) {
        fit_record_flush(plan);
    } else {
        plan = *place = arena_raw(&r->a->arena, sizeof *plan);
        if (!plan) return NULL;
    }
    fit_record_compile(plan, m->def, &r->developer, m->file, &r->columns, r->log);
    return plan;
}

static void collect_records(struct fit_reading *r, const struct fit_message *m)
{
    struct fit_record_plan *plan = plan_for(r, m);
    const size_t count = 1 + fit_decode_more(r->d, m, FIT_BATCH - 1);
    assert(r->row + count <= r->n.record);
    r->no_memory |= !plan;
    if (plan) fit_record_add(plan, m, count, &r->columns, &r->distance, r->row);
    r->row += count;
}

static void collect_lap(struct activity *a, const struct fit_message *m)
{
    a->lap[a->lap_count++] = (struct activity_lap){.start_s = unix_of(m, FIT_LAP_START_TIME),
                                                   .elapsed_s = value_of(m, FIT_LAP_TOTAL_ELAPSED_TIME),
                                                   .timer_s = value_of(m, FIT_LAP_TOTAL_TIMER_TIME),
                                                   .distance_m = value_of(m, FIT_LAP_TOTAL_DISTANCE),
                                                   .trigger = code_of(m, FIT_LAP_LAP_TRIGGER, -1)};
}

/* When a session began: by its own word; before its end where it has none, or has them exchanged. */
static double session_start(struct fit_reading *r, const struct fit_message *m)
{
    double start = unix_of(m, FIT_SESSION_START_TIME), end = m->has_time ? (double)m->time + FIT_EPOCH_UNIX_S : NAN;
    if (isnan(start)) return end - value_of(m, FIT_SESSION_TOTAL_ELAPSED_TIME);
    if (!(start > end)) return start;
    repair_note(r->log, REPAIR_VALUE, (int64_t)m->offset, "a session that ends before it starts; start and end exchanged");
    return end;
}

static void collect_session(struct fit_reading *r, const struct fit_message *m)
{
    struct activity *a = r->a;
    a->session[a->session_count++] =
        (struct activity_session){.sport = code_of(m, FIT_SESSION_SPORT, ACTIVITY_SPORT_UNKNOWN),
                                  .sub_sport = code_of(m, FIT_SESSION_SUB_SPORT, ACTIVITY_SPORT_UNKNOWN),
                                  .start_s = session_start(r, m),
                                  .elapsed_s = value_of(m, FIT_SESSION_TOTAL_ELAPSED_TIME),
                                  .timer_s = value_of(m, FIT_SESSION_TOTAL_TIMER_TIME),
                                  .distance_m = value_of(m, FIT_SESSION_TOTAL_DISTANCE)};
}

static int event_kind(int event, int type)
{
    bool stops = type == TYPE_STOP || type == TYPE_STOP_ALL || type == TYPE_STOP_DISABLE ||
                 type == TYPE_STOP_DISABLE_ALL;
    if (event == EVENT_USER_MARKER) return ACTIVITY_EVENT_USER_MARKER;
    if (event == EVENT_WORKOUT || event == EVENT_WORKOUT_STEP) return ACTIVITY_EVENT_WORKOUT;
    if (event == EVENT_TIMER && type == TYPE_START) return ACTIVITY_EVENT_TIMER_START;
    return event == EVENT_TIMER && stops ? (int)ACTIVITY_EVENT_TIMER_STOP : -1;
}

static void collect_event(struct activity *a, const struct fit_message *m)
{
    int kind = event_kind(code_of(m, FIT_EVENT_EVENT, -1), code_of(m, FIT_EVENT_EVENT_TYPE, -1));
    if (kind < 0 || !m->has_time) return;
    a->event[a->event_count++] =
        (struct activity_event){(enum activity_event_kind)kind, (double)m->time + FIT_EPOCH_UNIX_S};
}

/* The runner's clock: local time of the activity message minus its UTC, to a quarter of an hour. */
static void collect_clock(struct fit_reading *r, const struct fit_message *m)
{
    struct activity *a = r->a;
    double offset = value_of(m, FIT_ACTIVITY_LOCAL_TIMESTAMP) - (double)m->time;
    if (!m->has_time || isnan(offset) || a->has_utc_offset) return;
    if (fabs(offset) > 15 * 3600) {
        repair_note(r->log, REPAIR_VALUE, (int64_t)m->offset, "a local time more than 15 hours from UTC; left out");
        return;
    }
    a->utc_offset_s = (int)round(offset / 900) * 900;
    a->has_utc_offset = true;
}

static void collect_message(struct fit_reading *r, const struct fit_message *m)
{
    switch (m->def->message) {
    case FIT_MESSAGE_RECORD: collect_records(r, m); break;
    case FIT_MESSAGE_LAP: collect_lap(r->a, m); break;
    case FIT_MESSAGE_SESSION: collect_session(r, m); break;
    case FIT_MESSAGE_EVENT: collect_event(r->a, m); break;
    case FIT_MESSAGE_ACTIVITY: collect_clock(r, m); break;
    case FIT_MESSAGE_HR: fit_hr_read(&r->hr, m); break;
    default: break;
    }
}

static enum tingle_status collect(struct fit_reading *r, struct tingle_error *err)
{
    struct fit_message m;
    fit_decode_rewind(r->d);
    while (fit_decode_next(r->d, &m)) collect_message(r, &m);
    for (int i = 0; i < PLANS; i++)
        if (r->plan[i]) fit_record_flush(r->plan[i]);
    if (r->no_memory) return error_no_memory(err, r->name);
    assert(r->row == r->n.record);
    return TINGLE_OK;
}

/* ---- the whole ------------------------------------------------------------------- */

/* The maker and the model, by name where we know one, else by number. */
static void set_device(struct fit_reading *r)
{
    enum { GARMIN = 1 };
    char number[16];
    const char *maker = fit_name_of(FIT_NAME_MANUFACTURER, r->manufacturer);
    const char *model = r->manufacturer == GARMIN ? fit_name_of(FIT_NAME_GARMIN_PRODUCT, r->product) : NULL;
    if (r->manufacturer >= 0) {
        snprintf(number, sizeof number, "%d", r->manufacturer);
        r->a->manufacturer = maker ? maker : keep_text(r, number);
    }
    if (r->product >= 0 && !r->product_name[0] && !model) snprintf(r->product_name, sizeof r->product_name, "%d", r->product);
    r->a->product = r->product_name[0] || !model ? keep_text(r, r->product_name) : model;
}

/* The sport of the whole: that of the only session, or multisport where they differ. */
static void set_sport(struct fit_reading *r)
{
    enum { MULTISPORT = 18, TRANSITION = 3 };
    struct activity *a = r->a;
    a->sport = r->sport;
    a->sub_sport = r->sub_sport;
    for (size_t i = 0; i < a->session_count; i++) {
        const struct activity_session *s = &a->session[i];
        if (i && s->sport != a->sport) {
            a->sport = MULTISPORT;
            a->sub_sport = ACTIVITY_SPORT_UNKNOWN;
            return;
        }
        a->sport = s->sport;
        a->sub_sport = s->sub_sport;
    }
}

static enum tingle_status refuse(const struct fit_reading *r, struct tingle_error *err)
{
    if (r->a->kind == ACTIVITY_KIND_ACTIVITY && r->a->crc_ok)
        return error_set(err, TINGLE_NOT_A_RUN, -1, "%s: an activity without a single sample", r->name);
    if ((r->file_type >= 0 && r->a->crc_ok) || (r->a->kind != ACTIVITY_KIND_OTHER && r->a->kind != ACTIVITY_KIND_ACTIVITY))
        return fit_not_an_activity(r->file_type, r->manufacturer, r->name, err);
    return error_set(err, TINGLE_BAD_DATA, (int64_t)r->d->at, "%s: a FIT file damaged so that no sample can be read",
                     r->name);
}

static enum tingle_status read_all(struct fit_reading *r, struct tingle_error *err)
{
    struct activity *a = r->a;
    enum tingle_status st = survey(r, err);
    if (st) return st;
    a->kind = fit_kind_of_type(r->file_type);
    if (r->n.record && r->file_type < 0) a->kind = ACTIVITY_KIND_ACTIVITY;
    if (!r->n.record && (a->kind != ACTIVITY_KIND_ACTIVITY || !(r->n.session + r->n.lap))) return refuse(r, err);
    st = make_room(r, err);
    if (!st) st = collect(r, err);
    if (st) return st;
    set_device(r);
    set_sport(r);
    activity_count_valid(a);
    st = activity_order_rows(a, r->log, err);
    if (st) return st;
    activity_merge_heart_rate(a, r->hr.beat, r->hr.count);
    st = activity_finish(a, r->log, err);
    if (r->n.workout && !st)
        a->event[a->event_count++] = (struct activity_event){ACTIVITY_EVENT_WORKOUT, 0};
    return st;
}

enum tingle_status fit_activity_read(struct activity **out, struct bytes file, const char *name,
                                     struct tingle_error *err)
{
    enum tingle_status st;
    struct activity *a = NULL;
    struct fit_reading *r = NULL;
    *out = NULL;
    st = activity_new(&a, ACTIVITY_FORMAT_FIT, err);
    if (st) goto done;
    st = TINGLE_NO_MEMORY;
    r = reserve_for_all(a, file.size) ? arena_alloc(&a->arena, sizeof *r) : NULL;
    if (r) {
        r->d = arena_raw(&a->arena, sizeof *r->d);
        r->log = arena_alloc(&a->arena, sizeof *r->log);
    }
    if (!r || !r->d || !r->log) {
        st = error_no_memory(err, name);
        goto done;
    }
    r->a = a;
    r->name = name;
    r->file_type = r->manufacturer = r->product = -1;
    r->sport = r->sub_sport = ACTIVITY_SPORT_UNKNOWN;
    fit_decode_begin(r->d, file, r->log);
    fit_decode_only(r->d, wanted, sizeof wanted / sizeof *wanted);
    st = read_all(r, err);
    if (st) goto done;
    *out = a;
    a = NULL;
done:
    activity_free(a);
    return st;
}
