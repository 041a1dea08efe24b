/* SML elements into the builder. */
#include "activity/sml_read.h"

#include <math.h>
#include <string.h>

#include "activity/suunto_build.h"
#include "base/text.h"
#include "base/utc.h"

#define OFFSET_STEP_S 900.0      /* clocks differ from UTC by whole quarters of an hour */
#define OFFSET_SLACK_S 120.0
#define OFFSET_MAX_S (14 * 3600.0)

enum { MAX_SAMPLE_VALUES = 24, VALUE_NAME_SIZE = 32 };

/* Where the reader stands: the innermost open element of these. */
enum sml_place { SML_OUTSIDE, SML_HEADER, SML_DEVICE, SML_SAMPLE, SML_EVENTS };

struct sml_reader {
    struct suunto_builder b;
    enum sml_place place;
    int place_depth;           /* of that element */
    double local_start_s;      /* of the header, by the runner's clock taken as UTC; NaN. b.start_s where it has a zone */
    double zero_s;             /* Unix time at which Time is 0, by the last sample with both; NaN */

    /* the sample being read */
    double utc_s, unzoned_s, since_start_s;
    struct {
        char name[VALUE_NAME_SIZE];
        double number;
    } value[MAX_SAMPLE_VALUES];
    size_t values;
    bool lap, pause, resume;
    char lap_type[VALUE_NAME_SIZE];
};

static void begin_sample(struct sml_reader *x)
{
    x->utc_s = x->unzoned_s = x->since_start_s = NAN;
    x->values = 0;
    x->lap = x->pause = x->resume = false;
    x->lap_type[0] = '\0';
}

static void enter(struct sml_reader *x, enum sml_place place, int depth)
{
    x->place = place;
    x->place_depth = depth;
}

static void sml_start(void *context, const char *name, const char **attributes, int depth)
{
    struct sml_reader *x = context;
    (void)attributes;
    if (x->place == SML_SAMPLE && strcmp(name, "Events") == 0) {
        enter(x, SML_EVENTS, depth);
    } else if (x->place == SML_EVENTS && depth == x->place_depth + 1) {
        x->lap |= strcmp(name, "Lap") == 0;
    } else if (x->place == SML_OUTSIDE) {
        if (strcmp(name, "Header") == 0) enter(x, SML_HEADER, depth);
        if (strcmp(name, "Device") == 0) enter(x, SML_DEVICE, depth);
        if (strcmp(name, "Sample") == 0) {
            enter(x, SML_SAMPLE, depth);
            begin_sample(x);
        }
    }
}

/* ---- the time of a sample ------------------------------------------------------------------ */

static void read_utc(struct sml_reader *x, const char *text)
{
    double unix_s;
    bool zoned;
    if (!utc_parse(text, strlen(text), &unix_s, &zoned, NULL)) {
        repair_note(&x->b.t.log, REPAIR_VALUE, 0, "time \"%.30s\" is none; left out", text);
        return;
    }
    if (zoned) x->utc_s = unix_s;
    else x->unzoned_s = unix_s;
}

/* How far the runner's clock is from UTC, when the first sample tells. */
static void learn_offset(struct sml_reader *x)
{
    struct activity *a = x->b.t.a;
    double offset = x->local_start_s - x->zero_s, whole = OFFSET_STEP_S * round(offset / OFFSET_STEP_S);
    if (a->has_utc_offset || !isnan(x->b.start_s) || !(fabs(offset - whole) <= OFFSET_SLACK_S) || fabs(whole) > OFFSET_MAX_S) return;
    a->has_utc_offset = true;
    a->utc_offset_s = (int)whole;
}

static double sample_time(struct sml_reader *x)
{
    if (!isnan(x->utc_s)) {
        if (!isnan(x->since_start_s)) {
            x->zero_s = x->utc_s - x->since_start_s;
            learn_offset(x);
        }
        return x->utc_s;
    }
    if (!isnan(x->zero_s + x->since_start_s)) return x->zero_s + x->since_start_s;
    if (isnan(x->since_start_s)) return x->unzoned_s;
    return x->since_start_s + (isnan(x->b.start_s) ? x->local_start_s : x->b.start_s);
}

static void end_sample(struct sml_reader *x)
{
    double unix_s = sample_time(x);
    if (isnan(unix_s)) {
        repair_note(&x->b.t.log, REPAIR_NO_TIME, 0, "samples without a time left out");
        return;
    }
    for (size_t i = 0; i < x->values; i++) suunto_value(&x->b, unix_s, x->value[i].name, x->value[i].number);
    if (x->lap) suunto_lap_event(&x->b, unix_s, x->lap_type);
    if (x->pause) suunto_event(&x->b, SUUNTO_PAUSE, unix_s, -1);
    if (x->resume) suunto_event(&x->b, SUUNTO_RESUME, unix_s, -1);
}

