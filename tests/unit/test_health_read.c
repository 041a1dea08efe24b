/* A workout of Apple Health read into an activity: documents written out here, values worked by hand. */
#include "activity_files.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "archive/health_export.h"
#include "base/buffer.h"
#include "base/file_bytes.h"

#define Q "HKQuantityTypeIdentifier"
#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<HealthData>\n"
#define TAIL "</HealthData>\n"
#define DEVICE "device=\"&lt;&lt;HKDevice: 0x28&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch6,2, software:9.3&gt;\" "
#define WORKOUT_OPEN(more)                                                                                             \
    "<Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" duration=\"1.5\" durationUnit=\"min\" " more          \
    "sourceName=\"Lena's Watch\" startDate=\"2023-11-15 12:10:00 +0100\" endDate=\"2023-11-15 12:12:00 +0100\">"
#define WORKOUT WORKOUT_OPEN(DEVICE) "</Workout>\n"
/* A record by minute and second of 12 o'clock, +0100 */
#define RECORD_OF(source, kind, unit, from, to, value)                                                                  \
    "<Record type=\"" Q kind "\" sourceName=\"" source "\" unit=\"" unit "\" startDate=\"2023-11-15 12:" from " +0100\" " \
    "endDate=\"2023-11-15 12:" to " +0100\" value=\"" value "\"/>\n"
#define RECORD(kind, unit, from, to, value) RECORD_OF("Lena's Watch", kind, unit, from, to, value)
#define POINT(second, lat, speed)                                                                                      \
    "<trkpt lon=\"8.5\" lat=\"" lat "\"><ele>400</ele><time>2023-11-15T11:" second "Z</time><extensions><speed>" speed    \
    "</speed><course>1</course><hAcc>3</hAcc></extensions></trkpt>"
#define GPX(points) "<gpx version=\"1.1\" creator=\"Apple Health Export\" xmlns=\"http://www.topografix.com/GPX/1/1\"><metadata/><trk><trkseg>" points "</trkseg></trk></gpx>\n"

enum { START = 1700046600 }; /* 2023-11-15T11:10:00Z, by `date -u -d` */

static struct activity *read_workout(const char *text)
{
    struct activity *a = must_read_text(text);
    ck_assert_int_eq(a->format, ACTIVITY_FORMAT_HEALTH);
    return a;
}

/* The value at a second of the workout; the row must be there. */
static double at(const struct activity *a, enum activity_column c, double second)
{
    for (size_t i = 0; i < a->rows; i++)
        if (a->time_s[i] + a->start_unix_s == START + second) return activity_value(a, c, i);
    ck_abort_msg("no row at %g s", second);
    return NAN;
}

static void near(double value, double expected) { ck_assert_double_eq_tol(value, expected, 1e-6); }

START_TEST(what_the_workout_says)
{
    struct activity *a = read_workout(HEAD WORKOUT_OPEN(DEVICE "totalDistance=\"0.25\" totalDistanceUnit=\"mi\" ")
        "<MetadataEntry key=\"HKIndoorWorkout\" value=\"0\"/><MetadataEntry key=\"HKWeatherTemperature\" value=\"56 degF\"/>"
        "<WorkoutEvent type=\"HKWorkoutEventTypePause\" date=\"2023-11-15 12:11:00 +0100\"/>"
        "<WorkoutEvent type=\"HKWorkoutEventTypeMotionPaused\" date=\"2023-11-15 12:11:00 +0100\"/>"
        "<WorkoutEvent type=\"HKWorkoutEventTypeSegment\" date=\"2023-11-15 12:10:00 +0100\" duration=\"1\" durationUnit=\"min\"/>"
        "<WorkoutEvent type=\"HKWorkoutEventTypeResume\" date=\"2023-11-15 12:11:30 +0100\"/></Workout>"
        RECORD("HeartRate", "count/min", "10:02", "10:02", "140") RECORD("HeartRate", "count/min", "11:50", "11:50", "150") TAIL);
    ck_assert_int_eq(a->sport, ACTIVITY_SPORT_RUNNING);
    ck_assert_int_eq(a->sub_sport, -1);
    ck_assert(activity_is_run(a));
    ck_assert_str_eq(a->manufacturer, "apple");
    ck_assert_str_eq(a->product, "Apple Watch");
    ck_assert(a->has_utc_offset);
    ck_assert_int_eq(a->utc_offset_s, 3600);
    near(a->start_unix_s, START + 2);
    near(a->elapsed_s, 120);
    near(a->timer_s, 90);
    near(a->distance_m, 402.336); /* a mile has 1609.344 m */
    ck_assert_uint_eq(a->rows, 2);
    near(at(a, ACTIVITY_HEART_RATE_BPM, 110), 150);
    ck_assert_ptr_null(a->column[ACTIVITY_TEMPERATURE_C].value); /* the weather's, not the watch's */
    ck_assert_uint_eq(a->event_count, 2);
    ck_assert_int_eq(a->event[0].kind, ACTIVITY_EVENT_TIMER_STOP);
    near(a->event[0].time_s, 58);
    ck_assert_int_eq(a->event[1].kind, ACTIVITY_EVENT_TIMER_START);
    near(a->event[1].time_s, 88);
    ck_assert_uint_eq(a->repair_count, 0);
    activity_free(a);
}
END_TEST

