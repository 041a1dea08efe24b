/* What the log says of warning signs, when an answer lapses, and the gate. Every log is made by hand, and each rule just fires and
 * just misses; the numbers are those of evidence.md 2 and decisions.md C4. */
#include <math.h>
#include <string.h>

#include "testing.h"

#include "advice/answers.h"
#include "advice/gate.h"
#include "foot/regions.h"

enum { DAY = 86400, RUNS_MAX = 80 };
static const int64_t start = 1772348400; /* 2026-03-01T07:00:00Z */

struct log_made {
    struct sign_run run[RUNS_MAX];
    size_t runs;
    struct sign_log log;
    unsigned pattern[RUNS_MAX];
};

/* A run on a day since the start; numb ones on the right, at minute 40, severity 3, gone in 5 min. */
static struct sign_run *add(struct log_made *m, int day, bool numb)
{
    struct sign_run *r = &m->run[m->runs++];
    ck_assert_uint_le(m->runs, RUNS_MAX);
    *r = (struct sign_run){.id = (int64_t)m->runs, .at = start + (int64_t)day * DAY, .lasted_at = start + (int64_t)day * DAY, .numb = numb, .severity = NAN, .pain = NAN,
                           .onset_min = NAN, .lasted_min = NAN};
    if (!numb) return r;
    r->is_right = true;
    r->severity = 3;
    r->onset_min = 40;
    r->lasted_min = 5;
    return r;
}

static bool fires(struct log_made *m, enum sign_id rule)
{
    sign_log_compute(&m->log, m->run, m->runs, m->pattern);
    ck_assert_int_eq(m->log.found[rule].fires, m->log.found[rule].because[0] != '\0');
    return m->log.found[rule].fires;
}

static uint64_t region(const char *code) { return (uint64_t)1 << foot_region_find(code); }

START_TEST(an_empty_log_finds_nothing)
{
    struct log_made m = {0};
    for (int i = 0; i < SIGN_COUNT; i++) ck_assert(!fires(&m, (enum sign_id)i));
    add(&m, 0, false);
    for (int i = 0; i < SIGN_COUNT; i++) ck_assert(!fires(&m, (enum sign_id)i));
}
END_TEST

START_TEST(often_and_strong_is_of_the_last_eight_noted_runs)
{
    struct log_made m = {0};
    for (int i = 0; i < 4; i++) add(&m, i, i < 2)->severity = i < 2 ? 7 : NAN;
    ck_assert(fires(&m, SIGN_FREQ_SEV)); /* 2 of 4, both 7 */
    ck_assert_int_eq(m.log.found[SIGN_FREQ_SEV].since, start + 3 * DAY); /* three runs say nothing */
    m.run[1].severity = 6.9;
    ck_assert(!fires(&m, SIGN_FREQ_SEV)); /* the middle is 6.95 */
    m.run[1].severity = 7;
    add(&m, 4, false);
    ck_assert(!fires(&m, SIGN_FREQ_SEV)); /* 2 of 5 */
    m.runs = 3;
    m.run[2] = m.run[1];
    ck_assert(!fires(&m, SIGN_FREQ_SEV)); /* 3 runs are too few */
    m.runs = 0;
    for (int i = 0; i < 12; i++) add(&m, i, i < 8)->severity = i < 8 ? 9 : NAN;
    ck_assert(fires(&m, SIGN_FREQ_SEV)); /* 4 of the last 8 */
    add(&m, 12, false);
    ck_assert(!fires(&m, SIGN_FREQ_SEV)); /* 3 of the last 8 */
}
END_TEST

START_TEST(frequent_and_mild_or_rare_and_strong_does_not_fire)
{
    struct log_made m = {0};
    for (int i = 0; i < 8; i++) add(&m, i, true)->severity = 6;
    ck_assert(!fires(&m, SIGN_FREQ_SEV));
    for (int i = 0; i < 8; i++) m.run[i].numb = i == 7;
    m.run[7].severity = 10;
    ck_assert(!fires(&m, SIGN_FREQ_SEV));
    for (int i = 0; i < 8; i++) m.run[i].numb = true;
    for (int i = 0; i < 8; i++) m.run[i].severity = NAN;
    ck_assert(!fires(&m, SIGN_FREQ_SEV)); /* never said how strong */
}
END_TEST

