/* An export.xml cut into documents: a small one written out here, fed in pieces of every size; damage of many kinds. */
#include "slow_source.h"
#include "testing.h"

#include <stdbool.h>
#include <string.h>

#include "archive/health_export.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/file_bytes.h"

#define DTD                                                                                                   \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE HealthData [\n<!-- HealthKit Export Version: 12 -->\n" \
    "<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>\n<!ATTLIST HealthData\n  locale CDATA #REQUIRED\n>\n" \
    "<!ELEMENT Record ((MetadataEntry)*)>\n]>\n"
#define ROOT "<HealthData locale=\"de_DE\">\n <ExportDate value=\"2024-01-01 10:00:00 +0100\"/>\n"
#define TAIL "</HealthData>\n"
#define Q "HKQuantityTypeIdentifier"

/* A record of a kind, from a second to a second of the hour 12 of 2023-11-15, at +0100. */
#define RECORD(kind, from, to, value)                                                                                   \
    "<Record type=\"" Q kind "\" sourceName=\"Lena&apos;s Watch\" unit=\"u\" startDate=\"2023-11-15 12:" from " +0100\" " \
    "endDate=\"2023-11-15 12:" to " +0100\" value=\"" value "\"/>"

#define RUN_ONE                                                                                                       \
    "<Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" duration=\"5\" durationUnit=\"min\" "              \
    "startDate=\"2023-11-15 12:10:00 +0100\" endDate=\"2023-11-15 12:15:00 +0100\">\n"                                \
    "  <MetadataEntry key=\"HKTimeZone\" value=\"Europe/Berlin\"/>\n"                                                 \
    "  <WorkoutRoute sourceName=\"W\"><FileReference path=\"/workout-routes/route_2023-11-15_12.15pm.gpx\"/></WorkoutRoute>\n" \
    " </Workout>"
#define RUN_TWO                                                                                                       \
    "<Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" startDate=\"2023-11-15 12:14:00 +0100\" "          \
    "endDate=\"2023-11-15 12:20:00 +0100\"/>"
#define RIDE                                                                                                          \
    "<Workout workoutActivityType=\"HKWorkoutActivityTypeCycling\" startDate=\"2023-11-15 12:30:00 +0100\" "          \
    "endDate=\"2023-11-15 12:40:00 +0100\"><WorkoutRoute><FileReference path=\"/workout-routes/ride.gpx\"/></WorkoutRoute></Workout>"

/* In file order: before, at the first edge, with a child, over the edge of one, of both, of two only, at the last edge, behind */
#define BEFORE RECORD("HeartRate", "09:58", "09:59", "1")
#define AT_START RECORD("HeartRate", "09:55", "10:00", "2")
#define WITH_CHILD                                                                                                   \
    "<Record type=\"" Q "HeartRate\" startDate=\"2023-11-15 12:11:00 +0100\" endDate=\"2023-11-15 12:11:00 +0100\" value=\"3\">\n" \
    "  <MetadataEntry key=\"HKMetadataKeyHeartRateMotionContext\" value=\"2\"/>\n </Record>"
#define OF_BOTH RECORD("RunningGroundContactTime", "14:30", "14:33", "241")
#define OF_TWO RECORD("StepCount", "15:01", "15:11", "28")
#define AT_END RECORD("RunningPower", "20:00", "20:09", "222")
#define BEHIND RECORD("RunningSpeed", "20:01", "20:01", "9")
#define OTHER_KIND RECORD("ActiveEnergyBurned", "12:00", "12:10", "3")
#define IN_UTC "<Record type=\"" Q "RunningSpeed\" startDate=\"2023-11-15 11:12:00 +0000\" endDate=\"2023-11-15 11:12:00 +0000\" unit=\"km/hr\" value=\"9.9\"></Record>"

