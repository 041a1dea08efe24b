/* From a subject to an answer: model input, the named run, gates and strengths. */
#include "testing.h"

#include <math.h>
#include <string.h>

#include "advice/gate.h"
#include "advice/model_input.h"
#include "advice/named_run.h"
#include "advice/subject.h"
#include "advice/why.h"
#include "advice/why_factors.h"

enum { MAX_RUNS = 1200, MAX_BINS = 300, DAY = 86400 };

/* A runner made by hand: constant half-minute bins of running, or of what `mode` says. */
struct hand {
    struct subject s;
    struct subject_run run[MAX_RUNS];
    struct exposure_bin bin[MAX_RUNS][MAX_BINS];
    struct gait_sums gait[MAX_RUNS];
    const char *shoe[4];
};

static struct hand *hand_new(void)
{
    struct hand *h = calloc(1, sizeof *h);
    ck_assert_ptr_nonnull(h);
    h->s = (struct subject){.run = h->run, .shoe = h->shoe, .omega = 1, .temperature_source = "notes", .where = ""};
    h->shoe[0] = "Alpha";
    h->shoe[1] = "Beta";
    h->s.shoes = 2;
    for (int i = 0; i < 2; i++) h->s.reference[i] = (struct stride_reference){2.75, 2.2, 3.0, 7200};
    h->s.cadence = (struct cadence_regression){{138, 6, 0, 0}, 7200};
    return h;
}

static struct subject_run *hand_add(struct hand *h, int64_t start, double minutes, enum subject_felt felt)
{
    size_t i = h->s.runs++, n = (size_t)(minutes * 2);
    struct subject_run *run = &h->run[i];
    *run = (struct subject_run){.id = (int64_t)i + 1, .start_unix_s = start, .bin = h->bin[i], .bin_count = n,
                                .gait = &h->gait[i], .contact = CONTACT_MEASURED, .moving_min = minutes,
                                .distance_m = minutes * 180, .felt = felt, .severity = -1, .relief_min = NAN,
                                .from_min = NAN, .to_min = NAN};
    for (int f = 0; f < FACT_COUNT; f++) run->fact[f] = NAN;
    for (size_t j = 0; j < n; j++)
        h->bin[i][j] = (struct exposure_bin){0.5 * (double)j, 0.5, STRIDE_RUN, 6.05, 2.75 * 2.2 * 2.2, 64,
                                             3.0, 9.0, 156, 0, 30};
    return run;
}

static const struct model_choice plain = {.severity = 0, .omega = 1};

START_TEST(runs_without_a_note_count_only_inside_the_noting_period)
{
    struct hand *h = hand_new();
    struct model_input *m = NULL;
    struct model_choice half = {.omega = 0.5};
    hand_add(h, 0 * DAY, 30, FELT_NOT_RECORDED);
    hand_add(h, 1 * DAY, 30, FELT_FINE);
    hand_add(h, 2 * DAY, 30, FELT_NOT_RECORDED);
    hand_add(h, 3 * DAY, 30, FELT_FINE);
    hand_add(h, 4 * DAY, 30, FELT_NOT_RECORDED);
    ck_assert_int_eq(model_input_build(&m, &h->s, &half, NULL), TINGLE_OK);
    ck_assert_uint_eq(m->data.runs, 3);
    ck_assert_uint_eq(m->unrecorded, 1);
    ck_assert_uint_eq(m->source[1], 2);
    ck_assert_int_eq(m->data.run[1].record, ONSET_NOT_RECORDED);
    model_input_free(m);
    ck_assert_int_eq(model_input_build(&m, &h->s, &plain, NULL), TINGLE_OK);
    ck_assert_uint_eq(m->data.runs, 2);
    model_input_free(m);
    free(h);
}
END_TEST

static int column_named(const struct model_input *m, const char *name)
{
    for (size_t k = 0; k < m->data.covariates; k++)
        if (strcmp(m->data.names[k], name) == 0) return (int)k;
    return -1;
}

