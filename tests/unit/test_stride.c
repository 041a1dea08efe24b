/* stride: hand-made runs whose answer is known beforehand, evidence.md's vectors, invariants. */
#include "testing.h"

#include <math.h>
#include <string.h>

#include "base/file_bytes.h"
#include "base/random.h"
#include "base/text.h"
#include "base/values.h"
#include "stride/gait_contact.h"
#include "stride/gait_grade.h"
#include "stride/gait_mode.h"
#include "stride/gait_seconds.h"
#include "stride/run_exposure.h"
#include "made_activity.h"

START_TEST(spring_mass_gives_the_vectors_of_the_evidence_file)
{
    static const struct {
        double m, h, v, cad, tc, f_n, f_bw, dy, kvert, dl, kleg, df;
    } vector[] = {
        {70, 1.75, 3.0, 170, 250, 1522.8, 2.218, 0.0611, 24.91, 0.1403, 10.85, 0.354},
        {60, 1.65, 2.5, 160, 290, 1195.6, 2.031, 0.0667, 17.93, 0.1453, 8.23, 0.387},
        {80, 1.82, 4.0, 180, 215, 1911.3, 2.435, 0.0552, 34.62, 0.1564, 12.22, 0.323},
    };
    struct spring_mass s;
    for (size_t i = 0; i < COUNT(vector); i++) {
        ck_assert(spring_mass_estimate(&s, vector[i].m, vector[i].h, vector[i].v, vector[i].cad, vector[i].tc));
        ck_assert_double_eq_tol(s.peak_n, vector[i].f_n, 0.06);
        ck_assert_double_eq_tol(s.peak_bw, vector[i].f_bw, 0.0006);
        ck_assert_double_eq_tol(s.drop_m, vector[i].dy, 0.00006);
        ck_assert_double_eq_tol(s.vertical_stiffness_n_m / 1000, vector[i].kvert, 0.006);
        ck_assert_double_eq_tol(s.leg_compression_m, vector[i].dl, 0.00006);
        ck_assert_double_eq_tol(s.leg_stiffness_n_m / 1000, vector[i].kleg, 0.006);
        ck_assert_double_eq_tol(s.duty_factor, vector[i].df, 0.0006);
    }
    ck_assert(!spring_mass_estimate(&s, 70, 1.75, 1.5, 110, 650)); /* no flight: walking */
    ck_assert(!spring_mass_estimate(&s, 70, 1.75, 12, 170, 250));  /* v tc/2 beyond the leg */
}
END_TEST

START_TEST(lines_give_the_table_of_the_evidence_file)
{
    ck_assert_double_eq_tol(contact_mean_force_bw(3.0), 1.40, 1e-12);
    ck_assert_double_eq_tol(contact_mean_force_bw(4.0), 1.55, 1e-12);
    ck_assert_double_eq_tol(contact_mean_force_bw(9.0), 1.70, 1e-12); /* held beyond 5 m/s */
    ck_assert_double_eq_tol(contact_mean_force_bw(1.0), 1.28, 1e-12); /* and under 2.2 */
    ck_assert_double_eq_tol(contact_cadence_spm(2), 150, 1e-12);
    ck_assert_double_eq_tol(contact_cadence_spm(3.5), 159, 1e-12);
    ck_assert_double_eq_tol(contact_time_ms(160, 3), 375 / 1.4, 1e-9);
}
END_TEST

START_TEST(one_second_is_run_walk_or_stand_by_the_rule)
{
    ck_assert_int_eq(gait_mode_of(140, NAN, NAN), STRIDE_RUN);
    ck_assert_int_eq(gait_mode_of(139, 2.5, NAN), STRIDE_WALK);
    ck_assert_int_eq(gait_mode_of(130, 2.0, 300), STRIDE_RUN); /* flight: 300 < 461 ms */
    ck_assert_int_eq(gait_mode_of(130, 2.0, 600), STRIDE_WALK);
    ck_assert_int_eq(gait_mode_of(60, 1.0, NAN), STRIDE_WALK);
    ck_assert_int_eq(gait_mode_of(59, 1.0, NAN), STRIDE_STAND);
    ck_assert_int_eq(gait_mode_of(170, 0.4, NAN), STRIDE_STAND);
    ck_assert_int_eq(gait_mode_of(0, 3.0, NAN), STRIDE_RUN); /* the sensor lost count */
    ck_assert_int_eq(gait_mode_of(NAN, 1.9, NAN), STRIDE_RUN);
    ck_assert_int_eq(gait_mode_of(NAN, 1.89, NAN), STRIDE_WALK);
    ck_assert_int_eq(gait_mode_of(NAN, 0.49, NAN), STRIDE_STAND);
    ck_assert_int_eq(gait_mode_of(NAN, NAN, NAN), STRIDE_STAND);
}
END_TEST

