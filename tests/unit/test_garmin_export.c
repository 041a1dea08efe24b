/* Garmin's summarizedActivities: texts made by hand. */
#include "testing.h"

#include <math.h>
#include <string.h>

#include "archive/export_catalogue.h"
#include "base/arena.h"
#include "base/buffer.h"

static struct export_catalogue c;
static struct tingle_error err;

static enum tingle_status take(const char *text)
{
    struct bytes view = bytes_of(text, strlen(text));
    struct byte_source in = byte_source_of(&view);
    return garmin_summary_read(&c, &in, "x_0_summarizedActivities.json", &err);
}

static enum tingle_status take_anew(const char *text)
{
    export_catalogue_release(&c);
    export_catalogue_init(&c);
    return take(text);
}

START_TEST(one_run)
{
    const struct export_entry *e;
    ck_assert_int_eq(take_anew("[{\"summarizedActivitiesExport\":[{\"activityId\":12345678901,\"name\":\"Berlin Running\","
                               "\"description\":\"toes\\nnumb\",\"activityType\":\"trail_running\",\"sportType\":\"RUNNING\","
                               "\"beginTimestamp\":1788693520000,\"startTimeGmt\":1788693521000.0,\"startTimeLocal\":1788700720000.0,"
                               "\"duration\":3600500.0,\"movingDuration\":3500000,\"elapsedDuration\":3700250.5,"
                               "\"distance\":1000250.0,\"elevationGain\":12000,\"avgSpeed\":0.27}]}]"), TINGLE_OK);
    ck_assert_uint_eq(c.entries, 1);
    e = &c.entry[0];
    ck_assert_int_eq(e->service, EXPORT_GARMIN);
    ck_assert_str_eq(e->id, "12345678901");
    ck_assert_str_eq(e->title, "Berlin Running");
    ck_assert_str_eq(e->description, "toes\nnumb");
    ck_assert_str_eq(e->file, "");
    ck_assert_str_eq(e->gear, "");
    ck_assert(e->start_unix_s == 1788693520.0);
    ck_assert(e->elapsed_s == 3700.2505);
    ck_assert(e->moving_s == 3500.0);
    ck_assert(e->distance_m == 10002.5);
    ck_assert(isnan(e->weather_c));
    ck_assert(e->is_run);
    ck_assert(!e->is_parent);
    export_catalogue_release(&c);
}
END_TEST

START_TEST(little_is_said)
{
    ck_assert_int_eq(take_anew("[{\"summarizedActivitiesExport\":[{\"activityId\":7,\"startTimeGmt\":1000,\"duration\":5000,"
                               "\"distance\":NaN,\"name\":null,\"activityType\":null}]}]"), TINGLE_OK);
    ck_assert(c.entry[0].start_unix_s == 1.0);
    ck_assert(c.entry[0].elapsed_s == 5.0);
    ck_assert(isnan(c.entry[0].moving_s));
    ck_assert(isnan(c.entry[0].distance_m));
    ck_assert_str_eq(c.entry[0].title, "");
    ck_assert(!c.entry[0].is_run);
    export_catalogue_release(&c);
}
END_TEST

START_TEST(sports_and_parents)
{
    static const struct { const char *said; bool run, parent; } rows[] = {
        {"\"activityType\":\"running\"", true, false},
        {"\"activityType\":\"treadmill_running\"", true, false},
        {"\"activityType\":\"RUNNING\"", true, false},
        {"\"activityType\":{\"typeKey\":\"track_running\"}", true, false},
        {"\"sportType\":\"RUNNING\"", true, false},
        {"\"activityType\":\"cycling\",\"sportType\":\"CYCLING\"", false, false},
        {"\"activityType\":\"walking\"", false, false},
        {"\"activityType\":\"multi_sport\"", false, true},
        {"\"activityType\":\"triathlon\",\"parent\":true", false, true},
        {"\"activityType\":\"running\",\"parent\":false,\"parentId\":6", true, false},
    };
    struct buffer b;
    for (size_t i = 0; i < COUNT(rows); i++) {
        buffer_init(&b, 1000);
        buffer_printf(&b, "[{\"summarizedActivitiesExport\":[{\"activityId\":7,%s}]}]", rows[i].said);
        ck_assert_int_eq(take_anew(buffer_text(&b)), TINGLE_OK);
        ck_assert_msg(c.entry[0].is_run == rows[i].run && c.entry[0].is_parent == rows[i].parent, "%s", rows[i].said);
        buffer_release(&b);
    }
    export_catalogue_release(&c);
}
END_TEST

START_TEST(what_came_before_the_damage_stands)
{
    ck_assert_int_eq(take_anew("[{\"summarizedActivitiesExport\":[{\"activityId\":1},{\"activityId\":2},{\"activ"), TINGLE_BAD_DATA);
    ck_assert_ptr_nonnull(strstr(err.message, "cut short"));
    ck_assert_uint_eq(c.entries, 2);
    export_catalogue_release(&c);
}
END_TEST

START_TEST(odd_entries_are_left_out)
{
    ck_assert_int_eq(take_anew("[{\"summarizedActivitiesExport\":[{\"activityId\":1},{\"activityId\":\"x\"},{\"activityId\":2,,},"
                               "{\"activityId\":-3},{\"activityId\":4}]}]"), TINGLE_OK);
    ck_assert_uint_eq(c.entries, 2);
    ck_assert_str_eq(c.entry[1].id, "4");
    ck_assert_uint_eq(c.odd_rows, 3);
    ck_assert_str_eq(c.odd, "x_0_summarizedActivities.json: an entry has no activityId");
    export_catalogue_release(&c);
}
END_TEST

