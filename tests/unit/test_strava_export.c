/* Strava's activities.csv and shoes.csv: tables made by hand in the languages and shapes that occur. */
#include "testing.h"

#include <math.h>
#include <string.h>

#include "archive/export_catalogue.h"
#include "archive/local_date.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/utc.h"

/* The headings of the first 57 columns; a private note comes before the gear. */
#define ENGLISH_FIRST "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance," \
    "Max Heart Rate,Relative Effort,Commute,"
#define ENGLISH_REST "Activity Gear,Filename,Athlete Weight,Bike Weight,Elapsed Time,Moving Time,Distance,Max Speed,Average Speed," \
    "Elevation Gain,Elevation Loss,Elevation Low,Elevation High,Max Grade,Average Grade,Average Positive Grade," \
    "Average Negative Grade,Max Cadence,Average Cadence,Max Heart Rate,Average Heart Rate,Max Watts,Average Watts,Calories," \
    "Max Temperature,Average Temperature,Relative Effort,Total Work,Number of Runs,Uphill Time,Downhill Time,Other Time," \
    "Perceived Exertion,Type,Start Time,Weighted Average Power,Power Count,Prefer Perceived Exertion," \
    "Perceived Relative Effort,Commute,Total Weight Lifted,From Upload,Grade Adjusted Distance,Weather Observation Time," \
    "Weather Condition,Weather Temperature,Apparent Temperature,Bike,Gear,Media\n"
#define GERMAN "Aktivitäts-ID,Aktivitätsdatum,Name der Aktivität,Aktivitätsart,Aktivitätsbeschreibung,Verstrichene Zeit,Distanz," \
    "Max. Herzfrequenz,Relative Leistung,Pendeln,Hinweis zur Privatsphäre für Aktivitäten,Aktivitätsausrüstung,Dateiname," \
    "Sportlergewicht,Fahrradgewicht,Verstrichene Zeit,Bewegungszeit,Distanz,Höchstgeschw.,d19,d20,d21,d22,d23,d24,d25,d26," \
    "d27,d28,d29,Max. Herzfrequenz,d31,d32,d33,d34,d35,d36,Relative Leistung,d38,d39,d40,d41,d42,d43,Art,d45,d46,d47,d48," \
    "d49,Pendeln,d51,d52,d53,d54,Wetterlage,Wetter: Temperatur,Scheinbare Temperatur,Medien\n"
#define CZECH "ID aktivity,Datum aktivity,Název aktivity,Typ aktivity,Popis aktivity,Uplynulý čas,Vzdálenost," \
    "Maximální tepová frekvence,Relativní úsilí,Dojíždění,Soukromá poznámka k aktivitě,Vybavení na aktivitu,Název souboru," \
    "Hmotnost sportovce,Hmotnost kola,Uplynulý čas,Aktivní čas,Vzdálenost,Maximální rychlost\n"
#define FRENCH "ID de l'activité,Date de l'activité,Nom de l'activité,Type d'activité,Description de l'activité,Temps écoulé," \
    "Distance,Fréquence cardiaque max.,Effort relatif,Déplacement-transport,Matériel utilisé pour l'activité," \
    "Nom du fichier,Poids de l'athlète,Poids du vélo,Temps écoulé,Durée de déplacement,Distance,Vitesse max.\n"

static struct export_catalogue c;
static struct tingle_error err;

static void set_up(void) { export_catalogue_init(&c); }
static void tear_down(void) { export_catalogue_release(&c); }

static enum tingle_status take(const char *table)
{
    return strava_activities_read(&c, bytes_of(table, strlen(table)), "export.zip/activities.csv", &err);
}

static double at(const char *text)
{
    double unix_s = 0;
    ck_assert(utc_parse(text, strlen(text), &unix_s, NULL, NULL));
    return unix_s;
}