START_TEST(very_strong_or_two_runs_stopped)
{
    struct log_made m = {0};
    add(&m, 0, true)->severity = 8;
    ck_assert(fires(&m, SIGN_SEVERE));
    m.run[0].severity = 7.9;
    ck_assert(!fires(&m, SIGN_SEVERE));
    m.run[0].stopped = true;
    add(&m, 56, true)->stopped = true;
    ck_assert(fires(&m, SIGN_SEVERE));
    m.run[1].at += DAY; /* 57 days apart */
    ck_assert(!fires(&m, SIGN_SEVERE));
    m.run[0].severity = 10; /* long ago by then */
    ck_assert(!fires(&m, SIGN_SEVERE));
}
END_TEST

START_TEST(how_long_it_lasted)
{
    static const struct { double minutes; bool linger, six, day; } cases[] = {
        {60, false, false, false}, {61, true, false, false}, {360, true, false, false}, {361, true, true, false},
        {1440, true, true, false}, {1441, true, true, true}, {NAN, false, false, false}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct log_made m = {0};
        add(&m, 0, true)->lasted_min = cases[i].minutes;
        ck_assert_int_eq(fires(&m, SIGN_LINGER), cases[i].linger);
        ck_assert_int_eq(fires(&m, SIGN_PERSIST6), cases[i].six);
        ck_assert_int_eq(fires(&m, SIGN_PERSIST24), cases[i].day);
        ck_assert(!fires(&m, SIGN_REST_NIGHT));
        add(&m, 29, false); /* a month without */
        ck_assert(!fires(&m, SIGN_PERSIST24));
        ck_assert_int_eq(fires(&m, SIGN_PERSIST6), cases[i].six);
        add(&m, 57, false);
        ck_assert(!fires(&m, SIGN_PERSIST6));
    }
}
END_TEST

START_TEST(over_an_hour_twice_in_four_weeks)
{
    struct log_made m = {0};
    add(&m, 0, true)->lasted_min = 61;
    add(&m, 28, true)->lasted_min = 90;
    ck_assert(fires(&m, SIGN_REST_NIGHT));
    ck_assert_int_eq(m.log.found[SIGN_REST_NIGHT].since, start + 28 * DAY);
    ck_assert_str_eq(m.log.found[SIGN_REST_NIGHT].because, "lasted up to 90 minutes after 2 runs");
    m.run[1].at = m.run[1].lasted_at += DAY;
    ck_assert(!fires(&m, SIGN_REST_NIGHT));
    m.run[1].at = m.run[1].lasted_at -= DAY;
    m.run[1].lasted_min = 60;
    ck_assert(!fires(&m, SIGN_REST_NIGHT));
}
END_TEST

START_TEST(weakness_once_and_a_tight_leg_at_the_same_minute)
{
    struct log_made m = {0};
    for (int i = 0; i < 3; i++) add(&m, i, true)->tight = true;
    m.run[1].onset_min = 30;
    ck_assert(fires(&m, SIGN_LEGTIGHT)); /* 30, 40, 40 */
    m.run[1].onset_min = 29.9;
    ck_assert(!fires(&m, SIGN_LEGTIGHT));
    m.run[1].onset_min = 35;
    m.run[2].tight = false;
    ck_assert(!fires(&m, SIGN_LEGTIGHT));
    ck_assert(!fires(&m, SIGN_WEAK_RUN));
    m.run[0].weakness = true;
    ck_assert(fires(&m, SIGN_WEAK_RUN));
    ck_assert_int_eq(m.log.found[SIGN_WEAK_RUN].since, start);
    add(&m, 56, false);
    ck_assert(fires(&m, SIGN_WEAK_RUN));
    add(&m, 57, false);
    ck_assert(!fires(&m, SIGN_WEAK_RUN));
}
END_TEST

START_TEST(like_socks_and_not_gone_with_the_run)
{
    struct log_made m = {0};
    struct sign_run *r = add(&m, 0, true);
    r->left = r->right = region("STOCKING");
    r->lasted_min = 61;
    ck_assert(fires(&m, SIGN_STOCKING));
    r->lasted_min = 60;
    ck_assert(!fires(&m, SIGN_STOCKING));
    r->lasted_min = 61;
    r->left = r->right = region("TOES_ALL");
    ck_assert(!fires(&m, SIGN_STOCKING));
}
END_TEST

