/* Which member of an export is which: paths as they stand in archives, and the first bytes where names are translated. */
#include "testing.h"

#include <string.h>

#include "archive/export_catalogue.h"

struct row {
    const char *path, *head;
    enum export_member want;
};

static void check(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ck_assert_msg(export_member_kind(rows[i].path, bytes_of(rows[i].head, strlen(rows[i].head))) == rows[i].want, "%s", rows[i].path);
}

START_TEST(strava)
{
    static const struct row rows[] = {
        {"export_1.zip/activities.csv", "ID aktivity,", EXPORT_MEMBER_STRAVA_ACTIVITIES},
        {"x/ACTIVITIES.CSV", "", EXPORT_MEMBER_STRAVA_ACTIVITIES},
        {"from strava.csv", "\xEF\xBB\xBF" "Activity ID,Activity Date,Activity Name", EXPORT_MEMBER_STRAVA_ACTIVITIES},
        {"notes.csv", "run,note\n", EXPORT_MEMBER_OTHER},
        {"export_1.zip/shoes.csv", "Shoe Name,Shoe Brand,Shoe Model,Shoe Default Sport Types\n", EXPORT_MEMBER_STRAVA_SHOES},
        {"export_1.zip/shoes.csv", "Schuhname,Marke,Modell,Sportarten\nname,a,b,c\n", EXPORT_MEMBER_STRAVA_SHOES},
        {"export_1.zip/shoes.csv", "a,b,c,d", EXPORT_MEMBER_STRAVA_SHOES},
        {"shoes.csv", "name,brand,model\n", EXPORT_MEMBER_OTHER},
        {"shoes.csv", "brand;Name\r\n", EXPORT_MEMBER_OTHER},
        {"my_shoes.csv", "a,b", EXPORT_MEMBER_OTHER},
        {"export_1.zip/followers.csv", "", EXPORT_MEMBER_IGNORED},
        {"export_1.zip/logins.csv", "", EXPORT_MEMBER_IGNORED},
        {"export_1.zip/messaging.json", "{}", EXPORT_MEMBER_IGNORED},
        {"export_1.zip/media/12.jpg", "\xff\xd8", EXPORT_MEMBER_IGNORED},
        {"export_1.zip/media/12.MP4", "", EXPORT_MEMBER_IGNORED},
        {"export_1.zip/activities/12.fit.gz", "\x0e\x10", EXPORT_MEMBER_OTHER},
        {"export_1.zip/activities/12.gpx", "<gpx creator=\"StravaGPX\"><metadata><time>2026", EXPORT_MEMBER_OTHER},
        {"export_1.zip/activities/12.tcx.gz", "          <?xml", EXPORT_MEMBER_OTHER},
        {"export_1.zip/routes/3.gpx", "<gpx creator=\"StravaGPX\"><metadata><name>Lake", EXPORT_MEMBER_IGNORED},
        {"routes/3.gpx", "<gpx><metadata><time>2026-01-01T00:00:00Z</time>", EXPORT_MEMBER_OTHER},
    };
    check(rows, COUNT(rows));
}
END_TEST

START_TEST(garmin)
{
    static const struct row rows[] = {
        {"e.zip/DI_CONNECT/DI-Connect-Fitness/a@b.c_0_summarizedActivities.json", "[{", EXPORT_MEMBER_GARMIN_SUMMARY},
        {"a_1001_SUMMARIZEDACTIVITIES.json", "[{", EXPORT_MEMBER_GARMIN_SUMMARY},
        {"e.zip/DI_CONNECT/DI-Connect-Fitness/a@b.c_gear.json", "[{", EXPORT_MEMBER_GARMIN_GEAR},
        {"e.zip/DI_CONNECT/DI-Connect-Wellness/2026_sleepData.json", "[{", EXPORT_MEMBER_IGNORED},
        {"e.zip/di_connect/DI-Connect-Aggregator/UDSFile_2026.json", "[{", EXPORT_MEMBER_IGNORED},
        {"UDSFile_2026.json", "[{", EXPORT_MEMBER_IGNORED},
        {"e.zip/DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip/a@b.c_123.fit", "\x0e", EXPORT_MEMBER_OTHER},
        {"e.zip/DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip/a@b.c_124.txt", "<?xml", EXPORT_MEMBER_OTHER},
        {"MY_DI_CONNECT/x.json", "{", EXPORT_MEMBER_OTHER},
    };
    check(rows, COUNT(rows));
}
END_TEST

