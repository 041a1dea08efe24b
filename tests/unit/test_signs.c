/* The table of warning signs and the judgement over answers. Ids, tiers and order are written down here again, from the
 * specification (evidence.md 2 as changed by decisions.md C4), apart from the table. */
#include <string.h>

#include "testing.h"

#include "base/random.h"
#include "foot/signs.h"

static const struct { const char *ids; enum sign_tier tier; } specified[] = {
    {"STROKE CES ALI ACS CHEST GBS TRAUMA FROST RHABDO PREG", TIER_E},
    {"EIA DROP DM_ACTIVE DVT CORD VASC SPINE_RED BRIEF PERSIST24", TIER_U},
    {"DM_ANY REST_NIGHT PERSIST6 STOCKING SPREAD WEAK_RUN LEGTIGHT BACKLEG BONE HEATMS FREQ_SEV", TIER_S},
    {"SEVERE LINGER RAYN RISK FOCAL RECUR", TIER_R},
    {"SELF", TIER_C}};

static struct sign_answers all_no(void)
{
    struct sign_answers a = {0};
    for (int i = 0; i < SIGN_COUNT; i++) a.answer[i] = SIGN_NO;
    return a;
}

static struct sign_result judged(const struct sign_answers *a)
{
    struct sign_result r;
    sign_judge(&r, a);
    return r;
}

static uint64_t bit(int rule) { return (uint64_t)1 << rule; }

START_TEST(the_table_is_the_specified_one_in_its_order)
{
    int row = 0;
    for (size_t t = 0; t < COUNT(specified); t++) {
        char ids[200], *rest = ids, *id;
        snprintf(ids, sizeof ids, "%s", specified[t].ids);
        while ((id = strtok_r(rest, " ", &rest))) {
            ck_assert_int_lt(row, SIGN_COUNT);
            ck_assert_str_eq(sign_rule[row].id, id);
            ck_assert_int_eq(sign_rule[row].tier, specified[t].tier);
            row++;
        }
    }
    ck_assert_int_eq(row, SIGN_COUNT);
    ck_assert_int_le(SCREEN_COUNT, 9);
    ck_assert(!sign_table.reviewed);
}
END_TEST

START_TEST(the_grave_questions_come_first)
{
    int worst = TIER_E; /* of the screens so far: the gravest of each never gets graver again, the profile apart */
    for (int s = 0; s < SCREEN_COUNT; s++) {
        int gravest = TIER_INCOMPLETE;
        if (s == SCREEN_PROFILE) continue;
        for (int i = 0; i < SIGN_COUNT; i++)
            if ((int)sign_rule[i].screen == s && (int)sign_rule[i].tier < gravest) gravest = (int)sign_rule[i].tier;
        ck_assert_int_ge(gravest, worst);
        worst = gravest;
    }
    for (int i = 0; i < SIGN_COUNT; i++) /* no further question stands before an emergency action */
        if (sign_rule[i].tier == TIER_E) ck_assert_str_eq(sign_rule[i].then, "");
}
END_TEST

START_TEST(each_rule_alone_sets_its_tier_and_just_missed_none)
{
    for (int i = 0; i < SIGN_COUNT; i++) {
        struct sign_answers a = all_no();
        struct sign_result r = judged(&a);
        ck_assert_int_eq(r.tier, TIER_R); /* nothing found, and not said to be the ordinary kind */
        ck_assert_uint_eq(r.hits, 0);
        a.answer[i] = SIGN_YES;
        r = judged(&a);
        ck_assert_int_eq(r.tier, sign_rule[i].tier);
        ck_assert_uint_eq(r.hits, bit(i));
        ck_assert_str_eq(r.action, sign_rule[i].action);
        ck_assert(r.complete);
    }
}
END_TEST

START_TEST(the_first_sets_the_tier_and_all_are_kept)
{
    struct sign_answers a = all_no();
    struct sign_result r;
    a.answer[SIGN_FOCAL] = a.answer[SIGN_BONE] = a.answer[SIGN_SELF] = SIGN_YES;
    r = judged(&a);
    ck_assert_int_eq(r.tier, TIER_S);
    ck_assert_uint_eq(r.hits, bit(SIGN_BONE) | bit(SIGN_FOCAL));
    ck_assert(r.contradicted);
    ck_assert_str_eq(r.action, sign_rule[SIGN_BONE].action);
}
END_TEST

START_TEST(what_was_not_asked_is_no_answer)
{
    struct sign_answers a = {0};
    struct sign_result r = judged(&a);
    ck_assert_int_eq(r.tier, TIER_INCOMPLETE);
    ck_assert_uint_eq(r.unasked, ((bit(SIGN_COUNT) - 1) & ~bit(SIGN_PREG)));
    for (int i = 0; i < SIGN_COUNT; i++) {
        a = all_no();
        a.answer[SIGN_SELF] = SIGN_YES;
        a.fact[SIGN_FACT_PREGNANT] = SIGN_YES;
        ck_assert_int_eq(judged(&a).tier, TIER_C);
        a.answer[i] = SIGN_UNASKED;
        r = judged(&a);
        ck_assert_int_eq(r.tier, i == SIGN_SELF ? TIER_R : TIER_INCOMPLETE);
        ck_assert(!r.complete);
    }
}
END_TEST

