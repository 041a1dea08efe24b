/* journal: what goes in comes out, once and whole; what cannot be is refused. */
#include "journal_home.h"

#include "base/file_bytes.h"
#include "base/random.h"
#include "journal/journal_gear.h"
#include "journal/journal_profile.h"

/* ------------------------------------------------------------------- opening */

START_TEST(a_new_journal_is_private_and_empty)
{
    struct journal *j = NULL;
    struct stat info;
    char inner[96];
    enum journal_kind kind;
    begin();
    REFUSED(journal_open(&j, home, JOURNAL_READ, &err), TINGLE_NO_INPUT, "no journal yet");
    ck_assert_ptr_null(j);
    snprintf(inner, sizeof inner, "%s/data", home);
    OK(journal_open(&j, inner, JOURNAL_WRITE, &err));
    ck_assert_int_eq(stat(inner, &info), 0);
    ck_assert_uint_eq(info.st_mode & 0777, 0700);
    ck_assert_int_eq(stat(journal_path(j), &info), 0);
    ck_assert_uint_eq(info.st_mode & 0777, 0600);
    OK(journal_kind(j, &kind, &err));
    ck_assert_int_eq(kind, JOURNAL_EMPTY);
    ck_assert_uint_eq(counts_of(j).runs, 0);
    ck_assert_int_eq(problems_of(j), 0);
    journal_close(j);
    OK(journal_delete(inner, &err));
    ck_assert_int_eq(rmdir(inner), 0);
    REFUSED(journal_delete(inner, &err), TINGLE_NO_INPUT, "no journal to delete");
    end();
}
END_TEST

START_TEST(what_is_no_journal_is_said_plainly)
{
    struct journal *j = NULL;
    begin();
    OK(file_write(path, bytes_of("GIF89a, surely not a journal; long enough to be taken for one at a glance, at least a hundred bytes "
                                 "and some more", 113), 0600, &err));
    REFUSED(journal_open(&j, home, JOURNAL_READ, &err), TINGLE_BAD_DATA, "damaged");
    REFUSED(journal_open(&j, home, JOURNAL_WRITE, &err), TINGLE_BAD_DATA, "journal.tingle");
    OK(journal_delete(home, &err)); /* goes all the same */
    REFUSED(journal_open(&j, "/dev/null/data", JOURNAL_WRITE, &err), TINGLE_CANNOT_WRITE, "/dev/null");
    REFUSED(journal_open(&j, "/dev/null/data", JOURNAL_READ, &err), TINGLE_NO_INPUT, "no journal yet");
    ck_assert_int_eq(mkdir(path, 0700), 0);
    REFUSED(journal_open(&j, home, JOURNAL_WRITE, &err), TINGLE_BAD_DATA, "not a file");
    REFUSED(journal_delete(home, &err), TINGLE_BAD_DATA, "left alone");
    REFUSED(journal_restore(home, "/dev/null", true, &err), TINGLE_CANNOT_WRITE, "a folder");
    ck_assert_int_eq(rmdir(path), 0);
    end();
}
END_TEST

START_TEST(a_newer_journal_is_refused_and_left_alone)
{
    struct journal *j = NULL;
    char sql[64];
    begin();
    journal_close(opened());
    snprintf(sql, sizeof sql, "PRAGMA user_version = %d", journal_schema_version() + 1);
    execute(sql);
    REFUSED(journal_open(&j, home, JOURNAL_WRITE, &err), TINGLE_NEWER, "newer Tingle");
    REFUSED(journal_open(&j, home, JOURNAL_READ, &err), TINGLE_NEWER, "newer Tingle");
    execute("PRAGMA user_version = 1; PRAGMA application_id = 7");
    REFUSED(journal_open(&j, home, JOURNAL_READ, &err), TINGLE_BAD_DATA, "another program");
    end();
}
END_TEST

START_TEST(real_and_simulated_do_not_mix)
{
    enum journal_kind kind;
    begin();
    struct journal *j = opened();
    OK(journal_begin(j, &err));
    OK(journal_expect_kind(j, JOURNAL_REAL, &err));
    journal_rollback(j); /* what did not get in decides nothing */
    OK(journal_expect_kind(j, JOURNAL_SIMULATED, &err));
    OK(journal_expect_kind(j, JOURNAL_SIMULATED, &err));
    REFUSED(journal_expect_kind(j, JOURNAL_REAL, &err), TINGLE_MIXED, "real");
    OK(journal_kind(j, &kind, &err));
    ck_assert_int_eq(kind, JOURNAL_SIMULATED);
    journal_close(j);
    end();
}
END_TEST