static double run_x(const struct model_input *m, const char *name, size_t run)
{
    int k = column_named(m, name);
    ck_assert_int_ge(k, 0);
    return m->data.x[(size_t)k * m->data.bins.count + m->data.run[run].first_bin];
}

START_TEST(missing_values_become_the_recorded_mean_and_are_marked)
{
    /* Lacing 4, 3, missing, missing: x = 1, 0 and the mean 0.5; half are missing, so a marker joins.
     * Temperature is always 15: a column that never varies is left out. */
    struct hand *h = hand_new();
    struct model_input *m = NULL;
    for (int i = 0; i < 4; i++) hand_add(h, i * DAY, 30, FELT_FINE);
    h->run[0].fact[FACT_LACING] = 4;
    h->run[1].fact[FACT_LACING] = 3;
    for (int i = 0; i < 4; i++) h->run[i].fact[FACT_TEMPERATURE_C] = 15;
    ck_assert_int_eq(model_input_build(&m, &h->s, &plain, NULL), TINGLE_OK);
    ck_assert_double_eq_tol(run_x(m, "lac", 0), 1, 1e-12);
    ck_assert_double_eq_tol(run_x(m, "lac", 1), 0, 1e-12);
    ck_assert_double_eq_tol(run_x(m, "lac", 2), 0.5, 1e-12);
    ck_assert_double_eq_tol(run_x(m, "lac_missing", 0), 0, 1e-12);
    ck_assert_double_eq_tol(run_x(m, "lac_missing", 3), 1, 1e-12);
    ck_assert_int_eq(column_named(m, "tmp"), -1);
    model_input_free(m);
    free(h);
}
END_TEST

START_TEST(the_trend_is_zero_today_and_previous_numbness_lasts_a_week)
{
    struct hand *h = hand_new();
    struct model_input *m = NULL;
    hand_add(h, 0, 30, FELT_NUMB);
    hand_add(h, 6 * DAY, 30, FELT_FINE);   /* 6 days after a numb run */
    hand_add(h, 20 * DAY, 30, FELT_NUMB);
    hand_add(h, 28 * DAY, 30, FELT_FINE);  /* 8 days after */
    hand_add(h, 182 * DAY, 30, FELT_FINE);
    ck_assert_int_eq(model_input_build(&m, &h->s, &plain, NULL), TINGLE_OK);
    ck_assert_double_eq(run_x(m, "previous_numb", 1), 1);
    ck_assert_double_eq(run_x(m, "previous_numb", 3), 0);
    ck_assert_double_eq_tol(run_x(m, "trend1", 0), -1, 1e-12);
    ck_assert_double_eq_tol(run_x(m, "trend1", 2), 20.0 / 91 - 1, 1e-12);
    ck_assert_double_eq_tol(run_x(m, "trend2", 2), -1, 1e-12);
    ck_assert_double_eq_tol(run_x(m, "trend1", 4), 0, 1e-12);
    ck_assert_double_eq_tol(run_x(m, "trend2", 4), 0, 1e-12);
    model_input_free(m);
    free(h);
}
END_TEST

