/* simulate: deterministic, plausible, and true to its own hazard; recovered by stride from what the watch saw. */
#include "testing.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/file_bytes.h"
#include "base/text.h"
#include "onset/onset.h"
#include "simulate/simulate_write.h"

static struct simulate_runner *runner_of(uint64_t seed, size_t runs, const char *truth)
{
    struct simulate_runner *r = NULL;
    struct simulate_options o = {.seed = seed, .runs = runs, .truth = truth};
    struct tingle_error err = {0};
    enum tingle_status st = simulate_runner_new(&r, &o, &err);
    ck_assert_msg(st == TINGLE_OK, "%s", err.message);
    return r;
}

START_TEST(options_are_checked)
{
    struct simulate_runner *r = NULL;
    struct tingle_error err = {0};
    const struct simulate_options wrong[] = {{.runs = 0}, {.runs = 10001}, {.runs = 5, .truth = "luck"}, {.runs = 5, .weeks = -1},
                                             {.runs = 5, .weeks = NAN}, {.runs = 500, .weeks = 2}};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        ck_assert_int_eq(simulate_runner_new(&r, &wrong[i], &err), TINGLE_WRONG_USE);
        ck_assert_ptr_null(r);
    }
    simulate_runner_new(&r, &wrong[2], &err);
    ck_assert_ptr_nonnull(strstr(err.message, "'luck'"));
    for (int k = 0; k < SIMULATE_KIND_COUNT; k++) {
        enum simulate_kind found;
        ck_assert(simulate_kind_find(simulate_kind_name((enum simulate_kind)k), &found));
        ck_assert_int_eq(found, k);
        ck_assert_ptr_nonnull(strstr(err.message, simulate_kind_name((enum simulate_kind)k)));
    }
}
END_TEST

START_TEST(runs_follow_each_other_in_the_past)
{
    const size_t many[] = {1, 100, 400};
    for (size_t m = 0; m < COUNT(many); m++) {
        struct simulate_runner *r = runner_of(11, many[m], NULL);
        for (size_t i = 1; i < r->run_count; i++)
            ck_assert_int_gt(r->run[i].start_unix_s, r->run[i - 1].start_unix_s + (int64_t)r->run[i - 1].length_s);
        ck_assert_int_lt(r->run[r->run_count - 1].start_unix_s, 1764000000); /* 2025-11-24 */
        ck_assert_int_gt(r->run[0].start_unix_s, 1000000000);
        simulate_runner_free(r);
    }
}
END_TEST

START_TEST(share_of_numb_runs_is_plausible_over_seeds)
{
    double sum = 0;
    enum { SEEDS = 12 };
    for (uint64_t seed = 100; seed < 100 + SEEDS; seed++) {
        struct simulate_runner *r = runner_of(seed, 100, NULL);
        sum += (double)r->numb / SEEDS;
        ck_assert_uint_ge(r->numb, 20);
        ck_assert_uint_le(r->numb, 65);
        ck_assert_uint_ge(r->noted, 65);
        ck_assert_int_eq(r->truth.cause, SIMULATE_LACING + (int)(seed % 6));
        simulate_runner_free(r);
    }
    ck_assert_double_ge(sum, 25);
    ck_assert_double_le(sum, 60);
}
END_TEST

START_TEST(covariates_and_loads_lie_where_runners_lie)
{
    struct simulate_runner *r = runner_of(3, 200, NULL);
    double minutes = 0, spd = 0, load = 0, air = 0, shoe[SIMULATE_SHOES] = {0};
    for (size_t i = 0; i < r->run_count; i++) {
        const struct simulate_run *run = &r->run[i];
        for (size_t b = 0; b < run->bin_count; b++) {
            struct exposure_row row;
            exposure_row(&row, &run->bin[b], &r->reference, &r->cadence);
            if (row.hazard < 1) continue;
            minutes += row.length_min;
            spd += row.spd * row.length_min;
            load += row.load * row.length_min;
            ck_assert(fabs(row.spd) < 5 && fabs(row.cad) < 4 && fabs(row.grd) < 6);
            ck_assert(row.load > 0.7 && row.load < 1.7);
        }
        ck_assert(run->run_s >= 0.5 * run->length_s && run->length_s <= run->planned_s);
        ck_assert_double_eq_tol(run->run_s + run->walk_s + run->stand_s, run->length_s, 1e-6);
        air += run->air_c / 200;
        shoe[run->shoe] += 1;
    }
    ck_assert_double_eq_tol(spd / minutes, 0, 0.5);
    ck_assert_double_eq_tol(load / minutes, 1, 0.1);
    ck_assert_double_eq_tol(air, 13.5, 3);
    for (int s = 0; s < SIMULATE_SHOES; s++) ck_assert_double_ge(shoe[s], 20);
    simulate_runner_free(r);
}
END_TEST