/* ----------------------------------------------------------------- originals */

START_TEST(originals_come_back_byte_for_byte)
{
    static uint8_t noise[300000];
    struct file_bytes back;
    struct random random;
    uint8_t hash[SHA256_SIZE];
    int64_t first = 0, second = 0, again = 0;
    /* FIPS 180-4 example: SHA-256 of "abc". */
    static const uint8_t abc[SHA256_SIZE] = {0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40, 0xde, 0x5d, 0xae, 0x22, 0x23,
                                             0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17, 0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad};
    begin();
    struct journal *j = opened();
    journal_sha256(hash, bytes_of("abc", 3));
    ck_assert_mem_eq(hash, abc, SHA256_SIZE);
    random_seed(&random, 1);
    for (size_t i = 0; i < sizeof noise; i++) noise[i] = (uint8_t)random_u64(&random);
    OK(journal_original_add(j, bytes_of("abc", 3), "morning.fit", 5, &first, &err));
    OK(journal_original_add(j, bytes_of(noise, sizeof noise), "noise.fit", 6, &second, &err));
    OK(journal_original_add(j, bytes_of("abc", 3), "another name.fit", 7, &again, &err));
    ck_assert_int_eq(first, again);
    ck_assert_int_ne(first, second);
    OK(journal_original_find(j, abc, &again, &err));
    ck_assert_int_eq(first, again);
    OK(journal_original_read(j, second, &back, &err));
    ck_assert_uint_eq(back.size, sizeof noise);
    ck_assert_mem_eq(back.data, noise, sizeof noise);
    file_release(&back);
    OK(journal_original_read(j, first, &back, &err));
    ck_assert_mem_eq(back.data, "abc", 3);
    file_release(&back);
    REFUSED(journal_original_read(j, 99, &back, &err), TINGLE_NO_INPUT, "99");
    journal_close(j);
    execute("UPDATE original SET packed = (SELECT packed FROM original WHERE id = 1) WHERE id = 2");
    j = opened();
    REFUSED(journal_original_read(j, second, &back, &err), TINGLE_BAD_DATA, "damaged");
    ck_assert_ptr_null(back.data);
    ck_assert_int_eq(problems_of(j), 3); /* the damaged one, and two files that no run came from */
    journal_close(j);
    end();
}
END_TEST

/* ---------------------------------------------------------------------- runs */

START_TEST(a_run_comes_back_as_it_went_in)
{
    struct journal_run run = a_run(morning, 50), back;
    struct journal_run_list *list = NULL;
    begin();
    struct journal *j = opened();
    run.utc_offset_s = -12600;
    run.has_utc_offset = true;
    run.temperature_c = -3.5;
    run.followed_workout = true;
    run.moving_s = NAN;
    snprintf(run.title, sizeof run.title, "Caf\xC3\xA9 loop, \"easy\"");
    snprintf(run.sub_sport, sizeof run.sub_sport, "trail");
    int64_t id = add(j, &run, "one", JOURNAL_ADDED);
    OK(journal_run_read(j, id, &back, &err));
    ck_assert_double_eq(back.start_unix_s, morning);
    ck_assert_int_eq(back.utc_offset_s, -12600);
    ck_assert(back.has_utc_offset && back.followed_workout);
    ck_assert_double_eq(back.elapsed_s, 3000);
    ck_assert(isnan(back.moving_s));
    ck_assert_double_eq(back.temperature_c, -3.5);
    ck_assert_str_eq(back.title, run.title);
    ck_assert_str_eq(back.sport, "running");
    ck_assert_str_eq(back.sub_sport, "trail");
    ck_assert_str_eq(back.device, "watch");
    ck_assert_uint_eq(back.sources, 1);
    OK(journal_runs(&list, j, true, &err));
    ck_assert_uint_eq(list->runs, 1);
    ck_assert_uint_eq(list->run[0].exposure.size, run.exposure.size);
    ck_assert_mem_eq(list->run[0].exposure.at, run.exposure.at, run.exposure.size);
    ck_assert_uint_eq(list->run[0].gait.size, 8);
    journal_run_list_free(list);
    REFUSED(journal_run_read(j, id + 1, &back, &err), TINGLE_NO_INPUT, "no run number");
    REFUSED(journal_run_rederive(j, id + 1, &run, &err), TINGLE_NO_INPUT, "no run number");
    journal_close(j);
    end();
}
END_TEST