/* 10 min run, 3 min auto-paused, 10 min run, 5 min walk, 2 min stand with the watch running, 10 min run. */
static void make_full_run(double every, bool events)
{
    made_begin();
    made_event(ACTIVITY_EVENT_TIMER_START, 0);
    made_stretch(600, every, RUN);
    if (events) made_event(ACTIVITY_EVENT_TIMER_STOP, 600);
    made.now = 780;
    if (events) made_event(ACTIVITY_EVENT_TIMER_START, 780);
    made_stretch(600, every, RUN);
    made_stretch(300, every, WALK);
    made_stretch(120, every, STAND);
    made_stretch(600, every, RUN);
    made_end(RUN);
    made_event(ACTIVITY_EVENT_TIMER_STOP, made.now - 1);
}

static void check_full_run(const struct run_exposure *e, double tolerance_s)
{
    check_invariants(e);
    ck_assert_double_eq_tol(e->elapsed_s, 2400, tolerance_s);
    ck_assert_double_eq_tol(e->run_s, 1800, 3 * tolerance_s);
    ck_assert_double_eq_tol(e->walk_s, 300, 2 * tolerance_s);
    ck_assert_double_eq_tol(e->stand_s, 300, 2 * tolerance_s);
    ck_assert_uint_eq(e->break_count, 2);
    ck_assert_double_eq_tol(e->breaks[0].start_s, 600, tolerance_s);
    ck_assert_double_eq_tol(e->breaks[0].length_s, 180, tolerance_s);
    ck_assert_double_eq_tol(e->breaks[0].standing_s, 180, tolerance_s);
    ck_assert_double_eq_tol(e->breaks[1].start_s, 1380, tolerance_s);
    ck_assert_double_eq_tol(e->breaks[1].length_s, 420, tolerance_s);
    ck_assert_double_eq_tol(e->breaks[1].standing_s, 120, tolerance_s);
    ck_assert_double_eq_tol(e->moving_s, 2400, tolerance_s);
}

START_TEST(breaks_and_loads_of_a_known_run)
{
    struct run_exposure *e;
    double f = 170.0 / 60, peak = acos(-1) / 2 * (60.0 / 170 / 0.250);
    make_full_run(1, true);
    e = derive();
    check_full_run(e, 1);
    ck_assert_int_eq(e->contact, CONTACT_MEASURED);
    for (size_t i = 0; i < e->bin_count; i++) {
        const struct exposure_bin *b = &e->bin[i];
        if (b->mode != STRIDE_RUN) continue;
        ck_assert_double_eq_tol(b->load1, f * peak, 1e-9);
        ck_assert_double_eq_tol(b->load2, f * peak * peak, 1e-9);
        ck_assert_double_eq_tol(b->load4, f * pow(peak, 4), 1e-8);
        ck_assert_double_eq_tol(b->speed_mps, 3, 1e-9);
        ck_assert_double_eq_tol(b->speed2, 9, 1e-9);
        ck_assert_double_eq_tol(b->cadence_spm, 170, 1e-9);
        ck_assert_double_eq_tol(b->cadence_s, b->length_min * 60, 1e-9);
        ck_assert_double_eq_tol(b->grade_pct, 0, 1e-6);
    }
    ck_assert_double_eq_tol(e->mean_contact_ms, 250, 1e-9);
    ck_assert_double_eq_tol(e->mean_speed_mps, 3, 1e-9);
    ck_assert_double_eq_tol(e->gait.level_f_hz, f, 1e-12);
    ck_assert_double_eq_tol(e->gait.level_peak_bw, peak, 1e-12);
    ck_assert_double_eq_tol(e->gait.level_speed_mps, 3, 1e-12);
    ck_assert_double_eq_tol(e->gait.level_s, 1800, 3);
    run_exposure_free(e);
}
END_TEST