/* The hazard integrated second by second with arithmetic of this test's own: model.md section 1. */
static double cumulative_hazard(const struct simulate_runner *r, size_t index, double until_s)
{
    const struct simulate_run *run = &r->run[index];
    const struct simulate_truth *t = &r->truth;
    const struct simulate_body *b = &r->body;
    struct simulate_seconds *s = NULL;
    double load = 0, sum = 0, x = 30 * 0.15 / t->tau_min, c = 30 * (1 - exp(-x)) / x, f0 = b->cadence_spm / 60,
           peak0 = acos(-1) / 2 * (0.95 + 0.15 * b->easy_mps + b->force_bw);
    double level = t->b0 + t->shoe[run->shoe] + run->hidden + t->b[SIMULATE_TMP] * (run->air_c - 15) / 10 +
                   t->b[SIMULATE_LAC] * (run->lacing - 3) + t->b[SIMULATE_FOAMED] * run->foam + t->b[SIMULATE_SOCK] * run->sock;
    ck_assert_int_eq(simulate_seconds_of(&s, r, index, NULL), TINGLE_OK);
    ck_assert_uint_eq(s->count, (size_t)run->length_s);
    for (size_t k = 0; k < s->count && (double)k < until_s; k++) {
        bool running = s->mode[k] == STRIDE_RUN, walking = s->mode[k] == STRIDE_WALK;
        double minutes = fmin(until_s - (double)k, 1) / 60, eta = level, p = walking ? 0.3 : 0;
        double rho = running ? 0.15 : walking ? 0.6 : 1, half;
        if (running) {
            double f = s->cadence_spm[k] / 60, peak = acos(-1) / 2 * (1000 / f / s->contact_ms[k]), v = s->speed_mps[k];
            double line = b->cadence_spm + b->cadence_per_mps * (v - b->easy_mps) + b->cadence_per_grade * s->grade_pct[k];
            p = f / f0 * peak / peak0 * peak / peak0;
            eta += t->b[SIMULATE_SPD] * (v - b->easy_mps) / 0.5 + t->b[SIMULATE_CAD] * (s->cadence_spm[k] - line) / 5 +
                   t->b[SIMULATE_GRD] * s->grade_pct[k] / 2;
        }
        half = load + (p - rho * load / t->tau_min) * minutes / 2;
        eta += t->g * log((half / c + 0.02) / 1.02);
        sum += (running ? 1 : walking ? 0.3 : 0) * exp(eta) * minutes;
        load += (p - rho * half / t->tau_min) * minutes;
    }
    simulate_seconds_free(s);
    return sum;
}

/* Time rescaling: cumulative hazards at events, and at the ends of quiet runs as censored values, are a
 * censored sample of the exponential distribution with mean 1. Its cumulative hazard (Nelson-Aalen) at y is y. */
