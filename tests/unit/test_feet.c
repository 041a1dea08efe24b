/* Feet in the journal and as a table: feet.csv. */
#include "journal_home.h"

#include "base/file_bytes.h"
#include "journal/feet_csv.h"
#include "journal/journal_feet.h"

static enum tingle_status take(struct journal *j, const char *text, size_t *added)
{
    return feet_csv_import(j, bytes_of(text, strlen(text)), "f.csv", added, &err);
}

static const char three[] = "day,side,state,length_mm,width_mm,oblique_mm,girth_mm,ball_mm,text,simulated\n"
                            "2024-05-01,left,rested,264.5,99,,,191,,\n2024-05-01,left,rested,264.5,99,,,191,,\n"
                            "2024-05-01,right,after-run,266,,,251,,\"thin, \"\"warm\"\"\",\n";

START_TEST(what_is_written_comes_back_the_same)
{
    struct journal_foot_list *list = NULL;
    struct buffer out;
    size_t added = 0;
    begin();
    struct journal *j = opened();
    OK(take(j, three, &added));
    ck_assert_uint_eq(added, 3);
    OK(take(j, three, &added)); /* the same again: known */
    ck_assert_uint_eq(added, 0);
    OK(take(j, "side;day;length_mm\nL;2024-05-01;270\nr;2024-04-30;271\n\n", &added));
    ck_assert_uint_eq(added, 2);
    OK(journal_feet(&list, j, &err));
    ck_assert_uint_eq(list->feet, 5);
    ck_assert_str_eq(list->foot[0].day, "2024-04-30");
    ck_assert_str_eq(list->foot[0].state, "rested");
    ck_assert_double_eq(list->foot[3].mm[0], 270);
    ck_assert(isnan(list->foot[3].mm[1]));
    OK(journal_foot_delete(j, list->foot[0].id, &err));
    OK(journal_foot_delete(j, list->foot[3].id, &err));
    REFUSED(journal_foot_delete(j, 99, &err), TINGLE_NO_INPUT, "no measurement 99");
    journal_foot_list_free(list);
    buffer_init(&out, 10000);
    OK(feet_csv_write(&out, j, &err));
    ck_assert_str_eq(buffer_text(&out), three);
    buffer_release(&out);
    journal_close(j);
    end();
}
END_TEST

START_TEST(each_fault_names_line_and_cause)
{
    static const struct { const char *csv, *says; } rows[] = {
        {"side,length_mm\nleft,264\n", "f.csv: line 1: the column \"day\" is missing"},
        {"day,side,lenght_mm\n2024-05-01,left,264\n", "f.csv: line 1: no column \"lenght_mm\" is known; nearest is \"length_mm\""},
        {"day,side,length_mm\n1.5.2024,left,264\n", "f.csv: line 2: day is \"1.5.2024\"; expected a day"},
        {"day,side,length_mm\n2999-05-01,left,264\n", "f.csv: line 2: day is 2999-05-01, which is still to come"},
        {"day,side,length_mm\n2024-05-01,both,264\n", "f.csv: line 2: side is \"both\"; expected left or right"},
        {"day,side,state,length_mm\n2024-05-01,left,tired,264\n", "f.csv: line 2: state is \"tired\"; expected rested, late (in the day) or after-run"},
        {"day,side,length_mm\n2024-05-01,left,\n", "f.csv: line 2: nothing is measured"},
        {"day,side,length_mm\n2024-05-01,left,26.4\n", "f.csv: line 2: length of the foot is 26.4; expected 150 to 370 mm (if 26.4 is in cm, write 264)"},
        {"day,side,length_mm\n2024-05-01,left,2000\n", "f.csv: line 2: length of the foot is 2000; expected 150 to 370 mm"},
        {"day,side,length_mm\n2024-05-01,left,2645\n", "f.csv: line 2: length of the foot is 2645; expected 150 to 370 mm"},
        {"day,side,length_mm\n2024-05-01,left,0.264\n", "f.csv: line 2: length of the foot is 0.264; expected 150 to 370 mm (if 0.264 is in m, write 264)"},
        {"day,side,length_mm\n2024-05-01,left,-264\n", "f.csv: line 2: length of the foot is -264; expected 150 to 370 mm"},
        {"day,side,length_mm\n2024-05-01,left,long\n", "f.csv: line 2: \"long\" in column \"length_mm\" is not a number"},
        {"day,side,width_mm\n2024-05-01,left,4\n", "f.csv: line 2: width of the foot is 4; expected 50 to 150 mm (if 4 is in inches, write 101.6)"},
        {"day,side,length_mm,width_mm\n2024-05-01,left,150,150\n", "f.csv: line 2: width of the foot is 150 and its length 150: a foot is longer than that"},
        {"day,side,length_mm,ball_mm\n2024-05-01,left,180,280\n", "f.csv: line 2: heel to ball of the foot is 280 and its length 180: a foot is longer than that"},
        {"day,side,width_mm,girth_mm\n2024-05-01,left,100,150\n", "f.csv: line 2: girth is 150 and width 100: once round"},
        {"day,side,length_mm,simulated\n2024-05-01,left,264,hm\n", "f.csv: line 2: simulated is \"hm\"; expected yes or no"},
        {"day,side,length_mm,text\n2024-05-01,left,264,a\tb\n", "f.csv: line 2: text is no text in UTF-8"},
    };
    size_t added;
    begin();
    struct journal *j = opened();
    OK(journal_expect_kind(j, JOURNAL_REAL, &err));
    for (size_t i = 0; i < COUNT(rows); i++) {
        ck_assert_msg(take(j, rows[i].csv, &added) == TINGLE_BAD_DATA, "row %zu was taken", i);
        ck_assert_msg(strncmp(err.message, rows[i].says, strlen(rows[i].says)) == 0, "row %zu: %s", i, err.message);
    }
    ck_assert_int_eq(take(j, "day,side,length_mm,simulated\n2024-05-01,left,264,yes\n", &added), TINGLE_MIXED);
    journal_close(j);
    end();
}
END_TEST

START_TEST(a_table_of_feet_is_known_as_one)
{
    static const struct { const char *header; bool is_feet; } rows[] = {
        {"day,side,length_mm\n", true}, {"SIDE;Day\n", true}, {"day,length_mm\n", false}, {"start,day,side\n", false}, {"name,brand\n", false}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct csv csv;
        OK(csv_open(&csv, bytes_of(rows[i].header, strlen(rows[i].header)), "f.csv", &err));
        ck_assert(feet_csv_looks_like(&csv) == rows[i].is_feet);
        csv_release(&csv);
    }
}
END_TEST

/* The page names every column. */
START_TEST(the_page_knows_every_column)
{
    struct file_bytes page;
    char file[4096], cell[32];
    snprintf(file, sizeof file, "%s/docs/feet-csv.md", getenv("TINGLE_SOURCE"));
    OK(file_read(&page, file, 1 << 20, &err));
    page.data[page.size - 1] = '\0';
    for (int i = 0; i < FOOT_MEASURES; i++) {
        snprintf(cell, sizeof cell, "| `%s` |", journal_foot_column[i]);
        ck_assert_msg(strstr((char *)page.data, cell) != NULL, "no %s", cell);
    }
    file_release(&page);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(what_is_written_comes_back_the_same), TEST(each_fault_names_line_and_cause),
                                       TEST(a_table_of_feet_is_known_as_one), TEST(the_page_knows_every_column)};
    return run_tests("feet", tests, COUNT(tests));
}