START_TEST(a_pause_without_events_is_restored_from_the_gap)
{
    struct run_exposure *e;
    make_full_run(1, false);
    e = derive();
    check_full_run(e, 1);
    run_exposure_free(e);
}
END_TEST

START_TEST(gaps_of_smart_recording_are_no_pauses)
{
    static const double every[] = {2, 4, 6, 8};
    for (size_t i = 0; i < COUNT(every); i++) {
        struct run_exposure *e;
        make_full_run(every[i], i % 2 == 0);
        e = derive();
        check_full_run(e, every[i]);
        run_exposure_free(e);
    }
    made_begin(); /* one lost stretch of 60 s in which the runner ran on */
    made_stretch(600, 1, RUN);
    made.now += 60;
    made.metres += 180;
    made_stretch(600, 1, RUN);
    made_end(RUN);
    struct run_exposure *e = derive();
    check_invariants(e);
    ck_assert_double_eq_tol(e->run_s, 1260, 1e-9);
    ck_assert_uint_eq(e->break_count, 0);
    run_exposure_free(e);
}
END_TEST

START_TEST(hours_long_pause_is_standing)
{
    struct run_exposure *e;
    made_begin();
    made_stretch(600, 1, RUN);
    made.now = 600 + 5 * 3600;
    made_stretch(600, 1, RUN);
    made_end(RUN);
    e = derive();
    check_invariants(e);
    ck_assert_double_eq_tol(e->stand_s, 5 * 3600, 1.5);
    ck_assert_uint_eq(e->break_count, 1);
    ck_assert_uint_le(e->bin_count, 20 + 600 + 20 + 2);
    run_exposure_free(e);
}
END_TEST

START_TEST(a_watch_that_writes_while_paused_speaks_for_itself)
{
    struct run_exposure *e;
    made_begin();
    made_event(ACTIVITY_EVENT_TIMER_START, 0);
    made_stretch(600, 1, RUN);
    made_event(ACTIVITY_EVENT_TIMER_STOP, 600);
    made_stretch(300, 1, WALK); /* walks with the timer stopped */
    made_event(ACTIVITY_EVENT_TIMER_STOP, 900);
    made_event(ACTIVITY_EVENT_TIMER_START, 900);
    made_stretch(600, 1, RUN);
    made_end(RUN);
    e = derive();
    check_invariants(e);
    ck_assert_double_eq_tol(e->walk_s, 300, 1);
    ck_assert_double_eq_tol(e->stand_s, 0, 1);
    run_exposure_free(e);
}
END_TEST

START_TEST(starts_paused)
{
    struct run_exposure *e;
    made_begin();
    made_event(ACTIVITY_EVENT_TIMER_START, 0);
    made_row();
    made_put(ACTIVITY_SPEED_MPS, 0);
    made_put(ACTIVITY_DISTANCE_M, 0);
    made_event(ACTIVITY_EVENT_TIMER_STOP, 1);
    made.now = 121;
    made_event(ACTIVITY_EVENT_TIMER_START, 121);
    made_stretch(600, 1, RUN);
    made_end(RUN);
    e = derive();
    check_invariants(e);
    ck_assert_double_eq_tol(e->stand_s, 121, 1);
    ck_assert_uint_eq(e->break_count, 0); /* before the run, not inside it */
    ck_assert_double_eq_tol(exposure_wall_of_moving(e->bin, e->bin_count, 5), 121.0 / 60 + 5, 0.02);
    run_exposure_free(e);
}
END_TEST

START_TEST(flicker_is_smoothed_and_real_edges_stay)
{
    struct run_exposure *e;
    made_begin();
    for (int i = 0; i < 20; i++) {
        made_stretch(57, 1, RUN);
        made_stretch(i % 2 ? 3 : 2, 1, i % 3 ? WALK : STAND);
    }
    made_stretch(60, 1, WALK);
    made_stretch(60, 1, RUN);
    made_end(RUN);
    e = derive();
    check_invariants(e);
    ck_assert_uint_eq(e->break_count, 1);
    ck_assert_double_eq_tol(e->breaks[0].length_s, 60 + 3, 3);
    run_exposure_free(e);
}
END_TEST