static void check_exponential(const char *truth, uint64_t seed)
{
    enum { SEEDS = 6, RUNS = 60 };
    static double value[SEEDS * RUNS];
    static bool event[SEEDS * RUNS];
    size_t n = 0;
    double events = 0, exposure = 0;
    for (uint64_t i = 0; i < SEEDS; i++) {
        struct simulate_runner *r = runner_of(seed + i, RUNS, truth);
        for (size_t k = 0; k < RUNS; k++) {
            const struct simulate_run *run = &r->run[k];
            double h = cumulative_hazard(r, k, run->numb ? run->onset_s : run->length_s);
            if (run->numb) ck_assert_double_eq_tol(h, run->draw, 0.003 + 0.02 * run->draw); /* half-minute bins against seconds */
            value[n] = h;
            event[n++] = run->numb;
            exposure += h;
            events += run->numb;
        }
        simulate_runner_free(r);
    }
    ck_assert_double_ge(events, 80);
    ck_assert_double_eq_tol(events / exposure, 1, 3.5 / sqrt(events)); /* maximum likelihood rate is 1 */
    for (double y = 0.25; y < 1.01; y += 0.25) {
        double aalen = 0;
        for (size_t i = 0; i < n; i++) {
            double at_risk = 0;
            if (!event[i] || value[i] > y) continue;
            for (size_t j = 0; j < n; j++) at_risk += value[j] >= value[i];
            aalen += 1 / at_risk;
        }
        ck_assert_double_eq_tol(aalen, y, 3.5 * sqrt(y / 60));
    }
}

START_TEST(onsets_obey_the_hazard)
{
    check_exponential("model", 500);
    check_exponential("frailty", 520);
    check_exponential("drift", 540);
}
END_TEST

START_TEST(onset_room_gives_the_same_risk)
{
    struct simulate_runner *r = runner_of(77, 30, NULL);
    for (size_t i = 0; i < r->run_count; i++) {
        double risk = 1 - exp(-cumulative_hazard(r, i, 1e9));
        if (!r->run[i].numb) ck_assert_double_eq_tol(risk, r->run[i].risk, 0.01);
    }
    /* an hour of reference running, all x 0: the integral by hand is that of exp(b0 + g z) */
    ck_assert_double_ge(simulate_reference_risk(r, 60, 0, NULL), simulate_reference_risk(r, 30, 0, NULL));
    simulate_runner_free(r);
}
END_TEST

static double total_load2(const struct run_exposure *e)
{
    double sum = 0;
    for (size_t i = 0; i < e->bin_count; i++)
        if (e->bin[i].mode == STRIDE_RUN) sum += e->bin[i].load2 * e->bin[i].length_min * 60;
    return sum;
}

static void check_recovered(const struct simulate_run *run, const struct activity *a)
{
    struct run_exposure *e = NULL;
    struct tingle_error err = {0};
    enum tingle_status st = run_exposure_derive(&e, a, &err);
    ck_assert_msg(st == TINGLE_OK, "run %zu: %s", run->index, err.message);
    ck_assert_int_eq(e->contact, CONTACT_MEASURED);
    ck_assert_double_eq_tol(e->elapsed_s, run->length_s, 1.01);
    ck_assert_double_eq_tol(e->moving_s, run->moving_s, 5);
    ck_assert_double_eq_tol(e->run_s, run->run_s, 5.0 + 3.0 * (double)run->break_count);
    ck_assert_double_eq_tol(total_load2(e) / run->load2_steps, 1, 0.03);
    ck_assert_double_eq_tol(e->distance_m / run->distance_m, 1, 0.005);
    ck_assert_uint_eq(e->break_count, run->break_count);
    for (size_t i = 0; i < e->break_count; i++) {
        ck_assert_double_eq_tol(e->breaks[i].start_s, run->breaks[i].start_s, 5);
        ck_assert_double_eq_tol(e->breaks[i].length_s, run->breaks[i].length_s, 5);
        ck_assert_double_eq_tol(e->breaks[i].standing_s, run->breaks[i].standing_s, 5);
    }
    run_exposure_free(e);
}

START_TEST(exposure_is_recovered_from_what_the_watch_saw)
{
    static const char *const truth[] = {"model", "symptom-breaks", "always"};
    for (size_t t = 0; t < COUNT(truth); t++) {
        struct simulate_runner *r = runner_of(900 + t, 60, truth[t]);
        size_t smart = 0, breaks = 0;
        for (size_t i = 0; i < r->run_count; i++) {
            struct activity *a = NULL;
            ck_assert_int_eq(simulate_activity_of(&a, r, i, NULL), TINGLE_OK);
            check_recovered(&r->run[i], a);
            smart += r->run[i].smart;
            breaks += r->run[i].break_count;
            simulate_activity_free(a);
        }
        ck_assert_uint_ge(smart, 2);
        ck_assert_uint_ge(breaks, 60);
        simulate_runner_free(r);
    }
}
END_TEST