START_TEST(the_same_outing_is_one_run)
{
    struct journal_run watch = a_run(morning, 60), phone = a_run(morning + 40, 59), poor = a_run(morning - 20, 61),
                       service = a_run(morning + 7200, 60), evening = a_run(morning + 36077, 60), broken = a_run(morning - 80, 1);
    begin();
    struct journal *j = opened();
    phone.richness = 500;
    int64_t id = add(j, &phone, "phone", JOURNAL_ADDED);
    ck_assert_int_eq(add(j, &watch, "watch", JOURNAL_TOOK_LEAD), id);
    poor.richness = 10;
    ck_assert_int_eq(add(j, &poor, "poor", JOURNAL_JOINED), id);
    service.distance_m = watch.distance_m + 3; /* the same, by a clock two hours off: a file without a zone */
    ck_assert_int_eq(add(j, &service, "service", JOURNAL_JOINED), id);
    ck_assert_int_ne(add(j, &evening, "evening", JOURNAL_ADDED), id);
    ck_assert_int_ne(add(j, &broken, "broken off", JOURNAL_ADDED), id); /* started again a minute later */
    struct journal_run back;
    OK(journal_run_read(j, id, &back, &err));
    ck_assert_double_eq(back.start_unix_s, morning);
    ck_assert_double_eq(back.richness, 1000);
    ck_assert_uint_eq(back.sources, 4);
    int64_t original;
    int part;
    struct file_bytes bytes;
    OK(journal_run_lead(j, id, &original, &part, &err));
    OK(journal_original_read(j, original, &bytes, &err));
    ck_assert_mem_eq(bytes.data, "watch", 5);
    file_release(&bytes);
    ck_assert_uint_eq(counts_of(j).runs, 3);
    ck_assert_uint_eq(counts_of(j).originals, 6);
    ck_assert_int_eq(problems_of(j), 0);
    journal_close(j);
    end();
}
END_TEST

START_TEST(runs_of_another_length_or_way_stay_apart)
{
    struct journal_run run = a_run(morning, 60), longer = a_run(morning + 10, 64), farther = a_run(morning + 10, 60),
                       unknown = a_run(morning - 5, 60), seven = a_run(morning + 86400, 60), nineteen = a_run(morning + 129600, 60);
    begin();
    struct journal *j = opened();
    int64_t id = add(j, &run, "run", JOURNAL_ADDED);
    longer.distance_m = run.distance_m;                /* 4 min of 60: over 3 % and over 60 s */
    ck_assert_int_ne(add(j, &longer, "longer", JOURNAL_ADDED), id);
    farther.distance_m = run.distance_m * 1.06;        /* over 5 % and over 200 m */
    ck_assert_int_ne(add(j, &farther, "farther", JOURNAL_ADDED), id);
    unknown.distance_m = NAN;                          /* cannot contradict */
    ck_assert_int_eq(add(j, &unknown, "unknown", JOURNAL_JOINED), id);
    OK(journal_run_add_without_file(j, &seven, JOURNAL_START_TOLD, &id, &err)); /* the same treadmill, at seven and at nineteen */
    OK(journal_run_add_without_file(j, &nineteen, JOURNAL_START_TOLD, &id, &err));
    journal_close(j);
    end();
}
END_TEST