START_TEST(apple_health)
{
    static const char health[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE HealthData [\n<!-- HealthKit Export Version: 13 -->";
    static const char route[] = "<?xml version=\"1.0\"?>\n<gpx version=\"1.1\" creator=\"Apple Health Export\" xmlns=";
    static const struct row rows[] = {
        {"export.zip/apple_health_export/export.xml", health, EXPORT_MEMBER_HEALTH},
        {"Export.zip/apple_health_export/Exportieren.xml", health, EXPORT_MEMBER_HEALTH},
        {"x.xml", "<HealthData locale=\"cs_CZ\">", EXPORT_MEMBER_HEALTH},
        {"export.zip/apple_health_export/export.xml", "<?xml?><other/>", EXPORT_MEMBER_OTHER},
        {"export.zip/apple_health_export/export_cda.xml", "<?xml?>\n<ClinicalDocument xmlns=\"urn:hl7-org:v3\">", EXPORT_MEMBER_IGNORED},
        {"export.zip/apple_health_export/workout-routes/route_2026-09-06_1.18pm.gpx", "<gpx>", EXPORT_MEMBER_HEALTH_ROUTE},
        {"export.zip/x/Trainingsrouten/route_2026-09-06.gpx", route, EXPORT_MEMBER_HEALTH_ROUTE},
        {"export.zip/x/other/run.gpx", "<gpx creator=\"Garmin\">", EXPORT_MEMBER_OTHER},
        {"export.zip/apple_health_export/electrocardiograms/ecg_2026.csv", "Name,", EXPORT_MEMBER_IGNORED},
    };
    check(rows, COUNT(rows));
}
END_TEST

START_TEST(polar)
{
    static const struct row rows[] = {
        {"p.zip/training-session_2023-11-15T12-23-32_1-a.json", "{", EXPORT_MEMBER_OTHER},
        {"p.zip/training-session-2019-01-18-1-a.json", "{", EXPORT_MEMBER_OTHER},
        {"p.zip/activity-2019-01-18-a.json", "{", EXPORT_MEMBER_IGNORED},
        {"p.zip/247ohr_1_01-a.json", "{", EXPORT_MEMBER_IGNORED},
        {"p.zip/account-data-1-a.json", "{", EXPORT_MEMBER_IGNORED},
        {"p.zip/training-target-2019-01-18-1-a.json", "{", EXPORT_MEMBER_IGNORED},
        {"p.zip/nightly_recovery_blob_1-a.json", "[", EXPORT_MEMBER_IGNORED},
    };
    check(rows, COUNT(rows));
}
END_TEST

START_TEST(what_computers_leave_behind)
{
    static const struct row rows[] = {
        {"a.zip/__MACOSX/activities/._1.fit", "", EXPORT_MEMBER_IGNORED},
        {"a.zip/__MACOSX/activities.csv", "", EXPORT_MEMBER_IGNORED},
        {"runs/._1.fit", "", EXPORT_MEMBER_IGNORED},
        {"runs/.ds_store", "", EXPORT_MEMBER_IGNORED},
        {"runs/Recycle.Bin/1.fit", "", EXPORT_MEMBER_IGNORED},
        {"runs/$RECYCLE.BIN/S-1/1.fit", "", EXPORT_MEMBER_IGNORED},
        {"runs/1.fit", "", EXPORT_MEMBER_OTHER},
        {"__MACOSX", "", EXPORT_MEMBER_OTHER},
        {"", "", EXPORT_MEMBER_OTHER},
    };
    check(rows, COUNT(rows));
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(strava),
        TEST(garmin),
        TEST(apple_health),
        TEST(polar),
        TEST(what_computers_leave_behind),
    };
    return run_tests("export member", tests, COUNT(tests));
}