START_TEST(reference_and_cadence_are_recovered)
{
    struct simulate_runner *r = runner_of(41, 40, NULL);
    struct stride_reference ref;
    struct cadence_regression reg;
    struct run_exposure *e[40] = {NULL};
    const struct gait_sums *sums[40];
    double v;
    for (size_t i = 0; i < 40; i++) {
        struct activity *a = NULL;
        ck_assert_int_eq(simulate_activity_of(&a, r, i, NULL), TINGLE_OK);
        ck_assert_int_eq(run_exposure_derive(&e[i], a, NULL), TINGLE_OK);
        simulate_activity_free(a);
        sums[i] = &e[i]->gait;
    }
    stride_reference_from(&ref, sums, 40);
    cadence_regression_from(&reg, sums, 40);
    ck_assert_double_ge(ref.level_s, 7200);
    ck_assert_double_eq_tol(ref.f0_hz / r->reference.f0_hz, 1, 0.03);
    ck_assert_double_eq_tol(ref.peak0_bw / r->reference.peak0_bw, 1, 0.05);
    v = r->body.easy_mps;
    ck_assert_double_eq_tol(reg.c[0] + reg.c[1] * v + reg.c[2] * v * v, r->body.cadence_spm, 2.5); /* 40 run residuals of sd 3.5 */
    ck_assert_double_eq_tol(reg.c[3], r->body.cadence_per_grade, 0.2);
    for (size_t i = 0; i < 40; i++) run_exposure_free(e[i]);
    simulate_runner_free(r);
}
END_TEST

/* ------------------------------------------------------------ worlds outside the model */

static double correlation(const double *x, const double *y, size_t n)
{
    double mx = 0, my = 0, xx = 0, yy = 0, xy = 0;
    for (size_t i = 0; i < n; i++) mx += x[i] / (double)n, my += y[i] / (double)n;
    for (size_t i = 0; i < n; i++) {
        xx += (x[i] - mx) * (x[i] - mx);
        yy += (y[i] - my) * (y[i] - my);
        xy += (x[i] - mx) * (y[i] - my);
    }
    return xy / sqrt(xx * yy);
}

START_TEST(hidden_states_are_as_described)
{
    enum { RUNS = 250 };
    double hidden[RUNS], lacing[RUNS], date[RUNS], sd = 0;
    static const char *const truth[] = {"frailty", "confounded", "drift", "model"};
    for (size_t t = 0; t < COUNT(truth); t++) {
        struct simulate_runner *r = runner_of(60, RUNS, truth[t]);
        sd = 0;
        for (size_t i = 0; i < RUNS; i++) {
            hidden[i] = r->run[i].hidden;
            lacing[i] = r->run[i].lacing;
            date[i] = (double)r->run[i].start_unix_s;
            sd += hidden[i] * hidden[i] / RUNS;
        }
        sd = sqrt(sd);
        if (t == 0) {
            ck_assert_double_eq_tol(sd, 0.7, 0.11);
            ck_assert_double_eq_tol(correlation(hidden, lacing, RUNS), 0, 0.22);
        } else if (t == 1) {
            ck_assert_double_eq_tol(sd, 0.9, 0.14);
            ck_assert_double_ge(correlation(hidden, lacing, RUNS), 0.6);
            ck_assert_int_eq(r->truth.cause, -1);
            ck_assert_double_eq(r->truth.b[SIMULATE_LAC], 0.3);
        } else if (t == 2) {
            ck_assert_double_ge(correlation(hidden, date, RUNS), 0.999);
            ck_assert_double_eq_tol(hidden[RUNS - 1] - hidden[0], 1.6, 0.01);
        } else {
            ck_assert_double_eq_tol(sd, 0, 1e-12);
        }
        simulate_runner_free(r);
    }
}
END_TEST