START_TEST(english_table)
{
    const char *table = "\xEF\xBB\xBF" ENGLISH_FIRST "Activity Private Note," ENGLISH_REST
        "700100,\"Sep 6, 2026, 11:18:40 PM\",Evening Run,Run,\"First line, with \"\"quotes\"\"\nand a second\",3700,10.02,171,40,false,"
        "left toes numb at 8 km,Blue 2,activities/900200.fit.gz,70.0,,3723.0,3650.0,10021.4,4.1,2.7,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,18.5,17,,99,\n";
    const struct export_entry *e = &c.entry[0];
    set_up();
    ck_assert_int_eq(take(table), TINGLE_OK);
    ck_assert_uint_eq(c.entries, 1);
    ck_assert_uint_eq(c.odd_rows, 0);
    e = &c.entry[0];
    ck_assert_str_eq(e->id, "700100");
    ck_assert_int_eq(e->service, EXPORT_STRAVA);
    ck_assert_str_eq(e->title, "Evening Run");
    ck_assert_str_eq(e->description, "First line, with \"quotes\"\nand a second");
    ck_assert_str_eq(e->private_note, "left toes numb at 8 km");
    ck_assert_str_eq(e->gear, "Blue 2");
    ck_assert_str_eq(e->file, "export.zip/activities/900200.fit.gz");
    ck_assert(e->start_unix_s == at("2026-09-06T23:18:40Z"));
    ck_assert(e->elapsed_s == 3723.0);
    ck_assert(e->moving_s == 3650.0);
    ck_assert(e->distance_m == 10021.4);
    ck_assert(e->weather_c == 18.5);
    ck_assert(e->is_run);
    ck_assert(!e->is_parent);
    tear_down();
}
END_TEST

START_TEST(english_table_without_private_note)
{
    const char *table = ENGLISH_FIRST ENGLISH_REST
        "5,\"Jan 2, 2019, 6:00:00 AM\",Morning Ride,Ride,,3600,\"33,22\",,,false,Old bike,activities/6.gpx,,,3601.0,3500.0,33220.5,,\n";
    set_up();
    ck_assert_int_eq(take(table), TINGLE_OK);
    ck_assert_uint_eq(c.entries, 1);
    ck_assert_str_eq(c.entry[0].private_note, "");
    ck_assert_str_eq(c.entry[0].gear, "Old bike");
    ck_assert_str_eq(c.entry[0].file, "export.zip/activities/6.gpx");
    ck_assert(c.entry[0].distance_m == 33220.5);
    ck_assert(isnan(c.entry[0].weather_c));
    ck_assert(!c.entry[0].is_run);
    tear_down();
}
END_TEST

START_TEST(columns_in_any_order_by_their_english_names)
{
    const char *table = "Filename,Activity Gear,Activity Date,Activity ID,Activity Type\nactivities/3.tcx.gz,Red,2026-09-06 11:18:40,3,Trail Run\n";
    set_up();
    ck_assert_int_eq(take(table), TINGLE_OK);
    ck_assert_str_eq(c.entry[0].file, "export.zip/activities/3.tcx.gz");
    ck_assert_str_eq(c.entry[0].gear, "Red");
    ck_assert(c.entry[0].start_unix_s == at("2026-09-06T11:18:40Z"));
    ck_assert(c.entry[0].is_run);
    ck_assert(isnan(c.entry[0].distance_m));
    tear_down();
}
END_TEST

/* A distance that stands once is in the account's units: nobody says which. */
START_TEST(display_distance_is_not_taken)
{
    set_up();
    ck_assert_int_eq(take("Activity ID,Activity Date,Distance,Filename\n3,2026-09-06 11:18:40,10.5,activities/3.fit\n"), TINGLE_OK);
    ck_assert(isnan(c.entry[0].distance_m));
    tear_down();
}
END_TEST

