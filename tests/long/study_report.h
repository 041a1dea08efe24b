/* Goals of a study: each is checked once, printed, and counted as the test runner expects it. */
#ifndef STUDY_REPORT_H
#define STUDY_REPORT_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct study_report {
    const char *name;
    int passed, failed;
};

static inline void study_goal(struct study_report *r, bool met, const char *what, double value, const char *goal)
{
    printf("%s %s: %.4g, goal %s\n", met ? "met   " : "MISSED", what, value, goal);
    if (met) r->passed++;
    else r->failed++;
}

static inline int study_end(const struct study_report *r)
{
    printf("# %s: %d passed, %d failed\n", r->name, r->passed, r->failed);
    return r->failed ? 1 : 0;
}

/* Number of runners from the command line, or the default. */
static inline size_t study_size(int count, char **argument, size_t standard)
{
    const long n = count > 1 ? strtol(argument[1], NULL, 10) : 0;
    return n > 0 ? (size_t)n : standard;
}

#endif