START_TEST(newer_exports_keep_the_distance_among_statistics)
{
    struct activity *a = read_workout(HEAD WORKOUT_OPEN("")
        "<MetadataEntry key=\"HKIndoorWorkout\" value=\"1\"/>"
        "<WorkoutActivity uuid=\"1\" startDate=\"2023-11-15 12:10:00 +0100\" endDate=\"2023-11-15 12:11:00 +0100\" duration=\"1\" durationUnit=\"min\">"
        "<WorkoutStatistics type=\"" Q "DistanceWalkingRunning\" sum=\"0.15\" unit=\"km\"/><WorkoutEvent type=\"HKWorkoutEventTypePause\" date=\"2023-11-15 12:11:00 +0100\"/></WorkoutActivity>"
        "<WorkoutActivity uuid=\"2\" startDate=\"2023-11-15 12:11:00 +0100\" endDate=\"2023-11-15 12:12:00 +0100\" duration=\"30\" durationUnit=\"s\"/>"
        "<WorkoutStatistics type=\"" Q "HeartRate\" average=\"140\" unit=\"count/min\"/>"
        "<WorkoutStatistics type=\"" Q "DistanceWalkingRunning\" sum=\"0.4\" unit=\"km\"/></Workout>"
        RECORD("HeartRate", "count/min", "10:00", "10:00", "140") TAIL);
    near(a->distance_m, 400);
    ck_assert_int_eq(a->sub_sport, 1); /* treadmill */
    ck_assert_uint_eq(a->event_count, 0);
    ck_assert_uint_eq(a->lap_count, 2);
    near(a->lap[0].start_s, 0);
    near(a->lap[0].elapsed_s, 60);
    near(a->lap[0].distance_m, 150);
    near(a->lap[1].start_s, 60);
    near(a->lap[1].timer_s, 30);
    ck_assert(isnan(a->lap[1].distance_m));
    ck_assert_str_eq(a->manufacturer, ""); /* nothing says that "Lena's Watch" is Apple's */
    ck_assert_str_eq(a->product, "Lena's Watch");
    activity_free(a);
}
END_TEST