START_TEST(speed_only_walks_from_half_a_metre_a_second)
{
    struct run_exposure *e;
    struct gait run = RUN, walk = WALK;
    run.spm = run.stance_ms = walk.spm = walk.stance_ms = NAN;
    made_begin();
    made_stretch(600, 1, run);
    made_stretch(300, 1, walk);
    made_stretch(600, 1, run);
    made_end(run);
    e = derive();
    check_invariants(e);
    ck_assert_uint_eq(e->break_count, 1);
    ck_assert_double_eq_tol(e->breaks[0].start_s, 600, 1);
    ck_assert_double_eq_tol(e->breaks[0].length_s, 300, 1);
    ck_assert_int_eq(e->contact, CONTACT_ESTIMATED);
    ck_assert(isnan(e->bin[0].cadence_spm));
    /* 156 steps/min and 1.40 BW at 3 m/s: 2.6 x (pi/2 x 1.40)^2 */
    ck_assert_double_eq_tol(e->bin[0].load2, 2.6 * pow(acos(-1) / 2 * 1.40, 2), 1e-9);
    run_exposure_free(e);
}
END_TEST

START_TEST(distance_alone_and_places_alone_give_the_speed)
{
    for (int places = 0; places < 2; places++) {
        struct run_exposure *e;
        struct activity_series *c = made.a.column;
        make_full_run(1, true);
        c[ACTIVITY_SPEED_MPS].value = NULL;
        c[ACTIVITY_CADENCE_SPM].value = c[ACTIVITY_STANCE_TIME_MS].value = NULL;
        if (places) { /* northward from 10 N: one metre is 1/111195 degree */
            c[ACTIVITY_LATITUDE_DEG].value = made.column[ACTIVITY_LATITUDE_DEG];
            c[ACTIVITY_LONGITUDE_DEG].value = made.column[ACTIVITY_LONGITUDE_DEG];
            c[ACTIVITY_LATITUDE_DEG].used = made.a.rows;
            for (size_t i = 0; i < made.a.rows; i++) {
                c[ACTIVITY_LATITUDE_DEG].value[i] = 10 + made.column[ACTIVITY_DISTANCE_M][i] / 111195.08;
                c[ACTIVITY_LONGITUDE_DEG].value[i] = -30;
            }
            c[ACTIVITY_DISTANCE_M].value = NULL;
        }
        e = derive();
        check_full_run(e, places ? 6 : 4);
        ck_assert_double_eq_tol(e->mean_speed_mps, 3, 0.02);
        ck_assert_double_eq_tol(e->distance_m, 1800 * 3 + 300 * 1.5, 25);
        run_exposure_free(e);
    }
}
END_TEST

START_TEST(treadmill_goes_by_cadence)
{
    for (int kind = 0; kind < 3; kind++) { /* flagged with speed 0; not flagged with speed 0; no speed at all */
        struct run_exposure *e;
        struct gait run = {165, kind == 2 ? NAN : 0, NAN, 0}, walk = {100, kind == 2 ? NAN : 0, NAN, 0};
        made_begin();
        made.a.sub_sport = kind == 0 ? 1 : 0;
        made.a.distance_m = 4200;
        made_stretch(900, 1, run);
        made_stretch(120, 1, walk);
        made_stretch(600, 1, run);
        made_end(run);
        e = derive();
        check_invariants(e);
        ck_assert_double_eq_tol(e->run_s, 1500, 2);
        ck_assert_uint_eq(e->break_count, 1);
        ck_assert_double_eq_tol(e->distance_m, 4200, 1e-9);
        ck_assert_double_eq_tol(e->bin[0].load2, 2.75 * pow(acos(-1) / 2 * (0.95 + 0.15 * 2.8), 2), kind == 0 ? 0.4 : 0.01);
        run_exposure_free(e);
    }
}
END_TEST