START_TEST(an_event_that_comes_again_is_a_new_one)
{
    static const enum sign_id events[] = {SIGN_PERSIST24, SIGN_PERSIST6, SIGN_LINGER, SIGN_REST_NIGHT, SIGN_STOCKING, SIGN_WEAK_RUN,
                                          SIGN_SEVERE, SIGN_LEGTIGHT};
    struct log_made m = {0};
    for (int day = 0; day <= 20; day += 5) { /* each of them, five times, without a break */
        struct sign_run *r = add(&m, day, true);
        r->lasted_min = 1441;
        r->left = r->right = region("STOCKING");
        r->weakness = r->tight = r->stopped = true;
        r->severity = 9;
    }
    add(&m, 22, false);
    for (size_t i = 0; i < COUNT(events); i++) {
        ck_assert_msg(fires(&m, events[i]), "%s", sign_rule[events[i]].id);
        ck_assert_msg(m.log.found[events[i]].since == start + 20 * DAY, "%s", sign_rule[events[i]].id);
    }
    for (int i = 0; i < 5; i++) m.run[i].severity = i == 1 ? 9 : 3; /* strong on day 5, stopped by it on days 10 and 15 */
    for (int i = 0; i < 5; i++) m.run[i].stopped = i == 2 || i == 3;
    ck_assert(fires(&m, SIGN_SEVERE));
    ck_assert_int_eq(m.log.found[SIGN_SEVERE].since, start + 15 * DAY);
    m.run[3].stopped = false;
    ck_assert(fires(&m, SIGN_SEVERE)); /* one stop does not count */
    ck_assert_int_eq(m.log.found[SIGN_SEVERE].since, start + 5 * DAY);
    m.run[4].onset_min = 90; /* the last tight leg came at another minute */
    ck_assert(fires(&m, SIGN_LEGTIGHT));
    ck_assert_int_eq(m.log.found[SIGN_LEGTIGHT].since, start + 15 * DAY);
}
END_TEST

/* Eight numb runs, four and four, over 21 days. */
static void two_halves(struct log_made *m, const char *first, const char *later)
{
    static const int day[] = {0, 3, 6, 9, 12, 15, 18, 21};
    *m = (struct log_made){0};
    for (int i = 0; i < 8; i++) {
        struct sign_run *r = add(m, day[i], true);
        foot_regions_parse(i < 4 ? first : later, &r->right, NULL, 0);
    }
}

START_TEST(spreading_is_three_new_places_each_on_two_runs)
{
    struct log_made m;
    two_halves(&m, "P_TOE3", "P_TOE3 P_TOE4 P_TOE5 P_ARCH");
    ck_assert(fires(&m, SIGN_SPREAD));
    two_halves(&m, "P_TOE3", "P_TOE3 P_TOE4 P_TOE5");
    ck_assert(!fires(&m, SIGN_SPREAD));
    two_halves(&m, "P_TOE3", "P_TOE3 P_TOE4 P_TOE5 P_ARCH");
    for (int i = 5; i < 8; i++) m.run[i].right = region("P_TOE3"); /* the new places once only */
    ck_assert(!fires(&m, SIGN_SPREAD));
    two_halves(&m, "P_TOE3", "P_TOE3 P_TOE4 P_TOE5 P_ARCH");
    m.run[7].at -= DAY; /* within 20 days */
    ck_assert(!fires(&m, SIGN_SPREAD));
    two_halves(&m, "", "P_TOE3 P_TOE4 P_TOE5 P_ARCH"); /* nobody had said where */
    ck_assert(!fires(&m, SIGN_SPREAD));
}
END_TEST

