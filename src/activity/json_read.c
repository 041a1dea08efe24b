/* Jansson, with the text mended before and every answer checked. */
#include "activity/json_read.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "activity/activity_limits.h"
#include "base/buffer.h"
#include "base/json_text.h"
#include "base/text.h"
#include "base/utc.h"

static void note_mending(const struct json_text_report *r, struct repair_log *log)
{
    if (r->no_numbers)
        repair_note(log, REPAIR_VALUE, (int64_t)r->first_no_number, "NaN in the place of numbers; taken as missing");
    if (r->cut)
        repair_note(log, REPAIR_TRUNCATED, (int64_t)r->cut_at, "the file ends early; everything before that was read");
    if (r->trailing)
        repair_note(log, REPAIR_TRAILING_BYTES, (int64_t)r->end, "something behind the end of the JSON left out");
}

/* malloc says so in errno, also where Jansson does not look; reading a number clears it. */
enum tingle_status json_parse(json_t **out, struct bytes text, size_t flags, json_error_t *why)
{
    *why = (json_error_t){.line = -1};
    errno = 0;
    *out = json_loadb((const char *)text.at, text.size, flags, why);
    if (errno != ENOMEM && json_error_code(why) != json_error_out_of_memory) return *out ? TINGLE_OK : TINGLE_BAD_DATA;
    json_decref(*out);
    *out = NULL;
    return TINGLE_NO_MEMORY;
}

static enum tingle_status load(json_t **out, const struct buffer *text, const char *name, struct tingle_error *err)
{
    json_error_t where;
    enum tingle_status st = json_parse(out, bytes_of(text->data, text->size), JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &where);
    if (!st) return TINGLE_OK;
    if (st == TINGLE_NO_MEMORY) return error_no_memory(err, name);
    if (json_error_code(&where) == json_error_duplicate_key)
        return error_set(err, TINGLE_BAD_DATA, -1, "%s: JSON with a key twice in one object at line %d: nobody can say which is meant",
                         name, where.line);
    return error_set(err, TINGLE_BAD_DATA, -1, "%s: damaged JSON at line %d (%s): get the file from the service again", name,
                     where.line, where.text);
}

enum tingle_status json_read(json_t **out, struct bytes file, struct repair_log *log, const char *name,
                             struct tingle_error *err)
{
    struct json_text_report report;
    struct buffer text;
    enum tingle_status st;
    *out = NULL;
    buffer_init(&text, ACTIVITY_MAX_FILE_BYTES);
    json_text_mend(&text, file, &report);
    st = buffer_status(&text, name, err);
    if (!st && report.too_deep)
        st = error_set(err, TINGLE_LIMIT, -1, "%s: JSON nested over %d levels deep", name, JSON_TEXT_MAX_DEPTH);
    if (!st && report.values > ACTIVITY_MAX_JSON_VALUES)
        st = error_set(err, TINGLE_LIMIT, -1, "%s: JSON of more than %d values", name, ACTIVITY_MAX_JSON_VALUES);
    if (!st) st = load(out, &text, name, err);
    if (!st) note_mending(&report, log);
    buffer_release(&text);
    return st;
}

double json_as_number(const json_t *value)
{
    double number = NAN;
    if (json_is_number(value)) return json_number_value(value);
    if (json_is_string(value)) text_to_double(json_string_value(value), json_string_length(value), &number);
    return number;
}

double json_number_at(const json_t *object, const char *key) { return json_as_number(json_object_get(object, key)); }

const char *json_text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

const json_t *json_object_at(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_object(value) ? value : NULL;
}

const json_t *json_array_at(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    return json_is_array(value) ? value : NULL;
}

double json_time_at(const json_t *object, const char *key, bool *zoned, int *offset_s, struct repair_log *log)
{
    const char *text = json_text_at(object, key);
    double unix_s = NAN;
    bool has_zone = false;
    int offset = 0;
    if (*text && !utc_parse(text, strlen(text), &unix_s, &has_zone, &offset)) {
        repair_note(log, REPAIR_VALUE, 0, "time \"%.30s\" is none; left out", text);
        unix_s = NAN;
    }
    if (zoned) *zoned = has_zone;
    if (offset_s) *offset_s = offset;
    return unix_s;
}