START_TEST(windows_are_on_moving_time)
{
    /* 60 min of running with a 10 min stand after 20 min: the middle third of 60 moving minutes is
     * (21, 39], by the clock (31, 49]. Stopped because of it, unasked: the last 20 moving minutes. */
    struct hand *h = hand_new();
    struct model_input *m = NULL;
    struct subject_run *a = hand_add(h, 0, 70, FELT_NUMB), *b = hand_add(h, DAY, 60, FELT_NUMB);
    struct subject_run *c = hand_add(h, 2 * DAY, 60, FELT_NUMB);
    for (size_t j = 40; j < 60; j++) h->bin[0][j].mode = STRIDE_STAND;
    a->moving_min = 60;
    a->onset = SAID_MIDDLE;
    b->onset = SAID_STOPPED_BY_IT;
    c->onset = SAID_STOPPED_BY_IT;
    c->from_min = 5;
    ck_assert_int_eq(model_input_build(&m, &h->s, &plain, NULL), TINGLE_OK);
    ck_assert_double_eq_tol(m->data.run[0].a_min, 31, 1e-9);
    ck_assert_double_eq_tol(m->data.run[0].b_min, 49, 1e-9);
    ck_assert_int_eq(m->data.run[1].record, ONSET_WINDOW);
    ck_assert_double_eq_tol(m->data.run[1].a_min, 40, 1e-9);
    ck_assert_double_eq_tol(m->data.run[1].b_min, 60, 1e-9);
    ck_assert_int_eq(m->data.run[2].record, ONSET_EXACT);
    ck_assert_double_eq_tol(m->data.run[2].a_min, 55, 1e-9);
    ck_assert_uint_eq(m->windows, 2);
    model_input_free(m);
    free(h);
}
END_TEST

START_TEST(inside_a_window_the_pace_stays_as_it_was_before)
{
    /* Numb some time in the last third and running slower there: the model sees the earlier pace. A break
     * taken because of it is running; a traffic stop stays a stop. */
    struct hand *h = hand_new();
    struct model_input *m = NULL;
    static const struct symptom_break walked[] = {{50, 52}};
    struct subject_run *run = hand_add(h, 0, 60, FELT_NUMB);
    int spd;
    run->onset = SAID_LATE; /* (39, 60] */
    run->symptom_break = walked;
    run->symptom_breaks = 1;
    for (size_t j = 78; j < 120; j++) h->bin[0][j].speed_mps = 2.0;
    for (size_t j = 100; j < 104; j++) h->bin[0][j].mode = STRIDE_WALK;
    for (size_t j = 110; j < 112; j++) h->bin[0][j].mode = STRIDE_STAND;
    hand_add(h, DAY, 60, FELT_FINE);
    ck_assert_int_eq(model_input_build(&m, &h->s, &plain, NULL), TINGLE_OK);
    spd = column_named(m, "spd");
    ck_assert_double_eq_tol(m->data.x[(size_t)spd * m->data.bins.count + 90], 0, 1e-9);
    ck_assert_double_eq_tol(m->data.bins.load[90], 1, 1e-9);
    ck_assert_double_eq(m->data.bins.hazard[101], 1);
    ck_assert_double_eq(m->data.bins.relief[101], 0.15);
    ck_assert_double_eq(m->data.bins.hazard[110], 0);
    model_input_free(m);
    free(h);
}
END_TEST

START_TEST(severity_can_be_a_threshold)
{
    struct subject_run run = {.felt = FELT_NUMB, .severity = 3};
    struct model_choice choice = {.severity = 4};
    bool numb;
    ck_assert(run_counts(&run, &choice, &numb));
    ck_assert(!numb);
    run.severity = -1;
    run_counts(&run, &choice, &numb);
    ck_assert(numb);
    run.late_note = true;
    choice.skip_late = true;
    ck_assert(!run_counts(&run, &choice, &numb));
}
END_TEST

START_TEST(the_usual_long_run_is_the_80th_percentile)
{
    /* 10, 20, ..., 100 min: position 0.8 x 9 = 7.2, so 80 + 0.2 x 10 = 82. A run of two years ago is not usual. */
    struct hand *h = hand_new();
    for (int i = 1; i <= 10; i++) hand_add(h, 800 * (int64_t)DAY + i * DAY, 10 * i, FELT_FINE);
    ck_assert_double_eq(usual_long_run_min(&h->s, NULL), 82);
    free(h);
    h = hand_new();
    hand_add(h, 0, 140, FELT_FINE);
    for (int i = 1; i <= 10; i++) hand_add(h, 800 * (int64_t)DAY + i * DAY, 10 * i, FELT_FINE);
    ck_assert_double_eq(usual_long_run_min(&h->s, NULL), 82);
    free(h);
}
END_TEST