START_TEST(earlier_is_at_half_the_minute_and_stronger_by_three)
{
    struct log_made m;
    two_halves(&m, "", "");
    for (int i = 4; i < 8; i++) m.run[i].onset_min = 20;
    ck_assert(fires(&m, SIGN_SPREAD));
    for (int i = 4; i < 8; i++) m.run[i].onset_min = 20.1;
    ck_assert(!fires(&m, SIGN_SPREAD));
    for (int i = 4; i < 8; i++) m.run[i].severity = 6;
    ck_assert(fires(&m, SIGN_SPREAD));
    for (int i = 4; i < 8; i++) m.run[i].severity = 5.9;
    ck_assert(!fires(&m, SIGN_SPREAD));
    for (int i = 4; i < 8; i++) m.run[i].onset_min = i < 5 ? NAN : 5; /* said on three runs only */
    ck_assert(!fires(&m, SIGN_SPREAD));
}
END_TEST

START_TEST(still_a_quarter_after_eight_weeks)
{
    struct log_made m = {0};
    add(&m, 0, true);
    for (int i = 0; i < 4; i++) add(&m, 50 + 2 * i, i == 0);
    ck_assert(fires(&m, SIGN_RECUR)); /* day 56, 1 of 4 */
    m.run[1].numb = false;
    ck_assert(!fires(&m, SIGN_RECUR));
    m.run[1].numb = true;
    add(&m, 57, false);
    ck_assert(!fires(&m, SIGN_RECUR)); /* 1 of 5 */
    m.runs = 5;
    m.run[0].at += DAY; /* 55 days */
    ck_assert(!fires(&m, SIGN_RECUR));
    m.run[0].at -= DAY;
    m.runs = 4;
    m.run[3].at = start + 56 * DAY;
    ck_assert(!fires(&m, SIGN_RECUR)); /* three runs in the last weeks */
}
END_TEST

/* ------------------------------------------------------------------------- patterns */

static unsigned last_pattern(struct log_made *m)
{
    sign_log_compute(&m->log, m->run, m->runs, m->pattern);
    return m->pattern[m->runs - 1];
}

START_TEST(a_repeat_and_a_fine_note_are_nothing_new)
{
    struct log_made m = {0};
    add(&m, 0, true)->right = region("P_TOE3");
    ck_assert_uint_eq(last_pattern(&m), 1u << PATTERN_FIRST);
    add(&m, 2, true)->right = region("P_TOE3") | region("P_TOE4");
    ck_assert_uint_eq(last_pattern(&m), 0);
    add(&m, 4, false);
    ck_assert_uint_eq(last_pattern(&m), 0);
}
END_TEST

START_TEST(what_is_new_is_named)
{
    struct log_made m = {0};
    struct sign_run *r;
    add(&m, 0, true)->right = region("P_TOE3");
    r = add(&m, 1, true);
    r->right = region("P_HEEL");
    ck_assert_uint_eq(last_pattern(&m), 1u << PATTERN_PLACE);
    r->right = region("P_TOE3");
    r->is_left = true;
    ck_assert_uint_eq(last_pattern(&m), 1u << PATTERN_PLACE | 1u << PATTERN_BOTH);
    r->is_left = false;
    r->weakness = r->colour = r->tight = true;
    ck_assert_uint_eq(last_pattern(&m), 1u << PATTERN_WEAKNESS | 1u << PATTERN_COLOUR | 1u << PATTERN_TIGHT);
    r->weakness = r->colour = r->tight = false;
    r->severity = 6;
    r->pain = 7;
    r->lasted_min = 61;
    ck_assert_uint_eq(last_pattern(&m), 1u << PATTERN_PAIN | 1u << PATTERN_STRONGER | 1u << PATTERN_LONGER);
    r->severity = 5.9;
    r->pain = 6.9;
    r->lasted_min = 60;
    ck_assert_uint_eq(last_pattern(&m), 0);
    r->at += 180 * DAY; /* the same place, after half a year without */
    ck_assert_uint_eq(last_pattern(&m), 0);
    add(&m, 400, true)->right = region("P_HEEL");
    ck_assert_uint_eq(last_pattern(&m), 0); /* nothing to compare with by then */
}
END_TEST