START_TEST(a_told_run_meets_its_file_and_keeps_its_note)
{
    struct journal_run told = a_run(morning, 58), file = a_run(morning + 1500, 61), other = a_run(morning + 86400, 58), back;
    struct journal_note note;
    int64_t id = 0, again = 0;
    bool found;
    begin();
    struct journal *j = opened();
    told.richness = 0;
    file.distance_m = 10300;
    OK(journal_run_add_without_file(j, &told, JOURNAL_START_TOLD, &id, &err));
    ck_assert_int_eq(problems_of(j), 0);
    journal_note_init(&note);
    snprintf(note.felt, sizeof note.felt, "fine");
    OK(journal_note_store(j, id, &note, &err));
    REFUSED(journal_run_add_without_file(j, &told, JOURNAL_START_TOLD, &again, &err), TINGLE_WRONG_USE, "already");
    ck_assert_int_eq(add(j, &file, "the file", JOURNAL_FILLED), id);
    OK(journal_run_read(j, id, &back, &err));
    ck_assert_double_eq(back.start_unix_s, morning + 1500);
    ck_assert_double_eq(back.distance_m, 10300);
    ck_assert_str_eq(back.felt, "fine");
    OK(journal_note_read(j, id, &note, &found, &err));
    ck_assert(found);
    told.start_unix_s = morning + 600; /* told again, now that the file is there */
    REFUSED(journal_run_add_without_file(j, &told, JOURNAL_START_TOLD, &again, &err), TINGLE_WRONG_USE, "number 1");
    OK(journal_run_same(j, &told, JOURNAL_START_TOLD, &again, &err));
    ck_assert_int_eq(again, id);
    OK(journal_run_same(j, &told, JOURNAL_START_EXACT, &again, &err)); /* 15 min apart and known to the second: another */
    ck_assert_int_eq(again, 0);
    told.start_unix_s = file.start_unix_s + 80;
    told.elapsed_s = file.elapsed_s - 60;
    told.distance_m = file.distance_m;
    OK(journal_run_same(j, &told, JOURNAL_START_EXACT, &again, &err));
    ck_assert_int_eq(again, id);
    OK(journal_run_add_without_file(j, &other, JOURNAL_START_TOLD, &again, &err));
    ck_assert_int_ne(again, id);
    journal_close(j);
    end();
}
END_TEST

/* A service's title is of the run, whatever file of it leads: most files have none. */
START_TEST(a_title_stays_when_the_figures_change)
{
    struct journal_run watch = a_run(morning, 60), told = a_run(morning, 61), back;
    int64_t id = 0;
    begin();
    struct journal *j = opened();
    told.richness = 0;
    OK(journal_run_add_without_file(j, &told, JOURNAL_START_TOLD, &id, &err));
    OK(journal_run_set_title(j, id, "Easy", &err));
    ck_assert_int_eq(add(j, &watch, "watch", JOURNAL_FILLED), id);
    OK(journal_run_read(j, id, &back, &err));
    ck_assert_str_eq(back.title, "Easy");
    OK(journal_run_rederive(j, id, &watch, &err));
    OK(journal_run_read(j, id, &back, &err));
    ck_assert_str_eq(back.title, "Easy");
    snprintf(watch.title, sizeof watch.title, "Long");
    OK(journal_run_rederive(j, id, &watch, &err));
    OK(journal_run_read(j, id, &back, &err));
    ck_assert_str_eq(back.title, "Long");
    journal_close(j);
    end();
}
END_TEST

START_TEST(runs_that_cannot_be_are_refused)
{
    const struct journal_run sound = a_run(morning, 60);
    struct journal_run run;
    int64_t original = 0, id = 0;
    enum journal_added added;
    begin();
    struct journal *j = opened();
    OK(journal_original_add(j, bytes_of("x", 1), "x", 1, &original, &err));
    const struct { size_t at; double value; const char *words; } wrong[] = {
        {offsetof(struct journal_run, start_unix_s), NAN, "start"},
        {offsetof(struct journal_run, start_unix_s), 4e9, "future"},
        {offsetof(struct journal_run, elapsed_s), 0, "duration"},
        {offsetof(struct journal_run, elapsed_s), NAN, "duration"},
        {offsetof(struct journal_run, elapsed_s), 48 * 3600 + 1, "duration"},
        {offsetof(struct journal_run, moving_s), -1, "movement"},
        {offsetof(struct journal_run, distance_m), -0.5, "distance"},
        {offsetof(struct journal_run, distance_m), INFINITY, "distance"},
        {offsetof(struct journal_run, temperature_c), 200, "temperature"},
        {offsetof(struct journal_run, richness), NAN, "richness"}};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        run = sound;
        memcpy((char *)&run + wrong[i].at, &wrong[i].value, sizeof(double));
        REFUSED(journal_run_add(j, &run, original, 0, &id, &added, &err), TINGLE_BAD_DATA, wrong[i].words);
        REFUSED(journal_run_add_without_file(j, &run, JOURNAL_START_TOLD, &id, &err), TINGLE_BAD_DATA, wrong[i].words);
    }
    ck_assert_uint_eq(counts_of(j).runs, 0);
    journal_close(j);
    end();
}
END_TEST

