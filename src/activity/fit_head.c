/* The first message, and sentences for what is no activity. */
#include "activity/fit_head.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "activity/fit_decode.h"
#include "activity/fit_fields.h"
#include "activity/fit_names.h"
#include "activity/fit_step.h"

enum { SIGNATURE_AT = 8, DATA_SIZE_AT = 4 };

/* The protocol's file types. */
enum { TYPE_DEVICE = 1, TYPE_SETTINGS = 2, TYPE_SPORT = 3, TYPE_ACTIVITY = 4, TYPE_WORKOUT = 5, TYPE_COURSE = 6,
       TYPE_MAKERS_OWN = 0xF7, /* from here on; and 0xFF says nothing */
       TYPE_MONITORING_A = 15, TYPE_MONITORING_DAILY = 28, TYPE_MONITORING_B = 32 };

enum activity_kind fit_kind_of_type(int file_type)
{
    switch (file_type) {
    case TYPE_ACTIVITY: return ACTIVITY_KIND_ACTIVITY;
    case TYPE_MONITORING_A: case TYPE_MONITORING_DAILY: case TYPE_MONITORING_B: return ACTIVITY_KIND_MONITORING;
    case TYPE_WORKOUT: return ACTIVITY_KIND_WORKOUT;
    case TYPE_COURSE: return ACTIVITY_KIND_COURSE;
    case TYPE_DEVICE: case TYPE_SETTINGS: case TYPE_SPORT: return ACTIVITY_KIND_SETTINGS;
    default: return ACTIVITY_KIND_OTHER;
    }
}

/* "a Garmin watch"; "a watch" of an unknown maker. */
static void name_watch(char *out, size_t size, const char *maker)
{
    const char *article = maker && strchr("aeiou", maker[0]) ? "an" : "a";
    if (!maker) {
        snprintf(out, size, "a watch");
        return;
    }
    snprintf(out, size, "%s %c%s watch", article, toupper((unsigned char)maker[0]), maker + 1);
    for (char *p = out; *p; p++)
        if (*p == '_') *p = ' ';
}

enum tingle_status fit_not_an_activity(int file_type, int manufacturer, const char *name, struct tingle_error *err)
{
    const char *type = fit_name_of(FIT_NAME_FILE_TYPE, file_type);
    char from[ACTIVITY_MAX_NAME + 16];
    name_watch(from, sizeof from, fit_name_of(FIT_NAME_MANUFACTURER, manufacturer));
    switch (fit_kind_of_type(file_type)) {
    case ACTIVITY_KIND_MONITORING:
        return error_set(err, TINGLE_NOT_A_RUN, -1, "%s: daily monitoring from %s, no run in it", name, from);
    case ACTIVITY_KIND_WORKOUT:
        return error_set(err, TINGLE_NOT_A_RUN, -1, "%s: a workout plan for the watch, not a run", name);
    case ACTIVITY_KIND_COURSE:
        return error_set(err, TINGLE_NOT_A_RUN, -1, "%s: a course to follow, not a run", name);
    case ACTIVITY_KIND_SETTINGS:
        return error_set(err, TINGLE_NOT_A_RUN, -1, "%s: settings of %s, no run in it", name, from);
    default:
        if (type) return error_set(err, TINGLE_NOT_A_RUN, -1, "%s: a FIT file of type %s, no run in it", name, type);
        return error_set(err, TINGLE_NOT_A_RUN, -1, "%s: a FIT file of type %d, which is no activity", name, file_type);
    }
}

/* Is the head that of one whole file, header and data size as they should be, and not of several in a chain? */
static bool is_one_file(struct bytes head, int64_t size)
{
    size_t header;
    if (head.size < FIT_HEADER_SIZE || !bytes_start_with(bytes_slice(head, SIGNATURE_AT, 4), ".FIT")) return false;
    header = head.at[0];
    return (header == FIT_HEADER_SIZE || header == FIT_HEADER_SIZE_OLD) &&
           size == (int64_t)header + load_u32le(head.at + DATA_SIZE_AT) + FIT_CRC_SIZE;
}

/* The first message when it is a file_id. */
static bool first_message(struct bytes head, size_t header, uint8_t *type, int *manufacturer)
{
    const uint8_t *p = head.at + header;
    size_t length = fit_definition_is_clean(head, header, head.size) ? fit_definition_length(head, header, head.size) : 0, at;
    bool has_type = false;
    if (!length || load_u16(p + 3, (enum byte_order)p[2]) != FIT_MESSAGE_FILE_ID) return false;
    at = header + length + 1;
    if (at > head.size || head.at[at - 1] != (p[0] & FIT_LOCAL_MASK)) return false;
    for (unsigned i = 0; i < p[5]; i++) {
        const uint8_t *field = p + 6 + 3 * i;
        if (at + field[1] > head.size) return false;
        if (field[0] == fit_field_rows[FIT_FILE_ID_TYPE].field && field[1] == 1) *type = head.at[at], has_type = true;
        if (field[0] == fit_field_rows[FIT_FILE_ID_MANUFACTURER].field && field[1] == 2)
            *manufacturer = load_u16(head.at + at, (enum byte_order)p[2]);
        at += field[1];
    }
    return has_type;
}

enum tingle_status fit_head_check(struct bytes head, int64_t size, const char *name, struct tingle_error *err)
{
    uint8_t type = 0;
    int manufacturer = -1;
    if (!is_one_file(head, size) || !first_message(head, head.at[0], &type, &manufacturer)) return TINGLE_OK;
    if (type == TYPE_ACTIVITY || type >= TYPE_MAKERS_OWN) return TINGLE_OK;
    return fit_not_an_activity(type, manufacturer, name, err);
}