START_TEST(german_table)
{
    const char *table = GERMAN
        "11,\"21.07.2026, 15:09:27\",Lauf am Nachmittag,Lauf,,1390,\"2,81\",190,,,Zehen taub,Schuh A,activities/12.fit.gz,,,1391,1380,2810.4,"
        ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,-3.5,,\n"
        "13,\"05.08.2026, 06:00:00\",Radfahrt,Radfahrt,,60,\"1,0\",,,,,,activities/14.fit.gz,,,60,60,1000,\n";
    set_up();
    ck_assert_int_eq(take(table), TINGLE_OK);
    ck_assert_uint_eq(c.entries, 2);
    ck_assert_str_eq(c.entry[0].private_note, "Zehen taub");
    ck_assert_str_eq(c.entry[0].gear, "Schuh A");
    ck_assert_str_eq(c.entry[0].file, "export.zip/activities/12.fit.gz");
    ck_assert(c.entry[0].elapsed_s == 1391);
    ck_assert(c.entry[0].moving_s == 1380);
    ck_assert(c.entry[0].distance_m == 2810.4);
    ck_assert(c.entry[0].weather_c == -3.5);
    ck_assert(c.entry[0].is_run);
    ck_assert(!c.entry[1].is_run);
    ck_assert(c.entry[1].start_unix_s == at("2026-08-05T06:00:00Z"));
    tear_down();
}
END_TEST

START_TEST(czech_table)
{
    const char *table = CZECH
        "21,\"6. 9. 2026 11:18:40\",Odpolední běh,Běh,\"popis,\r\nna dva řádky\",7052,\"33,22\",140,,,,,activities/22.fit.gz,,,7052.0,6490.0,33227.2,\r\n"
        "23,\"7. 9. 2026 6:00:00\",Ruční zápis,Běh,,1800,\"5,00\",,,,,,,,,1800.0,1800.0,5000.0,\r\n";
    set_up();
    ck_assert_int_eq(take(table), TINGLE_OK);
    ck_assert_uint_eq(c.entries, 2);
    ck_assert_str_eq(c.entry[0].description, "popis,\nna dva řádky");
    ck_assert_str_eq(c.entry[0].private_note, "");
    ck_assert_str_eq(c.entry[0].file, "export.zip/activities/22.fit.gz");
    ck_assert(c.entry[0].start_unix_s == at("2026-09-06T11:18:40Z"));
    ck_assert(c.entry[0].moving_s == 6490);
    ck_assert(c.entry[0].distance_m == 33227.2);
    ck_assert(c.entry[0].is_run);
    ck_assert_str_eq(c.entry[1].file, "");
    ck_assert(c.entry[1].start_unix_s == at("2026-09-07T06:00:00Z"));
    tear_down();
}
END_TEST

START_TEST(french_table_without_private_note)
{
    const char *table = FRENCH
        "31,\"6 sept. 2026 à 11:18:40\",Sortie longue,Course à pied,,3600,\"10,0\",,,false,Chaussure,activities/32.gpx.gz,,,3600.0,3500.0,10000.0,4\n";
    set_up();
    ck_assert_int_eq(take(table), TINGLE_OK);
    ck_assert_str_eq(c.entry[0].private_note, "");
    ck_assert_str_eq(c.entry[0].gear, "Chaussure");
    ck_assert_str_eq(c.entry[0].file, "export.zip/activities/32.gpx.gz");
    ck_assert(c.entry[0].start_unix_s == at("2026-09-06T11:18:40Z"));
    ck_assert(c.entry[0].moving_s == 3500);
    ck_assert(c.entry[0].is_run);
    tear_down();
}
END_TEST

/* Headings that nothing is known of, none twice: what is in the rows names the column of files. */
START_TEST(unknown_headings_are_read_by_what_stands_below)
{
    set_up();
    ck_assert_int_eq(take("a,b,c,d,e\n41,2026/09/06 11:18:40,夕方のラン,ラン,activities/42.fit\n"), TINGLE_OK);
    ck_assert_str_eq(c.entry[0].file, "export.zip/activities/42.fit");
    ck_assert_str_eq(c.entry[0].title, "夕方のラン");
    ck_assert(c.entry[0].is_run);
    tear_down();
}
END_TEST