START_TEST(runs_are_listed_in_order_of_time)
{
    struct journal_run_list *list = NULL;
    struct journal_shoe shoe;
    struct journal_note note;
    bool added;
    begin();
    struct journal *j = opened();
    for (int i = 0; i < 5; i++) {
        struct journal_run run = a_run(morning + (double)(i * 3 % 5) * 86400, 30 + i);
        char name[8];
        snprintf(name, sizeof name, "f%d", i);
        add(j, &run, name, JOURNAL_ADDED);
    }
    journal_shoe_init(&shoe);
    snprintf(shoe.name, sizeof shoe.name, "Blue");
    OK(journal_shoe_store(j, &shoe, &added, &err));
    journal_note_init(&note);
    snprintf(note.felt, sizeof note.felt, "numb");
    snprintf(note.shoe, sizeof note.shoe, "blue");
    OK(journal_note_store(j, 1, &note, &err));
    OK(journal_runs(&list, j, false, &err));
    ck_assert_uint_eq(list->runs, 5);
    for (size_t i = 0; i < list->runs; i++) {
        ck_assert_double_eq(list->run[i].start_unix_s, morning + (double)i * 86400);
        ck_assert_uint_eq(list->run[i].exposure.size, 0);
        ck_assert_uint_eq(list->run[i].sources, 1);
    }
    ck_assert_str_eq(list->run[0].felt, "numb");
    ck_assert_str_eq(list->run[0].shoe, "Blue");
    ck_assert_str_eq(list->run[1].felt, "");
    journal_run_list_free(list);
    journal_close(j);
    end();
}
END_TEST

START_TEST(a_deleted_run_is_gone_with_its_files)
{
    struct journal_run one = a_run(morning, 60), two = a_run(morning + 86400, 60);
    struct file_bytes file = {0};
    int64_t shared = 0, id1 = 0, id2 = 0;
    enum journal_added added;
    static const char secret[] = "a very private file about one run, kept as it came";
    begin();
    struct journal *j = opened();
    OK(journal_original_add(j, bytes_of("both", 4), "both", 1, &shared, &err));
    OK(journal_run_add(j, &one, shared, 0, &id1, &added, &err));
    OK(journal_run_add(j, &two, shared, 1, &id2, &added, &err));
    snprintf(one.title, sizeof one.title, "%s", secret);
    OK(journal_run_rederive(j, id1, &one, &err));
    REFUSED(journal_run_delete(j, 77, &err), TINGLE_NO_INPUT, "no run number 77");
    OK(journal_run_delete(j, id1, &err));
    ck_assert_uint_eq(counts_of(j).originals, 1); /* the other run came from it too */
    ck_assert_int_eq(problems_of(j), 0);
    OK(journal_run_delete(j, id2, &err));
    ck_assert_uint_eq(counts_of(j).originals, 0);
    ck_assert_uint_eq(counts_of(j).runs, 0);
    journal_close(j);
    OK(file_read(&file, path, 1 << 24, &err));
    for (size_t i = 0; i + sizeof secret <= file.size; i++) ck_assert(memcmp(file.data + i, secret, sizeof secret - 1) != 0);
    file_release(&file);
    end();
}
END_TEST

/* ------------------------------------------------- notes, shoes, the profile */

static void set(struct journal_note *note, size_t number, const char *field, const char *text)
{
    ck_assert_ptr_nonnull(journal_note_field(field));
    OK(journal_note_set(note, number, journal_note_field(field), text, &err));
}