#define RECORDS BEFORE "\n" AT_START "\n " WITH_CHILD "\n" OTHER_KIND OF_BOTH "\n" OF_TWO "\n" AT_END "\n" BEHIND "\n" IN_UTC "\n"
#define EXPORT DTD ROOT RECORDS RUN_TWO "\n" RIDE "\n" RUN_ONE "\n" TAIL

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<HealthData>\n"
#define DOCUMENT_ONE HEAD RUN_ONE "\n" AT_START "\n" WITH_CHILD "\n" OF_BOTH "\n" IN_UTC "\n" TAIL
#define DOCUMENT_TWO HEAD RUN_TWO "\n" OF_BOTH "\n" OF_TWO "\n" AT_END "\n" TAIL

static enum tingle_status walk_both(struct health_export *h, struct bytes file, size_t piece, struct tingle_error *err)
{
    struct slow_source slow = {file, piece};
    const struct byte_source in = {slow_read, &slow};
    enum tingle_status st = health_export_find(h, &in, "export.xml", err);
    slow.left = file;
    return st ? st : health_export_collect(h, &in, "export.xml", err);
}

static struct health_export *must_walk(const char *text, size_t piece)
{
    struct health_export *h = NULL;
    struct tingle_error err = {0};
    ck_assert_int_eq(health_export_new(&h, NULL), TINGLE_OK);
    ck_assert_msg(walk_both(h, bytes_of(text, strlen(text)), piece, &err) == TINGLE_OK, "%s", err.message);
    return h;
}

static void must_be(struct health_export *h, size_t i, const char *document)
{
    struct file_bytes out;
    ck_assert_int_eq(health_export_document(h, i, &out, NULL), TINGLE_OK);
    ck_assert_msg(out.size == strlen(document) && memcmp(out.data, document, out.size) == 0, "%.*s", (int)out.size, (char *)out.data);
    file_release(&out);
}

static void must_refuse(const char *text, enum tingle_status status, const char *says)
{
    struct health_export *h = NULL;
    struct tingle_error err = {0};
    ck_assert_int_eq(health_export_new(&h, NULL), TINGLE_OK);
    ck_assert_int_eq(walk_both(h, bytes_of(text, strlen(text)), 4096, &err), status);
    ck_assert_msg(strstr(err.message, says) != NULL, "%s", err.message);
    health_export_free(h);
}

START_TEST(documents_are_the_bytes_of_the_export_whatever_the_pieces)
{
    static const size_t pieces[] = {1, 2, 3, 5, 7, 11, 64, 4096, 1 << 20};
    for (size_t i = 0; i < COUNT(pieces); i++) {
        struct health_export *h = must_walk(EXPORT, pieces[i]);
        const char *what;
        ck_assert_uint_eq(health_export_count(h), 2); /* the ride is none */
        ck_assert_uint_eq(health_export_damage(h, &what), 0);
        ck_assert_str_eq(what, "");
        ck_assert_str_eq(health_export_name(h, 0), "workout 2023-11-15 12:10:00 +0100");
        ck_assert_str_eq(health_export_name(h, 1), "workout 2023-11-15 12:14:00 +0100");
        must_be(h, 0, DOCUMENT_ONE);
        must_be(h, 1, DOCUMENT_TWO);
        health_export_free(h);
    }
}
END_TEST

/* One border between two pieces, at each place of the file. */
START_TEST(a_border_may_be_anywhere)
{
    const size_t all = strlen(EXPORT);
    for (size_t at = 1; at < all; at++) {
        struct health_export *h = must_walk(EXPORT, at);
        must_be(h, 0, DOCUMENT_ONE);
        must_be(h, 1, DOCUMENT_TWO);
        health_export_free(h);
    }
}
END_TEST