/* One row that can only be so tells it for all. */
START_TEST(order_of_day_and_month_is_that_of_the_whole_column)
{
    const char *head = "Activity ID,Activity Date,Filename\n";
    struct buffer b;
    static const struct { const char *first, *second, *want; } rows[] = {
        {"06/09/2026 11:00:00", "13/09/2026 11:00:00", "2026-09-06T11:00:00Z"},
        {"06/09/2026 11:00:00", "09/13/2026 11:00:00", "2026-06-09T11:00:00Z"},
        {"06/09/2026 11:00:00", "06/10/2026 11:00:00", "2026-09-06T11:00:00Z"},
        {"06/09/2026, 11:00:00 AM", "06/10/2026, 11:00:00 AM", "2026-06-09T11:00:00Z"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        set_up();
        buffer_init(&b, 1000);
        buffer_printf(&b, "%s1,\"%s\",activities/1.fit\n2,\"%s\",activities/2.fit\n", head, rows[i].first, rows[i].second);
        ck_assert_int_eq(take(buffer_text(&b)), TINGLE_OK);
        ck_assert_msg(c.entry[0].start_unix_s == at(rows[i].want), "row %zu", i);
        buffer_release(&b);
        tear_down();
    }
}
END_TEST

START_TEST(rows_that_make_no_sense_are_left_out)
{
    const char *table = "Activity ID,Activity Date,Activity Name,Filename\n"
        "51,2026-09-06 11:18:40,A,activities/51.fit\n"
        "none,2026-09-06 11:18:40,B,activities/52.fit\n"
        "53\n"
        "54,nonsense,C,activities/54.fit,one,too,many\n"
        "55,nonsense,D,activities/55.fit\n"
        "56,2026-09-06 11:18:40,\"never closed,activities/56.fit\n"
        "57,2026-09-06 11:18:41,E,activities/57.fit\n"
        "58,2026-09-06 11:18:42,\"cut sho";
    set_up();
    ck_assert_int_eq(take(table), TINGLE_OK);
    ck_assert_uint_eq(c.odd_rows, 4);
    ck_assert_str_eq(c.odd, "export.zip/activities.csv: line 3: no activity ID in the first column");
    ck_assert_uint_eq(c.entries, 4);
    ck_assert_str_eq(c.entry[0].id, "51");
    ck_assert_str_eq(c.entry[1].id, "53");
    ck_assert_str_eq(c.entry[2].id, "55");
    ck_assert(isnan(c.entry[2].start_unix_s));
    ck_assert_str_eq(c.entry[3].id, "57");
    tear_down();
}
END_TEST

START_TEST(other_tables_are_refused)
{
    static const char junk[] = "PK\x03\x04\0\0\xff\xfe\x01\x02";
    set_up();
    ck_assert_int_eq(take(""), TINGLE_BAD_DATA);
    ck_assert_int_eq(take("run,note\n1,numb\n"), TINGLE_BAD_DATA);
    ck_assert_int_eq(take("Activity Type,Date,Favorite,Title,Distance\nRunning,2026-09-06 11:18:40,false,A,10.0\n"), TINGLE_BAD_DATA);
    ck_assert_ptr_nonnull(strstr(err.message, "not the activities.csv of a Strava export"));
    ck_assert_int_eq(strava_activities_read(&c, bytes_of(junk, sizeof junk), "activities.csv", &err), TINGLE_BAD_DATA);
    ck_assert_uint_eq(c.entries, 0);
    tear_down();
}
END_TEST

START_TEST(a_table_without_rows_is_empty)
{
    set_up();
    ck_assert_int_eq(take(ENGLISH_FIRST ENGLISH_REST), TINGLE_OK);
    ck_assert_int_eq(take(CZECH), TINGLE_OK);
    ck_assert_uint_eq(c.entries + c.odd_rows, 0);
    ck_assert_ptr_null(export_entry_of_file(&c, "export.zip/activities/1.fit"));
    tear_down();
}
END_TEST

START_TEST(control_characters_do_not_get_through)
{
    set_up();
    ck_assert_int_eq(take("Activity ID,Activity Date,Activity Name,Activity Description,Filename\n"
                          "61,2026-09-06 11:18:40,\" \x1b[31mred\tone\nline\xC2\x9B \",\"a\rb\x7F\",activities/\x1b.fit\n"), TINGLE_OK);
    ck_assert_str_eq(c.entry[0].title, "[31mred one line");
    ck_assert_str_eq(c.entry[0].description, "a\nb");
    ck_assert_str_eq(c.entry[0].file, "export.zip/activities/ .fit");
    tear_down();
}
END_TEST

START_TEST(entries_are_found_by_their_files)
{
    struct buffer b;
    char path[64];
    set_up();
    buffer_init(&b, 1 << 20);
    buffer_add_text(&b, "Activity ID,Activity Date,Filename\n");
    for (int i = 1; i <= 1000; i++)
        buffer_printf(&b, "%d,2026-09-06 11:18:40,%s%d%s\n", i, i % 10 ? "activities/" : "", i % 10 ? i : 0, i % 2 ? ".fit.gz" : ".gpx");
    buffer_add_text(&b, "1001,2026-09-06 11:18:40,activities/1.fit\n1002,2026-09-06 11:18:40,\n");
    ck_assert_int_eq(take(buffer_text(&b)), TINGLE_OK);
    ck_assert_uint_eq(c.entries, 1002);
    for (int i = 1; i <= 1000; i++) {
        snprintf(path, sizeof path, "EXPORT.zip/Activities/%d%s", i, i % 2 ? ".FIT" : ".gpx.gz");
        const struct export_entry *e = export_entry_of_file(&c, path);
        if (i % 10 == 0) ck_assert_ptr_null(e);
        else ck_assert_ptr_eq(e, &c.entry[i - 1]);
    }
    ck_assert_ptr_null(export_entry_of_file(&c, ""));
    ck_assert_ptr_null(export_entry_of_file(&c, "activities/1.fit.gz"));
    buffer_release(&b);
    tear_down();
}
END_TEST

START_TEST(dates_of_many_languages)
{
    /* What Babel 2.18 (Unicode CLDR 47) writes for 2026-09-06 23:18:40 as its medium form, and older forms. */
    static const char *const texts[] = {
        "Sep 6, 2026, 11:18:40\xE2\x80\xAFPM", "Sep 6, 2026, 11:18:40 PM", "6 Sept 2026, 23:18:40", "6 Sept 2026, 11:18:40 pm",
        "Sep 6, 2026, 11:18:40 p.m.", "September 6, 2026 at 11:18:40 PM", "06.09.2026, 23:18:40", "6 sept. 2026, 23:18:40",
        "6 sept. 2026 à 23:18:40", "6 sept. 2026, 23 h 18 min 40 s", "6 sept 2026, 23:18:40", "6 sep 2026, 11:18:40 p. m.",
        "6 sep 2026, 11:18:40\xE2\x80\xAFp.m.", "6 set 2026, 23:18:40", "6 de set. de 2026 23:18:40", "06/09/2026, 23:18:40",
        "6 sep 2026, 23:18:40", "6 sep. 2026 23:18:40", "6 wrz 2026, 23:18:40", "6. 9. 2026 23:18:40", "6. sep. 2026 23.18.40",
        "6.9.2026 klo 23.18.40", "2026. szept. 6. 23:18:40", "6 Eyl 2026 23:18:40", "6 \xD1\x81\xD0\xB5\xD0\xBD\xD1\x82. 2026\xE2\x80\xAF\xD0\xB3., 23:18:40",
        "2026/09/06 23:18:40", "2026年9月6日 23:18:40", "2026年9月6日 下午11:18:40", "2026. 9. 6. 오후 11:18:40", "6 Sep 2026 23.18.40",
        "2026-09-06 23:18:40", "2026-09-06T23:18:40Z", "6. září 2026 23:18:40",
    };
    struct local_date date;
    for (size_t i = 0; i < COUNT(texts); i++) {
        ck_assert_msg(local_date_read(texts[i], &date), "%s", texts[i]);
        ck_assert_msg(local_date_unix_s(&date, false) == at("2026-09-06T23:18:40Z"), "%s", texts[i]);
    }
}
END_TEST

START_TEST(odd_dates)
{
    static const char *const none[] = {"", "noon", "6 sept.", "11:18:40", "2026", "12 13 14 15 16 17", "2026-09", "99999999999999999999",
                                       "1 2 3 4 5 6 7 8", "6 9 2026 7"};
    static const char *const impossible[] = {"2026-02-30 10:00:00", "2026-13-01 10:00:00", "6 sept. 2026, 25:00:00", "31/13/2026 10:00:00"};
    struct local_date date;
    for (size_t i = 0; i < COUNT(none); i++) ck_assert_msg(!local_date_read(none[i], &date), "%s", none[i]);
    for (size_t i = 0; i < COUNT(impossible); i++) {
        ck_assert_msg(local_date_read(impossible[i], &date), "%s", impossible[i]);
        ck_assert_msg(isnan(local_date_unix_s(&date, false)), "%s", impossible[i]);
    }
    ck_assert(local_date_read("Jan 1, 2026, 12:05:00 AM", &date));
    ck_assert(local_date_unix_s(&date, false) == at("2026-01-01T00:05:00Z"));
    ck_assert(local_date_read("Jan 1, 2026, 12:05 PM", &date));
    ck_assert(local_date_unix_s(&date, false) == at("2026-01-01T12:05:00Z"));
    ck_assert(local_date_read("6 mai 2026", &date));
    ck_assert(local_date_unix_s(&date, false) == at("2026-05-06T00:00:00Z"));
}
END_TEST

START_TEST(shoes)
{
    const char *table = "Shoe Name,Shoe Brand,Shoe Model,Shoe Default Sport Types\nBlue,Acme,\"Glide, 4\",Run\n,,,\nRed,Acme\n";
    set_up();
    ck_assert_int_eq(strava_shoes_read(&c, bytes_of(table, strlen(table)), "shoes.csv", &err), TINGLE_OK);
    ck_assert_uint_eq(c.shoes, 2);
    ck_assert_str_eq(c.shoe[0].name, "Blue");
    ck_assert_str_eq(c.shoe[0].brand, "Acme");
    ck_assert_str_eq(c.shoe[0].model, "Glide, 4");
    ck_assert_str_eq(c.shoe[1].name, "Red");
    ck_assert_str_eq(c.shoe[1].model, "");
    ck_assert_int_eq(strava_shoes_read(&c, bytes_of("a\n1\n", 4), "shoes.csv", &err), TINGLE_BAD_DATA);
    tear_down();
}
END_TEST

START_TEST(no_memory_anywhere)
{
    const char *table = ENGLISH_FIRST "Activity Private Note," ENGLISH_REST
        "1,2026-09-06 11:18:40,A,Run,text,1,1,,,,note,Blue,activities/1.fit,,,1,1,1\n";
    enum tingle_status st = TINGLE_NO_MEMORY;
    long tries = 0;
    for (; st == TINGLE_NO_MEMORY && tries < 100; tries++) {
        set_up();
        alloc_fail_at(tries + 1);
        st = take(table);
        alloc_fail_at(0);
        tear_down();
    }
    ck_assert_int_eq(st, TINGLE_OK);
    ck_assert_int_gt(tries, 5);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(english_table),
        TEST(english_table_without_private_note),
        TEST(columns_in_any_order_by_their_english_names),
        TEST(display_distance_is_not_taken),
        TEST(german_table),
        TEST(czech_table),
        TEST(french_table_without_private_note),
        TEST(unknown_headings_are_read_by_what_stands_below),
        TEST(order_of_day_and_month_is_that_of_the_whole_column),
        TEST(rows_that_make_no_sense_are_left_out),
        TEST(other_tables_are_refused),
        TEST(a_table_without_rows_is_empty),
        TEST(control_characters_do_not_get_through),
        TEST(entries_are_found_by_their_files),
        TEST(dates_of_many_languages),
        TEST(odd_dates),
        TEST(shoes),
        TEST(no_memory_anywhere),
    };
    return run_tests("strava export", tests, COUNT(tests));
}