START_TEST(selective_notes_and_random_ones)
{
    static const char *const truth[] = {"model", "selective"};
    static const double share[][2] = {{0.8, 0.8}, {0.40, 0.95}}; /* quiet, numb */
    for (size_t t = 0; t < COUNT(truth); t++) {
        struct simulate_runner *r = runner_of(61, 500, truth[t]);
        double noted[2] = {0}, all[2] = {0};
        for (size_t i = 0; i < r->run_count; i++) {
            all[r->run[i].numb] += 1;
            noted[r->run[i].numb] += r->run[i].note.noted;
        }
        for (int k = 0; k < 2; k++) ck_assert_double_eq_tol(noted[k] / all[k], share[t][k], 3.5 * sqrt(0.25 / all[k]));
        simulate_runner_free(r);
    }
}
END_TEST

START_TEST(nothing_matters_where_nothing_should)
{
    const double x[SIMULATE_COVARIATES] = {0, 0, 3, 2, 2, 1, 1};
    struct simulate_runner *r = runner_of(62, 10, "nothing");
    for (size_t s = 0; s < SIMULATE_SHOES; s++)
        ck_assert_double_eq(simulate_reference_risk(r, 75, s, x), simulate_reference_risk(r, 75, 0, NULL));
    simulate_runner_free(r);
    r = runner_of(62, 10, "lacing");
    ck_assert_int_eq(r->truth.cause, SIMULATE_LACING);
    ck_assert_double_ge(simulate_reference_risk(r, 75, 0, x), simulate_reference_risk(r, 75, 0, NULL) + 0.1);
    simulate_runner_free(r);
}
END_TEST

START_TEST(always_numb_is_always_numb_on_long_runs)
{
    struct simulate_runner *r = runner_of(63, 150, "always");
    double numb = 0, all = 0;
    for (size_t i = 0; i < r->run_count; i++) {
        if (r->run[i].planned_s < 75 * 60) continue;
        all += 1;
        numb += r->run[i].numb;
    }
    ck_assert_double_ge(numb / all, 0.85);
    simulate_runner_free(r);
}
END_TEST

START_TEST(symptom_breaks_come_after_the_onset)
{
    struct simulate_runner *r = runner_of(64, 100, "symptom-breaks"), *plain = runner_of(64, 100, "model");
    size_t many = 0;
    for (size_t i = 0; i < r->run_count; i++) {
        const struct simulate_run *run = &r->run[i];
        bool found = false;
        ck_assert_int_eq(run->numb, plain->run[i].numb); /* the onset does not know what follows it */
        if (run->numb) ck_assert_double_eq(run->onset_s, plain->run[i].onset_s);
        if (!run->numb || isnan(run->note.break_min)) continue;
        many++;
        ck_assert(run->note.break_min * 60 >= run->onset_s + 29 && run->note.break_min * 60 <= run->onset_s + 121);
        for (size_t b = 0; b < run->break_count; b++) {
            double start = run->breaks[b].start_s, end = start + run->breaks[b].length_s;
            found |= start <= run->note.break_min * 60 + 1 && end >= (run->note.break_min + run->note.break_length_min) * 60 - 1;
        }
        ck_assert(found);
    }
    ck_assert_uint_ge(many, 15);
    simulate_runner_free(r);
    simulate_runner_free(plain);
}
END_TEST

START_TEST(notes_never_contradict_what_happened)
{
    size_t kind[7] = {0};
    for (uint64_t seed = 1; seed <= 4; seed++) {
        struct simulate_runner *r = runner_of(seed, 150, NULL);
        for (size_t i = 0; i < r->run_count; i++) {
            const struct simulate_run *run = &r->run[i];
            const struct simulate_note *note = &run->note;
            double all = (run->run_s + run->walk_s) / 60, on;
            if (!run->numb) continue;
            on = 0; /* moving minutes at the onset */
            for (size_t b = 0; b < run->bin_count; b++)
                if (run->bin[b].mode != STRIDE_STAND)
                    on += fmin(run->bin[b].length_min, fmax(run->onset_s / 60 - run->bin[b].start_min, 0));
            kind[note->onset]++;
            ck_assert(note->left || note->right);
            ck_assert(note->severity >= 1 && note->severity <= 10);
            switch (note->onset) {
            case SIMULATE_SAID_MINUTE: ck_assert_double_eq_tol(note->from_min, on, note->lap_pressed ? 0.11 : 0.51); break;
            case SIMULATE_SAID_FROM_TO: ck_assert(note->from_min < on && on <= note->to_min + 1e-9 && note->to_min <= all + 0.1); break;
            case SIMULATE_SAID_EARLY: ck_assert(on <= 0.35 * all); break;
            case SIMULATE_SAID_MIDDLE: ck_assert(on >= 0.35 * all && on <= 0.65 * all); break;
            case SIMULATE_SAID_LATE: ck_assert(on >= 0.65 * all); break;
            case SIMULATE_SAID_STOPPED: ck_assert(note->stopped); break;
            case SIMULATE_SAID_UNKNOWN: break;
            }
            if (note->stopped) ck_assert_double_le(run->length_s - run->onset_s, 520);
        }
        simulate_runner_free(r);
    }
    for (size_t i = 0; i < COUNT(kind); i++) ck_assert_uint_ge(kind[i], 5);
}
END_TEST