START_TEST(walks_and_pace_by_hand)
{
    static const struct walk_break two[] = {{25, 4}, {55, 4}};
    /* Each: 10 s + 4 min x (1 - 1.6/3.0) = 0.1667 + 1.8667. */
    ck_assert_double_eq_tol(walks_minutes_lost(two, 2, 3.0), 4.066667, 1e-6);
    ck_assert_double_eq_tol(load_ratio_of_speed(3, 3), 1, 1e-12);
    /* (153/156) x (1.325/1.40)^2 */
    ck_assert_double_eq_tol(load_ratio_of_speed(2.5, 3), 0.878505, 1e-5);
}
END_TEST

START_TEST(stages_and_strengths_are_as_decided)
{
    struct tingle_interval wide = {0.05, -0.2, 0.3}, narrow = {0.01, -0.05, 0.09};
    ck_assert_int_eq(stage_of(5), TINGLE_DAY_ONE);
    ck_assert_int_eq(stage_of(6), TINGLE_CANDIDATES);
    ck_assert_int_eq(stage_of(12), TINGLE_RANKING);
    ck_assert_int_eq(stage_of(25), TINGLE_ADVICE);
    ck_assert_int_eq(strength_of_records(0.999, wide, 0.5), TINGLE_SOME); /* records alone are never strong */
    ck_assert_int_eq(strength_of_records(0.85, wide, 0.5), TINGLE_SOME);
    ck_assert_int_eq(strength_of_records(0.849, wide, 0.5), TINGLE_WEAK);
    ck_assert_int_eq(strength_of_records(0.749, wide, 0.5), TINGLE_CANNOT_TELL);
    ck_assert_int_eq(strength_of_records(0.3, narrow, 0.5), TINGLE_NO_SIGN);
    ck_assert_int_eq(strength_of_records(0.3, narrow, 0.97), TINGLE_CANNOT_TELL); /* it comes always, whatever is changed */
    ck_assert_int_eq(strength_of_records(0.3, narrow, 0.05), TINGLE_CANNOT_TELL);
}
END_TEST

static void fill_history(struct hand *h, int64_t from_day)
{
    /* Firm laces: 16 of 20 numb after 40 min; loose laces: 4 of 40. Two shoes in turn. */
    for (int i = 0; i < 60; i++) {
        bool firm = i % 3 == 0;
        struct subject_run *run = hand_add(h, (from_day + 2 * i) * (int64_t)DAY, 50 + i % 5 * 10, FELT_FINE);
        run->fact[FACT_LACING] = firm ? 4 : 2;
        run->shoe = i / 2 % 2;
        if (firm ? i % 5 == 0 : i % 11 != 0) continue;
        run->felt = FELT_NUMB;
        run->right = true;
        run->onset = SAID_MINUTE;
        run->from_min = 40;
    }
}

static const struct screening screened = {.profile_asked = true};

START_TEST(a_thousand_old_files_change_no_risk)
{
    struct tingle_why_options options = {0};
    struct tingle_why *alone = NULL, *with_old = NULL;
    struct hand *h = hand_new();
    fill_history(h, 3000);
    ck_assert_int_eq(subject_set_references(&h->s, NULL), TINGLE_OK);
    ck_assert_int_eq(why_answer(&alone, &h->s, &screened, &options, NULL), TINGLE_OK);
    free(h);
    h = hand_new();
    for (int i = 0; i < 1000; i++) hand_add(h, i * (int64_t)DAY, 120, FELT_NOT_RECORDED);
    fill_history(h, 3000);
    ck_assert_int_eq(subject_set_references(&h->s, NULL), TINGLE_OK);
    ck_assert_int_eq(why_answer(&with_old, &h->s, &screened, &options, NULL), TINGLE_OK);
    ck_assert_double_eq(alone->risk.mean, with_old->risk.mean);
    ck_assert_double_eq(alone->factor[0].reduction.mean, with_old->factor[0].reduction.mean);
    ck_assert_uint_eq(with_old->runs, 1060);
    why_free(alone);
    why_free(with_old);
    free(h);
}
END_TEST