START_TEST(what_has_not_come_for_half_a_year_is_new_again)
{
    const unsigned all = 1u << PATTERN_BOTH | 1u << PATTERN_WEAKNESS | 1u << PATTERN_COLOUR | 1u << PATTERN_TIGHT | 1u << PATTERN_PAIN |
                         1u << PATTERN_LONGER;
    static const struct { int day; bool is_new; } cases[] = {{200, true}, {380, false}, {561, true}, {562, false}};
    struct log_made m = {0};
    add(&m, 0, true);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct sign_run *r = add(&m, cases[i].day, true);
        r->is_left = r->weakness = r->colour = r->tight = true;
        r->pain = 7;
        r->lasted_min = 61;
        ck_assert_uint_eq(last_pattern(&m) & all, cases[i].is_new ? all : 0);
    }
}
END_TEST

/* -------------------------------------------------------------- answers and the gate */

static void answer_all(struct screening *s, const char *value, int64_t at)
{
    for (int i = 0; i < SIGN_COUNT; i++) {
        char key[ANSWER_KEY];
        answer_rule_key(key, (enum sign_id)i);
        if (sign_rule[i].asked) screening_set(s, key, i == SIGN_SELF ? "yes" : value, at);
    }
    for (int i = 0; i < SIGN_FACT_COUNT; i++) screening_set(s, sign_fact_row[i].key, "no", at);
}

static enum tingle_gate gate(struct screening *s)
{
    char text[GATE_TEXT];
    screening_judge(s);
    gate_text(text, s);
    ck_assert_int_eq(gate_of(s) == TINGLE_GATE_OPEN, text[0] == '\0');
    doctor_line(text, s);
    ck_assert_ptr_nonnull(strstr(text, "see a doctor"));
    ck_assert_ptr_nonnull(strstr(text, "Table of signs 1 of 2026-11-26, not yet reviewed by a clinician."));
    ck_assert_ptr_null(strstr(text, "safe"));
    return gate_of(s);
}

START_TEST(the_gate_opens_only_when_all_was_asked)
{
    struct screening s = {0};
    ck_assert_int_eq(gate(&s), TINGLE_GATE_UNSCREENED);
    answer_all(&s, "no", start);
    ck_assert_int_eq(gate(&s), TINGLE_GATE_OPEN);
    for (int i = 0; i < SIGN_COUNT; i++) {
        struct given_answer kept = s.rule[i];
        s.rule[i] = (struct given_answer){0};
        bool grave = sign_rule[i].tier <= TIER_U && sign_rule[i].when == SIGN_ALWAYS;
        ck_assert_int_eq(gate(&s), grave ? TINGLE_GATE_UNSCREENED : TINGLE_GATE_OPEN);
        s.rule[i] = kept;
    }
    for (int i = 0; i < SIGN_FACT_COUNT; i++) {
        struct given_answer kept = s.fact[i];
        s.fact[i] = (struct given_answer){0};
        ck_assert_int_eq(gate(&s), TINGLE_GATE_UNSCREENED);
        s.fact[i] = kept;
    }
}
END_TEST

START_TEST(each_sign_closes_the_gate_by_its_tier)
{
    static const enum tingle_gate by_tier[] = {TINGLE_GATE_EMERGENCY, TINGLE_GATE_URGENT, TINGLE_GATE_SOON, TINGLE_GATE_OPEN, TINGLE_GATE_OPEN};
    for (int i = 0; i < SIGN_COUNT; i++) {
        struct screening s = {0};
        char key[ANSWER_KEY];
        if (!sign_rule[i].asked) continue;
        answer_all(&s, "no", start);
        answer_rule_key(key, (enum sign_id)i);
        screening_set(&s, key, "yes", start + DAY);
        ck_assert_int_eq(gate(&s), by_tier[sign_rule[i].tier]);
        screening_set(&s, "seen_by_clinician", "2026-03-20", start + 20 * DAY);
        ck_assert_int_eq(gate(&s), sign_rule[i].tier <= TIER_U ? by_tier[sign_rule[i].tier] : TINGLE_GATE_OPEN);
        screening_set(&s, key, "no", start + 30 * DAY);
        ck_assert_int_eq(gate(&s), TINGLE_GATE_OPEN);
    }
}
END_TEST