/* ----------------------------------------------------------------------- files */

static bool same_file(const char *a, const char *b, const char *name)
{
    char path[2][4096];
    struct file_bytes file[2] = {{0}, {0}};
    bool same;
    ck_assert(path_join(path[0], sizeof path[0], a, name) && path_join(path[1], sizeof path[1], b, name));
    for (int i = 0; i < 2; i++) ck_assert_int_eq(file_read(&file[i], path[i], 1 << 26, NULL), TINGLE_OK);
    same = file[0].size == file[1].size && file[0].size > 0 && !memcmp(file[0].data, file[1].data, file[0].size);
    file_release(&file[0]);
    file_release(&file[1]);
    return same;
}

START_TEST(same_seed_same_bytes_other_seed_other_bytes)
{
    static const char *const names[] = {"activities/0001.fit", "activities/0012.fit", "notes.csv", "shoes.csv", "answers.json", "truth.json"};
    char folder[3][TEST_FOLDER_SIZE];
    struct simulate_summary summary[3];
    for (int i = 0; i < 3; i++) {
        struct simulate_options o = {.seed = i == 2 ? 8 : 7, .runs = 12};
        struct tingle_error err = {0};
        test_folder_make(folder[i]);
        ck_assert_msg(simulate_write(&o, folder[i], &summary[i], &err) == TINGLE_OK, "%s", err.message);
    }
    for (size_t n = 0; n < COUNT(names); n++) ck_assert(same_file(folder[0], folder[1], names[n]));
    ck_assert(!same_file(folder[0], folder[2], names[0]));
    ck_assert(!same_file(folder[0], folder[2], "notes.csv"));
    ck_assert(!same_file(folder[0], folder[2], "truth.json"));
    ck_assert_uint_eq(summary[0].runs, 12);
    ck_assert_str_eq(summary[0].cause, "cadence");
    ck_assert_uint_eq(summary[0].noted, summary[1].noted);
    for (int i = 0; i < 3; i++) test_folder_remove(folder[i]);
}
END_TEST

START_TEST(exposure_is_recovered_from_the_files)
{
    struct simulate_options o = {.seed = 21, .runs = 25};
    struct simulate_runner *r = runner_of(21, 25, NULL);
    char folder[TEST_FOLDER_SIZE], path[128];
    size_t laps = 0;
    test_folder_make(folder);
    ck_assert_int_eq(simulate_write(&o, folder, NULL, NULL), TINGLE_OK);
    for (size_t i = 0; i < r->run_count; i++) {
        struct file_bytes file = {0};
        struct activity *a = NULL;
        struct tingle_error err = {0};
        snprintf(path, sizeof path, "%s/activities/%04zu.fit", folder, i + 1);
        ck_assert_int_eq(file_read(&file, path, 1 << 26, &err), TINGLE_OK);
        ck_assert_msg(activity_read(&a, file_view(&file), path, &err) == TINGLE_OK, "%s", err.message);
        ck_assert_double_eq(a->start_unix_s, (double)r->run[i].start_unix_s);
        ck_assert_int_eq(a->utc_offset_s, r->utc_offset_s);
        ck_assert_str_eq(a->manufacturer, "development");
        ck_assert_str_eq(a->product, SIMULATE_PRODUCT);
        ck_assert(activity_is_run(a) && a->crc_ok && a->repair_count == 0);
        ck_assert_double_eq_tol(a->elapsed_s, r->run[i].length_s, 0.01);
        laps += a->lap_count;
        check_recovered(&r->run[i], a);
        activity_free(a);
        file_release(&file);
    }
    ck_assert_uint_ge(laps, 100);
    simulate_runner_free(r);
    test_folder_remove(folder);
}
END_TEST