START_TEST(the_answer_finds_the_firm_laces_and_says_what_it_cannot)
{
    struct tingle_why_options options = {.explain = true};
    struct tingle_why *w = NULL;
    struct hand *h = hand_new();
    fill_history(h, 3000);
    h->s.omega = 0.5;
    ck_assert_int_eq(why_answer(&w, &h->s, &screened, &options, NULL), TINGLE_OK);
    ck_assert_int_eq(w->gate, TINGLE_GATE_OPEN);
    ck_assert(w->has_model);
    ck_assert_uint_eq(w->numb, 20);
    ck_assert_int_eq(w->stage, TINGLE_RANKING);
    ck_assert_str_eq(w->factor[0].factor, "lacing");
    ck_assert_double_gt(w->factor[0].reduction.mean, 0.05);
    ck_assert_int_ne(w->factor[0].strength, TINGLE_STRONG);
    for (size_t i = 0; i < w->factors; i++) {
        if (strcmp(w->factor[i].factor, "sock") == 0) ck_assert_str_eq(w->factor[i].unclear_because, "never recorded");
        if (!w->factor[i].ranked) ck_assert(isnan(w->factor[i].risk_after.mean));
    }
    for (size_t i = 1; i < w->curve_points; i++) ck_assert_double_gt(w->curve[i].risk.mean, w->curve[i - 1].risk.mean);
    ck_assert_double_eq_tol(w->curve[w->curve_points - 1].risk.mean, w->risk.mean, 1e-12);
    ck_assert_double_lt(w->basis.risk_if_hardly, w->basis.risk_if_always + 1e-9);
    why_free(w);
    free(h);
}
END_TEST

START_TEST(an_unscreened_runner_is_asked_first)
{
    struct tingle_why_options options = {0};
    struct screening nothing = {0};
    struct tingle_why *w = NULL;
    struct hand *h = hand_new();
    fill_history(h, 3000);
    ck_assert_int_eq(why_answer(&w, &h->s, &nothing, &options, NULL), TINGLE_OK);
    ck_assert_int_eq(w->gate, TINGLE_GATE_UNSCREENED);
    ck_assert(!w->has_model);
    ck_assert_uint_eq(w->factors, 0);
    ck_assert_ptr_nonnull(strstr(w->gate_text, "tingle doctor"));
    why_free(w);
    h->s.runs = 3; /* too few for a model: the list of what to try waits for the answers too */
    ck_assert_int_eq(why_answer(&w, &h->s, &nothing, &options, NULL), TINGLE_OK);
    ck_assert_str_eq(w->day_one_text, "");
    why_free(w);
    ck_assert_int_eq(why_answer(&w, &h->s, &screened, &options, NULL), TINGLE_OK);
    ck_assert_str_ne(w->day_one_text, "");
    why_free(w);
    free(h);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(runs_without_a_note_count_only_inside_the_noting_period),
        TEST(missing_values_become_the_recorded_mean_and_are_marked),
        TEST(the_trend_is_zero_today_and_previous_numbness_lasts_a_week),
        TEST(windows_are_on_moving_time),
        TEST(inside_a_window_the_pace_stays_as_it_was_before),
        TEST(severity_can_be_a_threshold),
        TEST(the_usual_long_run_is_the_80th_percentile),
        TEST(walks_and_pace_by_hand),
        TEST(stages_and_strengths_are_as_decided),
        TEST(a_thousand_old_files_change_no_risk),
        TEST(the_answer_finds_the_firm_laces_and_says_what_it_cannot),
        TEST(an_unscreened_runner_is_asked_first),
    };
    return run_tests("why", tests, COUNT(tests));
}