START_TEST(nothing_and_something_else)
{
    ck_assert_int_eq(take_anew("[{\"summarizedActivitiesExport\":[]}]"), TINGLE_OK);
    ck_assert_int_eq(take_anew("[]"), TINGLE_OK);
    ck_assert_int_eq(take_anew(""), TINGLE_BAD_DATA);
    ck_assert_int_eq(take_anew("[{\"sleepId\":1}]"), TINGLE_BAD_DATA);
    ck_assert_int_eq(take_anew("<html>"), TINGLE_BAD_DATA);
    export_catalogue_release(&c);
}
END_TEST

static enum tingle_status take_gear(const char *text)
{
    struct bytes view = bytes_of(text, strlen(text));
    struct byte_source in = byte_source_of(&view);
    return garmin_gear_read(&c, &in, "x_gear.json", &err);
}

#define GEAR "\"gearDTOS\":[{\"gearPk\":31,\"displayName\":\"Blue\",\"customMakeModel\":\"Acme Glide 4\",\"gearTypeName\":\"Shoes\"}," \
    "{\"gearPk\":32,\"displayName\":null,\"customMakeModel\":\" Acme Trail \",\"gearTypeName\":\"Shoes\"}," \
    "{\"gearPk\":33,\"displayName\":\"Old bike\",\"gearTypeName\":\"Bike\"}]"
#define USES "\"gearActivityDTOs\":{\"31\":[{\"activityId\":1,\"gearPk\":31},{\"activityId\":3,\"gearPk\":31}]," \
    "\"32\":[{\"activityId\":2,\"gearPk\":32},{\"activityId\":3,\"gearPk\":32}],\"33\":[{\"activityId\":4,\"gearPk\":33}]}"

static void check_gear(void)
{
    ck_assert_uint_eq(c.entries, 4);
    ck_assert_str_eq(c.entry[0].gear, "Blue");
    ck_assert_str_eq(c.entry[1].gear, "Acme Trail");
    ck_assert_str_eq(c.entry[2].gear, "Blue");
    ck_assert_str_eq(c.entry[3].gear, "");
    ck_assert_uint_eq(c.shoes, 2);
    ck_assert_str_eq(c.shoe[0].name, "Blue");
    ck_assert_str_eq(c.shoe[0].model, "Acme Glide 4");
    ck_assert_str_eq(c.shoe[1].name, "Acme Trail");
}

START_TEST(gear_comes_before_or_after)
{
    static const char runs[] = "[{\"summarizedActivitiesExport\":[{\"activityId\":1},{\"activityId\":2},{\"activityId\":3},{\"activityId\":4}]}]";
    ck_assert_int_eq(take_anew(runs), TINGLE_OK);
    ck_assert_int_eq(take_gear("[{" GEAR "," USES "}]"), TINGLE_OK);
    check_gear();
    ck_assert_int_eq(take_anew("[]"), TINGLE_OK);
    ck_assert_int_eq(take_gear("[{\"gearCollections\":[]," USES ",\"gearActivityTypeDTOS\":{\"31\":[{\"gearPk\":31}]}," GEAR "}]"), TINGLE_OK);
    ck_assert_int_eq(take(runs), TINGLE_OK);
    check_gear();
    ck_assert_int_eq(take_gear("[{" GEAR), TINGLE_BAD_DATA);
    ck_assert_int_eq(take_gear("nonsense"), TINGLE_BAD_DATA);
    check_gear();
    export_catalogue_release(&c);
}
END_TEST

/* Activities without end. */
static enum tingle_status endless_read(void *context, void *to, size_t room, size_t *got, struct tingle_error *why)
{
    static const char one[] = "{\"activityId\":1},";
    const size_t n = sizeof one - 1;
    bool *begun = context;
    char *out = to;
    (void)why;
    if (!*begun) {
        *begun = true;
        *out = '[';
        *got = 1;
        return TINGLE_OK;
    }
    for (*got = 0; *got + n <= room; *got += n) memcpy(out + *got, one, n);
    return TINGLE_OK;
}

START_TEST(at_most_a_million_activities)
{
    bool begun = false;
    struct byte_source in = {endless_read, &begun};
    export_catalogue_init(&c);
    ck_assert_int_eq(garmin_summary_read(&c, &in, "x.json", &err), TINGLE_LIMIT);
    ck_assert_uint_eq(c.entries, 1000000);
    ck_assert_ptr_nonnull(strstr(err.message, "more than 1000000 activities"));
    export_catalogue_release(&c);
}
END_TEST

START_TEST(no_memory_anywhere)
{
    int refused = 0;
    for (long n = 1; n <= 12; n++) {
        enum tingle_status st;
        alloc_fail_at(n);
        st = take_anew("[{\"summarizedActivitiesExport\":[{\"activityId\":1,\"name\":\"A\"}]}]");
        alloc_fail_at(0);
        ck_assert(st == TINGLE_OK || st == TINGLE_NO_MEMORY);
        ck_assert_uint_eq(c.entries, st == TINGLE_OK);
        refused += st == TINGLE_NO_MEMORY;
    }
    ck_assert_int_ge(refused, 4);
    export_catalogue_release(&c);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(one_run),
        TEST(little_is_said),
        TEST(sports_and_parents),
        TEST(what_came_before_the_damage_stands),
        TEST(odd_entries_are_left_out),
        TEST(nothing_and_something_else),
        TEST(gear_comes_before_or_after),
        TEST(at_most_a_million_activities),
        TEST(no_memory_anywhere),
    };
    return run_tests("garmin export", tests, COUNT(tests));
}