START_TEST(a_full_note_comes_back)
{
    static const char *const said[][2] = {
        {"felt", "numb"}, {"noted_at", "2026-03-01T09:00:00Z"}, {"shoe", "Blue"}, {"lacing_left", "4"}, {"lacing_right", "3"},
        {"sock", "thick"}, {"foam_before", "yes"}, {"foam_after", "no"}, {"relaced", "yes"}, {"carried_kg", "1.5"},
        {"temperature_c", "-4"}, {"why_ended", "fear"}, {"breaks", "25+4 planned; 50+2 symptom"}, {"text", "long, \"hilly\""},
        {"side", "right"}, {"regions", "P_TOE3 P_TOE4"}, {"quality", "numb tingling"}, {"onset", "30-45"}, {"severity", "6"},
        {"pain", "2"}, {"ended_by", "loosening"}, {"relief_min", "7.5"}, {"weakness", "no"}, {"colour_change", "yes"},
        {"tight_leg", "no"}, {"stopped_because", "yes"}};
    struct journal_run run = a_run(morning, 60);
    struct journal_shoe shoe;
    struct journal_note note, back;
    char text[NOTE_TEXT];
    bool added, found;
    begin();
    struct journal *j = opened();
    int64_t id = add(j, &run, "run", JOURNAL_ADDED);
    journal_shoe_init(&shoe);
    snprintf(shoe.name, sizeof shoe.name, "Blue");
    OK(journal_shoe_store(j, &shoe, &added, &err));
    journal_note_init(&note);
    for (size_t i = 0; i < COUNT(said); i++) set(&note, 0, said[i][0], said[i][1]);
    set(&note, 1, "side", "left");
    set(&note, 1, "onset", "stopped 5");
    OK(journal_note_store(j, id, &note, &err));
    OK(journal_note_read(j, id, &back, &found, &err));
    ck_assert(found);
    ck_assert_uint_eq(back.episodes, 2);
    ck_assert_uint_eq(COUNT(said), note_field_count); /* every field there is */
    for (size_t i = 0; i < COUNT(said); i++) {
        journal_note_get(&back, 0, journal_note_field(said[i][0]), text);
        ck_assert_str_eq(text, said[i][1]);
    }
    ck_assert_str_eq(back.episode[1].onset, "stopped 5");
    ck_assert_str_eq(back.episode[1].regions, "");
    ck_assert(!journal_note_is_late(&back, &run));
    back.noted_at = run.start_unix_s + run.elapsed_s + 48 * 3600 + 1;
    ck_assert(journal_note_is_late(&back, &run));
    back.noted_at = NAN;
    ck_assert(!journal_note_is_late(&back, &run));
    OK(journal_note_read(j, id + 1, &back, &found, &err));
    ck_assert(!found && isnan(back.lacing_left) && !*back.felt);
    journal_close(j);
    end();
}
END_TEST

START_TEST(notes_that_cannot_be_change_nothing)
{
    static const struct { const char *field, *text; enum tingle_status code; const char *words; } wrong[] = {
        {"onset", "75", TINGLE_BAD_DATA, "60 min"}, {"onset", "50-70", TINGLE_BAD_DATA, "60 min"},
        {"noted_at", "2026-02-27T00:00:00Z", TINGLE_BAD_DATA, "began only at 2026-03-01T07:00:00Z"},
        {"noted_at", "2096-02-27T00:00:00Z", TINGLE_BAD_DATA, "future"}, {"breaks", "58+9", TINGLE_BAD_DATA, "break"}, {"shoe", "Nobody's", TINGLE_BAD_DATA, "Nobody's"}};
    static const struct { const char *field, *text, *words; } unsayable[] = {
        {"felt", "ok", "numb"}, {"severity", "11", "0 to 10"}, {"severity", "nan", "0 to 10"}, {"lacing_left", "0", "1 to 5"},
        {"regions", "P_TOE3 KNEE", "KNEE"}, {"side", "middle", "left"}, {"onset", "-5", "minute"}, {"onset", "45-30", "window"},
        {"breaks", "25", "25+4"}, {"relief_min", "-1", "0 to"}, {"quality", "numb itchy", "tingling"}, {"carried_kg", "1e999", "60"}};
    struct journal_run run = a_run(morning, 60);
    struct journal_note note, back;
    bool found;
    begin();
    struct journal *j = opened();
    int64_t id = add(j, &run, "run", JOURNAL_ADDED);
    journal_note_init(&note);
    set(&note, 0, "felt", "numb");
    set(&note, 0, "onset", "40");
    OK(journal_note_store(j, id, &note, &err));
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct journal_note bad = note;
        set(&bad, 0, wrong[i].field, wrong[i].text);
        REFUSED(journal_note_store(j, id, &bad, &err), wrong[i].code, wrong[i].words);
    }
    for (size_t i = 0; i < COUNT(unsayable); i++) {
        struct journal_note bad = note;
        REFUSED(journal_note_set(&bad, 0, journal_note_field(unsayable[i].field), unsayable[i].text, &err), TINGLE_BAD_DATA,
                unsayable[i].words);
    }
    REFUSED(journal_note_store(j, 99, &note, &err), TINGLE_NO_INPUT, "99");
    OK(journal_note_read(j, id, &back, &found, &err));
    ck_assert(found);
    ck_assert_str_eq(back.episode[0].onset, "40");
    ck_assert_int_eq(problems_of(j), 0);
    journal_close(j);
    execute("UPDATE episode SET regions = 'KNEE'");
    j = opened();
    ck_assert_int_eq(problems_of(j), 1);
    journal_close(j);
    end();
}
END_TEST