START_TEST(routes_go_to_the_workouts_that_name_them)
{
#define GPX "<gpx version=\"1.1\"><trk><trkseg><trkpt lat=\"1\" lon=\"2\"/></trkseg></trk></gpx>"
    struct health_export *h = must_walk(EXPORT, 4096);
    const char *path = "export.zip/apple_health_export/workout-routes/route_2023-11-15_12.15pm.gpx";
    const char *file = "<?xml version=\"1.0\"?>\n" GPX "\n\n";
    ck_assert(health_export_wants(h, path));
    ck_assert(!health_export_wants(h, "workout-routes/ride.gpx"));
    ck_assert(!health_export_wants(h, "workout-routes/route_2023-11-15_12.15am.gpx"));
    ck_assert_int_eq(health_export_route(h, path, bytes_of("no gpx", 6), NULL), TINGLE_OK);
    must_be(h, 0, DOCUMENT_ONE);
    for (int twice = 0; twice < 2; twice++)
        ck_assert_int_eq(health_export_route(h, path, bytes_of(file, strlen(file)), NULL), TINGLE_OK);
    ck_assert_int_eq(health_export_route(h, "ride.gpx", bytes_of(file, strlen(file)), NULL), TINGLE_OK);
    must_be(h, 0, HEAD RUN_ONE "\n" AT_START "\n" WITH_CHILD "\n" OF_BOTH "\n" IN_UTC "\n" GPX "\n" TAIL);
    must_be(h, 1, DOCUMENT_TWO);
    health_export_free(h);
}
END_TEST

/* Cut at each place: whole workouts before the cut are there, and the cut is told of. */
START_TEST(a_file_cut_short_gives_what_is_whole)
{
    static const char file[] = EXPORT;
    size_t two_ends = (size_t)(strstr(file, RUN_TWO) - file) + strlen(RUN_TWO), all = strlen(file);
    size_t one_ends = (size_t)(strstr(file, RUN_ONE) - file) + strlen(RUN_ONE);
    for (size_t size = strlen(DTD ROOT); size + 2 < all; size += 13) {
        struct health_export *h = NULL;
        const char *what;
        ck_assert_int_eq(health_export_new(&h, NULL), TINGLE_OK);
        ck_assert_int_eq(walk_both(h, bytes_of(file, size), 64, NULL), TINGLE_OK);
        ck_assert_uint_eq(health_export_damage(h, &what), 1);
        ck_assert_msg(strstr(what, "ends early") != NULL, "%s", what);
        ck_assert_uint_eq(health_export_count(h), (size >= two_ends) + (size >= one_ends));
        if (size >= one_ends) must_be(h, 0, DOCUMENT_ONE);
        health_export_free(h);
    }
}
END_TEST

/* The document type of iOS 16: an unfinished declaration. */
START_TEST(a_malformed_document_type_does_no_harm)
{
    struct health_export *h = must_walk("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE HealthData [\n"
                                        "<!ATTLIST VisionPrescription\n  brand CDATA #IMPLIED\n<!ELEMENT RightEye EMPTY>\n>\n]>\n" ROOT RECORDS RUN_TWO RUN_ONE TAIL, 64);
    ck_assert_uint_eq(health_export_damage(h, NULL), 0);
    must_be(h, 0, DOCUMENT_ONE);
    must_be(h, 1, DOCUMENT_TWO);
    health_export_free(h);
}
END_TEST

START_TEST(forbidden_control_characters_become_blanks)
{
#define NAMED(c) "<Record type=\"" Q "HeartRate\" sourceName=\"My" c "Watch\" startDate=\"2023-11-15 12:18:00 +0100\" endDate=\"2023-11-15 12:18:00 +0100\" value=\"150\"/>"
    struct health_export *h = must_walk(DTD ROOT NAMED("\x0b") RUN_TWO TAIL, 64);
    ck_assert_uint_eq(health_export_damage(h, NULL), 0);
    must_be(h, 0, HEAD RUN_TWO "\n" NAMED(" ") "\n" TAIL);
    health_export_free(h);
}
END_TEST