START_TEST(grade_comes_from_altitude_and_slopes_take_the_level_line)
{
    struct run_exposure *e;
    struct gait up = {164, 2.5, 260, 6}, down = {172, 3.2, 245, -4}, level = {168, 2.8, 255, 0};
    made_begin();
    made_stretch(600, 1, level);
    made_stretch(400, 1, up);   /* 1000 m up 60 m */
    made_stretch(500, 1, down); /* 1600 m down 64 m */
    made_stretch(600, 1, level);
    made_end(level);
    for (size_t i = 50; i < made.a.rows; i += 97) made.column[ACTIVITY_ALTITUDE_M][i] += 400; /* single spikes */
    e = derive();
    check_invariants(e);
    ck_assert_double_eq_tol(e->ascent_m, 60, 2.6);
    ck_assert_double_eq_tol(e->descent_m, 64, 2.6);
    ck_assert_double_eq_tol(e->invalid_slope_s, 900, 25);
    for (size_t i = 0; i < e->bin_count; i++) {
        const struct exposure_bin *b = &e->bin[i];
        double middle = (b->start_min + b->length_min / 2) * 60;
        /* level: F_avg = 60/168/0.255, which is 0.0306 over the line 0.95 + 0.15 x 2.8 */
        double own = 60.0 / 168 / 0.255 - (0.95 + 0.15 * 2.8);
        if (middle > 650 && middle < 950) {
            ck_assert_double_eq_tol(b->grade_pct, 6, 0.05);
            ck_assert_double_eq_tol(b->load2, 164.0 / 60 * pow(acos(-1) / 2 * (0.95 + 0.15 * 2.5 + own), 2), 0.01);
        }
        if (middle > 1050 && middle < 1450) ck_assert_double_eq_tol(b->grade_pct, -4, 0.05);
        if (middle < 550) ck_assert_double_eq_tol(b->grade_pct, 0, 1e-6);
    }
    run_exposure_free(e);
}
END_TEST

START_TEST(no_altitude_means_unknown_grade_and_normal_loads)
{
    struct run_exposure *e;
    make_full_run(1, true);
    made.a.column[ACTIVITY_ALTITUDE_M].value = NULL;
    e = derive();
    check_full_run(e, 1);
    ck_assert(isnan(e->bin[0].grade_pct));
    ck_assert_double_eq_tol(e->invalid_slope_s, 0, 1e-12);
    ck_assert_double_eq_tol(e->ascent_m + e->descent_m, 0, 1e-12);
    run_exposure_free(e);
}
END_TEST

START_TEST(few_measured_seconds_do_not_make_a_measured_run)
{
    struct run_exposure *e;
    struct gait bare = RUN;
    bare.stance_ms = NAN;
    made_begin();
    made_stretch(250, 1, RUN);
    made_stretch(350, 1, bare);
    made_end(bare);
    e = derive();
    ck_assert_int_eq(e->contact, CONTACT_ESTIMATED);
    ck_assert_double_eq_tol(e->bin[0].load2, e->bin[e->bin_count - 1].load2, 1e-9);
    ck_assert_double_eq_tol(e->mean_contact_ms, 60000.0 / 170 / 1.4, 1e-6);
    run_exposure_free(e);
}
END_TEST

START_TEST(cadence_of_one_leg_is_doubled)
{
    struct run_exposure *e;
    struct gait half = {85, 3, NAN, 0};
    made_begin();
    made_stretch(600, 1, half);
    made_end(half);
    e = derive();
    ck_assert_double_eq_tol(e->mean_cadence_spm, 170, 1e-9);
    ck_assert_double_eq_tol(e->run_s, 600, 1e-9);
    run_exposure_free(e);
}
END_TEST

static enum tingle_status derive_fails(struct tingle_error *err)
{
    struct run_exposure *e = NULL;
    enum tingle_status st = run_exposure_derive(&e, &made.a, err);
    ck_assert_ptr_null(e);
    return st;
}

