/* stride on what nobody wrote by hand: random activities, and every real file of the corpus. */
#include <math.h>
#include <string.h>

#include "base/file_bytes.h"
#include "base/random.h"
#include "base/text.h"
#include "made_activity.h"

/* ------------------------------------------------------------- any activity */

static double any_value(struct random *r)
{
    static const double odd[] = {0, -1, 1e-300, 1e300, -1e300, INFINITY, -INFINITY, 90, 180, 255, 65535};
    double u = random_uniform(r);
    if (u < 0.05) return odd[random_index(r, COUNT(odd))];
    return u < 0.1 ? (double)NAN : random_between(r, -5, 300);
}

START_TEST(any_activity_keeps_the_invariants)
{
    struct random r;
    size_t derived = 0;
    random_seed(&r, 4711);
    for (int round = 0; round < 400; round++) {
        size_t rows = random_index(&r, 400);
        double time_scale = exp(random_between(&r, -2, 6));
        struct run_exposure *e = NULL;
        made_begin();
        for (size_t i = 0; i < rows; i++) {
            made.now = random_uniform(&r) < 0.01 ? any_value(&r) * 100 : made.now + random_exponential(&r) * time_scale;
            made_row();
            for (int c = 0; c < ACTIVITY_COLUMN_COUNT; c++)
                if ((round >> (c % 7)) & 1) made_put((enum activity_column)c, any_value(&r));
        }
        for (int i = 0; i < (int)random_index(&r, 20); i++)
            made_event((enum activity_event_kind)random_index(&r, 4), any_value(&r) * time_scale);
        made.a.distance_m = any_value(&r);
        if (run_exposure_derive(&e, &made.a, NULL) != TINGLE_OK) continue;
        check_invariants(e);
        derived++;
        run_exposure_free(e);
    }
    ck_assert_uint_ge(derived, 200);
}
END_TEST

/* --------------------------------------------------------------- real files */

static void check_sane(const struct run_exposure *e, const char *name)
{
    ck_assert_msg(e->elapsed_s <= 48 * 3600.0, "%s", name);
    ck_assert_msg(isnan(e->mean_speed_mps) || (e->mean_speed_mps >= 0 && e->mean_speed_mps <= 12), "%s", name);
    ck_assert_msg(isnan(e->mean_cadence_spm) || (e->mean_cadence_spm >= 60 && e->mean_cadence_spm <= 260), "%s", name);
    ck_assert_msg(isnan(e->mean_contact_ms) || (e->mean_contact_ms >= 120 && e->mean_contact_ms <= 450), "%s", name);
    ck_assert_msg(e->invalid_slope_s <= e->run_s + 1e-6, "%s", name);
    for (size_t i = 0; i < e->bin_count; i++) {
        const struct exposure_bin *b = &e->bin[i];
        if (b->mode != STRIDE_RUN) continue;
        /* 110 to 300 steps a minute, pi/2 to 5 body weights */
        ck_assert_msg(b->load2 > 4 && b->load2 < 125 && b->load4 > b->load2, "%s", name);
        ck_assert_msg(!(fabs(b->grade_pct) > 60), "%s", name);
    }
}

/* One real file: derived, or refused with a sentence; pauses of the watch's timer are found again. */
static bool check_real_file(const char *path, bool fit)
{
    struct file_bytes file = {0};
    struct activity *a = NULL;
    struct run_exposure *e = NULL;
    struct tingle_error err = {0};
    enum tingle_status st;
    ck_assert_int_eq(file_read(&file, path, 1 << 28, &err), TINGLE_OK);
    st = activity_read(&a, file_view(&file), path, &err);
    if (st == TINGLE_OK) st = run_exposure_derive(&e, a, &err);
    if (st == TINGLE_OK) {
        check_invariants(e);
        if (activity_is_run(a)) check_sane(e, path); /* the corpus has rides and swims too */
        if (activity_is_run(a) && fit && a->chained == 1 && a->session_count == 1 && a->elapsed_s > a->timer_s)
            ck_assert_msg(e->stand_s + 15 >= a->elapsed_s - a->timer_s, "%s", path);
    } else {
        ck_assert_msg(strlen(err.message) > 10, "%s", path);
    }
    run_exposure_free(e);
    activity_free(a);
    file_release(&file);
    return st == TINGLE_OK;
}

START_TEST(real_files_are_derived_or_refused)
{
    struct file_bytes index = {0};
    char *line, *next, path[1100];
    size_t derived = 0, all = 0;
    if (!shared_path("corpus/INDEX.tsv")) return;
    ck_assert_int_eq(file_read(&index, shared_path("corpus/INDEX.tsv"), 1 << 24, NULL), TINGLE_OK);
    for (line = (char *)index.data; line < (char *)index.data + index.size; line = next + 1) {
        char name[1024];
        next = memchr(line, '\n', index.size - (size_t)(line - (char *)index.data));
        if (!next) break;
        ck_assert_int_eq(sscanf(line, "%1023[^\t]", name), 1);
        if (!text_ends_with(name, ".fit") && !text_ends_with(name, ".gpx") && !text_ends_with(name, ".tcx")) continue;
        snprintf(path, sizeof path, "corpus/%s", name);
        all++;
        if (shared_path(path)) derived += check_real_file(shared_path(path), text_ends_with(name, ".fit"));
    }
    printf("# real files: %zu of %zu derived\n", derived, all);
    ck_assert_uint_ge(derived, 150);
    file_release(&index);
}
END_TEST

int main(void)
{
    const struct test_entry tests[] = {
        TEST(any_activity_keeps_the_invariants),
        TEST(real_files_are_derived_or_refused),
    };
    return run_tests("stride any", tests, COUNT(tests));
}