START_TEST(units_are_those_of_each_record)
{
    struct activity *a = read_workout(HEAD WORKOUT
        RECORD("RunningGroundContactTime", "ms", "10:10", "10:10", "241") RECORD("RunningGroundContactTime", "s", "10:20", "10:20", "0.25")
        RECORD("RunningVerticalOscillation", "cm", "10:10", "10:10", "8.3") RECORD("RunningVerticalOscillation", "mm", "10:20", "10:20", "83")
        RECORD("RunningVerticalOscillation", "in", "10:30", "10:30", "3.5")
        RECORD("RunningStrideLength", "m", "10:10", "10:10", "0.9") RECORD("RunningStrideLength", "ft", "10:20", "10:20", "3")
        RECORD("RunningPower", "W", "10:10", "10:10", "222")
        RECORD("RunningSpeed", "km/hr", "10:10", "10:10", "10.8") RECORD("RunningSpeed", "mi/hr", "10:20", "10:20", "6")
        RECORD("RunningSpeed", "m/s", "10:30", "10:30", "2.5") RECORD("RunningSpeed", "knots", "10:40", "10:40", "5")
        RECORD("HeartRate", "count/min", "10:40", "10:40", "150") RECORD("HeartRate", "count/s", "10:50", "10:50", "2.5") TAIL);
    near(at(a, ACTIVITY_STANCE_TIME_MS, 10), 241);
    near(at(a, ACTIVITY_STANCE_TIME_MS, 20), 250);
    near(at(a, ACTIVITY_VERTICAL_OSCILLATION_MM, 10), 83);
    near(at(a, ACTIVITY_VERTICAL_OSCILLATION_MM, 20), 83);
    near(at(a, ACTIVITY_VERTICAL_OSCILLATION_MM, 30), 88.9);
    near(at(a, ACTIVITY_STEP_LENGTH_MM, 10), 900);
    near(at(a, ACTIVITY_STEP_LENGTH_MM, 20), 914.4);
    near(at(a, ACTIVITY_POWER_W, 10), 222);
    near(at(a, ACTIVITY_SPEED_MPS, 10), 3);
    near(at(a, ACTIVITY_SPEED_MPS, 20), 2.68224);
    near(at(a, ACTIVITY_SPEED_MPS, 30), 2.5);
    ck_assert(isnan(at(a, ACTIVITY_SPEED_MPS, 40))); /* a unit that is not known: left out, and said */
    ck_assert(has_repair(a, REPAIR_VALUE));
    near(at(a, ACTIVITY_HEART_RATE_BPM, 50), 150);
    ck_assert_uint_eq(a->column[ACTIVITY_STANCE_TIME_MS].used, 2);
    activity_free(a);
}
END_TEST

/* The route has a point a second from 10 to 16 s, and one half an hour off. */
START_TEST(records_lie_on_the_route)
{
    struct activity *a = read_workout(HEAD WORKOUT
        RECORD("HeartRate", "count/min", "10:12", "10:12", "140") RECORD("HeartRate", "count/min", "10:20", "10:20", "145")
        RECORD("RunningGroundContactTime", "ms", "10:11", "10:13", "240") RECORD("RunningGroundContactTime", "ms", "10:13", "10:15", "260")
        RECORD("RunningSpeed", "m/s", "10:11", "10:15", "9")
        GPX(POINT("10:10", "47.0", "2.5") POINT("10:11", "47.1", "2.6") POINT("10:12", "47.2", "-1") POINT("10:13", "47.3", "2.8")
            POINT("10:14", "47.4", "2.9") POINT("10:15", "47.5", "3.0") POINT("10:16", "47.6", "3.1") POINT("40:00", "47.9", "1")) TAIL);
    ck_assert_uint_eq(a->rows, 8); /* seven points, and the heart rate at 20 s */
    near(a->start_unix_s, START + 10);
    near(at(a, ACTIVITY_LATITUDE_DEG, 13), 47.3);
    near(at(a, ACTIVITY_ALTITUDE_M, 13), 400);
    near(at(a, ACTIVITY_SPEED_MPS, 11), 2.6); /* the way's own wins */
    ck_assert(isnan(at(a, ACTIVITY_SPEED_MPS, 12)));
    near(at(a, ACTIVITY_HEART_RATE_BPM, 12), 140);
    ck_assert(isnan(at(a, ACTIVITY_HEART_RATE_BPM, 13)));
    near(at(a, ACTIVITY_HEART_RATE_BPM, 20), 145);
    ck_assert(isnan(at(a, ACTIVITY_LATITUDE_DEG, 20)));
    ck_assert(isnan(at(a, ACTIVITY_STANCE_TIME_MS, 10)));
    near(at(a, ACTIVITY_STANCE_TIME_MS, 11), 240);
    near(at(a, ACTIVITY_STANCE_TIME_MS, 12), 240);
    near(at(a, ACTIVITY_STANCE_TIME_MS, 13), 260); /* the row between two stretches belongs to the one that begins */
    near(at(a, ACTIVITY_STANCE_TIME_MS, 14), 260);
    near(at(a, ACTIVITY_STANCE_TIME_MS, 15), 260);
    ck_assert(isnan(at(a, ACTIVITY_STANCE_TIME_MS, 16)));
    ck_assert(has_repair(a, REPAIR_TIME_JUMP));
    activity_free(a);
}
END_TEST