START_TEST(shoes_are_known_by_name)
{
    struct journal_shoe_list *list = NULL;
    struct journal_shoe shoe;
    struct journal_run run = a_run(morning, 60);
    struct journal_note note;
    bool added;
    begin();
    struct journal *j = opened();
    journal_shoe_init(&shoe);
    REFUSED(journal_shoe_store(j, &shoe, &added, &err), TINGLE_BAD_DATA, "name");
    snprintf(shoe.name, sizeof shoe.name, "Pegasus 40");
    shoe.width_mm = 98;
    shoe.start_km = 120;
    OK(journal_shoe_store(j, &shoe, &added, &err));
    ck_assert(added);
    journal_shoe_init(&shoe);
    snprintf(shoe.name, sizeof shoe.name, "PEGASUS 40");
    snprintf(shoe.insole, sizeof shoe.insole, "cork");
    OK(journal_shoe_store(j, &shoe, &added, &err));
    ck_assert(!added);
    shoe.width_mm = -98;
    REFUSED(journal_shoe_store(j, &shoe, &added, &err), TINGLE_BAD_DATA, "width of the insole");
    shoe.width_mm = NAN;
    snprintf(shoe.retired, sizeof shoe.retired, "2026-02-30");
    REFUSED(journal_shoe_store(j, &shoe, &added, &err), TINGLE_BAD_DATA, "2026-02-30");
    journal_note_init(&note);
    snprintf(note.shoe, sizeof note.shoe, "Pegasus 40");
    OK(journal_note_store(j, add(j, &run, "r", JOURNAL_ADDED), &note, &err));
    OK(journal_shoes(&list, j, &err));
    ck_assert_uint_eq(list->shoes, 1);
    ck_assert_str_eq(list->shoe[0].name, "Pegasus 40");
    ck_assert_str_eq(list->shoe[0].insole, "cork");
    ck_assert_double_eq(list->shoe[0].width_mm, 98);
    ck_assert_double_eq(list->shoe[0].start_km, 120);
    ck_assert_double_eq(list->shoe[0].run_km, 10);
    ck_assert_uint_eq(list->shoe[0].runs, 1);
    journal_shoe_list_free(list);
    journal_close(j);
    end();
}
END_TEST