/* Statistics of iOS 16, of a workout that is wanted and of one that is not. */
START_TEST(a_second_start_date_is_the_end_date)
{
#define STATISTICS(second) "<WorkoutStatistics type=\"" Q "HeartRate\" startDate=\"2023-11-15 12:14:00 +0100\"" second "\"2023-11-15 12:20:00 +0100\" average=\"150\" unit=\"count/min\"/>"
#define WITH(sport, second)                                                                                            \
    "<Workout workoutActivityType=\"HKWorkoutActivityType" sport "\" startDate=\"2023-11-15 12:14:00 +0100\" "         \
    "endDate=\"2023-11-15 12:20:00 +0100\">" STATISTICS(second) "\n" STATISTICS(second) "<A/>" STATISTICS(second) "</Workout>"
    static const size_t pieces[] = {1, 7, 64, 4096};
    for (size_t i = 0; i < COUNT(pieces); i++) {
        struct health_export *h = must_walk(DTD ROOT WITH("Yoga", " startDate=") RECORDS WITH("Running", " startDate=") RUN_ONE OF_TWO TAIL, pieces[i]);
        ck_assert_uint_eq(health_export_damage(h, NULL), 0);
        ck_assert_uint_eq(health_export_count(h), 2);
        must_be(h, 1, HEAD WITH("Running", "   endDate=") "\n" OF_BOTH "\n" OF_TWO "\n" AT_END "\n" OF_TWO "\n" TAIL);
        health_export_free(h);
    }
}
END_TEST

/* Attribute names with blanks were written by iOS 8 (lionheart/openradar-mirror#821). */
START_TEST(broken_records_are_stepped_over)
{
    static const char *const broken[] = {
        "<Record type=\"" Q "BodyFatPercentage\" Health Mate App Version=\"2.6.0\" value=\"1\"/>",
        "<Record type=\"" Q "BodyFatPercentage\" value=\"1\" value=\"1\"/>", "<Record source=\"&unknown;\"/>", "<Record source=\"\xff\"/>",
        "<Correlation><Record a=\"1\"/></Korrelation>", "<Record a=\"<\"/>"};
    static const size_t pieces[] = {1, 7, 64, 4096};
    for (size_t i = 0; i < COUNT(broken); i++)
        for (size_t p = 0; p < COUNT(pieces); p++) {
            struct buffer b;
            struct health_export *h;
            const char *what;
            buffer_init(&b, 1 << 20);
            buffer_printf(&b, "%s%s\n%s%s", DTD ROOT, broken[i], broken[i], RECORDS RUN_TWO RUN_ONE TAIL);
            h = must_walk(buffer_text(&b), pieces[p]);
            ck_assert_msg(health_export_damage(h, &what) == 2, "%s: %zu", broken[i], health_export_damage(h, NULL));
            ck_assert_msg(strstr(what, "broken") != NULL, "%s", what);
            must_be(h, 0, DOCUMENT_ONE);
            must_be(h, 1, DOCUMENT_TWO);
            health_export_free(h);
            buffer_release(&b);
        }
}
END_TEST

START_TEST(what_is_no_export_is_refused)
{
    must_refuse("", TINGLE_BAD_DATA, "no XML element");
    must_refuse("no XML at all", TINGLE_BAD_DATA, "no XML element");
    must_refuse("<gpx><trk/></gpx>", TINGLE_BAD_DATA, "an element gpx");
    must_refuse("<!DOCTYPE HealthData [<!ENTITY a \"aaaa\">]>" ROOT TAIL, TINGLE_BAD_DATA, "entity");
    must_refuse("<!DOCTYPE HealthData [<!ENTITY % a \"aaaa\">]>" ROOT TAIL, TINGLE_BAD_DATA, "entity");
    /* a comment that hides the document type from the blanking: Expat still meets the entity */
    must_refuse("<!-- <a --><!DOCTYPE HealthData [<!ENTITY a \"aaaa\">]>" ROOT TAIL, TINGLE_BAD_DATA, "entity");
}
END_TEST