START_TEST(nothing_to_derive_is_said_plainly)
{
    struct tingle_error err = {0};
    made_begin();
    ck_assert_int_eq(derive_fails(&err), TINGLE_NOT_A_RUN);
    made_end(RUN);
    ck_assert_int_eq(derive_fails(&err), TINGLE_NOT_A_RUN); /* one sample */
    ck_assert_ptr_nonnull(strstr(err.message, "too few"));
    made_begin();
    made_stretch(600, 1, STAND);
    ck_assert_int_eq(derive_fails(&err), TINGLE_NOT_A_RUN);
    ck_assert_ptr_nonnull(strstr(err.message, "nothing moved"));
    made_begin();
    made_stretch(10, 1, RUN);
    made.now = 48 * 3600 + 1;
    made_end(RUN);
    ck_assert_int_eq(derive_fails(&err), TINGLE_NOT_A_RUN);
    ck_assert_ptr_nonnull(strstr(err.message, "48 hours"));
    made_begin();
    made_stretch(10, 1, RUN);
    for (size_t i = 0; i < made.a.rows; i++) made.time[i] = NAN;
    ck_assert_int_eq(derive_fails(&err), TINGLE_NOT_A_RUN);
}
END_TEST

START_TEST(odd_times_do_no_harm)
{
    struct run_exposure *e;
    made_begin();
    made_stretch(600, 1, RUN);
    made_end(RUN);
    made.time[10] = NAN;
    made.time[20] = 5;      /* back */
    made.time[30] = -100;   /* before the start */
    made.time[40] = INFINITY;
    e = derive();
    check_invariants(e);
    ck_assert_double_eq_tol(e->run_s, 600, 1e-9);
    run_exposure_free(e);
}
END_TEST

START_TEST(every_failed_allocation_is_reported)
{
    make_full_run(1, true);
    for (long n = 1; n < 200; n++) {
        struct run_exposure *e = NULL;
        struct tingle_error err = {0};
        enum tingle_status st;
        alloc_fail_at(n);
        st = run_exposure_derive(&e, &made.a, &err);
        alloc_fail_at(0);
        if (st == TINGLE_OK) {
            run_exposure_free(e);
            ck_assert_int_gt(n, 3);
            return;
        }
        ck_assert_int_eq(st, TINGLE_NO_MEMORY);
        ck_assert_ptr_null(e);
    }
    ck_abort_msg("never succeeded");
}
END_TEST

START_TEST(reference_is_the_median_over_two_hours)
{
    struct gait_sums a = {.level_s = 3000, .level_f_hz = 2.8, .level_peak_bw = 2.2, .level_speed_mps = 2.9},
                     b = {.level_s = 2500, .level_f_hz = 2.7, .level_peak_bw = 2.4, .level_speed_mps = 3.1},
                     c = {.level_s = 2400, .level_f_hz = 2.9, .level_peak_bw = 2.1, .level_speed_mps = NAN},
                     later = {.level_s = 9000, .level_f_hz = 3.3, .level_peak_bw = 3, .level_speed_mps = 4};
    const struct gait_sums *runs[] = {&a, &b, &c, &later};
    struct stride_reference ref;
    stride_reference_from(&ref, runs, 4);
    ck_assert_double_eq_tol(ref.level_s, 7900, 1e-9); /* frozen before the last */
    ck_assert_double_eq_tol(ref.f0_hz, 2.8, 1e-12);
    ck_assert_double_eq_tol(ref.peak0_bw, 2.2, 1e-12);
    ck_assert_double_eq_tol(ref.speed0_mps, 2.9, 1e-12);
    a.level_s = 599;
    stride_reference_from(&ref, runs, 1);
    ck_assert_double_eq_tol(ref.level_s, 0, 1e-12);
    ck_assert_double_eq_tol(ref.f0_hz * 60, 153.9, 1e-9);
    ck_assert_double_eq_tol(ref.peak0_bw, acos(-1) / 2 * 1.3475, 1e-9);
    ck_assert_double_eq_tol(ref.speed0_mps, 2.65, 1e-12);
}
END_TEST

static void sums_add(struct gait_sums *s, double seconds, double v, double grade, double spm)
{
    double x[4] = {1, v, v * v, grade};
    for (int i = 0, at = 0; i < 4; i++) {
        for (int j = i; j < 4; j++) s->xx[at++] += seconds * x[i] * x[j];
        s->xy[i] += seconds * x[i] * spm;
    }
    s->seconds += seconds;
}