/* Every field of the table goes in and comes back in its own column. */
START_TEST(every_field_of_a_shoe_comes_back)
{
    struct journal_shoe_list *list = NULL;
    struct journal_shoe shoe;
    bool added;
    begin();
    struct journal *j = opened();
    journal_shoe_init(&shoe);
    for (size_t i = 0; i < shoe_field_count; i++) {
        const struct shoe_field *f = &shoe_field_table[i];
        char *text = shoe_field_text(&shoe, f);
        if (f->kind == SHOE_NUMBER) *shoe_field_number(&shoe, f) = 10 + (double)i;
        else if (f->kind == SHOE_MEASURE) *shoe_field_number(&shoe, f) = strcmp(f->name, "insole_length_mm") == 0 ? 300 : 160 + (double)i;
        else if (f->kind == SHOE_DAY) snprintf(text, f->size, "2026-03-%02zu", i);
        else if (f->kind == SHOE_WORD) snprintf(text, f->size, "%.*s", (int)strcspn(f->words, " "), f->words);
        else snprintf(text, f->size, "text %zu", i);
    }
    snprintf(shoe.size_system, sizeof shoe.size_system, "uk");
    snprintf(shoe.lacing, sizeof shoe.lacing, "loop");
    shoe.drop_mm = shoe.stack_heel_mm - shoe.stack_forefoot_mm;
    OK(journal_shoe_store(j, &shoe, &added, &err));
    snprintf(shoe.lacing, sizeof shoe.lacing, "LOOP"); /* the table's own spelling */
    OK(journal_shoes(&list, j, &err));
    for (size_t i = 0; i < shoe_field_count; i++) {
        const struct shoe_field *f = &shoe_field_table[i];
        if (shoe_field_is_number(f)) ck_assert_double_eq(*shoe_field_number(&list->shoe[0], f), *shoe_field_number(&shoe, f));
        else ck_assert_str_eq(shoe_field_text(&list->shoe[0], f), shoe_field_text(&shoe, f));
    }
    journal_shoe_list_free(list);
    journal_close(j);
    end();
}
END_TEST

static enum tingle_status collect(void *context, const char *key, const char *value, int64_t set_at, struct tingle_error *e)
{
    char *all = context;
    size_t n = strlen(all);
    (void)e;
    snprintf(all + n, 256 - n, "%s=%s@%lld ", key, value, (long long)set_at);
    return TINGLE_OK;
}

START_TEST(answers_keep_their_history)
{
    char value[PROFILE_VALUE], all[256] = "", longer[PROFILE_VALUE + 1];
    int64_t at = 0;
    begin();
    struct journal *j = opened();
    OK(journal_profile_get(j, "weight_kg", value, &at, &err));
    ck_assert_str_eq(value, "");
    ck_assert_int_eq(at, 0);
    OK(journal_profile_set(j, "weight_kg", "70", 200, &err));
    OK(journal_profile_set(j, "weight_kg", "72", 100, &err)); /* of earlier, told later */
    OK(journal_profile_set(j, "urgent", "no", 150, &err));
    OK(journal_profile_set(j, "urgent", "yes", 150, &err));
    OK(journal_profile_get(j, "weight_kg", value, &at, &err));
    ck_assert_str_eq(value, "70");
    ck_assert_int_eq(at, 200);
    OK(journal_profile_each(j, collect, all, &err));
    ck_assert_str_eq(all, "urgent=yes@150 weight_kg=72@100 weight_kg=70@200 ");
    OK(journal_profile_set(j, "weight_kg", "", 300, &err));
    OK(journal_profile_get(j, "weight_kg", value, NULL, &err));
    ck_assert_str_eq(value, "");
    memset(longer, 'x', sizeof longer);
    longer[PROFILE_VALUE] = '\0';
    REFUSED(journal_profile_set(j, "country", longer, 1, &err), TINGLE_LIMIT, "country");
    journal_close(j);
    end();
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(a_new_journal_is_private_and_empty), TEST(what_is_no_journal_is_said_plainly), TEST(a_newer_journal_is_refused_and_left_alone),
        TEST(real_and_simulated_do_not_mix), TEST(originals_come_back_byte_for_byte), TEST(a_run_comes_back_as_it_went_in),
        TEST(the_same_outing_is_one_run), TEST(runs_of_another_length_or_way_stay_apart), TEST(a_told_run_meets_its_file_and_keeps_its_note),
        TEST(a_title_stays_when_the_figures_change), TEST(runs_that_cannot_be_are_refused), TEST(runs_are_listed_in_order_of_time), TEST(a_deleted_run_is_gone_with_its_files),
        TEST(a_full_note_comes_back), TEST(notes_that_cannot_be_change_nothing), TEST(shoes_are_known_by_name), TEST(every_field_of_a_shoe_comes_back),
        TEST(answers_keep_their_history)};
    return run_tests("journal", tests, COUNT(tests));
}
