/* Patterns of lacing: can a lace really go that way? And which is for which place (evidence.md 4.4). */
#include "testing.h"

#include <string.h>

#include "foot/lacing.h"
#include "foot/regions.h"

static int find_code(const char *code)
{
    int row = lacing_find(code);
    ck_assert_msg(row >= 0, "no pattern %s", code);
    return row;
}

static struct lacing_path path_of(const char *code)
{
    struct lacing_path path;
    ck_assert_msg(lacing_path_read(&path, lacing_pattern[find_code(code)].path), "%s", code);
    return path;
}

/* One lace goes through an eyelet once, and never jumps over more than it can: two rows where it crosses, three up a side. */
static void check_lace(const char *code, const struct lacing_stop *stop, size_t stops, bool used[2][LACING_ROWS + 1])
{
    int lowest = LACING_ROWS, bars = 0;
    for (size_t i = 0; i < stops; i++) {
        const struct lacing_stop *s = &stop[i];
        if (s->row == 0) {
            ck_assert_msg(i == 0 || i + 1 == stops, "%s: a loop is the last thing a lace goes through", code);
            continue;
        }
        ck_assert_msg(!used[s->right][s->row], "%s: an eyelet twice", code);
        used[s->right][s->row] = true;
        if (s->row < lowest) bars = 0;
        lowest = s->row < lowest ? s->row : lowest;
        if (i == 0 || stop[i - 1].row == 0) continue;
        ck_assert_msg(abs(s->row - stop[i - 1].row) <= (s->right == stop[i - 1].right ? 3 : 2), "%s: too far at stop %zu", code, i);
        bars += s->row == lowest && stop[i - 1].row == s->row;
    }
    ck_assert_msg(bars == 1, "%s: both ends come from one bar at the bottom", code);
}

/* Both ends lie at one height at the top of their part, on the two sides: there they are tied. */
static void check_ends(const char *code, const struct lacing_stop *stop, size_t stops)
{
    const struct lacing_stop *a = &stop[0], *b = &stop[stops - 1];
    ck_assert_msg(a->right != b->right, "%s: both ends on one side", code);
    ck_assert_msg(a->row == b->row, "%s: ends at rows %d and %d", code, a->row, b->row);
    for (size_t i = 0; i < stops; i++) ck_assert_msg(a->row == 0 || stop[i].row <= a->row, "%s: something above the knot", code);
}

START_TEST(a_lace_can_go_that_way)
{
    for (size_t i = 0; i < lacing_patterns; i++) {
        const char *code = lacing_pattern[i].code;
        struct lacing_path path = path_of(code);
        bool used[2][LACING_ROWS + 1] = {{false}};
        ck_assert_uint_eq(path.laces, strcmp(code, "DOUBLE") == 0 ? 2 : 1);
        for (size_t lace = 0; lace < path.laces; lace++) {
            check_lace(code, path.stop[lace], path.stops[lace], used);
            check_ends(code, path.stop[lace], path.stops[lace]);
        }
        for (int row = 1; row <= LACING_ROWS; row++) ck_assert_msg(used[0][row] == used[1][row], "%s: row %d has one side only", code, row);
    }
}
END_TEST

/* What each pattern is, by its words in evidence.md 4.4. */
START_TEST(patterns_do_what_they_say)
{
    struct lacing_path base = path_of("BASE"), low = path_of("LOW1"), skip = path_of("SKIP"), bars = path_of("PARALLEL"), loop = path_of("LOOP");
    for (size_t i = 1; i < base.stops[0]; i++) ck_assert(base.stop[0][i].right != base.stop[0][i - 1].right); /* always to the other side */
    for (size_t i = 0; i < low.stops[0]; i++) ck_assert_int_lt(low.stop[0][i].row, LACING_ROWS);
    for (size_t i = 0; i < skip.stops[0]; i++) ck_assert_int_ne(skip.stop[0][i].row, 4);
    for (size_t i = 1; i < bars.stops[0]; i++) /* straight across or straight up, never aslant */
        ck_assert((bars.stop[0][i].row == bars.stop[0][i - 1].row) != (bars.stop[0][i].right == bars.stop[0][i - 1].right));
    ck_assert_int_eq(loop.stop[0][0].row, 0); /* through the loop of the other side */
    ck_assert(loop.stop[0][0].right != loop.stop[0][1].right);
    ck_assert(loop.stop[0][1].right == loop.stop[0][2].right);
    for (const char *const *code = (const char *const[]){"TOEBOX", "WINDOW", NULL}; *code; code++) {
        struct lacing_path path = path_of(*code);
        int straight = 0, at = strcmp(*code, "TOEBOX") == 0 ? 1 : 3;
        for (size_t i = 1; i < path.stops[0]; i++) {
            const struct lacing_stop *a = &path.stop[0][i - 1], *b = &path.stop[0][i];
            if (a->right != b->right) continue;
            ck_assert_int_eq(a->row < b->row ? a->row : b->row, at);
            straight++;
        }
        ck_assert_int_eq(straight, 2);
    }
}
END_TEST

START_TEST(regions_have_their_patterns)
{
    static const struct { const char *code, *region; bool is_for; } rows[] = {
        {"SKIP", "D_FOOT", true}, {"WINDOW", "D_W1", true}, {"LOW1", "ANK_ANT", true}, {"TOEBOX", "P_FF_MED", true}, {"TOEBOX", "P_TOE5", true},
        {"PARALLEL", "D_FOOT", true}, {"LOOP", "HEEL_BACK", true}, {"DOUBLE", "P_FF_LAT", true}, {"LOW1", "P_TOE3", false},
        {"BASE", "D_FOOT", false}, {"TOEBOX", "P_HEEL", false}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        uint64_t set = 0, own = 0;
        ck_assert(foot_regions_parse(rows[i].region, &set, NULL, 0));
        ck_assert(foot_regions_parse(lacing_pattern[find_code(rows[i].code)].regions, &own, NULL, 0));
        ck_assert_msg(((own & set) != 0) == rows[i].is_for, "%s %s", rows[i].code, rows[i].region);
    }
    for (size_t i = 0; i < lacing_patterns; i++) {
        uint64_t set;
        char unknown[32] = "";
        ck_assert_msg(foot_regions_parse(lacing_pattern[i].regions, &set, unknown, sizeof unknown), "%s: %s", lacing_pattern[i].code, unknown);
    }
}
END_TEST

START_TEST(names_and_paths_that_are_none)
{
    struct lacing_path path;
    static const char *const bad[] = {"", "L7", "L8 R1", "L0 R1", "X1 R1", "loopX L1", "L1 R1; ", "L1 R1; L2 R2; L3 R3", "L11 R1", "loop R1",
                                      "L1 L1 L1 L1 L1 L1 L1 L1 L1 L1 L1 L1 L1 L1 L1 L1 L1 L1 L1 L1 L1 L1 L1 L1 L1"};
    for (size_t i = 0; i < COUNT(bad); i++) ck_assert_msg(!lacing_path_read(&path, bad[i]), "%s", bad[i]);
    ck_assert_int_eq(lacing_find("heel LOCK"), lacing_find("loop"));
    ck_assert_int_eq(lacing_find("nothing"), -1);
    ck_assert_str_eq(lacing_nearest("lop"), "LOOP");
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(a_lace_can_go_that_way), TEST(patterns_do_what_they_say), TEST(regions_have_their_patterns),
                                       TEST(names_and_paths_that_are_none)};
    return run_tests("lacing", tests, COUNT(tests));
}