START_TEST(limits_are_kept)
{
    struct buffer b;
    buffer_init(&b, 200 << 20);
    buffer_add_text(&b, "<HealthData>");
    for (int i = 0; i < 70; i++) buffer_add_text(&b, "<Correlation>");
    must_refuse(buffer_text(&b), TINGLE_LIMIT, "levels deep");
    buffer_clear(&b);
    buffer_add_text(&b, "<HealthData><Record");
    for (int i = 0; i < 300; i++) buffer_printf(&b, " a%d=\"\"", i);
    buffer_add_text(&b, "/>");
    must_refuse(buffer_text(&b), TINGLE_LIMIT, "attributes");
    buffer_clear(&b);
    buffer_add_text(&b, "<HealthData>");
    for (int i = 0; i < 5 << 20; i++) buffer_add_byte(&b, 'x');
    must_refuse(buffer_text(&b), TINGLE_LIMIT, "tag or text");
    buffer_clear(&b);
    buffer_add_text(&b, ROOT);
    for (int i = 0; i < 65; i++) buffer_add_text(&b, RUN_TWO);
    buffer_add_text(&b, OF_BOTH TAIL);
    must_refuse(buffer_text(&b), TINGLE_LIMIT, "at the same time");
    buffer_clear(&b);
    buffer_add_text(&b, ROOT);
    for (int i = 0; i < HEALTH_MAX_WORKOUTS + 1; i++) buffer_add_text(&b, RUN_TWO);
    must_refuse(buffer_text(&b), TINGLE_LIMIT, "running workouts");
    buffer_release(&b);
}
END_TEST

/* 350 heart rates or powers of a run on a day of November. */
static void add_records(struct buffer *b, const char *kind, int day)
{
    for (int i = 0; i < 350; i++)
        buffer_printf(b, "<Record type=\"" Q "%s\" startDate=\"2023-11-%02d 12:%02d:%02d +0100\" endDate=\"2023-11-%02d 12:%02d:%02d +0100\" value=\"%d\" device=\"%0200d\"/>\n",
                      kind, day, 10 + i / 60, i % 60, day, 10 + i / 60, i % 60, i, 0);
}

static void add_workout(struct buffer *b, int day)
{
    buffer_printf(b, "<Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" startDate=\"2023-11-%02d 12:10:00 +0100\" endDate=\"2023-11-%02d 12:20:00 +0100\"/>\n", day, day);
}

/* The phone writes an address of memory into each device; two exports of the same run give the same bytes. */
START_TEST(addresses_of_memory_are_left_out)
{
#define ON(device) "<Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" startDate=\"2023-11-15 12:14:00 +0100\" endDate=\"2023-11-15 12:20:00 +0100\" device=\"" device "\"/>"
#define BY(device) "<Record type=\"" Q "HeartRate\" device=\"" device "\" startDate=\"2023-11-15 12:14:00 +0100\" endDate=\"2023-11-15 12:14:00 +0100\" value=\"15\">\n  <MetadataEntry key=\"" device "\" value=\"2\"/></Record>"
#define DEVICE(address) "&lt;&lt;HKDevice: 0x" address "&gt;, name:Apple Watch&gt;"
    static const char *const exports[] = {ROOT BY(DEVICE("282a45810")) BY(DEVICE("282a45810")) ON(DEVICE("282a45810")) TAIL,
                                          ROOT BY(DEVICE("9f")) BY(DEVICE("74703ff240")) ON(DEVICE("")) TAIL};
    for (size_t i = 0; i < COUNT(exports); i++) {
        struct health_export *h = must_walk(exports[i], 64);
        must_be(h, 0, HEAD ON(DEVICE("")) "\n" BY(DEVICE("")) "\n" BY(DEVICE("")) "\n" TAIL);
        health_export_free(h);
    }
}
END_TEST

