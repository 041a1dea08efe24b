/* where: what a runner types about a place, and what is made of it. */
#include "testing.h"

#include <string.h>

#include <tingle/where.h>

static const struct typed {
    const char *text, *codes;
} typed[] = {
    {"", ""},
    {"  ; , ", ""},
    {"34, arch; P_TOE3", "P_TOE3 W34 P_ARCH"},
    {"P_TOE3 P_TOE4", "P_TOE3 P_TOE4"},
    {"p_toe4+w34", "P_TOE4 W34"},
    {"3 4", "P_TOE3 P_TOE4"},
    {"3\n4\n", "P_TOE3 P_TOE4"},
    {"arch", "P_ARCH"},
    {"the arch", "P_ARCH"},
    {"Big Toe", "P_HALLUX"},
    {"under my big toe", "P_HALLUX"},
    {"top of the big toe", "D_HALLUX"},
    {"heel", "P_HEEL"},
    {"the back of the heel", "HEEL_BACK"},
    {"between 3 and 4", "W34"},
    {"between the 3rd and 4th toes", "W34"},
    {"3rd and 4th toes", "P_TOE3 P_TOE4"},
    {"3rd, 4th toe", "P_TOE3 P_TOE4"},
    {"outer ball", "P_FF_LAT"},
    {"ball of the foot", "P_FF_MED P_FF_LAT"},
    {"whole sole", "WHOLE_SOLE"},
    {"sole", "WHOLE_SOLE"},
    {"toes", "TOES_ALL"},
    {"all toes", "TOES_ALL"},
    {"instep", "D_FOOT"},
    {"inner ankle", "ANK_MED"},
    {"little toe; 73", "P_TOE5 B_LAT"},
    {"Ferse", "P_HEEL"},
    {"gros orteil", "P_HALLUX"},
    {"like socks", "STOCKING"},
    {"94", "STOCKING"},
};

START_TEST(what_is_typed_becomes_codes)
{
    char codes[TINGLE_REGIONS_SIZE] = "?";
    struct tingle_error err = {0};
    for (size_t i = 0; i < COUNT(typed); i++) {
        ck_assert_msg(tingle_regions_read(codes, typed[i].text, &err) == TINGLE_OK, "%s: %s", typed[i].text, err.message);
        ck_assert_msg(strcmp(codes, typed[i].codes) == 0, "%s: %s, not %s", typed[i].text, codes, typed[i].codes);
    }
}
END_TEST

START_TEST(what_is_no_place_is_answered_with_the_nearest)
{
    static const struct typed wrong[] = {
        {"P_TO3", "'P_TO3' is no place on the foot: did you mean P_TOE3, under the 3rd toe?"},
        {"3, hel", "'hel' is no place on the foot: did you mean P_HEEL, under the heel?"},
        {"big tow", "'big tow' is no place on the foot: did you mean P_HALLUX, under the big toe?"},
        {"P_NOSE", "'P_NOSE' is no place on the foot (`tingle where --regions` lists them, by number, code and name)"},
        {"knee", "'knee' is no place on the foot (`tingle where --regions` lists them, by number, code and name)"},
        {"11", "'11' is no place on the foot (`tingle where --regions` lists them, by number, code and name)"},
        {"34 and then some", "'34 and then some' is no place*"},
        {"ankle", "'ankle' fits several places: 66 the front of the ankle, 72 the inner ankle, 74 the outer ankle"},
    };
    char codes[TINGLE_REGIONS_SIZE] = "kept", long_text[3000];
    struct tingle_error err = {0};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        size_t n = strcspn(wrong[i].codes, "*");
        ck_assert_msg(tingle_regions_read(codes, wrong[i].text, &err) == TINGLE_BAD_DATA, "%s: %s", wrong[i].text, codes);
        ck_assert_msg(strncmp(err.message, wrong[i].codes, wrong[i].codes[n] ? n : n + 1) == 0, "%s", err.message);
        ck_assert_str_eq(codes, "kept");
    }
    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    ck_assert_int_eq(tingle_regions_read(codes, long_text, &err), TINGLE_BAD_DATA);
    ck_assert_int_eq(tingle_regions_read(codes, "\xff\xfe", &err), TINGLE_BAD_DATA);
}
END_TEST

START_TEST(every_region_is_picked_by_code_number_and_name)
{
    struct tingle_region r;
    size_t n = 0;
    for (; tingle_region_at(&r, n); n++) {
        char codes[TINGLE_REGIONS_SIZE], number[8];
        struct tingle_error err = {0};
        snprintf(number, sizeof number, "%d", r.number);
        const char *const ways[] = {r.code, number};
        for (size_t k = 0; k < COUNT(ways); k++) {
            ck_assert_msg(tingle_regions_read(codes, ways[k], &err) == TINGLE_OK, "%s", err.message);
            ck_assert_str_eq(codes, r.code);
        }
        if (strchr(r.name, ',')) continue; /* a comma parts pieces */
        ck_assert_msg(tingle_regions_read(codes, r.name, &err) == TINGLE_OK, "%s", err.message);
        ck_assert_str_eq(codes, r.code);
    }
    ck_assert_uint_eq(n, 29);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(what_is_typed_becomes_codes), TEST(what_is_no_place_is_answered_with_the_nearest),
                                       TEST(every_region_is_picked_by_code_number_and_name)};
    return run_tests("where", tests, COUNT(tests));
}