/* The way as old exports have it, inside of the workout; two files of a route. */
START_TEST(other_forms_of_a_route)
{
    struct activity *a = read_workout(HEAD WORKOUT_OPEN(DEVICE)
        "<WorkoutRoute><MetadataEntry key=\"a\" value=\"b\"/>"
        "<Location date=\"2023-11-15 12:10:05 +0100\" latitude=\"47.5\" longitude=\"8.25\" altitude=\"77.5\" horizontalAccuracy=\"4\" course=\"1\" speed=\"2.5\"/>"
        "</WorkoutRoute></Workout>" TAIL);
    near(at(a, ACTIVITY_LATITUDE_DEG, 5), 47.5);
    near(at(a, ACTIVITY_LONGITUDE_DEG, 5), 8.25);
    near(at(a, ACTIVITY_ALTITUDE_M, 5), 77.5);
    near(at(a, ACTIVITY_SPEED_MPS, 5), 2.5);
    activity_free(a);
    a = read_workout(HEAD WORKOUT GPX(POINT("10:30", "48", "3") POINT("10:31", "49", "3")) GPX(POINT("10:10", "47", "3")) "<gpx><trk/></gpx>" TAIL);
    ck_assert_uint_eq(a->rows, 3);
    near(activity_value(a, ACTIVITY_LATITUDE_DEG, 0), 47);
    near(activity_value(a, ACTIVITY_LATITUDE_DEG, 2), 49);
    ck_assert(has_repair(a, REPAIR_XML)); /* the third route has no point */
    activity_free(a);
}
END_TEST

/* 14 steps in 5 s and 15 in 5 s: 29 in 10 s, 174 a minute. 70 s are too long, 3 s alone too short. */
START_TEST(cadence_comes_of_steps)
{
    struct activity *a = read_workout(HEAD WORKOUT
        RECORD("StepCount", "count", "10:00", "10:05", "14") RECORD("StepCount", "count", "10:05", "10:10", "15")
        RECORD("StepCount", "count", "10:10", "10:30", "54") RECORD("StepCount", "count", "10:40", "10:43", "8")
        RECORD("StepCount", "count", "11:00", "12:10", "300") RECORD("HeartRate", "count/min", "10:35", "10:35", "140")
        RECORD("HeartRate", "count/min", "11:10", "11:10", "140") TAIL);
    near(at(a, ACTIVITY_CADENCE_SPM, 0), 174);
    near(at(a, ACTIVITY_CADENCE_SPM, 5), 174);
    near(at(a, ACTIVITY_CADENCE_SPM, 10), 162);
    near(at(a, ACTIVITY_CADENCE_SPM, 30), 162);
    ck_assert(isnan(at(a, ACTIVITY_CADENCE_SPM, 35)));
    ck_assert(isnan(at(a, ACTIVITY_CADENCE_SPM, 40)));
    ck_assert(isnan(at(a, ACTIVITY_CADENCE_SPM, 70)));
    activity_free(a);
}
END_TEST

/* A treadmill: no way. 30 m from 0 to 10 s, a break, 60 m from 20 to 40 s. */
START_TEST(distance_is_summed_up)
{
    struct activity *a = read_workout(HEAD WORKOUT
        RECORD("DistanceWalkingRunning", "km", "10:00", "10:10", "0.03") RECORD("DistanceWalkingRunning", "m", "10:20", "10:40", "60")
        RECORD("DistanceWalkingRunning", "m", "11:50", "12:10", "50") RECORD("HeartRate", "count/min", "10:05", "10:05", "140")
        RECORD("HeartRate", "count/min", "10:15", "10:15", "140") RECORD("HeartRate", "count/min", "10:25", "10:25", "140") TAIL);
    near(at(a, ACTIVITY_DISTANCE_M, 0), 0);
    near(at(a, ACTIVITY_DISTANCE_M, 5), 15);
    near(at(a, ACTIVITY_DISTANCE_M, 10), 30);
    near(at(a, ACTIVITY_DISTANCE_M, 15), 30);
    near(at(a, ACTIVITY_DISTANCE_M, 25), 45);
    near(at(a, ACTIVITY_DISTANCE_M, 40), 90);
    near(at(a, ACTIVITY_DISTANCE_M, 110), 90);
    near(at(a, ACTIVITY_DISTANCE_M, 120), 115); /* half of the last record is of the workout */
    near(a->distance_m, 115);
    activity_free(a);
}
END_TEST