START_TEST(cadence_regression_finds_the_line_that_made_the_data)
{
    struct gait_sums s = {0};
    const struct gait_sums *runs[] = {&s};
    struct cadence_regression reg;
    for (int i = 0; i < 100; i++) {
        double v = 2.3 + 0.015 * i, grade = (i * 37 % 11) - 5;
        sums_add(&s, 100, v, grade, 140 + 4 * v + 1.5 * v * v - 0.5 * grade);
    }
    cadence_regression_from(&reg, runs, 1);
    ck_assert_double_eq_tol(reg.seconds, 10000, 1e-9);
    ck_assert_double_eq_tol(reg.c[0], 140, 0.02);
    ck_assert_double_eq_tol(reg.c[1], 4, 0.02);
    ck_assert_double_eq_tol(reg.c[2], 1.5, 0.005);
    ck_assert_double_eq_tol(reg.c[3], -0.5, 1e-5);
    memset(&s, 0, sizeof s); /* an hour only: the population's slope through the runner's own mean */
    sums_add(&s, 1800, 2.5, 0, 160);
    sums_add(&s, 1800, 3.5, 0, 180);
    cadence_regression_from(&reg, runs, 1);
    ck_assert_double_eq_tol(reg.seconds, 0, 1e-12);
    ck_assert_double_eq_tol(reg.c[1], 6, 1e-12);
    ck_assert_double_eq_tol(reg.c[0] + 6 * 3, 170, 1e-9);
    memset(&s, 0, sizeof s); /* always the same speed: nothing to learn a slope from */
    sums_add(&s, 20000, 3, 0, 172);
    cadence_regression_from(&reg, runs, 1);
    ck_assert_double_eq_tol(reg.c[0] + reg.c[1] * 3 + reg.c[2] * 9, 172, 1e-6);
    cadence_regression_from(&reg, NULL, 0);
    ck_assert_double_eq_tol(reg.c[0] + reg.c[1] * 2, 150, 1e-9);
}
END_TEST

START_TEST(rows_carry_load_relief_hazard_and_covariates)
{
    struct stride_reference ref = {.f0_hz = 2.8, .peak0_bw = 2.2, .speed0_mps = 2.5};
    struct cadence_regression reg = {.c = {140, 10, 0, -1}, .seconds = 8000};
    struct exposure_bin b = {.length_min = 0.5, .mode = STRIDE_RUN, .load2 = 2.8 * 2.2 * 2.2 * 1.1, .speed_mps = 3, .speed2 = 9,
                             .cadence_spm = 178, .grade_pct = 2};
    struct exposure_row row;
    exposure_row(&row, &b, &ref, &reg);
    ck_assert_double_eq_tol(row.load, 1.1, 1e-12);
    ck_assert_double_eq(row.relief, 0.15);
    ck_assert_double_eq(row.hazard, 1);
    ck_assert_double_eq_tol(row.spd, 1, 1e-12);
    ck_assert_double_eq_tol(row.cad, (178 - 168) / 5.0, 1e-12);
    ck_assert_double_eq_tol(row.grd, 1, 1e-12);
    b.cadence_spm = b.grade_pct = NAN; /* 170 by the regression against the line's 156 */
    exposure_row(&row, &b, &ref, &reg);
    ck_assert_double_eq_tol(row.load, 1.1 * 170 / 156, 1e-12);
    ck_assert_double_eq_tol(row.cad, 0, 1e-15);
    ck_assert_double_eq_tol(row.grd, 0, 1e-15);
    b.mode = STRIDE_WALK;
    exposure_row(&row, &b, &ref, &reg);
    ck_assert(row.load == 0.30 && row.relief == 0.60 && row.hazard == 0.30 && row.spd == 0 && row.cad == 0);
    b.mode = STRIDE_STAND;
    exposure_row(&row, &b, &ref, &reg);
    ck_assert(row.load == 0 && row.relief == 1 && row.hazard == 0);
}
END_TEST