START_TEST(seen_counts_only_when_later_than_the_sign)
{
    struct screening s = {0};
    answer_all(&s, "no", start);
    screening_set(&s, "sign.BONE", "yes", start + 9 * DAY); /* 10 March, 07:00 */
    screening_set(&s, "seen_by_clinician", "2026-03-09", start + 20 * DAY);
    ck_assert_int_eq(gate(&s), TINGLE_GATE_SOON);
    screening_set(&s, "seen_by_clinician", "2026-03-10", start + 9 * DAY - 60); /* told before the sign */
    ck_assert_int_eq(gate(&s), TINGLE_GATE_SOON);
    screening_set(&s, "seen_by_clinician", "2026-03-10", start + 9 * DAY + 3600);
    ck_assert_int_eq(gate(&s), TINGLE_GATE_OPEN);
    screening_set(&s, "sign.BONE", "yes", start + 40 * DAY); /* the same as before, asked again */
    ck_assert_int_eq(gate(&s), TINGLE_GATE_OPEN);
    screening_set(&s, "sign.BONE", "no", start + 50 * DAY);
    screening_set(&s, "sign.BONE", "yes", start + 60 * DAY); /* a new one */
    ck_assert_int_eq(gate(&s), TINGLE_GATE_SOON);
}
END_TEST

/* 25 hours, then an hour and a half, then seen, then 33 hours: the old sign was looked at, the new one was not. */
START_TEST(a_sign_that_comes_again_was_not_looked_at)
{
    struct screening s = {0};
    struct log_made m = {0};
    add(&m, 0, true)->lasted_min = 1500;
    add(&m, 2, true)->lasted_min = 90;
    sign_log_compute(&s.log, m.run, m.runs, NULL);
    answer_all(&s, "no", start + 3 * DAY);
    ck_assert_int_eq(gate(&s), TINGLE_GATE_URGENT);
    screening_set(&s, "seen_by_clinician", "2026-03-05", start + 4 * DAY);
    ck_assert_int_eq(gate(&s), TINGLE_GATE_OPEN);
    add(&m, 21, true)->lasted_min = 2000;
    sign_log_compute(&s.log, m.run, m.runs, NULL);
    answer_all(&s, "no", start + 23 * DAY);
    ck_assert_int_eq(gate(&s), TINGLE_GATE_URGENT);
    screening_set(&s, "sign.REST_NIGHT", "yes", start + 3 * DAY);
    ck_assert_int_eq(screening_rule_since(&s, SIGN_REST_NIGHT).at, start + 21 * DAY); /* the later of log and answer */
    screening_set(&s, "sign.REST_NIGHT", "no", start + 24 * DAY);
    screening_set(&s, "sign.REST_NIGHT", "yes", start + 25 * DAY);
    ck_assert_int_eq(screening_rule_since(&s, SIGN_REST_NIGHT).at, start + 25 * DAY);
}
END_TEST

/* Auckland is 13 hours ahead in March: a run at 20:00 UTC on the 10th is one of the morning of the 11th. */
START_TEST(days_are_those_of_the_runners_clock)
{
    static const struct { const char *seen; int told_h; bool opens; } cases[] = {
        {"2026-03-10", 0, false}, {"2026-03-10", 240, false}, {"2026-03-11", -1, false}, /* told before the run */
        {"2026-03-11", 2, true}, {"2026-03-11", 14, true},                              /* later on that day, 23:00 there */
        {"2026-03-11", 16, false}, {"2026-03-11", 120, false},                          /* told on a later day */
        {"2026-03-12", 24, true}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct screening s = {0};
        struct log_made m = {0};
        struct sign_run *r = add(&m, 9, true);
        r->at += 13 * 3600; /* 20:00 UTC */
        r->utc_offset_s = 13 * 3600;
        r->weakness = true;
        sign_log_compute(&s.log, m.run, m.runs, NULL);
        answer_all(&s, "no", r->at);
        screening_set(&s, "seen_by_clinician", cases[i].seen, r->at + (int64_t)cases[i].told_h * 3600);
        ck_assert_msg(gate(&s) == (cases[i].opens ? TINGLE_GATE_OPEN : TINGLE_GATE_SOON), "%s, told %d h after", cases[i].seen, cases[i].told_h);
    }
}
END_TEST