/* ---- elements -------------------------------------------------------------------------------- */

static void keep_value(struct sml_reader *x, const char *name, const char *text)
{
    size_t i = x->values;
    if (i == MAX_SAMPLE_VALUES || strlen(name) >= VALUE_NAME_SIZE || !*text) return;
    if (!text_to_double(text, strlen(text), &x->value[i].number)) return;
    memcpy(x->value[i].name, name, strlen(name) + 1);
    x->values++;
}

static void end_in_sample(struct sml_reader *x, const char *name, const char *text)
{
    if (strcmp(name, "UTC") == 0 && *text) read_utc(x, text);
    else if (strcmp(name, "Time") == 0) track_number(&x->b.t, text, name, &x->since_start_s);
    else keep_value(x, name, text);
}

static void end_in_events(struct sml_reader *x, const char *name, const char *text)
{
    if (x->lap && strcmp(name, "Type") == 0 && !x->lap_type[0]) strncat(x->lap_type, text, sizeof x->lap_type - 1);
    if (strcmp(name, "State") != 0) return;
    x->pause |= text_same(text, "true");
    x->resume |= text_same(text, "false");
}

/* Most often without a zone: then the samples must tell which moment that is. */
static void read_start(struct sml_reader *x, const char *text)
{
    struct activity *a = x->b.t.a;
    double unix_s;
    bool zoned;
    int offset_s;
    if (!utc_parse(text, strlen(text), &unix_s, &zoned, &offset_s)) {
        repair_note(&x->b.t.log, REPAIR_VALUE, 0, "time \"%.30s\" is none; left out", text);
        return;
    }
    x->local_start_s = unix_s + offset_s;
    if (!zoned) return;
    x->b.start_s = unix_s;
    a->has_utc_offset = offset_s != 0;
    a->utc_offset_s = offset_s;
}

static void end_in_header(struct sml_reader *x, const char *name, const char *text)
{
    struct suunto_builder *b = &x->b;
    double type = NAN;
    if (strcmp(name, "DateTime") == 0) read_start(x, text);
    if (strcmp(name, "Duration") == 0) track_number(&b->t, text, name, &b->duration_s);
    if (strcmp(name, "Distance") == 0) track_number(&b->t, text, name, &b->distance_m);
    if (strcmp(name, "ActivityType") == 0) track_number(&b->t, text, name, &type);
    if (type >= 0 && type <= 10000) b->activity_type = (int)type;
}

static void leave(struct sml_reader *x)
{
    if (x->place == SML_SAMPLE) end_sample(x);
    if (x->place == SML_EVENTS) enter(x, SML_SAMPLE, x->place_depth - 1);
    else enter(x, SML_OUTSIDE, -1);
}

static void sml_end(void *context, const char *name, const char *text, int depth)
{
    struct sml_reader *x = context;
    bool child = depth == x->place_depth + 1;
    if (x->place == SML_OUTSIDE) return;
    if (depth == x->place_depth) leave(x);
    else if (x->place == SML_EVENTS) end_in_events(x, name, text);
    else if (x->place == SML_SAMPLE && child) end_in_sample(x, name, text);
    else if (x->place == SML_HEADER && child) end_in_header(x, name, text);
    else if (x->place == SML_DEVICE && child && strcmp(name, "Name") == 0) suunto_set_device(&x->b, text);
}

static void sml_reset(void *context)
{
    struct sml_reader *x = context;
    suunto_reset(&x->b);
    enter(x, SML_OUTSIDE, -1);
    x->local_start_s = x->zero_s = NAN;
}

/* The header's start, put on the clock of the samples. */
static void set_start(struct sml_reader *x)
{
    const struct activity *a = x->b.t.a;
    if (!isnan(x->b.start_s)) return;
    if (isnan(x->zero_s)) x->b.start_s = x->local_start_s;
    else if (a->has_utc_offset) x->b.start_s = x->local_start_s - a->utc_offset_s;
}

enum tingle_status sml_activity_read(struct activity **out, struct bytes file, const char *name,
                                     struct tingle_error *err)
{
    struct sml_reader x = {.place_depth = -1, .local_start_s = NAN, .zero_s = NAN};
    const struct xml_handlers handlers = {sml_start, sml_end, &x, &x.b.t.stop};
    enum tingle_status st = suunto_begin(&x.b, ACTIVITY_FORMAT_SML, name, err);
    *out = NULL;
    if (!st) st = xml_read(file, &handlers, sml_reset, &x.b.t.log, name, err);
    if (!st) {
        set_start(&x);
        st = suunto_finish(&x.b, out);
    }
    suunto_release(&x.b);
    return st;
}