START_TEST(a_run_without_a_file_is_constant_load)
{
    struct stride_reference ref = {.f0_hz = 2.8, .peak0_bw = 2.2, .speed0_mps = 2.5};
    struct cadence_regression reg = {.c = {138, 6, 0, 0}};
    struct exposure_row row;
    struct run_exposure *e = NULL;
    struct tingle_error err;
    ck_assert_int_eq(run_exposure_constant(&e, 58, 10000, NULL), TINGLE_OK);
    check_invariants(e);
    ck_assert_double_eq_tol(e->elapsed_s, 3480, 1e-9);
    ck_assert_double_eq_tol(e->bin[7].speed_mps, 10000 / 3480.0, 1e-12);
    ck_assert_int_eq(e->contact, CONTACT_ESTIMATED);
    run_exposure_free(e);
    e = NULL;
    ck_assert_int_eq(run_exposure_constant(&e, 30.25, NAN, NULL), TINGLE_OK);
    ck_assert_int_eq(e->contact, CONTACT_NONE);
    exposure_row(&row, &e->bin[0], &ref, &reg);
    ck_assert(row.load == 1 && row.spd == 0 && row.cad == 0 && row.hazard == 1);
    run_exposure_free(e);
    e = NULL;
    ck_assert_int_eq(run_exposure_constant(&e, 0, NAN, &err), TINGLE_NOT_A_RUN);
    ck_assert_int_eq(run_exposure_constant(&e, 10, 90000, &err), TINGLE_NOT_A_RUN);
    ck_assert_int_eq(run_exposure_constant(&e, NAN, NAN, &err), TINGLE_NOT_A_RUN);
    ck_assert_ptr_null(e);
}
END_TEST

START_TEST(moving_time_maps_to_wall_time)
{
    struct run_exposure *e;
    make_full_run(1, true);
    e = derive();
    ck_assert_double_eq_tol(exposure_wall_of_moving(e->bin, e->bin_count, 5), 5, 0.02);
    ck_assert_double_eq_tol(exposure_wall_of_moving(e->bin, e->bin_count, 15), 18, 0.02);  /* behind the 3-minute pause */
    ck_assert_double_eq_tol(exposure_wall_of_moving(e->bin, e->bin_count, 30), 35, 0.02);  /* walking is moving */
    ck_assert_double_eq_tol(exposure_wall_of_moving(e->bin, e->bin_count, 999), 40, 0.02); /* held at the end */
    run_exposure_free(e);
}
END_TEST

START_TEST(median_is_that_of_sorting)
{
    double v[101], w[101];
    for (size_t n = 1; n <= 101; n++) {
        for (size_t i = 0; i < n; i++) v[i] = w[i] = (double)(i * 7919 % 13);
        for (size_t i = 1; i < n; i++)
            for (size_t j = i; j > 0 && w[j] < w[j - 1]; j--) {
                double t = w[j];
                w[j] = w[j - 1];
                w[j - 1] = t;
            }
        ck_assert_double_eq(values_median(v, n), (w[n / 2] + w[(n - 1) / 2]) / 2);
    }
    ck_assert(isnan(values_median(v, 0)));
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(spring_mass_gives_the_vectors_of_the_evidence_file),
        TEST(lines_give_the_table_of_the_evidence_file),
        TEST(one_second_is_run_walk_or_stand_by_the_rule),
        TEST(breaks_and_loads_of_a_known_run),
        TEST(a_pause_without_events_is_restored_from_the_gap),
        TEST(gaps_of_smart_recording_are_no_pauses),
        TEST(hours_long_pause_is_standing),
        TEST(a_watch_that_writes_while_paused_speaks_for_itself),
        TEST(starts_paused),
        TEST(flicker_is_smoothed_and_real_edges_stay),
        TEST(speed_only_walks_from_half_a_metre_a_second),
        TEST(distance_alone_and_places_alone_give_the_speed),
        TEST(treadmill_goes_by_cadence),
        TEST(grade_comes_from_altitude_and_slopes_take_the_level_line),
        TEST(no_altitude_means_unknown_grade_and_normal_loads),
        TEST(few_measured_seconds_do_not_make_a_measured_run),
        TEST(cadence_of_one_leg_is_doubled),
        TEST(nothing_to_derive_is_said_plainly),
        TEST(odd_times_do_no_harm),
        TEST(every_failed_allocation_is_reported),
        TEST(reference_is_the_median_over_two_hours),
        TEST(cadence_regression_finds_the_line_that_made_the_data),
        TEST(rows_carry_load_relief_hazard_and_covariates),
        TEST(a_run_without_a_file_is_constant_load),
        TEST(moving_time_maps_to_wall_time),
        TEST(median_is_that_of_sorting),
    };
    return run_tests("stride", tests, COUNT(tests));
}