START_TEST(facts_of_the_profile_ask_for_a_clinician)
{
    for (int i = 0; i < SIGN_FACT_COUNT; i++) {
        struct screening s = {0};
        char text[GATE_TEXT];
        answer_all(&s, "no", start);
        screening_set(&s, sign_fact_row[i].key, "yes", start + DAY);
        ck_assert_int_eq(gate(&s), TINGLE_GATE_CLINICIAN);
        gate_text(text, &s);
        ck_assert_ptr_nonnull(strstr(text, sign_fact_row[i].words));
        screening_set(&s, "seen_by_clinician", "2026-03-20", start + 20 * DAY);
        ck_assert_int_eq(gate(&s), TINGLE_GATE_OPEN);
    }
}
END_TEST

START_TEST(diabetes_or_pregnancy_with_numb_runs_is_a_sign_of_its_own)
{
    struct screening s = {0};
    answer_all(&s, "no", start);
    s.log.noted = s.log.numb = 2;
    s.log.first_numb = s.log.last_numb = start;
    screening_set(&s, "diabetes", "yes", start + DAY);
    screening_set(&s, "pregnant", "yes", start + DAY);
    screening_judge(&s);
    ck_assert_uint_eq(s.result.hits, (uint64_t)1 << SIGN_DM_ANY | (uint64_t)1 << SIGN_RISK);
    ck_assert_int_eq(s.result.tier, TIER_S);
    s.log = (struct sign_log){0};
    screening_judge(&s);
    ck_assert_uint_eq(s.result.hits, (uint64_t)1 << SIGN_SELF);
}
END_TEST

START_TEST(a_no_lapses_with_what_is_new_and_with_time)
{
    struct screening s = {0};
    answer_all(&s, "no", start);
    s.log.numb = 1;
    s.log.last_numb = start + 90 * DAY;
    ck_assert_int_eq(gate(&s), TINGLE_GATE_OPEN);
    s.log.last_numb++;
    ck_assert_int_eq(gate(&s), TINGLE_GATE_UNSCREENED);
    ck_assert(!(s.lapsed >> SIGN_BONE & 1)); /* 180 days */
    s.log.last_numb = start + 10 * DAY;
    s.log.pattern[PATTERN_PLACE] = start + 7 * DAY; /* a week: still fresh */
    ck_assert_int_eq(gate(&s), TINGLE_GATE_OPEN);
    s.log.pattern[PATTERN_PLACE]++;
    ck_assert_int_eq(gate(&s), TINGLE_GATE_UNSCREENED);
    ck_assert_uint_eq(screening_screens_due(&s), sign_pattern[PATTERN_PLACE].screens);
    s.log.pattern[PATTERN_PLACE] = 0;
    s.log.pattern[PATTERN_WEAKNESS] = start + 1; /* at once */
    ck_assert_int_eq(gate(&s), TINGLE_GATE_UNSCREENED);
    answer_all(&s, "no", start + 1);
    ck_assert_int_eq(gate(&s), TINGLE_GATE_OPEN);
    screening_set(&s, "sign.DROP", "yes", start + 2); /* a yes never lapses */
    s.log.last_numb = start + 5000LL * DAY;
    ck_assert_int_eq(gate(&s), TINGLE_GATE_URGENT);
}
END_TEST

START_TEST(a_no_of_the_profile_lapses_too)
{
    struct screening s = {0};
    answer_all(&s, "no", start);
    for (int i = 0; i < SIGN_COUNT; i++) s.rule[i].at = s.rule[i].since = start + 179 * DAY; /* the questions were asked since, the profile not */
    s.rule[SIGN_DM_ACTIVE] = s.rule[SIGN_PREG] = (struct given_answer){0};
    s.log.last_numb = start + 180 * DAY;
    ck_assert_int_eq(gate(&s), TINGLE_GATE_OPEN);
    s.log.last_numb++;
    ck_assert_int_eq(gate(&s), TINGLE_GATE_UNSCREENED);
    ck_assert_uint_eq(screening_screens_due(&s), 1u << SCREEN_PROFILE);
    ck_assert_int_eq(s.answers.fact[SIGN_FACT_UNDER_16], SIGN_NO);
    for (int i = 0; i < SIGN_FACT_COUNT; i++) ck_assert_int_eq(s.answers.fact[i] == SIGN_UNASKED, i != SIGN_FACT_UNDER_16);
    ck_assert(s.result.unasked >> SIGN_DM_ACTIVE & 1);
    for (int i = 0; i < SIGN_FACT_COUNT; i++)
        if (i != SIGN_FACT_UNDER_16) screening_set(&s, sign_fact_row[i].key, "no", start + 180 * DAY);
    ck_assert_int_eq(gate(&s), TINGLE_GATE_OPEN);
    screening_set(&s, "pregnant", "yes", start + 180 * DAY); /* a yes never lapses */
    s.log.last_numb = start + 5000LL * DAY;
    screening_judge(&s);
    ck_assert_int_eq(s.answers.fact[SIGN_FACT_PREGNANT], SIGN_YES);
}
END_TEST

