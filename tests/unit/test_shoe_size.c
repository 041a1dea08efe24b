/* Sizes: the formulas by hand (evidence.md 4.1), and what people write. */
#include "testing.h"

#include <math.h>
#include <string.h>

#include "foot/shoe_size.h"

static struct tingle_error err;

static double size_of(const char *system, double foot_mm) { return shoe_size_of_foot(shoe_size_system_find(system), foot_mm); }

/* The figures of evidence.md 4.1, and by hand: EU (250 + 15) x 3 / 20 = 39.75; UK 3 x 265 / 25.4 - 25 = 6.299. */
START_TEST(values_worked_by_hand)
{
    static const struct { double foot_mm, eu, uk, us_men, us_women, brannock; } rows[] = {
        {250, 39.75, 6.30, 7.30, 8.80, 7.53}, {260, 41.25, 7.48, 8.48, 9.98, 8.71}, {270, 42.75, 8.66, 9.66, 11.16, 9.89}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        ck_assert_double_eq_tol(size_of("eu", rows[i].foot_mm), rows[i].eu, 0.005);
        ck_assert_double_eq_tol(size_of("uk", rows[i].foot_mm), rows[i].uk, 0.005);
        ck_assert_double_eq_tol(size_of("us-men", rows[i].foot_mm), rows[i].us_men, 0.005);
        ck_assert_double_eq_tol(size_of("us-women", rows[i].foot_mm), rows[i].us_women, 0.005);
        ck_assert_double_eq_tol(size_of("brannock-men", rows[i].foot_mm), rows[i].brannock, 0.006);
        ck_assert_double_eq_tol(size_of("brannock-women", rows[i].foot_mm), rows[i].brannock + 1, 0.006);
        ck_assert_double_eq_tol(size_of("cm", rows[i].foot_mm), rows[i].foot_mm / 10, 1e-9);
        ck_assert_double_eq_tol(size_of("mondopoint", rows[i].foot_mm), rows[i].foot_mm, 1e-9);
    }
}
END_TEST

/* One size more is 6.67 mm (EU) or 8.47 mm (UK, US), whichever the size. */
START_TEST(there_and_back)
{
    for (int s = 0; s < (int)shoe_size_systems; s++)
        for (double foot = SHOE_SIZE_FOOT_MIN_MM; foot <= SHOE_SIZE_FOOT_MAX_MM; foot += 7.3)
            ck_assert_double_eq_tol(shoe_size_foot_mm(s, shoe_size_of_foot(s, foot)), foot, 1e-9);
    ck_assert_double_eq_tol(shoe_size_foot_mm(0, 43) - shoe_size_foot_mm(0, 42), 20.0 / 3, 1e-9);
    ck_assert_double_eq_tol(shoe_size_foot_mm(1, 8.5) - shoe_size_foot_mm(1, 8), 4.2333333, 1e-6);
    ck_assert_double_eq(shoe_size_rounded(0, 41.25), 41.5);
    ck_assert_double_eq(shoe_size_rounded(0, 41.24), 41);
    ck_assert_double_eq(shoe_size_rounded(shoe_size_system_find("mondopoint"), 263), 265);
}
END_TEST