START_TEST(a_folder_with_something_in_it_is_refused)
{
    char folder[TEST_FOLDER_SIZE], path[128];
    struct simulate_options o = {.seed = 1, .runs = 1};
    struct tingle_error err = {0};
    test_folder_make(folder);
    snprintf(path, sizeof path, "%s/x", folder);
    ck_assert_int_eq(file_write(path, bytes_of("x", 1), 0600, NULL), TINGLE_OK);
    ck_assert_int_eq(simulate_write(&o, folder, NULL, &err), TINGLE_CANNOT_WRITE);
    ck_assert_ptr_nonnull(strstr(err.message, "not empty"));
    ck_assert_int_eq(simulate_write(&o, path, NULL, &err), TINGLE_CANNOT_WRITE);
    ck_assert_ptr_nonnull(strstr(err.message, "is a file"));
    test_folder_remove(folder);
}
END_TEST

START_TEST(notes_are_good_csv_and_marked)
{
    struct simulate_runner *r = runner_of(5, 100, NULL);
    struct buffer b;
    struct csv csv;
    struct tingle_error err = {0};
    size_t rows = 0, numb = 0, numb_noted = 0;
    bool got = true;
    buffer_init(&b, 1 << 24);
    simulate_notes_csv(&b, r);
    ck_assert_int_eq(buffer_status(&b, "notes", &err), TINGLE_OK);
    ck_assert_msg(csv_open(&csv, bytes_of(b.data, b.size), "notes.csv", &err) == TINGLE_OK, "%s", err.message);
    while (csv_next(&csv, &got, &err) == TINGLE_OK && got) {
        rows++;
        numb += text_same(csv_text(&csv, csv_column(&csv, "felt")), "numb");
        ck_assert_str_eq(csv_text(&csv, csv_column(&csv, "simulated")), "yes");
    }
    ck_assert_msg(!got, "%s", err.message);
    for (size_t i = 0; i < r->run_count; i++) numb_noted += r->run[i].numb && r->run[i].note.noted;
    ck_assert_uint_eq(rows, r->noted);
    ck_assert_uint_eq(numb, numb_noted);
    csv_release(&csv);
    buffer_release(&b);
    simulate_runner_free(r);
}
END_TEST

START_TEST(failed_allocations_are_reported)
{
    struct simulate_options o = {.seed = 1, .runs = 1};
    for (long n = 1; n < 400; n++) {
        struct simulate_runner *r = NULL;
        enum tingle_status st;
        alloc_fail_at(n);
        st = simulate_runner_new(&r, &o, NULL);
        alloc_fail_at(0);
        if (st == TINGLE_OK && n > 200) {
            simulate_runner_free(r);
            return;
        }
        if (st == TINGLE_OK) simulate_runner_free(r);
        else ck_assert_int_eq(st, TINGLE_NO_MEMORY);
    }
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(options_are_checked),
        TEST(runs_follow_each_other_in_the_past),
        TEST(share_of_numb_runs_is_plausible_over_seeds),
        TEST(covariates_and_loads_lie_where_runners_lie),
        TEST(onsets_obey_the_hazard),
        TEST(onset_room_gives_the_same_risk),
        TEST(exposure_is_recovered_from_what_the_watch_saw),
        TEST(reference_and_cadence_are_recovered),
        TEST(hidden_states_are_as_described),
        TEST(selective_notes_and_random_ones),
        TEST(nothing_matters_where_nothing_should),
        TEST(always_numb_is_always_numb_on_long_runs),
        TEST(symptom_breaks_come_after_the_onset),
        TEST(notes_never_contradict_what_happened),
        TEST(same_seed_same_bytes_other_seed_other_bytes),
        TEST(exposure_is_recovered_from_the_files),
        TEST(a_folder_with_something_in_it_is_refused),
        TEST(notes_are_good_csv_and_marked),
        TEST(failed_allocations_are_reported),
    };
    return run_tests("simulate", tests, COUNT(tests));
}