START_TEST(an_urgent_sign_of_the_log_is_over_when_a_clinician_has_looked)
{
    struct screening s = {0};
    answer_all(&s, "no", start + DAY);
    s.log.found[SIGN_PERSIST24] = (struct sign_found){.fires = true, .since = start, .because = "lasted up to 30 hours after 1 run"};
    ck_assert_int_eq(gate(&s), TINGLE_GATE_URGENT);
    screening_set(&s, "seen_by_clinician", "2026-03-03", start + 3 * DAY);
    ck_assert_int_eq(gate(&s), TINGLE_GATE_OPEN);
    ck_assert_int_eq(s.result.tier, TIER_U); /* still shown */
}
END_TEST

START_TEST(answers_of_before_the_table_count_as_far_as_they_go)
{
    struct screening s = {0};
    screening_set(&s, "emergency", "no", start);
    screening_set(&s, "urgent", "no", start);
    ck_assert_int_eq(gate(&s), TINGLE_GATE_UNSCREENED);
    screening_set(&s, "emergency", "yes", start + 5);
    screening_set(&s, "urgent", "yes", start + 5);
    ck_assert_int_eq(gate(&s), TINGLE_GATE_EMERGENCY);
    answer_all(&s, "no", start); /* earlier than that */
    ck_assert_int_eq(gate(&s), TINGLE_GATE_EMERGENCY);
    for (int i = 0; i < SIGN_COUNT; i++)
        if (sign_rule[i].tier == TIER_E) s.rule[i].at = start + 6;
    ck_assert_int_eq(gate(&s), TINGLE_GATE_URGENT);
    answer_all(&s, "no", start + 6);
    ck_assert_int_eq(gate(&s), TINGLE_GATE_OPEN);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {TEST(an_empty_log_finds_nothing),
                                       TEST(often_and_strong_is_of_the_last_eight_noted_runs),
                                       TEST(frequent_and_mild_or_rare_and_strong_does_not_fire),
                                       TEST(very_strong_or_two_runs_stopped),
                                       TEST(how_long_it_lasted),
                                       TEST(over_an_hour_twice_in_four_weeks),
                                       TEST(weakness_once_and_a_tight_leg_at_the_same_minute),
                                       TEST(like_socks_and_not_gone_with_the_run),
                                       TEST(an_event_that_comes_again_is_a_new_one),
                                       TEST(spreading_is_three_new_places_each_on_two_runs),
                                       TEST(earlier_is_at_half_the_minute_and_stronger_by_three),
                                       TEST(still_a_quarter_after_eight_weeks),
                                       TEST(a_repeat_and_a_fine_note_are_nothing_new),
                                       TEST(what_is_new_is_named),
                                       TEST(what_has_not_come_for_half_a_year_is_new_again),
                                       TEST(the_gate_opens_only_when_all_was_asked),
                                       TEST(each_sign_closes_the_gate_by_its_tier),
                                       TEST(seen_counts_only_when_later_than_the_sign),
                                       TEST(days_are_those_of_the_runners_clock),
                                       TEST(a_sign_that_comes_again_was_not_looked_at),
                                       TEST(facts_of_the_profile_ask_for_a_clinician),
                                       TEST(diabetes_or_pregnancy_with_numb_runs_is_a_sign_of_its_own),
                                       TEST(a_no_lapses_with_what_is_new_and_with_time),
                                       TEST(a_no_of_the_profile_lapses_too),
                                       TEST(an_urgent_sign_of_the_log_is_over_when_a_clinician_has_looked),
                                       TEST(answers_of_before_the_table_count_as_far_as_they_go)};
    return run_tests("screening", tests, COUNT(tests));
}