START_TEST(what_people_write)
{
    static const struct { const char *text, *system; double size, width_mm; const char *width; bool assumed; } rows[] = {
        {"EU 42.5", "eu", 42.5, NAN, "", false},          {"42,5", "eu", 42.5, NAN, "", true},
        {"eur42", "eu", 42, NAN, "", false},              {"EU: 42 2/3", "eu", 42 + 2.0 / 3, NAN, "", false},
        {"42\xE2\x85\x94", "eu", 42 + 2.0 / 3, NAN, "", true}, {"43 EU", "eu", 43, NAN, "", false},
        {"US 9.5 W", "us-men", 9.5, NAN, "W", true},      {"us 9\xC2\xBD", "us-men", 9.5, NAN, "", true},
        {"US M 9.5", "us-men", 9.5, NAN, "", false},      {"US men's 9.5 2E", "us-men", 9.5, NAN, "2E", false},
        {"W 8", "us-women", 8, NAN, "", false},           {"US women 8 wide", "us-women", 8, NAN, "WIDE", false},
        {"US 8 women", "us-women", 8, NAN, "", false},    {"uk8", "uk", 8, NAN, "", false},
        {"UK 8 1/2", "uk", 8.5, NAN, "", false},          {"uk 8.5 (G)", "uk", 8.5, NAN, "G", false},
        {"Brannock 9", "brannock-men", 9, NAN, "", false}, {"Brannock women 9", "brannock-women", 9, NAN, "", false},
        {"26.5 cm", "cm", 26.5, NAN, "", false},          {"26,5cm", "cm", 26.5, NAN, "", false},
        {"JP 26.5", "cm", 26.5, NAN, "", false},          {"26.5", "cm", 26.5, NAN, "", true},
        {"JP 265", "mondopoint", 265, NAN, "", false},    {"265 mm", "mondopoint", 265, NAN, "", false},
        {"KR 265", "mondopoint", 265, NAN, "", false},    {"265/100", "mondopoint", 265, 100, "", false},
        {"Mondo 26.5", "cm", 26.5, NAN, "", false},       {"  eu   42  ", "eu", 42, NAN, "", false},
        {"265", "mondopoint", 265, NAN, "", true}};
    struct shoe_size got;
    for (size_t i = 0; i < COUNT(rows); i++) {
        ck_assert_msg(shoe_size_parse(&got, rows[i].text, &err) == TINGLE_OK, "%s", err.message);
        ck_assert_msg(strcmp(shoe_size_system[got.system].code, rows[i].system) == 0, "%s: %s", rows[i].text, shoe_size_system[got.system].code);
        ck_assert_double_eq_tol(got.size, rows[i].size, 1e-9);
        ck_assert_msg(strcmp(got.width, rows[i].width) == 0, "%s: width %s", rows[i].text, got.width);
        ck_assert_msg((*got.assumed != '\0') == rows[i].assumed, "%s: assumed %s", rows[i].text, got.assumed);
        ck_assert_msg(isnan(rows[i].width_mm) ? isnan(got.width_mm) : got.width_mm == rows[i].width_mm, "%s", rows[i].text);
        ck_assert_double_eq_tol(got.foot_mm, shoe_size_foot_mm(got.system, got.size), 1e-9);
    }
}
END_TEST

START_TEST(what_is_no_size_is_said)
{
    static const struct { const char *text, *says; } rows[] = {
        {"", "there is no number"},           {"EU", "there is no number"},       {"9", "is that EU, UK, US or cm?"},
        {"9.5", "EU, UK, US or cm"},          {"17", "EU, UK, US or cm"},         {"EU 2000", "foot of 13318 mm"},
        {"EU 20", "foot of 118 mm"},          {"2000 mm", "foot of 2000 mm"},     {"200 cm", "foot of 2000 mm"},
        {"XY 42", "not all of it"},           {"EU 42 cm", "not all of it"},      {"UK EU 8", "not all of it"},
        {"US EU 42", "two kinds"},            {"42 43", "a number too many"},     {"EU 42/100", "two numbers"},
        {"265/400", "no foot's"},             {"265/12", "no foot's"},            {"42 3/2", "a number too many"},
        {"42.5.5", "a number too many"},      {"-5", "EU, UK, US or cm"},         {"1e3", "a number too many"},
        {"US men women 9", "not all of it"},  {"\xFF", "UTF-8"},                  {"42\n43", "UTF-8"},
        {"99999999999999999999999999", "a number too many"}, {"half", "not all of it"}, {"\xC2\xBD", "there is no number"},
        {"supercalifragilistic 42", "not all of it"}, {"nan", "not all of it"},   {"EU 42 D W", "not all of it"}};
    struct shoe_size got;
    for (size_t i = 0; i < COUNT(rows); i++) {
        enum tingle_status st = shoe_size_parse(&got, rows[i].text, &err);
        ck_assert_msg(st == TINGLE_WRONG_USE, "%s was taken", rows[i].text);
        ck_assert_msg(strstr(err.message, rows[i].says) != NULL, "%s: %s", rows[i].text, err.message);
        ck_assert_ptr_nonnull(strstr(err.message, "such as \"EU 42.5\""));
    }
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(values_worked_by_hand), TEST(there_and_back), TEST(what_people_write), TEST(what_is_no_size_is_said)};
    return run_tests("shoe_size", tests, COUNT(tests));
}