/* The phone counts the same steps and metres. Only the workout's own source is taken, or else the one with the most. */
START_TEST(one_source_of_each_kind)
{
    struct activity *a = read_workout(HEAD WORKOUT
        RECORD_OF("Phone", "StepCount", "count", "10:00", "10:20", "10") RECORD_OF("Phone", "StepCount", "count", "10:20", "10:40", "10")
        RECORD("StepCount", "count", "10:00", "10:30", "87")
        RECORD_OF("Strap", "HeartRate", "count/min", "10:10", "10:10", "150") RECORD_OF("Strap", "HeartRate", "count/min", "10:20", "10:20", "151")
        RECORD_OF("Ring", "HeartRate", "count/min", "10:20", "10:20", "99") RECORD_OF("Ring", "HeartRate", "count/min", "09:10", "09:10", "98")
        RECORD_OF("Ring", "HeartRate", "count/min", "08:10", "08:10", "98") TAIL);
    near(at(a, ACTIVITY_CADENCE_SPM, 0), 174);
    near(at(a, ACTIVITY_CADENCE_SPM, 20), 174);
    near(at(a, ACTIVITY_HEART_RATE_BPM, 10), 150);
    near(at(a, ACTIVITY_HEART_RATE_BPM, 20), 151);
    activity_free(a);
}
END_TEST

/* 3 m/s at 180 steps a minute are steps of 1 m. */
static double step_length_read(const char *metres)
{
    struct buffer b;
    struct activity *a;
    double value;
    buffer_init(&b, 1 << 20);
    buffer_add_text(&b, HEAD WORKOUT RECORD("StepCount", "count", "10:00", "10:50", "150"));
    for (int s = 10; s < 30; s++)
        buffer_printf(&b, RECORD("RunningSpeed", "m/s", "10:%d", "10:%d", "3") RECORD("RunningStrideLength", "m", "10:%d", "10:%d", "%s"), s, s, s, s, metres);
    buffer_add_text(&b, TAIL);
    a = read_workout(buffer_text(&b));
    value = at(a, ACTIVITY_STEP_LENGTH_MM, 20);
    ck_assert_int_eq(has_repair(a, REPAIR_VALUE), strcmp(metres, "2.02") == 0);
    activity_free(a);
    buffer_release(&b);
    return value;
}

START_TEST(step_length_is_that_of_one_step)
{
    near(step_length_read("1.02"), 1020);
    near(step_length_read("2.02"), 1010);
    near(step_length_read("0.9"), 900);
}
END_TEST

START_TEST(what_is_no_single_run_is_refused)
{
    must_refuse_text("<?xml version=\"1.0\"?>\n<!DOCTYPE HealthData [<!ELEMENT HealthData ANY>]>\n<HealthData>" WORKOUT TAIL, TINGLE_UNSUPPORTED, "tingle import");
    must_refuse_text("<?xml version=\"1.0\"?>\n<!DOCTYPE HealthData [\n<!ATTLIST A\n b CDATA\n<!ELEMENT C EMPTY>]>\n<HealthData>", TINGLE_UNSUPPORTED, "tingle import");
    must_refuse_text(HEAD "<ExportDate value=\"2024-01-01 10:00:00 +0100\"/>" WORKOUT TAIL, TINGLE_UNSUPPORTED, "tingle import");
    must_refuse_text(HEAD WORKOUT WORKOUT TAIL, TINGLE_UNSUPPORTED, "tingle import");
    must_refuse_text(HEAD RECORD("HeartRate", "count/min", "10:00", "10:00", "140") TAIL, TINGLE_NOT_A_RUN, "without a workout");
    must_refuse_text(HEAD WORKOUT TAIL, TINGLE_NOT_A_RUN, "totals only");
    must_refuse_text(HEAD "<Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\"/>" TAIL, TINGLE_BAD_DATA, "start and an end");
}
END_TEST

