/* How long the onset model takes: build, grid, correction and 512 draws, with the importance ratios apart.
 *
 * usage: bench_onset [JSON]
 *
 * Simulated runners (tests/long/study_runner.h): 100 runs of half-minute bins with 12 and 25 columns, and
 * 500 runs of one-minute bins in the form of the reference fits. Medians of 9. Prints a table; writes the
 * same as JSON when a file is named. Nothing passes or fails here.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "study_runner.h"

enum { REPEATS = 9, MAX_COLUMNS = 40 };

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void *need(void *memory)
{
    if (!memory) exit(70);
    return memory;
}

/* A runner cut into `parts` of a minute, with run-constant columns added up to `columns`. */
struct subject {
    struct study_runner runner;
    struct onset_data data;
    struct onset_run *run;
    double *column[5];
    struct onset_effect effect[MAX_COLUMNS];
    struct onset_prior prior;
};

static void subject_make(struct subject *s, size_t runs, size_t parts, size_t columns)
{
    const struct study_options options = study_options_default(runs);
    struct random r;
    struct study_truth truth;
    size_t from, count;
    study_prior(&s->prior, s->effect, true);
    random_seed(&r, 17);
    study_truth_cause(&truth, &r, &s->prior, CAUSE_LACING);
    study_runner_make(&s->runner, &r, &truth, &options);
    from = s->runner.data.bins.count;
    count = from * parts;
    s->run = need(malloc(runs * sizeof *s->run));
    memcpy(s->run, s->runner.run, runs * sizeof *s->run);
    for (size_t i = 0; i < runs; i++) s->run[i].first_bin *= parts, s->run[i].bin_count *= parts;
    for (size_t c = 0; c < 5; c++) {
        const size_t width = c < 4 ? 1 : columns;
        s->column[c] = need(calloc(count * width, sizeof(double)));
        for (size_t k = 0; k < (c < 4 ? 1 : STUDY_COVARIATES); k++)
            for (size_t j = 0; j < count; j++)
                s->column[c][j + k * count] = s->runner.column[c][j / parts + k * from] / (c == 0 ? (double)parts : 1.0);
    }
    for (size_t k = STUDY_COVARIATES; k < columns; k++) {
        for (size_t i = 0; i < runs; i++) {
            const double value = random_normal(&r);
            for (size_t j = 0; j < s->run[i].bin_count; j++) s->column[4][s->run[i].first_bin + j + k * count] = value;
        }
        s->effect[k] = (struct onset_effect){0.0, 0.3, 0.3};
    }
    s->prior.covariates = columns;
    s->data = s->runner.data;
    s->data.bins = (struct onset_bins){count, s->column[0], s->column[1], s->column[2], s->column[3]};
    s->data.x = s->column[4];
    s->data.covariates = columns;
    s->data.names = NULL;
    s->data.run = s->run;
}

static void subject_release(struct subject *s)
{
    for (size_t c = 0; c < 5; c++) free(s->column[c]);
    free(s->run);
    study_runner_release(&s->runner);
}

static double median_ms(const struct subject *s, bool skip_alarm, size_t *newton_steps)
{
    struct onset_options options = onset_options_default();
    double ms[REPEATS];
    options.skip_alarm = skip_alarm;
    for (size_t i = 0; i < REPEATS; i++) {
        struct onset_posterior *post = NULL;
        const double start = now_ms();
        if (onset_fit(&post, &s->data, &s->prior, &options, NULL)) exit(70);
        ms[i] = now_ms() - start;
        *newton_steps = post->newton_steps;
        onset_posterior_free(post);
    }
    qsort(ms, REPEATS, sizeof *ms, ascending);
    return ms[REPEATS / 2];
}

static size_t bins_of(const struct subject *s)
{
    size_t bins = 0;
    for (size_t i = 0; i < s->data.runs; i++)
        if (s->run[i].record != ONSET_NOT_RECORDED) bins += s->run[i].bin_count;
    return bins;
}

int main(int count, char **argument)
{
    static const struct {
        size_t runs, parts, columns;
        const char *goal;
    } rows[] = {{100, 2, 7, "60"}, {100, 2, 20, "60"}, {100, 1, 7, "-"}, {500, 1, 7, "150"}};
    FILE *json = count > 1 ? fopen(argument[1], "w") : NULL;
    if (count > 1 && !json) return 73;
    printf("runs   bins  columns   fit + draws ms   goal ms   importance ratios ms   Newton steps\n");
    if (json) fprintf(json, "[");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct subject s;
        size_t steps;
        double fit_ms, all_ms;
        subject_make(&s, rows[i].runs, rows[i].parts, rows[i].columns);
        fit_ms = median_ms(&s, true, &steps);
        all_ms = median_ms(&s, false, &steps);
        printf("%4zu %6zu  %7zu   %14.1f   %7s   %20.1f   %12zu\n", rows[i].runs, bins_of(&s),
               rows[i].columns + 2 + STUDY_SHOES, fit_ms, rows[i].goal, all_ms - fit_ms, steps);
        if (json)
            fprintf(json, "%s{\"runs\": %zu, \"bins\": %zu, \"columns\": %zu, \"fit_ms\": %.3f, \"ratios_ms\": %.3f}",
                    i ? ", " : "", rows[i].runs, bins_of(&s), rows[i].columns + 2 + STUDY_SHOES, fit_ms, all_ms - fit_ms);
        subject_release(&s);
    }
    if (json) {
        fprintf(json, "]\n");
        if (fclose(json)) return 73;
    }
    return 0;
}