/* More texts at a time than have buffers, more bytes than one piece: in order and whole all the same. */
START_TEST(many_long_runs_at_once)
{
    enum { RUNS = 20 };
    struct buffer b, want;
    struct health_export *h;
    buffer_init(&b, 64 << 20);
    buffer_init(&want, 64 << 20);
    buffer_add_text(&b, DTD ROOT);
    for (int day = 1; day <= RUNS; day++) add_records(&b, "HeartRate", day);
    for (int day = 1; day <= RUNS; day++) add_records(&b, "RunningPower", day);
    for (int day = RUNS; day >= 1; day--) add_workout(&b, day);
    buffer_add_text(&b, TAIL);
    h = must_walk(buffer_text(&b), 4096);
    ck_assert_uint_eq(health_export_count(h), RUNS);
    for (int day = 1; day <= RUNS; day++) {
        buffer_clear(&want);
        buffer_add_text(&want, HEAD);
        add_workout(&want, day);
        add_records(&want, "HeartRate", day);
        add_records(&want, "RunningPower", day);
        buffer_add_text(&want, TAIL);
        ck_assert_uint_gt(want.size, 3 * 64 * 1024);
        must_be(h, (size_t)day - 1, buffer_text(&want));
    }
    health_export_free(h);
    buffer_release(&b);
    buffer_release(&want);
}
END_TEST

/* One run through everything, with the n-th allocation failing. */
static enum tingle_status walk_failing(long n)
{
    struct health_export *h = NULL;
    struct file_bytes out = {0};
    struct tingle_error err = {0};
    enum tingle_status st;
    const char gpx[] = "<gpx><trk/></gpx>";
    alloc_fail_at(n);
    st = health_export_new(&h, &err);
    if (!st) st = walk_both(h, bytes_of(EXPORT, strlen(EXPORT)), 4096, &err);
    if (!st) st = health_export_route(h, "route_2023-11-15_12.15pm.gpx", bytes_of(gpx, sizeof gpx - 1), &err);
    if (!st) st = health_export_document(h, 0, &out, &err);
    alloc_fail_at(0);
    if (st) ck_assert_int_eq(err.code, TINGLE_NO_MEMORY);
    file_release(&out);
    health_export_free(h);
    return st;
}

START_TEST(failed_allocations_are_plain_errors)
{
    long n = 1;
    while (n < 100 && walk_failing(n) == TINGLE_NO_MEMORY) n++;
    ck_assert_int_gt(n, 10);
    ck_assert_int_lt(n, 100);
}
END_TEST

/* The test archive of dogsheep/healthkit-to-sqlite: one run, its route, no record within. */
START_TEST(a_real_archive)
{
    const char *path = shared_path("corpus/dogsheep__healthkit-to-sqlite/tests/zip_contents/apple_health_export/export.xml");
    struct file_bytes file = {0}, out = {0};
    struct health_export *h = NULL;
    if (!path) return;
    ck_assert_int_eq(file_read(&file, path, 1 << 20, NULL), TINGLE_OK);
    ck_assert_int_eq(health_export_new(&h, NULL), TINGLE_OK);
    ck_assert_int_eq(walk_both(h, file_view(&file), 4096, NULL), TINGLE_OK);
    ck_assert_uint_eq(health_export_damage(h, NULL), 0);
    ck_assert_uint_eq(health_export_count(h), 1);
    ck_assert_str_eq(health_export_name(h, 0), "workout 2016-11-14 07:25:41 -0700");
    ck_assert(health_export_wants(h, "apple_health_export/workout-routes/route_2019-06-11_3.00pm.gpx"));
    ck_assert_int_eq(health_export_document(h, 0, &out, NULL), TINGLE_OK);
    ck_assert(bytes_find(file_view(&out), "56 degF", 0) < out.size);
    ck_assert(bytes_find(file_view(&out), "<Record", 0) == out.size);
    health_export_free(h);
    file_release(&file);
    file_release(&out);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(documents_are_the_bytes_of_the_export_whatever_the_pieces), TEST(a_border_may_be_anywhere),
        TEST(routes_go_to_the_workouts_that_name_them), TEST(a_file_cut_short_gives_what_is_whole), TEST(a_malformed_document_type_does_no_harm),
        TEST(forbidden_control_characters_become_blanks), TEST(a_second_start_date_is_the_end_date), TEST(broken_records_are_stepped_over), TEST(what_is_no_export_is_refused),
        TEST(limits_are_kept), TEST(addresses_of_memory_are_left_out), TEST(many_long_runs_at_once), TEST(failed_allocations_are_plain_errors), TEST(a_real_archive)};
    return run_tests("health export", tests, COUNT(tests));
}