START_TEST(a_ride_is_no_run)
{
    struct activity *a = read_workout(HEAD "<Workout workoutActivityType=\"HKWorkoutActivityTypeCycling\" startDate=\"2023-11-15 12:10:00 +0100\" endDate=\"2023-11-15 12:12:00 +0100\"/>"
        RECORD("HeartRate", "count/min", "10:02", "10:02", "140") RECORD("HeartRate", "count/min", "10:05", "10:05", "140") TAIL);
    struct tingle_error err = {0};
    ck_assert_int_eq(activity_check_run(a, &err), TINGLE_NOT_A_RUN);
    ck_assert_msg(strstr(err.message, "cycling") != NULL, "%s", err.message);
    activity_free(a);
}
END_TEST

START_TEST(failed_allocations_are_plain_errors)
{
    const char *text = HEAD WORKOUT_OPEN("") "<WorkoutEvent type=\"HKWorkoutEventTypePause\" date=\"2023-11-15 12:11:00 +0100\"/>"
                       "<WorkoutActivity startDate=\"2023-11-15 12:10:00 +0100\"/><WorkoutActivity startDate=\"2023-11-15 12:11:00 +0100\"/></Workout>"
                       RECORD("StepCount", "count", "10:00", "10:20", "54") GPX(POINT("10:10", "47.0", "2.5")) TAIL;
    long n = count_allocations(text_file(text));
    ck_assert_int_gt(n, 15);
    ck_assert_int_lt(n, 100);
}
END_TEST

/* The test archive of dogsheep/healthkit-to-sqlite: its only heart rate, and the points of its route, are of other days. */
START_TEST(a_real_archive)
{
    const char *path = shared_path("corpus/dogsheep__healthkit-to-sqlite/tests/zip_contents/apple_health_export/export.xml");
    struct file_bytes file = {0}, document = {0};
    struct health_export *h = NULL;
    struct activity *a = NULL;
    struct bytes view;
    struct byte_source in = byte_source_of(&view);
    struct tingle_error err = {0};
    if (!path) return;
    ck_assert_int_eq(file_read(&file, path, 1 << 20, NULL), TINGLE_OK);
    ck_assert_int_eq(health_export_new(&h, NULL), TINGLE_OK);
    view = file_view(&file);
    ck_assert_int_eq(health_export_find(h, &in, path, NULL), TINGLE_OK);
    view = file_view(&file);
    ck_assert_int_eq(health_export_collect(h, &in, path, NULL), TINGLE_OK);
    file_release(&file);
    path = shared_path("corpus/dogsheep__healthkit-to-sqlite/tests/zip_contents/apple_health_export/workout-routes/route_2019-06-11_3.00pm.gpx");
    ck_assert_int_eq(file_read(&file, path, 1 << 20, NULL), TINGLE_OK);
    ck_assert_int_eq(health_export_route(h, path, file_view(&file), NULL), TINGLE_OK);
    ck_assert_int_eq(health_export_document(h, 0, &document, NULL), TINGLE_OK);
    ck_assert_uint_lt(bytes_find(file_view(&document), "<gpx", 0), document.size);
    ck_assert_int_eq(activity_read(&a, file_view(&document), "run", &err), TINGLE_NOT_A_RUN);
    ck_assert_msg(strstr(err.message, "totals only") != NULL, "%s", err.message);
    health_export_free(h);
    file_release(&file);
    file_release(&document);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(what_the_workout_says), TEST(newer_exports_keep_the_distance_among_statistics),
        TEST(units_are_those_of_each_record), TEST(records_lie_on_the_route), TEST(other_forms_of_a_route), TEST(cadence_comes_of_steps),
        TEST(distance_is_summed_up), TEST(one_source_of_each_kind), TEST(step_length_is_that_of_one_step),
        TEST(what_is_no_single_run_is_refused), TEST(a_ride_is_no_run), TEST(failed_allocations_are_plain_errors), TEST(a_real_archive)};
    return run_tests("health read", tests, COUNT(tests));
}