START_TEST(the_question_for_the_pregnant_applies_to_them_alone)
{
    struct sign_answers a = all_no();
    a.answer[SIGN_PREG] = SIGN_UNASKED;
    for (int fact = SIGN_UNASKED; fact <= SIGN_YES; fact++) {
        a.fact[SIGN_FACT_PREGNANT] = (enum sign_answer)fact;
        ck_assert_uint_eq(judged(&a).unasked, fact == SIGN_YES ? bit(SIGN_PREG) : 0);
    }
    a.fact[SIGN_FACT_PREGNANT] = SIGN_NO;
    a.answer[SIGN_PREG] = SIGN_YES; /* ticked all the same */
    ck_assert_int_eq(judged(&a).tier, TIER_E);
}
END_TEST

/* incomplete below C, as a bad sign may only make it graver. */
static int gravity(enum sign_tier tier) { return tier == TIER_INCOMPLETE ? 0 : 1 + (int)(TIER_C - tier); }

START_TEST(a_bad_sign_never_makes_it_milder)
{
    struct random r;
    random_seed(&r, 20261126);
    for (int round = 0; round < 20000; round++) {
        struct sign_answers a = {0};
        double often = round % 3 == 0 ? 0.3 : 0.02, unasked = round % 2 == 0 ? 0.02 : 0.4;
        struct sign_result before, after;
        int sign = (int)(random_uniform(&r) * SIGN_SELF);
        for (int i = 0; i < SIGN_COUNT; i++) {
            double u = random_uniform(&r);
            a.answer[i] = u < often ? SIGN_YES : u < often + unasked ? SIGN_UNASKED : SIGN_NO;
        }
        for (int i = 0; i < SIGN_FACT_COUNT; i++) a.fact[i] = (enum sign_answer)(random_uniform(&r) * 3);
        before = judged(&a);
        ck_assert(before.tier != TIER_C || before.unasked == 0);
        a.answer[sign] = SIGN_YES;
        after = judged(&a);
        ck_assert_int_ge(gravity(after.tier), gravity(before.tier));
        ck_assert_int_le(after.tier, sign_rule[sign].tier);
    }
}
END_TEST

START_TEST(an_action_names_the_number)
{
    char text[200], small[20];
    sign_action(text, sizeof text, "Call {number} now.", "999");
    ck_assert_str_eq(text, "Call 999 now.");
    sign_action(text, sizeof text, "Call {number} now.", "");
    ck_assert_str_eq(text, "Call 112 (in much of the world) now.");
    sign_action(text, sizeof text, "See a doctor.", "999");
    ck_assert_str_eq(text, "See a doctor.");
    sign_action(small, sizeof small, "Call {number} now, even if it has gone.", "999");
    ck_assert_str_eq(small, "Call 999 now, even ");
    for (int i = 0; i < SIGN_COUNT; i++) { /* every emergency names it */
        if (sign_rule[i].tier == TIER_E) ck_assert_ptr_nonnull(strstr(sign_rule[i].action, "{number}"));
        sign_action(text, 8, sign_rule[i].action, "");
        ck_assert_uint_le(strlen(text), 7);
    }
}
END_TEST

START_TEST(ids_are_exact_and_the_nearest_is_named)
{
    int nearest = -1;
    ck_assert_int_eq(sign_find("DROP", NULL), SIGN_DROP);
    ck_assert_int_eq(sign_find("drop", &nearest), -1);
    ck_assert_int_eq(nearest, SIGN_DROP);
    ck_assert_int_eq(sign_find("PERSIST25", &nearest), -1);
    ck_assert_int_eq(nearest, SIGN_PERSIST24);
    ck_assert_int_eq(sign_find("", &nearest), -1);
    ck_assert_int_eq(sign_fact_find("pregnant"), SIGN_FACT_PREGNANT);
    ck_assert_int_eq(sign_fact_find("tall"), -1);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(the_table_is_the_specified_one_in_its_order),
                                       TEST(the_grave_questions_come_first),
                                       TEST(each_rule_alone_sets_its_tier_and_just_missed_none),
                                       TEST(the_first_sets_the_tier_and_all_are_kept),
                                       TEST(what_was_not_asked_is_no_answer),
                                       TEST(the_question_for_the_pregnant_applies_to_them_alone),
                                       TEST(a_bad_sign_never_makes_it_milder),
                                       TEST(an_action_names_the_number),
                                       TEST(ids_are_exact_and_the_nearest_is_named)};
    return run_tests("signs", tests, COUNT(tests));
}
